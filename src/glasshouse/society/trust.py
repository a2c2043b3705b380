"""Whom people trust today, out of the codes of yesterday evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from glasshouse.kernels.compilation import inlined, kernel_function
from glasshouse.mechanisms.trust import usual_trust
from glasshouse.schema.codes import CONFORMITY, GOVERNMENT, INSTITUTIONS, OTHERS, SOCIABILITY, TRUST_NONE
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4, U1, Parameters, Trust, Truth

_ZERO = np.float32(0.0)
_NONE = np.float32(TRUST_NONE)
_STEP = np.float32(1.0 / 254.0)


@inlined
def _share(code: U1, usual: F4) -> F4:
    # Code 0: it has not begun.
    return usual if code == np.uint8(0) else (np.float32(code) - _NONE) * _STEP


@kernel_function
def decode_trust(truth: Truth, parameters: Parameters, row: Trust) -> None:
    """Trust as shares; who has none yet begins where theirs usually stands. Nothing has happened to it today.

    Who conforms trusts those in charge more, who is sociable trusts other people more.
    """
    spread = parameters.trust_spread
    government, institutions, others = (
        parameters.trust_usual[GOVERNMENT],
        parameters.trust_usual[INSTITUTIONS],
        parameters.trust_usual[OTHERS],
    )
    for i in range(LANES):
        conforms = truth.traits[CONFORMITY, i]
        truth.trust[GOVERNMENT, i] = _share(row.government[i], usual_trust(government, spread, conforms))
        truth.trust[INSTITUTIONS, i] = _share(row.institutions[i], usual_trust(institutions, spread, conforms))
    for i in range(LANES):
        usual = usual_trust(others, spread, truth.traits[SOCIABILITY, i])
        truth.trust[OTHERS, i] = _share(row.people[i], usual)
    for i in range(LANES):
        truth.dealt[i] = _ZERO
        truth.persuaded[i] = _ZERO
