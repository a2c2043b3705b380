"""A points account explained: the start, every record's points by date, and what was given back or faded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast, get_args

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.limits import DIMENSIONS
from glasshouse.scoring.explanation.account import CUT_OFF, TAKEN_OVER, UNEXPLAINED, Account, Contribution, Others
from glasshouse.scoring.explanation.cases import cases_of, given_back, set_aside
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import (
    attribute_items,
    code_on,
    last_publication,
    no_account,
    record_item,
    rules_of,
    scored_records,
    source_of,
)
from glasshouse.scoring.explanation.tallies import TalliedTerms
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.systems import RegisterGroup

_OTHERS = DIMENSIONS - 1
_GROUPS: Mapping[RegisterGroup, str] = {"migrant": "registered elsewhere", "minority": "of the minority"}
_SHARED = {1: "points of others in the household", 2: "the village's mean points"}
"""Rows of the noted gains that hold what household and village bring, on days of publication."""


def explain_points(history: History, s: int, system: PointsSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`."""
    if not code_on(history, s, day):
        return no_account(history, s)
    last, account, opened = last_publication(history, s, day), _Account(history, s), history.opened(day, s)
    start_rules = rules_of(history, s, day)
    rules = account.under(start_rules)
    items = [Contribution("start value", rules.start.value, rule=source_of(rules.start)), *_of_group(history, rules)]
    items += attribute_items(history, s, start_rules, rules.attributes)
    # What is published when a system opens rests on files alone: the records of that day come after it.
    only_opened = last < opened
    items += account.opening(opened) if only_opened else []
    for t in range(opened, last + 1):
        items += account.day(t)
    aside = 0 if only_opened else set_aside(history, s, last)
    if aside:
        items.append(Contribution("set aside until an appeal is decided", aside * account.step, last))
    unexplained = account.unexplained
    pending = [
        item
        for t in range(opened if only_opened else last + 1, day + 1)
        for item in account.day(t, without_opening=only_opened)
    ]
    return scored_account(
        history,
        s,
        day,
        items,
        pending=pending,
        cases=cases_of(history, s, day),
        unexplained=unexplained,
        others=() if only_opened else tuple(account.others(last)),
    )


def _of_group(history: History, rules: PointsSystem) -> list[Contribution]:
    """What the register's groups of the citizen start with, more or less than others."""
    groups = zip(get_args(RegisterGroup), (1, 2), strict=True) if rules.starts else ()
    own = history.group if rules.starts else 0
    return [
        Contribution(
            f"start of the group: {_GROUPS[name]}", rules.starts[name].value, rule=source_of(rules.starts[name])
        )
        for name, bit in groups
        if own & bit and rules.starts and name in rules.starts
    ]


class _Account:
    """A points ledger read day by day, each day by its own rules."""

    def __init__(self, history: History, s: int) -> None:
        self.history, self.s = history, s
        self.step = float(history.under(0, s)[1]["step"])
        self.unexplained = 0.0
        self.tallied = TalliedTerms(history, s, self.step)
        self._published: dict[int, int] = {}

    def opening(self, t: int) -> list[Contribution]:
        """What the system made of files when it opened on day `t`."""
        filed, what = self._opening(t)
        return [Contribution(what, filed * self.step, t)] if filed else []

    def day(self, t: int, without_opening: bool = False) -> list[Contribution]:
        """The day's items; what nothing accounts for is noted as unexplained."""
        before, level = self._before(t), self._points(self.history.rows["level"][t, self.s], t)
        kept = self._points(self.history.kept(t, self.s), t)
        gone = self._fell_out(t, before)
        records = self._records(t)
        gained = round(sum(item.points for item in records) / self.step)
        back = given_back(self.history, self.s, t)
        moved = int(level[:_OTHERS].sum() - before[:_OTHERS].sum())
        filed, what_is_on_file = self._opening(t)
        other = moved + gone - gained - back - filed
        what_else = TAKEN_OVER if self.history.took_over(t, self.s) else UNEXPLAINED
        self.unexplained += abs(other) * self.step * (what_else == UNEXPLAINED)
        items = [*records]
        for what, steps in (
            (what_else, other),
            (what_is_on_file, 0 if without_opening else filed),
            ("given back after a correction", back),
            ("fell out of the window", -gone),
            *self._brought_by_others(t, int(level[_OTHERS] - before[_OTHERS])),
            (self.history.went(t, self.s), int(kept.sum() - level.sum())),
        ):
            if steps:
                items.append(Contribution(what, steps * self.step, t))
        return items

    def _before(self, t: int) -> np.ndarray:
        """The ledger before a day: as the evening before left it, or empty where the system opens on this day."""
        found = self._points(self.history.kept(t - 1, self.s), t)
        return found * 0 if t == self.history.opened(t, self.s) else found

    def _opening(self, t: int) -> tuple[int, str]:
        """Steps that the system made of files on the day it opened, and what was on file."""
        opening, parameters = self.under(t).at_opening, self.history.under(t, self.s)[1]
        if t == 0 or not opening or self.history.opened(t, self.s) != t:
            return 0, ""
        total, said = np.float32(0), []
        for pool, name in enumerate(POOLS):
            for heading, title in enumerate(HEADINGS):
                held = int(self.history.rows["files"][t - 1, pool, heading])
                points = parameters["file_points"][heading]
                if name in opening.files and held and points:
                    counted = np.float32(held & 15) + parameters["old_counts"] * np.float32(held >> 4)
                    total = total + points * counted
                    said.append(f"{held & 15} recent and {held >> 4} old under {title} ({name})")
        return int(total), f"on file when it opened: {', '.join(said)}"

    def _points(self, levels: np.ndarray, t: int) -> np.ndarray:
        """A ledger's levels without the rows of days that a game keeps there by the rules of a day."""
        found = levels.astype("i8")
        game = int(self.history.under(t, self.s)[1]["game"])
        if 0 <= game < len(found):
            found[game] = 0
        return found

    def _records(self, t: int) -> list[Contribution]:
        system, found = self.under(t), []
        for record, steps in scored_records(self.history, self.s, t):
            rule = system.rules[self.history.labels.kinds[record.kind].name].points
            found.append(record_item(self.history, record, steps * self.step, source_of(rule)))
        return found + self.tallied.day(t)

    def under(self, t: int) -> PointsSystem:
        """The system as its rules stood on a day; a change of rules moves no system to another form."""
        return cast(PointsSystem, self.history.under(t, self.s)[0])

    def _brought_by_others(self, t: int, moved: int) -> list[tuple[str, int]]:
        """What household, village and contacts brought more, or less, than at the publication before."""
        found = []
        if self._is_due(t):
            earlier = self._last_publication(t - 1)
            gain = self.history.rows["gain"][:, self.s]
            for row, what in _SHARED.items():
                before = int(gain[earlier, row]) if earlier >= 0 and self.under(earlier).collective else 0
                now = int(gain[t, row]) if self.under(t).collective else 0
                found.append((what, now - before))
        rest = moved - sum(steps for _, steps in found)
        return [*found, ("contacts' standing" if self._counts_contacts(t) else CUT_OFF, rest)]

    def others(self, last: int) -> Iterator[Others]:
        """What others bring to the score of a publication."""
        system, gain = self.under(last), self.history.rows["gain"][last, self.s]
        rest = int(self.history.kept(last, self.s)[_OTHERS])
        collective = system.collective
        parts = {1: ("household", collective.household), 2: ("village", collective.village)} if collective else {}
        for row, (who, part) in parts.items():
            rest -= int(gain[row])
            if part.value:
                points = int(gain[row]) * self.step
                yield Others(who, points, part.value, points / part.value)
        if system.contacts and system.contacts.weight.value:
            weight, points = system.contacts.weight.value, rest * self.step
            yield Others("contacts", points, weight, 0.5 + points / weight / 2)

    def _counts_contacts(self, t: int) -> bool:
        """Whether contacts count on a day, or did up to the publication before."""
        earlier = self._last_publication(t - 1)
        return any(self.under(each).contacts for each in (t, earlier) if each >= 0)

    def _last_publication(self, t: int) -> int:
        """As `last_publication`, which looks back anew on each day; -1 before the first day."""
        if t < 0:
            return -1
        if t not in self._published:
            # Whatever opened before a day had opened by the day before, so that its last publication is the same.
            if t > self.history.opened(t, self.s) and t - 1 in self._published:
                self._published[t] = t if self._is_due(t) else self._published[t - 1]
            else:
                self._published[t] = last_publication(self.history, self.s, t)
        return self._published[t]

    def _is_due(self, t: int) -> bool:
        parameters = self.history.under(t, self.s)[1]
        return bool(parameters["active"]) and t % int(parameters["publish_every"]) == int(parameters["publish_on"])

    def _fell_out(self, t: int, before: np.ndarray) -> int:
        """Steps in the quarter of the window that is emptied on day `t`."""
        quarter = int(self.history.under(t, self.s)[1]["window"]) >> 2
        return int(before[(t // quarter) & 3]) if quarter and t % quarter == 0 else 0
