"""A weighted account explained: for each dimension its base, what is on file, and what records contributed."""

from __future__ import annotations

from typing import cast

from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.explanation.account import TAKEN_OVER, UNEXPLAINED, Account, Contribution
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import (
    code_on,
    last_publication,
    no_account,
    record_item,
    scored_records,
    source_of,
)
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem


def explain_weighted(history: History, s: int, system: WeightedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    if not code_on(history, s, day):
        return no_account(history, s)
    last, label, opened = last_publication(history, s, day), history.labels.systems[s], history.opened(day, s)
    items = [Contribution("lowest score of the scale", label.low, rule=source_of(system.low))]
    pending: list[Contribution] = []
    unexplained = 0.0
    for d in range(len(system.dimensions)):
        area = _Area(history, s, d, system, label.high - label.low, opened)
        items += area.items(last)
        pending += [item for t in range(last + 1, day + 1) for item in area.day(t)]
        unexplained += area.unexplained
    return scored_account(history, s, day, items, base=1, pending=pending, unexplained=unexplained)


class _Area:
    """One dimension of a weighted score, in points of the whole scale."""

    def __init__(self, history: History, s: int, d: int, system: WeightedSystem, span: float, opened: int) -> None:
        self.history, self.s, self.d, self.opened = history, s, d, opened
        self.name, self.dimension = list(system.dimensions.items())[d]
        dimension = self.dimension
        self.parameters = history.encoded.systems[s]
        self.scale = dimension.weight.value * span
        self.step = float(self.parameters["level_step"]) * self.scale
        self.is_contacts = int(self.parameters["contacts_dimension"]) == d
        self.unexplained = 0.0

    def items(self, last: int) -> list[Contribution]:
        """What the dimension adds to a score published on day `last`."""
        dimension, title = self.dimension, self.dimension.title
        weight = f"{dimension.weight.value:g} of the scale, {source_of(dimension.weight)}"
        base = Contribution("base", dimension.base.value * self.scale, rule=weight, dimension=title)
        found = [base, *self._profile(max(last, self.opened))]
        for t in range(last + 1):
            found += self.day(t)
        level = sum(item.points for item in found) / self.scale if self.scale else 0.0
        cut = min(max(level, 0.0), 1.0) - level
        if abs(cut) > 1e-12:
            found.append(Contribution("cut off at the end of the area", cut * self.scale, dimension=title))
        return found

    def _profile(self, last: int) -> list[Contribution]:
        values = self.history.rows["profile"][last, self.s]
        return [
            Contribution(
                f"{attribute} on file ({float(values[ATTRIBUTES.index(attribute)]):+.2f} of -1 to 1)",
                lean.value * float(values[ATTRIBUTES.index(attribute)]) * self.scale,
                rule=source_of(lean),
                dimension=self.dimension.title,
            )
            for attribute, lean in self.dimension.profile.items()
        ]

    def day(self, t: int) -> list[Contribution]:
        """The day's changes; what nothing accounts for is noted as unexplained."""
        before = int(self.history.kept(t - 1, self.s)[self.d])
        level = int(self.history.rows["level"][t, self.s, self.d])
        records = self._records(t)
        gained = sum(steps for steps, _ in records)
        contacts = level - before if self.is_contacts else 0
        other = level - before - gained - contacts
        items = [item for _, item in records]
        what_else = TAKEN_OVER if self.history.took_over(t, self.s) else UNEXPLAINED
        self.unexplained += abs(other) * self.step * (what_else == UNEXPLAINED)
        for what, steps in (
            (what_else, other),
            ("contacts' standing", contacts),
            (self.history.went(t, self.s), int(self.history.kept(t, self.s)[self.d]) - level),
        ):
            if steps:
                items.append(Contribution(what, steps * self.step, t, dimension=self.dimension.title))
        return items

    def _records(self, t: int) -> list[tuple[int, Contribution]]:
        if self.is_contacts:
            return []
        system, found = cast(WeightedSystem, self.history.under(t, self.s)[0]), []
        for record, steps in scored_records(self.history, self.s, t, self.d):
            kind = self.history.labels.kinds[record.kind].name
            rule = system.dimensions[self.name].rules.get(kind)
            if rule is not None:
                source = source_of(rule) + _own_product(system, kind)
                item = record_item(self.history, record, steps * self.step, source, self.dimension.title)
                found.append((steps, item))
        return found


def _own_product(system: WeightedSystem, kind: str) -> str:
    factor = system.times(kind)
    return f"; counted {factor:g} times, as one of the provider's own products" if factor != 1 else ""
