"""The parameters of trust: where it usually stands, what moves it in a day, and what it moves.

The equations stand in ``docs/model.md``; the kernel is `glasshouse.response.trust`.
"""

from __future__ import annotations

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Ratio, Share, assumed, derived
from glasshouse.documents.strict import Document

_SIZE = "Direction only: surveys tie trust to fair treatment; no size for people who are scored."
_OPEN = "Wu (2024) found that trust follows scores, Genevsky (2025) that scores in view lower it: either sign, none by default."


class Trusting(Document):
    """Trust in government, in institutions (courts, banks, companies) and among people, as states of each citizen.

    Off by default: nobody keeps trust, and nothing here does anything. All moves are shares of what is left to gain or to lose
    in a day; what is less than 0 lowers trust.

    Attributes:
        enabled: whether people keep trust at all; settled when the society is founded.
        government: where trust in government usually stands.
        institutions: where trust in courts, banks and companies usually stands.
        people: where trust in other people usually stands.
        spread: how much higher it stands for the most conformist (those in charge) and the most sociable (other people).
        returns: share of the way back to where it usually stands that it goes each day.
        wronged: move by a day under a sanction of full worth that one did not earn.
        sanctioned: the same under one that one did earn.
        rewarded: move by a day with an entitlement of full worth.
        watched: move of trust in government by knowing that everything that one does in public is seen.
        persuaded: move of trust in government by a day within reach of propaganda.
        leaked: move of trust in institutions by each of one's cases that has leaked to holders out of reach.
        named: move of trust in people when all contacts are known to be under a sanction.
        scored: move of trust in people by a day with a score.
        kept: move of trust in people by a deal that was kept.
        broken: move of trust in people by a deal that was broken.
        complies: how far full trust in government beyond the usual draws effort up, and a lack of it down.
        deals: chance added that one who trusts people less than usual, by all of it, refuses a deal.
    """

    enabled: bool = Field(default=False)
    government: Share = derived(
        0.83,
        "edelman_government.China 2025",
        "A share of people who say that they trust, taken for the mean of a scale; answers in China may be feigned.",
        0.35,
        0.93,
        Share,
    )
    institutions: Share = assumed(
        0.7,
        "Below trust in government, as four institutions together are below it in Edelman's index.",
        0.3,
        0.9,
        Share,
    )
    people: Share = derived(
        0.523,
        "wvs_people_trusted.China",
        "A share of people who say that most can be trusted, taken for the mean of a scale.",
        0.3,
        0.65,
        Share,
    )
    spread: Share = assumed(0.1, "Who conforms says more often that they trust; size unknown.", 0, 0.3, Share)
    returns: Share = assumed(
        0.005, "Half of a fright is gone in some five months; no published figure.", 0, 0.05, Share
    )
    wronged: Ratio = assumed(-0.01, _SIZE, -0.1, 0)
    sanctioned: Ratio = assumed(-0.002, f"{_SIZE} Who thinks the rule fair may trust it more.", -0.02, 0.005)
    rewarded: Ratio = assumed(0.001, "Members say that they like rewards; size unknown.", 0, 0.02)
    watched: Ratio = assumed(
        0.0, "Most who are asked approve of being watched, fewer once told of its use against people.", -0.01, 0.01
    )
    persuaded: Ratio = assumed(
        0.001,
        "News moved views for two days (Pan, Shao and Xu); views of the government not at all (Mattingly and Yao).",
        0,
        0.02,
    )
    leaked: Ratio = assumed(-0.002, "A breach that one hears of; size unknown.", -0.02, 0)
    named: Ratio = assumed(
        -0.002, "To see many shamed may say that people cannot be trusted, or that the bad are found out.", -0.02, 0.02
    )
    scored: Ratio = assumed(0.0, _OPEN, -0.01, 0.01)
    kept: Ratio = assumed(0.005, "Trust grows slowly with what is kept; no published figure.", 0, 0.05)
    broken: Ratio = assumed(-0.15, "One broken deal undoes many kept ones; no published figure.", -0.5, 0)
    complies: Ratio = assumed(0.2, "Who trusts complies more, in surveys; size unknown.", 0, 1)
    deals: Share = assumed(0.2, "Who trusts less deals less; no published figure.", 0, 1, Share)


_MOVES = {
    "wronged": "trust_wronged",
    "sanctioned": "trust_sanctioned",
    "rewarded": "trust_rewarded",
    "watched": "trust_watched",
    "persuaded": "trust_persuaded",
    "leaked": "trust_leaked",
    "named": "trust_named",
    "scored": "trust_scored",
    "kept": "trust_kept",
    "broken": "trust_broken",
    "complies": "trust_complies",
    "deals": "trust_deals",
    "spread": "trust_spread",
    "returns": "trust_returns",
}


def encode_trust(parameters: np.void, trusting: Trusting, responds: bool) -> None:
    """Fill in what trust does; where nobody keeps or changes any, nothing.

    Args:
        parameters: the scenario's record.
        trusting: the parameters of trust.
        responds: whether people react at all.
    """
    parameters["trusts"] = trusting.enabled and responds
    if not parameters["trusts"]:
        return
    parameters["trust_usual"] = [each.value for each in (trusting.government, trusting.institutions, trusting.people)]
    for name, field in _MOVES.items():
        parameters[field] = getattr(trusting, name).value
