"""Truth and records of one community's day.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import F4, I4, U1, U2, U4, U8, Blocks, Row, Rows


class Truth(Protocol):
    """What happens in one community today, in natural units; no form of scoring is handed it."""

    citizen: U8
    slot: U4
    first_decision: U4
    last_decision: U4
    generation: Row[U4]
    observer: U4
    traits: Rows[F4]
    states: Rows[F4]
    needs: Rows[F4]
    perceived_risk: Rows[F4]
    people: Row[F4]
    turned_away: Row[U1]
    words: Blocks[U4]
    happened: Rows[U1]
    done: Row[U4]
    factor: Row[F4]
    open: Row[F4]
    n: U4
    code: Row[U4]
    hit: Row[U4]
    sight: Rows[F4]
    within: Row[U1]
    group: Row[U1]
    ring_effort: Row[U2]
    ring_self_censorship: Row[U2]
    ring_flags: Row[U2]
    ring_cut: Row[U2]
    ties: Row[U2]
    friends: Row[U1]
    sum_effort: Row[U2]
    sum_self_censorship: Row[U2]
    sum_active: Row[U2]
    near_effort: Row[F4]
    near_self_censorship: Row[F4]
    near_sanction: Rows[F4]
    exposed: Rows[F4]
    ends: Row[U4]
    withheld: Rows[U1]
    n_withheld: U4
    withheld_code: Row[U4]
    ring_standing: Row[F4]
    treatment: Row[U8]
    inside: Row[U2]
    in_force: Row[U2]
    count: U4
    burden: Row[F4]
    burden_in: Rows[F4]
    benefit: Row[F4]
    named: Row[F4]
    attraction: Row[F4]
    standing: Row[F4]
    counted: Row[F4]
    wrongly_sanctioned: Row[U1]
    prized: Row[U1]
    held: Row[U1]
    draw: Row[F4]
    target: Rows[F4]
    manager: Row[U4]
    unpaid: Row[U1]
    firm_did: Row[U8]
    firm_effort: Row[F4]
    firm_treatment: Row[U8]
    liability: Rows[U8]
    workers_share: Rows[F4]
    managers_share: Rows[F4]
    ring_member: Row[U2]
    tie_member: Row[U2]
    tie_any: Row[U2]
    accounts: Row[U4]
    best: Row[F4]
    best_system: Row[U4]
    worst: Row[F4]
    worst_system: Row[U4]
    tie_refers: Row[U2]
    asked: Row[U1]
    n_arrested: U4
    arrested: Row[U1]
    n_hindered: U4
    hindered: Row[U4]
    near_evades: Row[F4]
    incident_grievance: F4
    away: U1
    were_active: U4
    patrol_chance: F4
    patrolled: U1
    patrol_sensitivity: F4
    game: Row[F4]
    ring_code: Row[U4]
    sum_code: Row[U4]
    appeal: Row[F4]
    felt_grievance: Row[F4]
    trust: Rows[F4]
    trust_moves: Rows[F4]
    dealt: Row[F4]
    persuaded: Row[F4]
    place_rank: Row[U2]
    place_lot: Row[U4]
    has: Row[U1]
    life: Row[U4]
    feeding: Row[U4]
    fresh: Blocks[U1]
    acted: Row[U1]
    called: Row[U1]
    obliged: Row[U1]
    unearned: Row[I4]


class Records(Protocol):
    """What was recorded in one community today, and scratch of the forms of scoring."""

    citizen: U8
    people: U4
    seed: Row[U4]
    generation: Row[U4]
    recorded: Rows[U4]
    seen: Rows[U1]
    watching: Row[U4]
    n: U4
    code: Row[U4]
    channels: Row[U4]
    profile: Rows[F4]
    member: Row[U1]
    near: Row[U4]
    far: Rows[U4]
    tied: Row[U2]
    household_first: Row[U1]
    gain: Rows[I4]
    row: Row[F4]
    row16: Row[U2]
    row8: Row[U1]
    account: Row[U1]
    band: Row[U1]
    band_now: Row[U1]
    lane: Row[U4]
    total: Row[F4]
    ring: Row[U2]
    friends: Row[U2]
    sum: Row[U4]
    firm_n: U4
    firm_code: Row[U4]
    firm_channels: Row[U4]
    hidden: Row[U8]
    files: Blocks[U1]
    opened: U4
    others: Rows[U2]
    disclosed: Row[U1]
    tallied: Rows[I4]
    group: Row[U1]
    before: Row[U2]
