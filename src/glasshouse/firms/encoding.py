"""From kinds of conduct to numbers: what firms do, each kind in a draw of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np


def encode_firms(parameters: np.void, kinds: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
    """Fill in the kinds that firms do.

    Args:
        parameters: the scenario's record.
        kinds: all kinds of conduct, by name.
        numbers: number of each kind.
    """
    mine = [numbers[name] for name, kind in kinds.items() if kind.needs == "firm"]
    parameters["firm_kind"][: len(mine)] = mine
    parameters["firm_kinds"] = len(mine)
