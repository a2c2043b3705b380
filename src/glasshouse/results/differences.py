"""The parts of a comparison's results document: how the worlds differ, and for whom."""

from __future__ import annotations

from typing import Annotated

from glasshouse.results.part import Part, told


class Difference(Part):
    """The difference in one observable, base minus twin."""

    value: Annotated[float | None, told("the difference; null where it is undefined", "see unit")]
    low: Annotated[float | None, told("lower end of the 95 % interval", "see unit")]
    high: Annotated[float | None, told("upper end of the 95 % interval", "see unit")]
    unit: Annotated[str, told("its unit")]
    title: Annotated[str, told("what the observable is")]
    base: Annotated[float | None, told("the mean of the base over the seeds", "see unit")]
    twin: Annotated[float | None, told("the mean of the twin over the same seeds", "see unit")]
    reason: Annotated[str | None, told("why it is undefined, has no interval, or one without width")] = None
    events: Annotated[int | None, told("independent events that differ, with one seed", "events")] = None
    counts_once: Annotated[
        bool | None, told("whether these are one event at most, since single gatherings or few people decide it")
    ] = None


class PartOfPeople(Part):
    """Some of a group or of a region."""

    people: Annotated[int, told("people to whom it happened", "people")]
    of: Annotated[int, told("people in all", "people")]
    share: Annotated[float | None, told("the one over the other", "share")]


class IndividualDifference(Part):
    """Citizens to whom something happened, and not on that day to the same citizen of the twin."""

    people: Annotated[
        int | None,
        told("citizens to whom it happened on some day; the mean over the seeds; null where nobody can tell", "people"),
    ]
    share: Annotated[float | None, told("of all citizens", "share")]
    low: Annotated[float | None, told("lower end of its 95 % interval over luck", "share")] = None
    high: Annotated[float | None, told("upper end of its 95 % interval over luck", "share")] = None
    by_group: Annotated[dict[str, PartOfPeople], told("by group")]
    by_region: Annotated[dict[str, PartOfPeople], told("by region")]
    title: Annotated[str, told("what happened")]
    person_days: Annotated[int | None, told("days on which it happened", "person-days")]
    reason: Annotated[str | None, told("why nobody can tell, where that is so")] = None


class Example(Part):
    """A citizen whose days were not those of the twin."""

    outcome: Annotated[str, told("what happened, a key of `individual_differences`")]
    twin: Annotated[str, told("the twin")]
    citizen: Annotated[int, told("the citizen's number")]
    day: Annotated[int, told("the first day of it, from 0", "day")]
    seed: Annotated[int, told("seed of the worlds where it was so, a whole number of 64 bits")]
    concerns: Annotated[tuple[str, ...], told("kinds of conduct or measures concerned")]
    reason: Annotated[str, told("all of it in words")]


class OverAssumptions(Part):
    """What the assumptions do to a comparison: smaller runs, each with all assumptions drawn from their ranges."""

    points: Annotated[int, told("how many runs", "runs")]
    citizens: Annotated[int, told("adults in each", "people")]
    days: Annotated[int, told("how long each lasted", "days")]
    keys: Annotated[int, told("how many assumed or derived numbers were drawn", "numbers")]
    individual_differences: Annotated[
        dict[str, dict[str, tuple[float, float] | None]],
        told("by twin and outcome, between which shares nine tenths of the runs lie", "share"),
    ]
    values: Annotated[
        dict[str, tuple[float | None, ...]], told("the base's value in each run, by observable", "see unit")
    ]
