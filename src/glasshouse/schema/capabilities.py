"""What a form of scoring can do, for the parts of the program that must not ask which form it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Limit = Literal["forget_after", "no_contacts", "purpose_limits"]
"""Safeguards that change a form's own rules, so that only the form can say what they leave of a system."""

LIMITS: tuple[Limit, ...] = get_args(Limit)


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What all systems of one form have in common.

    Attributes:
        judges: whether it publishes anything about anybody; if not, it has no bands, no measures and no cases.
        has_scale: whether published codes are places on a scale, from 1 (its low end) to 65,534 (its high end). Such
            accounts can be joined, left, handed on to a successor, and blurred by noise.
        is_list: whether published codes are 1 (off) and 2 (on), as its cases have it.
        keeps_files: whether its ledger may hold files: by heading, recent records in the low byte, old ones above.
        judges_firms: whether it can keep accounts of firms, which have neither profile nor contacts nor cases.
        has_games: whether a game can be made of it.
        is_additive: whether its explanations are terms that add up to the published score.
    """

    judges: bool = True
    has_scale: bool = True
    is_list: bool = False
    keeps_files: bool = False
    judges_firms: bool = False
    has_games: bool = False
    is_additive: bool = True
