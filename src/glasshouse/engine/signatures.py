"""What stages and kernels of forms are handed, and the types that they are compiled for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import types

from glasshouse.kernels.compilation import record_type, struct_pointer_type, table_type
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS, TRACE
from glasshouse.schema.decisions import DECISION
from glasshouse.schema.parameters import PARAMETERS, SYSTEM
from glasshouse.schema.records import RECORDS
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
from glasshouse.schema.truth import TRUTH

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        AttributesHeld,
        Cases,
        Conduct,
        DayCounts,
        Debts,
        Decision,
        Dockets,
        Dossiers,
        Goods,
        Holdings,
        Ledger,
        Parameters,
        Provenance,
        Records,
        RegionCounts,
        Response,
        Row,
        Rows,
        Seats,
        Signals,
        Society,
        System,
        Tallies,
        Trace,
        Trust,
        Truth,
    )


class Tables(NamedTuple):
    """What a stage works on. Fields: the modules of ``glasshouse.schema``."""

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


KEPT = {
    "systems": table_type(SYSTEM),
    "society": table_type(SOCIETY.dtype),
    "conduct": table_type(CONDUCT.dtype),
    "response": table_type(RESPONSE.dtype),
    "signals": table_type(SIGNALS.dtype, 2),
    "dossier": table_type(DOSSIER.dtype),
    "ledgers": table_type(LEDGER.dtype, 2),
    "cases": table_type(CASES.dtype),
    "provenance": table_type(PROVENANCE.dtype),
    "holdings": table_type(HOLDINGS.dtype, 2),
    "trust": table_type(TRUST.dtype),
    "attributes": table_type(ATTRIBUTES_HELD.dtype),
    "goods": table_type(GOODS_HELD.dtype, 2),
    "debts": table_type(DEBTS_OWED.dtype, 2),
    "tallies": table_type(TALLIES.dtype, 2),
    "dockets": table_type(DOCKETS.dtype, 2),
    "seats": table_type(SEATS.dtype),
    "region_counts": table_type(REGION_COUNTS),
    "trace": table_type(TRACE),
    "decisions": table_type(DECISION),
    "extra": table_type(np.dtype("i8"), 2),
}
"""Tables that are handed whole, with the compiler's type."""
ONE = {"truth": TRUTH, "records": RECORDS, "parameters": PARAMETERS, "day_counts": DAY_COUNTS}
"""Those of which a stage is handed a single record."""
UINT32 = types.uint32
STAGE = types.void(
    struct_pointer_type(Tables, KEPT | {name: record_type(kind) for name, kind in ONE.items()}), UINT32, UINT32
)
"""Signature of a stage: the tables, the day, the community."""
FORM = types.void(
    record_type(RECORDS),
    record_type(SYSTEM),
    table_type(LEDGER.dtype),
    table_type(CASES.dtype),
    record_type(SYSTEM_COUNTS),
    UINT32,
    UINT32,
)
"""Signature of a form's kernels: records, the system's numbers, its ledger, the cases, its counts, day, community."""
