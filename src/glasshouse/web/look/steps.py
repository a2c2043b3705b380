"""A system in three steps: who is seen, how they are judged, what follows. Read off its document, never written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from glasshouse.scoring.forms.joint.configuration import JointSystem
from glasshouse.scoring.forms.learned.configuration import LearnedSystem
from glasshouse.scoring.forms.lists.configuration import ListSystem
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.watch.configuration import WatchSystem
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.scoring.systems import Band, System
from glasshouse.web.look.meaning import channel_title, kind_title, system_title

Kind = Literal[
    "channel", "plus", "minus", "weight", "enters", "repairs", "other", "feature", "does", "sanction", "entitlement"
]


@dataclass(frozen=True)
class Item:
    """One line of a step.

    Attributes:
        kind: what it is.
        title: its words.
        amount: points, or a share of the whole from 0 to 1 for a weight; None where there is none.
        bands: the bands in which a measure is in force.
    """

    kind: Kind
    title: str
    amount: float | None = None
    bands: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A band of the scale.

    Attributes:
        name: its name.
        start: its lowest score.
        sanctions: how many measures take something away in it.
        entitlements: how many give something.
    """

    name: str
    start: float
    sanctions: int
    entitlements: int


@dataclass(frozen=True)
class Steps:
    """A system in three steps.

    Attributes:
        form: the name of its form.
        seen: the channels that it reads.
        judged: what counts, what counts most first.
        bands: its bands, the best first.
        follows: its measures, sanctions first.
        start: points at the start, where all have the same.
    """

    form: str
    seen: tuple[Item, ...]
    judged: tuple[Item, ...]
    bands: tuple[Step, ...]
    follows: tuple[Item, ...]
    start: float | None


def steps(system: System) -> Steps:
    """A system in three steps."""
    bands = _bands(system)
    return Steps(
        form=system.form,
        seen=tuple(Item("channel", channel_title(name)) for name in system.reads),
        judged=tuple(_judged(system)),
        bands=tuple(_step(band, system) for band in reversed(bands)),
        follows=tuple(_follows(system, bands)),
        start=system.start.value if isinstance(system, PointsSystem | JointSystem) else None,
    )


def _bands(system: System) -> Sequence[Band]:
    if isinstance(system, PointsSystem | WeightedSystem | JointSystem | LearnedSystem | ListSystem):
        return system.bands
    return ()


def _judged(system: System) -> Iterator[Item]:
    if isinstance(system, PointsSystem):
        yield from _points(system)
    elif isinstance(system, WeightedSystem):
        for dimension in sorted(system.dimensions.values(), key=lambda each: -each.weight.value):
            yield Item("weight", dimension.title, dimension.weight.value)
    elif isinstance(system, ListSystem):
        kinds = (*system.enters, *(system.vague.kinds if system.vague else ()))
        yield from (Item("enters", kind_title(name)) for name in dict.fromkeys(kinds))
        yield from (Item("repairs", kind_title(name)) for name in system.repairs)
    elif isinstance(system, JointSystem):
        yield from (Item("other", system_title(name)) for name in system.reads_systems)
    elif isinstance(system, LearnedSystem):
        yield from (Item("feature", feature.title) for feature in system.features.values())
    elif isinstance(system, WatchSystem):
        done = ("removal", "flooding", "friction", "persuasion", "retention")
        yield from (Item("does", name) for name in done if getattr(system, name))


def _points(system: PointsSystem) -> Iterator[Item]:
    rules = [(kind_title(name), rule.points.value) for name, rule in system.rules.items()]
    rules += [(name.replace("-", " "), each.points.value) for name, each in (system.absences or {}).items()]
    for title, points in sorted(rules, key=lambda each: (-abs(each[1]), each[0])):
        if points:
            yield Item("plus" if points > 0 else "minus", title, points)


def _step(band: Band, system: System) -> Step:
    types = [system.measures[name].type for name in band.measures if name in system.measures]
    return Step(band.name, band.start.value, types.count("sanction"), types.count("entitlement"))


def _follows(system: System, bands: Sequence[Band]) -> Iterator[Item]:
    for wanted in ("sanction", "entitlement"):
        for name, measure in system.measures.items():
            if measure.type == wanted:
                where = tuple(band.name for band in bands if name in band.measures)
                yield Item(measure.type, measure.title, None, where)
