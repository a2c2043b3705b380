"""Rows of the tallies as numbers: which rule or measure has which row, and what its kernel must know."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from glasshouse.documents.vocabulary import Measure
from glasshouse.schema.codes import AFTER_ANOTHER, DAYS_IN_BAND, NOT_TALLIED, PER_PERIOD, PER_RECORD
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import System
from glasshouse.scoring.tallied import Tallied

Rows = dict[tuple[str, str], int]
"""The number of each row, by system and key of the rule or measure."""


def tallied_rows(systems: Mapping[str, System]) -> Rows:
    """The rows that systems need, numbered system by system, so that those of one lie side by side."""
    keys = [
        (name, key)
        for name, system in systems.items()
        for key in (*(each.key for each in form_of(system).tallied(system)), *_late(system))
    ]
    return {key: number for number, key in enumerate(keys)}


def _late(system: System) -> list[str]:
    """Keys of a system's measures that begin some days into a band."""
    return [f"measures.{name}" for name, measure in system.measures.items() if measure.after is not None]


def encode_tallies(parameters: np.void, table: np.ndarray, systems: Mapping[str, System], names: Names) -> None:
    """Fill in the rows of the tallies. A row whose rule a safeguard has taken away counts nothing.

    Args:
        parameters: the scenario's record.
        table: the systems' records.
        systems: their configurations.
        names: numbers of the rows, kinds and measures.
    """
    parameters["tallies"] = len(names.tallies)
    parameters["tally_type"] = NOT_TALLIED
    for s, (name, system) in enumerate(systems.items()):
        own = [number for (owner, _), number in names.tallies.items() if owner == name]
        table["tally_first"][s], table["tally_end"][s] = (min(own), max(own) + 1) if own else (0, 0)
        parameters["tally_system"][own] = s
        for each in (row for row in form_of(system).tallied(system) if not row.is_idle):
            _encode_rule(parameters, table[s], names.tallies[name, each.key], each, names)
        _encode_measures(parameters, name, system, names)


def _encode_measures(parameters: np.void, name: str, system: System, names: Names) -> None:
    """The measures of a system that begin some days into a band."""
    for label, measure in system.measures.items():
        if measure.after is not None:
            bands = [b for b, band in enumerate(form_of(system).bands(system)) if label in band.measures]
            _encode_measure(
                parameters, names.tallies[name, f"measures.{label}"], measure, bands, names.measures[name, label]
            )


def _encode_rule(parameters: np.void, system: np.void, r: int, each: Tallied, names: Names) -> None:
    k = names.kinds[each.kind]
    parameters["tally_kind"][r], parameters["tally_days"][r] = k, each.days
    if each.worth:
        parameters["tally_type"][r], parameters["tally_worth"][r] = PER_RECORD, each.worth
        system["tally"][k] = r + 1
        return
    parameters["absences"] = True
    parameters["tally_type"][r] = PER_PERIOD if each.after is None else AFTER_ANOTHER
    parameters["tally_after"][r] = 0 if each.after is None else names.kinds[each.after]
    parameters["tally_least"][r], parameters["tally_points"][r] = each.least, each.points


def _encode_measure(parameters: np.void, r: int, measure: Measure, bands: list[int], bit: int) -> None:
    """A measure that begins later; where its burden is felt is filled in with that of all others."""
    assert measure.after is not None
    parameters["late"], parameters["tally_type"][r] = True, DAYS_IN_BAND
    parameters["tally_bands"][r], parameters["tally_bit"][r] = sum(1 << b for b in bands), 1 << bit
    parameters["tally_days"][r] = round(measure.after.value)
    weight, is_sanction = measure.burden_weight.value, measure.type == "sanction"
    parameters["tally_burden"][r], parameters["tally_benefit"][r] = (weight, 0.0) if is_sanction else (0.0, weight)
    parameters["tally_public"][r] = measure.public.value if is_sanction else 0.0
