"""A system in three steps: who is seen, how they are judged, what follows. Read off its document, never written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from glasshouse.scoring.systems import Band, System
from glasshouse.web.look.meaning import channel_title, kind_title, system_title

Kind = Literal[
    "channel", "plus", "minus", "weight", "enters", "repairs", "other", "feature", "does", "sanction", "entitlement"
]


_DOES: Final = ("removal", "flooding", "friction", "persuasion", "retention")
"""What a system that judges nobody may do instead."""


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

    @property
    def reads_others(self) -> bool:
        """Whether it reads what other systems say."""
        return any(item.kind == "other" for item in self.judged)


def steps(system: System) -> Steps:
    """A system in three steps."""
    bands: Sequence[Band] = getattr(system, "bands", ())
    start = getattr(system, "start", None)
    return Steps(
        form=system.form,
        seen=tuple(Item("channel", channel_title(name)) for name in system.reads),
        judged=tuple(_judged(system)),
        bands=tuple(_step(band, system) for band in reversed(bands)),
        follows=tuple(_follows(system, bands)),
        start=None if start is None else start.value,
    )


def _judged(system: System) -> Iterator[Item]:
    """What counts, whatever the form is: each form has some of these parts, and none has all."""
    yield from _points(
        {name: rule.points.value for name, rule in _part(system, "rules").items()}, _part(system, "absences")
    )
    for dimension in sorted(_part(system, "dimensions").values(), key=lambda each: -each.weight.value):
        yield Item("weight", dimension.title, dimension.weight.value)
    vague = getattr(system, "vague", None)
    kinds = (*getattr(system, "enters", ()), *(vague.kinds if vague else ()))
    yield from (Item("enters", kind_title(name)) for name in dict.fromkeys(kinds))
    yield from (Item("repairs", kind_title(name)) for name in getattr(system, "repairs", ()))
    yield from (Item("other", system_title(name)) for name in _part(system, "reads_systems"))
    yield from (Item("feature", feature.title) for feature in _part(system, "features").values())
    yield from (Item("does", name) for name in _DOES if getattr(system, name, None))


def _part(system: System, name: str) -> Mapping[str, Any]:
    """A table of a system; empty where its form has none of that name."""
    return getattr(system, name, None) or {}


def _points(rules: Mapping[str, float], absences: Mapping[str, Any]) -> Iterator[Item]:
    told = [(kind_title(name), points) for name, points in rules.items()]
    told += [(name.replace("-", " "), each.points.value) for name, each in absences.items()]
    for title, points in sorted(told, key=lambda each: (-abs(each[1]), each[0])):
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
