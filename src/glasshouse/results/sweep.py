"""The summary of a sweep: every key with its meaning and its unit."""

from __future__ import annotations

from typing import Annotated, Any

from glasshouse.results.part import Part, told


class ObservableMeaning(Part):
    """What an observable of a sweep is."""

    unit: Annotated[str, told("its unit")]
    title: Annotated[str, told("what it is, in a phrase")]


class SweepResults(Part):
    """The summary of a sweep; its values stand in tables beside it."""

    schema_version: Annotated[int, told("version of this schema")]
    digest: Annotated[str, told("digest of the inputs")]
    cached: Annotated[bool, told("whether the sweep had been made before")]
    complete: Annotated[bool, told("whether it came to its end")]
    run: Annotated[str, told("the sweep's folder")]
    report: Annotated[str | None, told("the report's file, where one was written")] = None
    scenario: Annotated[str, told("what the base was called by")]
    title: Annotated[str, told("what it is called")]
    base_title: Annotated[str, told("title of the base")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("how long each run lasted", "days")]
    seed: Annotated[int, told("the first seed, a whole number of 64 bits")]
    replicates: Annotated[int, told("seeds at each point", "seeds")]
    seeds: Annotated[tuple[int, ...], told("the seeds, whole numbers of 64 bits")]
    glasshouse: Annotated[str, told("version of Glasshouse")]
    command: Annotated[str, told("the command that makes the same sweep; empty where none does")] = ""
    intervals: Annotated[bool, told("whether each pair of worlds has intervals, and the events behind them")] = True
    worlds: Annotated[tuple[str, ...], told("the worlds at each point, the base first")]
    keys: Annotated[tuple[str, ...], told("what is varied")]
    points: Annotated[tuple[dict[str, Any], ...], told("what each point sets, by key")]
    observables: Annotated[dict[str, ObservableMeaning], told("what the observables are")]
    state_digests: Annotated[tuple[dict[str, str], ...], told("by run and world, in the order of points and seeds")]
    seconds: Annotated[float, told("time of all runs together", "seconds")]
    environment: Annotated[dict[str, str], told("what it was made with")]
