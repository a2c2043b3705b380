"""What a day leaves behind, and what is decided for it.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import F4, I2, I8, U1, U2, U4, U8, Blocks, Row, Rows


class DayCounts(Protocol):
    """A day's exact counts."""

    happened: Row[I8]
    withheld: Row[I8]
    recorded: Row[I8]
    missed: Row[I8]
    invented: Row[I8]
    denied: Row[I8]
    eased: Row[I8]
    people: Row[I8]
    sanctioned: Row[I8]
    wrongly_sanctioned: Row[I8]
    invented_group: Row[I8]
    denied_group: Row[I8]
    effort: I8
    self_censorship: I8
    self_censorship_money: I8
    self_censorship_life: I8
    perceived_risk: I8
    perceived_risk_money: I8
    perceived_risk_life: I8
    grievance: I8
    salience: I8
    evasion: I8
    effort_square: I8
    self_censorship_square: I8
    in_default: I8
    active: I8
    gatherings: Row[I8]
    ties: I8
    listed: Row[I8]
    appeals: I8
    overturned: I8
    upheld: I8
    offered: I8
    refused: I8
    deals_kept: I8
    deals_broken: I8
    firms: I8
    liable: I8
    arrests: I8
    begun: I8
    flooded: I8
    evaders: I8
    hindered: Row[I8]
    removed: Row[I8]
    critical_speech_group: Row[I8]
    critical_withheld_group: Row[I8]
    speech_acts: Row[I8]
    speech_acts_recorded: Row[I8]
    true_matches: Row[I8]
    false_matches: Row[I8]
    beats: I8
    patrolled: I8
    patrol_chance: I8
    patrol_square: I8
    patrol_records: I8
    patrol_weight: I8
    copies: I8
    copied_cases: I8
    revoked_cases: I8
    passed: I8
    leaked: I8
    reappeared: I8
    corrected_copies: I8
    errors_cleared: I8
    errors_cleared_days: I8
    evicted: I8
    complaints: I8
    complainants: I8
    gave_up: I8
    sanctions_past_cause: Row[I8]
    sanctions_on_errors: Row[I8]
    conduct: U8
    records: U8
    scores: U8
    treatment: U8
    response: U8
    attribute_sanctioned: Row[I8]
    attribute_wronged: Row[I8]
    attribute_denied: Row[I8]
    attribute_borne: Row[I8]
    goods_asked: Rows[I8]
    goods_given: Rows[I8]
    goods_short: Rows[I8]
    goods_given_band: Rows[I8]
    goods_short_band: Rows[I8]
    goods_asked_attribute: Rows[I8]
    goods_given_attribute: Rows[I8]
    debts_opened: Row[I8]
    debts_ended: Row[I8]
    debts_late: Row[I8]
    debts_defaults: Row[I8]
    debts_paid: Row[I8]
    debts_fees: Row[I8]
    debts_owed: Row[I8]
    debtors: Row[I8]


class SystemCounts(Protocol):
    """A day's exact counts of one system."""

    opened: I8
    entered: I8
    expired: I8
    repaired: I8
    corrected: I8
    overflow: I8
    entered_kind: Row[I8]
    waiting_days: I8
    rewards: I8
    deductions: I8
    rose: I8
    fell: I8
    moves: Rows[I8]
    members: I8
    joined: I8
    left: I8
    rescored: I8
    condemned: I8
    played: I8
    prizes: I8


class RegionCounts(Protocol):
    """A day's exact counts of one region."""

    people: I8
    self_censorship: I8
    withheld: I8
    denied: I8
    sanctioned: I8
    grievance: I8
    critical_speech: I8
    critical_withheld: I8
    removed: I8


class Trace(Protocol):
    """What twins are compared by on one day, in one community."""

    acts: Row[U8]
    treatment: Row[U8]
    ends: Row[U4]


class Note(Protocol):
    """Everything of one citizen on one day."""

    acts: U8
    withheld: U8
    seen: Row[U8]
    false: Row[U8]
    denied: U8
    eased: U8
    effort: F4
    self_censorship: F4
    self_censorship_money: F4
    self_censorship_life: F4
    perceived_risk: F4
    perceived_risk_money: F4
    perceived_risk_life: F4
    grievance: F4
    salience: F4
    evasion: F4
    treatment: U8
    ties: U4
    in_default: U1
    wrongly_sanctioned: U1
    income: F4
    gain: Rows[F4]
    level: Rows[I2]
    published: Row[U2]
    others: Row[U2]
    kept: Rows[I2]
    profile: Rows[F4]
    files: Rows[U1]
    cases: U1
    case_system: Row[U1]
    case_kind: Row[U1]
    case_channel: Row[U1]
    case_status: Row[U1]
    case_flags: Row[U1]
    case_opened: Row[U2]
    case_next: Row[U2]
    case_review: Row[U2]
    case_points: Row[I2]
    case_false: Row[U1]
    case_holders: Row[U2]
    case_stale: Row[U2]
    decided: U8
    refused: U8
    hindered: U8
    held: Blocks[U1]
    has: U1
    disclosed: Row[U1]
    places: Row[U1]
    owed: Row[U2]
    late: Row[U1]


class Decision(Protocol):
    """One citizen's decisions for one day."""

    citizen: U8
    do: U8
    leave: U8
    dare: U8
    evade: U1
    cases: U1
    join: U4
    quit: U4
    keep: U1
    cut: U1
    voluntary: U4
    done: U8
    left: U8
    unable: U8
    full: U8
    unheard: U4
    account: Row[U1]
    gone: U1
    mark: Row[I2]
    was_cut: U1
