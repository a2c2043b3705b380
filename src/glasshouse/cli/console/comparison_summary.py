"""What a system did, in one screen: each twin beside the base, then who fared otherwise."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any, Final

from glasshouse.cli.console import wording
from glasshouse.cli.console.output import wrapped, write, write_sections, write_table
from glasshouse.cli.console.summary import MAIN, write_notices
from glasshouse.observables.answers import WORDS, Answer, answer
from glasshouse.observables.smallest import read_smallest

_EXAMPLES: Final = ("wrongly_sanctioned", "denied", "silenced")
_SHARES: Final = "shares; their differences in percentage points (pp)"
_WIDEST: Final = 12
"""Columns that a world's name may take in the head of a table."""


def write_comparison(comparison: Mapping[str, Any]) -> None:
    """Write the summary of a comparison from its results document."""
    worlds, base = comparison["worlds"], comparison["base"]
    run = worlds[base]
    size = f"{wording.size(run['citizens'], run['days'])}, {_seeds(comparison)}"
    reused = ", taken from an earlier comparison of the same inputs" if comparison["cached"] else ""
    write(wrapped(f"{run['title']} and its twins: {size}, the same luck{reused}"))
    for variant in worlds:
        if variant != base:
            _write_twin(comparison, base, variant)
    write()
    write(wrapped(f"Intervals: {comparison['interval']}."))
    if comparison["replicates"] > 1:
        write(wrapped("Values, differences and counts of people are means over the seeds."))
    write_notices(run)
    _write_examples(comparison)


def _write_examples(comparison: Mapping[str, Any]) -> None:
    """One citizen for each of the ways that matter most, and how to ask about them."""
    first = {said["outcome"]: said for said in reversed(comparison.get("examples") or ())}
    chosen = [first[way] for way in _EXAMPLES if way in first]
    if not chosen:
        return
    write()
    several = comparison["replicates"] > 1
    write(f"For example, with seed {chosen[0]['seed']}:" if several else "For example:")
    for said in chosen:
        write(wrapped(f"citizen {said['citizen']} {said['reason']}", "  ", "    "))
    folder = shlex.quote(str(comparison["worlds"][comparison["base"]]["run"]))
    write(f"Next: glasshouse why {folder} {chosen[0]['citizen']} --day {chosen[0]['day']}")


def _write_twin(comparison: Mapping[str, Any], base: str, variant: str) -> None:
    worlds = comparison["worlds"]
    write()
    write(wrapped(f"{base} beside {variant}", "", "  "))
    differences = comparison["differences"][variant]
    sections = _sections(worlds[base]["observables"], worlds[variant]["observables"], differences)
    write_sections(["", _short(base), _short(variant), "difference", "95 % interval"], sections)
    _write_answers(worlds[base]["observables"], worlds[variant]["observables"], differences)
    _write_people(comparison, base, variant)


def _write_people(comparison: Mapping[str, Any], base: str, variant: str) -> None:
    """To how many people what happened, and not to their twins, with spans over luck and over the assumptions."""
    otherwise = (comparison.get("individual_differences") or {}).get(variant) or {}
    people = [(name, said) for name, said in otherwise.items() if isinstance(said, Mapping) and "people" in said]
    if not people:
        return
    # Where nobody asked for it there is no column, but a line that says how to ask.
    over = comparison.get("over_assumptions") or {}
    spans = (over.get("individual_differences") or {}).get(variant) or {}
    write()
    of = f" (mean of {comparison['replicates']} seeds)" if comparison["replicates"] > 1 else ""
    write(wrapped(f"People in {base} whose days were not those of their twins in {variant}{of}:"))
    heads = ["", "people", "share", "over luck", *(["over assumptions"] if spans else [])]
    rows = ([f"  {_way(name, said)}", *_people(said, spans.get(name), over)] for name, said in people)
    write_table(heads, rows, right=range(1, len(heads)), kept=())
    if not spans:
        write(wrapped("Over luck alone; --assumptions 64 says what the assumptions do.", "  ", "  "))


def _sections(
    base: Mapping[str, Any], twin: Mapping[str, Any], differences: Mapping[str, Any]
) -> dict[str, list[list[str]]]:
    """The main observables as rows, by unit."""
    found: dict[str, list[list[str]]] = {}
    for name in MAIN:
        if name in base and name in twin and _is_known(base[name], twin[name]):
            title = wording.unit_name(base[name]["unit"]) or _SHARES
            found.setdefault(title, []).append(_row(base[name], twin[name], differences.get(name) or {}))
    return found


def _write_answers(base: Mapping[str, Any], twin: Mapping[str, Any], differences: Mapping[str, Any]) -> None:
    """Of which of the rows it may not be said that they rose or fell."""
    found: dict[Answer, list[str]] = {said: [] for said in WORDS if said != "changed"}
    for name in MAIN:
        difference = differences.get(name) or {}
        if difference.get("value"):
            smallest = read_smallest(name, base[name])
            size = None if smallest is None else smallest.size(difference.get("twin", twin[name]["value"]))
            said = answer(difference["value"], difference.get("low"), difference.get("high"), size)
            found.setdefault(said, []).append(base[name]["title"])
    for said, titles in found.items():
        if titles and said != "changed":
            write(wrapped(f"{WORDS[said].capitalize()}: {'; '.join(titles)}.", "", "  "))


def _is_known(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    return ours["value"] is not None or theirs["value"] is not None


def _row(ours: Mapping[str, Any], theirs: Mapping[str, Any], difference: Mapping[str, Any]) -> list[str]:
    unit, change = ours["unit"], difference.get("value")
    values = (difference.get(side, said["value"]) for side, said in (("base", ours), ("twin", theirs)))
    return [
        ours["title"],
        *("–" if value is None else wording.value(value, unit) for value in values),
        "–" if change is None else wording.difference(change, unit),
        _interval(difference, unit),
    ]


def _interval(difference: Mapping[str, Any], unit: str) -> str:
    low, high = difference.get("low"), difference.get("high")
    if low is None or high is None:
        return _none(difference)
    ends = [wording.difference(end, unit, _digits(low, high)) for end in (low, high)]
    return f"{ends[0].removesuffix(' pp')} to {ends[1]}"


def _none(difference: Mapping[str, Any]) -> str:
    """That there is no interval, and how few events differ where that is why; short enough for a column."""
    if difference.get("value") is None:
        return ""
    reason = str(difference.get("reason") or "")
    if reason.startswith("no independent differing events"):
        return "none: 0 events"
    few = re.match(r"too few differing events: (\d+)", reason)
    return f"none: {few[1]} event{'' if few[1] == '1' else 's'}" if few else "none"


def _seeds(comparison: Mapping[str, Any]) -> str:
    """The seeds: one, or the first and the last."""
    seeds = comparison["seeds"]
    return f"seed {seeds[0]}" if len(seeds) == 1 else f"{len(seeds)} seeds ({seeds[0]} to {seeds[-1]})"


def _digits(low: float, high: float) -> int:
    """So many digits that the ends of an interval can be told apart, up to five; two if they are one."""
    return next((n for n in (2, 3, 4, 5) if wording.decimal(low, n) != wording.decimal(high, n)), 2)


def _people(said: Mapping[str, Any], span: Sequence[float] | None, over: Mapping[str, Any]) -> list[str]:
    """People, their share, its interval over luck, and its span over the assumptions where there is one."""
    if said["people"] is None:
        return ["cannot be told", "", "", *([""] if over else [])]
    luck = (said.get("low"), said.get("high"))
    cells = [wording.count(said["people"]), wording.value(said.get("share"), "share"), _shares(luck)]
    return [*cells, _shares(span or (None, None))] if over else cells


def _shares(ends: Sequence[float | None]) -> str:
    """Two ends of a span of shares, in per cent; empty where there is none."""
    low, high = ends
    return (
        "" if low is None or high is None else f"{wording.decimal(100 * low, 2)} to {wording.decimal(100 * high, 2)} %"
    )


def _way(name: str, said: Mapping[str, Any]) -> str:
    return str(said.get("title") or name.replace("_", " "))


def _short(name: str) -> str:
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"
