"""Days ahead: the compiled driver that lives several days of a society in one call, where nothing asks for Python between them.

A day of a small society takes as long as Python takes to hand over its tables. So whoever needs no more than counts, and has no
institution, decision or observer to ask in the evening, lets the driver walk day after day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from glasshouse.engine import day as days
from glasshouse.engine.signatures import KEPT, ONE, UINT32, Tables
from glasshouse.kernels.compilation import entry_point, kernel_function, part_of, table_type
from glasshouse.schema.counts import DAY_COUNTS, PANEL, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.records import RECORDS

if TYPE_CHECKING:
    from glasshouse.kernels.compilation import Steps
    from glasshouse.schema.protocols import (
        I8,
        U4,
        U8,
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
        Note,
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
        SystemCounts,
        Tallies,
        Trace,
        Trust,
        Truth,
    )

_STEPS = table_type(np.dtype("u8"))
_WORDS, _NUMBERS = table_type(np.dtype("u4")), table_type(np.dtype("i8"), 2)
_GIVEN = KEPT | {name: table_type(kind) for name, kind in ONE.items()}
_TABLES = tuple(name for name in Tables._fields if name not in ("day_counts", "region_counts"))


_step, _publish, _open_and_close = map(part_of, (days.step_communities, days.publish, days.open_and_close))


@kernel_function
def _fold(counts: Rows[I8], added: Rows[I8], of_day: Row[I8]) -> None:
    """Add a day's counts of each chunk to those before and to the day's, and begin anew with 0."""
    for k in range(len(counts)):
        for n in range(len(of_day)):
            added[k, n] += counts[k, n]
            of_day[n] += counts[k, n]
            counts[k, n] = np.int64(0)


@kernel_function
def _admit(
    systems: Row[System], ledgers: Rows[Ledger], counts: Rows[SystemCounts], admitting: Row[U4], edges: Row[U4]
) -> None:
    """Open and close the accounts of the systems where people do so themselves."""
    for n in range(len(admitting)):
        s = admitting[n]
        for k in range(len(edges) - 1):
            _open_and_close(systems, ledgers[s], counts[k], s, edges[k], edges[k + 1])


@entry_point(
    lambda: types.void(
        *[_STEPS] * 5,
        *(_GIVEN[name] for name in _TABLES),
        table_type(RECORDS),
        table_type(np.dtype("u8")),
        table_type(PANEL),
        table_type(DAY_COUNTS),
        table_type(SYSTEM_COUNTS, 2),
        table_type(REGION_COUNTS, 2),
        *[_NUMBERS] * 9,
        _WORDS,
        table_type(np.dtype("u4"), 2),
        _WORDS,
        UINT32,
        UINT32,
    )
)
def live_days(
    before: Steps,
    forms: Steps,
    after: Steps,
    observers: Steps,
    publishes: Steps,
    truths: Row[Truth],
    all_records: Row[Records],
    whole: Row[Parameters],
    systems: Row[System],
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    dossier: Row[Dossiers],
    ledgers: Rows[Ledger],
    cases: Row[Cases],
    provenance: Row[Provenance],
    holdings: Rows[Holdings],
    trust: Row[Trust],
    attributes: Row[AttributesHeld],
    goods: Rows[Goods],
    debts: Rows[Debts],
    tallies: Rows[Tallies],
    dockets: Rows[Dockets],
    seats: Row[Seats],
    trace: Row[Trace],
    decisions: Row[Decision],
    extra: Rows[int],
    all_firm_records: Row[Records],
    watched: Row[U8],
    panel: Row[Note],
    day_counts: Row[DayCounts],
    system_counts: Rows[SystemCounts],
    region_counts: Rows[RegionCounts],
    day_numbers: Rows[I8],
    system_numbers: Rows[I8],
    region_numbers: Rows[I8],
    added_days: Rows[I8],
    added_systems: Rows[I8],
    added_regions: Rows[I8],
    days_of: Rows[I8],
    systems_of: Rows[I8],
    regions_of: Rows[I8],
    edges: Row[U4],
    rhythm: Rows[U4],
    admitting: Row[U4],
    day: U4,
    number: U4,
) -> None:
    """Live `number` days from `day` on, and leave every day's counts.

    Args:
        before: the stages before the systems' forms.
        forms: the forms' kernels that judge.
        after: the stages after them.
        observers: nobody.
        publishes: the forms' kernels that publish.
        truths: scratch, a table of one.
        all_records: scratch, a table of one.
        whole: the scenario's numbers, a table of one.
        systems: the systems' numbers.
        society: table.
        conduct: table.
        response: table.
        signals: table.
        dossier: table.
        ledgers: table.
        cases: table.
        provenance: table.
        holdings: table.
        trust: table.
        attributes: table.
        goods: table.
        debts: table.
        tallies: table.
        dockets: table.
        seats: table; no rows where nobody comes and goes.
        trace: what each community did and met, day by day; a table of one where that is not wanted.
        decisions: nobody's.
        extra: nobody's.
        all_firm_records: scratch, a table of one.
        watched: nobody.
        panel: scratch.
        day_counts: by chunk, the counts of the day that is lived.
        system_counts: by chunk and system, likewise.
        region_counts: by chunk and region, likewise.
        day_numbers: the same memory as `day_counts`, as rows of numbers by chunk.
        system_numbers: that of `system_counts`.
        region_numbers: that of `region_counts`.
        added_days: by chunk, numbers of `day_counts` added up over the days.
        added_systems: of `system_counts`.
        added_regions: of `region_counts`.
        days_of: by day, numbers of `day_counts` added up over the chunks.
        systems_of: of `system_counts`.
        regions_of: of `region_counts`.
        edges: first community of each chunk, and one past the last of all.
        rhythm: by system, every how many days it publishes, or 0 for never, and on which of them.
        admitting: numbers of the systems whose accounts people open and close themselves.
        day: the first day.
        number: how many days.
    """
    chunks = len(edges) - 1
    communities = edges[chunks]
    for d in range(number):
        today = np.uint32(day + np.uint32(d))
        for k in range(chunks):
            first = edges[k]
            at = d * communities + first if whole[0].trace else 0
            _step(
                before,
                forms,
                after,
                observers,
                truths,
                all_records,
                whole,
                systems,
                society,
                conduct,
                response,
                signals,
                dossier,
                ledgers,
                cases,
                provenance,
                holdings,
                trust,
                attributes,
                goods,
                debts,
                tallies,
                dockets,
                seats,
                day_counts[k : k + 1],  # type: ignore[index]
                region_counts[k],
                trace[at:],  # type: ignore[index]
                decisions,
                extra,
                all_firm_records,
                system_counts[k],
                watched,
                panel,
                today,
                first,
                edges[k + 1],
            )
        _admit(systems, ledgers, system_counts, admitting, edges)
        for j in range(len(publishes)):
            s = np.uint32(j)
            if rhythm[s, 0] > 0 and today % rhythm[s, 0] == rhythm[s, 1]:
                for k in range(chunks):
                    _publish(
                        publishes[j],
                        all_records,
                        whole,
                        systems,
                        society,
                        attributes,
                        conduct,
                        dossier,
                        seats,
                        ledgers[s],
                        cases,
                        system_counts[k],
                        s,
                        np.uint32(0),
                        today,
                        edges[k],
                        edges[k + 1],
                    )
        _fold(day_numbers, added_days, days_of[d])
        _fold(system_numbers, added_systems, systems_of[d])
        _fold(region_numbers, added_regions, regions_of[d])
