"""The document of `glasshouse portrait`: every key with its meaning and its unit."""

from __future__ import annotations

from typing import Annotated, Literal

from glasshouse.portraits.dimensions import Better
from glasshouse.results.part import Part, told

Says = Literal["more", "less", "the same", "too small", "chance", "the assumptions decide", "undefined"]
"""What may be said of a scheme beside a society without it."""


class Spread(Part):
    """One value, over luck and over assumptions."""

    value: Annotated[float | None, told("mean over the seeds; null where it is undefined", "see unit")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck; null where there is none", "see unit")]
    high: Annotated[float | None, told("upper end", "see unit")]
    low_assumptions: Annotated[
        float | None, told("5% quantile over points of the assumptions; null where there is none", "see unit")
    ]
    high_assumptions: Annotated[float | None, told("95% quantile", "see unit")]
    reason: Annotated[str | None, told("why it is undefined, or has no interval; null where it has one")]


class Difference(Spread):
    """The scheme less the society without it, the same people with the same luck."""

    smallest: Annotated[
        float | None, told("the smallest difference that matters; null where there is none", "see unit")
    ]
    says: Annotated[Says, told("what may be said of it")]


class DimensionFound(Spread):
    """One dimension: the scheme's value, and those of the worlds beside it."""

    id: Annotated[str, told("its id")]
    title: Annotated[str, told("its name")]
    observable: Annotated[str | None, told("the observable that it is read from; null where the scheme has none")]
    measured: Annotated[str, told("what that counts, in a phrase")]
    unit: Annotated[str, told("its unit; empty where nothing is measured")]
    better: Annotated[Better, told("which way people are better off; neutral where that is a question of taste")]
    means: Annotated[str, told("what a high value means")]
    nothing: Annotated[float | None, told("the value without the scheme; null where it is undefined", "see unit")]
    worlds: Annotated[dict[str, Spread], told("the worlds beside the scheme: scoring, sensing, nothing")]
    difference: Annotated[Difference, told("the scheme less nothing")]
    order: Annotated[int | None, told("0 where a mechanism puts it in; null where that cannot be said")]
    order_reason: Annotated[str, told("why")]


class Marginal(Part):
    """One marginal of the society without the scheme."""

    id: Annotated[str, told("its id")]
    title: Annotated[str, told("what it is")]
    before: Annotated[float, told("before the first day", "share")]
    after: Annotated[float, told("after the last day", "share")]
    apart: Annotated[float, told("after less before", "share")]


class PackagedDimension(Part):
    """One dimension of a system of the library."""

    id: Annotated[str, told("its id")]
    observable: Annotated[str | None, told("the observable; null where the system has none")]
    unit: Annotated[str, told("its unit")]
    value: Annotated[float | None, told("mean over the seeds", "see unit")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck", "see unit")]
    high: Annotated[float | None, told("upper end", "see unit")]
    nothing: Annotated[float | None, told("the value without the system", "see unit")]


class Packaged(Part):
    """The portrait of a system of the library, as it was made once and packaged."""

    scenario: Annotated[str, told("its name in the library")]
    title: Annotated[str, told("its title")]
    identity: Annotated[str, told("digest of the scenario that was lived")]
    made: Annotated[str, told("the day on which it was made")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("days", "days")]
    seed: Annotated[int, told("the first seed, a whole number of 64 bits")]
    seeds: Annotated[int, told("seeds")]
    is_current: Annotated[bool, told("whether the library's scenario is still the one that was lived")]
    dimensions: Annotated[tuple[PackagedDimension, ...], told("its dimensions")]


class PortraitDocument(Part):
    """What kind of society a scheme makes."""

    scenario: Annotated[str, told("what the scheme is called")]
    title: Annotated[str, told("its title")]
    identity: Annotated[str, told("digest of the scenario that was lived, with its turnover of people")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("days", "days")]
    years: Annotated[float, told("the same in years of 365 days", "years")]
    seed: Annotated[int, told("the first seed, a whole number of 64 bits")]
    seeds: Annotated[int, told("seeds, counting up")]
    points: Annotated[int, told("points over the assumptions; 0 where none were tried")]
    citizens_at_points: Annotated[int, told("adults at each of those points", "people")]
    quick: Annotated[bool, told("whether it was a quick look, with wide intervals")]
    command: Annotated[str, told("the command that makes it again; empty where none does")]
    digest: Annotated[str, told("SHA-256 over all runs behind it")]
    marginals: Annotated[tuple[Marginal, ...], told("the society without the scheme, before and after")]
    dimensions: Annotated[tuple[DimensionFound, ...], told("the dimensions; their order says nothing")]
    library: Annotated[tuple[Packaged, ...], told("systems of the library, by name, each from its packaged portrait")]
