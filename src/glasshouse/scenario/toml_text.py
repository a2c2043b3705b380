"""Where the keys and texts of a TOML document stand, so that single names can be changed and all else stays as it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

Keys = tuple[str, ...]

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_SKIPPED: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_SCALAR: Final = re.compile(r"[^,\]\}\r\n#]+")
_STRINGS: Final = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r'"""(?:\\.|[^\\])*?"""(?:"{1,2}(?!"))?',
        r"'''.*?'''(?:'{1,2}(?!'))?",
        r'"(?:\\.|[^"\\\n])*"',
        r"'[^'\n]*'",
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """A key or a text in a TOML document.

    Attributes:
        path: the keys that lead to it, a key's own name at the end; places in lists are left out.
        start: where it begins in the document, with its quotes.
        end: where it ends.
        text: what it says, without quotes.
        is_key: whether it is a key.
    """

    path: Keys
    start: int
    end: int
    text: str
    is_key: bool


def words(text: str) -> list[Word]:
    """All keys and texts of a document, in the order in which they stand.

    Args:
        text: a valid TOML document (`tomllib` takes it).
    """
    return list(_Scanner(text).document())


def replaced(text: str, changes: dict[Word, str]) -> str:
    """The document with other words in place of some; a quoted text keeps its kind of quotes where it can."""
    for word in sorted(changes, key=lambda each: -each.start):
        text = text[: word.start] + _written(changes[word], text[word.start : word.end]) + text[word.end :]
    return text


def _written(new: str, old: str) -> str:
    """A word as TOML, written like the one that it replaces."""
    if old[0] not in "\"'":
        return new if _BARE.fullmatch(new) else _quoted(new)
    if old[0] == "'" and "'" not in new and "\n" not in new:
        return f"'{new}'"
    return _quoted(new)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


class _Scanner:
    """Walks through a valid document once."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def document(self) -> Iterator[Word]:
        table: Keys = ()
        self._skip()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                brackets = 2 if self.text.startswith("[[", self.at) else 1
                self.at += brackets
                keys = list(self._key(()))
                yield from keys
                table = keys[-1].path
                self.at = self.text.index("]", self.at) + brackets
            else:
                yield from self._pair(table)
            self._skip()

    def _pair(self, table: Keys) -> Iterator[Word]:
        """``key = value``."""
        keys = list(self._key(table))
        yield from keys
        self.at = self.text.index("=", self.at) + 1
        self._skip(_SPACE)
        yield from self._value(keys[-1].path)

    def _key(self, table: Keys) -> Iterator[Word]:
        """A dotted key, part by part."""
        while True:
            self._skip(_SPACE)
            start = self.at
            if self.text[start] in "\"'":
                name = self._string()
            else:
                name = self._match(_BARE)
            table = (*table, name)
            yield Word(table, start, self.at, name, True)
            self._skip(_SPACE)
            if self.at >= len(self.text) or self.text[self.at] != ".":
                return
            self.at += 1

    def _value(self, path: Keys) -> Iterator[Word]:
        start, first = self.at, self.text[self.at]
        if first in "\"'":
            said = self._string()
            yield Word(path, start, self.at, said, False)
        elif first == "[":
            yield from self._until("]", self._value, path)
        elif first == "{":
            yield from self._until("}", self._pair, path)
        else:
            self._match(_SCALAR)

    def _until(self, end: str, read: Callable[[Keys], Iterator[Word]], path: Keys) -> Iterator[Word]:
        """What stands between brackets or braces, parted by commas."""
        self.at += 1
        self._skip()
        while self.text[self.at] != end:
            yield from read(path)
            self._skip()
            if self.text[self.at] == ",":
                self.at += 1
                self._skip()
        self.at += 1

    def _string(self) -> str:
        for pattern in _STRINGS:
            found = pattern.match(self.text, self.at)
            if found:
                self.at = found.end()
                return str(tomllib.loads(f"value = {found[0]}")["value"])
        raise ValueError(f"no text at {self.at}")

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if not found:
            raise ValueError(f"no TOML at {self.at}")
        self.at = found.end()
        return found[0]

    def _skip(self, pattern: re.Pattern[str] = _SKIPPED) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
