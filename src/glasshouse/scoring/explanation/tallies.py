"""Rules that need a tally as terms of a score: each record by its place in the period, each absence by what is on record.

The counts are made anew from the citizen's records, day by day; nothing is taken from the tables that the kernels keep, so
that a count that went wrong would show as a score that does not add up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from glasshouse.documents.quantity import Quantity
from glasshouse.schema.codes import AFTER_ANOTHER, NOT_THERE, PER_PERIOD, PER_RECORD
from glasshouse.scoring.explanation.account import Contribution
from glasshouse.scoring.explanation.history import History, Record
from glasshouse.scoring.explanation.records import record_item, source_of

_THERE = int(NOT_THERE) - 1


@dataclass
class _Count:
    """What is counted for one rule: records and acts of the period, days that are left, whether it is an obligation."""

    recorded: int = 0
    done: int = 0
    left: int = 0
    obliged: bool = True


class TalliedTerms:
    """What rules that need a tally brought a citizen in one system, by day."""

    def __init__(self, history: History, s: int, step: float) -> None:
        """Terms of system `s`, of which a step of the ledger is so many points."""
        self.history, self.s, self.step = history, s, step
        name = history.labels.systems[s].name
        self._rows = {r: key for (owner, key), r in history.encoded.names.tallies.items() if owner == name}

    def day(self, t: int) -> list[Contribution]:
        """The terms of a day; none where no rule needs a tally."""
        return self._days[t] if self._rows else []

    @cached_property
    def _days(self) -> list[list[Contribution]]:
        counts = {r: _Count() for r in self._rows}
        return [list(self._of_day(t, counts)) for t in range(len(self.history.rows))]

    def _of_day(self, t: int, counts: dict[int, _Count]) -> Iterator[Contribution]:
        numbers, system = self.history.numbers(t), self.history.under(t, self.s)
        records, is_there = list(self.history.records(t, int(system[1]["reads"]))), self._is_there(t)
        for r, key in self._rows.items():
            kind = int(numbers["tally_type"][r])
            if kind == PER_RECORD:
                yield from self._charged(t, numbers, r, counts[r], records if is_there else None)
            elif kind == PER_PERIOD:
                yield from self._missed_in_period(t, numbers, r, key, counts[r], records, is_there)
            elif kind == AFTER_ANOTHER:
                yield from self._missed_after(t, numbers, r, key, counts[r], records if is_there else None)

    def _is_there(self, t: int) -> bool:
        """Whether the citizen had an account while a day was lived, whatever was recorded on it."""
        published = self.history.rows["published"]
        if not self.history.under(t, self.s)[0].active:
            return False
        opens = t == self.history.opened(t, self.s) or self.history.took_over(t, self.s)
        return bool(published[t if opens else t - 1, self.s])

    def _charged(
        self, t: int, numbers: Any, r: int, count: _Count, records: list[Record] | None
    ) -> Iterator[Contribution]:
        """Each record of a kind by its place in the period; `records` is None where there is no account."""
        if t % int(numbers["tally_days"][r]) == 0 or records is None:
            count.recorded = 0
        worth = numbers["tally_worth"][r]
        for record in _of_kind(records or [], int(numbers["tally_kind"][r])):
            place = min(count.recorded, len(worth) - 2)
            steps, first = int(worth[place + 1]) - int(worth[place]), int(worth[1])
            count.recorded = min(count.recorded + 1, len(worth) - 1)
            item = record_item(self.history, record, steps * self.step, self._source(t, record))
            yield replace(item, what=item.what + _by_place(steps, first))

    def _source(self, t: int, record: Record) -> str:
        system: Any = self.history.under(t, self.s)[0]
        rule: Quantity = system.rules[self.history.labels.kinds[record.kind].name].points
        return source_of(rule)

    def _missed_in_period(
        self, t: int, numbers: Any, r: int, key: str, count: _Count, records: list[Record], is_there: bool
    ) -> Iterator[Contribution]:
        days = int(numbers["tally_days"][r])
        if t % days == 0:
            count.recorded, count.done = 0, 0
        count.recorded = self._more(numbers, r, count, records) if count.recorded < NOT_THERE else int(NOT_THERE)
        joins = t == 0 and bool(self.history.under(t, self.s)[1]["market"])
        if not is_there or joins:
            count.recorded = int(NOT_THERE)
        count.done += self._took_place(t, int(numbers["tally_kind"][r]))
        if t % days == days - 1 and count.recorded < numbers["tally_least"][r]:
            yield self._absence(t, numbers, r, key, count)

    def _missed_after(
        self, t: int, numbers: Any, r: int, key: str, count: _Count, records: list[Record] | None
    ) -> Iterator[Contribution]:
        if records is None:
            count.left = count.recorded = count.done = 0
            return
        if count.left:
            count.recorded = self._more(numbers, r, count, records)
            count.done += self._took_place(t, int(numbers["tally_kind"][r]))
            count.left -= 1
            if count.recorded >= numbers["tally_least"][r]:
                count.left = 0
            elif not count.left:
                yield self._absence(t, numbers, r, key, count)
        after = int(numbers["tally_after"][r])
        if not count.left and _of_kind(records, after):
            count.left, count.recorded, count.done = int(numbers["tally_days"][r]), 0, 0
            count.obliged = bool(self._took_place(t, after))

    @staticmethod
    def _more(numbers: Any, r: int, count: _Count, records: list[Record]) -> int:
        return min(count.recorded + len(_of_kind(records, int(numbers["tally_kind"][r]))), _THERE)

    def _took_place(self, t: int, kind: int) -> int:
        return int(self.history.rows["acts"][t]) >> kind & 1

    def _absence(self, t: int, numbers: Any, r: int, key: str, count: _Count) -> Contribution:
        """Points for an absence, with what is on record, and with what took place unseen."""
        kinds, least = self.history.labels.kinds, int(numbers["tally_least"][r])
        title, days = kinds[int(numbers["tally_kind"][r])].title, int(numbers["tally_days"][r])
        what = f"“{title}” on record {_times(count.recorded)} in {days} days, and {_times(least)} at least is wanted"
        if int(numbers["tally_type"][r]) == AFTER_ANOTHER:
            what += f", after “{kinds[int(numbers['tally_after'][r])].title}”"
        if not count.obliged:
            what += "; NOT EARNED: what called for it never happened"
        elif count.done >= least:
            what += f"; NOT EARNED: it took place {_times(count.done)}, and nobody recorded it"
        system: Any = self.history.under(t, self.s)[0]
        absence = system.absences[key.partition(".")[2]]
        return Contribution(what, int(numbers["tally_points"][r]) * self.step, t, rule=source_of(absence.points))


def _of_kind(records: list[Record], kind: int) -> list[Record]:
    return [record for record in records if record.kind == kind]


def _by_place(steps: int, first: int) -> str:
    """What is said of a record that brings something else than a first one."""
    if steps == first:
        return ""
    return " (beyond the cap)" if steps == 0 else f" (counted {steps / first:g} times, as one of several)"


def _times(n: int) -> str:
    """A number of times, in words."""
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")
