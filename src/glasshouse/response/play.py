"""What games add to the salience of their scores today: rows of days, small prizes, comparison with contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.mechanisms.rows import ends_row, inverse, row_of
from glasshouse.schema.codes import SCORE_HIGHEST
from glasshouse.schema.limits import DIMENSIONS, LANES, QUARTER, QUARTERS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U2, U4, Ledger, Parameters, Records, Row, Rows, System, Truth

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)
_CODE = np.float32(1.0 / SCORE_HIGHEST)
_CODES = np.uint32((1 << 20) - 1)
"""The bits in which the published codes of up to ten contacts are added up; above them, their accounts are counted."""


@inlined
def _packed(code: U2) -> U4:
    """A published code with a mark for the account that it belongs to, so that both are added up at once."""
    return np.uint32(np.uint32(code) | np.uint32(np.uint32(code != np.uint16(0)) << np.uint32(20)))


@inlined
def _by_tie(packed: U4, ties: U4, bit: int) -> U4:
    """What stands at the other end of a tie; nothing where the tie is cut."""
    return np.uint32(packed * np.uint32((ties >> np.uint32(bit)) & np.uint32(1)))


@kernel_function
def _sum_contacts(truth: Truth, records: Records, ledger: Row[Ledger], c: U4) -> None:
    """What contacts who have an account stood at last night, added up and packed with how many they are."""
    ring, account_rows = truth.ring_code, ledger[c]
    for i in range(LANES):
        # Laid out twice, so that a shift around the ring is one contiguous read.
        ring[i] = ring[i + LANES] = _packed(account_rows.published[i])
    for i in range(LANES):
        truth.sum_code[i] = np.uint32(0)
    for m in range(4):
        one = np.uint32(records.near[m])
        other = np.uint32(np.uint32(LANES) - one)
        for i in range(LANES):
            ties = np.uint32(truth.ties[i] >> np.uint16(2 * m))
            both = _by_tie(ring[i + one], ties, 0) + _by_tie(ring[i + other], ties, 1)
            truth.sum_code[i] = np.uint32(truth.sum_code[i] + both)
    for q in range(QUARTERS):
        left, right, first = ledger[records.far[0, q]], ledger[records.far[1, q]], np.uint32(q * QUARTER)
        for j in range(QUARTER):
            ties = np.uint32(truth.ties[first + j])
            far = _by_tie(_packed(left.published[first + j]), ties, 8)
            far = np.uint32(far + _by_tie(_packed(right.published[first + j]), ties, 9))
            truth.sum_code[first + j] = np.uint32(truth.sum_code[first + j] + far)


@kernel_function
def _compare(truth: Truth, parameters: Parameters, row: Ledger) -> None:
    """Who stands below the mean of their contacts has something to catch up with."""
    weight = parameters.game_comparison
    for i in range(LANES):
        # Accounts are counted above bit 20; ten codes of at most 65,534 need 20 bits.
        known = np.float32(np.int32(truth.sum_code[i] >> np.uint32(20)))
        sum_code = np.float32(np.int32(truth.sum_code[i] & _CODES))
        gap = (sum_code / max(known, _ONE) - np.float32(row.published[i])) * _CODE
        truth.game[i] += truth.appeal[i] * (weight * max(gap, _ZERO))


@kernel_function
def _find_appeal(truth: Truth, parameters: Parameters, system: System, row: Ledger) -> None:
    """What is left of a game's appeal to each who plays it; nothing to others."""
    game = system.game
    for i in range(LANES):
        # Packed by `scoring.play.keep_streaks`: weeks above seven bits of days.
        week = np.uint32(np.uint16(row.dimensions[game, i]) >> np.uint16(7)) & np.uint32(255)
        plays = np.int32(row.published[i] != np.uint16(0))
        truth.appeal[i] = parameters.game_appeal[week] * np.float32(plays)


@kernel_function
def _count_rows(truth: Truth, parameters: Parameters, system: System, row: Ledger) -> None:
    """What a row of days and a prize add; a prize is given on every so many days of a row."""
    game, every, parts = system.game, row_of(system.prize_every), inverse(system.prize_every)
    longest, weight = np.int32(parameters.game_full), parameters.game_row
    prize = parameters.salience_prize * np.float32(system.prize_every > np.uint32(0))
    for i in range(LANES):
        days = np.int32(np.int32(row.dimensions[game, i]) & np.int32(127))
        held = np.float32(np.int32(min(days, longest))) / np.float32(longest)
        added = truth.game[i] + truth.appeal[i] * (weight * held)
        truth.game[i] = added + truth.appeal[i] * (prize * np.float32(ends_row(days, every, parts)))


def feel_games(
    truth: Truth, records: Records, parameters: Parameters, systems: Row[System], ledgers: Rows[Ledger], c: U4
) -> None:
    """What all games add to salience today, into `truth.game`.

    Args:
        truth: ties that stand, and scratch.
        records: where contacts live.
        parameters: what games do to people.
        systems: which have a game.
        ledgers: rows of days, and what was published last night.
        c: the community.
    """
    for i in range(LANES):
        truth.game[i] = _ZERO
    for s in range(parameters.systems):
        system = systems[s]
        if system.active and system.game < np.uint32(DIMENSIONS):
            _find_appeal(truth, parameters, system, ledgers[s, c])
            _count_rows(truth, parameters, system, ledgers[s, c])
            if system.shows_friends and parameters.game_comparison > _ZERO:
                _sum_contacts(truth, records, ledgers[s], c)
                _compare(truth, parameters, ledgers[s, c])
