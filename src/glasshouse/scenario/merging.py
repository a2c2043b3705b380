"""How documents are laid over one another, remembering which file said what."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from glasshouse.errors import Problem

Keys = tuple[str, ...]
LIBRARY = "the library's "
"""How the names of files that ship begin in messages."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was written.

    Attributes:
        file: the file; None for the command line and for arguments.
        keys: the keys that lead to it in that file.
    """

    file: str | None
    keys: Keys = ()

    @property
    def is_library(self) -> bool:
        """Whether it is a file that ships."""
        return self.file is not None and self.file.startswith(LIBRARY)

    def inside(self, *keys: str) -> Source:
        """A place below this one."""
        return Source(self.file, (*self.keys, *keys))


class Draft:
    """A scenario in the making: plain data, and for each key the file and key that it came from.

    What was written as a whole has one entry, at its key: all that is in it stood below, in the same file.

    Attributes:
        data: the resolved document so far.
    """

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self._sources: dict[Keys, Source] = {}
        self._unwritten: set[Keys] = set()
        """Tables that nobody wrote: they came to be with what was put into them."""

    def lay(self, keys: Keys, value: Any, source: Source) -> None:
        """Lay a value over what is there: tables merge, everything else is replaced.

        A table that gives a ``value`` replaces a number as a whole, so that no source outlives its number.
        """
        below = self.get(keys)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and not _is_number(value, below):
            if keys in self._unwritten or not self._has_source(keys):
                self._sources.setdefault(keys, source)
            for name, inner in value.items():
                self.lay((*keys, name), inner, source.inside(name))
        else:
            self.put(keys, value, source)

    def put(self, keys: Keys, value: Any, source: Source) -> None:
        """Replace whatever is at ``keys``."""
        self.remove(keys)
        here = self.data
        for n, key in enumerate(keys[:-1], 1):
            inner = here.get(key)
            if not isinstance(inner, dict):
                if inner is None:
                    self._unwritten.add(keys[:n])
                inner = here[key] = {}
            here = inner
        here[keys[-1]] = _copied(value)
        self._sources[keys] = source

    def take(self, data: dict[str, Any]) -> None:
        """Begin with a document that no file says: it becomes the draft's own."""
        self.data = data
        self._sources = {(name,): Source(None, (name,)) for name in data}

    def begin(self, source: Source) -> None:
        """Say which file the document as a whole comes from."""
        self._sources[()] = source

    def remove(self, keys: Keys) -> bool:
        """Take out what is at ``keys``; false if there is nothing."""
        above = self.get(keys[:-1])
        if self.get(keys) is not None:
            for known in [known for known in self._sources if known[: len(keys)] == keys]:
                del self._sources[known]
            self._unwritten = {known for known in self._unwritten if known[: len(keys)] != keys}
        return isinstance(above, dict) and above.pop(keys[-1], None) is not None

    def get(self, keys: Keys) -> Any:
        """What is at ``keys``; None if there is nothing."""
        here: Any = self.data
        for key in keys:
            if not isinstance(here, Mapping) or key not in here:
                return None
            here = here[key]
        return here

    def trace(self, problem: Problem) -> Problem:
        """The same problem, with the file and key where the value was written.

        What comes from the library keeps its key in the resolved scenario: there a user can change it.
        """
        keys = split(problem.key)
        for length in range(len(keys), 0, -1):
            source = self._sources.get(keys[:length])
            if source is not None and not source.is_library:
                return replace(problem, file=source.file, key=join((*source.keys, *keys[length:])))
            if source is not None:
                break
        return replace(problem, file=self._sources[()].file) if () in self._sources else problem

    def _has_source(self, keys: Keys) -> bool:
        return any(keys[:length] in self._sources for length in range(len(keys), 0, -1))


def _copied(value: Any) -> Any:
    """A copy of a table and of all tables in it, which the draft may change."""
    return {name: _copied(inner) for name, inner in value.items()} if isinstance(value, Mapping) else value


def split(key: str) -> Keys:
    """The parts of a dotted key; a key that is none stays whole.

    >>> split('systems.court-list."a.b"')
    ('systems', 'court-list', 'a.b')
    """
    try:
        here: Any = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return (key,) if key else ()
    parts: list[str] = []
    while isinstance(here, dict):
        name, here = next(iter(here.items()))
        parts.append(name)
    return tuple(parts)


def join(keys: Keys) -> str:
    """A dotted key of its parts, quoted where TOML needs it."""
    return ".".join(
        key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False) for key in keys
    )


def _is_number(value: Mapping[str, Any], below: Mapping[str, Any]) -> bool:
    return "value" in value and "value" in below
