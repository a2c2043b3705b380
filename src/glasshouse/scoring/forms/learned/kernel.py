"""Form ``learned``: counts of records, and attributes on file, weighed as a fitter has found.

The ledger holds how often each feature was recorded, in steps of 1/64 record, fading by half-lives, and in its last
dimension how often the outcome was, which does not fade. What a step is worth is an office's decision
(`glasshouse.institutions.fitting`); before the first fit everybody has the same score.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.tables import LANES
from glasshouse.scoring.accounts import (
    NO_DIMENSION,
    add_gains,
    add_profile,
    add_to_dimension,
    code_of,
    fade,
    load_gains,
    open_accounts,
    publish_all,
)  # fmt: skip
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, LearnedSystem
from glasshouse.scoring.forms.registry import Form
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system

_OUTCOME = 4


def encode(rules: Any, name: str, number: int, system: LearnedSystem, names: Names) -> None:
    """Turn a learned system into numbers; the weights stay 0 until a fit."""
    encode_system(rules, name, number, system, names)
    low, high = system.low.value, system.high.value
    rules["low"], rules["high"], rules["level_step"] = low, high, 1 / STEPS_PER_RECORD
    rules["dimensions"], rules["contacts_dimension"] = len(system.features), NO_DIMENSION
    rules["base"][0] = (system.scale.points.value - low) / (high - low)
    rules["entry"] = code_of(system.scale.points.value, low, high)
    rules["profiled"] = bool(system.learning.proxies)
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(rules, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {
        (kind, d): STEPS_PER_RECORD for d, feature in enumerate(system.features.values()) for kind in feature.kinds
    }
    table |= {(kind, _OUTCOME): 1 for kind in system.learning.outcome}
    encode_points(rules, table, names)
    encode_forgetting(rules, system.forgetting, system.publish_every)


@scalar
def _publish(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    book = ledger[c]
    fade(system, book, system.dimensions, day)
    for i in range(LANES):
        sheet.total[i] = system.base[0]
    for d in range(system.dimensions):
        for i in range(LANES):
            sheet.total[i] += system.weight[d] * np.float32(book.dimensions[d, i])
    add_profile(sheet.total, sheet, system, np.uint32(0))
    publish_all(sheet, book, system, counts)


def begin(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Open accounts; everybody has the same score."""
    open_accounts(sheet, system, ledger, c)
    _publish(sheet, system, ledger, cases, counts, day, c)


def judge(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Count today's records of each feature and of the outcome."""
    book = ledger[c]
    load_gains(sheet, system, ledger, counts, c)
    add_gains(sheet, system, book)
    add_to_dimension(book, sheet.gain[_OUTCOME], np.uint32(_OUTCOME))


def publish(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Let old records fade, then publish what the fitted weights make of them."""
    _publish(sheet, system, ledger, cases, counts, day, c)


def _kernels() -> tuple[Callable[..., None], Callable[..., None], Callable[..., None]]:
    return begin, judge, publish


FORM = Form("learned", LearnedSystem, encode, _kernels)
