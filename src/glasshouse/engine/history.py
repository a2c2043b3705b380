"""A citizen's days in words: what they did, how they were treated, how they stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from glasshouse.engine.recorder import Recorder
from glasshouse.measurement.totals import SystemLabel

_STATES = {
    "effort": "effort",
    "self_censorship": "self_censorship",
    "self_censorship_money": "self_censorship_money",
    "self_censorship_life": "self_censorship_life",
    "perceived_risk": "perceived_risk",
    "perceived_risk_money": "perceived_risk_money",
    "perceived_risk_life": "perceived_risk_life",
    "grievance": "grievance",
    "salience": "salience",
    "evasion": "evasion",
}


@dataclass(frozen=True)
class History:
    """A citizen's days from the first to the last one lived. Everything is by day.

    Attributes:
        citizen: the citizen's number.
        acts: kinds of conduct that happened, acts and attempts.
        withheld: kinds that self-censorship withheld.
        recorded: kinds that some channel recorded, rightly or not.
        denied: attempts that were denied.
        eased: attempts that were eased.
        worsened: attempts that succeeded at worse terms.
        treatment: measures in force, each ``system: measure``.
        scores: by system, the score published in the evening; for a list 1 on it and 0 off it; None without an account.
        states: effort, self-censorship and perceived risk (in public, about money, in work and life), grievance, salience
            and evasion.
        ties: contacts whose ties stand.
        income: rank of income, from 0 to 1.
    """

    citizen: int
    acts: tuple[tuple[str, ...], ...]
    withheld: tuple[tuple[str, ...], ...]
    recorded: tuple[tuple[str, ...], ...]
    denied: tuple[tuple[str, ...], ...]
    eased: tuple[tuple[str, ...], ...]
    worsened: tuple[tuple[str, ...], ...]
    treatment: tuple[tuple[str, ...], ...]
    scores: dict[str, tuple[float | None, ...]]
    states: dict[str, tuple[float, ...]]
    ties: tuple[int, ...]
    income: tuple[float, ...]

    @property
    def days(self) -> int:
        """Days lived."""
        return len(self.acts)

    def __repr__(self) -> str:
        """The history in one line."""
        done = sum(map(len, self.acts))
        return f"<History of citizen {self.citizen}: {self.days} days, {done} acts>"


def history_of(recorder: Recorder, citizen: int, rows: np.ndarray) -> History:
    """A citizen's days in words.

    Args:
        recorder: the world in which they were lived.
        citizen: the citizen's number.
        rows: the citizen's `PANEL` records by day.
    """
    kinds = [kind.name for kind in recorder.labels.kinds]
    measures = [f"{system}: {measure}" for system, measure in recorder.world.encoded.measures]

    def named(bits: Iterable[int], names: list[str]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(name for k, name in enumerate(names) if int(day) >> k & 1) for day in bits)

    recorded = [_any(row["seen"]) | _any(row["false"]) for row in rows]
    return History(
        citizen,
        named(rows["acts"], kinds),
        named(rows["withheld"], kinds),
        named(recorded, kinds),
        named(rows["denied"], kinds),
        named(rows["eased"], kinds),
        named(rows["worsened"], kinds),
        named(rows["treatment"], measures),
        {system.name: _scores(rows["published"][:, s], system) for s, system in enumerate(recorder.labels.systems)},
        {name: tuple(rows[field].tolist()) for field, name in _STATES.items()},
        tuple(int(bits).bit_count() for bits in rows["ties"]),
        tuple(rows["income"].tolist()),
    )


def _scores(codes: np.ndarray, system: SystemLabel) -> tuple[float | None, ...]:
    told = (lambda code: float(code - 1)) if system.capabilities.is_list else system.score
    return tuple(told(code) if code else None for code in codes.tolist())


def _any(bits: np.ndarray) -> int:
    found = 0
    for each in bits.tolist():
        found |= each
    return found
