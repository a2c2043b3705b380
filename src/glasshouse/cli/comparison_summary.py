"""What a system did, in one screen: each twin beside the base, then who fared otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.cli import wording
from glasshouse.cli.output import wrapped, write, write_table
from glasshouse.cli.summary import MAIN


def write_comparison(comparison: Mapping[str, Any]) -> None:
    """Write the summary of a comparison from its results document."""
    worlds, base = comparison["worlds"], comparison["base"]
    run = worlds[base]
    size = f"{wording.count(run['citizens'])} people, {wording.count(run['days'])} days, seed {run['seed']}"
    write(wrapped(f"{run['title']} and its twins: {size}, the same luck"))
    for variant in worlds:
        if variant != base:
            _write_twin(comparison, base, variant)


def _write_twin(comparison: Mapping[str, Any], base: str, variant: str) -> None:
    worlds = comparison["worlds"]
    write()
    write(wrapped(f"{worlds[base]['title']} ({base}) beside {worlds[variant]['title']} ({variant})", "", "  "))
    differences = _of(comparison["differences"], variant, comparison)
    rows = list(_rows(worlds[base]["observables"], worlds[variant]["observables"], differences))
    write_table(["", base, variant, "difference", "95 % of luck"], rows, right=[1, 2, 3, 4], kept=[])
    otherwise = _of(comparison.get("otherwise") or {}, variant, comparison)
    people = [(name, said) for name, said in otherwise.items() if isinstance(said, Mapping) and "people" in said]
    if people:
        write()
        write(f"People who fared otherwise than in {variant}:")
        write_table(["", "", ""], ([f"  {_words(name)}", *_people(said)] for name, said in people), right=[1, 2])


def _of(told: Mapping[str, Any], variant: str, comparison: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is told of one variant; with two worlds it stands there directly."""
    inner = told.get(variant)
    if isinstance(inner, Mapping) and (len(comparison["worlds"]) > 2 or "value" not in inner):
        return inner
    return told


def _rows(base: Mapping[str, Any], twin: Mapping[str, Any], differences: Mapping[str, Any]) -> Iterator[list[str]]:
    for name in MAIN:
        if name not in base or name not in twin:
            continue
        ours, theirs, unit = base[name]["value"], twin[name]["value"], base[name]["unit"]
        if ours is None and theirs is None:
            continue
        difference = differences.get(name) or {}
        yield [
            f"{base[name]['title']}, {wording.unit_name(unit)}".rstrip(", "),
            wording.value(ours, unit) if ours is not None else "–",
            wording.value(theirs, unit) if theirs is not None else "–",
            wording.value(difference["value"], unit, signed=True) if difference.get("value") is not None else "–",
            _interval(difference, unit),
        ]


def _interval(difference: Mapping[str, Any], unit: str) -> str:
    low, high = difference.get("low"), difference.get("high")
    if low is None or high is None:
        return ""
    factor = 100 if unit == "share" else 1
    return f"{wording.decimal(factor * low)} to {wording.decimal(factor * high)}"


def _people(said: Mapping[str, Any]) -> list[str]:
    return [wording.count(said["people"]), wording.value(said.get("share"), "share")]


def _words(name: str) -> str:
    return {"conduct_differs": "behaved differently"}.get(name, name.replace("_", " "))
