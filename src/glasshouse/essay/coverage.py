"""The table of the essay's sentences: what each names, and by which scenario, mechanism, observable and test it is shown.

The essay's own words are not here: a sentence is called by section and number, with a few words of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from glasshouse import library
from glasshouse.claims.catalogue import claims
from glasshouse.documents.strict import Document, load_document
from glasshouse.engine.expected import observables_by_stand_in
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.registry.catalogue import mechanisms

Status = Literal["covered", "partly", "not yet", "left out"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""What can be said of a sentence, best first."""
_SHOWN = ("covered", "partly")


class Row(Document):
    """Something that a sentence names, and where it stands.

    Attributes:
        sentence: number of the sentence in its section, from 1, headings and notes not counted.
        says: what it names, in a few words of ours.
        status: ``covered``; ``partly``; ``not yet``, for what is not there but could be; ``left out``.
        scenarios: scenarios of the library that show it.
        mechanisms: mechanisms of the registry that do it.
        observables: observables that it is read from; systems, markets and lines have stand-ins.
        claims: claims that try it.
        tests: tests that hold it, ``path::name``.
        why: what is missing, or why it is left out; only of what is covered there is nothing to say.
    """

    sentence: int = Field(ge=1)
    says: str = Field(min_length=1, max_length=120)
    status: Status
    scenarios: tuple[str, ...] = ()
    mechanisms: tuple[str, ...] = ()
    observables: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    why: str = ""

    @model_validator(mode="after")
    def _is_shown_or_explained(self) -> Self:
        problems = [*_not_shown(self), *_not_explained(self)]
        if problems:
            raise InputError(problems)
        return self


def _not_shown(row: Row) -> Iterator[Problem]:
    if row.status not in _SHOWN:
        return
    if not row.scenarios:
        yield Problem(key="scenarios", expected=f"a scenario, since it is {row.status}", found="none")
    if not row.observables:
        yield Problem(key="observables", expected=f"an observable, since it is {row.status}", found="none")
    if not (row.claims or row.tests):
        yield Problem(key="tests", expected="a test or a claim", found="none")


def _not_explained(row: Row) -> Iterator[Problem]:
    if (row.status == "covered") == bool(row.why):
        expected = "nothing, since it is covered" if row.why else f"why it is {row.status}"
        yield Problem(key="why", expected=expected, found=repr(row.why))
    if row.status == "left out" and (row.scenarios or row.mechanisms or row.observables or row.claims or row.tests):
        yield Problem(key="status", expected="nothing named of what is left out", found="some")


class Section(Document):
    """One section of the essay.

    Attributes:
        title: what to call it.
        order: its place in the essay.
        sentences: how many sentences it has.
        names_nothing: numbers of those that name no system, mechanism or effect.
        rows: the others, each at least once.
    """

    title: str
    order: int = Field(ge=1)
    sentences: int = Field(ge=1)
    names_nothing: tuple[int, ...]
    rows: tuple[Row, ...]

    @model_validator(mode="after")
    def _takes_every_sentence(self) -> Self:
        named = {row.sentence for row in self.rows}
        every = set(range(1, self.sentences + 1))
        told = sorted(named & set(self.names_nothing))
        problems = [
            Problem(key="rows", expected="each sentence", found=f"nothing of sentence {number}")
            for number in sorted(every - named - set(self.names_nothing))
        ]
        problems += [
            Problem(key="rows", expected=f"sentences 1 to {self.sentences}", found=str(number))
            for number in sorted((named | set(self.names_nothing)) - every)
        ]
        problems += [Problem(key="names_nothing", expected="no sentence that has a row", found=str(n)) for n in told]
        if problems:
            raise InputError(problems)
        return self


@cache
def sections(folder: Traversable | None = None) -> Mapping[str, Section]:
    """The sections of the essay by name, in its order.

    Args:
        folder: where their files are; by default those that ship.

    Raises:
        InputError: a file that does not fit, leaves a sentence out, or names what does not exist; lists every problem.
    """
    folder = folder or files("glasshouse.library") / "essay"
    found = {
        entry.name.removesuffix(".toml"): load_document(entry, Section)
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    problems = [problem for name, section in found.items() for problem in _unknown_names(name, section)]
    if problems:
        raise InputError(problems)
    return dict(sorted(found.items(), key=lambda each: each[1].order))


def _unknown_names(name: str, section: Section) -> Iterator[Problem]:
    shelves = _shelves()
    for row in section.rows:
        for key, valid in shelves.items():
            for named in getattr(row, key):
                if named not in valid:
                    place = f"sentence {row.sentence}: {key}"
                    nearest = nearest_name(named, valid)
                    yield Problem(
                        file=f"essay/{name}.toml",
                        key=place,
                        expected="a name that there is",
                        found=repr(named),
                        nearest=nearest,
                    )


def _shelves() -> dict[str, Sequence[str]]:
    """By key of a row, the names that there are."""
    known: dict[str, Callable[[], Iterable[str]]] = {
        "scenarios": lambda: library.names("scenarios"),
        "mechanisms": mechanisms,
        "observables": lambda: [each.name for each in observables_by_stand_in()],
        "claims": claims,
    }
    return {key: tuple(names()) for key, names in known.items()}


def rows() -> list[Row]:
    """All rows of all sections, in the essay's order."""
    return [row for section in sections().values() for row in section.rows]


def counted(among: Iterable[Row]) -> dict[Status, int]:
    """How many rows have each status, zeros included."""
    found = [row.status for row in among]
    return {status: found.count(status) for status in STATUSES}
