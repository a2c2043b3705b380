"""A plenary: one life on which a class votes. What more than half of the votes want is done; all else is left to habit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from glasshouse.web.classes.documents import OptionSeen, Vote, What
from glasshouse.web.lives.choices import MOST_EVENINGS, Choices, Holds
from glasshouse.web.lives.town import WEEK
from glasshouse.web.lives.week import Coming, left_out, problems_of

_HOLDS: Final = ("rules", "tongue", "encrypt")
_HELD: Final = ("dare", "do")
"""What is not done of a kind that is held to be left out."""


class Option(NamedTuple):
    """One thing that can be voted for.

    Attributes:
        what: what it is.
        day: the day of an urge; of evenings the how manieth for the same; else 0.
        name: the kind, the hold, the system or the friend's number.
        wish: of an account ``join`` or ``quit``, of a tie ``keep`` or ``cut``, of cases what becomes of them; else empty.
    """

    what: What
    day: int
    name: str
    wish: str = ""


def options_of(choices: Choices) -> Iterator[Option]:
    """What one who votes wants, beside habit."""
    yield from (Option("leave", day, kind) for day, kind in choices.leave)
    yield from (Option("dare", day, kind) for day, kind in choices.dare)
    yield from (Option("do", choices.do[:m].count(kind), kind) for m, kind in enumerate(choices.do))
    yield from (Option("hold", 0, name) for name in _HOLDS if getattr(choices.hold, name))
    if choices.cases != "wait":
        yield Option("cases", 0, "", choices.cases)
    yield from (Option("account", 0, system, wish) for system, wish in choices.accounts.items())
    yield from (Option("tie", 0, str(number), wish) for number, wish in choices.ties.items())


def carried(ballots: Sequence[Choices], coming: Coming) -> Choices:
    """What a class has chosen.

    Args:
        ballots: what each one who votes chose; each alone was found right.
        coming: what can be chosen.
    """
    chosen = Choices(week=coming.first // WEEK)
    options = [option for option, votes in _counted(ballots) if 2 * votes > len(ballots)]
    chosen = chosen.model_copy(
        update={
            "leave": tuple((each.day, each.name) for each in options if each.what == "leave"),
            "hold": Holds(**{each.name: True for each in options if each.what == "hold"}),
            "cases": next((each.wish for each in options if each.what == "cases"), "wait"),
            "accounts": {each.name: each.wish for each in options if each.what == "account"},
            "ties": {int(each.name): each.wish for each in options if each.what == "tie"},
        }
    )
    # Two majorities may contradict each other: what is held to be left out is neither dared nor done.
    held = left_out(chosen, coming.rules)
    free = [each for each in options if each.what in _HELD and each.name not in held]
    dares = tuple((each.day, each.name) for each in free if each.what == "dare")
    evenings = tuple(each.name for each in free if each.what == "do")[:MOST_EVENINGS]
    chosen = chosen.model_copy(update={"dare": dares, "do": evenings})
    while chosen.do and any(problem.key.startswith("do.") for problem in problems_of(chosen, coming)):
        chosen = chosen.model_copy(update={"do": chosen.do[:-1]})
    return chosen


def vote_of(ballots: Sequence[Choices], coming: Coming, friends: Mapping[int, str]) -> Vote:
    """How a class votes.

    Args:
        ballots: what each one who votes chose.
        coming: what can be chosen.
        friends: names of friends by their numbers.
    """
    wins = set(options_of(carried(ballots, coming)))
    labels = coming.rules.labels
    titles = {each.name: each.title for each in labels.kinds} | {each.name: each.title for each in labels.systems}
    titles |= {str(number): name for number, name in friends.items()}
    return Vote(
        week=coming.first // WEEK,
        ballots=len(ballots),
        options=[
            OptionSeen(
                what=option.what,
                day=option.day if option.what in ("leave", "dare") else None,
                name=option.name,
                title=titles.get(option.name, ""),
                wish=option.wish,
                votes=votes,
                carried=option in wins,
            )
            for option, votes in _counted(ballots)
        ],
    )


def _counted(ballots: Iterable[Choices]) -> list[tuple[Option, int]]:
    """All options with their votes, those with most votes first, else in a fixed order."""
    votes = Counter(option for each in ballots for option in options_of(each))
    return sorted(votes.items(), key=lambda each: (-each[1], each[0]))
