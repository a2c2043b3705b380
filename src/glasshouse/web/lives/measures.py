"""What a year comes to, on the same measures for every year of one person: counted from the days as the panel has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from pydantic import Field

from glasshouse.engine.simulation import Simulation
from glasshouse.measurement.totals import KindLabel, SystemLabel
from glasshouse.web.lives.documents import Domain, Shown
from glasshouse.web.lives.towns import kinds_that
from glasshouse.worlds.individual_differences import masks_of

_RISKS: Final[dict[Domain, str]] = {
    "public": "perceived_risk",
    "money": "perceived_risk_money",
    "life": "perceived_risk_life",
}


class Standing(Shown):
    """How a year leaves somebody with a system."""

    system: str
    title: str
    score: float | None = Field(description="None without a scale or an account.")
    band: str | None
    listed: bool | None = Field(description="Of a list, whether one is on it; else None.")


class Measured(Shown):
    """What a year came to."""

    acts: int = Field(description="Acts done, each kind once a day; without attempts.")
    said: int = Field(description="Lawful words, searches, petitions, pleas for help and risks taken.")
    helped: int = Field(description="Acts for others: civic and in the family.")
    broke: int = Field(description="Acts that are unlawful or a civil offence.")
    played: int = Field(description="Acts that a game counts as playing.")
    held_back: int = Field(description="Words and acts that fear held back.")
    refused: int = Field(description="Attempts that were denied.")
    eased: int = Field(description="Attempts that were made easier.")
    recorded: int = Field(description="Acts that somebody recorded.")
    unrecorded: int = Field(description="Acts that nobody recorded.")
    misrecorded: int = Field(description="Records of what never happened.")
    sanctioned_days: int
    wronged_days: int = Field(description="Days under a sanction that was not earned.")
    fear: dict[Domain, int] = Field(description="At the end, from 0 to 100: a state of the model.")
    friends: int = Field(description="Contacts with whom the tie still stands.")
    standings: list[Standing] = Field(description="With the systems in force at the end.")


def measured(town: Simulation, citizen: int) -> Measured:
    """What the days lived so far came to for a citizen of the panel."""
    rows, labels = town.rows_of(citizen), town.recording.labels
    kinds = labels.kinds
    masks, is_act = masks_of(kinds), kinds_that(kinds, _is_act)
    acts = rows["acts"] & is_act
    seen = np.bitwise_or.reduce(rows["seen"], axis=1)
    false = np.bitwise_or.reduce(rows["false"], axis=1)
    last = rows[-1]
    return Measured(
        acts=_count(acts),
        said=_count(acts & np.uint64(masks.quiet)),
        helped=_count(acts & np.uint64(masks.good)),
        broke=_count(acts & np.uint64(masks.bad)),
        played=_count(acts & _games(town, kinds)),
        held_back=_count(rows["withheld"]),
        refused=_count(rows["denied"]),
        eased=_count(rows["eased"]),
        recorded=_count(acts & seen),
        unrecorded=_count(acts & ~seen),
        misrecorded=_count(false),
        sanctioned_days=int((rows["treatment"] & _sanctions(town) > 0).sum()),
        wronged_days=int(rows["wrongly_sanctioned"].sum()),
        fear={domain: round(100 * float(last[field])) for domain, field in _RISKS.items()},
        friends=int(last["ties"]).bit_count(),
        standings=list(standings(town, last["published"])),
    )


def standings(town: Simulation, codes: Sequence[int]) -> list[Standing]:
    """How somebody stands with each system that is in force and judges people.

    Args:
        town: where.
        codes: the published code of each system.
    """
    active = town.world.systems["active"]
    return [
        _standing(system, int(code))
        for s, (system, code) in enumerate(zip(town.recording.labels.systems, codes, strict=False))
        if active[s] and system.capabilities.judges
    ]


def _standing(system: SystemLabel, code: int) -> Standing:
    is_list = system.capabilities.is_list
    return Standing(
        system=system.name,
        title=system.title,
        score=system.score(code) if code and not is_list and system.capabilities.has_scale else None,
        band=_band(system, code) if code else None,
        listed=code == _LISTED if is_list else None,
    )


def _band(system: SystemLabel, code: int) -> str | None:
    """The band in which a code lies."""
    reached = [name for name, start in zip(system.bands, system.codes, strict=True) if code >= start]
    return reached[-1] if reached else None


_LISTED: Final = 2
"""Code of somebody on a list."""


def _is_act(kind: KindLabel) -> bool:
    return not kind.is_attempt


def _games(town: Simulation, kinds: Sequence[KindLabel]) -> np.uint64:
    """Kinds of conduct that a game in force counts as playing."""
    systems = town.world.scenario.systems.values()
    plays = {kind for system in systems if system.active and system.game for kind in system.game.plays}
    return kinds_that(kinds, lambda kind: kind.name in plays)


def _sanctions(town: Simulation) -> np.uint64:
    """Measures that are sanctions, as bits of a treatment."""
    systems = town.world.scenario.systems
    measures = (systems[s].measures[name] for s, name in town.world.encoded.measures)
    return np.uint64(sum(1 << m for m, measure in enumerate(measures) if measure.type == "sanction"))


def _count(bits: np.ndarray) -> int:
    return int(np.bitwise_count(bits).sum())
