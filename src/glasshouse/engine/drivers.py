"""Compiled drivers beside the day itself: founding, samples, accounts, profiles, comparison of twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from glasshouse.engine.signatures import UINT32
from glasshouse.institutions.admission import admit
from glasshouse.kernels.compilation import (
    entry_point,
    kernel_function,
    record_type,
    table_type,
)
from glasshouse.kernels.randomness import SAMPLE, draw, threefry, unit
from glasshouse.measurement.differences import compare_days
from glasshouse.observation.attributes import show_attributes
from glasshouse.observation.profile import show_profile
from glasshouse.schema.counts import SYSTEM_COUNTS, TRACE
from glasshouse.schema.parameters import PARAMETERS, SYSTEM
from glasshouse.schema.records import RECORDS
from glasshouse.schema.state import (
    ATTRIBUTES_HELD,
    CASES,
    CONDUCT,
    LEDGER,
    PROVENANCE,
    RESPONSE,
    SEATS,
    SIGNALS,
    SOCIETY,
)
from glasshouse.scoring.cases import drop_cases
from glasshouse.society.attributes import DECLARED_ATTRIBUTE, give_attributes
from glasshouse.society.lives import LIFE
from glasshouse.society.population import PLACE, POPULATION, generate_population
from glasshouse.society.seats import copy_generations
from glasshouse.society.turnover import turn_over

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        F4,
        I8,
        U1,
        U2,
        U4,
        U8,
        AttributesHeld,
        Cases,
        Conduct,
        Declared,
        Index,
        Ledger,
        Life,
        Parameters,
        Place,
        Population,
        Provenance,
        Records,
        Response,
        Row,
        Rows,
        Seats,
        Signals,
        Society,
        System,
        SystemCounts,
        Trace,
    )

_admit = kernel_function(admit)
_profile = kernel_function(show_profile)
_show_attributes = kernel_function(show_attributes)
_give_attributes = kernel_function(give_attributes)


@entry_point(lambda: types.void(types.Array(types.float32, 2, "C"), table_type(PARAMETERS), UINT32, types.uint64))
def draw_sample(luck: Rows[F4], whole: Row[Parameters], key: U4, first: U8) -> None:
    """Fill `luck` (citizens × 2) with two keyed draws for each citizen from `first` on, for the system of that key."""
    for n in range(len(luck)):
        one, other, _, _ = draw(whole[0].seed, first + np.uint64(n), np.uint32(0), SAMPLE, key)
        luck[n, 0], luck[n, 1] = unit(one), unit(other)


@entry_point(
    lambda: types.void(table_type(SYSTEM), table_type(LEDGER.dtype), table_type(SYSTEM_COUNTS), UINT32, UINT32, UINT32)
)
def open_and_close(
    systems: Row[System], ledger: Row[Ledger], all_system_counts: Row[SystemCounts], s: Index, first: U4, last: U4
) -> None:
    """Open and close accounts of one system (see `glasshouse.institutions.admission.admit`)."""
    for at in range(first, last):
        _admit(systems[s], ledger[np.uint32(at)], all_system_counts[s])


@entry_point(
    lambda: types.void(
        table_type(RECORDS),
        table_type(PARAMETERS),
        table_type(SYSTEM),
        table_type(SOCIETY.dtype),
        table_type(ATTRIBUTES_HELD.dtype),
        table_type(SEATS.dtype),
        UINT32,
        UINT32,
    )
)
def read_profile(
    all_records: Row[Records],
    whole: Row[Parameters],
    systems: Row[System],
    society: Row[Society],
    attributes: Row[AttributesHeld],
    seats: Row[Seats],
    s: Index,
    c: U4,
) -> None:
    """Put what a system has on file about the people of community `c` into the records' `profile` and `disclosed`."""
    for m in range(2):
        all_records[0].seed[m] = whole[0].seed[m]
    if whole[0].turnover:
        copy_generations(all_records[0], seats[c], True)
    _profile(all_records[0], whole[0], society[c], systems[s], c)
    _show_attributes(all_records[0], whole[0], society[c], attributes, systems[s], c)


@entry_point(
    lambda: types.void(
        table_type(DECLARED_ATTRIBUTE),
        table_type(PARAMETERS),
        table_type(SOCIETY.dtype),
        table_type(SEATS.dtype),
        table_type(ATTRIBUTES_HELD.dtype),
        UINT32,
        UINT32,
    )
)
def draw_attributes(
    table: Row[Declared],
    whole: Row[Parameters],
    society: Row[Society],
    seats: Row[Seats],
    attributes: Row[AttributesHeld],
    first: U4,
    last: U4,
) -> None:
    """Draw who has which attribute (see `glasshouse.society.attributes.give_attributes`)."""
    _give_attributes(table, whole[0], society, seats, attributes, first, last)


@entry_point(
    lambda: types.void(
        record_type(POPULATION),
        table_type(PLACE),
        table_type(np.dtype("u2")),
        table_type(SOCIETY.dtype),
        table_type(CONDUCT.dtype),
        table_type(RESPONSE.dtype),
        table_type(SIGNALS.dtype, 2),
        UINT32,
        UINT32,
    )
)
def populate(
    plan: Population,
    places: Row[Place],
    place_of: Row[U2],
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    first: U4,
    last: U4,
) -> None:
    """Fill communities with people (see `glasshouse.society.population.generate_population`)."""
    _generate_population(plan, places, place_of, society, conduct, response, signals, first, last)


@entry_point(
    lambda: types.void(
        table_type(TRACE),
        table_type(TRACE),
        table_type(np.dtype("u1"), 2),
        table_type(np.dtype("i8")),
        types.uint64,
        types.uint64,
        types.uint64,
        table_type(SOCIETY.dtype),
        UINT32,
        UINT32,
    )
)
def compare(
    ours: Row[Trace],
    theirs: Row[Trace],
    otherwise: Rows[U1],
    counts: Row[I8],
    quiet: U8,
    good: U8,
    bad: U8,
    society: Row[Society],
    first: U4,
    last: U4,
) -> None:
    """Compare two worlds' day citizen by citizen (see `glasshouse.measurement.differences.compare_days`)."""
    _compare(ours, theirs, otherwise, counts, quiet, good, bad, society, first, last)


@entry_point(lambda: types.void(types.Array(types.uint32, 2, "C"), types.uint32, types.uint32, UINT32))
def draw_words(words: Rows[U4], seed_low: U4, seed_high: U4, purpose: U4) -> None:
    """Fill `words` (n × 4) with keyed words, one draw for each row."""
    for n in range(len(words)):
        words[n, 0], words[n, 1], words[n, 2], words[n, 3] = threefry(
            np.uint32(n), np.uint32(0), np.uint32(0), np.uint32(0), seed_low, seed_high, purpose, np.uint32(1)
        )


_generate_population = kernel_function(generate_population)
_turn_over = kernel_function(turn_over)
_drop_cases = kernel_function(drop_cases)


@entry_point(
    lambda: types.void(
        record_type(POPULATION),
        table_type(PLACE),
        table_type(LIFE),
        table_type(np.dtype("u2")),
        table_type(SYSTEM),
        table_type(SOCIETY.dtype),
        table_type(CONDUCT.dtype),
        table_type(RESPONSE.dtype),
        table_type(SIGNALS.dtype, 2),
        table_type(SEATS.dtype),
        table_type(CASES.dtype),
        table_type(PROVENANCE.dtype),
        table_type(np.dtype("u1"), 2),
        UINT32,
        UINT32,
        UINT32,
    )
)
def turn_over_seats(
    plan: Population,
    places: Row[Place],
    lives: Row[Life],
    place_of: Row[U2],
    systems: Row[System],
    society: Row[Society],
    conduct: Row[Conduct],
    response: Row[Response],
    signals: Rows[Signals],
    seats: Row[Seats],
    cases: Row[Cases],
    provenance: Row[Provenance],
    gone: Rows[U1],
    day: U4,
    first: U4,
    last: U4,
) -> None:
    """Let a year pass for some communities (see `glasshouse.society.turnover.turn_over`)."""
    _turn_over(plan, places, lives, place_of, society, conduct, response, signals, seats, gone, day, first, last)
    for at in range(first, last):
        c = np.uint32(at)
        seats[c].cases += _drop_cases(systems, cases[c], provenance[c], gone[c])


_compare = kernel_function(compare_days)
