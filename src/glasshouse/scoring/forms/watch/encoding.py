"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import MEMORIES
from glasshouse.scoring.censorship import encode_removal
from glasshouse.scoring.forms.watch.configuration import WatchSystem
from glasshouse.scoring.rules import Names, encode_points, encode_system


def encode(rules: np.void, name: str, number: int, system: WatchSystem, names: Names) -> None:
    """Turn a silent reader into numbers."""
    encode_system(rules, name, number, system, names)
    rules["bands"] = 1
    encode_removal(rules, system.removal, names.kinds)
    if system.retention is not None:
        rules["dimensions"] = len(MEMORIES)
        rules["forget_every"] = round(system.retention.value / 2)
        encode_points(rules, dict.fromkeys(names.headings.items(), 1), names)
