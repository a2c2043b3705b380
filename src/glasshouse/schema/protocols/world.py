"""What stages are handed.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.counts import DayCounts, Decision, RegionCounts, Trace
from glasshouse.schema.protocols.parameters import Parameters, System
from glasshouse.schema.protocols.rows import Row, Rows
from glasshouse.schema.protocols.scratch import Records, Truth
from glasshouse.schema.protocols.state import (
    AttributesHeld,
    Cases,
    Conduct,
    Debts,
    Dossiers,
    Goods,
    Holdings,
    Ledger,
    Provenance,
    Response,
    Signals,
    Society,
)


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
    attributes: Row[AttributesHeld]
    goods: Rows[Goods]
    debts: Rows[Debts]
    day_counts: DayCounts
    region_counts: Row[RegionCounts]
    trace: Row[Trace]
    decisions: Row[Decision]
    extra: Rows[int]
