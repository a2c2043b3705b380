"""Names that have changed: what an old key, value, observable or result is called now.

The table is ``library/names.toml``. Errors name the new name through it, and ``glasshouse upgrade`` converts documents
by it. This module imports nothing else of the package, since the errors need it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any, Final

Path = tuple[str, ...]

PREFIXES: Final[Mapping[str, Path]] = {
    "conduct": ("conduct", "*"),
    "channel": ("channels", "*"),
    "system": ("systems", "*"),
    "holder": ("holders", "*"),
    "society": ("society",),
    "scenario": (),
    "claim": ("claim",),
    "calibration": ("calibration",),
}
"""Where a document of each kind stands in a resolved scenario; claims and calibrations stand beside it."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """One name that changed.

    Attributes:
        since: the release that brought the new name.
        what: ``key``, ``value``, ``observable`` or ``result``; ``gone`` for a key that nothing can be put in place of.
        kind: the kind of document (a key of `PREFIXES`); empty for observables and results.
        path: the keys that lead to it in a document of that kind, without the name itself; ``*`` is any one key.
            Of a value, the whole path of its key.
        old: the name until then.
        new: the name since then; of a key that is gone, what is there instead, in words.
    """

    since: str
    what: str
    kind: str
    path: Path
    old: str
    new: str

    @property
    def where(self) -> Path:
        """The path from the top of a resolved scenario, in old names; of claims and calibrations from their kind."""
        return PREFIXES.get(self.kind, ()) + self.path


class Renamings:
    """A table of names that changed, in the order of the releases."""

    def __init__(self, rows: Iterable[Renaming]) -> None:
        self.rows: tuple[Renaming, ...] = tuple(rows)

    @classmethod
    def parse(cls, text: str) -> Renamings:
        """The table of a text such as ``library/names.toml``."""
        return cls(row for release in tomllib.loads(text).get("release", ()) for row in _rows(release))

    def of(self, *what: str) -> tuple[Renaming, ...]:
        """The rows about keys, values, observables or results."""
        return tuple(row for row in self.rows if row.what in what)

    def key(self, path: Path) -> str | None:
        """The new name of the last key of a path; None if it has not changed.

        Args:
            path: keys from the top of a resolved scenario (or ``claim``, ``calibration`` and keys), old and new mixed.
        """
        name = path[-1]
        above = tuple(self.path(path[:-1]))
        for row in self.of("key"):
            if row.old == name and _fits(tuple(self._patterns(row.where)), above):
                name = row.new
        return name if name != path[-1] else None

    def gone(self, path: Path) -> Renaming | None:
        """The row about the last key of a path, if there is no such key any more; the path may begin below the top."""
        for row in self.of("gone"):
            whole = (*row.where, row.old)
            shared = min(len(whole), len(path))
            if path and _fits(whole[-shared:], tuple(self.path(path))[-shared:]):
                return row
        return None

    def path(self, path: Path) -> Path:
        """A path with every key under its new name."""
        found: list[str] = []
        for place, name in enumerate(path):
            for row in self.of("key"):
                if row.old == name and len(row.where) == place and _fits(self._patterns(row.where), tuple(found)):
                    name = row.new
            found.append(name)
        return tuple(found)

    def value(self, path: Path, value: str) -> str | None:
        """The new word for a value under a key; None if it has not changed."""
        now = self.path(path)
        word = value
        for row in self.of("value"):
            if row.old == word and _fits(self._patterns(row.where), now):
                word = row.new
        return word if word != value else None

    def observable(self, name: str) -> str:
        """The name of an observable now."""
        for row in self.of("observable"):
            if row.old.endswith("*") and name.startswith(row.old[:-1]):
                name = row.new[:-1] + name[len(row.old) - 1 :]
            elif name == row.old:
                name = row.new
        return name

    def vague(self, path: Path) -> str | None:
        """An old key that a pattern with wildcards (a part such as ``guard_*``) meant; None if it meant none."""
        for place, part in enumerate(path):
            for row in self.of("key") if "*" in part and part != "*" else ():
                above = self.path(path[:place])
                if len(row.where) == place and _fits(self._patterns(row.where), above) and fnmatchcase(row.old, part):
                    return row.old
        return None

    def candidates(self, name: str) -> list[str]:
        """What a name out of its context may be called now: a key, a value, an observable, or a dotted key."""
        found = [self.observable(name)] if self.observable(name) != name else []
        for row in self.of("key", "value", "result"):
            if row.old in (name, *found):
                found.append(row.new)
        if "." in name:
            found.append(".".join(self.path(tuple(name.split(".")))))
        return [each for each in dict.fromkeys(found) if each != name]

    def _patterns(self, where: Path) -> Path:
        """The path of a row in new names, so that it fits a path in new names."""
        found: list[str] = []
        for name in where:
            for row in self.of("key"):
                if row.old == name and len(row.where) == len(found) and _alike(row.where, where[: len(found)]):
                    name = row.new
            found.append(name)
        return tuple(found)


@cache
def renamings() -> Renamings:
    """The table that ships."""
    return Renamings.parse(files("glasshouse").joinpath("library", "names.toml").read_text(encoding="utf-8"))


def current_name(name: str, valid: Collection[str]) -> str | None:
    """What an old name is called now, if that is among the valid names; else None.

    Args:
        name: what the user wrote: a key, a dotted key, a value or an observable.
        valid: the names that would have been right.
    """
    return next((each for each in renamings().candidates(name) if each in valid), None)


def since(old: str, new: str) -> str:
    """The release that brought a new name."""
    table = renamings()
    found = [row.since for row in table.rows if row.new == new and row.old == old]
    return found[-1] if found else (table.rows[-1].since if table.rows else "")


def _rows(release: Mapping[str, Any]) -> Iterator[Renaming]:
    number = str(release["since"])
    for kind, keys in release.get("keys", {}).items():
        for old, new in keys.items():
            *path, name = old.split(".")
            yield Renaming(number, "key", kind, tuple(path), name, new)
    for kind, keys in release.get("gone", {}).items():
        for old, instead in keys.items():
            *path, name = old.split(".")
            yield Renaming(number, "gone", kind, tuple(path), name, instead)
    for kind, values in release.get("values", {}).items():
        for key, words in values.items():
            for old, new in words.items():
                yield Renaming(number, "value", kind, tuple(key.split(".")), old, new)
    for old, new in release.get("observables", {}).items():
        yield Renaming(number, "observable", "", (), old, new)
    for old, new in release.get("results", {}).items():
        *path, name = old.split(".")
        yield Renaming(number, "result", "", tuple(path), name, new)


def _fits(pattern: Path, path: Path) -> bool:
    return len(pattern) == len(path) and all(
        one == "*" or one == other for one, other in zip(pattern, path, strict=True)
    )


def _alike(pattern: Path, other: Path) -> bool:
    """Whether two patterns can mean the same path."""
    return len(pattern) == len(other) and all(
        "*" in (one, two) or one == two for one, two in zip(pattern, other, strict=True)
    )
