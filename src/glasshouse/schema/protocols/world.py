"""What stages are handed.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.counts import DayCounts, Decision, RegionCounts, Trace
from glasshouse.schema.protocols.parameters import Parameters
from glasshouse.schema.protocols.rows import Row, Rows
from glasshouse.schema.protocols.scratch import Records, Truth
from glasshouse.schema.protocols.state import (
    AttributesHeld,
    Cases,
    Conduct,
    Debts,
    Dockets,
    Dossiers,
    Goods,
    Holdings,
    Ledger,
    Provenance,
    Response,
    Seats,
    Signals,
    Society,
    Tallies,
    Trust,
)
from glasshouse.schema.protocols.systems import System


class World(Protocol):
    """What every stage is handed: a record each of scratch and parameters, and the tables."""

    truth: Truth
    records: Records
    parameters: Parameters
    systems: Row[System]
    society: Row[Society]
    conduct: Row[Conduct]
    response: Row[Response]
    signals: Rows[Signals]
    dossier: Row[Dossiers]
    ledgers: Rows[Ledger]
    cases: Row[Cases]
    provenance: Row[Provenance]
    holdings: Rows[Holdings]
    trust: Row[Trust]
    attributes: Row[AttributesHeld]
    goods: Rows[Goods]
    debts: Rows[Debts]
    tallies: Rows[Tallies]
    dockets: Rows[Dockets]
    seats: Row[Seats]
    day_counts: DayCounts
    region_counts: Row[RegionCounts]
    trace: Row[Trace]
    decisions: Row[Decision]
    extra: Rows[int]
