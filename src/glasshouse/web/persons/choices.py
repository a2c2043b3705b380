"""What a citizen could have chosen: decisions for a whole year, offered where they would change something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from glasshouse.audit.history import CitizenHistory
from glasshouse.documents.strict import validate_document
from glasshouse.measurement.totals import KindLabel
from glasshouse.scenario import Decision
from glasshouse.web.interface.telling import Told
from glasshouse.web.persons.days import has_stakes


class Choice(Told):
    """A way in which the year could have been chosen."""

    name: str
    titles: list[str]
    decisions: list[dict[str, Any]]


def choices_of(history: CitizenHistory) -> list[Choice]:
    """Choices that would change something in a citizen's year."""
    return list(_choices(history))


_Concerns = Callable[[KindLabel], bool]
_CHOICES: Final[tuple[tuple[str, str, str, _Concerns], ...]] = (
    ("spoken", "withheld", "dare", lambda kind: kind.is_self_censored),
    ("silent", "acts", "leave", lambda kind: kind.is_self_censored and kind.law == "lawful"),
    ("lawful", "acts", "leave", lambda kind: kind.law != "lawful" and not kind.effect.startswith("starts")),
)
"""Name, what of the year it is about, what is decided, and which kinds it concerns."""


def _choices(history: CitizenHistory) -> Iterator[Choice]:
    days = len(history.rows)
    for name, field, decided, concerns in _CHOICES:
        came = {k for day in range(days) for k in history.ended(day, field)}
        kinds = [
            kind for k, kind in enumerate(history.labels.kinds) if k in came and concerns(kind) and not kind.by_firms
        ]
        if kinds:
            decision = {"days": [0, days], decided: [kind.name for kind in kinds]}
            yield Choice(name=name, titles=[kind.title for kind in kinds], decisions=[decision])


def acts_with_stakes(history: CitizenHistory) -> dict[str, tuple[int, ...]]:
    """Days by kind of conduct on which a citizen did what carries stakes; none of what they left out all year."""
    found: dict[str, list[int]] = {
        kind.name: []
        for kind in history.labels.kinds
        if has_stakes(kind) and not kind.by_firms and kind.effect == "none"
    }
    for day in range(len(history.rows)):
        for k in history.ended(day, "acts"):
            if history.labels.kinds[k].name in found:
                found[history.labels.kinds[k].name].append(day)
    return {name: tuple(days) for name, days in found.items()}


def decisions_for(citizen: int, asked: list[dict[str, Any]]) -> tuple[Decision, ...]:
    """Decisions of one citizen, from what a request says of them.

    Raises:
        InputError: what does not make sense in them.
    """
    return tuple(validate_document({**each, "citizen": citizen}, Decision) for each in asked)
