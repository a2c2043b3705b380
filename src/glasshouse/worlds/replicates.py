"""Differences between worlds with 95 % intervals: over replicates with other seeds, or within one pair of worlds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean, stdev
from typing import Any

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run
from glasshouse.observables.catalogue import observe_all

_T = (
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010, 2.1788, 2.1604, 2.1448,
    2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484,
    2.0452, 2.0423,
)  # fmt: skip
_NORMAL = 1.959964

Values = Mapping[str, float | None]


def t_quantile(freedom: int) -> float:
    """The 97.5 % quantile of Student's t (Cornish-Fisher beyond 30 degrees of freedom, right to four digits)."""
    if freedom <= len(_T):
        return _T[freedom - 1]
    z = _NORMAL
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / freedom + second / freedom**2


def differences_between(
    ours: Sequence[Values], theirs: Sequence[Values], like: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """Mean differences over replicates with t intervals, by observable.

    Args:
        ours: observables of the base, one for each replicate.
        theirs: observables of the twin, for the same replicates.
        like: unit and title of each observable.
    """
    return {
        name: _difference(told, [_minus(a.get(name), b.get(name)) for a, b in zip(ours, theirs, strict=True)])
        for name, told in like.items()
        if any(name in values for values in theirs)
    }


def _minus(a: float | None, b: float | None) -> float | None:
    return None if a is None or b is None else a - b


def _difference(told: tuple[str, str], found: Sequence[float | None]) -> dict[str, Any]:
    known = [value for value in found if value is not None]
    said: dict[str, Any] = {"value": None, "low": None, "high": None, "unit": told[0], "title": told[1]}
    if len(known) < len(found):
        return said | {"reason": "undefined, because it is undefined in one of the worlds"}
    said["value"] = mean(known)
    if len(known) > 1:
        half = t_quantile(len(known) - 1) * stdev(known) / len(known) ** 0.5
        said |= {"low": said["value"] - half, "high": said["value"] + half}
    return said


def differences_within(ours: tuple[Run, Recorder], theirs: tuple[Run, Recorder]) -> dict[str, Any]:
    """Differences of one pair of worlds, with intervals by a jackknife that leaves out one block at a time.

    People far apart are tied, so that blocks are not quite independent; seeds are the better test.
    """
    a, b = (run.observables for run, _ in (ours, theirs))
    left = [_without_each(*pair) for pair in (ours, theirs)]
    found = {}
    for name, told in a.items():
        if name not in b:
            continue
        found[name] = _difference((told.unit, told.title), [_minus(told.value, b[name].value)])
        value, half = (
            found[name]["value"],
            _half_width([_minus(x.get(name), y.get(name)) for x, y in zip(*left, strict=True)]),
        )
        if value is not None and half is not None:
            found[name] |= {"low": value - half, "high": value + half}
    return found


def _half_width(parts: list[float | None]) -> float | None:
    """Half of a 95 % jackknife interval; None where a part is undefined, or there is one part only."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len(known) < 2:
        return None
    centre = mean(known)
    variance = (len(known) - 1) / len(known) * sum((part - centre) ** 2 for part in known)
    return float(t_quantile(len(known) - 1) * variance**0.5)


def _without_each(run: Run, recorder: Recorder) -> list[Values]:
    """The observables without one block of communities, for each block."""
    labels = recorder.labels
    left: list[Values] = []
    for block in recorder.totals_apart():
        rest = run.totals - block
        if rest.people:
            found = observe_all(rest, labels.kinds, labels.systems)
            left.append({name: each.value for name, each in found.items()})
    return left
