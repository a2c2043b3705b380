"""Differences between worlds with 95 % intervals: over replicates with other seeds, or within one pair of worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from glasshouse.engine.labels import Labels
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run
from glasshouse.measurement.totals import Totals
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.worlds.intervals import IDENTICAL, UNDEFINED, Events, Span, exact_mean, half_width, over_seeds, within

Values = Mapping[str, float | None]
EventsOf = Mapping[str, Events]

_GATHERING = 64
"""Days that people spend in a small gathering, all of them together; those of a world count where they are larger."""
_REACH = 0.5
"""Part of a half-width by which one gathering more may move a difference that does not rest on gatherings."""
_UNSEEN = 3
"""Events of which none is seen in one of twenty cases (the rule of three)."""
_SAME = 1e-9
"""Differences of differences below this part of them come from rounding."""


def differences_between(
    ours: Sequence[Values],
    theirs: Sequence[Values],
    like: Mapping[str, tuple[str, str]],
    events: Sequence[EventsOf] = (),
    *,
    identical: bool = False,
) -> dict[str, Any]:
    """Mean differences over replicates with t intervals, by observable.

    Each has ``base`` and ``twin`` too, the means of both worlds over the same seeds, so that they subtract.

    Args:
        ours: observables of the base, one for each replicate.
        theirs: observables of the twin, for the same replicates.
        like: unit and title of each observable.
        events: what differed behind each observable, for each replicate; not asked for, if it is empty.
        identical: whether the worlds are the same to the last bit, with every seed.
    """
    found = {}
    for name in (each for each in like if any(each in values for values in theirs)):
        said, values = _difference(like[name], [(a.get(name), b.get(name)) for a, b in zip(ours, theirs, strict=True)])
        counted = [each[name] for each in events if name in each]
        span = over_seeds(values, counted if len(counted) == len(values) else None) if values else None
        found[name] = said | (_span(_exactly(said["value"]) if identical else span) if span else {})
    return found


def _exactly(value: float) -> Span:
    """The interval of a difference between worlds that are the same."""
    return Span(value, value, IDENTICAL)


def _difference(
    told: tuple[str, str], pairs: Sequence[tuple[float | None, float | None]]
) -> tuple[dict[str, Any], list[float]]:
    """What is said of a difference before there is an interval, and the difference for each seed if all are defined."""
    said: dict[str, Any] = {"value": None, "low": None, "high": None, "unit": told[0], "title": told[1]}
    said |= {name: _mean([pair[k] for pair in pairs]) for k, name in enumerate(("base", "twin"))}
    values = [a - b for a, b in pairs if a is not None and b is not None]
    if len(values) < len(pairs):
        return said | {"reason": UNDEFINED}, []
    return said | {"value": exact_mean(values)}, values


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return exact_mean(known) if known and len(known) == len(values) else None


def _span(span: Span) -> dict[str, Any]:
    said: dict[str, Any] = {"low": span.low, "high": span.high}
    return said | ({"reason": span.reason} if span.reason else {})


def differences_within(ours: tuple[Run, Recorder], theirs: tuple[Run, Recorder]) -> dict[str, Any]:
    """Differences of one pair of worlds, with intervals by a jackknife that leaves out one block at a time.

    Each has ``events`` and ``counts_once`` too; see `glasshouse.worlds.intervals.Events`.
    """
    pair = _Pair(_Cut.of(*ours), _Cut.of(*theirs), ours[1].town_shares())
    identical = ours[0].state_digest == theirs[0].state_digest
    found = {}
    for name, told in pair.ours.whole.items():
        if name not in pair.theirs.whole:
            continue
        said, values = _difference((told.unit, told.title), [(told.value, pair.theirs.whole[name].value)])
        if not values:
            found[name] = said
            continue
        half = pair.half_width(name)
        events = pair.events(name, half)
        span = _exactly(0.0) if identical else within(values[0], half, events)
        found[name] = said | _span(span) | {"events": events.number, "counts_once": events.counts_once}
    return found


def events_of(within: Mapping[str, Any]) -> dict[str, list[int]]:
    """What differed behind each observable of one pair, as plain data; see `read_events`."""
    return {name: [said["events"], said["counts_once"]] for name, said in within.items() if "events" in said}


def read_events(kept: Mapping[str, Sequence[int]]) -> dict[str, Events]:
    """What `events_of` kept."""
    return {name: Events(int(number), bool(spreads)) for name, (number, spreads) in kept.items()}


@dataclass(frozen=True)
class _Cut:
    """The observables of a world, and what they would be without each of its blocks.

    Attributes:
        whole: of the whole world.
        left: without one block, for each block.
        parts: share of the people who are left, for each block.
        totals: the world's exact counts.
        labels: what they count.
    """

    whole: Mapping[str, Observable]
    left: Sequence[Mapping[str, Observable]]
    parts: Sequence[float]
    totals: Totals
    labels: Labels

    @staticmethod
    def of(run: Run, recorder: Recorder) -> _Cut:
        """Cut a world as it was recorded."""
        labels, blocks = recorder.labels, recorder.totals_apart()
        # Without the only block nobody would be left.
        rests = [run.totals - block for block in blocks] if len(blocks) > 1 else []
        left = [observe_all(rest, labels.kinds, labels.systems, labels.named) for rest in rests]
        parts = [rest.people / run.totals.people for rest in rests]
        return _Cut(run.observables, left, parts, run.totals, labels)

    def value(self, name: str, block: int) -> float | None:
        """An observable without a block; of what adds up over people, as much as would be in the whole world."""
        found = self.left[block].get(name)
        if found is None or found.value is None:
            return None
        return found.value / self.parts[block] if found.is_total else found.value

    def counts(self, name: str) -> np.ndarray | None:
        """The counts behind an observable in each block, blocks × counts; None where they are not told."""
        whole, left = self.whole[name].counts, [each[name].counts for each in self.left]
        return np.array(whole, "i8") - np.array(left, "i8") if whole and all(left) else None


class _Pair:
    """Two worlds, cut into the same blocks."""

    def __init__(self, ours: _Cut, theirs: _Cut, towns: Sequence[float]) -> None:
        self.ours, self.theirs, self.towns = ours, theirs, towns
        self._swayed = _one_gathering_more(ours, theirs)

    def half_width(self, name: str) -> float | None:
        """Half of the jackknife interval of a difference; None where it cannot be told."""
        parts = [self._left(name, block) for block in range(len(self.ours.left))]
        return half_width(parts, self.towns) if parts else None

    def _left(self, name: str, block: int) -> float | None:
        a, b = (world.value(name, block) for world in (self.ours, self.theirs))
        return None if a is None or b is None else a - b

    def events(self, name: str, half: float | None) -> Events:
        """How much differs behind an observable."""
        moved = self._swayed.get(name, 0.0)
        if half is not None and moved > _REACH * half:
            return Events(int(self._gatherings_differ()), counts_once=True)
        if self.ours.whole[name].rests_on_few:
            return Events(int(self.ours.whole[name].value != self.theirs.whole[name].value), counts_once=True)
        if not self.ours.left:
            return Events(int(self.ours.whole[name].value != self.theirs.whole[name].value))
        return Events(self._differing(name, half))

    def _gatherings_differ(self) -> bool:
        ours, theirs = (world.totals.day_counts for world in (self.ours, self.theirs))
        return bool(ours["begun"] != theirs["begun"] or np.any(ours["gatherings"] != theirs["gatherings"]))

    def _differing(self, name: str, half: float | None) -> int:
        """Blocks in which the counts behind an observable differ; of the count for which that are fewest."""
        ours, theirs = self.ours.counts(name), self.theirs.counts(name)
        if ours is None or theirs is None:
            return sum(self._moves(name, block) for block in range(len(self.ours.left)))
        # Blocks × counts. A share needs both its part and the rest to differ: of three bills missed among thousands paid,
        # the bills paid say nothing of how far luck moves those three.
        counted = np.array([ours, theirs])
        blocks_differing = (counted[0] != counted[1]).sum(0)
        sways = np.array([not self._is_constant(name, half, int(n)) for n in counted.sum(1).max(0)])
        return int(blocks_differing[sways | (blocks_differing > 0)].min(initial=len(self.ours.left)))

    def _is_constant(self, name: str, half: float | None, number: int) -> bool:
        """Whether a count that is the same in both worlds adds nothing to the spread of a difference.

        Of so many events none differed: in 19 of 20 cases at most three would have. Three more must hardly move the
        observable, or what is rare would pass for what is constant.
        """
        value = self.ours.whole[name].value
        return bool(number and half and value is not None and _UNSEEN * abs(value) / number <= _REACH * half)

    def _moves(self, name: str, block: int) -> bool:
        """Whether a block has a part in a difference, of an observable that does not tell its counts: a mean over people."""
        left, part = self._left(name, block), self.ours.parts[block]
        a, b = (world.whole[name].value or 0.0 for world in (self.ours, self.theirs))
        return left is None or abs(left * part - (a - b)) > _SAME * (abs(a) + abs(b))


def _one_gathering_more(ours: _Cut, theirs: _Cut) -> dict[str, float]:
    """How far each observable of a world would move with one gathering more, of the usual size or a small one."""
    kinds = [k for k, kind in enumerate(ours.labels.kinds) if kind.effect == "gathers"]
    if not kinds:
        return {}
    # Every size of gathering and an arrest, so that each observable of gatherings is moved.
    size = max([_GATHERING, *(_usual_gathering(world.totals) for world in (ours, theirs))])
    day_counts = ours.totals.day_counts.copy()
    day_counts["happened"][kinds[0]] += size
    day_counts["active"] += size
    day_counts["begun"] += 1
    day_counts["gatherings"] += 1
    day_counts["arrests"] += 1
    more = observe_all(
        replace(ours.totals, day_counts=day_counts), ours.labels.kinds, ours.labels.systems, ours.labels.named
    )
    return {name: _moved(each.value, ours.whole[name].value) for name, each in more.items() if name in ours.whole}


def _moved(after: float | None, before: float | None) -> float:
    return 0.0 if after is None or before is None else abs(after - before)


def _usual_gathering(totals: Totals) -> int:
    """Days spent in gatherings for each that began."""
    begun = int(totals.day_counts["begun"])
    return int(totals.day_counts["active"]) // begun if begun else 0
