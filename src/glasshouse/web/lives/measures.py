"""What a year comes to, on the same measures for every year of one person: counted from the days as the panel has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from pydantic import Field

from glasshouse.engine.simulation import Simulation
from glasshouse.measurement.totals import SystemLabel
from glasshouse.web.lives.book import Book
from glasshouse.web.lives.documents import Domain, Shown
from glasshouse.web.lives.rules import rules_of

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
    listed: bool | None = Field(
        description="Of a list, whether one is on it; None without an account, or where it is no list."
    )


class Measured(Shown):
    """What a year came to. What the week's ledgers count too is counted as they do."""

    acts: int = Field(description="Acts, each kind once a day.")
    said: int = Field(
        description="Lawful acts that fear can hold back, and that happened: words, searches, petitions, pleas."
    )
    helped: int = Field(description="Acts for others: civic and in the family.")
    broke: int = Field(description="Acts that were unlawful or a civil offence on their day.")
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
    rows, by_day, book = town.rows_of(citizen), rules_of(town.world.plan), Book()
    helped = broke = played = acts = 0
    for day, row in enumerate(rows):
        rules = by_day.on(day)
        book.add(row, rules)
        done = int(row["acts"]) & rules.own
        acts += done.bit_count()
        helped += (done & rules.helpful).bit_count()
        broke += (done & rules.broken).bit_count()
        played += (done & rules.played).bit_count()
    last = rows[-1]
    return Measured(
        acts=acts,
        said=book.said,
        helped=helped,
        broke=broke,
        played=played,
        held_back=book.held_back,
        refused=book.endings["denied"],
        eased=book.endings["eased"],
        recorded=book.records,
        unrecorded=book.unseen,
        misrecorded=book.false,
        sanctioned_days=book.sanctioned_days,
        wronged_days=book.wrongly_sanctioned_days,
        fear={domain: round(100 * float(last[field])) for domain, field in _RISKS.items()},
        friends=int(last["ties"]).bit_count(),
        standings=standings_in(town, last["published"].tolist()),
    )


def standings_in(town: Simulation, codes: Sequence[int]) -> list[Standing]:
    """How somebody stands with each system of a town that is in force and judges people.

    Args:
        town: where.
        codes: the published code of each system.
    """
    return standings(town.recording.labels.systems, town.world.systems["active"], codes)


def standings(systems: Sequence[SystemLabel], active: np.ndarray, codes: Sequence[int]) -> list[Standing]:
    """How somebody stands with each system that is in force and judges people.

    Args:
        systems: what the codes mean.
        active: whether each system is in force.
        codes: the published code of each.
    """
    return [
        _standing(system, int(codes[s])) for s, system in enumerate(systems) if active[s] and system.capabilities.judges
    ]


def _standing(system: SystemLabel, code: int) -> Standing:
    is_list = system.capabilities.is_list
    return Standing(
        system=system.name,
        title=system.title,
        score=system.score(code) if code and not is_list and system.capabilities.has_scale else None,
        band=_band(system, code) if code else None,
        listed=code == _LISTED if is_list and code else None,
    )


def _band(system: SystemLabel, code: int) -> str | None:
    """The band in which a code lies."""
    reached = [name for name, start in zip(system.bands, system.codes, strict=True) if code >= start]
    return reached[-1] if reached else None


_LISTED: Final = 2
"""Code of somebody on a list."""
