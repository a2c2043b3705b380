"""How often groups are met, beside each other, and at the same conduct; crossings of many traits.

Tables count by community, so that intervals can draw communities again: a person's neighbours are no independent sample.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.bootstrap import DRAWS, estimated, quotient, resampled
from glasshouse.audit.figures.estimate import Estimate, Several, undefined
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem

FEWEST_PEOPLE: Final = 100
"""Fewest people of a group or crossing of which a figure is told."""
_DRAWN: Final = {"seed": Input("count"), "draws": Input("natural", "", "draws")}


@dataclass(frozen=True, kw_only=True)
class ImpactRatio(Estimate):
    """How often a group is met, beside another.

    Attributes:
        value: rate of the group over the rate of those it is compared with.
        difference: the first rate less the second.
        rates: rate of every group.
        people: people of every group.
    """

    difference: Estimate
    rates: tuple[Estimate, ...]
    people: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Standardised(Estimate):
    """How often a group is met, beside another, at the same conduct.

    Attributes:
        value: standardised rate of the group over that of those it is compared with.
        difference: the first less the second.
        rates: standardised rates of the two.
        left_out: share of the standard population in strata in which one of the two has nobody.
    """

    difference: Estimate
    rates: tuple[Estimate, ...]
    left_out: float


@dataclass(frozen=True, kw_only=True)
class Crossing(Estimate):
    """How often the people of one crossing are met, beside everybody else at the same conduct.

    Attributes:
        value: what met them over what is expected at the rates of all others in the same strata.
        people: people of the crossing.
        observed: what met them.
        expected: what is expected.
        left_out: share of them in strata in which there is nobody else.
        p: chance of as large a gap between observed and expected if there is none; None where it cannot be told.
    """

    people: float
    observed: float
    expected: float
    left_out: float
    p: float | None


@dataclass(frozen=True, kw_only=True)
class Crossings(Several[Crossing]):
    """All crossings.

    Attributes:
        value: each crossing, in the order of the table.
        told: crossings that have a value.
        too_few: crossings with fewer than 100 people, but some.
        too_few_people: people in these.
        empty: crossings with nobody.
    """

    told: int
    too_few: int
    too_few_people: float
    empty: int


def _pair(given: Mapping[str, Any]) -> Iterator[Problem]:
    groups = given["people"].shape[1]
    for key in ("group", "reference"):
        if given[key] >= groups:
            yield Problem(key=key, expected=f"a group from 0 to {groups - 1}", found=str(given[key]))
    if given["group"] == given["reference"]:
        yield Problem(key="reference", expected="another group", found=str(given["reference"]))
    yield from _some(given)


def _some(given: Mapping[str, Any]) -> Iterator[Problem]:
    if ((given["hits"] > 0) & (given["people"] == 0)).any():
        yield Problem(key="hits", expected="none where there are no people", found="some")


def _rate(people: float, value: float, drawn: np.ndarray | None) -> Estimate:
    """A rate, unless too few people stand behind it."""
    too_few = _too_few(people)
    return undefined(too_few) if too_few else estimated(value, drawn)


def _too_few(people: float) -> Reason | None:
    """Why nothing is told of so many people."""
    if people == 0:
        return Reason.NOBODY
    return Reason.TOO_FEW_PEOPLE if people < FEWEST_PEOPLE else None


@figure(
    unit="ratio",
    source="Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D (1978); New York City Local Law 144",
    undefined=(Reason.NOBODY, Reason.TOO_FEW_PEOPLE, Reason.NONE_TO_COMPARE),
    check=_pair,
    hits=Input("amount", "communities × groups", "people met, or person-days"),
    people=Input("count", "communities × groups", "people"),
    group=Input("code"),
    reference=Input("code"),
    **_DRAWN,
)
def impact_ratio(
    hits: np.ndarray, people: np.ndarray, group: int, reference: int, seed: int = 0, draws: int = DRAWS
) -> ImpactRatio:
    """How many times as often a group is met as another.

    Args:
        hits: what met people, or was spared them, by community and group.
        people: people by community and group.
        group: number of the group.
        reference: number of the group that it is compared with.
        seed: which draws of communities.
        draws: how many draws.

    Raises:
        InputError: a group is not in the table.
    """
    rates = quotient(hits.sum(0), people.sum(0))
    drawn = _drawn_rates(hits, people, draws, seed)
    count = people.sum(0)
    told = tuple(_rate(count[g], rates[g], None if drawn is None else drawn[:, g]) for g in range(len(count)))
    pair = np.array([group, reference])
    reason = next((each for each in map(_too_few, count[pair]) if each), None)
    ratio, difference = _beside(rates[pair], None if drawn is None else drawn[:, pair], reason)
    return ImpactRatio(**vars(ratio), difference=difference, rates=told, people=tuple(count.tolist()))


def _drawn_rates(hits: np.ndarray, people: np.ndarray, draws: int, seed: int) -> np.ndarray | None:
    """Rates in each draw of communities; None where there are too few."""
    above, below = (resampled(table, draws, seed) for table in (hits, people))
    return None if above is None or below is None else quotient(above, below)


def _beside(rates: np.ndarray, drawn: np.ndarray | None, reason: Reason | None) -> tuple[Estimate, Estimate]:
    """Ratio and difference of two rates; of the draws, draws × 2."""
    if reason:
        return undefined(reason), undefined(reason)
    difference = estimated(rates[0] - rates[1], None if drawn is None else drawn[:, 0] - drawn[:, 1])
    if rates[1] == 0:
        return undefined(Reason.NONE_TO_COMPARE), difference
    ratio = estimated(rates[0] / rates[1], None if drawn is None else quotient(drawn[:, 0], drawn[:, 1]))
    return ratio, difference


@figure(
    unit="ratio",
    source="Rothman, Greenland, Lash, Modern Epidemiology (2008), chapter 4: direct standardisation",
    undefined=(Reason.NOBODY, Reason.TOO_FEW_PEOPLE, Reason.NO_OVERLAP, Reason.NONE_TO_COMPARE),
    check=_pair,
    hits=Input("amount", "communities × groups × strata", "people met, or person-days"),
    people=Input("count", "communities × groups × strata", "people"),
    group=Input("code"),
    reference=Input("code"),
    standard=Input("amount", "strata", "people"),
    **_DRAWN,
)
def standardised(
    hits: np.ndarray,
    people: np.ndarray,
    group: int,
    reference: int,
    standard: np.ndarray | None = None,
    seed: int = 0,
    draws: int = DRAWS,
) -> Standardised:
    """How many times as often a group is met as another at the same conduct.

    Args:
        hits: what met people, by community, group and stratum of conduct.
        people: people by community, group and stratum.
        group: number of the group.
        reference: number of the group that it is compared with.
        standard: how many people of each stratum both rates are weighted by; all people of the table unless given.
        seed: which draws of communities.
        draws: how many draws.

    Raises:
        InputError: a group is not in the table.
    """
    pair = np.array([group, reference])
    count = people.sum((0, 2))[pair]
    by_stratum = people.sum(0)
    weights = by_stratum.sum(0) if standard is None else standard
    shared = np.asarray((by_stratum[pair] > 0).all(0))
    rates = _directly(hits.sum(0), by_stratum, pair, standard)
    drawn = _drawn_standardised(hits, people, pair, standard, draws, seed)
    nothing = None if weights[shared].any() else Reason.NO_OVERLAP
    reason = next((each for each in (*map(_too_few, count), nothing) if each), None)
    ratio, difference = _beside(rates, drawn, reason)
    told = tuple(
        undefined(reason) if reason else estimated(rates[k], None if drawn is None else drawn[:, k]) for k in (0, 1)
    )
    left_out = quotient(weights[~shared].sum(), weights.sum()) if weights.any() else 1.0
    return Standardised(**vars(ratio), difference=difference, rates=told, left_out=float(left_out))


def _drawn_standardised(
    hits: np.ndarray, people: np.ndarray, pair: np.ndarray, standard: np.ndarray | None, draws: int, seed: int
) -> np.ndarray | None:
    """Standardised rates in each draw of communities; None where there are too few."""
    above, below = (resampled(table, draws, seed) for table in (hits, people))
    return None if above is None or below is None else _directly(above, below, pair, standard)


def _directly(hits: np.ndarray, people: np.ndarray, pair: np.ndarray, standard: np.ndarray | None) -> np.ndarray:
    """Standardised rates of two groups, in the last axis, over the strata in which both have people.

    Args:
        hits: anything × groups × strata.
        people: likewise.
        pair: the two groups.
        standard: people by stratum; all people of the table if None.
    """
    there = np.asarray((people[..., pair, :] > 0).all(-2))
    weights = np.where(there, people.sum(-2) if standard is None else standard, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(there[..., None, :], hits[..., pair, :] / people[..., pair, :], 0.0)
    return quotient((rates * weights[..., None, :]).sum(-1), weights.sum(-1)[..., None])


@figure(
    unit="ratio",
    source="Breslow and Day, Statistical methods in cancer research, vol. 2 (1987), chapter 2: indirect standardisation",
    undefined=(Reason.NOBODY, Reason.TOO_FEW_PEOPLE, Reason.NO_OVERLAP, Reason.NONE_TO_COMPARE),
    check=_some,
    hits=Input("amount", "communities × crossings × strata", "people met, or person-days"),
    people=Input("count", "communities × crossings × strata", "people"),
    **_DRAWN,
)
def crossings(hits: np.ndarray, people: np.ndarray, seed: int = 0, draws: int = DRAWS) -> Crossings:
    """How many times as often each crossing is met as all others at the same conduct; from 100 people up.

    Args:
        hits: what met people, by community, crossing and stratum of conduct.
        people: people by community, crossing and stratum.
        seed: which draws of communities.
        draws: how many draws.

    Raises:
        InputError: something met people in a cell without people.
    """
    tables = hits.sum(0), people.sum(0)
    above, below = (resampled(table, draws, seed) for table in (hits, people))
    observed, expected, alone = _beside_the_rest(*tables)
    drawn = None if above is None or below is None else _beside_the_rest(above, below)[:2]
    count = people.sum((0, 2))
    found = []
    for k in range(len(count)):
        mine = None if drawn is None else (drawn[0][:, k], drawn[1][:, k])
        ratio = _crossing(count[k], observed[k], expected[k], alone[k], mine)
        p = None if ratio.undefined in (Reason.NOBODY, Reason.TOO_FEW_PEOPLE) else _p(observed[k] - expected[k], mine)
        found.append(
            Crossing(
                **vars(ratio),
                people=float(count[k]),
                observed=float(observed[k]),
                expected=float(expected[k]),
                left_out=float(alone[k] / count[k]) if count[k] else 0.0,
                p=p,
            )
        )
    few = (count > 0) & (count < FEWEST_PEOPLE)
    return Crossings(
        value=tuple(found),
        told=sum(each.value is not None for each in found),
        too_few=int(few.sum()),
        too_few_people=float(count[few].sum()),
        empty=int((count == 0).sum()),
    )


def _beside_the_rest(hits: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each crossing: what met it and what is expected, in strata that hold others too; and its people in strata that do not.

    Args:
        hits: anything × crossings × strata.
        people: likewise.
    """
    others = people.sum(-2, keepdims=True) - people
    shared = others > 0
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(shared, (hits.sum(-2, keepdims=True) - hits) / others, 0.0)
    return (hits * shared).sum(-1), (people * rates).sum(-1), (people * ~shared).sum(-1)


def _crossing(
    people: float, observed: float, expected: float, alone: float, drawn: tuple[np.ndarray, np.ndarray] | None
) -> Estimate:
    """The ratio of one crossing."""
    reason = _too_few(people)
    if reason is None and alone == people:
        reason = Reason.NO_OVERLAP
    if reason is None and expected <= 0:
        reason = Reason.NONE_TO_COMPARE
    if reason:
        return undefined(reason)
    return estimated(observed / expected, None if drawn is None else quotient(*drawn))


def _p(gap: float, drawn: tuple[np.ndarray, np.ndarray] | None) -> float | None:
    """Two-sided chance of so large a gap, by the normal distribution with the spread of the draws."""
    if drawn is None:
        return None
    spread = float((drawn[0] - drawn[1]).std(ddof=1))
    return erfc(abs(gap) / spread / sqrt(2)) if spread > 0 else None
