"""The band of a published code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, System


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
