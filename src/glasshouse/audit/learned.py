"""A learned account explained: the fit in force, and what it makes of each count of records and each attribute."""

from __future__ import annotations

from typing import Any

from glasshouse.audit.account import ENTRY, Account, Item
from glasshouse.audit.history import Diary
from glasshouse.audit.rules import band_of, last_publication
from glasshouse.audit.scale import ends
from glasshouse.mechanisms.scales import OddsScale
from glasshouse.schema.tables import ATTRIBUTES
from glasshouse.scoring.accounts import score_of
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, LearnedSystem


def explain_learned(diary: Diary, s: int, system: LearnedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    label, code = diary.labels.systems[s], int(diary.rows["published"][day, s])
    if code == 0:
        return Account(label.name, label.title, label.form, None, None)
    last, score = last_publication(diary, s, day), score_of(code, label.low, label.high)
    joined = diary.joined(day, s)
    if joined is not None and last < joined:
        items = [Item(ENTRY, score)]
    else:
        items = _items(diary, s, system, last)
        items += ends(diary, s, sum(item.points for item in items), code, last)
    return Account(
        label.name, label.title, label.form, score, band_of(diary, s, code), last if last >= 0 else None,
        tuple(items), (), (), (label.high - label.low) / 65533, 0.0,
    )  # fmt: skip


def fit_in_force(diary: Diary, name: str, day: int) -> dict[str, Any] | None:
    """The fit that a score published on a day rests on: the last of the evenings before."""
    fits = [fit for fit in diary.decided.get(f"learned {name}", ()) if fit["day"] < day and fit["fitted"]]
    return fits[-1] if fits else None


def _items(diary: Diary, s: int, system: LearnedSystem, last: int) -> list[Item]:
    fit = fit_in_force(diary, diary.labels.systems[s].name, last)
    if fit is None:
        return [Item("score of everybody before the first fit", system.scale.points.value)]
    odds = system.scale
    scale = OddsScale.through(odds.points.value, odds.odds.value, odds.doubling.value)
    rule = f"fit of day {fit['day']} on {fit['sample']} people"
    items = [Item("constant", scale.offset - scale.factor * fit["constant"], rule=rule)]
    kept, profile = diary.kept(last, s), diary.rows["profile"][last, s]
    for d, (name, feature) in enumerate(system.features.items()):
        count = int(kept[d]) / STEPS_PER_RECORD
        points = -scale.factor * fit["coefficients"][name] * count
        items.append(Item(f"{feature.title} ({count:.2f} records on file)", points, rule=rule))
    for name in system.learning.proxies:
        value = float(profile[ATTRIBUTES.index(name)])
        points = -scale.factor * fit["coefficients"][name] * value
        items.append(Item(f"{name} on file ({value:+.2f} of -1 to 1)", points, rule=rule))
    return items
