"""Attributes that a scenario declares, person by person: who has them, and what that makes of what they do."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import ATTRIBUTE_GROUPS
from glasshouse.testing.plain.people import Citizen, Community
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def give_attributes(table: np.ndarray, seed: np.ndarray, community: Community, citizen: Citizen) -> None:
    """Draw which attributes a citizen has.

    Args:
        table: the attributes, `DECLARED_ATTRIBUTE` records.
        seed: the seed as two words.
        community: where the citizen lives.
        citizen: the citizen, with age, status and income.
    """
    citizen.attributes = set()
    for a, attribute in enumerate(table):
        fitting = [g for g in range(int(attribute["groups"])) if _is_in(attribute, g, community, citizen)]
        chance = attribute["chance"][min(fitting, default=ATTRIBUTE_GROUPS), citizen.ranks["income"]]
        if unit(draw(seed, citizen.person, 0, "attributes", int(attribute["key"]))[0]) < chance:
            citizen.attributes.add(a)


def _is_in(attribute: np.void, g: int, community: Community, citizen: Citizen) -> bool:
    """Whether a citizen is in a group: each condition is 0 for whoever, 1 for yes, 2 for no."""
    facts = {"town": community.town == 1} | {word: word in citizen.status for word in ("migrant", "minority")}
    fits = all(attribute[word][g] in (0, 1 if fact else 2) for word, fact in facts.items())
    return fits and int(attribute["age_from"][g]) <= citizen.age <= int(attribute["age_to"][g])


def times(rules: np.void, citizen_has: set[int], kind: int) -> np.float32:
    """What somebody's attributes make of a kind's rate, as a factor."""
    found = F(1)
    for a in sorted(citizen_has):
        found = found * rules["times"][kind, a]
    return found
