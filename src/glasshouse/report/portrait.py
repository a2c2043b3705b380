"""The page of a portrait: what kind of society a scheme makes, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from glasshouse.documents.wording import in_days
from glasshouse.report.charts.portrait import dimensions, worlds
from glasshouse.report.drawing import Table
from glasshouse.report.page import environment, style, write_page
from glasshouse.report.wording import amount, capital, count, interval, pair, share, signed_change

SAID: Final = {
    "more": "more than without it",
    "less": "less than without it",
    "the same": "the same as without it",
    "too small": "hardly other than without it",
    "chance": "cannot be told from the society without it",
    "the assumptions decide": "more or less than without it, as the assumptions have it",
    "undefined": "nothing to hold it against",
}
"""What is said of a scheme beside nothing, in words."""


def write_portrait(document: Mapping[str, Any], path: str | Path) -> Path:
    """Write the page.

    Args:
        document: the portrait's document; see `glasshouse.portraits.document.PortraitDocument`.
        path: the file.

    Returns:
        The file that was written.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    return write_page(path, lambda: compose(document))


def compose(document: Mapping[str, Any]) -> str:
    """The whole page as text."""
    found = document["dimensions"]
    return (
        environment()
        .get_template("portrait.html")
        .render(
            version=version("glasshouse"),
            title=document["title"],
            years=_long(document),
            summary=_summary(document),
            short=list(short(document)),
            chart=dimensions(found),
            values=_values(found),
            means=Table(("dimension", "a high value means", "better off"), tuple(_means(each) for each in found)),
            rests=Table(("dimension", "order", "why"), tuple(_rests(each) for each in found)),
            library=_library(document),
            marginals=_marginals(document["marginals"]),
            farthest=share(max((abs(each["apart"]) for each in document["marginals"]), default=0.0)),
            setup=_setup(document),
            command=document["command"],
            digest=document["digest"],
            style=style(),
        )
    )


def short(document: Mapping[str, Any]) -> Iterator[str]:
    """A sentence a dimension, in the order of the document, which says nothing."""
    for each in document["dimensions"]:
        yield f"{each['title']}: {_sentence(each)}"


def _sentence(each: Mapping[str, Any]) -> str:
    if each["value"] is None:
        return f"undefined, because {each['reason']}."
    if each["nothing"] is None:
        luck = _between(each["low"], each["high"], each["unit"])
        return f"{each['measured']}, {amount(each['value'], each['unit'])}{luck}. There is no such thing without the scheme."
    own, without, tail = pair(each["value"], each["nothing"], each["unit"])
    change = each["difference"]
    said = f"{each['measured']}, {own}{tail}; without the scheme {without}{tail}: {SAID[change['says']]}"
    luck = interval(change["low"], change["high"], each["unit"])
    apart = f" (difference {luck} with 95% confidence over luck)" if luck else ""
    return f"{said}{apart}.{' This is put in.' if each['order'] == 0 else ''}"


def _between(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return ""
    first, last, tail = pair(low, high, unit)
    return f" ({first} to {last}{tail})"


def _summary(document: Mapping[str, Any]) -> str:
    kind = "A quick look, with wide intervals" if document["quick"] else "A portrait"
    return (
        f"{document['title']}. {kind}: {count(document['citizens'])} generated people live {_long(document)} under the "
        "scheme, and the same people with the same luck without it. They grow older; some go, and others come."
    )


def _long(document: Mapping[str, Any]) -> str:
    """How long people lived: in years, if there is one at least."""
    years = document["years"]
    if years < 1:
        return in_days(document["days"])
    return "one year" if years == 1 else f"{years:.3g} years"


def _values(found: Sequence[Mapping[str, Any]]) -> Table:
    heads = ("dimension", "the scheme", "scoring", "sensing", "nothing", "scheme less nothing", "over assumptions")
    return Table(heads, tuple(_row(each) for each in found))


def _row(each: Mapping[str, Any]) -> tuple[str, ...]:
    cells = [_cell(one, each["unit"]) for one in worlds(each)]
    change = each["difference"]
    if change["value"] is None:
        return (f"{each['title']}: {each['measured']}", *cells, "undefined", "")
    luck = interval(change["low"], change["high"], each["unit"])
    apart = f"{signed_change(change['value'], each['unit'])}{f' ({luck})' if luck else ''}: {SAID[change['says']]}"
    spread = interval(change["low_assumptions"], change["high_assumptions"], each["unit"])
    return (f"{each['title']}: {each['measured']}", *cells, apart, spread)


def _cell(one: Mapping[str, Any], unit: str) -> str:
    if one["value"] is None:
        return f"undefined: {one['reason']}"
    return f"{amount(one['value'], unit)}{_between(one['low'], one['high'], unit)}"


def _means(each: Mapping[str, Any]) -> tuple[str, str, str]:
    better = "a question of taste" if each["better"] == "neutral" else each["better"]
    return each["title"], capital(each["means"]), better


def _rests(each: Mapping[str, Any]) -> tuple[str, str, str]:
    return each["title"], "not told" if each["order"] is None else str(each["order"]), each["order_reason"]


def _library(document: Mapping[str, Any]) -> Table | None:
    """Systems of the library beside the scheme, by name; None where none is packaged."""
    systems = document["library"]
    if not systems:
        return None
    rows = []
    for each in document["dimensions"]:
        others = [next(one for one in system["dimensions"] if one["id"] == each["id"]) for system in systems]
        cells = [
            f"{amount(one['value'], one['unit'])}{_between(one['low'], one['high'], one['unit'])}" for one in others
        ]
        rows.append((each["title"], _cell(each, each["unit"]) if each["value"] is not None else "undefined", *cells))
    rows.append(("made", "now", *(_made(system) for system in systems)))
    return Table(("dimension", document["title"], *(system["title"] for system in systems)), tuple(rows))


def _made(system: Mapping[str, Any]) -> str:
    size = (
        f"{system['made']}: {count(system['citizens'])} people, {count(system['days'])} days, {system['seeds']} seeds"
    )
    return size if system["is_current"] else f"{size}; the scenario has changed since"


def _marginals(marginals: Sequence[Mapping[str, Any]]) -> Table:
    rows = tuple(
        (each["title"], share(each["before"]), share(each["after"]), signed_change(each["apart"], "share"))
        for each in marginals
    )
    return Table(("without the scheme", "first day", "last day", "change"), rows)


def _setup(document: Mapping[str, Any]) -> str:
    points = document["points"]
    said = f"{count(document['citizens'])} people, {in_days(document['days'])}, {document['seeds']} seeds"
    if points:
        said += f", and {points} points over all assumptions with {count(document['citizens_at_points'])} people"
    return f"{said}."
