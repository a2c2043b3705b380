"""The error ledger: every day under a sanction in exactly one row, by what it rests on; and what keeps wrong cases up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.rights.answers import share_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.causes import CAUSES, TOGETHER
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.kept_up import KEPT_UP
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.strata import unlisted
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred
from glasshouse.engine.plan import plan_of

_LAYERS: Final = {"false": "record", "lawful": "score", "others": "score", "traits": "score"}
"""Where the error lies, in the order conduct, record, score, treatment."""


@dataclass(frozen=True)
class Row:
    """One row of the ledger.

    Attributes:
        id: its name.
        title: what the days rest on.
        layer: where it lies: in what people did, in what was recorded, in what the score makes of it, or in several of these.
        days: who was under a sanction that rests on it, on which day: days × communities × 32 bytes of eight people each.
    """

    id: str
    title: str
    layer: str
    days: np.ndarray

    @property
    def by_community(self) -> np.ndarray:
        """Person-days, by community."""
        return np.asarray(np.bitwise_count(self.days).sum((0, 2), dtype="i8"))

    @property
    def people(self) -> int:
        """People with at least one such day."""
        return int(np.bitwise_count(np.bitwise_or.reduce(self.days, axis=0)).sum())


def ledger(case: Case) -> list[Row]:
    """Every person-day under a sanction, with nobody reacting, in exactly one row.

    Worlds are held beside each other day by day and person by person, so that no order of the causes has to be chosen.
    """
    whole = case.whole.days_sanctioned()
    one, several = np.zeros_like(whole), np.zeros_like(whole)
    ended = {name: whole & ~case.without(out).days_sanctioned() for name, (_, out) in CAUSES.items()}
    for days in ended.values():
        several |= one & days
        one |= days
    left = case.without(TOGETHER).days_sanctioned()
    rows = [Row(name, f"{CAUSES[name][0]} alone", _LAYERS[name], days & ~several) for name, days in ended.items()]
    return [
        *rows,
        Row("needed", "several of these, each of them needed", "several", several),
        Row("enough", "several of these, any of them enough", "several", whole & ~one & ~left),
        Row("own", f"none of these: {_own(case)}", "conduct", whole & ~one & left),
    ]


def _own(case: Case) -> str:
    """What the last row holds: of people listed before the first day, what they did before is not lived."""
    listed = ", or a listing from before the first day" if unlisted(case.scheme) else ""
    return f"one's own wrongdoing, rightly recorded{listed}"


def errors(case: Case) -> Found:
    """The error ledger."""
    rows = ledger(case)
    live = case.bench.live(case.scheme)
    said = [_sentence(rows, case.whole.harm), wrong_days(live)]
    return found(case, "errors", said, tables=(_ledger_table(case, rows), wronged_table(case, live)))


def _sentence(rows: list[Row], harm: int) -> str:
    if not harm:
        return "Nobody comes under a sanction."
    parts = [f"{of_hundred(int(row.by_community.sum()) / harm)} on {row.title}" for row in rows if row.days.any()]
    return f"Every day under a sanction is in one row: {'; '.join(parts)}."


def wrong_days(live: Lived) -> str:
    """What is said of days under a sanction for nothing in the world with reactions."""
    wronged, harm = live.befell("wronged"), live.harm
    if live.lives is None:
        return "The scheme keeps no cases: nobody can appeal against an error, and what keeps it up cannot be followed."
    if not wronged or not harm:
        return "With reactions, no day under a sanction rests on a false case alone."
    copies = int(live.lives.wronged[..., len(KEPT_UP) :].sum())
    said = f"With reactions, {of_hundred(wronged / harm)} days under a sanction rest on false cases or missing records alone"
    return (
        f"{said}; {of_hundred(copies / wronged)} of these on copies of what is over at its source."
        if copies
        else f"{said}."
    )


def _ledger_table(case: Case, rows: list[Row]) -> TableFound:
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        share = share_of(row.by_community, case.whole.sanctioned)
        days = int(row.by_community.sum())
        cells.append((row.title, row.layer, days, row.people, share.value, share.low, share.high))
    return table(
        "ledger",
        "Every person-day under a sanction, by what it rests on",
        {
            "rests_on": ("what the day rests on", ""),
            "layer": ("where it lies", ""),
            "person_days": ("person-days under a sanction", "person-days"),
            "people": ("people with at least one such day", "people"),
            "share": ("of all person-days under a sanction", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
        },
        cells,
    )


def wronged_table(case: Case, live: Lived) -> TableFound:
    """Days under a sanction for nothing, by origin and by what keeps them up; rows add up to all of them."""
    rows = sorted(_wronged(case, live), key=lambda row: -row[3])
    return table(
        "wronged",
        "With reactions: days under a sanction for nothing, by the oldest false case and what keeps it up",
        {
            "channel": ("channel of the false record", ""),
            "kind": ("what it says was done", ""),
            "kept_up": ("what keeps it up", ""),
            "person_days": ("person-days under a sanction", "person-days"),
        },
        rows,
    )


def _wronged(case: Case, live: Lived) -> Iterator[tuple[str, str, str, int]]:
    """Rows that add up to all days under a sanction for nothing."""
    scheme, names = case.scheme, plan_of(case.scheme).encoded.names
    channels, kinds = list(names.channels), list(names.kinds)
    holders = [f"a copy with {scheme.trade.holders[name].title}" for name in names.holders]
    reasons = [*KEPT_UP, *holders]
    with_case = live.lives.wronged if live.lives else np.zeros((0, 0, 0), "i4")
    for channel, kind, why in np.argwhere(with_case):
        yield (
            scheme.channels[channels[channel]].title,
            scheme.conduct[kinds[kind]].title,
            reasons[why],
            int(with_case[channel, kind, why]),
        )
    rest = live.befell("wronged") - int(with_case.sum())
    if rest:
        yield ("no channel", "no false case", "what took place is on no record", rest)
