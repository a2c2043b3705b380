"""What other systems have published, put before the forms that read it: the only way from one system to another.

A form sees published codes, up to last night, and nothing of what lies behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES, SYSTEMS

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Ledger, Parameters, Records, Rows


def encode_others(parameters: np.void, table: np.ndarray) -> None:
    """Tell each system that reads others where their bands start, once all systems are encoded.

    Args:
        parameters: the scenario's record; which systems anybody reads goes into `shown`.
        table: the `SYSTEM` records of all systems.
    """
    for system in table:
        for o in range(len(table)):
            if int(system["others"]) >> o & 1:
                system["other_bands"][o], system["other_code"][o] = table[o]["bands"], table[o]["band_code"]
        if system["active"]:
            parameters["shown"] |= system["others"]


@kernel_function
def show_others(records: Records, parameters: Parameters, ledgers: Rows[Ledger], c: U4) -> None:
    """Put into the records what the systems that somebody reads had published up to last night."""
    for o in range(SYSTEMS):
        if (parameters.shown >> np.uint32(o)) & np.uint32(1):
            account_rows = ledgers[o, c]
            for i in range(LANES):
                records.others[o, i] = account_rows.published[i]
