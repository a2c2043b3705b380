"""A scenario's systems as numbers.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import F4, I4, U1, U2, U4, U8, Row, Rows


class System(Protocol):
    """One system as numbers."""

    number: U4
    key: U4
    kind_key: Row[U4]
    reads: U4
    active: U1
    publish_every: U4
    publish_on: U4
    form: U4
    member_mask: U1
    member_status: U1
    member_attribute: U1
    member_share: F4
    member_online: F4
    known: F4
    opaque: F4
    contacts: F4
    household: F4
    village: F4
    believes: U1
    contacts_error: F4
    contacts_mixing: F4
    low: F4
    high: F4
    start: F4
    step: F4
    level_step: F4
    points: Rows[I4]
    weight: Row[F4]
    base: Row[F4]
    lean: Rows[F4]
    dimensions: U4
    contacts_dimension: U4
    keep: F4
    window: U4
    forget_every: U4
    frequent_points: U4
    frequent: Row[U4]
    frequent_dimension: Row[U4]
    frequent_value: Row[I4]
    scored: Row[U1]
    enters: Row[U1]
    repairs: Row[U1]
    kept: Row[U1]
    chance: Row[F4]
    term: U4
    at_start: F4
    delay: Row[U4]
    notice: U4
    told: F4
    appeals: U1
    review_days: U4
    overturned_wrong: F4
    overturned_right: F4
    suspends: U1
    lag: U4
    profiled: U1
    bands: U4
    band_code: Row[U4]
    treatment: Row[U8]
    burden: Row[F4]
    benefit: Row[F4]
    public: Row[F4]
    worth: Row[F4]
    removes: Row[F4]
    of_firms: U1
    workers: Row[U8]
    managers: Row[U8]
    workers_share: Rows[F4]
    managers_share: Rows[F4]
    burden_in: Rows[F4]
    noise: F4
    leaves: U1
    others: U4
    other_weight: Row[F4]
    other_bands: Row[U4]
    other_code: Rows[U4]
    other_points: Rows[I4]
    market: U4
    market_key: U4
    innovation: F4
    imitation: F4
    advantage: F4
    entry: U4
    file_pools: U4
    file_points: Row[F4]
    old_counts: F4
    given: Row[U2]
    holder: U4
    game: U4
    plays: Row[U1]
    frequent_kinds: U4
    prize_every: U4
    shows_friends: U1
    attributes: U1
    attribute_lean: Rows[F4]
    tally_first: U4
    tally_end: U4
    tally: Row[U1]
    grouped: U1
    starts: Row[F4]
    refusal: U1
    refusal_treatment: U8
    refusal_burden: F4
    refusal_benefit: F4
    refusal_public: F4
    refusal_in: Row[F4]
    docket: U4
    reviewed: F4
    review_lapse_wrong: F4
    review_lapse_right: F4
    review_capacity: F4
    review_taken: F4
    review_seconds: U4
    review_within: U4
    review_above: U4
    looks_for: Row[U1]
    looks_back: U4
    severity: Row[U1]
    own: Row[F4]
    own_whole: Row[I4]
