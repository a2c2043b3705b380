"""From a system of this form to the numbers that its kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import HEADINGS
from glasshouse.scoring.forms.watch.configuration import WatchSystem
from glasshouse.scoring.rules import Names, encode_points, encode_system


def encode(parameters: np.void, name: str, number: int, system: WatchSystem, names: Names) -> None:
    """Turn a silent reader into numbers."""
    encode_system(parameters, name, number, system, names)
    parameters["bands"] = 1
    if system.retention is not None:
        parameters["dimensions"] = len(HEADINGS)
        parameters["forget_every"] = round(system.retention.value / 2)
        encode_points(parameters, dict.fromkeys(names.headings.items(), 1), names)
