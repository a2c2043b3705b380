"""A weighted account explained: for each dimension its base, what is on file, and what records contributed."""

from __future__ import annotations

from glasshouse.audit.account import ENTRY, TAKEN_OVER, UNEXPLAINED, Account, Item
from glasshouse.audit.history import Diary
from glasshouse.audit.rules import band_of, last_publication, record_item, source_of, steps_of
from glasshouse.audit.scale import ends
from glasshouse.schema.tables import ATTRIBUTES
from glasshouse.scoring.accounts import score_of
from glasshouse.scoring.forms.weighted.kernel import times
from glasshouse.scoring.systems import WeightedSystem


def explain_weighted(diary: Diary, s: int, system: WeightedSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    label, code = diary.labels.systems[s], int(diary.rows["published"][day, s])
    if code == 0:
        return Account(label.name, label.title, label.form, None, None)
    last = last_publication(diary, s, day)
    items = [Item("lowest score of the scale", label.low, rule=source_of(system.low))]
    pending: list[Item] = []
    unexplained = 0.0
    opened = diary.opened(day, s)
    for d in range(len(system.dimensions)):
        area = _Area(diary, s, d, system, label.high - label.low, opened)
        items += area.items(last)
        pending += [item for t in range(last + 1, day + 1) for item in area.day(t)]
        unexplained += area.unexplained
    score = score_of(code, label.low, label.high)
    joined = diary.joined(day, s)
    if joined is not None and last < joined:
        items = [items[0], Item(ENTRY, score - label.low)]
    else:
        items += ends(diary, s, sum(item.points for item in items), code, last)
    return Account(
        label.name, label.title, label.form, score, band_of(diary, s, code), last if last >= 0 else None,
        tuple(items), tuple(pending), (), (label.high - label.low) / 65533, unexplained,
    )  # fmt: skip


class _Area:
    """One dimension of a weighted score, in points of the whole scale."""

    def __init__(self, diary: Diary, s: int, d: int, system: WeightedSystem, span: float, opened: int) -> None:
        self.diary, self.s, self.d, self.opened = diary, s, d, opened
        self.name, self.dimension = list(system.dimensions.items())[d]
        dimension = self.dimension
        self.rules = diary.numbers.systems[s]
        self.scale = dimension.weight.value * span
        self.step = float(self.rules["level_step"]) * self.scale
        self.is_contacts = int(self.rules["contacts_dimension"]) == d
        self.unexplained = 0.0

    def items(self, last: int) -> list[Item]:
        """What the dimension adds to a score published on day `last`."""
        dimension, title = self.dimension, self.dimension.title
        weight = f"{dimension.weight.value:g} of the scale, {source_of(dimension.weight)}"
        base = Item("base", dimension.base.value * self.scale, rule=weight, dimension=title)
        found = [base, *self._profile(max(last, self.opened))]
        for t in range(last + 1):
            found += self.day(t)
        level = sum(item.points for item in found) / self.scale if self.scale else 0.0
        cut = min(max(level, 0.0), 1.0) - level
        if abs(cut) > 1e-12:
            found.append(Item("cut off at the end of the area", cut * self.scale, dimension=title))
        return found

    def _profile(self, last: int) -> list[Item]:
        values = self.diary.rows["profile"][last, self.s]
        return [
            Item(
                f"{attribute} on file ({float(values[ATTRIBUTES.index(attribute)]):+.2f} of -1 to 1)",
                lean.value * float(values[ATTRIBUTES.index(attribute)]) * self.scale,
                rule=source_of(lean),
                dimension=self.dimension.title,
            )
            for attribute, lean in self.dimension.profile.items()
        ]

    def day(self, t: int) -> list[Item]:
        """The day's changes; what nothing accounts for is noted as unexplained."""
        before = int(self.diary.kept(t - 1, self.s)[self.d])
        level = int(self.diary.rows["level"][t, self.s, self.d])
        records = self._records(t)
        gained = sum(steps for steps, _ in records)
        contacts = level - before if self.is_contacts else 0
        other = level - before - gained - contacts
        items = [item for _, item in records]
        what_else = TAKEN_OVER if self.diary.took_over(t, self.s) else UNEXPLAINED
        self.unexplained += abs(other) * self.step * (what_else == UNEXPLAINED)
        for what, steps in (
            (what_else, other),
            ("contacts' standing", contacts),
            (self.diary.went(t, self.s), int(self.diary.kept(t, self.s)[self.d]) - level),
        ):
            if steps:
                items.append(Item(what, steps * self.step, t, dimension=self.dimension.title))
        return items

    def _records(self, t: int) -> list[tuple[int, Item]]:
        if self.is_contacts:
            return []
        system, numbers = self.diary.under(t, self.s)
        if not isinstance(system, WeightedSystem) or not system.active or not self.diary.had_account(t, self.s):
            return []
        found = []
        for record in self.diary.records(t, int(numbers["reads"])):
            kind = self.diary.labels.kinds[record.kind].name
            rule = system.dimensions[self.name].rules.get(kind)
            steps = steps_of(numbers, record.kind, self.d)
            if rule is not None and steps:
                source = source_of(rule) + _own_product(system, kind)
                item = record_item(self.diary, record, steps * self.step, source, self.dimension.title)
                found.append((steps, item))
        return found


def _own_product(system: WeightedSystem, kind: str) -> str:
    factor = times(system, kind)
    return f"; counted {factor:g} times, as one of the provider's own products" if factor != 1 else ""
