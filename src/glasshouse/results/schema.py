"""The results documents of runs, comparisons and sweeps: every key with its meaning and its unit.

A results document is plain JSON. These models say what stands in it; `glasshouse.results.build` makes documents through
them, and ``glasshouse schema results`` prints them as a JSON Schema. A change that takes a key away or gives it another
meaning raises `SCHEMA_VERSION`; a key that is added does not.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from glasshouse.results.differences import Difference, Example, IndividualDifference, OverAssumptions
from glasshouse.results.part import Part, told
from glasshouse.results.sweep import SweepResults as SweepResults
from glasshouse.results.systems import LearnedFit, SystemResults
from glasshouse.results.turnover import TurnoverTotals

SCHEMA_VERSION = 1
"""Version of the documents' shape."""


class SmallestSize(Part):
    """The smallest difference of an observable from a twin's that matters."""

    value: Annotated[float, told("its size", "see of")]
    of: Annotated[Literal["twin", "unit"], told("a part of the twin's value, or in the observable's own unit")]
    why: Annotated[str, told("why less would not matter")]


class ObservableValue(Part):
    """One observable of a run."""

    value: Annotated[float | None, told("the value; null where it is undefined", "see unit")]
    unit: Annotated[str, told("its unit")]
    title: Annotated[str, told("what it is, in a phrase")]
    group: Annotated[str | None, told("the system that it belongs to, if any")] = None
    reason: Annotated[str | None, told("why it is undefined")] = None
    over: Annotated[int | None, told("of a share, how many its whole is", "acts, days, people or cases")] = None
    smallest: Annotated[SmallestSize | None, told("the smallest difference of it that matters")] = None


class KindTotals(Part):
    """Totals of one kind of conduct over all days."""

    title: Annotated[str, told("what it is called")]
    context: Annotated[str, told("the area of life")]
    happened: Annotated[int, told("times that it was done", "acts")]
    withheld: Annotated[int, told("times that it was held back", "acts")]
    recorded: Annotated[int, told("times that it was recorded", "acts")]
    missed: Annotated[int, told("times that it was done and not recorded", "acts")]
    invented: Annotated[int, told("records of it that rest on nothing", "records")]
    denied: Annotated[int, told("attempts that were denied", "attempts")]
    eased: Annotated[int, told("attempts that were made easier", "attempts")]
    worsened: Annotated[int, told("attempts that succeeded at worse terms", "attempts")] = 0
    surcharges: Annotated[int, told("their surcharges, added up, in thousandths of the usual price", "thousandths")] = 0


class RegionResults(Part):
    """One region over all days."""

    name: Annotated[str, told("its name")]
    people: Annotated[int, told("adults who live there", "people")]
    score_mean: Annotated[dict[str, float | None], told("mean score at the end, by system", "score")]
    accounts: Annotated[dict[str, int], told("accounts at the end, by system that judges", "accounts")] = Field(
        default_factory=dict
    )
    listed: Annotated[dict[str, int], told("of them, on the list", "people")] = Field(default_factory=dict)
    self_censorship: Annotated[float, told("mean self-censorship", "share")]
    sanctioned_share: Annotated[float, told("days under a sanction", "share")]
    withheld_per_1000: Annotated[float, told("acts held back", "per 1,000 people and day")]
    denied_per_1000: Annotated[float, told("attempts denied", "per 1,000 people and year")]
    critical_words_per_1000: Annotated[float, told("critical words, calls and searches", "per 1,000 people and day")]
    critical_words_withheld_share: Annotated[float | None, told("of them, held back", "share")]
    removed_per_1000: Annotated[float, told("words removed", "per 1,000 people and day")]
    grievance: Annotated[float, told("mean grievance", "share")]


class RegionOnMap(Part):
    """One region of the country, whether or not anybody lives there."""

    name: Annotated[str, told("its name")]
    abbr: Annotated[str, told("its letters on a map")]
    tile: Annotated[tuple[int, int] | None, told("its column and row on a tile map")]


class CountryFigure(Part):
    """What the people of a society should be like by the table of regions that they were made from."""

    name: Annotated[str, told("its name")]
    title: Annotated[str, told("what it is")]
    census: Annotated[str, told("the key of `society` that is held against it")]
    published: Annotated[float, told("the published value", "as `unit` says")]
    unit: Annotated[str, told("its unit")]
    tolerance: Annotated[tuple[float, float], told("least and greatest ratio that count as meeting it")]
    how: Annotated[str, told("how it was taken from the table")]
    source: Annotated[str, told("who published it")]
    url: Annotated[str | None, told("where it was read")]
    as_of: Annotated[str, told("when it was so")]
    basis: Annotated[str, told("what kind of source stands behind it")]
    note: Annotated[str, told("how far the two can be compared")]


class CountryResults(Part):
    """The country whose regions people live in, and its table of regions."""

    name: Annotated[str, told("its name")]
    title: Annotated[str, told("title of the table of regions")]
    source: Annotated[str, told("who published it")]
    url: Annotated[str | None, told("where it was read")]
    as_of: Annotated[str, told("when it was so")]
    basis: Annotated[str, told("what kind of source stands behind it")]
    noun: Annotated[tuple[str, str], told("what a region is called, one and several")]
    whole: Annotated[bool, told("whether people live in all regions by rule")]
    regions: Annotated[tuple[RegionOnMap, ...], told("all regions")]
    figures: Annotated[tuple[CountryFigure, ...], told("what its people should be like")]


class Census(Part):
    """The society as it was founded, counted."""

    people: Annotated[float, told("adults", "people")]
    mean_age: Annotated[float, told("mean age of adults", "years")]
    town: Annotated[float, told("live in towns", "share")]
    age_60_plus: Annotated[float, told("are 60 or older", "share")]
    migrant: Annotated[float, told("are registered elsewhere", "share")]
    minority: Annotated[float, told("belong to a minority", "share")]
    employed: Annotated[float, told("have work", "share")]
    men_per_100_women: Annotated[float | None, told("men per 100 women", "ratio")] = None
    adults_per_household: Annotated[float | None, told("adults per household", "people")] = None


class ChannelMatches(Part):
    """What records of rarer kinds by one channel rest on."""

    true: Annotated[int, told("records of what happened", "records")]
    false: Annotated[int, told("records of what did not", "records")]
    false_share: Annotated[float | None, told("false ones of all", "share")]


class GroupTotals(Part):
    """One group of people, by registration and minority, over all days."""

    people: Annotated[int, told("people in it at the end", "people")]
    person_days: Annotated[int, told("days of its people together", "person-days")]
    sanctioned_days: Annotated[int, told("of them under a sanction", "person-days")]
    wrongly_sanctioned_days: Annotated[int, told("of them under a sanction not earned", "person-days")]
    false_records: Annotated[int, told("false records", "records")]
    denied: Annotated[int, told("attempts denied", "attempts")]
    critical_words: Annotated[int, told("critical words, calls and searches", "acts")]
    critical_words_withheld: Annotated[int, told("those held back", "acts")]


class AttributeTotals(Part):
    """People who have an attribute that the scenario declares, or all others, over all days."""

    title: Annotated[str, told("what the attribute is called")]
    has: Annotated[bool, told("whether these are the people who have it, or all others")]
    people: Annotated[int, told("people in it at the end", "people")]
    person_days: Annotated[int, told("days of its people together", "person-days")]
    sanctioned_days: Annotated[int, told("of them under a sanction", "person-days")]
    wrongly_sanctioned_days: Annotated[int, told("of them under a sanction not earned", "person-days")]
    denied: Annotated[int, told("attempts denied", "attempts")]
    score_mean: Annotated[dict[str, float | None], told("mean score at the end, by system with a scale", "points")]
    on_file: Annotated[
        dict[str, int], told("people on whose file it stands, right or wrong, by system that reads it", "people")
    ]


class GoodTotals(Part):
    """A good of which there are too few, over all days."""

    title: Annotated[str, told("what it is called")]
    system: Annotated[str, told("the system whose score or band it goes by; empty for none")]
    asked: Annotated[int, told("people who asked, each time that they did", "people")]
    given: Annotated[int, told("of them got one", "people")]
    short: Annotated[int, told("of them got none for want of places", "people")]
    groups: Annotated[dict[str, dict[str, int]], told("asked, given and short by group", "people")]
    bands: Annotated[dict[str, dict[str, int]], told("given and short by band of the system, lowest first", "people")]
    attributes: Annotated[dict[str, dict[str, int]], told("asked and given by attribute", "people")]


class DebtTotals(Part):
    """A debt, over all days."""

    title: Annotated[str, told("what it is called")]
    opened: Annotated[int, told("put on people", "debts")]
    ended: Annotated[int, told("paid off", "debts")]
    late: Annotated[int, told("instalments missed", "instalments")]
    defaults: Annotated[int, told("defaults", "defaults")]
    paid: Annotated[float, told("what was paid", "monthly incomes")]
    fees: Annotated[float, told("fees added", "monthly incomes")]
    debtors: Annotated[float, told("people who owe, in the mean over days", "people")]
    owed: Annotated[float, told("what all owe together, in the mean over days", "monthly incomes")]


class Stage(Part):
    """One stage of a day."""

    name: Annotated[str, told("its name")]
    reads: Annotated[tuple[str, ...], told("tables that it reads")]
    writes: Annotated[tuple[str, ...], told("tables that it writes")]
    holds: Annotated[str, told("what holds after it")]


class Assumptions(Part):
    """What a run rests on that nobody has published."""

    count: Annotated[int, told("numbers that are assumptions", "numbers")]
    facts: Annotated[int, told("numbers that are published facts as they stand", "numbers")]
    share: Annotated[float | None, told("assumptions and derived values among all numbers", "share")]
    list: Annotated[
        tuple[tuple[str, float, str, tuple[float, float] | None, str], ...],
        told("key, value, unit, range and reason of each assumption"),
    ]
    derived: Annotated[int, told("numbers derived from published facts on something else", "numbers")] = 0
    definitions: Annotated[int, told("numbers that are true by definition", "numbers")] = 0
    derivations: Annotated[
        tuple[tuple[str, float, str, tuple[float, float] | None, str, str | None], ...],
        told("key, value, unit, range, reason and fact (or null) of each derived number"),
    ] = ()
    without_source: Annotated[
        tuple[tuple[str, float, str], ...], told("key, value and unit of each number that has neither reason nor fact")
    ] = ()


class PublishedBeside(Part):
    """A published figure beside the run's own."""

    name: Annotated[str, told("its name within the topic")]
    topic: Annotated[str, told("the topic")]
    title: Annotated[str, told("what is compared")]
    role: Annotated[Literal["fit", "seen", "unseen"], told("used to set values, known while building, or neither")]
    fact: Annotated[str, told("the published fact")]
    source: Annotated[str | None, told("where it was published")]
    url: Annotated[str | None, told("address of the source")]
    as_of: Annotated[str | None, told("the date that it holds for")]
    basis: Annotated[str | None, told("how it is known")]
    published: Annotated[float, told("the published figure", "see unit")]
    ours: Annotated[float | None, told("the run's own; null where it has none", "see unit")]
    unit: Annotated[str, told("unit of both")]
    ratio: Annotated[float | None, told("ours over the published one", "ratio")]
    tolerance: Annotated[tuple[float, float], told("least and greatest ratio that meets it", "ratio")]
    meets: Annotated[bool | None, told("whether ours meets it")]
    of: Annotated[tuple[int, str] | None, told("over how many of what ours was counted, where that can be said")] = None
    how: Annotated[str, told("how the fact is converted")]
    note: Annotated[str, told("how far the two can be compared")]


class ReformResults(Part):
    """What came of one reform."""

    name: Annotated[str, told("its name")]
    title: Annotated[str, told("what happens when it comes")]
    by: Annotated[Literal["vote", "refusal", "court", "regulator"], told("who changes the rules")]
    support: Annotated[float, told("the greatest support that it had until it was reached", "share")]
    at_least: Annotated[float, told("the support that it needs", "share")]
    begins: Annotated[int | None, told("first day under its rules, from 0; null where it was not reached", "day")]


class RunResults(Part):
    """The results document of a run."""

    schema_version: Annotated[int, told("version of this schema")]
    digest: Annotated[str, told("digest of the inputs")]
    state_digest: Annotated[str, told("digest of the last day's tables, the days' counts and the observables")]
    digests: Annotated[dict[str, str], told("digest of each stage over all days")]
    cached: Annotated[bool, told("whether the run had been made before")]
    complete: Annotated[bool, told("whether it came to its end")]
    run: Annotated[str | None, told("the run's folder")]
    report: Annotated[str | None, told("the report's file, where one was written")] = None
    scenario: Annotated[str, told("what the scenario was called by")]
    title: Annotated[str, told("title of the scenario")]
    description: Annotated[str, told("the scenario in words")]
    settings: Annotated[
        tuple[str, ...] | None,
        told("what differs from the scenario of that name, as key=value; null if more than values do"),
    ]
    seed: Annotated[int, told("the luck, a whole number of 64 bits")]
    threads: Annotated[int, told("threads in use", "threads")]
    seconds: Annotated[float, told("wall time without compiling and writing", "seconds")]
    ns_per_citizen_day: Annotated[float, told("time for a citizen's day", "nanoseconds")]
    events_per_citizen_day: Annotated[float | None, told("acts of a citizen in a day", "acts")]
    peak_rss_mib: Annotated[float | None, told("the most memory that the process has held", "MiB")]
    bytes_per_citizen: Annotated[float, told("size of the state", "bytes")]
    fitted: Annotated[tuple[str, ...], told("published figures that the scenario was fitted to")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("how long it lasted", "days")]
    systems: Annotated[dict[str, SystemResults], told("systems in force, by name")]
    observables: Annotated[dict[str, ObservableValue], told("what became of society, by name")]
    kinds: Annotated[dict[str, KindTotals], told("totals by kind of conduct")]
    regions: Annotated[tuple[RegionResults, ...], told("regions in which anybody lives")]
    country: Annotated[CountryResults | None, told("the country that the regions belong to; null if there is none")] = (
        None
    )
    society: Annotated[Census, told("the society as it stands at the end; as it was founded, where nobody ages")]
    channels: Annotated[tuple[str, ...], told("titles of the channels")]
    matches: Annotated[dict[str, ChannelMatches], told("what records of rarer kinds rest on, by channel")]
    groups: Annotated[dict[str, GroupTotals], told("totals by group")]
    attributes: Annotated[
        dict[str, AttributeTotals], told("totals by attribute that the scenario declares: who has it, and `without` it")
    ] = Field(default_factory=dict)
    goods: Annotated[dict[str, GoodTotals], told("goods of which there are too few")] = Field(default_factory=dict)
    debts: Annotated[dict[str, DebtTotals], told("debts with a course of their own")] = Field(default_factory=dict)
    stages: Annotated[tuple[Stage, ...], told("the stages of a day, in order")]
    notices: Annotated[
        tuple[tuple[str, str], ...], told("key and sentence of each part without effect, or that never errs")
    ]
    assumptions: Annotated[Assumptions, told("what it rests on that nobody has published")]
    facts_used: Annotated[tuple[str, ...], told("ids of the facts that it rests on")]
    decided: Annotated[dict[str, tuple[LearnedFit, ...]], told("what institutions decided, by name")]
    reforms: Annotated[tuple[ReformResults, ...], told("what came of each reform")] = ()
    turnover: Annotated[TurnoverTotals | None, told("who went and came; null where nobody ages")] = None
    glasshouse: Annotated[str, told("version of Glasshouse")]
    environment: Annotated[dict[str, str], told("what it was made with")]
    published: Annotated[tuple[PublishedBeside, ...], told("published figures beside the run's own")]


class ComparisonResults(Part):
    """The results document of a comparison: one shape for one twin or many."""

    schema_version: Annotated[int, told("version of this schema")]
    digest: Annotated[str, told("digest of the inputs")]
    cached: Annotated[bool, told("whether the comparison had been made before")]
    complete: Annotated[bool, told("whether it came to its end")]
    run: Annotated[str, told("the comparison's folder")]
    report: Annotated[str | None, told("the report's file, where one was written")] = None
    over_assumptions: Annotated[OverAssumptions | None, told("what the assumptions do, where that was asked for")] = (
        None
    )
    places: Annotated[dict[str, str], told("folder of each world within the comparison's")]
    scenario: Annotated[str, told("names of the worlds")]
    title: Annotated[str, told("what it is called")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[int, told("how long it lasted", "days")]
    seed: Annotated[int, told("the first seed, a whole number of 64 bits")]
    worlds: Annotated[dict[str, RunResults], told("results of each world with the first seed, the base first")]
    base: Annotated[str, told("name of the world that twins are held against")]
    replicates: Annotated[int, told("how many seeds", "seeds")]
    seeds: Annotated[tuple[int, ...], told("the seeds, whole numbers of 64 bits")]
    interval: Annotated[str, told("how intervals were made")]
    differences: Annotated[dict[str, dict[str, Difference]], told("base minus twin, by twin and observable")]
    individual_differences: Annotated[
        dict[str, dict[str, IndividualDifference]], told("whose days were not those of the twin, by twin and outcome")
    ]
    examples: Annotated[tuple[Example, ...], told("citizens for whom that was so")]


DOCUMENTS: dict[str, type[Part]] = {"results": RunResults, "comparison": ComparisonResults, "sweep": SweepResults}
"""The models by the name of their schema."""


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schemas of results documents by name: results (of a run), comparison, sweep."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {name: {"$schema": dialect, **model.model_json_schema()} for name, model in DOCUMENTS.items()}
