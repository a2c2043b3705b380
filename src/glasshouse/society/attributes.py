"""Attributes that a scenario declares: who has them, drawn for each citizen by the attribute's name.

An attribute is something that people have or have not: a nationality, children, a chronic illness. Its share may differ by
group, and it may lean on income. What a system reads of it is what its channels disclose
(`glasshouse.observation.attributes`), never the truth.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Quantity, Share, defined
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Context
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import MIGRANT, MINORITY
from glasshouse.schema.limits import ATTRIBUTE_GROUPS, LANES
from glasshouse.society.seats import GENERATION

if TYPE_CHECKING:
    from glasshouse.schema.protocols import (
        U1,
        U4,
        AttributesHeld,
        Declared,
        Flag,
        Index,
        Parameters,
        Row,
        Seats,
        Society,
    )

STRONGEST = 0.95
"""The strongest correlation with income, to either side: nobody's income says it all."""
_ANY, _YES, _NO = 0, 1, 2
_RANKS = 256
_ANY_AGE = 130


class Leaning(Quantity):
    """A correlation that leaves room for luck."""

    expected_unit = "correlation"
    at_least, at_most = -STRONGEST, STRONGEST


class Number(Quantity):
    """How many of something a person has who has any."""

    expected_unit = "children"
    at_least, at_most = 1.0, 10.0


class AttributeGroup(Document):
    """People of whom another share has an attribute. What is left out does not matter.

    Attributes:
        share: share of these people who have it.
        town: whether they live in town, or in the country.
        migrant: whether they are registered elsewhere, or here.
        minority: whether they are of a minority group, or not.
        age_from: least age in years.
        age_to: greatest age in years.
    """

    share: Share
    town: bool | None = None
    migrant: bool | None = None
    minority: bool | None = None
    age_from: int = Field(default=0, ge=0, le=130)
    age_to: int = Field(default=_ANY_AGE, ge=0, le=130)


class DeclaredAttribute(Document):
    """Something that people have or have not, declared by a scenario; it stays for life, unless its share differs by age.

    Attributes:
        title: what to call it.
        share: share of adults who have it, of those in none of its groups.
        groups: people of whom another share has it; the first group that fits somebody counts.
        income: correlation of having it with income rank (negative: the poor have it more often), within each group.
        number: how many a person has who has any, where it can be counted, such as children.
        context: the area of life in which it arises, whoever asks for it. It says what an audit takes it for (without one, where
            a channel learns of it), and which systems may use it where purposes are limited (without one, none may).
    """

    title: str
    share: Share
    groups: tuple[AttributeGroup, ...] = Field(default=(), max_length=ATTRIBUTE_GROUPS)
    income: Leaning = defined(0.0, "It does not lean on income unless a scenario says so.", Leaning)
    number: Number | None = None
    context: Context | None = None

    @property
    def depends_on_age(self) -> bool:
        """Whether its share differs by age, so that people may get it or lose it as they grow older."""
        return any(group.age_from > 0 or group.age_to < _ANY_AGE for group in self.groups)


DECLARED_ATTRIBUTE = np.dtype(
    [
        ("key", "u4"),
        ("groups", "u4"),
        *((field, "u1", (ATTRIBUTE_GROUPS,)) for field in ("town", "migrant", "minority", "age_from", "age_to")),
        # the chance by income rank, of each group and last of everybody else
        ("chance", "f4", (ATTRIBUTE_GROUPS + 1, _RANKS)),
    ]
)
"""An attribute as numbers: its key, who is in each group (0: whoever, 1: yes, 2: no), chances by group and income rank."""


def encode_attributes(attributes: Mapping[str, DeclaredAttribute]) -> np.ndarray:
    """The attributes as `DECLARED_ATTRIBUTE` records, in the order of their numbers."""
    table = np.zeros(len(attributes), DECLARED_ATTRIBUTE)
    for row, (name, attribute) in zip(table, attributes.items(), strict=True):
        row["key"], row["groups"] = randomness.key_of(name), len(attribute.groups)
        leaning = attribute.income.value
        for g, group in enumerate(attribute.groups):
            for field in ("town", "migrant", "minority"):
                row[field][g] = _wanted(getattr(group, field))
            row["age_from"][g], row["age_to"][g] = group.age_from, group.age_to
            row["chance"][g] = _chances(group.share.value, leaning)
        row["chance"][ATTRIBUTE_GROUPS] = _chances(attribute.share.value, leaning)
    return table


def _wanted(said: bool | None) -> int:
    return _ANY if said is None else _YES if said else _NO


def _chances(share: float, leaning: float) -> np.ndarray:
    """The chance of having it at each income rank: what a normal score of that correlation has above the share's line."""
    if leaning == 0 or share in (0.0, 1.0):
        return np.full(_RANKS, share, "f4")
    law = statistics.NormalDist()
    line, rest = law.inv_cdf(1 - share), (1 - leaning * leaning) ** 0.5
    scores = [law.inv_cdf((k + 0.5) / _RANKS) for k in range(_RANKS)]
    chances = np.array([law.cdf((leaning * z - line) / rest) for z in scores])
    # 256 ranks stand for all of them: a last factor makes the mean the share.
    found: np.ndarray = np.minimum(chances * (share / chances.mean()), 1.0).astype("f4")
    return found


@kernel_function
def _fits(wanted: U1, has: Flag) -> Flag:
    """Whether somebody is what a group asks for: 0 is whoever, 1 yes, 2 no."""
    fits: Flag = wanted == np.uint8(_ANY) or (wanted == np.uint8(_YES)) == has
    return fits


@kernel_function
def _group_of(attribute: Declared, row: Society, i: Index) -> U4:
    """The first group that fits somebody; the place after all groups if none does."""
    migrant, minority = (row.status[i] & MIGRANT) != np.uint8(0), (row.status[i] & MINORITY) != np.uint8(0)
    for g in range(attribute.groups):
        of_age = attribute.age_from[g] <= row.age[i] <= attribute.age_to[g]
        here = _fits(attribute.town[g], row.town != np.uint8(0))
        if of_age and here and _fits(attribute.migrant[g], migrant) and _fits(attribute.minority[g], minority):
            return np.uint32(g)
    return np.uint32(ATTRIBUTE_GROUPS)


def give_attributes(
    table: Row[Declared],
    parameters: Parameters,
    society: Row[Society],
    seats: Row[Seats],
    attributes: Row[AttributesHeld],
    first: U4,
    last: U4,
) -> None:
    """Draw who has which attribute, for communities `first` to `last` - 1.

    Args:
        table: the attributes, `DECLARED_ATTRIBUTE` records.
        parameters: the scenario's numbers.
        society: the society's table; people are there.
        seats: table; no rows where nobody comes and goes.
        attributes: the table to fill, all 0.
        first: first row.
        last: one past the last row.
    """
    for c in range(first, last):
        row = society[c]
        citizen = (np.uint64(parameters.first) + np.uint64(c)) * np.uint64(LANES)
        for a in range(len(table)):
            bit = np.uint8(np.uint32(1) << np.uint32(a))
            for i in range(np.uint32(row.people)):
                person = citizen + np.uint64(i)
                if parameters.turnover:
                    person += np.uint64(seats[c].generation[i]) << np.uint64(GENERATION)
                word = randomness.draw(parameters.seed, person, np.uint32(0), randomness.ATTRIBUTES, table[a].key)[0]
                chance = table[a].chance[_group_of(table[a], row, np.uint32(i)), row.income[i]]
                if randomness.unit(word) < chance:
                    attributes[c].has[i] |= bit
