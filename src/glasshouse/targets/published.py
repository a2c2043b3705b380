"""A run beside published figures: which were used to set values, which were known, which were neither, and which are met.

The figures stand in ``library/published``, one TOML file per topic. Each names a published fact, how it is
converted, the gauge that reads the run, and how near counts as near, the same for every run. A figure is used where its
systems, its place, its length and its twin are there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from glasshouse import facts
from glasshouse.documents.strict import Document, load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.targets.readings import GAUGES, Reading, counted_over

__all__ = ["Needs", "PublishedFigure", "PublishedTopic", "load_published", "published_figures"]

Words = Annotated[str, Field(min_length=1)]
Role = Literal["fit", "seen", "unseen"]
"""What a figure was to those who built the model: used to set values, known to them, or neither."""
ROLES: Mapping[Role, str] = {
    "fit": "used to set values",
    "seen": "known while building",
    "unseen": "neither used nor known",
}
"""The roles in words, the one that proves least first."""


class Needs(Document):
    """What a run must have for a figure to say anything about it.

    Attributes:
        systems: systems that must be in force.
        place: a region in which everybody must live.
        country: a country in which everybody must live.
        whole: whether people must live in all regions of the country by rule.
        twin: the variant that must stand beside the run.
        recorded: kinds of conduct that somebody must have recorded.
        days: fewest and most days that the run may last, for a figure of one date.
    """

    systems: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    whole: bool = False
    twin: str | None = None
    recorded: tuple[str, ...] = ()
    days: tuple[int, int] | None = None


class PublishedFigure(Document):
    """One published figure and how a run is read beside it.

    The published value is ``(fact - minus) × times / per``, or ``reading`` where the fact is words.

    Attributes:
        title: what is compared.
        role: ``fit`` if values were set by the figure, so that meeting it proves nothing; ``seen`` if it was known while the
            model was built, so that it may have steered it; ``unseen`` if it was neither. Of a scenario that says it was
            `fitted` to the figure, it is ``fit``.
        fact: dotted path of the figure, or the id of a fact in words.
        minus: dotted path of a figure to be taken off.
        times: factor.
        per: divisor.
        reading: the number that the words of a fact are taken to mean.
        unit: unit of the converted value.
        how: the conversion in words.
        gauge: how the run is read; one of the closed list.
        of: names for the gauge.
        tolerance: least and greatest ratio of ours to the published one that count as meeting it.
        needs: what must be there.
        note: how far the two can be compared.
    """

    title: Words
    role: Role
    fact: Words
    minus: Words | None = None
    times: float = 1.0
    per: float = Field(default=1.0, gt=0)
    reading: float | None = None
    unit: Words
    how: Words
    gauge: Words
    of: tuple[str, ...] = ()
    tolerance: tuple[float, float]
    needs: Needs = Needs()
    note: str = ""

    @field_validator("gauge")
    @classmethod
    def _known(cls, gauge: str) -> str:
        if gauge not in GAUGES:
            raise InputError(
                Problem(expected="the name of a gauge", found=repr(gauge), nearest=nearest_name(gauge, GAUGES))
            )
        return gauge

    @model_validator(mode="after")
    def _reads(self) -> Self:
        if not 0 < self.tolerance[0] <= self.tolerance[1]:
            raise InputError(Problem(key="tolerance", expected="[low, high] above 0", found=str(list(self.tolerance))))
        if self.reading is None:
            self.published()
        self.origin()
        return self

    def published(self) -> float:
        """The published figure in `unit`."""
        if self.reading is not None:
            return self.reading
        off = facts.number(self.minus).value if self.minus else 0.0
        return (float(facts.number(self.fact).value) - off) * self.times / self.per

    @property
    def facts(self) -> tuple[str, ...]:
        """Dotted paths of all figures that it is made from."""
        return (self.fact,) if self.minus is None else (self.fact, self.minus)

    def origin(self) -> dict[str, str | None]:
        """Source, address, date and basis of the fact."""
        id_ = self.fact.partition(".")[0]
        fact = facts.get(id_)
        return {"source": fact.source, "url": fact.url, "as_of": fact.as_of, "basis": fact.basis}


class PublishedTopic(Document):
    """One file of published figures.

    Attributes:
        title: heading.
        about: what its figures have in common, in a sentence.
        figures: the figures by name.
    """

    title: Words
    about: Words
    figures: dict[str, PublishedFigure]


@cache
def load_published(folder: Traversable | None = None) -> Mapping[str, PublishedTopic]:
    """The topics of a folder by name; those of the library by default.

    Raises:
        InputError: a file is not as it should be; lists every problem of every file.
    """
    folder = folder or files("glasshouse.library") / "published"
    topics: dict[str, PublishedTopic] = {}
    problems: list[Problem] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        try:
            topics[entry.name.removesuffix(".toml")] = load_document(entry, PublishedTopic)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return topics


def figure_names() -> dict[str, PublishedFigure]:
    """The library's figures by ``topic.name``."""
    return {f"{topic}.{name}": figure for topic, section in load_published().items()
            for name, figure in section.figures.items()}  # fmt: skip


def published_figures(document: Mapping[str, Any], comparison: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Every published figure that fits a run, with the run's own beside it.

    Args:
        document: the results document of the run.
        comparison: the comparison whose base is that run, where there is one.

    Returns:
        One table per figure: name, topic, title, role, fact, source, url, as_of, basis, published, ours,
        unit, ratio, tolerance, meets, of, how, note. ``ours``, ``ratio`` and ``meets`` are None where the run has
        no such number. ``of`` says over how many of what ours was counted, or is None.
    """
    reading = Reading(document, comparison)
    own = [_beside_country(figure, reading) for figure in (document.get("country") or {}).get("figures", ())]
    return own + [
        _beside(topic, name, figure, reading)
        for topic, section in load_published().items()
        for name, figure in section.figures.items()
        if all(_met(figure.needs, reading))
    ]


def met_by_role(figures: Iterable[Mapping[str, Any]]) -> dict[Role, tuple[int, int]]:
    """How many figures are met, of how many that the run tells, by role; those without any as well.

    Args:
        figures: what `published_figures` gives, or the same from a results document.
    """
    judged = [(figure["role"], bool(figure["meets"])) for figure in figures if figure["meets"] is not None]
    return {role: (judged.count((role, True)), sum(each == role for each, _ in judged)) for role in ROLES}


def missed_targets(figures: Iterable[Mapping[str, Any]], fitted: Collection[str]) -> list[dict[str, Any]]:
    """Of the figures that a scenario was fitted to, those that its run misses.

    Args:
        figures: as for `met_by_role`.
        fitted: the scenario's `fitted`.
    """
    own = (dict(figure) for figure in figures if f"{figure['topic']}.{figure['name']}" in fitted)
    return [figure for figure in own if figure["meets"] is False]


def _met(needs: Needs, reading: Reading) -> Iterator[bool]:
    yield set(needs.systems) <= _everywhere(reading)
    places = [region["name"] for region in reading.document.get("regions", ())]
    country = reading.document.get("country") or {}
    if needs.place is not None:
        yield places == [needs.place]
    if needs.country is not None:
        yield country.get("name") == needs.country
    if needs.whole:
        yield bool(country.get("whole"))
    yield all(reading.kind(name).get("recorded") for name in needs.recorded)
    if needs.days is not None:
        yield needs.days[0] <= reading.document["days"] <= needs.days[1]
    if needs.twin is not None:
        yield reading.twin(needs.twin) is not None


def _everywhere(reading: Reading) -> set[str]:
    """Names of the systems that published figures may tell of: not of one that comes by region."""
    return {name for name, system in reading.document.get("systems", {}).items() if not system.get("rollout")}


def _beside_country(figure: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
    """A figure of the country's own table of regions beside the society that was made from it."""
    ours, published = reading.document.get("society", {}).get(figure["census"]), figure["published"]
    ratio = ours / published if ours is not None and published else None
    low, high = figure["tolerance"]
    said = {
        key: figure[key]
        for key in ("name", "title", "source", "url", "as_of", "basis", "published", "unit", "how", "note")
    }
    return said | {
        "topic": "society",
        "role": "fit",
        "fact": f"the table of regions, {figure['census']}",
        "ours": ours,
        "ratio": ratio,
        "tolerance": [low, high],
        "meets": None if ratio is None else low <= ratio <= high,
        "of": None,
    }


def _beside(topic: str, name: str, figure: PublishedFigure, reading: Reading) -> dict[str, Any]:
    published, ours = figure.published(), GAUGES[figure.gauge](reading, figure.of)
    ratio = ours / published if ours is not None and published else None
    low, high = figure.tolerance
    return {
        "name": name,
        "topic": topic,
        "title": figure.title,
        "role": "fit" if f"{topic}.{name}" in reading.document.get("fitted", ()) else figure.role,
        "fact": figure.fact,
        **figure.origin(),
        "published": published,
        "ours": ours,
        "unit": figure.unit,
        "ratio": ratio,
        "tolerance": [low, high],
        "meets": None if ratio is None else low <= ratio <= high,
        "of": counted_over(figure.gauge, reading, figure.of),
        "how": figure.how,
        "note": figure.note,
    }
