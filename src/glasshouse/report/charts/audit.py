"""The pictures of a rights audit, by section, drawn from its document alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import altair as alt

from glasshouse.report.charts.audit_outside import ratios_by_auditor
from glasshouse.report.charts.audit_stacks import stacked
from glasshouse.report.charts.equality import ratios_by_group
from glasshouse.report.charts.rows import row_axis, row_labels, stack
from glasshouse.report.drawing import WIDE, Figure, Table, draw, values
from glasshouse.report.palette import ACCENT, INK, WORLDS
from glasshouse.report.wording import share

_ROW, _ROW_NARROW = 30, 46
_LONGEST = 46
_WAYS: Final = {
    "nothing": "nobody is watched",
    "scoring": "judged, and nothing follows",
    "fines": "fines, and no score",
    "narrow": "only what the purpose needs",
}
"""Ways of doing less, in a few words."""

Row = tuple[str, float, float | None, float | None]
"""A bar: its label, its share, and the ends of its interval."""


def charts_of(section: str, document: Mapping[str, Any]) -> list[Figure]:
    """The pictures of a section; none where there is nothing to draw.

    Args:
        section: its id.
        document: the audit's document.
    """
    draws = _CHARTS.get(section)
    found = draws(document["tables"]) if draws else None
    return [found] if found else []


def _matrix(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(r[0], r[2], r[3], r[4]) for r in tables["sources"]["rows"] if r[0] != "none of these" and r[2]]
    note = "Days divided evenly among the fields of life that they rest on; lines are 95% intervals over communities."
    return bars("sources", "What days under a sanction rest on", rows, "% of the days under a sanction", note)


def _causes(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(r[0], r[3], r[4], r[5]) for r in tables["causes"]["rows"] if r[3] is not None]
    note = "Each cause taken out by itself, and all four together; shares need not add up."
    return bars(
        "causes", "Days under a sanction that would not be without", rows, "% of the days under a sanction", note
    )


def _ledger(tables: Mapping[str, Any]) -> Figure | None:
    rows = tables["ledger"]["rows"]
    if not any(row[2] for row in rows):
        return None
    bar = ("all days", [row[4] or 0.0 for row in rows])
    note = "Each day under a sanction once, with nobody reacting; the parts make up all of them."
    return stacked(
        "ledger",
        "What days under a sanction rest on",
        [row[0] for row in rows],
        [bar],
        "% of the days under a sanction",
        note,
    )


def _case_ends(tables: Mapping[str, Any]) -> Figure | None:
    parts = ("put right", "end of the term", "settled by the person", "still open")
    rows = [(f"{row[0]} cases, day {row[1]}", row[3:]) for row in tables["case_ends"]["rows"] if None not in row[3:]]
    note = "By days since the record. Wrong: what the case says was done was not done."
    title, colours = "What becomes of wrong and right cases", (WORLDS[3], WORLDS[1], WORLDS[2], ACCENT)
    return stacked("case-ends", title, parts, rows, "% of the cases", note, colours=colours)


def _fields(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(_several(r[0]), r[2], None, None) for r in tables["fields"]["rows"] if r[0] and r[2]]
    note = "Of all days of all people, those with a sanction in force in so many fields of life at once."
    return bars("fields", "Days under a sanction, by the number of fields of life", rows, "% of all days", note)


def _several(fields: int) -> str:
    return "one field of life" if fields == 1 else f"{fields} fields of life"


def _recourse(tables: Mapping[str, Any]) -> Figure | None:
    if "followed" not in tables:
        return None
    rows = [
        (f"{said}: {r[0]}", r[at] / r[3], None, None)
        for r in tables["followed"]["rows"]
        if r[3]
        for said, at in (("followed", 4), ("not", 5))
    ]
    note = (
        "The same people, with the advice followed and not, in two worlds that part in the middle of the run; out means on the "
        "promised day and some time later."
    )
    return bars("followed", "Out of the sanction, with the advice and without", rows, "% of the people advised", note)


def _reasons(tables: Mapping[str, Any]) -> Figure | None:
    rows = [(r[0], r[1], None, None) for r in tables.get("rests_on", {"rows": ()})["rows"]]
    note = "Only what rests on records says who recorded what of whom."
    return bars("rests-on", "What points that cost rest on", rows, "% of the points that cost", note)


def _necessity(tables: Mapping[str, Any]) -> Figure | None:
    table = tables["necessity"]
    at = {column["name"]: k for k, column in enumerate(table["columns"])}
    rows: dict[str, Row] = {}
    # What narrows the scheme is nearer to it than doing without, and stands last in the table.
    for row in reversed(table["rows"]):
        if row[at["observable"]] == "offences_per_1000_days" and None not in (
            row[at["harm"]],
            row[at["harm_under_scheme"]],
        ):
            scheme = f"the scheme as it is: {row[at['scheme']]:.3g} offences"
            instead = f"{_WAYS[row[at['id']]]}: {row[at['instead']]:.3g} offences"
            rows.setdefault("scheme", (scheme, row[at["harm_under_scheme"]], None, None))
            rows[row[at["id"]]] = (instead, row[at["harm"]], None, None)
    note = (
        "Means over seeds. Offences are for 1,000 people and a day; every other official aim stands in the table below."
    )
    title = "Days under a sanction, under the scheme and where less is done"
    return bars("necessity", title, [*rows.values()], "% of all days", note)


_CHARTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Figure | None]]] = {
    "context_matrix": _matrix,
    "without_cause": _causes,
    "errors": _ledger,
    "due_process": _case_ends,
    "equality": ratios_by_group,
    "society": _fields,
    "reasons": _reasons,
    "recourse": _recourse,
    "necessity": _necessity,
    "outside": ratios_by_auditor,
}


def bars(slug: str, title: str, rows: Sequence[Row], axis: str, note: str) -> Figure | None:
    """Shares as bars with their intervals; None where there are none."""
    if not rows:
        return None
    said = tuple(
        (label, share(value), f"{share(low)} to {share(high)}" if low is not None and high is not None else "")
        for label, value, low, high in rows
    )
    told = "; ".join(f"{label}: {value}" for label, value, _ in said)
    return draw(
        f"chart-{slug}",
        title,
        told,
        lambda width: _bars(rows, axis, width),
        Table(("", axis, "95% interval"), said),
        note,
    )


def _bars(rows: Sequence[Row], axis: str, width: int) -> alt.LayerChart:
    beside = width >= WIDE
    labels = {at + (0.5 if beside else 0.25): _short(row[0]) for at, row in enumerate(rows)}
    y = row_axis(labels, len(rows), beside=beside)
    ends = [1.0, *(100 * row[1] for row in rows), *(end for row in rows for _, end in _span(row))]
    scale = alt.Scale(domain=[0, max(ends)], nice=True)
    x = alt.X("a:Q", title=axis, scale=scale, axis=alt.Axis(tickCount=8 if beside else 4))
    first, last = (0.2, 0.8) if beside else (0.5, 0.9)
    filled = [{"a": 0.0, "b": 100 * row[1], "y": at + first, "y2": at + last} for at, row in enumerate(rows)]
    spans = [{"a": a, "b": b, "y": at + (first + last) / 2} for at, row in enumerate(rows) for a, b in _span(row)]
    bar = alt.Chart(values(filled)).mark_rect(color=ACCENT, opacity=0.75).encode(x=x, x2="b:Q", y=y, y2="y2:Q")
    line = alt.Chart(values(spans or [{"a": 0.0, "b": 0.0, "y": first}])).mark_rule(color=INK, strokeWidth=2)
    height = (_ROW if beside else _ROW_NARROW) * len(rows) + 60
    layers = [bar, line.encode(x=x, x2="b:Q", y=y), *row_labels(labels, y, beside=beside)]
    return stack(cast(list[alt.Chart], layers), width, height)


def _span(row: Row) -> list[tuple[float, float]]:
    """The interval of a bar, in per cent, if it has one."""
    _, _, low, high = row
    return [(100 * low, 100 * high)] if low is not None and high is not None else []


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"
