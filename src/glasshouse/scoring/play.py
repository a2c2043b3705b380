"""Games: days in a row, as the platform's own records have them, and how long somebody has been playing.

Both lie in one spare dimension of the ledger: weeks since the account opened, times 128, plus days in a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.mechanisms.rows import ends_row, inverse, row_of
from glasshouse.schema.limits import LANES
from glasshouse.scoring.accounts import read_records
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Game, System

if TYPE_CHECKING:
    from glasshouse.schema import protocols
    from glasshouse.schema.protocols import U4, Ledger, Records, SystemCounts

DAYS_KEPT, WEEKS_KEPT = 127, 255
"""Longest row of days and longest time that the ledger can hold."""


def encode_game(parameters: np.void, system: System, spare: int, names: Names) -> None:
    """Fill in a system's game.

    Args:
        parameters: the system's record.
        system: its configuration.
        spare: the dimension of the ledger that nothing else uses.
        names: numbers of the kinds.
    """
    game: Game | None = system.game
    if game:
        parameters["game"] = spare
        for kind in game.plays:
            parameters["plays"][names.kinds[kind]] = 1
        parameters["frequent_kinds"] = names.frequent
        parameters["prize_every"], parameters["shows_friends"] = round(game.prize_every.value), game.shows_friends


@kernel_function
def keep_streaks(
    records: Records, system: protocols.System, account_rows: Ledger, system_counts: SystemCounts, day: U4
) -> None:
    """Who has played today, by the system's records: a row grows by a day or ends; every seventh day makes a week."""
    for i in range(LANES):
        records.row16[i] = np.uint16(0)
    for j in range(system.frequent_kinds):
        if system.plays[j]:
            read_records(records, system, np.uint32(j))
            for i in range(LANES):
                records.row16[i] |= np.uint16(records.row8[i])
    for e in range(records.n):
        if system.plays[records.code[e] >> np.uint32(8)] and (records.channels[e] & system.reads):
            records.row16[records.code[e] & np.uint32(255)] = np.uint16(1)
    game, every, parts = system.game, row_of(system.prize_every), inverse(system.prize_every)
    week, played, prizes = np.int32(day % np.uint32(7) == np.uint32(6)), np.int32(0), np.int32(0)
    for i in range(LANES):
        has, plays = np.int32(records.account[i]), np.int32(records.row16[i] & np.uint16(records.account[i]))
        # The level packs two counters: weeks in the high bits, days of the present row in the low seven.
        code = np.int32(account_rows.dimensions[game, i])
        weeks = np.int32(min(np.int32((code >> np.int32(7)) + week), np.int32(WEEKS_KEPT)))
        days = np.int32(min(np.int32((code & np.int32(127)) + np.int32(1)), np.int32(DAYS_KEPT)))
        # No branch: times 0 ends the row, times `has` clears the level of who has no account.
        days = np.int32(days * plays)
        account_rows.dimensions[game, i] = np.int16(np.int32(np.int32(np.int32(weeks << np.int32(7)) | days) * has))
        played = np.int32(played + plays)
        prizes = np.int32(prizes + ends_row(days, every, parts))
    system_counts.played += np.int64(played)
    if system.prize_every > np.uint32(0):
        system_counts.prizes += np.int64(prizes)
