"""What results documents say of a system at the end of a run: its members, its bands or its list, its fits."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict

from glasshouse.results.part import Part, told


class BandCount(Part):
    """A band of a scale on the last day."""

    count: Annotated[int, told("people in it", "people")]
    share: Annotated[float | None, told("of the people with an account", "share")]
    start: Annotated[float, told("the lowest score in it", "score")]


class Listed(Part):
    """People on a list on the last day."""

    count: Annotated[int, told("people on the list", "people")]
    share: Annotated[float | None, told("of the people whom the list is for", "share")]


class LearnedInput(Part):
    """An input of a learned score."""

    title: Annotated[str, told("what it is")]
    proxy: Annotated[bool, told("whether it is an attribute on file (-1 to 1) and not a count of records")]


class Learning(Part):
    """How a learned score learns."""

    inputs: Annotated[dict[str, LearnedInput], told("by name, in the order of the coefficients")]
    outcome: Annotated[tuple[str, ...], told("kinds of conduct whose records make somebody bad")]
    window: Annotated[float, told("how long records count", "days")]
    every: Annotated[int, told("time from fit to fit", "days")]
    labels: Annotated[str, told("where the labels come from")]
    heavier: Annotated[dict[str, float], told("how often bad labels of groups count", "ratio")]
    points_per_log_odds: Annotated[float, told("what a unit of log odds is worth on the scale", "score")]


class LearnedFit(Part):
    """One fit of a learned score."""

    day: Annotated[int, told("the day of the fit, from 0", "day")]
    sample: Annotated[int, told("people whom it was fitted to", "people")]
    bad: Annotated[int, told("how many of them were bad", "people")]
    auc: Annotated[float | None, told("area under the curve among people who were kept back", "share")]
    fitted: Annotated[bool, told("whether there were enough of both kinds to fit anything")]
    constant: Annotated[float, told("the constant", "log odds")]
    coefficients: Annotated[dict[str, float], told("one for each input", "log odds")]
    gone: Annotated[
        int | None,
        told("who died or left while the sample matured, and was not fitted with; null in older documents", "people"),
    ] = None


class HumanReviewResults(Part):
    """What caseworkers of a system did, over all days."""

    cases: Annotated[int, told("worse bands that came up", "cases")]
    reviewed: Annotated[int, told("cases that a caseworker decided", "cases")]
    overturned: Annotated[int, told("of these, cases in which the measure was let lapse", "cases")]
    missed: Annotated[int, told("of those let lapse, cases in which a full look would have found something", "cases")]
    confirmed_wrongly: Annotated[int, told("confirmed though a full look would have found nothing", "cases")]
    automatic: Annotated[int, told("cases that took effect though nobody looked", "cases")]
    lapsed: Annotated[int, told("cases that lapsed since nobody looked in time", "cases")]
    minutes: Annotated[int, told("time that caseworkers spent", "minutes")]


class RolloutResults(Part):
    """The days on which a system comes to regions."""

    days: Annotated[dict[str, int], told("by region, the first day on which it is in force there", "day")]
    elsewhere: Annotated[int | None, told("the same for all other regions; null if it never comes there", "day")]


class SystemResults(Part):
    """One system at the end of a run. Forms of other packages may say more, as plain data."""

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)

    form: Annotated[str, told("its form")]
    title: Annotated[str, told("what it is called")]
    members: Annotated[int, told("people or firms with an account", "holders")]
    account_holders: Annotated[Literal["citizens", "firms"], told("whose accounts they are")] = "citizens"
    rewards: Annotated[int, told("items that raised a score, over all days", "items")]
    deductions: Annotated[int, told("items that lowered a score, over all days", "items")]
    rollout: Annotated[RolloutResults | None, told("when it comes where, if it does not come everywhere at once")] = (
        None
    )
    human_review: Annotated[HumanReviewResults | None, told("what its caseworkers did, if it has any")] = None
    learning: Annotated[Learning | None, told("how it learns; only of learned scores")] = None
    bands: Annotated[dict[str, BandCount] | None, told("its bands, lowest first; not of systems that only watch")] = (
        None
    )
    listed: Annotated[Listed | None, told("who is on it; only of lists")] = None
    listings: Annotated[dict[str, int] | None, told("new listings by the kind recorded; only of lists", "people")] = (
        None
    )
    mean: Annotated[float | None, told("mean score; only of systems with a scale", "score")] = None
    sd: Annotated[float | None, told("standard deviation of scores", "score")] = None
    low: Annotated[float | None, told("lowest score of the scale", "score")] = None
    high: Annotated[float | None, told("highest score of the scale", "score")] = None
    histogram: Annotated[tuple[int, ...] | None, told("people in 64 equal parts of the scale", "people")] = None
    histogram_by_group: Annotated[dict[str, tuple[int, ...]] | None, told("the same by group", "people")] = None
    mean_by_group: Annotated[dict[str, float | None] | None, told("mean score by group", "score")] = None
