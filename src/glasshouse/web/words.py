"""The app's words: one folder a language, one file a page; what is missing falls back to English and is listed.

Files are TOML with flat or nested tables. A text may hold ``{name}``; a table with ``one`` and ``other`` is a plural, chosen by
the number ``{n}``. Findings and reports stay in English; titles of the library that a year shows have a folder of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

ENGLISH: Final = "en"
_SLOT: Final = re.compile(r"\{(\w+)\}")


@cache
def languages() -> tuple[str, ...]:
    """Languages that there are, English first."""
    found = sorted(each.name for each in (files("glasshouse.web") / "locales").iterdir() if each.is_dir())
    return (ENGLISH, *(name for name in found if name != ENGLISH))


@cache
def words_of(language: str) -> Mapping[str, str]:
    """All texts of a language by key, its own alone.

    Keys of plurals end in ``.one`` and ``.other``.
    """
    texts: dict[str, str] = {}
    for file in sorted((files("glasshouse.web") / "locales" / language).iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text(encoding="utf-8")), file.name.removesuffix(".toml"), texts)
    return texts


@cache
def all_words(language: str) -> Mapping[str, str]:
    """All texts of a language by key, English where it has none."""
    return {**words_of(ENGLISH), **words_of(language)}


@cache
def titles(language: str) -> Mapping[str, str]:
    """Titles of the library in a language, by the English one; what has none is shown in English and marked so."""
    file = files("glasshouse.web") / "titles" / f"{language}.toml"
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def missing(language: str) -> list[str]:
    """Keys for which a language falls back to English."""
    own = words_of(language)
    return [key for key in words_of(ENGLISH) if key not in own]


def text(language: str, key: str, **values: object) -> str:
    """One text.

    Args:
        language: the language.
        key: its key: the file's name and the keys in it, joined by dots.
        **values: what stands in its slots; ``n`` chooses between the forms of a plural.

    Raises:
        KeyError: there is no such text, in English either.
    """
    texts = all_words(language)
    if key not in texts and "n" in values:
        key = f"{key}.{'one' if values['n'] == 1 else 'other'}"
    return _SLOT.sub(lambda found: str(values.get(found[1], found[0])), texts[key])


def chosen(asked: str | None, accepted: str) -> str:
    """The language to use.

    Args:
        asked: what the address says, if anything.
        accepted: the browser's list.
    """
    wanted = [asked or "", *(part.partition(";")[0].strip() for part in accepted.split(","))]
    for each in wanted:
        name = each.partition("-")[0].lower()
        if name in languages():
            return name
    return ENGLISH


def _flatten(table: Mapping[str, Any], prefix: str, into: dict[str, str]) -> None:
    for key, value in table.items():
        if isinstance(value, dict):
            _flatten(value, f"{prefix}.{key}", into)
        else:
            into[f"{prefix}.{key}"] = str(value)
