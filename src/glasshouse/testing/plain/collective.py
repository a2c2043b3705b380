"""Collective effects, home by home: what the points of household and village bring to each of their members."""

from __future__ import annotations

import numpy as np

from glasshouse.testing.plain.people import Account, Citizen, Community

F = np.float32


def households(community: Community) -> list[list[Citizen]]:
    """The community's households by the register: each begins with whoever opens it."""
    homes: list[list[Citizen]] = []
    for citizen in community.citizens:
        if citizen.opens_household or not homes:
            homes.append([])
        homes[-1].append(citizen)
    return homes


def share_points(system: np.void, community: Community, s: int) -> None:
    """Add to what others bring a part of the points of the rest of the household, and of the village's mean."""
    members = [citizen.accounts[s] for citizen in community.citizens if citizen.accounts[s].published]
    own = {
        id(account): sum(each for d, each in enumerate(account.levels[:4]) if d != system["game"])
        for account in members
    }
    village = _part(system["village"], F(sum(own.values())) / F(max(len(members), 1)))
    for home in households(community):
        accounts = [citizen.accounts[s] for citizen in home if citizen.accounts[s].published]
        total = sum(own[id(account)] for account in accounts)
        for account in accounts:
            _bring(account, _part(system["household"], F(total - own[id(account)])) + village)


def _bring(account: Account, steps: int) -> None:
    account.levels[4] = min(max(account.levels[4] + steps, -32000), 32000)


def _part(share: np.float32, steps: np.float32) -> int:
    return int(min(max(share * steps, F(-32000)), F(32000)))
