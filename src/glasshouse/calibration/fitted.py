"""A fitted scenario as a file: the values that a calibration found, each an assumption that names the calibration."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from glasshouse.documents.quantity import Quantity
from glasshouse.scenario import Scenario, quantities


def fitted_scenario(document: Mapping[str, Any], base: Scenario, command: str) -> str:
    """TOML of the scenario that extends the fitted one with the values found.

    Args:
        document: the document of a fit.
        base: the scenario that was fitted.
        command: what makes the fit again.
    """
    targets = [target for target in document["targets"] if target["fitted"]]
    fitted = f"{len(document['free'])} values are fitted to {len(targets)} published figures; {_missed(targets)}."
    told = f"{base.description} {fitted}"
    lines = [
        f"# Made by: {command}",
        f"title = {_text(f'{base.title}, calibrated')}",
        f"description = {_text(told)}",
        f"extends = {_text(document['scenario'])}",
        "fitted = [",
        *(f"  {_text(target['figure'])}," for target in targets),
        "]",
        "",
    ]
    known = dict(quantities(base))
    for each in document["free"]:
        table, _, key = each["key"].rpartition(".")
        lines += [f"[change.{table}]", f"{key} = {_quantity(each, known[each['key']])}", ""]
    return "\n".join(_grouped(lines)).rstrip() + "\n"


def _missed(targets: Sequence[Mapping[str, Any]]) -> str:
    """Which of its own targets a fit misses, in words."""
    missed = [target["figure"] for target in targets if not target["meets"]]
    return f"it misses {len(missed)} of them: {', '.join(missed)}" if missed else "it meets all of them"


def _quantity(each: Mapping[str, Any], before: Quantity) -> str:
    low, high = (f"{each[end]:.3g}" for end in ("low", "high"))
    edge = " It lies at the end of its range: what would fit best may lie beyond." if each.get("at_end") else ""
    why = (f"Fitted to published figures by approximate Bayesian computation: 95 % of the weight lies between {low} and "
           f"{high}, {each['before']:g} before.{edge} {before.reason or ''}").strip()  # fmt: skip
    assert before.range is not None
    ends = ", ".join(f"{end:g}" for end in before.range)
    return f"{{ value = {json.dumps(each['value'])}, unit = {_text(before.unit)}, assumption = {_text(why)}, range = [{ends}] }}"


def _grouped(lines: list[str]) -> list[str]:
    """Values of one table under one head."""
    head: list[str] = []
    tables: dict[str, list[str]] = {}
    here: list[str] = head
    for line in lines:
        if line.startswith("[change."):
            here = tables.setdefault(line, [])
        elif line or here is head:
            here.append(line)
    found = list(head)
    for table, values in tables.items():
        found += [table, *values, ""]
    return found


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
