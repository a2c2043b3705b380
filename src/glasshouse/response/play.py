"""What games add to the salience of their scores today: rows of days, small prizes, comparison with contacts."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.compilation import scalar
from glasshouse.tables import LANES, QUARTER, QUARTERS

_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


@scalar
def _add_contact(desk: Any, shift: Any, bit: Any) -> None:
    at, mask = np.uint32(shift), np.uint16(np.uint32(1) << np.uint32(bit))
    for i in range(LANES):
        code = np.uint32(desk.ring_member[i + at])
        stands = np.uint32((desk.ties[i] & mask) != np.uint16(0)) & np.uint32(code != np.uint32(0))
        desk.sum_standing[i] += np.uint32(code * stands)
        desk.accounts[i] += np.uint32(stands)


@scalar
def _sum_contacts(desk: Any, sheet: Any, ledger: Any, c: Any) -> None:
    """What contacts who have an account stood at last night, added up, and how many they are (in `accounts`)."""
    book = ledger[c]
    for i in range(LANES):
        desk.sum_standing[i] = np.uint32(0)
        desk.accounts[i] = np.uint32(0)
    for i in range(LANES):
        desk.ring_member[i] = book.published[i]
        desk.ring_member[i + LANES] = book.published[i]
    for m in range(4):
        _add_contact(desk, np.uint32(sheet.near[m]), np.uint16(2 * m))
        _add_contact(desk, np.uint32(LANES) - np.uint32(sheet.near[m]), np.uint16(2 * m + 1))
    for m in range(2):
        for q in range(QUARTERS):
            there, first = ledger[sheet.far[m, q]], np.uint32(q * QUARTER)
            for j in range(QUARTER):
                desk.ring_member[first + j] = there.published[first + j]
        _add_contact(desk, np.uint32(0), np.uint16(8 + m))


@scalar
def _compare(desk: Any, rules: Any, system: Any, row: Any) -> None:
    """Who stands below the mean of their contacts has something to catch up with."""
    for i in range(LANES):
        if row.published[i] == np.uint16(0):
            continue
        known = np.float32(np.int32(desk.accounts[i]))
        mean = np.float32(np.int32(desk.sum_standing[i])) / max(known, _ONE)
        gap = (mean - np.float32(row.published[i])) * np.float32(1.0 / 65534.0)
        worth = rules.game_appeal[np.int32(row.dimensions[system.game, i]) >> np.int32(7)]
        desk.game[i] += worth * (rules.game_comparison * max(gap, _ZERO))


@scalar
def _count_rows(desk: Any, rules: Any, system: Any, row: Any) -> None:
    """What a row of days and a prize add; a prize is given on every so many days of a row."""
    every = max(np.int32(system.prize_every), np.int32(1))
    for i in range(LANES):
        code = np.int32(row.dimensions[system.game, i])
        if row.published[i] != np.uint16(0) and code > np.int32(0):
            days, worth = code & np.int32(127), rules.game_appeal[code >> np.int32(7)]
            held = np.float32(min(days, np.int32(rules.game_full))) / np.float32(rules.game_full)
            desk.game[i] += worth * (rules.game_row * held)
            if system.prize_every > np.uint32(0) and days > np.int32(0) and days % every == np.int32(0):
                desk.game[i] += worth * rules.salience_prize


def feel_games(desk: Any, sheet: Any, rules: Any, systems: Any, ledgers: Any, c: Any) -> None:
    """What all games add to salience today, into `desk.game`.

    Args:
        desk: ties that stand, and scratch.
        sheet: where contacts live.
        rules: what games do to people.
        systems: which have a game.
        ledgers: rows of days, and what was published last night.
        c: the community.
    """
    for i in range(LANES):
        desk.game[i] = _ZERO
    for s in range(rules.systems):
        system = systems[s]
        if system.active and system.game < np.uint32(5):
            _count_rows(desk, rules, system, ledgers[s, c])
            if system.shows_friends and rules.game_comparison > _ZERO:
                _sum_contacts(desk, sheet, ledgers[s], c)
                _compare(desk, rules, system, ledgers[s, c])
