"""A citizen's days in words: what carries stakes, who saw it, and what followed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from glasshouse.audit.history import CitizenHistory
from glasshouse.measurement.totals import KindLabel
from glasshouse.web.interface.telling import Told

What = Literal["did", "held_back", "hindered", "denied", "worsened", "eased", "false"]
CIVIC = ("civic", "family")


class Event(Told):
    """Something that a citizen did, did not do, or met on one day."""

    what: What = Field(description="`false` is a record of something that never happened.")
    kind: str
    title: str
    law: str
    seen: list[str] = Field(description="Channels that recorded it; empty is nobody.")
    decided: bool = Field(description="Whether it was decided, and not habit.")


class DayTold(Told):
    """A day on which something carried stakes."""

    day: int
    events: list[Event]


def has_stakes(kind: KindLabel) -> bool:
    """Whether a kind of conduct is more than everyday life: guarded, civic, an attempt, or not lawful."""
    return kind.is_attempt or kind.is_self_censored or kind.law != "lawful" or kind.context in CIVIC


def days_of(history: CitizenHistory) -> list[DayTold]:
    """The days of a history on which something carried stakes."""
    found = []
    for day in range(len(history.rows)):
        events = list(_events(history, day))
        if events:
            found.append(DayTold(day=day, events=events))
    return found


def _events(history: CitizenHistory, day: int) -> Iterator[Event]:
    kinds, seen, false = history.labels.kinds, _channels(history, day, "seen"), _channels(history, day, "false")
    ends = {name: set(history.ended(day, name)) for name in ("denied", "worsened", "eased", "decided")}
    for k in history.ended(day, "acts"):
        if has_stakes(kinds[k]) and not kinds[k].by_firms:
            what: What = "denied" if k in ends["denied"] else "worsened" if k in ends["worsened"] else "did"
            what = "eased" if k in ends["eased"] and what == "did" else what
            yield _event(kinds[k], what, seen.get(k, []), k in ends["decided"])
    for name, said in _NOT_DONE:
        for k in history.ended(day, name):
            yield _event(kinds[k], said, [], k in ends["decided"])
    for k, channels in false.items():
        yield _event(kinds[k], "false", channels, decided=False)


_NOT_DONE: tuple[tuple[str, What], ...] = (("withheld", "held_back"), ("hindered", "hindered"))


def _event(kind: KindLabel, what: What, seen: list[str], decided: bool) -> Event:
    return Event(what=what, kind=kind.name, title=kind.title, law=kind.law, seen=seen, decided=decided)


def _channels(history: CitizenHistory, day: int, field: str) -> dict[int, list[str]]:
    """Titles of the channels that recorded each kind on a day, truly or falsely."""
    found: dict[int, list[str]] = {}
    for channel, title in enumerate(history.labels.channel_titles):
        bits = int(history.rows[field][day, channel])
        while bits:
            k = (bits & -bits).bit_length() - 1
            found.setdefault(k, []).append(title)
            bits &= bits - 1
    return found
