"""Finding documents by library name or by path, with all that they extend."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from glasshouse import library
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem
from glasshouse.library import Section
from glasshouse.scenario.merging import LIBRARY
from glasshouse.society.regions import read_rows


@dataclass(frozen=True, slots=True)
class Layer:
    """One document on its way into a scenario.

    Attributes:
        name: its name: the file's, without the ending.
        data: what it says, without ``extends``.
        extends: what it is a variation of.
        file: the file, as messages name it.
        folder: where paths that it mentions begin; None in the library.
    """

    name: str
    data: dict[str, Any]
    extends: Any
    file: str
    folder: Path | None


MOST_EXTENDED: Final = 32
"""Most documents that extend each other in a row."""

_ONLY_LIBRARY: ContextVar[bool] = ContextVar("only_library", default=False)


@contextmanager
def only_library() -> Iterator[None]:
    """Within, every name means a document of the library: no file of the user's own is looked for or opened."""
    before = _ONLY_LIBRARY.set(True)
    try:
        yield
    finally:
        _ONLY_LIBRARY.reset(before)


def is_path(name: str | Path) -> bool:
    """Whether a name means a file of the user's own and not a document of the library."""
    return not _ONLY_LIBRARY.get() and (isinstance(name, Path) or str(name).endswith(".toml"))


def _is_folder(section: Section, name: str | Path, folder: Path | None = None) -> bool:
    """Whether a name means a folder of the user's own, as a society may have one; a name of the library means the library's."""
    if section != "societies" or str(name).endswith(".toml") or _ONLY_LIBRARY.get():
        return False
    is_there = ((folder or Path()) / name / "society.toml").is_file()
    return "/" in str(name) or (is_there and name not in library.names(section))


def layers(section: Section, name: str | Path, folder: Path | None = None, trail: tuple[str, ...] = ()) -> list[Layer]:
    """A document and all that it extends, the first of them first.

    Args:
        section: where to look.
        name: a library name, or a path ending in ``.toml``.
        folder: where a relative path begins.
        trail: what led here, to report circles.

    Raises:
        InputError: no such document, one that cannot be read, or files that extend each other in a circle.
    """
    layer = _find(section, name, folder)
    known = (*trail, layer.file)
    if len(known) > MOST_EXTENDED:
        expected = f"at most {MOST_EXTENDED} documents that extend each other"
        raise InputError(Problem(file=trail[0], key="extends", expected=expected, found="more"))
    if layer.file in trail:
        circle = " → ".join(Path(file).name for file in known[known.index(layer.file) :])
        raise InputError(Problem(file=trail[-1], key="extends", expected="no circle", found=circle))
    return [*parents(section, layer, known), layer]


def parents(section: Section, layer: Layer, trail: tuple[str, ...] = ()) -> list[Layer]:
    """All that a document extends, the first of them first.

    Raises:
        InputError: as `layers` does; a missing document is reported where it is named.
    """
    if layer.extends is None:
        return []
    if not isinstance(layer.extends, str):
        expected = "the name of a document or a path"
        raise InputError(Problem(file=layer.file, key="extends", expected=expected, found="something else"))
    try:
        return layers(section, layer.extends, layer.folder, trail)
    except InputError as error:
        raise InputError(
            problem if problem.key else replace(problem, file=layer.file, key="extends") for problem in error.problems
        ) from None


def _find(section: Section, name: str | Path, folder: Path | None) -> Layer:
    is_folder = _is_folder(section, name, folder)
    if not (is_path(name) or is_folder):
        data, file = library.read(section, str(name)), f"{LIBRARY}{section}/{name}.toml"
        own = library.folder(section, str(name))
        beside = _regions_in(own, f"{LIBRARY}{section}/{name}", read_text) if own is not None else {}
        return Layer(str(name), _without_extends({**data, **beside}), data.get("extends"), file, None)
    place = (folder or Path()) / name
    if is_folder or (section == "societies" and place.is_dir()):
        place = place / "society.toml"
    data = parse_toml(_text_of(place), str(place))
    beside = _regions_in(place.parent, str(place.parent), _text_of) if place.name == "society.toml" else {}
    called = place.parent.name if place.name == "society.toml" else place.stem
    return Layer(called, _without_extends({**data, **beside}), data.get("extends"), str(place), place.parent)


def _regions_in(folder: Traversable, called: str, read: Callable[[Any], str]) -> dict[str, Any]:
    """The table of regions that lies in a society's folder, as a key of its document; nothing if there is none.

    Args:
        folder: the folder.
        called: what messages call it.
        read: reads a file of the folder.

    Raises:
        InputError: only one of the two files is there, or one is not as it should be; lists every problem.
    """
    table, words = folder.joinpath("regions.csv"), folder.joinpath("regions.toml")
    there = [file.name for file in (table, words) if file.is_file()]
    if not there:
        return {}
    if len(there) == 1:
        expected = "regions.csv (the figures) and regions.toml (what they are and where they come from)"
        raise InputError(Problem(file=called, expected=expected, found=f"only {there[0]}"))
    return {"regions": _joined(read(table), read(words), called)}


@lru_cache(maxsize=32)
def _joined(table: str, words: str, called: str) -> dict[str, Any]:
    """A table of regions of its two files; nobody may change it."""
    header, *rows = read_rows(table, f"{called}/regions.csv")
    said = parse_toml(words, f"{called}/regions.toml")
    notes = said.get("columns", {})
    if not isinstance(notes, dict):
        return said
    problems = [*_undescribed(map(str, header), notes, called)]
    if problems:
        raise InputError(problems)
    named = {name: {"unit": "text", "meaning": words} for name, words in _NAMES.items()}
    columns = {str(name): notes.get(name) or named[str(name)] for name in header}
    return {**said, "columns": columns, "rows": tuple(map(tuple, rows))}


def _undescribed(header: Iterable[str], notes: Mapping[str, Any], called: str) -> Iterator[Problem]:
    """Columns of one of the two files that the other does not have."""
    there = list(header)
    for name in there:
        if name not in notes and name not in _NAMES:
            expected = "unit, meaning and source of every column of regions.csv"
            yield Problem(file=f"{called}/regions.toml", key=f"columns.{name}", expected=expected, found="nothing")
    for name in notes:
        if name not in there:
            expected = "a column that regions.toml describes"
            yield Problem(file=f"{called}/regions.csv", key=name, expected=expected, found="none")


_NAMES = {
    "code": "code of the statistical office",
    "region": "English name",
    "abbr": "letters on a map",
    "note": "where a figure differs in origin from its column",
}
"""Columns of words, which need no description."""


@cache
def library_regions() -> tuple[str, ...]:
    """The names of all regions of the library's societies."""
    found: dict[str, None] = {}
    for name in library.names("societies"):
        table = _find("societies", name, None).data.get("regions")
        if table is not None:
            place = list(table["columns"]).index("region")
            found |= dict.fromkeys(str(row[place]) for row in table["rows"])
    return tuple(found)


_FILES: ContextVar[dict[str, str] | None] = ContextVar("files", default=None)


@contextmanager
def files_as_of(texts: dict[str, str]) -> Iterator[None]:
    """Within, every file of the user's own is read once, so that an edit on the way changes nothing.

    Args:
        texts: texts of files by the paths by which they are named. What is in it is not read from the disk; what is not,
            is read and put into it.
    """
    before = _FILES.set(texts)
    try:
        yield
    finally:
        _FILES.reset(before)


def _text_of(place: Path) -> str:
    texts = _FILES.get()
    if texts is None:
        return read_text(place)
    if str(place) not in texts:
        texts[str(place)] = read_text(place)
    return texts[str(place)]


def _without_extends(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "extends"}
