"""From kinds of conduct to numbers: what firms do, in slots of a draw of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

_WORD = 2**31


def encode_firms(rules: Any, kinds: Mapping[str, Any], numbers: Mapping[str, int]) -> None:
    """Fill in the kinds that firms do, and take their false records out of citizens' draws.

    Slots are as wide as the kinds' ceilings, so that a changed rate moves no other kind's luck.

    Args:
        rules: the scenario's record; channels are filled in already.
        kinds: all kinds of conduct, by name.
        numbers: number of each kind.
    """
    mine = [(name, numbers[name]) for name, kind in kinds.items() if kind.needs == "firm"]
    low = 0
    for m, (name, k) in enumerate(mine):
        rules["firm_kind"][m], rules["firm_slot"][m] = k, low
        rules["firm_invents"][m] = rules["invents"][k]
        rules["invents"][k] = 0
        low += math.ceil(kinds[name].ceiling * _WORD)
        rules["firm_slot"][m + 1] = low
    rules["firm_kinds"] = len(mine)
