"""Digests of one community's day, one for each stage that leaves something: equal days have equal digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.kernels.swar import fold
from glasshouse.schema.limits import DIMENSIONS, LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, U8, DayCounts, Ledger, Parameters, Records, Response, Row, Rows, Truth

_ODD = np.uint32(0x9E3779B1)
_BYTES, _PAIRS, _WORDS, _LONGS = (LANES * size // 4 for size in (1, 2, 4, 8))
"""Words in a row of numbers of one, two, four and eight bytes."""


@kernel_function
def mixed(value: U4, number: U4, day: U4) -> U8:
    """A 64-bit hash of the day of the community of that number, to be added up (splitmix64's finaliser)."""
    # Value in the low half, number in the high half; the day is spread over all 64 bits by the golden ratio.
    x = np.uint64(value) ^ (np.uint64(number) << np.uint64(32)) ^ (np.uint64(day) * np.uint64(0x9E3779B97F4A7C15))
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.uint64(x ^ (x >> np.uint64(31)))


@kernel_function
def _fold_events(codes: Row[U4], n: U4) -> U4:
    total = np.uint32(0)
    for e in range(n):
        # A sum, since the order of events within a day has no meaning; + 1 so that event 0 counts.
        x = np.uint32(np.uint32(codes[e] + np.uint32(1)) * _ODD)
        total = np.uint32(total + np.uint32(np.uint32(x ^ (x >> np.uint32(15))) * np.uint32(0x85EBCA77)))
    return total


@kernel_function
def _fold_records(records: Records, parameters: Parameters) -> U4:
    seen = np.uint32(
        _fold_events(records.code, records.n) + fold(records.recorded, np.uint32(_WORDS) * parameters.frequent)
    )
    if parameters.firms:
        seen = np.uint32(seen + _fold_events(records.firm_code, records.firm_n))
    for e in range(records.n):
        turn = np.uint32(records.code[e] * np.uint32(2) + np.uint32(1))
        seen = np.uint32(seen + np.uint32(np.uint32(records.channels[e]) * turn))
    return seen


@kernel_function
def _fold_scores(parameters: Parameters, ledgers: Rows[Ledger], c: U4) -> U4:
    judged = np.uint32(0)
    for s in range(parameters.systems):
        # Odd multipliers, two for each system: 4s + 1 for the levels, 4s + 3 for what is published.
        row, turn = ledgers[s, c], np.uint32(4 * s + 1)
        judged = np.uint32(judged + np.uint32(fold(row.dimensions, DIMENSIONS * _PAIRS) * turn))
        judged = np.uint32(judged + np.uint32(fold(row.published, _PAIRS) * np.uint32(turn + np.uint32(2))))
    return judged


@kernel_function
def _fold_response(row: Response) -> U4:
    one = np.uint32(fold(row.effort, _PAIRS) + np.uint32(fold(row.self_censorship, _PAIRS) * np.uint32(3)))
    two = np.uint32(fold(row.perceived_risk, _PAIRS) + np.uint32(fold(row.grievance, _PAIRS) * np.uint32(3)))
    guards = np.uint32(
        fold(row.self_censorship_money, _PAIRS) + np.uint32(fold(row.self_censorship_life, _PAIRS) * np.uint32(3))
    )
    risks = np.uint32(
        fold(row.perceived_risk_money, _PAIRS) + np.uint32(fold(row.perceived_risk_life, _PAIRS) * np.uint32(3))
    )
    elsewhere = np.uint32(np.uint32(guards * np.uint32(13)) + np.uint32(risks * np.uint32(17)))
    three = np.uint32(fold(row.salience, _BYTES) + np.uint32(fold(row.evasion, _BYTES) * np.uint32(3)))
    three = np.uint32(three + np.uint32(fold(row.cut, _BYTES) * np.uint32(5)))
    public = np.uint32(np.uint32(one + np.uint32(two * np.uint32(7))) + np.uint32(three * np.uint32(11)))
    return np.uint32(public + elsewhere)


@kernel_function
def digest(
    truth: Truth,
    records: Records,
    parameters: Parameters,
    ledgers: Rows[Ledger],
    response: Response,
    day_counts: DayCounts,
    day: U4,
    c: U4,
) -> None:
    """Add the day's digests to the tally. Rows folded apart have odd numbers of their own, so that none stands for another."""
    number = np.uint32(parameters.first + c)
    acts = np.uint32(_fold_events(truth.code, truth.n) + fold(truth.happened, np.uint32(_BYTES) * parameters.frequent))
    day_counts.conduct += mixed(acts, number, day)
    day_counts.records += mixed(_fold_records(records, parameters), number, day)
    day_counts.scores += mixed(_fold_scores(parameters, ledgers, c), number, day)
    treated = np.uint32(fold(truth.treatment, _LONGS) + np.uint32(fold(truth.ends, _WORDS) * np.uint32(3)))
    day_counts.treatment += mixed(treated, number, day)
    day_counts.response += mixed(_fold_response(response), number, day)
