"""Fingerprints: hashes of every number that the days of a scenario leave behind.

A fingerprint holds one hash for each field of each state table and count table, in the order of the record's fields, and
the digests of the stages. Field names do not enter, so that a rename changes nothing, while a changed value and two
fields that changed places do. Padding does not enter either: each field is hashed from a contiguous copy.

`tests/golden/golden.json` holds the fingerprints of all library scenarios; `scripts/golden.py` writes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.institutions.reform import Reform
from glasshouse.library import names
from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.scenario import Scenario, load
from glasshouse.schema.counts import DAY_COUNTS, PANEL, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.state import (
    ATTRIBUTES_HELD,
    CASES,
    CONDUCT,
    DEBTS_OWED,
    DOCKETS,
    DOSSIER,
    GOODS_HELD,
    HOLDINGS,
    LEDGER,
    PROVENANCE,
    RESPONSE,
    SEATS,
    SIGNALS,
    SOCIETY,
    TALLIES,
    TRUST,
)
from glasshouse.testing.simulated import DIGESTS

Fingerprint = dict[str, list[str]]
"""By table, the hash of each field in the order of the record."""

CITIZENS, DAYS, SEED = 2_048, 60, 20_260
"""Size, length and seed of the runs that are fingerprinted."""
WATCHED = tuple(range(0, CITIZENS, 61))
"""Citizens in the panel of those runs."""
_DECIDED = (
    '{citizen=0, days=[5, 60], do={litter=[5, 9, 20], settle-judgment=[20, 21]}, leave=["pay-bill"], evade=true}',
    '{citizen=61, days=[9, 50], dare=["criticise", "petition"], cases="appeal", join=["sesame"], quit=["merits"]}',
    '{citizen=549, days=[0, 60], do={petition=[3, 30], criticise=[4]}, cases="wait", quit=["rongcheng"]}',
)
CROWDED: dict[str, tuple[str, ...]] = {
    "crowded": (),
    "crowded-capped": ("safeguards.most_days=3", f"seed={SEED + 1}"),
    "crowded-deciding": (f"decisions=[{', '.join(_DECIDED)}]",),
}
"""Beside the library's scenarios: the testing scenario in which everything happens, and its settings."""
ZERO = "0"
"""In place of a hash: all bytes are zero."""

RECORDS: dict[str, np.dtype[np.void]] = {
    "society": SOCIETY.dtype,
    "conduct": CONDUCT.dtype,
    "response": RESPONSE.dtype,
    "signals": SIGNALS.dtype,
    "dossier": DOSSIER.dtype,
    "ledgers": LEDGER.dtype,
    "cases": CASES.dtype,
    "provenance": PROVENANCE.dtype,
    "holdings": HOLDINGS.dtype,
    "trust": TRUST.dtype,
    "attributes": ATTRIBUTES_HELD.dtype,
    "goods": GOODS_HELD.dtype,
    "debts": DEBTS_OWED.dtype,
    "tallies": TALLIES.dtype,
    "dockets": DOCKETS.dtype,
    "seats": SEATS.dtype,
    "day_counts": DAY_COUNTS,
    "system_counts": SYSTEM_COUNTS,
    "region_counts": REGION_COUNTS,
    "snapshot": SNAPSHOT,
    "panel": PANEL,
}
"""Record types of the hashed tables, by keys that stay the same whatever the tables are called in the code."""
STAGES = "digests"
"""Key of the stages' digests, in the order of `DIGESTS`."""


def scenarios() -> list[str]:
    """Names of the scenarios that have golden fingerprints."""
    return sorted((*names("scenarios"), *CROWDED))


def fingerprint(name: str, *, threads: int = 1) -> Fingerprint:
    """Run a scenario for `DAYS` days and hash what it left.

    Args:
        name: one of `scenarios()`.
        threads: see `World`.
    """
    scenario = _shortened(name)
    world = World(scenario, threads=threads, watch=WATCHED)
    recorder = Recorder(world)
    try:
        for _ in range(scenario.days):
            recorder.step()
    finally:
        world.close()
    found = {key: hashes(table) for key, table in _tables(recorder).items()}
    day_counts = recorder.totals().day_counts
    return found | {STAGES: [f"{int(day_counts[stage]):016x}" for stage in DIGESTS]}


def _shortened(name: str) -> Scenario:
    """The scenario with `DAYS` days, over which the days when rules change are spread evenly.

    Reforms are decided half way; a year of people who age is a third of the days.
    """
    source = Path(__file__).with_name("crowded.toml") if name in CROWDED else name
    scenario = load(source, (f"seed={SEED}", *CROWDED.get(name, ())), citizens=CITIZENS, panel=())
    step = DAYS // (len(scenario.later) + 1)
    later = tuple(change.model_copy(update={"day": step * n}) for n, change in enumerate(scenario.later, 1))
    reforms = {name: _soon(reform) for name, reform in scenario.reforms.items()}
    turnover = scenario.turnover.model_copy(update={"year": DAYS // 3})
    parts = {"later": later, "reforms": reforms, "turnover": turnover}
    return scenario.model_copy(update={"days": DAYS, **parts})


def _soon(reform: Reform) -> Reform:
    """The reform with a window that is full half way, and without delay."""
    when = reform.when.model_copy(update={"window": DAYS // 2})
    return reform.model_copy(update={"delay": 0, "when": when})


def _tables(recorder: Recorder) -> dict[str, Any]:
    world, totals = recorder.world, recorder.totals()
    return {
        "society": world.society,
        "conduct": world.conduct,
        "response": world.response,
        "signals": world.signals,
        "dossier": world.dossier,
        "ledgers": world.ledgers,
        "cases": world.cases,
        "provenance": world.provenance,
        "holdings": world.holdings,
        "trust": world.trust,
        "attributes": world.attributes,
        "goods": world.goods,
        "debts": world.debts,
        "tallies": world.tallies,
        "dockets": world.dockets,
        "seats": world.seats,
        "day_counts": totals.day_counts,
        "system_counts": totals.system_counts,
        "region_counts": totals.region_counts,
        "snapshot": totals.snapshot,
        "panel": recorder.panel,
    }


def hashes(table: np.ndarray) -> list[str]:
    """The first 16 hexadecimal digits of the SHA-256 of each field's bytes, in the order of the record's fields.

    Args:
        table: an array of records; fields of nested records count one by one.
    """
    return [_hash(field) for _, field in _fields(table)]


def _fields(table: np.ndarray, prefix: str = "") -> Iterator[tuple[str, np.ndarray]]:
    for name in table.dtype.names or ():
        field = table[name]
        if field.dtype.names:
            yield from _fields(field, f"{prefix}{name}.")
        else:
            yield prefix + name, field


def _hash(field: np.ndarray) -> str:
    data = np.ascontiguousarray(field).tobytes()
    return ZERO if data.count(0) == len(data) else hashlib.sha256(data).hexdigest()[:16]


def field_names(key: str) -> list[str]:
    """Names that a table's fields have in the code of today, in the order of the record.

    Args:
        key: a key of a fingerprint.
    """
    if key == STAGES:
        return list(DIGESTS)
    return [name for name, _ in _fields(np.zeros((), RECORDS[key]))]


def differences(expected: Fingerprint, found: Fingerprint) -> list[str]:
    """One line for each field that differs, with table, number and today's name; empty if there is none.

    Args:
        expected: the golden fingerprint.
        found: that of today's code.
    """
    lines = []
    for key in sorted(expected.keys() | found.keys()):
        rows = zip_longest(expected.get(key, ()), found.get(key, ()), field_names(key), fillvalue="nothing")
        lines += [
            f"{key}, field {place} ({name}): was {old}, is {new}"
            for place, (old, new, name) in enumerate(rows)
            if old != new
        ]
    return lines
