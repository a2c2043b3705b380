"""Experiments: which worlds are lived, how they are read, and the published figures and signs that they are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse import facts
from glasshouse.documents.strict import Document, load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.targets.published import PublishedFigure, Role, load_published

Words = Annotated[str, Field(min_length=1)]
Expected = Literal["-", "+", "0", "not 0"]
"""What is expected of a sign: less, more, no difference, or some difference."""
HELD: tuple[Role, ...] = ("seen", "unseen")
"""The classes of figures that may be tested: those that no value was set by."""


class Size(Document):
    """How large the worlds of an experiment are.

    Attributes:
        citizens: adults.
        days: days; several lengths are several runs.
        seeds: how many seeds, counting up from 1.
    """

    citizens: int = Field(ge=256)
    days: tuple[int, ...] = Field(min_length=1)
    seeds: int = Field(ge=2)


class Held(Document):
    """A published size or sign, and what of the worlds is held against it.

    Attributes:
        title: what is compared.
        role: ``seen`` if the figure was known while the model was built, ``unseen`` if it was not.
        reads: name of the observable.
        against: the variant that is taken off; None to take the world's own value.
        relative: whether the difference is divided by the variant's value.
        fact: dotted path of the published figure; None where a study gives a sign alone.
        minus: dotted path of a figure to be taken off.
        times: factor.
        per: divisor.
        reading: the number that the words of a fact are taken to mean.
        study: name of the study that gives the sign.
        source_fact: id of the fact that gives the sign, where no study of the table does.
        sign: what the study found; None where a size is given.
        smallest: the smallest difference that matters, of a sign.
        unit: unit of the figure.
        how: the conversion in words.
        tolerance: least and greatest ratio of ours to the published figure that count as meeting it.
        truth: the difference that twins show where the study could only estimate: an observable, taken against the variant.
        estimator: the estimator, where one is used.
        put_in: what of the answer was put in.
        note: how far the two can be compared.
    """

    title: Words
    role: Role
    reads: Words
    against: Words | None = None
    relative: bool = False
    fact: Words | None = None
    minus: Words | None = None
    times: float = 1.0
    per: float = Field(default=1.0, gt=0)
    reading: float | None = None
    study: Words | None = None
    source_fact: Words | None = None
    sign: Expected | None = None
    smallest: float = Field(default=0.0, ge=0)
    unit: Words = "relative change"
    how: str = ""
    tolerance: tuple[float, float] | None = None
    truth: Words | None = None
    estimator: str = ""
    put_in: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = list(self._problems())
        if problems:
            raise InputError(problems)
        self.published()
        self.origin()
        return self

    def _problems(self) -> Iterator[Problem]:
        if self.role not in HELD:
            yield refused("role")
        yield from self._problems_of_sources()
        if (self.sign is None) != (self.fact is not None):
            yield Problem(key="sign", expected="a sign of a study, or the size of a fact", found=repr(self.sign))
        if self.fact is not None and (self.tolerance is None or not 0 < self.tolerance[0] <= self.tolerance[1]):
            yield Problem(key="tolerance", expected="[low, high] above 0", found=repr(self.tolerance))
        if (self.relative or self.truth is not None) and self.against is None:
            yield Problem(key="against", expected="the variant that the world is held against", found="none")

    def _problems_of_sources(self) -> Iterator[Problem]:
        sources = [each for each in (self.fact, self.study, self.source_fact) if each is not None]
        if len(sources) != 1:
            # Two sources would leave open which of them is met.
            found = " and ".join(sources) or "none"
            yield Problem(key="fact", expected="one of fact, study and source_fact", found=found)
        if self.study is not None and self.study not in facts.studies():
            nearest = nearest_name(self.study, facts.studies())
            yield Problem(key="study", expected="the name of a study", found=repr(self.study), nearest=nearest)

    def published(self) -> float | None:
        """The published figure in `unit`; None where only a sign is known."""
        if self.fact is None:
            return None
        if self.reading is not None:
            return self.reading
        off = facts.number(self.minus).value if self.minus else 0.0
        return (float(facts.number(self.fact).value) - off) * self.times / self.per

    @property
    def facts(self) -> tuple[str, ...]:
        """Dotted paths of all facts that it is made from; the id alone where a fact gives the sign."""
        return tuple(path for path in (self.fact, self.minus, self.source_fact) if path is not None)

    def origin(self) -> dict[str, str | None]:
        """Source, address, date and basis of the figure or study."""
        if self.study is not None:
            study = facts.studies()[self.study]
            return {"source": study.cite, "url": study.url, "as_of": study.as_of, "basis": study.design}
        fact = facts.get((self.fact or self.source_fact or "").partition(".")[0])
        return {"source": fact.source, "url": fact.url, "as_of": fact.as_of, "basis": fact.basis}


class Untested(Document):
    """A figure or study that is held against nothing, and why."""

    what: Words
    why: Words


class Experiment(Document):
    """One experiment.

    Attributes:
        title: heading.
        about: what is lived and why, in a sentence or two.
        put_in: what of the answers was put in, in a sentence.
        scenario: the scenario.
        settings: changes to it.
        variants: worlds beside it, by name: further changes to the scenario.
        probe: name of an installed probe that reads more of each world.
        full: how large the worlds are.
        quick: how large they are in a quick look.
        published: figures of the library, ``topic.name``, that these worlds are read for.
        figures: figures and signs that no single run can be read for, by name.
        untested: what has no counterpart, and why.
    """

    title: Words
    about: Words
    put_in: Words
    scenario: Words
    settings: tuple[str, ...] = ()
    variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    probe: str = ""
    full: Size
    quick: Size
    published: tuple[str, ...] = ()
    figures: dict[str, Held] = Field(default_factory=dict)
    untested: tuple[Untested, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [problem for name in self.published for problem in _problems_of(name)]
        for name, figure in self.figures.items():
            if figure.against is not None and figure.against not in self.variants:
                nearest = nearest_name(figure.against, self.variants)
                key, found = f"figures.{name}.against", repr(figure.against)
                problems.append(Problem(key=key, expected="a variant", found=found, nearest=nearest))
        if problems:
            raise InputError(problems)
        return self


def refused(key: str, found: str = "'fit': values were set by it") -> Problem:
    """That a figure was fitted, so that it is no test.

    Args:
        key: where it is asked for.
        found: what it is.
    """
    return Problem(
        key=key,
        expected="a figure that no value was set by",
        found=found,
        advice="nothing that was fitted is tested: meeting it would prove nothing",
    )


def library_figures() -> dict[str, PublishedFigure]:
    """The library's published figures by ``topic.name``."""
    return {
        f"{topic}.{name}": figure
        for topic, section in load_published().items()
        for name, figure in section.figures.items()
    }


def _problems_of(name: str) -> Iterator[Problem]:
    known = library_figures()
    if name not in known:
        yield Problem(
            key="published", expected="a published figure", found=repr(name), nearest=nearest_name(name, known)
        )
    elif known[name].role not in HELD:
        yield refused("published", f"{name!r}, which values were set by")


@cache
def load_experiments(folder: Traversable | None = None) -> Mapping[str, Experiment]:
    """The experiments of a folder by name; those that ship by default.

    Raises:
        InputError: a file is not as it should be; lists every problem of every file.
    """
    folder = folder or files("glasshouse.heldout") / "experiments"
    found: dict[str, Experiment] = {}
    problems: list[Problem] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml"):
            continue
        try:
            found[entry.name.removesuffix(".toml")] = load_document(entry, Experiment)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found
