"""A day: the compiled drivers that walk the list of its stages (`glasshouse.engine.stages`).

Every stage is compiled once for one explicit signature and called by its address, so that another list of stages or
systems compiles nothing. Why this way: ``docs/engine.md`` and ``benchmarks/composition.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numba import types

from glasshouse.engine.drivers import compare as compare
from glasshouse.engine.drivers import draw_attributes as draw_attributes
from glasshouse.engine.drivers import draw_sample as draw_sample
from glasshouse.engine.drivers import draw_words as draw_words
from glasshouse.engine.drivers import open_and_close as open_and_close
from glasshouse.engine.drivers import populate as populate
from glasshouse.engine.drivers import read_profile as read_profile
from glasshouse.engine.drivers import turn_over_seats as turn_over_seats
from glasshouse.engine.signatures import FORM as FORM
from glasshouse.engine.signatures import KEPT, ONE, UINT32
from glasshouse.engine.signatures import STAGE as STAGE
from glasshouse.engine.signatures import Tables as Tables
from glasshouse.engine.stages import DAY, Stage
from glasshouse.engine.state import Named
from glasshouse.engine.watching import clear_gains, decided_up_to, note_ledger, up_to
from glasshouse.firms.kernel import copy_firm_records
from glasshouse.kernels.compilation import (
    build,
    call_at,
    entry_point,
    function_table,
    kernel_function,
    spill,
    table_type,
)
from glasshouse.kernels.prefetch import fetch_files, fetch_people, fetch_standing
from glasshouse.measurement.notes import note_person
from glasshouse.observation.attributes import show_attributes
from glasshouse.observation.profile import show_files, show_groups, show_profile
from glasshouse.observation.sight import channels_within
from glasshouse.response.enrolment import enrol
from glasshouse.schema.codes import IN_DEFAULT
from glasshouse.schema.counts import PANEL, SYSTEM_COUNTS
from glasshouse.schema.limits import LANES
from glasshouse.schema.parameters import PARAMETERS, SYSTEM
from glasshouse.schema.records import RECORDS
from glasshouse.schema.state import ATTRIBUTES_HELD, CASES, CONDUCT, DOSSIER, LEDGER, SEATS, SOCIETY
from glasshouse.scoring.cases import tidy
from glasshouse.scoring.noise import blur, remember_published
from glasshouse.scoring.others import show_others
from glasshouse.society.seats import copy_generations

if TYPE_CHECKING:
    from glasshouse.kernels.compilation import Step, Steps
    from glasshouse.schema.protocols import (
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
        Index,
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


_SECOND_HALF = ("firms", "review", "consequences", "scarcity", "response", "measurement")
"""Stages that take about as long to compile, together with what walks all of them, as the others and a form."""
_SCORING = next(k for k, stage in enumerate(DAY) if stage.kernel is None)


_STEPS = table_type(np.dtype("u8"))


@entry_point(
    lambda: types.void(
        *[_STEPS] * 4,
        *((KEPT | {name: table_type(kind) for name, kind in ONE.items()})[n] for n in Tables._fields),
        table_type(RECORDS),
        table_type(SYSTEM_COUNTS),
        table_type(np.dtype("u8")),
        table_type(PANEL),
        UINT32,
        UINT32,
        UINT32,
    )
)
def step_communities(
    before: Steps,
    forms: Steps,
    after: Steps,
    observers: Steps,
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
    all_day_counts: Row[DayCounts],
    region_counts: Row[RegionCounts],
    trace: Row[Trace],
    decisions: Row[Decision],
    extra: Rows[int],
    all_firm_records: Row[Records],
    all_system_counts: Row[SystemCounts],
    watched: Row[U8],
    panel: Row[Note],
    day: U4,
    first: U4,
    last: U4,
) -> None:
    """One day of communities `first` to `last` - 1, before anything is published.

    What the stages take as single records comes in tables of one: a record takes Python many times as long to hand over.
    """
    truth, records, parameters, day_counts, firm_records = (
        truths[0],
        all_records[0],
        whole[0],
        all_day_counts[0],
        all_firm_records[0],
    )
    w = np.uint32(up_to(watched, np.uint32(0), first))
    truth.last_decision = decided_up_to(decisions, np.uint32(0), first)
    for m in range(2):
        records.seed[m] = firm_records.seed[m] = parameters.seed[m]
    world = spill(
        Tables(
            truth,
            records,
            parameters,
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
            day_counts,
            region_counts,
            trace,
            decisions,
            extra,
        )
    )
    for at in range(first, last):
        c = np.uint32(at)
        truth.slot = np.uint32(c - first)
        truth.first_decision = truth.last_decision
        truth.last_decision = decided_up_to(decisions, truth.first_decision, np.uint32(c + np.uint32(1)))
        # Prefetch a community ahead; the last one prefetches itself.
        following = min(c + np.uint32(1), last - np.uint32(1))
        fetch_people(parameters, society, conduct, response, signals, day, following)
        for k in range(len(before)):
            call_at(before[k], (world, day, c))
        fetch_files(parameters, dossier, ledgers, cases, np.uint32(len(forms)), following, c)
        end = np.uint32(up_to(watched, w, np.uint32(c + np.uint32(1))))
        if parameters.firms:
            copy_firm_records(records, firm_records)
        if parameters.shown:
            show_others(records, parameters, ledgers, c)
        fetch_standing(society, systems, ledgers, np.uint32(len(forms)), c)
        for s in range(len(forms)):
            read = firm_records if systems[s].of_firms else records
            clear_gains(read, society[c], systems[s], watched, w, end)
            if systems[s].active:
                call_at(forms[s], (read, systems[s], ledgers[s], cases, all_system_counts[s], day, c))
            note_ledger(read, parameters, society[c], systems[s], ledgers[s, c], watched, panel, w, end, s)
        for k in range(len(after)):
            call_at(after[k], (world, day, c))
        for k in range(len(observers)):
            truth.observer = np.uint32(k)
            call_at(observers[k], (world, day, c))
        tidy(cases[c], provenance[c])
        for m in range(w, end):
            i = np.uint32(watched[m] & np.uint64(LANES - 1))
            _note(truth, records, parameters, society, response, conduct, decisions, panel[m], c, i)
        w = end


_ZERO = np.float32(0.0)
_note = kernel_function(note_person)
_profile = kernel_function(show_profile)
_show_attributes = kernel_function(show_attributes)
_groups = kernel_function(show_groups)
_enrol = kernel_function(enrol)
_show_files = kernel_function(show_files)
_within = channels_within


@entry_point(
    lambda: types.void(
        types.uint64,
        table_type(RECORDS),
        table_type(PARAMETERS),
        table_type(SYSTEM),
        table_type(SOCIETY.dtype),
        table_type(ATTRIBUTES_HELD.dtype),
        table_type(CONDUCT.dtype),
        table_type(DOSSIER.dtype),
        table_type(SEATS.dtype),
        table_type(LEDGER.dtype),
        table_type(CASES.dtype),
        table_type(SYSTEM_COUNTS),
        UINT32,
        UINT32,
        UINT32,
        UINT32,
        UINT32,
    )
)
def publish(
    form: Step,
    all_records: Row[Records],
    whole: Row[Parameters],
    systems: Row[System],
    society: Row[Society],
    attributes: Row[AttributesHeld],
    conduct: Row[Conduct],
    dossier: Row[Dossiers],
    seats: Row[Seats],
    ledger: Row[Ledger],
    cases: Row[Cases],
    all_system_counts: Row[SystemCounts],
    s: Index,
    history: U4,
    day: U4,
    first: U4,
    last: U4,
) -> None:
    """Let one system begin (`history` > 0) or publish, for communities `first` to `last` - 1.

    Args:
        form: the form's ``begin`` or ``publish`` kernel.
        all_records: scratch, a table of one.
        whole: the scenario's numbers, a table of one.
        systems: the systems' numbers.
        society: table.
        attributes: table; no rows where the scenario declares none.
        conduct: table; at the start, those who owe are on the courts' file.
        dossier: table; a system that may read files gets those of its pools when it begins.
        seats: table; no rows where nobody comes and goes.
        ledger: the system's ledger.
        cases: table.
        all_system_counts: the systems' counts.
        s: number of the system.
        history: at the start, one more than the kind whose records are on file, or than any kind if none is; else 0.
        day: the day.
        first: first community.
        last: one past the last.
    """
    records, parameters, system, system_counts = all_records[0], whole[0], systems[s], all_system_counts[s]
    for m in range(2):
        records.seed[m] = parameters.seed[m]
    for at in range(first, last):
        c = np.uint32(at)
        row = society[c]
        records.citizen = (np.uint64(parameters.first) + np.uint64(c)) * np.uint64(LANES)
        records.people = np.uint32(row.people)
        records.n = np.uint32(0)
        if parameters.turnover:
            # Accounts of firms are no people's.
            copy_generations(records, seats[c], not system.of_firms)
        if system.grouped:
            _groups(records, row)
        if system.profiled:
            _profile(records, parameters, row, system, c)
        _show_attributes(records, parameters, row, attributes, system, c)
        if history > np.uint32(0):
            _enrol(records, parameters, row, attributes, system, c)
            if system.file_pools > np.uint32(0):
                _show_files(records, system, dossier[c])
            on_file = history <= parameters.kinds and not system.of_firms
            for i in range(records.people):
                if on_file and conduct[c].situation[i] & IN_DEFAULT:
                    records.code[records.n] = np.uint32((history - np.uint32(1)) << np.uint32(8)) | np.uint32(i)
                    records.channels[records.n] = _within(parameters, row, np.uint32(i))
                    records.n += np.uint32(1)
        if system.noise > _ZERO:
            remember_published(records, ledger[c])
        call_at(form, (records, system, ledger, cases, system_counts, day, c))
        if system.noise > _ZERO:
            blur(records, system, ledger[c], system_counts, day)


def stages(named: Named) -> tuple[Steps, Steps]:
    """The compiled stages before and after the systems' forms, without those that do nothing in a scenario.

    Args:
        named: what the scenario names and declares.
    """
    return _walked(*map(bool, named))


@cache
def _walked(*are_named: bool) -> tuple[Steps, Steps]:
    before, after = stages_of(Named(*are_named))
    return _compiled_stages(before), _compiled_stages(after)


def stages_of(named: Named) -> tuple[list[Stage], list[Stage]]:
    """The stages that `stages` compiles: of those before the systems' forms, and after them, what a scenario needs."""
    before, after = DAY[:_SCORING], DAY[_SCORING + 1 :]
    return [each for each in before if _is_needed(each, named)], [each for each in after if _is_needed(each, named)]


def _is_needed(stage: Stage, named: Named) -> bool:
    return not stage.needs or bool(getattr(named, stage.needs))


def _compiled_stages(part: Sequence[Stage]) -> Steps:
    return function_table([stage.kernel for stage in part if stage.kernel], STAGE)


def compile_first_half(named: Named) -> None:
    """Compile the stages that a scenario needs, but those of the second half."""
    _compiled_stages([stage for part in stages_of(named) for stage in part if stage.name not in _SECOND_HALF])


def compile_second_half(named: Named) -> None:
    """Compile what follows for people, how they change and what is counted, and what walks all stages."""
    _compiled_stages([stage for part in stages_of(named) for stage in part if stage.name in _SECOND_HALF])
    build((step_communities, publish, populate, draw_sample, draw_words, open_and_close, read_profile))
    if named.attributes:
        build((draw_attributes,))
    if named.turnover:
        build((turn_over_seats,))


def form_kernels(kernels: Sequence[Callable[..., None]]) -> Steps:
    """Forms' kernels, compiled for their common signature."""
    return function_table(kernels, FORM)
