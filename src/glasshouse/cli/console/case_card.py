"""A case, as ``glasshouse show`` tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from glasshouse.cli.console.output import wrapped, write, write_json, write_table

if TYPE_CHECKING:
    from glasshouse.validation.case import Case, Point


def write_case(case: Case, json: bool) -> None:
    """Write what a case is: model, mechanisms, parameters, published figures, source."""
    if json:
        write_json(_document(case))
        return
    write(f"{case.name}, a case of `glasshouse validate`")
    write(wrapped(case.title))
    write()
    write(wrapped(case.text))
    write()
    write(wrapped(f"Mechanisms: {', '.join(case.mechanisms)}."))
    write(wrapped(f"Source: {case.source}."))
    if case.parameters:
        write()
        rows = [
            [name, f"{parameter.default:g}", parameter.expected, parameter.meaning]
            for name, parameter in case.parameters.items()
        ]
        write_table(["parameter", "default", "expected", "meaning"], rows, kept=(0, 1))
    write()
    rows = [
        [
            _point(point),
            target.kind,
            f"{'' if target.relation == 'equal' else target.relation + ' '}{target.value:.8g}",
            figure,
        ]
        for point in case.points
        for figure, target in point.targets.items()
    ]
    write_table(["at", "known as", "target", "figure"], rows, kept=(0, 2))


def _point(point: Point) -> str:
    return ", ".join(f"{name}={value:g}" for name, value in point.values.items()) or "defaults"


def _document(case: Case) -> dict[str, Any]:
    return {
        "kind": "case",
        "name": case.name,
        "title": case.title,
        "text": case.text,
        "source": case.source,
        "mechanisms": case.mechanisms,
        "parameters": {
            name: {
                "meaning": parameter.meaning,
                "default": parameter.default,
                "low": parameter.low,
                "high": parameter.high,
                "whole": parameter.whole,
            }
            for name, parameter in case.parameters.items()
        },
        "points": [
            {
                "values": point.values,
                "targets": {
                    figure: {
                        "value": target.value,
                        "tolerance": target.tolerance,
                        "relation": target.relation,
                        "kind": target.kind,
                    }
                    for figure, target in point.targets.items()
                },
            }
            for point in case.points
        ],
    }
