"""The document of `glasshouse remedies`: every key with its meaning and its unit."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from glasshouse.protections.moves import Kind
from glasshouse.results.part import Part, told

Answer = Literal["helps", "does nothing", "harms", "nothing to act on", "cannot be told"]
"""The five answers."""
Says = Literal["better", "worse", "none", "too small", "chance", "cannot be told"]
"""What may be said of one difference."""


class BaseValue(Part):
    """One harm or aim in the scheme as it is."""

    kind: Annotated[str, told("the kind of harm, or aim")]
    title: Annotated[str, told("what it is, in a phrase")]
    unit: Annotated[str, told("its unit")]
    value: Annotated[float | None, told("mean over the seeds; null where it is undefined", "see unit")]
    better: Annotated[Literal["less", "more", "nearer 0"], told("which way is better")]
    smallest: Annotated[
        float | None, told("the smallest difference that matters; null where there is none", "see unit")
    ]


class Base(Part):
    """The scheme as it is."""

    harm: Annotated[dict[str, BaseValue], told("harms, by the observable's name")]
    aims: Annotated[dict[str, BaseValue], told("official aims, by the observable's name")]


class Change(Part):
    """What a move changes: the scheme with it less the scheme as it is, the same people with the same luck."""

    value: Annotated[float | None, told("mean over the seeds; null where it is undefined", "see base")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck; null where there is none", "see base")]
    high: Annotated[float | None, told("upper end", "see base")]
    low_assumptions: Annotated[
        float | None, told("5% quantile over points of the assumptions; null where it was not tried", "see base")
    ]
    high_assumptions: Annotated[float | None, told("95% quantile", "see base")]
    says: Annotated[Says, told("what may be said of it")]
    reason: Annotated[str | None, told("why there is no interval, or one without width")] = None


class Gain(Part):
    """People who profit in one way."""

    id: Annotated[str, told("the way, as in a comparison's individual differences")]
    title: Annotated[str, told("what they gain")]
    value: Annotated[float | None, told("mean over the seeds", "share of people")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck", "share of people")]
    high: Annotated[float | None, told("upper end", "share of people")]


class Apart(Part):
    """Adopters of a personal move, or the others: what it changes for each of them."""

    title: Annotated[str, told("what is counted")]
    unit: Annotated[str, told("its unit")]
    base: Annotated[float | None, told("the same people in the scheme as it is", "see unit")]
    value: Annotated[float | None, told("what the move changes for them", "see unit")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck; null where there is none", "see unit")]
    high: Annotated[float | None, told("upper end", "see unit")]


NOBODY: Final[dict[str, Apart]] = {}
"""Where nothing is counted apart."""


class MoveResult(Part):
    """One move, or two at once."""

    id: Annotated[str, told("its id, of a personal move with the share of adopters; of two, both with +")]
    kind: Annotated[Kind | Literal["pair"], told("whose move it is")]
    title: Annotated[str, told("what it is, in a phrase")]
    adopters: Annotated[float | None, told("how many people adopt it; null where it is no personal move", "share")]
    acts_on: Annotated[str, told("what the scheme must have")]
    harm: Annotated[dict[str, Change], told("what it changes in harms; empty if there is nothing to act on")]
    aims: Annotated[dict[str, Change], told("what it changes in official aims")]
    gains: Annotated[tuple[Gain, ...], told("who profits")]
    adopters_harm: Annotated[dict[str, Apart], told("of a personal move: the adopters")] = NOBODY
    others_harm: Annotated[dict[str, Apart], told("of a personal move: everybody else")] = NOBODY
    averted: Annotated[
        float | None, told("part of the harm averted: mean over the kinds of harm that the scheme does", "share")
    ]
    averted_by_kind: Annotated[dict[str, float], told("the same, kind by kind", "share")]
    answer: Annotated[Answer, told("what may be said of it in all")]
    why: Annotated[str, told("why")]


class RemediesDocument(Part):
    """What every move does to one scheme."""

    scenario: Annotated[str, told("what the scheme is called")]
    title: Annotated[str, told("its title")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("days", "days")]
    seed: Annotated[int, told("the first seed, a whole number of 64 bits")]
    seeds: Annotated[int, told("seeds, counting up")]
    points: Annotated[int, told("points over the assumptions; 0 where none were tried")]
    citizens_at_points: Annotated[int, told("adults at each of those points", "people")]
    quick: Annotated[bool, told("whether it was a quick look, with wide intervals")]
    command: Annotated[str, told("the command that makes it again; empty where none does")]
    digest: Annotated[str, told("SHA-256 over all runs behind it")]
    base: Annotated[Base, told("the scheme as it is")]
    moves: Annotated[tuple[MoveResult, ...], told("every move alone, the most harm averted first")]
    pairs: Annotated[tuple[MoveResult, ...], told("the best five moves by twos")]
