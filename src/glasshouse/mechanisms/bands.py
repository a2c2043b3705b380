"""The band of a published code, and the code by which somebody is treated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, U4, System


@kernel_function
def band_of(system: System, code: U4) -> U4:
    """The band that a code falls into: the highest whose start it reaches.

    Args:
        system: the system's record: how many bands there are, and the codes at which they start.
        code: the published code, uint32.

    Returns:
        The band's place, uint32.
    """
    band = np.uint32(0)
    for b in range(1, system.bands):
        band += np.uint32(code >= system.band_code[b])
    return band


@kernel_function
def code_in_force(system: System, code: U4, held: U1) -> U4:
    """The code by which somebody is treated where a worse band waits for a human review.

    Args:
        system: the system's record.
        code: the published code; 0 is no account.
        held: the band that is in force, from 1; 0 is none.

    Returns:
        The published code if it lies in the band that is in force, else that band's lowest code; 0 without a band.
    """
    if code == np.uint32(0) or held == np.uint8(0):
        return np.uint32(0)
    band = np.uint32(np.uint32(held) - np.uint32(1))
    if band_of(system, code) == band:
        return np.uint32(code)
    return np.uint32(max(np.uint32(system.band_code[band]), np.uint32(1)))
