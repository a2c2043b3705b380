"""The page of a sweep: what was varied, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from glasshouse.report.charts.sweeps import Curve, Sensitivity, curves, sensitivities
from glasshouse.report.drawing import Figure, Table
from glasshouse.report.page import environment, style, write_page
from glasshouse.report.wording import count
from glasshouse.sweeps.averages import Average, averages, choose, influences_of
from glasshouse.sweeps.sensitivity import Influence
from glasshouse.sweeps.sweep import Sweep

MOST: Final = 6
"""Panels of a row."""
CHARTS: Final = {
    "values": ("world", "-panels"),
    "differences": ("against", "-panels"),
    "influences": ("", "-sensitivity"),
}
"""The charts of a sweep by name, with the beginning and the end of their figures' slugs."""
_FEW: Final = 4
"""Most values of a key that makes lines."""
_CROSSED: Final = 2
"""Beyond so many keys, each observable is shown over the key that it depends on most."""


def write_sweep(swept: Sweep, path: Path | None = None, observables: Sequence[str] = ()) -> Path:
    """Write the page of a sweep.

    Args:
        swept: the sweep.
        path: the file; by default ``report.html`` in its folder.
        observables: what to show; by default what varies most.

    Returns:
        The file that was written.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    path = path or swept.path / "report.html"
    return write_page(path, lambda: compose(swept, list(observables) or choose(swept, MOST)))


def compose(swept: Sweep, observables: Sequence[str]) -> str:
    """The whole page as text."""
    document = swept.document
    return environment().get_template("sweep.html").render(
        title=document["title"], summary=_summary(swept), facts=_facts(swept), keys=_keys(swept),
        parts=[part for part in _parts(swept, observables) if part["figures"]], digest=document["digest"],
        command=document.get("command", ""),
        version=document["glasshouse"], style=style(),
    )  # fmt: skip


def figures(swept: Sweep, name: str, observables: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The figures of one chart of a sweep.

    Args:
        swept: the sweep.
        name: one of `CHARTS`.
        observables: what to show; by default what varies most.
    """
    parts = _parts(swept, list(observables) or choose(swept, MOST))
    begin, end = CHARTS[name]
    return tuple(figure for part in parts for figure in part["figures"]
                 if figure.slug.startswith(begin) and figure.slug.endswith(end))  # fmt: skip


def _parts(swept: Sweep, observables: Sequence[str]) -> list[dict[str, Any]]:
    """The parts of the page: differences from each twin, then each world."""
    values = averages(swept, observables)
    lines, across = _axes(swept)
    base, *twins = swept.worlds
    parts = [
        _part(swept, [a for a in values if a.against == twin], f"{base} against {twin}", f"against-{at}",
              f"Each value is {base} minus {twin}: the same people with the same luck.", across, lines)
        for at, twin in enumerate(twins)
    ]  # fmt: skip
    return parts + [
        _part(swept, [a for a in values if a.against is None and a.world == world], f"In {world}", f"world-{at}", "",
              across, lines)
        for at, world in enumerate(swept.worlds)
    ]  # fmt: skip


def _part(
    swept: Sweep, values: Sequence[Average], title: str, slug: str, about: str, across: str | None, lines: str | None
) -> dict[str, Any]:
    names = list(dict.fromkeys(a.observable for a in values))
    influences = influences_of(swept, values)
    axes = {
        name: influences[name][0].key if name in influences and len(swept.keys) > _CROSSED else across for name in names
    }
    curves_shown = [_curve(swept, [a for a in values if a.observable == name], axes[name], lines) for name in names]
    key = [f"{lines} = {value}" for value in _values(swept, lines)] if lines else ()
    figures = _figures(swept, slug, curves_shown, influences)
    return {"id": slug, "title": title, "about": about, "key": key, "figures": figures}


def _figures(
    swept: Sweep, slug: str, shown: Sequence[Curve], influences: Mapping[str, list[Influence]]
) -> list[Figure]:
    """The charts of a part: values over what was varied, and what they hang on."""
    note = "Whiskers are 95% intervals over seeds. " if swept.document["replicates"] > 1 else ""
    if not all(curve.is_connected for curve in shown):
        note += "Points are not joined: they differ in other values too."
    titles = swept.document["observables"]
    panels = curves(f"{slug}-panels", "Over what was varied", shown, note)
    sensitivity = sensitivities(
        f"{slug}-sensitivity", [Sensitivity(titles[name]["title"], greatest) for name, greatest in influences.items()]
    )
    return [figure for figure in (panels, sensitivity) if figure is not None]


def _curve(swept: Sweep, values: Sequence[Average], across: str | None, lines: str | None) -> Curve:
    entry = swept.document["observables"][values[0].observable]
    points = list(swept.design.rows())
    rows = [
        {"x": points[a.point][across] if across else a.point, "line": str(points[a.point][lines]) if lines else "",
         "value": a.value, "low": a.low, "high": a.high}
        for a in values if a.value is not None
    ]  # fmt: skip
    rows.sort(key=lambda row: (row["line"], row["x"]) if _is_ordered(rows) else ("", 0))
    return Curve(
        values[0].observable,
        entry["title"],
        entry["unit"],
        across or "point",
        _values(swept, lines) if lines else [""],
        rows,
        lines or "",
        is_difference=values[0].against is not None,
        is_connected=len(swept.keys) == 1 or lines is not None,
    )


def _is_ordered(rows: Sequence[dict[str, Any]]) -> bool:
    return all(isinstance(row["x"], int | float) for row in rows)


def _axes(swept: Sweep) -> tuple[str | None, str | None]:
    """The key that makes lines, if one has few values, and the key along the horizontal axis."""
    if len(swept.keys) == 2:
        for lines, across in (tuple(reversed(swept.keys)), swept.keys):
            if len(_values(swept, lines)) <= _FEW:
                return lines, across
    return None, next(iter((*swept.numeric_keys, *swept.keys)), None)


def _values(swept: Sweep, key: str) -> list[str]:
    return list(dict.fromkeys(str(value) for value in swept.design.column(key)))


def _summary(swept: Sweep) -> str:
    document = swept.document
    seeds = f"{document['replicates']} seeds" if document["replicates"] > 1 else "one seed"
    varied = f"{len(swept.keys)} value{'s' if len(swept.keys) != 1 else ''} varied"
    return f"{document['base_title']} at {count(len(swept.design))} points, {varied}, {seeds} at each."


def _facts(swept: Sweep) -> list[tuple[str, str]]:
    document = swept.document
    return [
        ("People", count(document["citizens"])), ("Days", count(document["days"])), ("Points", count(len(swept.design))),
        ("Seeds", ", ".join(map(str, document["seeds"][:8])) + (", …" if len(document["seeds"]) > 8 else "")),
        ("Worlds", ", ".join(swept.worlds)),
    ]  # fmt: skip


def _keys(swept: Sweep) -> Table:
    numbers = set(swept.numeric_keys)
    rows = []
    for key in swept.keys:
        column: list[Any] = swept.design.column(key)
        distinct = _values(swept, key)
        span = f"{min(column):g} to {max(column):g}" if key in numbers else ", ".join(distinct[:8])
        rows.append((key, span, str(len(distinct))))
    return Table(("key", "values", "how many"), tuple(rows))
