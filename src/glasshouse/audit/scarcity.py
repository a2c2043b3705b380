"""What became of asking for goods of which there are too few, and what a citizen owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from glasshouse.audit.history import CitizenHistory
from glasshouse.schema.codes import HAS_ONE, WITHOUT
from glasshouse.schema.limits import DEBT_STEPS

_ANSWERS = {int(HAS_ONE): "given one", int(WITHOUT): "none left"}


@dataclass(frozen=True)
class Owed:
    """A debt of a citizen.

    Attributes:
        what: what it is called.
        amount: what is owed, in monthly incomes.
        late: instalments missed in a row.
    """

    what: str
    amount: float
    late: int


def answers(history: CitizenHistory, day: int) -> Iterator[tuple[int, str, str]]:
    """Days on which a citizen was given one of a good, or was told that none is left: day, title, answer."""
    for g, good in enumerate(history.labels.goods):
        before = 0
        for t in range(day + 1):
            now = int(history.rows["places"][t, g])
            if now != before and now in _ANSWERS:
                yield t, good.title, _ANSWERS[now]
            before = now


def debts_of(history: CitizenHistory, day: int) -> Iterator[Owed]:
    """What a citizen owes in the evening of a day, debt by debt."""
    row = history.rows[day]
    for d, debt in enumerate(history.labels.debts):
        if row["owed"][d]:
            yield Owed(debt.title, int(row["owed"][d]) / DEBT_STEPS, int(row["late"][d]))
