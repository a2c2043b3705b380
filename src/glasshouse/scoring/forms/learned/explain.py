"""A learned account explained: the fit in force, and what it makes of each record that counts and each attribute on file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from glasshouse.mechanisms.scales import OddsScale
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.explanation.account import TAKEN_OVER, UNEXPLAINED, Account, Contribution
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import (
    code_on,
    in_words,
    last_publication,
    no_account,
    record_item,
    rules_of,
    scored_records,
)
from glasshouse.scoring.forms.learned.configuration import STEPS_PER_RECORD, Feature, LearnedSystem


def explain_learned(history: History, s: int, system: LearnedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`.

    Each record brings what the fit in force makes of one record of its feature. The score of an account that was opened by
    later rules rests, until its first publication, on the fit alone.
    """
    if not code_on(history, s, day):
        return no_account(history, s)
    last, rules = last_publication(history, s, day), rules_of(history, s, day)
    in_force = cast(LearnedSystem, history.under(rules, s)[0])
    fit = fit_in_force(history, history.labels.systems[s].name, rules)
    if fit is None:
        items = [Contribution("score of everybody before the first fit", in_force.scale.points.value)]
        return scored_account(history, s, day, items)
    reading = _Reading(history, s, fit, in_force, rules)
    return scored_account(history, s, day, reading.items(last), unexplained=reading.unexplained)


def fit_in_force(history: History, name: str, day: int) -> dict[str, Any] | None:
    """The fit that a score published on a day rests on: the last that took place on an evening before."""
    fits = [fit for fit in history.decided.get(f"learned {name}", ()) if fit["day"] < day and fit["fitted"]]
    return fits[-1] if fits else None


class _Reading:
    """What one fit makes of a citizen's records and attributes on file."""

    def __init__(self, history: History, s: int, fit: dict[str, Any], system: LearnedSystem, rules: int) -> None:
        self.history, self.s, self.fit, self.system, self.rules = history, s, fit, system, rules
        odds = system.scale
        self.scale = OddsScale.through(odds.points.value, odds.odds.value, odds.doubling.value)
        self.rule = f"fit of day {fit['day']} on {fit['sample']} people"
        self.unexplained = 0.0

    def items(self, last: int) -> list[Contribution]:
        """All terms of a score published on day `last`."""
        found = [Contribution("constant", self.scale.offset - self.scale.factor * self.fit["constant"], rule=self.rule)]
        for d, (name, feature) in enumerate(self.system.features.items()):
            found += self._feature(d, feature, self._points_of_one(name), last)
        profile = self.history.rows["profile"][self.rules, self.s]
        for name in self.system.learning.proxies:
            value = float(profile[ATTRIBUTES.index(name)])
            what = f"{name} on file ({in_words(name, value)})"
            found.append(Contribution(what, self._points_of_one(name) * value, rule=self.rule))
        return found + self._attributes()

    def _attributes(self) -> list[Contribution]:
        """Attributes declared by the scenario that are on file and entered the fit."""
        row, found = self.history.rows[self.rules], []
        for a, each in enumerate(self.history.labels.attributes):
            if each.name in (self.system.learning.attributes or ()) and int(row["disclosed"][self.s]) >> a & 1:
                what = f"{each.title} on file" + ("" if int(row["has"]) >> a & 1 else ", which is not so")
                found.append(Contribution(what, self._points_of_one(each.name), rule=self.rule))
        return found

    def _points_of_one(self, name: str) -> float:
        """Points for one record of a feature, or for an attribute at the end of its scale."""
        return -self.scale.factor * float(self.fit["coefficients"].get(name, 0.0))

    def _feature(self, d: int, feature: Feature, points: float, last: int) -> Iterator[Contribution]:
        """Every record of one feature up to a day, and what is less of it since."""
        step = points / STEPS_PER_RECORD
        for t in range(self.history.opened(self.rules, self.s), last + 1):
            opens = t == self.history.opened(t, self.s)
            before = 0 if opens else int(self.history.kept(t - 1, self.s)[d])
            level, kept = int(self.history.rows["level"][t, self.s, d]), int(self.history.kept(t, self.s)[d])
            records = list(scored_records(self.history, self.s, t, d))
            for record, steps in records:
                rule = f"{points:+.2f} points for each record of {feature.title!r}, by the {self.rule}"
                yield record_item(self.history, record, steps * step, rule, feature.title)
            other = level - before - sum(steps for _, steps in records)
            what_else = TAKEN_OVER if self.history.took_over(t, self.s) else UNEXPLAINED
            self.unexplained += abs(other) * abs(step) * (what_else == UNEXPLAINED)
            for what, steps in ((what_else, other), (self.history.went(t, self.s), kept - level)):
                if steps:
                    yield Contribution(what, steps * step, t, dimension=feature.title)
