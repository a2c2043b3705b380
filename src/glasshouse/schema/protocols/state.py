"""Tables that hold a society from day to day.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import I2, U1, U2, U4, Blocks, Row, Rows


class Society(Protocol):
    """Who lives in one community, and where."""

    people: U2
    region: U1
    town: U1
    near: Row[U4]
    far: Rows[U4]
    age: Row[U1]
    status: Row[U1]
    workplace: Row[U1]
    income: Row[U1]
    reliability: Row[U1]
    conformity: Row[U1]
    risk_aversion: Row[U1]
    sociability: Row[U1]
    online: Row[U1]
    reach: Row[U2]


class Conduct(Protocol):
    """What lasts of conduct in one community."""

    situation: Row[U1]


class Response(Protocol):
    """How one community's people have responded so far."""

    effort: Row[U2]
    self_censorship: Row[U2]
    self_censorship_money: Row[U2]
    self_censorship_life: Row[U2]
    perceived_risk: Row[U2]
    perceived_risk_money: Row[U2]
    perceived_risk_life: Row[U2]
    grievance: Row[U2]
    salience: Row[U1]
    evasion: Row[U1]
    cut: Row[U1]
    spell: Row[U2]


class Trust(Protocol):
    """Whom one community's people trust, and how much."""

    government: Row[U1]
    institutions: Row[U1]
    people: Row[U1]


class Signals(Protocol):
    """What contacts see of one community's people."""

    effort: Row[U1]
    self_censorship: Row[U1]
    flags: Row[U1]


class Dossiers(Protocol):
    """What is on file about one community's people."""

    recent: Blocks[U1]


class Holdings(Protocol):
    """What one holder has of one community's people."""

    own: Rows[U1]
    copied: Rows[U1]


class AttributesHeld(Protocol):
    """Who has which attribute that the scenario declares."""

    has: Row[U1]


class Goods(Protocol):
    """Who has one good and who asks for it, in one community."""

    left: U2
    state: Row[U1]


class Debts(Protocol):
    """Who owes what on one debt, in one community."""

    owed: Row[U2]
    due: Row[U1]
    late: Row[U1]
    under: Row[U1]


class Tallies(Protocol):
    """What is counted for one rule, or one measure, of one community's people."""

    recorded: Row[U1]
    done: Row[U1]
    left: Row[U1]
    unearned: Rows[I2]
    counted: Row[I2]


class Dockets(Protocol):
    """What caseworkers of one system have before them in one community."""

    band: Row[U1]
    asked: Row[U1]
    finding: Row[U1]
    since: Row[U2]
    acted: Row[U2]


class Seats(Protocol):
    """Who sits where in one community, and who went."""

    generation: Row[U1]
    came: Row[U2]
    died: U4
    left: U4
    records: U4
    cases: U4


class Ledger(Protocol):
    """One system's accounts in one community."""

    dimensions: Rows[I2]
    published: Row[U2]


class Cases(Protocol):
    """The cases of one community."""

    count: U2
    overflow: U2
    patrol: U4
    citizen: Row[U1]
    system: Row[U1]
    kind: Row[U1]
    channel: Row[U1]
    status: Row[U1]
    flags: Row[U1]
    opened: Row[U2]
    next: Row[U2]
    review: Row[U2]
    points: Row[I2]
    holders: Row[U2]
    stale: Row[U2]


class Provenance(Protocol):
    """What really lies behind each case; no form of scoring is handed it."""

    false: Row[U1]
