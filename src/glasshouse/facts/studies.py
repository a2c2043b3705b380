"""Studies that look for an effect of scoring, lists or surveillance: design, sample, sign, and what they do not say.

They are kept as data so that pages can show them side by side and tests can hold a model against their signs. Most give a
direction and no size in what could be read; two that disagree name each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from glasshouse.documents.strict import Document, load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.facts.schema import Confidence, Date, Quality, UnitName, Url, Words

Design = Literal[
    "randomised",
    "regression discontinuity",
    "difference in differences",
    "survey experiment",
    "game in a laboratory",
    "studies taken together",
    "interrupted series",
    "observed",
    "self-reports",
    "comparison of cases",
]
"""How the study tells an effect from what would have come anyway, the strongest designs first."""

Sign = Literal["+", "-", "0", "mixed", "not seen"]
"""Whether there is more (``+``) or less (``-``) of the outcome with the cause, no difference (``0``), or some of each."""

Who = Literal["firms", "persons", "records", "places"]
"""Whose outcome it is."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Estimate(Document):
    """A size that a study gives.

    Attributes:
        of: what changes.
        value: by how much, in `unit`.
        unit: its unit.
        interval: from where to where it may lie, if that was read.
    """

    of: Words
    value: float
    unit: UnitName
    interval: tuple[float, float] | None = None


class Study(Document):
    """One study and its finding on one outcome.

    Attributes:
        question: the question that it speaks to, one of the file's.
        cite: who, what and where.
        url: where it was read, if a lasting address is known.
        as_of: when it was published, or presented.
        design: how it tells an effect from what would have come anyway.
        sample: what was observed.
        who: whose outcome it is.
        cause: what differs.
        outcome: what is measured.
        sign: which way the outcome goes with the cause.
        estimates: sizes, where a text that was read gives any.
        finding: what was found, in a sentence or two.
        not_said: what it must not be used for.
        against: studies of the same question that find the opposite.
        confidence: whether a text that states the finding was read.
        quality: how near that text is to the study.
    """

    question: Name
    cite: Words
    url: Url | None = None
    as_of: Date
    design: Design
    sample: Words
    who: Who
    cause: Words
    outcome: Words
    sign: Sign
    estimates: tuple[Estimate, ...] = ()
    finding: Words
    not_said: Words
    against: tuple[Name, ...] = ()
    confidence: Confidence
    quality: Quality

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.confidence == "recalled") != (self.quality == "none"):
            found = f"quality {self.quality!r} with confidence {self.confidence!r}"
            raise InputError(Problem(key="quality", expected="'none' for what is recalled, and only then", found=found))
        return self


class Literature(Document):
    """The file of studies.

    Attributes:
        title: heading.
        about: what it holds.
        questions: the questions, by name, in reading order.
        studies: the studies, by name.
    """

    title: Words
    about: Words
    questions: dict[Name, Words]
    studies: dict[Name, Study]

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [problem for name in self.studies for problem in self._problems_of(name)]
        if problems:
            raise InputError(problems)
        return self

    def _problems_of(self, name: str) -> Iterator[Problem]:
        """An unknown question, or a contradiction that the other side does not know of."""
        study, key = self.studies[name], f"studies.{name}"
        if study.question not in self.questions:
            nearest = nearest_name(study.question, self.questions)
            yield Problem(
                key=f"{key}.question", expected="a question of the file", found=repr(study.question), nearest=nearest
            )
        for other in study.against:
            if other not in self.studies:
                nearest = nearest_name(other, self.studies)
                yield Problem(key=f"{key}.against", expected="the name of a study", found=repr(other), nearest=nearest)
            # A contradiction is shown from both sides, and only answers to one question can contradict each other.
            elif name not in self.studies[other].against or self.studies[other].question != study.question:
                expected = f"a study of the same question that names {name!r} in turn"
                yield Problem(key=f"{key}.against", expected=expected, found=repr(other))

    def on(self, question: str) -> Mapping[str, Study]:
        """The studies of one question, by name."""
        return {name: study for name, study in self.studies.items() if study.question == question}


def load_literature(path: Path | Traversable) -> Literature:
    """The studies of a file.

    Raises:
        InputError: the file is not as it should be; lists every problem.
    """
    return load_document(path, Literature)


@cache
def literature() -> Literature:
    """The studies of the library, with their questions."""
    return load_literature(files("glasshouse.facts") / "studies.toml")


def studies() -> Mapping[str, Study]:
    """The studies of the library by name, in the order of the file; frozen."""
    return MappingProxyType(literature().studies)
