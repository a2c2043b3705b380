"""A weighted account explained: for each dimension its base, what is on file, and what records contributed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.explanation.account import TAKEN_OVER, UNEXPLAINED, Account, Contribution, Others
from glasshouse.scoring.explanation.cases import cases_of, given_back, set_aside
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import (
    attribute_items,
    code_on,
    in_words,
    last_publication,
    no_account,
    record_item,
    rules_of,
    scored_records,
    source_of,
)
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem


def explain_weighted(history: History, s: int, system: WeightedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    if not code_on(history, s, day):
        return no_account(history, s)
    last, rules = last_publication(history, s, day), rules_of(history, s, day)
    in_force = cast(WeightedSystem, history.under(rules, s)[0])
    items = [Contribution("lowest score of the scale", in_force.low.value, rule=source_of(in_force.low))]
    pending: list[Contribution] = []
    unexplained = 0.0
    for d in range(len(in_force.dimensions)):
        area = _Area(history, s, d, rules, history.opened(day, s))
        items += area.items(last)
        unexplained += area.unexplained
        pending += [item for t in range(max(last + 1, area.opened), day + 1) for item in area.day(t)]
    others = tuple(_contacts(history, s, last)) if last >= 0 else ()
    return scored_account(
        history,
        s,
        day,
        items,
        base=1,
        pending=pending,
        cases=cases_of(history, s, day),
        unexplained=unexplained,
        others=others,
    )


def _contacts(history: History, s: int, last: int) -> Iterator[Others]:
    """What contacts bring to the score of a publication: how far they stand from the middle of the scale."""
    system, parameters = history.under(last, s)
    d, contacts = int(parameters["contacts_dimension"]), system.contacts
    if d < len(cast(WeightedSystem, system).dimensions) and contacts and contacts.weight.value:
        area = _Area(history, s, d, last, 0)
        steps = int(history.kept(last, s)[d])
        apart = steps * float(parameters["level_step"]) / (2 * contacts.weight.value)
        yield Others("contacts", steps * area.step, contacts.weight.value, 0.5 + apart)


class _Area:
    """One dimension of a weighted score, in points of the whole scale by the rules of one day."""

    def __init__(self, history: History, s: int, d: int, rules: int, opened: int) -> None:
        self.history, self.s, self.d, self.rules, self.opened = history, s, d, rules, opened
        system, parameters = history.under(rules, s)
        self.dimension = list(cast(WeightedSystem, system).dimensions.values())[d]
        label = history.label(rules, s)
        self.scale = self.dimension.weight.value * (label.high - label.low)
        self.step = float(parameters["level_step"]) * self.scale
        self.unexplained = 0.0

    def items(self, last: int) -> list[Contribution]:
        """What the dimension adds to a score published on day `last`."""
        dimension, title = self.dimension, self.dimension.title
        weight = f"{dimension.weight.value:g} of the scale, {source_of(dimension.weight)}"
        base = Contribution("where everybody begins", dimension.base.value * self.scale, rule=weight, dimension=title)
        found = [base, *self._profile(self.rules), *self._attributes(self.rules)]
        for t in range(self.opened, last + 1):
            found += self.day(t)
        aside = set_aside(self.history, self.s, last, self.d) if last >= self.opened else 0
        if aside:
            found.append(Contribution("set aside until an appeal is decided", aside * self.step, last, dimension=title))
        level = sum(item.points for item in found) / self.scale if self.scale else 0.0
        cut = min(max(level, 0.0), 1.0) - level
        if abs(cut) > 1e-12:
            found.append(Contribution("cut off at the end of the area", cut * self.scale, dimension=title))
        return found

    def _profile(self, last: int) -> list[Contribution]:
        values = self.history.rows["profile"][last, self.s]
        return [
            Contribution(
                f"{attribute} on file ({in_words(attribute, float(values[ATTRIBUTES.index(attribute)]))})",
                lean.value * float(values[ATTRIBUTES.index(attribute)]) * self.scale,
                rule=source_of(lean),
                dimension=self.dimension.title,
            )
            for attribute, lean in self.dimension.profile.items()
        ]

    def _attributes(self, last: int) -> list[Contribution]:
        """Attributes declared by the scenario that are on file and count."""
        return attribute_items(self.history, self.s, last, self.dimension.attributes, self.scale, self.dimension.title)

    def day(self, t: int) -> list[Contribution]:
        """The day's changes; what nothing accounts for is noted as unexplained."""
        opens = t == self.history.opened(t, self.s)
        before = 0 if opens else int(self.history.kept(t - 1, self.s)[self.d])
        level = int(self.history.rows["level"][t, self.s, self.d])
        is_contacts = self._follows_contacts(t)
        records = [] if is_contacts else self._records(t)
        gained = sum(steps for steps, _ in records)
        contacts = level - before if is_contacts else 0
        back = given_back(self.history, self.s, t, self.d)
        other = level - before - gained - contacts - back
        items = [item for _, item in records]
        what_else = TAKEN_OVER if self.history.took_over(t, self.s) else UNEXPLAINED
        self.unexplained += abs(other) * self.step * (what_else == UNEXPLAINED)
        for what, steps in (
            (what_else, other),
            ("contacts' standing", contacts),
            ("given back after a correction", back),
            (self.history.went(t, self.s), int(self.history.kept(t, self.s)[self.d]) - level),
        ):
            if steps:
                items.append(Contribution(what, steps * self.step, t, dimension=self.dimension.title))
        return items

    def _follows_contacts(self, t: int) -> bool:
        return int(self.history.under(t, self.s)[1]["contacts_dimension"]) == self.d

    def _records(self, t: int) -> list[tuple[int, Contribution]]:
        system, found = cast(WeightedSystem, self.history.under(t, self.s)[0]), []
        areas = list(system.dimensions.values())
        if self.d >= len(areas):
            return []
        for record, steps in scored_records(self.history, self.s, t, self.d):
            kind = self.history.labels.kinds[record.kind].name
            rule = areas[self.d].rules.get(kind)
            if rule is not None:
                source = source_of(rule) + _own_product(system, kind)
                item = record_item(self.history, record, steps * self.step, source, self.dimension.title)
                found.append((steps, item))
        return found


def _own_product(system: WeightedSystem, kind: str) -> str:
    factor = system.times(kind)
    return f"; counted {factor:g} times, as one of the provider's own products" if factor != 1 else ""
