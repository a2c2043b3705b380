"""The European Commission's examples of social scoring and their scenarios, as ``commission.toml`` beside this file says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, Self

from pydantic import Field, model_validator

from glasshouse.documents.strict import Document, parse_document
from glasshouse.documents.toml import read_text
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.library import names

__all__ = ["Answer", "Example", "Examples", "Expected", "examples", "read_examples"]

FILE = "commission.toml"

Answer = Literal["prohibited", "out of scope"]
"""What the Commission says of an example. *Out of scope* always supposes that the law is followed."""


class Expected(Document):
    """On which of the prohibition's two grounds the Commission's text counts an example as prohibited.

    Attributes:
        unrelated: worse treatment in a context unrelated to that in which the data arose, Article 5(1)(c)(i).
        unjustified_or_disproportionate: worse treatment that is unjustified or disproportionate to the behaviour or its
            gravity, Article 5(1)(c)(ii); the text gives the two as one ground.
    """

    unrelated: bool = False
    unjustified_or_disproportionate: bool = False


class Example(Document):
    """An example of the guidelines.

    Attributes:
        name: what to call it.
        point: the number of its point in the guidelines.
        says: what it is, in words of ours.
        answer: what the Commission says of it.
        scenario: the scenario of the library that is it; none if the model cannot say it.
        why: why the model cannot say it; empty if a scenario does.
        expected: the grounds of what is prohibited; none of what is not.
    """

    name: str = Field(min_length=1)
    point: int = Field(ge=146, le=182)
    says: str = Field(min_length=1, max_length=160)
    answer: Answer
    scenario: str | None = None
    why: str = ""
    expected: Expected | None = None

    @model_validator(mode="after")
    def _is_told_whole(self) -> Self:
        problems = [*_incomplete(self)]
        if problems:
            raise InputError(problems)
        return self


def _incomplete(example: Example) -> Iterator[Problem]:
    """What is missing of an example, or said twice."""
    if (example.scenario is None) != bool(example.why):
        yield Problem(key="why", expected="either a scenario or the reason why there is none", found=repr(example.why))
    grounds = example.expected
    if (example.answer == "prohibited") != (grounds is not None):
        yield Problem(
            key="expected", expected="grounds of what is prohibited, and of nothing else", found=repr(grounds)
        )
    if grounds is not None and not (grounds.unrelated or grounds.unjustified_or_disproportionate):
        yield Problem(key="expected", expected="a ground", found="none")


class Examples(Document):
    """All examples of the guidelines, in their order.

    Attributes:
        title: what they are.
        source: where they stand.
        examples: the examples.
    """

    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    examples: tuple[Example, ...] = Field(min_length=1)


@cache
def examples() -> Mapping[str, Example]:
    """The examples by name, in the order of the guidelines.

    Raises:
        InputError: the file does not fit, or names a scenario that there is not; lists every problem.
    """
    found = read_examples(read_text(files(__package__).joinpath(FILE)), FILE)
    return {example.name: example for example in found.examples}


def read_examples(text: str, name: str) -> Examples:
    """The examples as a document says them.

    Args:
        text: the document, in TOML.
        name: what to call it in errors.

    Raises:
        InputError: the document does not fit, names an example twice, or a scenario that there is not; lists every problem.
    """
    found = parse_document(text, Examples, name)
    problems = [*_wrong_names(found, name)]
    if problems:
        raise InputError(problems)
    return found


def _wrong_names(found: Examples, file: str) -> Iterator[Problem]:
    scenarios, seen = names("scenarios"), set[str]()
    for example in found.examples:
        if example.name in seen:
            yield Problem(file=file, key=example.name, expected="each example once", found="it twice")
        seen.add(example.name)
        if example.scenario is not None and example.scenario not in scenarios:
            nearest = nearest_name(example.scenario, scenarios)
            key, found_name = f"{example.name}.scenario", repr(example.scenario)
            yield Problem(file=file, key=key, expected="a scenario of the library", found=found_name, nearest=nearest)
