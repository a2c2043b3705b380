"""Whether people move between bands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, Several, counted, undefined, with_error
from glasshouse.audit.figures.figure import figure
from glasshouse.audit.figures.inputs import Input
from glasshouse.audit.undefined import Reason
from glasshouse.errors import Problem


@dataclass(frozen=True, kw_only=True)
class Mobility(Estimate):
    """How far people move between bands.

    Attributes:
        value: 0 if everybody stays, 1 if the band before says nothing about the band after.
        stayed: share of each band that stayed.
        bands: bands that held people at the start.
        people: people in all.
    """

    stayed: tuple[Estimate, ...]
    bands: int
    people: float


@dataclass(frozen=True, kw_only=True)
class Stays(Several[Estimate]):
    """How long people stay in each band.

    Attributes:
        value: of each band, periods that somebody who is in it stays, if every period is like this one.
        mobile: of each band, the same if the band before said nothing about the band after.
        ratio: the first over the second: how many times as long people stay as where everybody moves freely.
    """

    mobile: tuple[Estimate, ...]
    ratio: tuple[Estimate, ...]


def _check(given: Mapping[str, Any]) -> Iterator[Problem]:
    rows, columns = given["table"].shape
    if rows != columns:
        yield Problem(key="table", expected="as many bands before as after", found=f"{rows} and {columns}")


def _stayed(table: np.ndarray) -> tuple[Estimate, ...]:
    """Share of each band that stayed, with Wilson's interval."""
    return tuple(counted(int(table[k, k]), int(people)) for k, people in enumerate(table.sum(1)))


@figure(
    unit="0 to 1",
    source="Shorrocks, Econometrica 46 (1978)",
    undefined=(Reason.NOBODY, Reason.ONE_BAND),
    check=_check,
    table=Input("count", "before × after", "people"),
)
def shorrocks(table: np.ndarray) -> Mobility:
    """How far people move between bands: Shorrocks' index of a transition table.

    It depends on the time between the two moments: a little each day is much in a year. Bands that held nobody at the start
    are left out.

    Args:
        table: people by band before and band after.

    Raises:
        InputError: the table is not square.
    """
    people = table.sum(1)
    held = people > 0
    bands, count, stayed = int(held.sum()), float(people.sum()), _stayed(table)
    if bands < 2:
        reason = Reason.ONE_BAND if bands else Reason.NOBODY
        return Mobility(undefined=reason, stayed=stayed, bands=bands, people=count)
    share = np.diag(table)[held] / people[held]
    error = float(np.sqrt((share * (1 - share) / people[held]).sum())) / (bands - 1)
    told = with_error(float((bands - share.sum()) / (bands - 1)), error, (0.0, bands / (bands - 1)))
    return Mobility(**vars(told), stayed=stayed, bands=bands, people=count)


@figure(
    unit="periods",
    source="Prais, Journal of the Royal Statistical Society A 118 (1955): mean stay, beside that under perfect mobility",
    undefined=(Reason.NOBODY, Reason.NOBODY_LEFT, Reason.ONE_BAND),
    check=_check,
    table=Input("count", "before × after", "people"),
)
def prais(table: np.ndarray) -> Stays:
    """How long people stay in each band, beside a society in which everybody moves freely.

    Args:
        table: people by band before and band after.

    Raises:
        InputError: the table is not square.
    """
    if not table.sum():
        return Stays(undefined=Reason.NOBODY, mobile=(), ratio=())
    stays = tuple(map(_stay, _stayed(table)))
    after = table.sum(0) / table.sum()
    mobile = tuple(
        Estimate(value=float(1 / (1 - share))) if share < 1 else undefined(Reason.ONE_BAND) for share in after
    )
    return Stays(value=stays, mobile=mobile, ratio=tuple(map(_over, stays, mobile)))


def _stay(stayed: Estimate) -> Estimate:
    """Mean stay, from the share that stayed."""
    if stayed.value == 1:
        return undefined(Reason.NOBODY_LEFT)
    if stayed.value is None or stayed.low is None or stayed.high is None:
        return stayed
    return Estimate(value=1 / (1 - stayed.value), low=1 / (1 - stayed.low), high=1 / (1 - stayed.high))


def _over(stay: Estimate, mobile: Estimate) -> Estimate:
    """A stay over that in the mobile society; its interval is that of the stay alone."""
    if stay.value is None or stay.low is None or stay.high is None:
        return stay
    if mobile.value is None:
        return mobile
    return Estimate(value=stay.value / mobile.value, low=stay.low / mobile.value, high=stay.high / mobile.value)
