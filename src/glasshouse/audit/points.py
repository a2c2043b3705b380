"""A points account explained: the start, every record's points by date, and what was given back or faded."""

from __future__ import annotations

from typing import Any

from glasshouse.audit.account import CUT, ROUNDING, UNEXPLAINED, Account, Item
from glasshouse.audit.cases import cases_of, given_back
from glasshouse.audit.diary import Diary
from glasshouse.audit.rules import band_of, last_publication, record_item, source_of
from glasshouse.scoring.accounts import score_of
from glasshouse.scoring.systems import PointsSystem
from glasshouse.tables import DIMENSIONS

_CONTACTS = DIMENSIONS - 1


def explain_points(diary: Diary, s: int, system: PointsSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    label, code = diary.labels.systems[s], int(diary.rows["published"][day, s])
    if code == 0:
        return Account(label.name, label.title, label.form, None, None)
    last = last_publication(diary, s, day)
    book = _Book(diary, s, system)
    items = [Item("start value", system.start.value, rule=source_of(system.start))]
    for t in range(last + 1):
        items += book.day(t)
    unexplained = book.unexplained
    raw = sum(item.points for item in items)
    clipped = min(max(raw, label.low), label.high)
    score = score_of(code, label.low, label.high)
    if clipped != raw:
        items.append(Item(CUT, clipped - raw))
    items.append(Item(ROUNDING, score - clipped))
    pending = [item for t in range(last + 1, day + 1) for item in book.day(t)]
    return Account(
        label.name, label.title, label.form, score, band_of(diary, s, code), last if last >= 0 else None,
        tuple(items), tuple(pending), cases_of(diary, s, day), (label.high - label.low) / 65533, unexplained,
    )  # fmt: skip


class _Book:
    """A points ledger read day by day."""

    def __init__(self, diary: Diary, s: int, system: PointsSystem) -> None:
        self.diary, self.s, self.system = diary, s, system
        self.rules = diary.numbers.systems[s]
        self.step = float(self.rules["step"])
        self.unexplained = 0.0

    def steps_of(self, k: int) -> int:
        """What a record of a kind adds, in steps."""
        for m in range(int(self.rules["frequent_points"])):
            if int(self.rules["frequent"][m]) == k:
                return int(self.rules["frequent_value"][m])
        return int(self.rules["points"][k, 0]) if self.rules["scored"][k] else 0

    def day(self, t: int) -> list[Item]:
        """The day's items; what nothing accounts for is noted as unexplained."""
        before, level = self.diary.kept(t - 1, self.s), self.diary.rows["level"][t, self.s].astype("i8")
        gone = self._fell_out(t, before)
        records = self._records(t)
        gained = round(sum(item.points for item in records) / self.step)
        back = given_back(self.diary, self.s, t)
        moved = int(level[:_CONTACTS].sum() - before[:_CONTACTS].sum())
        other = moved + gone - gained - back
        self.unexplained += abs(other) * self.step
        items = [*records]
        for what, steps in (
            (UNEXPLAINED, other),
            ("given back after a correction", back),
            ("fell out of the window", -gone),
            ("contacts' standing", int(level[_CONTACTS] - before[_CONTACTS])),
            ("faded", int(self.diary.kept(t, self.s).sum() - level.sum())),
        ):
            if steps:
                items.append(Item(what, steps * self.step, t))
        return items

    def _records(self, t: int) -> list[Item]:
        found = []
        for record in self.diary.records(t, int(self.rules["reads"])):
            steps = self.steps_of(record.kind)
            if steps:
                rule = self.system.rules[self.diary.labels.kinds[record.kind].name].points
                found.append(record_item(self.diary, record, steps * self.step, source_of(rule)))
        return found

    def _fell_out(self, t: int, before: Any) -> int:
        """Steps in the quarter of the window that is emptied on day `t`."""
        quarter = int(self.rules["window"]) >> 2
        return int(before[(t // quarter) & 3]) if quarter and t % quarter == 0 else 0
