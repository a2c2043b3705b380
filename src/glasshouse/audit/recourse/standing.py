"""Where a citizen stands in a score, how far the next band without the sanction is, and what waiting brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.audit.history import CitizenHistory
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.forms.form import Sum
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System

_CUT = "cut off"
_TRAITS = ("on file", "start of the group")


@dataclass(frozen=True)
class Standing:
    """A citizen's place in a score.

    Attributes:
        gap: points that are missing to the lowest band above without the sanctions in force.
        others: points that others bring.
        traits: points for what the citizen is.
        records: points that records bring, by kind, and count still.
        ledger: steps that records made, by dimension; parts that fade or fall out of a window.
        worth: points of a step, by dimension.
    """

    gap: float
    others: float
    traits: float
    records: dict[str, float]
    ledger: np.ndarray
    worth: np.ndarray

    def regained(self, parameters: Any, day: int, days: int) -> float:
        """Points that come back by a publication without any act: what fades, and what falls out of a window.

        Args:
            parameters: the system's numbers.
            day: the evening of the standing.
            days: evenings until the publication.
        """
        left = self.ledger.astype("f8")
        quarter, every = int(parameters["window"]) >> 2, int(parameters["forget_every"])
        publish = int(parameters["publish_every"])
        for t in range(day + 1, day + days + 1):
            if quarter and t % quarter == 0:
                left[(t // quarter) & 3] = 0.0
            if every and _is_due(parameters, t) and (t + publish) // every != t // every:
                left = np.trunc(left * float(parameters["keep"]))
        return float((left - self.ledger) @ self.worth)


def _is_due(parameters: Any, day: int) -> bool:
    return day % int(parameters["publish_every"]) == int(parameters["publish_on"])


def publications(parameters: Any, day: int, horizon: int) -> list[int]:
    """Days after which a score published after an evening is in force, up to a horizon.

    A score of the evening of a day works from the next morning.
    """
    return [days for days in range(1, horizon + 1) if _is_due(parameters, day + days)]


def standing_of(
    history: CitizenHistory, s: int, day: int, account: Account, score_as_sum: Sum, names: frozenset[str]
) -> Standing | None:
    """The citizen's standing in the evening of a day; None where no band above is without the sanctions.

    Args:
        history: the citizen's days.
        s: number of the system.
        day: the day.
        account: the citizen's account with it on that day.
        score_as_sum: its score as a sum.
        names: names of its sanctions in force.
    """
    system = history.under(day, s)[0]
    if account.score is None:
        return None
    cut = sum(item.points for item in account.items if item.what.startswith(_CUT))
    score = account.score - cut + sum(item.points for item in account.pending)
    above = _bands_above(system, account.score, names)
    if above is None:
        return None
    terms = [*account.items, *account.pending]
    return Standing(
        gap=above - score,
        others=sum(each.points for each in account.others),
        traits=sum(item.points for item in terms if any(mark in item.what for mark in _TRAITS)),
        records=_by_kind(account),
        ledger=history.kept(day, s),
        worth=np.array(score_as_sum.worth),
    )


def _bands_above(system: System, score: float, names: frozenset[str]) -> float | None:
    bands = form_of(system).bands(system)
    free = [band.start.value for band in bands if band.start.value > score and not names & set(band.measures)]
    return min(free, default=None)


def _by_kind(account: Account) -> dict[str, float]:
    found: dict[str, float] = {}
    for item in (*account.items, *account.pending):
        if item.kind is not None:
            found[item.kind] = found.get(item.kind, 0.0) + item.points
    return found
