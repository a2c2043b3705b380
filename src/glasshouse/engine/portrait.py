"""How a living world stands: a snapshot of all its scores, and a small picture that costs next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from glasshouse.engine.recorder import Recorder
from glasshouse.measurement.snapshots import GROUPS, mean_and_spread
from glasshouse.measurement.totals import SystemLabel
from glasshouse.schema.limits import BINS

_GUARD_NONE = 32767
_TOPS = {
    "effort": 65535,
    "perceived_risk": 65535,
    "perceived_risk_money": 65535,
    "perceived_risk_life": 65535,
    "grievance": 65535,
    "salience": 255,
    "evasion": 255,
}
_GAUGES = {"perceived_risk": "perceived_risk"}
_EVENTS = ("happened", "withheld", "recorded", "invented", "denied", "eased")
_BIN_OF = np.r_[BINS, np.minimum(np.arange(65535) * BINS // 65534, BINS - 1)]
"""The bin of each published code; that of 0, which is no account, comes after all others."""


@dataclass(frozen=True)
class Scores:
    """How the people of one system stand.

    Attributes:
        title: what the system is called.
        form: its form.
        members: people with an account.
        mean: mean score; None where the system has no scale, or nobody an account.
        sd: standard deviation of scores; None likewise.
        low: lowest score of the scale.
        high: highest score.
        histogram: people by 64 equal parts of the scale.
        histogram_by_group: the same by group.
        bands: people by band, lowest first.
    """

    title: str
    form: str
    members: int
    mean: float | None
    sd: float | None
    low: float
    high: float
    histogram: tuple[int, ...]
    histogram_by_group: dict[str, tuple[int, ...]]
    bands: dict[str, int]


@dataclass(frozen=True)
class Snapshot:
    """How everybody stands in the evening before a day.

    Attributes:
        day: the next day to live.
        people: people in all.
        groups: people by registration and minority.
        systems: scores by system.
        self_censorship: mean self-censorship, from -1 to 1; below 0 people are louder.
        effort: mean effort, from 0 to 1.
        owing: people who owe on a judgment.
        ever_denied: people who were ever denied anything.
    """

    day: int
    people: int
    groups: dict[str, int]
    systems: dict[str, Scores]
    self_censorship: float
    effort: float
    owing: int
    ever_denied: int


def take_snapshot(recorder: Recorder) -> Snapshot:
    """How everybody stands now."""
    snapshot = recorder.snapshot()
    people = int(snapshot["people"].sum())
    return Snapshot(
        recorder.day,
        people,
        {group: int(snapshot["people"][g]) for g, group in enumerate(GROUPS)},
        {system.name: _scores(snapshot, s, system) for s, system in enumerate(recorder.labels.systems)},
        int(snapshot["self_censorship"]) / people / _GUARD_NONE - 1,
        int(snapshot["effort"]) / people / 65535,
        int(snapshot["in_default"]),
        int(snapshot["ever_denied"]),
    )


def _scores(snapshot: np.void, s: int, system: SystemLabel) -> Scores:
    codes, squares, members = (int(snapshot[field][s].sum()) for field in ("codes", "squares", "members"))
    known = mean_and_spread(codes, squares, members) if system.capabilities.has_scale else None
    bins, bands = snapshot["bins"][s], snapshot["bands"][s].sum(0)
    return Scores(
        system.title,
        system.form,
        members,
        system.score(known[0]) if known else None,
        known[1] / 65533 * (system.high - system.low) if known else None,
        system.low,
        system.high,
        tuple(bins.sum(0).tolist()),
        {group: tuple(bins[g].tolist()) for g, group in enumerate(GROUPS)},
        {name: int(bands[b]) for b, name in enumerate(system.bands)},
    )


@dataclass(frozen=True)
class Picture:
    """A small picture of a running world, for a page that follows it.

    Attributes:
        day: the next day to live.
        people: people in all.
        gauges: of the last day, by name: ``acts``, ``withheld``, ``recorded``, ``invented``, ``denied``, ``eased`` per
            person; ``sanctioned`` and ``wronged`` as shares of people; means of ``self_censorship`` in public,
            ``self_censorship_money``, ``self_censorship_life`` (from -1 to 1), ``effort``, ``perceived_risk`` in public,
            ``perceived_risk_money``, ``perceived_risk_life``, ``grievance``, ``salience``, ``evasion`` (from 0 to 1);
            ``ties`` per person.
            Empty before the first day.
        histograms: by system that publishes scores, members by 64 equal parts of its scale.
        regions: by region with people, mean self-censorship on the last day. Empty before the first day.
    """

    day: int
    people: int
    gauges: dict[str, float]
    histograms: dict[str, tuple[int, ...]]
    regions: dict[str, float]


def take_picture(recorder: Recorder) -> Picture:
    """A small picture of a world as it stands now."""
    world = recorder.world
    left = recorder.recent[-1] if recorder.recent else None
    histograms = {
        system.name: _histogram(np.asarray(world.ledgers[s]["published"])[: world.communities])
        for s, system in enumerate(recorder.labels.systems)
        if system.capabilities.judges
    }
    return Picture(
        recorder.day,
        int(world.people_by_group.sum()),
        _gauges(left.day_counts) if left else {},
        histograms,
        _regions(left.region_counts, recorder.labels.regions) if left else {},
    )


def _histogram(codes: np.ndarray) -> tuple[int, ...]:
    return tuple(np.bincount(_BIN_OF[codes.ravel()], minlength=BINS + 1)[:BINS].tolist())


def _gauges(day_counts: np.ndarray) -> dict[str, float]:
    people = int(day_counts["people"].sum())
    found = {"acts" if name == "happened" else name: int(day_counts[name].sum()) / people for name in _EVENTS}
    found |= {name: int(day_counts[name].sum()) / people for name in ("sanctioned", "wrongly_sanctioned")}
    for name in ("self_censorship", "self_censorship_money", "self_censorship_life"):
        found[name] = int(day_counts[name]) / people / _GUARD_NONE - 1
    found |= {_GAUGES.get(name, name): int(day_counts[name]) / people / top for name, top in _TOPS.items()}
    return found | {"ties": int(day_counts["ties"]) / people}


def _regions(places: np.ndarray, names: Sequence[str]) -> dict[str, float]:
    people, guard = places["people"].tolist(), places["self_censorship"].tolist()
    return {name: guard[p] / people[p] / _GUARD_NONE - 1 for p, name in enumerate(names) if people[p]}


def table_of(picture: Picture, heading: str) -> str:
    """A picture as a small HTML table.

    Args:
        picture: the picture.
        heading: what stands above it.
    """
    rows = "".join(f"<tr><td>{name}</td><td>{value:.4g}</td></tr>" for name, value in picture.gauges.items())
    return f"<table><caption>{escape(heading)}</caption><tr><th>last day</th><th></th></tr>{rows}</table>"
