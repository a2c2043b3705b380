"""How documents are laid over one another, remembering which file said what."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from glasshouse.errors import InputError, Problem, nearest_name

Keys = tuple[str, ...]
_FEW = 256
"""Known keys that are worth asking one by one."""
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
        touched: what was put or removed, by its first two keys.
    """

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.touched: set[Keys] = set()
        self._sources: dict[Keys, Source] = {}
        self._unwritten: set[Keys] = set()
        """Tables that nobody wrote: they came to be with what was put into them."""

    def lay(self, keys: Keys, value: object, source: Source) -> None:
        """Lay a value over what is there: tables merge, everything else is replaced.

        A table that gives a ``value`` replaces a number as a whole, so that no source outlives its number; one with ``rows`` a
        table of regions.
        """
        below = self.get(keys)
        if isinstance(value, Mapping) and isinstance(below, Mapping) and not _is_whole(value, below):
            if keys in self._unwritten or not self._has_source(keys):
                self._sources.setdefault(keys, source)
            for name, inner in value.items():
                self.lay((*keys, name), inner, source.inside(name))
        else:
            self.put(keys, value, source)

    def put(self, keys: Keys, value: object, source: Source) -> None:
        """Replace whatever is at ``keys``; in a list, the entry of that name or number.

        Raises:
            InputError: a list has no such entry.
        """
        here: Any = self.data
        numbered: list[str] = []
        for n in range(len(keys)):
            at = _place(here, keys[: n + 1])
            numbered.append(str(at))
            if n < len(keys) - 1:
                below = here[at] if isinstance(here, list) else here.get(at)
                if below is None:
                    self._unwritten.add(tuple(numbered))
                here[at] = here = _opened(below)
        place = tuple(numbered)
        self.touched.add(place[:2])
        self._forget(place, here[at] if isinstance(here, list) else here.pop(at, None))
        here[at] = _copied(value)
        self._sources[place] = source

    def take(self, data: dict[str, Any]) -> None:
        """Begin with a document that no file says: it becomes the draft's own."""
        self.data, self.touched = data, set()
        self._sources = {(name,): Source(None, (name,)) for name in data}

    def begin(self, source: Source) -> None:
        """Say which file the document as a whole comes from."""
        self._sources[()] = source

    def remove(self, keys: Keys) -> bool:
        """Take out what is at ``keys``; false if there is nothing."""
        self.touched.add(keys[:2])
        above = self.get(keys[:-1])
        self._forget(keys, self.get(keys))
        return isinstance(above, dict) and above.pop(keys[-1], None) is not None

    def _forget(self, keys: Keys, value: object) -> None:
        """Forget who wrote a value at ``keys`` and what is in it, if there is any."""
        if value is None:
            return
        if not isinstance(value, Mapping | list):
            gone = [keys]
        elif len(self._sources) + len(self._unwritten) < _FEW:
            # A draft that begins with a whole document knows little of it: asking of what it knows is shorter.
            gone = [known for known in (*self._sources, *self._unwritten) if _is_inside(known, keys, value)]
        else:
            gone = [*_inside(keys, value)]
        for known in gone:
            self._sources.pop(known, None)
            self._unwritten.discard(known)

    def get(self, keys: Keys) -> Any:
        """What is at ``keys``; None if there is nothing."""
        here: Any = self.data
        for key in keys:
            if isinstance(here, list):
                here = _entry(here, key)
            elif isinstance(here, Mapping):
                here = here.get(key)
            else:
                return None
        return here

    def is_of_library(self, keys: Keys, shelf: str) -> bool:
        """Whether a value is there and was written by a file on one shelf of the library, and by nobody since."""
        if self.get(keys) is None:
            return False
        sources = (self._sources.get(keys[:length]) for length in range(len(keys), 0, -1))
        found = next((source for source in sources if source is not None), None)
        return found is not None and (found.file or "").startswith(f"{LIBRARY}{shelf}/")

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
                problem = replace(problem, key=join(self.named(keys)))
                break
        root = self._sources.get(())
        return problem if root is None or root.is_library else replace(problem, file=root.file)

    def named(self, keys: Keys) -> Keys:
        """The same keys, with entries of lists by their names."""
        found: list[str] = []
        for n, key in enumerate(keys):
            above = self.get(keys[:n])
            place = place_in_list(above, key) if isinstance(above, list) else None
            found.append(key if place is None else name_in_list(above, place))
        return tuple(found)

    def _has_source(self, keys: Keys) -> bool:
        return any(keys[:length] in self._sources for length in range(len(keys), 0, -1))


def _inside(keys: Keys, here: object) -> Iterator[Keys]:
    """The keys of a value and of all that is in it."""
    yield keys
    if isinstance(here, Mapping):
        for name, inner in here.items():
            yield from _inside((*keys, name), inner)
    elif isinstance(here, list):
        for place, inner in enumerate(here):
            yield from _inside((*keys, str(place)), inner)


def _is_inside(known: Keys, keys: Keys, here: object) -> bool:
    """Whether keys are among those that `_inside` tells of the same value."""
    if known[: len(keys)] != keys:
        return False
    for key in known[len(keys) :]:
        if isinstance(here, Mapping) and key in here:
            here = here[key]
        elif isinstance(here, list) and key in map(str, range(len(here))):
            here = here[int(key)]
        else:
            return False
    return True


def _copied(value: object) -> object:
    """A copy of a table and of all tables in it, which the draft may change."""
    return {name: _copied(inner) for name, inner in value.items()} if isinstance(value, Mapping) else value


def name_in_list(entries: Sequence[Any], place: int) -> str:
    """What keys call an entry of a list: by its name, where no other entry has it, else by its place from 0."""
    return names_in_list(entries)[place]


def names_in_list(entries: Sequence[Any]) -> list[str]:
    """What keys call the entries of a list, one after another, as `name_in_list` does."""
    names = [_name_of(entry) for entry in entries]
    times = Counter(names)
    return [
        own if own is not None and not own.isdigit() and times[own] == 1 else str(place)
        for place, own in enumerate(names)
    ]


def _name_of(entry: object) -> str | None:
    """What an entry calls itself: bands have a ``name``, places a ``region``."""
    for key in ("name", "region"):
        name = entry.get(key) if isinstance(entry, Mapping) else getattr(entry, key, None)
        if isinstance(name, str):
            return name
    return None


def place_in_list(entries: Sequence[Any], key: str) -> int | None:
    """The place of an entry of a list that a key means, by name or number; None if there is none."""
    if key.isascii() and key.isdigit():
        return int(key) if int(key) < len(entries) else None
    places = [n for n, entry in enumerate(entries) if _name_of(entry) == key]
    return places[0] if len(places) == 1 else None


def _opened(inner: object) -> Any:
    """A table or list that can be written into; a new table where there is neither."""
    if isinstance(inner, list):
        return deepcopy(inner)  # what was read from a file may be in use elsewhere
    return inner if isinstance(inner, dict) else {}


def _entry(entries: Sequence[Any], key: str) -> object:
    place = place_in_list(entries, key)
    return None if place is None else entries[place]


def _place(here: object, keys: Keys) -> Any:
    """Where the last of the keys lies in the table or list that the others lead to.

    Raises:
        InputError: it is a list, and has no such entry.
    """
    if not isinstance(here, list):
        return keys[-1]
    place = place_in_list(here, keys[-1])
    if place is None:
        names = names_in_list(here)
        nearest = nearest_name(keys[-1], names)
        expected = f"one of {', '.join(names)}" if names else "an entry of the list, which is empty"
        raise InputError(Problem(key=join(keys), expected=expected, found=repr(keys[-1]), nearest=nearest))
    return place


@lru_cache(4096)
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
    return ".".join(map(_written, keys))


@lru_cache(4096)
def _written(key: str) -> str:
    """One part of a dotted key."""
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)


def _is_whole(value: Mapping[str, Any], below: Mapping[str, Any]) -> bool:
    """Whether both are numbers, or both tables of regions: of these one takes the place of the other."""
    return any(key in value and key in below for key in ("value", "rows"))
