"""The document of `glasshouse validate --data`: every key with its meaning and its unit."""

from __future__ import annotations

from typing import Annotated, Literal

from glasshouse.results.part import Part, told
from glasshouse.targets.published import Role

Answer = Literal["met", "missed", "cannot be told"]
"""What may be said of a figure."""


class FigureResult(Part):
    """One published figure or sign beside ours. The keys of a run's `published` mean the same there."""

    name: Annotated[str, told("topic.name, or experiment.name")]
    experiment: Annotated[str, told("the experiment")]
    title: Annotated[str, told("what is compared")]
    kind: Annotated[Literal["size", "sign"], told("whether a size was published, or a sign alone")]
    role: Annotated[Role, told("seen: known while building; unseen: neither used nor known. Never fit")]
    fact: Annotated[str, told("the fact, or the study")]
    source: Annotated[str | None, told("who published it")]
    url: Annotated[str | None, told("where it was read")]
    as_of: Annotated[str | None, told("when it was so")]
    basis: Annotated[str | None, told("what kind of source stands behind it; of a study, its design")]
    published: Annotated[float | None, told("the published size; null of a sign", "see unit")]
    expected: Annotated[str | None, told("the published sign: - less, + more, 0 none, not 0 some; null of a size")]
    ours: Annotated[float | None, told("mean over the seeds; null where it is undefined", "see unit")]
    low: Annotated[float | None, told("lower end of the 95% interval over luck", "see unit")]
    high: Annotated[float | None, told("upper end", "see unit")]
    seeds: Annotated[tuple[int, int], told("seeds in which ours is defined, of how many; the others are left out")]
    unit: Annotated[str, told("unit of both")]
    ratio: Annotated[float | None, told("ours over the published size; null of a sign", "ratio")]
    tolerance: Annotated[tuple[float, float] | None, told("ratios that count as near; null of a sign", "ratio")]
    smallest: Annotated[float | None, told("the smallest difference that matters; null of a size", "see unit")]
    meets: Annotated[bool | None, told("whether it is met; null where that cannot be told")]
    answer: Annotated[Answer, told("the same in words")]
    clear: Annotated[bool | None, told("whether the whole interval says the same; null without an interval")]
    why: Annotated[str, told("why")]
    truth: Annotated[
        float | None, told("what twins with the same luck show, where the study could only estimate", "relative change")
    ]
    truth_low: Annotated[float | None, told("lower end of its interval", "relative change")]
    truth_high: Annotated[float | None, told("upper end", "relative change")]
    truth_seeds: Annotated[
        tuple[int, int] | None, told("seeds in which that is defined, of how many; null where no twins are asked")
    ]
    estimator: Annotated[str, told("the estimator; empty where none is used")]
    put_in: Annotated[str, told("what of the answer was put in")]
    how: Annotated[str, told("the conversion in words")]
    note: Annotated[str, told("how far the two can be compared")]


class Lived(Part):
    """One experiment as it was lived."""

    name: Annotated[str, told("its name")]
    title: Annotated[str, told("its title")]
    about: Annotated[str, told("what is lived and why")]
    put_in: Annotated[str, told("what of the answers was put in")]
    scenario: Annotated[str, told("the scenario")]
    settings: Annotated[tuple[str, ...], told("changes to it")]
    variants: Annotated[dict[str, tuple[str, ...]], told("worlds beside it, and their changes")]
    citizens: Annotated[int, told("adults", "people")]
    days: Annotated[tuple[int, ...], told("days of each run", "days")]
    seeds: Annotated[int, told("seeds, counting up from 1")]


class NotTested(Part):
    """What is held against nothing."""

    experiment: Annotated[str, told("the experiment that it would belong to")]
    what: Annotated[str, told("the figure or study")]
    why: Annotated[str, told("why")]


class DataDocument(Part):
    """Held-out figures and re-enacted studies beside what the laboratory gives for them."""

    quick: Annotated[bool, told("whether it was a quick look, with small worlds and few seeds")]
    command: Annotated[str, told("the command that makes it again")]
    digest: Annotated[str, told("SHA-256 over all runs behind it")]
    met: Annotated[
        dict[str, tuple[int, int]], told("by class: figures met, of figures of which that can be told; fit is refused")
    ]
    experiments: Annotated[tuple[Lived, ...], told("what was lived")]
    figures: Annotated[tuple[FigureResult, ...], told("every figure, misses as well")]
    untested: Annotated[tuple[NotTested, ...], told("what has no counterpart in the model, or was fitted, and why")]
    refused: Annotated[
        tuple[str, ...], told("published figures of the library that values were set by: none is tested")
    ]
