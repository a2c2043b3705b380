"""Tables that hold a society from day to day: name, type, unit, meaning of every field, and the stage that writes it.

A community of 256 neighbours is one record; a table is an array of such records. State is compact at rest, natural
units exist in a stage's scratch only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.schema.codes import HEADINGS
from glasshouse.schema.fields import Field
from glasshouse.schema.limits import CASE_ROOM, DEBT_STEPS, DIMENSIONS, LANES, PATROL_STEPS, QUARTERS


def _unit(name: str, code: str, meaning: str, writer: str) -> Field:
    step = 1 / 255 if code == "u1" else 1 / 65535
    return Field(name, code, (LANES,), meaning, writer, "share", step)


@dataclass(frozen=True)
class Table:
    """A named record of fields; one record is one community."""

    name: str
    fields: tuple[Field, ...]

    @property
    def dtype(self) -> np.dtype[np.void]:
        """The NumPy record type."""
        return np.dtype([(f.name, f.code, f.shape) if f.shape else (f.name, f.code) for f in self.fields])

    @property
    def bytes_per_citizen(self) -> float:
        """Size of one record divided by the people in it."""
        return self.dtype.itemsize / LANES


SOCIETY = Table("society", (
    Field("people", "u2", (), "people in this community; lanes beyond are nobody", "society", "persons"),
    Field("region", "u1", (), "number of the region, in the order of its table", "society"),
    Field("town", "u1", (), "1 in town, 0 in the country", "society"),
    Field("near", "u4", (4,), "distances of near contacts, each to both sides", "society"),
    Field("far", "u4", (2, QUARTERS), "communities of the two far contacts, by quarter of the lanes", "society"),
    Field("age", "u1", (LANES,), "age", "society", "years"),
    Field("status", "u1", (LANES,), "bits: man, migrant, minority, first of a household, employed", "society"),
    Field("workplace", "u1", (LANES,), "number of the work unit within the community; 255 is none", "society"),
    _unit("income", "u1", "income rank", "society"),
    _unit("reliability", "u1", "disposition to keep obligations, as a rank", "society"),
    _unit("conformity", "u1", "disposition to follow others, as a rank", "society"),
    _unit("risk_aversion", "u1", "disposition to avoid risk, as a rank", "society"),
    _unit("sociability", "u1", "disposition to be with others, as a rank", "society"),
    _unit("online", "u1", "how much of life is online, as a rank", "society"),
    Field("reach", "u2", (LANES,), "one bit for each channel of partial reach that has this citizen within it", "society"),
))  # fmt: skip

CONDUCT = Table("conduct", (
    Field("situation", "u1", (LANES,), "bits: in default on a judgment, active in a gathering today, ever denied anything, ever "
          "denied a journey, resting after a gathering, detained", "conduct, authorities, consequences"),
))  # fmt: skip

RESPONSE = Table("response", (
    _unit("effort", "u2", "effort towards what is rewarded", "response"),
    Field("self_censorship", "u2", (LANES,), "withholding in public what may cost; 32767 is none, below it people are louder",
          "response", "share", 1 / 32767),
    Field("self_censorship_money", "u2", (LANES,), "the same about money", "response", "share", 1 / 32767),
    Field("self_censorship_life", "u2", (LANES,), "the same in work and life", "response", "share", 1 / 32767),
    _unit("perceived_risk", "u2", "perceived risk of what one says and shows in public", "response"),
    _unit("perceived_risk_money", "u2", "perceived risk of what one does about money", "response"),
    _unit("perceived_risk_life", "u2", "perceived risk of what one does in work and life", "response"),
    _unit("grievance", "u2", "grievance", "response"),
    _unit("salience", "u1", "salience of the game", "response"),
    _unit("evasion", "u1", "encryption and anonymity in use", "response"),
    Field("cut", "u1", (LANES,), "bit j: the tie to near contact j was cut from this side", "response"),
    Field("spell", "u2", (LANES,), "days in a row under sanction, where a cap on days counts them", "response", "days"),
))  # fmt: skip

TRUST = Table(
    "trust",
    tuple(
        Field(name, "u1", (LANES,), f"trust in {whom}; 1 is none, 255 full, 0 not begun", "response", "share", 1 / 254)
        for name, whom in (
            ("government", "government"),
            ("institutions", "courts, banks and companies"),
            ("people", "other people"),
        )
    ),
)

SIGNALS = Table("signals", (
    _unit("effort", "u1", "effort as contacts see it", "response"),
    Field("self_censorship", "u1", (LANES,), "self-censorship in public as contacts see it; 127 is none", "response", "share",
          1 / 127),
    Field("flags", "u1", (LANES,), "bits: seen gathering or calling for it, known to be under a sanction in public or money "
          "matters, referred a friend, evades, known to be under a sanction in work and life", "response"),
))  # fmt: skip

DOSSIER = Table("dossier", (
    Field("recent", "u1", (2, len(HEADINGS), LANES), "records on file by pool of holders and heading; low four bits "
          "recent, high four bits old; counts stop at 15", "observation", "records"),
))  # fmt: skip

_HELD = "low four bits recent, high four bits old; counts stop at 15"
HOLDINGS = Table(
    "holdings",
    (
        Field("own", "u1", (len(HEADINGS), LANES), f"records of its own channels; {_HELD}", "holdings", "records"),
        Field(
            "copied", "u1", (len(HEADINGS), LANES), f"the largest file passed on to it; {_HELD}", "holdings", "records"
        ),
    ),
)

ATTRIBUTES_HELD = Table(
    "attributes",
    (Field("has", "u1", (LANES,), "attributes that the scenario declares, a bit each: the truth", "society"),),
)

GOODS_HELD = Table(
    "goods",
    (
        Field("left", "u2", (), "places left in this period", "consequences", "places"),
        Field(
            "state", "u1", (LANES,), "0 has not asked, asks, has one, got none when it was given out", "consequences"
        ),
    ),
)

_DOCKET = "review"
DOCKETS = Table(
    "dockets",
    (
        Field("band", "u1", (LANES,), "band that is in force, from 1; 0 is none", _DOCKET),
        Field("asked", "u1", (LANES,), "band that is or was before a caseworker, from 1; 0 is none", _DOCKET),
        Field("finding", "u1", (LANES,), "nothing, waiting, let lapse, lapsed, confirmed, unseen", _DOCKET),
        Field("since", "u2", (LANES,), "day on which the case came up", _DOCKET, "days"),
        Field(
            "acted", "u2", (LANES,), "day after the last act that a full look would find; 0 is never", _DOCKET, "days"
        ),
    ),
)

TALLIES = Table(
    "tallies",
    (
        Field(
            "recorded",
            "u1",
            (LANES,),
            "records in the running period, or days in a row in a band; 255 of an absence: the "
            "account was not there for all of it",
            "tallies",
            "records",
        ),
        Field(
            "done",
            "u1",
            (LANES,),
            "of an absence, how often it truly took place; no form of scoring is handed it",
            "tallies",
            "acts",
        ),
        Field("left", "u1", (LANES,), "of an absence after another record, days that are left", "tallies", "days"),
        Field(
            "unearned",
            "i2",
            (DIMENSIONS - 1, LANES),
            "points for an absence of records of what took place, by age like the ledger's",
            "tallies",
            "system's own step",
        ),
        Field(
            "counted", "i2", (LANES,), "how many of these are in the published score", "tallies", "system's own step"
        ),
    ),
)

DEBTS_OWED = Table(
    "debts",
    (
        Field("owed", "u2", (LANES,), "what is owed", "conduct, consequences", "monthly incomes", 1 / DEBT_STEPS),
        Field("due", "u1", (LANES,), "days until the next instalment", "conduct, consequences", "days"),
        Field("late", "u1", (LANES,), "instalments missed in a row", "conduct, consequences"),
        Field("under", "u1", (LANES,), "1 under the measure that puts the debt on people", "consequences"),
    ),
)

SEATS = Table(
    "seats",
    (
        Field("generation", "u1", (LANES,), "people who have left this seat; 0 is who was there first", "turnover"),
        Field("came", "u2", (LANES,), "day on which who sits here came", "turnover", "days"),
        Field("died", "u4", (), "people who died in this community so far", "turnover", "persons"),
        Field("left", "u4", (), "people who left it otherwise", "turnover", "persons"),
        Field("records", "u4", (), "everyday records on file of people when they went", "turnover", "records"),
        Field("cases", "u4", (), "cases of people that were not over when they went", "turnover"),
    ),
)

LEDGER = Table("ledger", (
    Field("dimensions", "i2", (DIMENSIONS, LANES), "what records contributed, by dimension or by age", "scoring",
          "system's own step"),
    Field("published", "u2", (LANES,), "published score as a code; 0 is no account", "scoring", "system's own step"),
))  # fmt: skip

CASES = Table("cases", (
    Field("count", "u2", (), "cases kept", "scoring"),
    Field("overflow", "u2", (), "cases that found no room", "scoring"),
    Field("patrol", "u4", (), "records that patrols are sent by", "observation", "records", 1 / PATROL_STEPS),
    Field("citizen", "u1", (CASE_ROOM,), "lane of the citizen", "scoring"),
    Field("system", "u1", (CASE_ROOM,), "number of the system", "scoring"),
    Field("kind", "u1", (CASE_ROOM,), "kind of conduct recorded", "scoring"),
    Field("channel", "u1", (CASE_ROOM,), "channel of the record", "scoring"),
    Field("status", "u1", (CASE_ROOM,), "recorded, listed, repaired, corrected", "scoring, authorities"),
    Field("flags", "u1", (CASE_ROOM,),
          "bits: told, appealed, decided, accepted without appeal, spared (overturned in time), suspended until decided",
          "response, authorities, scoring"),
    Field("opened", "u2", (CASE_ROOM,), "day on which it was recorded", "scoring", "days"),
    Field("next", "u2", (CASE_ROOM,), "day of the next change", "scoring, authorities", "days"),
    Field("review", "u2", (CASE_ROOM,), "day on which an appeal is decided; 0 is none", "response", "days"),
    Field("points", "i2", (CASE_ROOM,), "points that it cost, to be given back if corrected", "scoring"),
    Field("holders", "u2", (CASE_ROOM,), "one bit for each holder that has, or once had, a copy", "scoring, observation"),
    Field("stale", "u2", (CASE_ROOM,), "one bit for each copy that says what the source no longer says",
          "scoring, observation"),
))  # fmt: skip

PROVENANCE = Table("provenance", (
    Field("false", "u1", (CASE_ROOM,), "1 if nothing happened behind the case's record", "observation"),
))  # fmt: skip

AT_REST = (
    SOCIETY,
    CONDUCT,
    RESPONSE,
    TRUST,
    SIGNALS,
    DOSSIER,
    LEDGER,
    CASES,
    PROVENANCE,
    HOLDINGS,
    ATTRIBUTES_HELD,
    GOODS_HELD,
    DEBTS_OWED,
    TALLIES,
    DOCKETS,
    SEATS,
)
"""The tables that hold a society's state from day to day.

There are two sets of faces and a ledger for each system. Others have rows only where a scenario needs them: trust where people
keep it, attributes where it declares any, holdings for each holder, a row for each good and debt, tallies for each rule that
needs one, dockets for each system with human review, seats where
people come and go.
"""
