"""A learned account explained: the fit in force, and what it makes of each count of records and each attribute."""

from __future__ import annotations

from typing import Any

from glasshouse.mechanisms.scales import OddsScale
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.explanation.account import Account, Contribution
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import code_on, last_publication, no_account
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, LearnedSystem


def explain_learned(history: History, s: int, system: LearnedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    if not code_on(history, s, day):
        return no_account(history, s)
    return scored_account(history, s, day, _items(history, s, system, last_publication(history, s, day)))


def fit_in_force(history: History, name: str, day: int) -> dict[str, Any] | None:
    """The fit that a score published on a day rests on: the last of the evenings before."""
    fits = [fit for fit in history.decided.get(f"learned {name}", ()) if fit["day"] < day and fit["fitted"]]
    return fits[-1] if fits else None


def _items(history: History, s: int, system: LearnedSystem, last: int) -> list[Contribution]:
    fit = fit_in_force(history, history.labels.systems[s].name, last)
    if fit is None:
        return [Contribution("score of everybody before the first fit", system.scale.points.value)]
    odds = system.scale
    scale = OddsScale.through(odds.points.value, odds.odds.value, odds.doubling.value)
    rule = f"fit of day {fit['day']} on {fit['sample']} people"
    items = [Contribution("constant", scale.offset - scale.factor * fit["constant"], rule=rule)]
    kept, profile = history.kept(last, s), history.rows["profile"][last, s]
    for d, (name, feature) in enumerate(system.features.items()):
        count = int(kept[d]) / STEPS_PER_RECORD
        points = -scale.factor * fit["coefficients"][name] * count
        items.append(Contribution(f"{feature.title} ({count:.2f} records on file)", points, rule=rule))
    for name in system.learning.proxies:
        value = float(profile[ATTRIBUTES.index(name)])
        points = -scale.factor * fit["coefficients"][name] * value
        items.append(Contribution(f"{name} on file ({value:+.2f} of -1 to 1)", points, rule=rule))
    return items
