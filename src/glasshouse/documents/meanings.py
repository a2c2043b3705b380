"""What the fields of a document mean: read from the docstrings of its model, which say it once for everybody."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import Final

_FIELD: Final = re.compile(r"^ {4}(\w+(?:, \w+)*): (.*(?:\n {8}.*)*)", re.MULTILINE)


def meanings(model: type) -> dict[str, str]:
    """What each field means, from the ``Attributes`` of the docstrings of a class and of those that it builds on."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        _, _, listed = cleandoc(each.__doc__ or "").partition("Attributes:\n")
        for names, words in _FIELD.findall(listed):
            found |= dict.fromkeys(names.split(", "), with_code_marks(" ".join(words.split())))
    return found


def first_line(thing: object) -> str:
    """The first line of what a docstring says."""
    lines = (thing.__doc__ or "").strip().splitlines()
    return with_code_marks(lines[0]) if lines else ""


def with_code_marks(words: str) -> str:
    """Docstring marks as Markdown: two backticks become one."""
    return words.replace("``", "`")
