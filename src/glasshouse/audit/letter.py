"""A letter to the person: the decision, at most four reasons, whose records, how to contest, one way out or why there is none.

Letters are to generated citizens of a model, and say so in their first line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.norms import Norms, norms
from glasshouse.audit.norms.kinds import kinds_of
from glasshouse.audit.reasons.characteristics import Characteristic, characteristics_of
from glasshouse.audit.recourse.advice import Advice, advise, sanctions_in_force
from glasshouse.audit.recourse.sight import sight_of
from glasshouse.audit.recourse.ways import Question, WayOut
from glasshouse.audit.undefined import Reason
from glasshouse.documents.wording import times
from glasshouse.scoring.forms.registry import form_of

MOST_WORDS: Final = 200
_MOST_REASONS, _MOST_MEASURES = 4, 3
_WHY: Final = {
    Reason.NO_MOVE: "there is nothing that you could do about it",
    Reason.OUT_OF_REACH: "what you could do would be seen by nobody who tells the office",
    Reason.UNLIKELY: "what you could do would more likely fail",
    Reason.TRAIT: "it rests on what you are, and you cannot change that",
    Reason.OTHERS: "it rests on what others do",
    Reason.TERM: "its term must pass first",
    Reason.TOO_FAR: "it is too far off",
    Reason.NOT_WORKED_OUT: "nobody can say what would change a score of this form",
}


@dataclass(frozen=True)
class Told:
    """What a letter says.

    Attributes:
        history: the person's days.
        day: the evening.
        reasons: the reasons, the weightiest first, each with the system whose decision it is.
        advice: the way out.
        horizon: days within which it was looked for.
    """

    history: CitizenHistory
    day: int
    reasons: tuple[tuple[str, Characteristic], ...]
    advice: Advice
    horizon: int


def letter(history: CitizenHistory, day: int, held_to: Norms | None = None) -> str:
    """The letter to a citizen about the sanctions of an evening, at most 200 words.

    Args:
        history: the citizen's days, at least up to `day`.
        day: the evening.
        held_to: the norms that say what hours a way out takes, and how long is looked for one; by default those that ship.

    Raises:
        InputError: a kind of conduct of which the norms do not say how long it takes.
    """
    if not sanctions_in_force(history, day):
        return "\n".join(
            [_head(history), "", f"On day {day} you are under no sanction. Nothing was decided against you."]
        )
    told = _told(history, day, held_to or replace(norms(), kinds=kinds_of(history.scenario)))
    for number in range(_MOST_REASONS, 0, -1):
        for measures in (_MOST_MEASURES, 1):
            found = "\n".join(_lines(told, number, measures))
            if len(found.split()) <= MOST_WORDS:
                return found
    return " ".join(found.split()[:MOST_WORDS])


def _told(history: CitizenHistory, day: int, held_to: Norms) -> Told:
    horizon = int(held_to.setting("horizon").value)
    reasons = {name: _reasons(history, day, name) for name in sanctions_in_force(history, day)}
    # The first reason of each decision comes before the second of any.
    in_turn = [(name, found[k]) for k in range(_MOST_REASONS) for name, found in reasons.items() if k < len(found)]
    question = Question(history, day, sight_of(history, day), held_to, horizon)
    return Told(history, day, tuple(in_turn), advise(question), horizon)


def _reasons(history: CitizenHistory, day: int, name: str) -> list[Characteristic]:
    """What cost most in one account, the most first."""
    s = history.encoded.system_names.index(name)
    found = characteristics_of(history, s, day, history.account(s, day))
    return sorted((each for each in found if each.points < 0), key=lambda each: each.points)


def _head(history: CitizenHistory) -> str:
    return f"To generated citizen {history.citizen} of a model: nobody who lives gets this letter."


def _lines(told: Told, reasons: int, measures: int) -> Iterator[str]:
    yield _head(told.history)
    yield ""
    yield f"Decision. On day {told.day} you are under: {_measures(told, measures)}."
    yield "Reasons, the weightiest first:"
    yield from _numbered(told, reasons)
    yield f"To contest it. {' '.join(_contest(told))}"
    yield f"A way out. {_way_out(told)}"
    yield "All terms and records: `glasshouse why` with `--full`."


def _measures(told: Told, most: int) -> str:
    parts = []
    for name, found in sanctions_in_force(told.history, told.day).items():
        system = told.history.rules(told.day).systems[name]
        titles = [system.measures[measure].title for measure in found]
        more = f" and {len(titles) - most} more" if len(titles) > most else ""
        parts.append(f"{', '.join(titles[:most])}{more} ({system.title})")
    return "; ".join(parts)


def _numbered(told: Told, most: int) -> Iterator[str]:
    if not told.reasons:
        yield "  None is on record: whoever stands so low is under it."
    for number, (_, reason) in enumerate(told.reasons[:most], 1):
        yield f"  {number}. {reason.what}{_whose(reason)}{_so(reason)}."


def _whose(reason: Characteristic) -> str:
    if reason.basis == "others":
        return ": no deed of yours"
    if reason.basis != "records" or not reason.channels:
        return ""
    when = f", last on day {reason.last}" if reason.last is not None else ""
    return f": recorded {times(reason.records)} by {' and '.join(reason.channels[:2])}{when}"


def _so(reason: Characteristic) -> str:
    return {
        "true": "",
        "partly": "; part of this is false",
        "false": "; this is false",
        "stale": "; this is over, and a copy says otherwise",
    }[reason.truth]


def _contest(told: Told) -> Iterator[str]:
    for name in sanctions_in_force(told.history, told.day):
        system: Any = told.history.rules(told.day).systems[name]
        if not system.redress.appeals or not _can_be_contested(told, name):
            yield f"{system.title} hears no appeal against this."
        else:
            yield f"Write to {system.title}; an answer takes {system.redress.review_days.value:g} days."


def _can_be_contested(told: Told, name: str) -> bool:
    """Whether records behind a reason become cases, which alone can be contested."""
    rules = told.history.rules(told.day)
    kept = [kind for kind, said in rules.conduct.items() if said.kept]
    cases = form_of(rules.systems[name]).cases(rules.systems[name], kept)
    return any(reason.kind in cases for system, reason in told.reasons if system == name)


def _way_out(told: Told) -> str:
    none = told.advice.none
    if none is not None:
        return f"There is none within {told.horizon} days: {_WHY.get(none, str(none))}."
    steps = [step for way in told.advice.ways for step in _steps(told, way)]
    when = f"by day {told.day + 1 + told.advice.days} it should be over"
    if not steps:
        return f"Wait: {when}."
    chance = f", with a chance of {told.advice.chance:.0%}" if told.advice.chance < 1 else ""
    return f"{_sentence(steps)}; {when}{chance}. It takes {_hours(told.advice.hours)}."


def _hours(hours: float) -> str:
    if hours < 1:
        return "hardly any time"
    return "about an hour of your time" if round(hours) == 1 else f"about {hours:.0f} hours of your time"


def _steps(told: Told, way: WayOut) -> Iterator[str]:
    conduct = told.history.rules(told.day).conduct
    for kind, count in way.acts.items():
        yield conduct[kind].title + ("" if count == 1 else f", {count} times")
    if way.appeals:
        yield "contest the false record"
    if way.leaves and way.acts:
        yield f"meanwhile do not {_or([conduct[kind].title for kind in way.leaves[:3]])}"
    elif way.leaves:
        yield f"wait, and do not {_or([conduct[kind].title for kind in way.leaves[:3]])}"


def _or(titles: Sequence[str]) -> str:
    return " or ".join(titles)


def _sentence(steps: Sequence[str]) -> str:
    text = "; ".join(steps)
    return text[0].upper() + text[1:]
