"""A joint account explained: what each other system had published, what that was worth, and the accounts behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from glasshouse.audit.account import UNEXPLAINED, Account, Item
from glasshouse.audit.history import Diary
from glasshouse.audit.rules import band_of, last_publication, source_of
from glasshouse.audit.scale import ends
from glasshouse.scoring.accounts import score_of
from glasshouse.scoring.systems import JointSystem

ExplainOther = Callable[[Diary, int, int], Account]
"""How the account of another system is explained: diary, number of the system, day."""


def explain_joint(diary: Diary, s: int, system: JointSystem, day: int, other: ExplainOther) -> Account:
    """The account of system `s` in the evening of `day`, with the accounts that it rests on.

    Args:
        diary: the citizen's days.
        s: the system's number.
        system: its configuration.
        day: the day.
        other: explains the other systems' accounts, as they stood the evening before the joint one was published.
    """
    label, code = diary.labels.systems[s], int(diary.rows["published"][day, s])
    if code == 0:
        return Account(label.name, label.title, label.form, None, None)
    last = last_publication(diary, s, day)
    step = float(diary.numbers.systems[s]["step"])
    items = [Item("start value", system.start.value, rule=source_of(system.start))]
    read = list(_read(diary, s, system, last)) if last >= 0 else []
    items += [item for _, item in read]
    level = int(diary.rows["level"][last, s, 0]) * step if last >= 0 else 0.0
    unexplained = level - sum(item.points for _, item in read)
    if unexplained:
        items.append(Item(UNEXPLAINED, unexplained))
    score = score_of(code, label.low, label.high)
    items += ends(diary, s, sum(item.points for item in items), code, last)
    behind = tuple(other(diary, o, last - 1) for o in dict.fromkeys(o for o, _ in read)) if last > 0 else ()
    return Account(
        label.name, label.title, label.form, score, band_of(diary, s, code), last if last >= 0 else None,
        tuple(items), (), (), (label.high - label.low) / 65533, abs(unexplained), behind,
    )  # fmt: skip


def _place(code: int) -> Any:
    """A published code as a share of its scale, as the kernel reckons it."""
    return np.float32(code - 1) * np.float32(1 / 65533)


def _read(diary: Diary, s: int, system: JointSystem, last: int) -> Iterator[tuple[int, Item]]:
    """Each other system with whom the citizen had an account, with what its band and its score were worth."""
    rules = diary.numbers.systems[s]
    step = float(rules["step"])
    for name, reading in system.reads_systems.items():
        o = diary.numbers.names.systems[name]
        if not int(rules["others"]) >> o & 1:
            continue
        title, code = diary.labels.systems[o].title, int(diary.rows["others"][last, o])
        band = band_of(diary, o, code)
        if band is None:
            continue
        points = int(rules["other_points"][o, diary.numbers.names.bands[name].index(band)])
        said = reading.points.get(band)
        yield o, Item(f"{title}: {band}", points * step, rule=source_of(said) if said else "no points for this band")
        if reading.weight is not None and rules["other_weight"][o]:
            worth = int(rules["other_weight"][o] * _place(code))
            yield o, Item(f"{title}: place on its scale", worth * step, rule=source_of(reading.weight))
