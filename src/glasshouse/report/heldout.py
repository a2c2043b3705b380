"""The page of held-out data: published figures and studies that no value was set by, beside ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from glasshouse.report.charts.heldout import EXPECTED, signs, sizes
from glasshouse.report.charts.published import HEADINGS
from glasshouse.report.drawing import Table
from glasshouse.report.page import environment, style, write_page
from glasshouse.report.wording import amount, count, interval, signed_change

_RELATIVE: Final = "relative change"


def write_heldout(document: Mapping[str, Any], path: str | Path) -> Path:
    """Write the page.

    Args:
        document: what was found; see `glasshouse.heldout.document.DataDocument`.
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
    figures = document["figures"]
    return (
        environment()
        .get_template("heldout.html")
        .render(
            version=version("glasshouse"),
            summary=_summary(document),
            short=list(short(document)),
            figure_sizes=sizes(figures),
            figure_signs=signs(figures),
            experiments=[_experiment(each, figures) for each in document["experiments"]],
            untested=_untested(document),
            refused=document["refused"],
            command=document["command"],
            digest=document["digest"],
            style=style(),
        )
    )


def _summary(document: Mapping[str, Any]) -> str:
    kind = "A quick look, with small worlds" if document["quick"] else "Full worlds"
    return (
        f"{len(document['figures'])} published figures and signs that no value was set by, in "
        f"{len(document['experiments'])} experiments. {kind}. Misses stay in the table."
    )


def short(document: Mapping[str, Any]) -> Iterator[str]:
    """What the page comes to, in sentences."""
    for role in document["met"]:
        for kind, said in (("size", "sizes"), ("sign", "signs")):
            own = [each for each in document["figures"] if (each["role"], each["kind"]) == (role, kind)]
            if own:
                yield f"{HEADINGS[role]}: {_met(own, said)}."
    yield f"{count(len(document['refused']))} published figures were used to set values. None of them is tested here."


def _met(own: Sequence[Mapping[str, Any]], said: str) -> str:
    """How many of some figures are met, of how many of which that can be told."""
    judged = [each for each in own if each["meets"] is not None]
    if not judged:
        return f"of {len(own)} {said} it cannot be told"
    left = f"; of {len(own) - len(judged)} more it cannot be told" if len(judged) < len(own) else ""
    return f"{sum(each['meets'] for each in judged)} of {len(judged)} {said} met{left}"


def _experiment(lived: Mapping[str, Any], figures: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    own = [each for each in figures if each["experiment"] == lived["name"]]
    days = ", ".join(count(each) for each in lived["days"])
    setup = f"{count(lived['citizens'])} people, {days} days, {lived['seeds']} seeds; scenario {lived['scenario']}."
    heads = ("figure", "class", "published", "ours", "95% interval", "answer", "why", "source")
    notes = [f"{each['title']}: {each['how']} {each['note']}".strip() for each in own]
    return {
        **lived,
        "setup": setup,
        "table": Table(heads, tuple(_row(each) for each in own)),
        "notes": notes,
        "estimators": list(_estimated(own)),
    }


def _row(each: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        each["title"],
        HEADINGS[each["role"]].lower(),
        published_text(each),
        ours_text(each),
        interval_text(each),
        each["answer"],
        each["why"],
        each["source"] or "",
    )


def published_text(each: Mapping[str, Any]) -> str:
    """What was published: a size with its unit, or a sign in words."""
    return EXPECTED[each["expected"]] if each["kind"] == "sign" else amount(each["published"], each["unit"])


def ours_text(each: Mapping[str, Any]) -> str:
    """Ours in the same unit, a difference with its sign; with how many seeds, where it is undefined with some."""
    if each["ours"] is None:
        return "undefined"
    text = signed_change(each["ours"], each["unit"]) if each["kind"] == "sign" else amount(each["ours"], each["unit"])
    return f"{text}{_seeds(each['seeds'])}"


def _seeds(seeds: Sequence[int]) -> str:
    """With how many seeds of how many something is defined; nothing where it is with all."""
    defined, of = seeds
    return "" if defined == of else f" ({defined} of {of} seeds, undefined with the others)"


def interval_text(each: Mapping[str, Any]) -> str:
    """Ours as an interval; ``none`` where there is none."""
    if each["low"] is None or each["high"] is None:
        return "none"
    if each["kind"] == "sign" and each["unit"] != _RELATIVE:
        return interval(each["low"], each["high"], each["unit"])
    if each["kind"] == "sign":
        return _relative(each["low"], each["high"])
    return f"{amount(each['low'], each['unit'])} to {amount(each['high'], each['unit'])}"


def _relative(low: float, high: float) -> str:
    """An interval of relative changes."""
    return f"{signed_change(low, _RELATIVE)} to {signed_change(high, _RELATIVE)}"


def _estimated(own: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What was estimated how, and what twins with the same luck show of it."""
    for each in own:
        if each["estimator"]:
            said = f"{each['title']}: {each['estimator']}."
            if each["truth"] is not None:
                known = each["truth_low"] is not None and each["truth_high"] is not None
                span = _relative(each["truth_low"], each["truth_high"]) if known else "no interval"
                said += f" Twins show {signed_change(each['truth'], _RELATIVE)} ({span}){_seeds(each['truth_seeds'])}."
            yield said


def _untested(document: Mapping[str, Any]) -> Table | None:
    rows = tuple((each["what"], each["experiment"], each["why"]) for each in document["untested"])
    return Table(("figure or study", "experiment", "why"), rows) if rows else None
