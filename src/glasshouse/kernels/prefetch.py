"""Software prefetch of the next community's records while the present one is worked on.

A day streams eight tables and gathers from a ninth, more streams than the hardware prefetcher tracks. Prefetches read
nothing and change nothing but the time that a day takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import fetch, kernel_function
from glasshouse.schema.alignment import LINE
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import LANES, QUARTER, QUARTERS
from glasshouse.schema.state import CASES, CONDUCT, LEDGER, RESPONSE, SIGNALS, SOCIETY, Table

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U4,
        Cases,
        Conduct,
        Dossiers,
        Ledger,
        Parameters,
        Response,
        Row,
        Rows,
        Signals,
        Society,
        System,
    )


def _lines(table: Table) -> int:
    return -(-table.dtype.itemsize // LINE)


_SOCIETY, _CONDUCT, _RESPONSE, _SIGNALS = (_lines(table) for table in (SOCIETY, CONDUCT, RESPONSE, SIGNALS))
_LEDGER, _CASES = (_lines(table) for table in (LEDGER, CASES))
_FILES = 2 * len(HEADINGS)
_SPELL = (RESPONSE.dtype.itemsize - RESPONSE.dtype["spell"].itemsize) // LINE
"""Lines of how people respond but for the last field, which only a cap on days under sanction needs."""
_LANES = LANES // LINE
_FIELDS = _SIGNALS // _LANES
_STANDING, _QUARTER = np.dtype(LEDGER.dtype["dimensions"]).itemsize // LINE, 2 * QUARTER // LINE


@kernel_function
def fetch_people(
    parameters: Parameters,
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    day: U4,
    c: U4,
) -> None:
    """Prefetch who lives in community `c`, and what they and their far contacts showed yesterday."""
    seen = signals[(day + np.uint32(1)) & np.uint32(1)]
    row = society[c]
    for m in range(2):
        for q in range(QUARTERS):
            for field in range(_FIELDS):
                fetch(seen, row.far[m, q], field * _LANES + q, 1)
    fetch(seen, c, 0, _SIGNALS)
    fetch(society, c, 0, _SOCIETY)
    fetch(response, c, 0, _SPELL if not parameters.most_days else _RESPONSE)
    fetch(conduct, c, 0, _CONDUCT)


@kernel_function
def fetch_files(
    parameters: Parameters,
    dossier: Row[Dossiers],
    ledgers: Rows[Ledger],
    cases: Row[Cases],
    systems: U4,
    c: U4,
    now: U4,
) -> None:
    """Prefetch the dossiers, ledgers and cases of community `c`.

    Issued apart from `fetch_people`: the processor drops prefetches when too many are outstanding. Of the dossiers only rows
    that frequent kinds are filed under; of the cases one line, or all if the present community, `now`, has any.
    """
    for row in range(_FILES):
        if (parameters.filed >> np.uint32(row)) & np.uint32(1):
            fetch(dossier, c, row * _LANES, _LANES)
    for s in range(systems):
        fetch(ledgers[s], c, 0, _LEDGER)
    fetch(cases, c, 0, _CASES if cases[now].count else 1)


@kernel_function
def fetch_standing(society: Row[Society], systems: Row[System], ledgers: Rows[Ledger], number: U4, c: U4) -> None:
    """Prefetch what far contacts of community `c` have published, for systems that show their players where friends stand."""
    row = society[c]
    for s in range(number):
        if systems[s].active and systems[s].shows_friends:
            for m in range(2):
                for q in range(QUARTERS):
                    fetch(ledgers[s], row.far[m, q], _STANDING + _QUARTER * q, _QUARTER)
