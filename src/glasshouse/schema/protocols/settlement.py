"""A settlement as numbers, from which people are made.

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import F4, U1, U4, Row, Rows


class Place(Protocol):
    """A place as numbers."""

    town: F4
    men: F4
    sixty: F4
    minority: F4
    migrant: F4
    employed: F4
    tilt: F4
    income: F4
    spread: F4
    household: Row[F4]


class Life(Protocol):
    """What a year brings in a place, by age."""

    dies: Rows[F4]
    goes: Rows[F4]
    comes: Rows[F4]


class Population(Protocol):
    """What a settlement's people are made by."""

    seed: Row[U4]
    units: U4
    urban_income: F4
    age_reliability: F4
    income_reliability: F4
    age_online: F4
    income_online: F4
    conformity_risk: F4
    grievance_income: F4
    grievance: F4
    deprived: Row[F4]
    in_default: F4
    managers_in_default: F4
    salience: F4
    known: F4
    normal: Row[F4]
    rank: Row[F4]
    reaches: U4
    channel_key: Row[U4]
    cover_town: Row[F4]
    cover_country: Row[F4]
    cover_online: Row[F4]
    cover_region: Rows[F4]
    age_likeness: F4
    wave: Row[F4]
    in_step: Row[F4]
    first: U4


class Declared(Protocol):
    """An attribute that a scenario declares, as numbers."""

    key: U4
    groups: U4
    town: Row[U1]
    migrant: Row[U1]
    minority: Row[U1]
    age_from: Row[U1]
    age_to: Row[U1]
    chance: Rows[F4]
