"""What documents and options may name, beside the documents of the library: closed lists, with units and meanings.

Each list is a row of plain tables with at least ``name`` and ``title``; `glasshouse list` shows them all, `glasshouse show`
one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel

from glasshouse import library
from glasshouse.documents.meanings import first_line, meanings
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.units import UNITS
from glasshouse.documents.vocabulary import CONTEXT_MEANINGS
from glasshouse.scenario.schema import schema_of
from glasshouse.scenario.schema_tables import words_for

Entry = dict[str, Any]


def forms() -> Iterator[Entry]:
    """The installed forms of scoring."""
    from glasshouse.scoring.forms.registry import forms as installed
    from glasshouse.scoring.systems import System

    for name, form in installed().items():
        own = [key for key in form.configuration.model_fields if key not in System.model_fields]
        title = first_line(form.configuration).partition(": ")[2] or first_line(form.configuration)
        yield {"name": name, "title": title.rstrip("."), "own keys": own}


def contexts() -> Iterator[Entry]:
    """The areas of life."""
    for name, meaning in CONTEXT_MEANINGS.items():
        yield {"name": name, "title": meaning}


def observables() -> Iterator[Entry]:
    """What every run is measured by; systems, markets and lines of bands have stand-ins."""
    from glasshouse.engine.expected import observables_by_stand_in
    from glasshouse.worlds.individual_differences import OUTCOMES

    for each in observables_by_stand_in():
        yield {"name": each.name, "title": each.title, "unit": each.unit, "undefined, if": each.reason}
    for outcome, title in OUTCOMES.items():
        name = f"individual_differences_{outcome}"
        yield {"name": name, "title": f"people who {title}", "unit": "share", "undefined, if": "there is no twin"}


def measures() -> Iterator[Entry]:
    """Entitlements and sanctions of the library's systems."""
    from glasshouse.cli.console.documents import read_document

    for system in library.names("systems"):
        for name, measure in read_document("systems", system).measures.items():
            yield {
                "name": f"{system}.{name}",
                "title": measure.title,
                "type": measure.type,
                "context": measure.context,
                "denies": measure.denies,
                "eases": measure.eases,
                "burden_weight": measure.burden_weight.value,
                "public": measure.public.value,
            }


def published() -> Iterator[Entry]:
    """Published figures that runs are held against and calibrations are fitted to."""
    from glasshouse.targets.published import figure_names

    for name, figure in figure_names().items():
        yield {
            "name": name,
            "title": figure.title,
            "value": figure.published(),
            "unit": figure.unit,
            "role": figure.role,
            "fact": figure.fact,
            "how": figure.how,
            "tolerance": figure.tolerance,
            "note": figure.note,
            "needs": figure.needs.systems,
        }


def calibrations() -> Iterator[Entry]:
    """Calibrations that ship: what is free, and what it is fitted to."""
    from glasshouse.calibration.document import load_calibration, names

    for name in names():
        chosen = load_calibration(name)
        yield {
            "name": name,
            "title": chosen.title,
            "about": chosen.about,
            "scenario": chosen.scenario,
            "free": list(chosen.free),
            "targets": chosen.targets,
            "watched": chosen.watched,
        }


def safeguards() -> Iterator[Entry]:
    """What a law can lay upon every system of a scenario; all are off unless switched on."""
    from glasshouse.scenario.safeguards import Safeguards

    told, schema = meanings(Safeguards), schema_of(Safeguards)["properties"]
    for name, value in Safeguards():
        yield {"name": f"safeguards.{name}", "title": told[name], "takes": words_for(schema[name]), "by default": value}


def parameters() -> Iterator[Entry]:
    """The numbers of how people change, which every scenario has."""
    from glasshouse.response.mechanisms import Response

    return _parameters("response", Response())


def _parameters(key: str, document: BaseModel) -> Iterator[Entry]:
    told = meanings(type(document))
    for name in type(document).model_fields:
        value, at = getattr(document, name), f"{key}.{name}"
        if isinstance(value, Quantity):
            yield {
                "name": at,
                "title": told[name],
                "value": value.value,
                "unit": value.unit,
                "range": value.range,
                "status": value.status,
                "assumption": value.assumption,
                "derived": value.derived,
                "fixed": value.fixed,
                "fact": value.fact,
            }
        elif isinstance(value, BaseModel):
            yield from _parameters(at, value)
        else:
            yield {"name": at, "title": told[name], "value": value, "unit": "", "range": None}


def mechanisms() -> Iterator[Entry]:
    """Named sets of quantities, each with what turns it off."""
    from glasshouse.registry.catalogue import mechanisms as registered

    for name, each in registered().items():
        yield {
            "name": name,
            "title": each.title,
            "description": each.description,
            "owns": each.owns,
            "off": [f"{key}={_set_to(value)}" for key, value in each.off.items()],
            "needs": each.needs,
            "scenario": each.scenario,
            "writes": each.writes,
            "decides": each.decides,
            "literature": each.literature,
        }


def _set_to(value: float | bool | str) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else value


def studies() -> Iterator[Entry]:
    """Studies of what scoring, lists and surveillance do, with design, sign and what they do not say."""
    from glasshouse import facts

    found = facts.literature()
    for name, study in found.studies.items():
        yield {
            "name": name,
            "title": study.finding,
            **study.model_dump(mode="json"),
            "asks": found.questions[study.question],
        }


def examples() -> Iterator[Entry]:
    """The European Commission's examples of social scoring, and the scenario in which each stands."""
    from glasshouse.library.commission import examples as every

    for example in every().values():
        grounds = example.expected
        yield {
            "name": example.name,
            "title": example.says,
            "point": example.point,
            "answer": example.answer,
            "scenario": example.scenario or "outside the model",
            "why outside": example.why or None,
            "expected": [name for name, holds in grounds if holds] if grounds else None,
        }


def norms() -> Iterator[Entry]:
    """The tables of norms that an audit holds a scheme against: whose choice each is, its sources, its rows."""
    from glasshouse.audit.norms import norms as given
    from glasshouse.audit.norms.telling import entries as told

    yield from told(given())


def units() -> Iterator[Entry]:
    """Units of figures and of fields."""
    for unit in UNITS.values():
        yield {"name": unit.name, "title": unit.meaning, "low": unit.low, "high": unit.high}


VOCABULARY: Final[Mapping[str, tuple[Callable[[], Iterator[Entry]], tuple[str, ...]]]] = {
    "forms": (forms, ()),
    "contexts": (contexts, ()),
    "observables": (observables, ("unit",)),
    "measures": (measures, ("type", "context")),
    "published": (published, ("value", "unit")),
    "calibrations": (calibrations, ("scenario",)),
    "safeguards": (safeguards, ("takes", "by default")),
    "parameters": (parameters, ("value", "unit", "range", "status")),
    "mechanisms": (mechanisms, ("off",)),
    "studies": (studies, ("design", "sign", "outcome")),
    "examples": (examples, ("point", "answer", "scenario")),
    "norms": (norms, ("as of", "chosen by")),
    "units": (units, ()),
}
"""The lists by name, and what `glasshouse list` tells of each entry beside its name and title."""

SINGULAR: Final = {
    "forms": "form",
    "contexts": "context",
    "observables": "observable",
    "measures": "measure",
    "published": "published figure",
    "calibrations": "calibration",
    "safeguards": "safeguard",
    "parameters": "parameter",
    "mechanisms": "mechanism",
    "studies": "study",
    "examples": "example",
    "norms": "table of norms",
    "units": "unit",
}
"""What one entry of each list is called."""


def entries(kind: str) -> list[Entry]:
    """All entries of a list."""
    return list(VOCABULARY[kind][0]())


def find(name: str) -> tuple[str, Entry] | None:
    """The entry that a name means: ``LIST/NAME`` or the name alone, of which the first list that has it counts."""
    # A form and a context may share a name; so may a calibration, a scenario and a system.
    kind, slash, bare = name.partition("/")
    if slash and kind not in VOCABULARY:
        return None
    for each in (kind,) if slash else VOCABULARY:
        for entry in entries(each):
            if entry["name"] == (bare if slash else name):
                return each, entry
    return None


def in_words(value: object) -> str:
    """A value of an entry as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    return _several_in_words(value) if isinstance(value, tuple | list) else str(value)


def _several_in_words(values: Sequence[object]) -> str:
    inner = [in_words(each) for each in values]
    # Two numbers are always the ends of a range.
    is_range = len(values) == 2 and all(isinstance(each, int | float) for each in values)
    return f"{inner[0]} to {inner[1]}" if is_range else ", ".join(inner) or "none"
