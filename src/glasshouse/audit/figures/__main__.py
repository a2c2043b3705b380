"""``python -m glasshouse.audit.figures NAME < in.json``: one figure, from plain arrays, as JSON.

``--list`` names the figures; ``--describe`` tells every figure's keys, shapes, units and meaning, ``NAME --describe`` those
of one. Exit 0; 2 for wrong input, with every problem on stderr.
"""

from __future__ import annotations

import json
import sys
from typing import TextIO

from glasshouse.audit.figures.catalogue import CATALOGUE, figure_named
from glasshouse.errors import InputError, Problem

USAGE = "python -m glasshouse.audit.figures NAME < in.json | [NAME] --describe | --list"


def main(words: list[str], given: TextIO, out: TextIO, problems: TextIO) -> int:
    """Answer what the words ask for.

    Args:
        words: words of the command line.
        given: where the input is read from.
        out: where the answer goes.
        problems: where problems go.

    Returns:
        The exit status.
    """
    try:
        out.write(_answer(words, given) + "\n")
    except InputError as error:
        problems.write(f"error: {error}\n")
        return error.exit_code
    return 0


def _answer(words: list[str], given: TextIO) -> str:
    """The answer as text."""
    names = [word for word in words if not word.startswith("-")]
    options = [word for word in words if word.startswith("-")]
    if options == ["--list"] and not names:
        return "\n".join(CATALOGUE)
    if len(names) > 1 or options not in ([], ["--describe"]) or not words:
        raise InputError(Problem(expected=USAGE, found=" ".join(words) or "nothing"))
    if options:
        described = [figure_named(names[0]).document] if names else [each.document for each in CATALOGUE.values()]
        return json.dumps(described[0] if names else described, indent=2, ensure_ascii=False)
    figure = figure_named(names[0])
    answer = figure.call(**_read(given)).document
    return json.dumps(answer, indent=2, ensure_ascii=False, allow_nan=False)


def _read(given: TextIO) -> dict[str, object]:
    """The input: one JSON object."""
    try:
        found = json.load(given)
    except ValueError as error:
        raise InputError(
            Problem(key="input", expected="one JSON object", found=f"text that is none ({error})")
        ) from None
    if not isinstance(found, dict):
        raise InputError(Problem(key="input", expected="one JSON object", found=f"a {type(found).__name__}"))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdin, sys.stdout, sys.stderr))
