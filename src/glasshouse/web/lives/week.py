"""From what a player chooses for a step to decisions that the engine carries out; all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario import Decision
from glasshouse.web.lives.choices import Choices
from glasshouse.web.lives.rules import Rules
from glasshouse.web.lives.town import WEEK

FREE: Final = (1, 3, 5)
"""Days of the week whose evenings are free: Tuesday, Thursday, Saturday."""


@dataclass(frozen=True)
class Coming:
    """What can be chosen for the coming step.

    Attributes:
        citizen: the player's number.
        first: its first day.
        days: how many.
        rules: the rules under which its first day is lived.
        brings: by day, kinds that habit brings.
        holds_back: by day, kinds that fear will hold back.
        evenings: by kind, None where a free evening can be used for it, else why not.
        join: by system in force, the same about an account.
        quit: by system in force, the same about closing it.
        keep: by contact, the same about standing by them.
        cut: by contact, the same about cutting the tie.
        forced: kinds that cannot be left.
    """

    citizen: int
    first: int
    days: int
    rules: Rules
    brings: Mapping[int, frozenset[str]]
    holds_back: Mapping[int, frozenset[str]]
    evenings: Mapping[str, str | None]
    join: Mapping[str, str | None]
    quit: Mapping[str, str | None]
    keep: Mapping[int, str | None]
    cut: Mapping[int, str | None]
    forced: frozenset[str] = frozenset()

    @property
    def covers(self) -> range:
        """The step's days."""
        return range(self.first, self.first + self.days)


def by_habit(citizen: int, first: int, days: int, cases: str = "wait") -> tuple[Decision, ...]:
    """What holds where nothing is chosen: cases wait for the player.

    Args:
        citizen: the player's number.
        first: the first day.
        days: how many.
        cases: what becomes of cases, or ``habit``.
    """
    if cases == "habit":
        return ()
    return (Decision.model_validate({"citizen": citizen, "days": (first, first + days), "cases": cases}),)


def left_out(choices: Choices, rules: Rules) -> frozenset[str]:
    """Names of the kinds that the player holds to leave out."""
    bits = (rules.broken if choices.hold.rules else 0) | (rules.guarded if choices.hold.tongue else 0)
    return frozenset(kind.name for k, kind in enumerate(rules.labels.kinds) if bits >> k & 1)


def problems_of(choices: Choices, coming: Coming) -> Iterator[Problem]:
    """All that is wrong with a player's choices."""
    held = left_out(choices, coming.rules)
    yield from _of_cards("leave", choices.leave, coming, coming.brings)
    yield from _of_cards("dare", choices.dare, coming, coming.holds_back)
    for m, (day, kind) in enumerate(choices.leave):
        if kind in coming.forced and kind in coming.brings.get(day, ()):
            expected = "something that one can leave: a default on a debt is no choice"
            yield Problem(key=f"leave.{m}", expected=expected, found=repr(kind))
    yield from _of_held([(f"dare.{m}", kind) for m, (_, kind) in enumerate(choices.dare)], held)
    yield from _of_held([(f"do.{m}", kind) for m, kind in enumerate(choices.do)], held)
    yield from _of_ways(
        [(f"do.{m}", kind) for m, kind in enumerate(choices.do)], coming.evenings, "a free evening's use"
    )
    for place in sorted({place for place, day in _evenings(choices, coming) if day is None}):
        expected = "something with a day in each week on which it is not left, dared or done already"
        yield Problem(key=f"do.{place}", expected=expected, found=repr(choices.do[place]))
    for verb, ways in (("join", coming.join), ("quit", coming.quit)):
        named = [(f"accounts.{name}", name) for name, wanted in choices.accounts.items() if wanted == verb]
        yield from _of_ways(named, ways, f"an account that one can {verb}")
    for verb, ties in (("keep", coming.keep), ("cut", coming.cut)):
        friends = [(f"ties.{number}", str(number)) for number, wanted in choices.ties.items() if wanted == verb]
        yield from _of_ways(
            friends, {str(n): why for n, why in ties.items()}, f"a friend to whom one can {verb} the tie"
        )


def _of_cards(
    key: str, cards: Sequence[tuple[int, str]], coming: Coming, dealt: Mapping[int, frozenset[str]]
) -> Iterator[Problem]:
    for m, (day, kind) in enumerate(cards):
        if day not in coming.covers:
            expected = f"a day from {coming.first} to {coming.first + coming.days - 1}"
            yield Problem(key=f"{key}.{m}", expected=expected, found=str(day))
        elif kind not in dealt.get(day, ()):
            valid = sorted(dealt.get(day, ()))
            expected = f"one of {', '.join(valid)} on day {day}" if valid else f"nothing on day {day}"
            yield Problem(key=f"{key}.{m}", expected=expected, found=repr(kind), nearest=nearest_name(kind, valid))
        elif (day, kind) in cards[:m]:
            yield Problem(key=f"{key}.{m}", expected="each once", found=f"day {day}, {kind!r} again")


def _of_held(named: Sequence[tuple[str, str]], held: Collection[str]) -> Iterator[Problem]:
    for key, kind in named:
        if kind in held:
            yield Problem(key=key, expected="nothing that the step's `hold` leaves out", found=repr(kind))


def _of_ways(named: Sequence[tuple[str, str]], ways: Mapping[str, str | None], what: str) -> Iterator[Problem]:
    open_ones = [name for name, why in ways.items() if why is None]
    for key, name in named:
        if name not in ways:
            expected = f"{what}: {', '.join(open_ones) or 'there is none'}"
            yield Problem(key=key, expected=expected, found=repr(name), nearest=nearest_name(name, open_ones))
        elif (why := ways[name]) is not None:
            yield Problem(key=key, expected=what, found=f"{name!r}: {why.replace('_', ' ')}")


def decisions_of(choices: Choices, coming: Coming) -> tuple[Decision, ...]:
    """What the engine is to carry out; the choices were found right.

    One decision holds for the whole step, and one for each day on which an act is left, dared or done.
    """
    whole: dict[str, Any] = {
        "leave": tuple(sorted(left_out(choices, coming.rules))),
        "join": tuple(sorted(name for name, wanted in choices.accounts.items() if wanted == "join")),
        "quit": tuple(sorted(name for name, wanted in choices.accounts.items() if wanted == "quit")),
        "keep": tuple(sorted(number for number, wanted in choices.ties.items() if wanted == "keep")),
        "cut": tuple(sorted(number for number, wanted in choices.ties.items() if wanted == "cut")),
    }
    if choices.hold.encrypt:
        whole["evade"] = True
    if choices.cases != "habit":
        whole["cases"] = choices.cases
    found = [(coming.first, coming.first + coming.days, whole)] if any(whole.values()) else []
    for day, said in _by_day(choices, coming).items():
        found.append((day, day + 1, said))
    made = ({"citizen": coming.citizen, "days": (first, end), **said} for first, end, said in found)
    return tuple(Decision.model_validate(each) for each in made)


def _by_day(choices: Choices, coming: Coming) -> dict[int, dict[str, Any]]:
    days: dict[int, dict[str, Any]] = {}
    for field, cards in (("leave", choices.leave), ("dare", choices.dare)):
        for day, kind in cards:
            days.setdefault(day, {}).setdefault(field, []).append(kind)
    for place, evening in _evenings(choices, coming):
        if evening is not None:
            days.setdefault(evening, {}).setdefault("do", {})[choices.do[place]] = (evening,)
    return {day: days[day] for day in sorted(days)}


def _evenings(choices: Choices, coming: Coming) -> Iterator[tuple[int, int | None]]:
    """By week and place in `do`, the day: an evening on which habit doesn't bring the same already; None where none is left."""
    # An act on a day on which habit brings it anyway would be an evening used for nothing.
    for week in range(coming.first, coming.first + coming.days, WEEK):
        taken: set[tuple[int, str]] = {*choices.leave, *choices.dare}
        for place, kind in enumerate(choices.do):
            offsets = [FREE[place], *(each for each in (*FREE, 0, 2, 4, 6) if each != FREE[place])]
            free = [week + each for each in offsets if (week + each, kind) not in taken]
            quiet = [
                day
                for day in free
                if kind not in coming.brings.get(day, frozenset()) | coming.holds_back.get(day, frozenset())
            ]
            day = next(iter(quiet or free), None)
            if day is not None:
                taken.add((day, kind))
            yield place, day
