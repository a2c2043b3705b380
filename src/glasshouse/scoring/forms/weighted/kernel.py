"""Form ``weighted``: up to five dimensions, each a level from 0 to 1, weighted onto a scale.

A dimension's level is its base, plus what the profile on file adds, plus what records contributed (in steps of 1/16384,
fading by half-lives), cut off at 0 and 1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from glasshouse.kernels.compilation import scalar
from glasshouse.schema.tables import ATTRIBUTES, LANES
from glasshouse.scoring.accounts import (
    NO_DIMENSION,
    add_gains,
    add_profile,
    code_of,
    fade,
    friends_standing,
    load_gains,
    open_accounts,
    publish_all,
)  # fmt: skip
from glasshouse.scoring.forms.registry import Form
from glasshouse.scoring.play import encode_game, keep_streaks
from glasshouse.scoring.rules import Names, encode_bands, encode_forgetting, encode_points, encode_system
from glasshouse.scoring.systems import WeightedSystem

STEPS_PER_LEVEL = 16384
_ONE = np.float32(1.0)
_ZERO = np.float32(0.0)


def times(system: WeightedSystem, kind: str) -> float:
    """How often a record of a kind counts: once, but for the use of the provider's own products."""
    return system.own.weight.value if system.own and kind in system.own.kinds else 1.0


def encode(rules: Any, name: str, number: int, system: WeightedSystem, names: Names) -> None:
    """Turn a weighted system into numbers."""
    encode_system(rules, name, number, system, names)
    low, high = system.low.value, system.high.value
    rules["low"], rules["high"] = low, high
    rules["level_step"] = 1 / STEPS_PER_LEVEL
    codes = [1 if b == 0 else code_of(band.start.value, low, high) for b, band in enumerate(system.bands)]
    encode_bands(rules, name, system, codes, system.bands, names)
    table: dict[tuple[str, int], float] = {}
    rules["dimensions"], rules["contacts_dimension"] = len(system.dimensions), NO_DIMENSION
    for d, dimension in enumerate(system.dimensions.values()):
        rules["weight"][d], rules["base"][d] = dimension.weight.value, dimension.base.value
        for attribute, lean in dimension.profile.items():
            rules["lean"][d, ATTRIBUTES.index(attribute)] = lean.value
            rules["profiled"] = 1
        for kind, level in dimension.rules.items():
            table[kind, d] = level.value * STEPS_PER_LEVEL * times(system, kind)
        if dimension.contacts:
            rules["contacts_dimension"] = d
    entry = sum(each.weight.value * each.base.value for each in system.dimensions.values())
    rules["entry"] = code_of(low + entry * (high - low), low, high)
    encode_game(rules, system, len(system.dimensions), names)
    encode_points(rules, table, names)
    encode_forgetting(rules, system.forgetting, system.publish_every)


@scalar
def _publish(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    book = ledger[c]
    fade(system, book, system.dimensions, day)
    for i in range(LANES):
        sheet.total[i] = _ZERO
    for d in range(system.dimensions):
        for i in range(LANES):
            sheet.row[i] = system.base[d] + np.float32(book.dimensions[d, i]) * system.level_step
        add_profile(sheet.row, sheet, system, np.uint32(d))
        for i in range(LANES):
            sheet.total[i] += system.weight[d] * min(max(sheet.row[i], _ZERO), _ONE)
    publish_all(sheet, book, system, counts)


def begin(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Open accounts and publish a first score from the profile on file."""
    open_accounts(sheet, system, ledger, c)
    _publish(sheet, system, ledger, cases, counts, day, c)


def judge(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Add what today's records contribute to each dimension."""
    book = ledger[c]
    load_gains(sheet, system, ledger, counts, c)
    if system.game < np.uint32(5):
        keep_streaks(sheet, system, book, counts, day)
    add_gains(sheet, system, book)
    if system.contacts_dimension < np.uint32(5) and day % system.publish_every == system.publish_on:
        friends_standing(sheet, system, ledger, c)
        for i in range(LANES):
            book.dimensions[system.contacts_dimension, i] = np.int16(
                sheet.total[i] * (system.contacts * np.float32(2 * STEPS_PER_LEVEL)) * np.float32(sheet.account[i])
            )


def publish(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Let old contributions fade, then publish the weighted sum of the levels."""
    _publish(sheet, system, ledger, cases, counts, day, c)


def _kernels() -> tuple[Callable[..., None], Callable[..., None], Callable[..., None]]:
    return begin, judge, publish


FORM = Form("weighted", WeightedSystem, encode, _kernels)
