"""Keys and texts of a TOML document: found where they stand, and changed without touching anything else."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from glasshouse import library
from glasshouse.scenario.toml_text import replaced, words

EVERYTHING = """# a = "b"
top = 1 # [no.table]
"quoted key" . 'other' = "te\\"xt"  # "comment"
dates = 1979-05-27 07:32:00
[a.b] # header
list = [ # begins
  "one", 'two', # between
  { c.d = "three", e = [4.0, "five"] },
]
long = \"\"\"
key = "no key"
\"\"\"
raw = '''[x]
y = "z"'''
ends = \"\"\"two quotes\"\"\"\"\"
[[many]]
in = { f = true }
[[many]]
[many.deep."x.y"]
g = inf
"""


def _leaves(here: Any, path: tuple[str, ...] = ()) -> set[tuple[tuple[str, ...], str]]:
    if isinstance(here, dict):
        return {leaf for key, inner in here.items() for leaf in _leaves(inner, (*path, key))}
    if isinstance(here, list):
        return {leaf for inner in here for leaf in _leaves(inner, path)}
    return {(path, here)} if isinstance(here, str) else set()


def _keys(here: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    if isinstance(here, dict):
        below = {key for name, inner in here.items() for key in _keys(inner, (*path, name))}
        return below | {(*path, name) for name in here}
    return {key for inner in here for key in _keys(inner, path)} if isinstance(here, list) else set()


LIBRARY = [(section, name) for section in library.SECTIONS for name in library.names(section)]


@pytest.mark.parametrize("text", [EVERYTHING, EVERYTHING.replace("\n", "\r\n"), "", "a=1", "[t]"])
def test_what_is_found_is_what_the_document_says(text: str) -> None:
    found, data = words(text), tomllib.loads(text)
    assert {(word.path, word.text) for word in found if not word.is_key} == _leaves(data)
    assert {word.path for word in found if word.is_key} == _keys(data)


def test_every_document_of_the_library_is_understood() -> None:
    for section, name in LIBRARY:
        text = library.path(section, name).read_text(encoding="utf-8")
        found, data = words(text), tomllib.loads(text)
        assert {(word.path, word.text) for word in found if not word.is_key} == _leaves(data), (section, name)
        assert {word.path for word in found if word.is_key} == _keys(data), (section, name)


def test_single_words_change_and_all_else_stays() -> None:
    chosen = {
        word: "new word" if word.text == "other" else "n" for word in words(EVERYTHING) if word.text in ("other", "g")
    }
    assert replaced(EVERYTHING, chosen) == EVERYTHING.replace("'other'", "'new word'").replace("g = inf", "n = inf")


def test_a_bare_key_whose_new_name_needs_quotes_gets_them() -> None:
    (word,) = words("a = 1")
    assert replaced("a = 1", {word: "in debt"}) == '"in debt" = 1'
    (word,) = words("'a' = 1")
    assert replaced("'a' = 1", {word: "it's"}) == '"it\'s" = 1'
