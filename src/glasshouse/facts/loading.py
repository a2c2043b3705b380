"""The library of facts: read once, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from glasshouse.documents.strict import load_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.facts.figure import Figure, figure_in
from glasshouse.facts.schema import Fact, Topic


class Facts(Mapping[str, Fact]):
    """Facts by id, in the order of the files; frozen.

    Attributes:
        topics: the topics by name.
    """

    def __init__(self, topics: Mapping[str, Topic]) -> None:
        """Take the facts out of their topics; ids are taken to be unique."""
        self.topics: Mapping[str, Topic] = MappingProxyType(dict(topics))
        self._facts = {
            id_: Fact(id=id_, topic=name, **dict(entry))
            for name, topic in topics.items()
            for id_, entry in topic.facts.items()
        }

    def __getitem__(self, id_: str) -> Fact:
        return self._facts[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def fact(self, id_: str) -> Fact:
        """The fact of that id.

        Raises:
            InputError: no such fact; names the nearest one.
        """
        if id_ in self._facts:
            return self._facts[id_]
        raise InputError(
            Problem(
                key=id_,
                expected="the id of a fact",
                found="an unknown id",
                nearest=nearest_name(id_, self._facts),
                advice="`glasshouse list facts` lists them",
            )
        )

    def number(self, path: str) -> Figure:
        """The number at a dotted path: ``id``, ``id.key``, ``id.key.0``, ``id.label``.

        Raises:
            InputError: no such fact, no such part, or not a single number.
        """
        return figure_in(self.fact(path.partition(".")[0]), path)

    def on(self, topic: str) -> tuple[Fact, ...]:
        """The facts on one topic.

        Raises:
            InputError: no such topic.
        """
        if topic not in self.topics:
            wanted = f"one of {', '.join(self.topics)}"
            nearest = nearest_name(topic, self.topics)
            raise InputError(Problem(key=topic, expected=wanted, found="an unknown topic", nearest=nearest))
        return tuple(fact for fact in self._facts.values() if fact.topic == topic)


def library_folder() -> Traversable:
    """The folder of the library that comes with the package."""
    return files("glasshouse.facts") / "library"


@cache
def load() -> Facts:
    """All facts of the library. Read and checked at the first call, then kept.

    Raises:
        InputError: a file is not as it should be; lists every problem of every file.
    """
    return load_folder(library_folder())


def load_folder(folder: Path | Traversable) -> Facts:
    """All facts of a folder: one TOML file per topic.

    A TOML beside a CSV of the same name describes that table and is no topic.

    Raises:
        InputError: a file is not as it should be, or an id is used twice; lists every problem of every file.
    """
    topics: dict[str, Topic] = {}
    problems: list[Problem] = []
    names = {entry.name for entry in folder.iterdir()}
    for name in sorted(names):
        stem = name.removesuffix(".toml")
        if stem == name or f"{stem}.csv" in names:
            continue
        try:
            topics[stem] = load_document(folder / name, Topic)
        except InputError as error:
            problems += error.problems
    problems += _repeated(topics)
    if problems:
        raise InputError(problems)
    return Facts(topics)


def get(id_: str) -> Fact:
    """The fact of that id in the library.

    Raises:
        InputError: no such fact; names the nearest one.
    """
    return load().fact(id_)


def number(path: str) -> Figure:
    """The number at a dotted path in the library, such as ``blacklist_flows_2024.added_million``.

    Raises:
        InputError: no such fact, no such part, or not a single number.
    """
    return load().number(path)


def _repeated(topics: Mapping[str, Topic]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name, topic in topics.items():
        for id_ in topic.facts:
            if id_ in first:
                yield Problem(
                    file=f"{name}.toml",
                    key=f"facts.{id_}",
                    expected="an id of its own",
                    found=f"the id of a fact in {first[id_]}.toml",
                )
            first.setdefault(id_, name)
