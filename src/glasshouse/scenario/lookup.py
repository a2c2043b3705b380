"""Finding documents by library name or by path, with all that they extend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from glasshouse import library
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem
from glasshouse.library import Section
from glasshouse.scenario.merging import LIBRARY


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


def is_path(name: str | Path) -> bool:
    """Whether a name means a file of the user's own and not a document of the library."""
    return isinstance(name, Path) or str(name).endswith(".toml")


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
    if not is_path(name):
        data, file, beside = library.read(section, str(name)), f"{LIBRARY}{section}/{name}.toml", None
        return Layer(str(name), _without_extends(data), data.get("extends"), file, beside)
    place = (folder or Path()) / name
    data = parse_toml(_text_of(place), str(place))
    return Layer(place.stem, _without_extends(data), data.get("extends"), str(place), place.parent)


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
