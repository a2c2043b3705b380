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
    match words:
        case ["--list"]:
            return "\n".join(CATALOGUE)
        case ["--describe"]:
            return _json([each.document for each in CATALOGUE.values()])
        case [name, "--describe"] | ["--describe", name]:
            return _json(figure_named(name).document)
        case [name] if not name.startswith("-"):
            return _json(figure_named(name).call(**_read(given)).document)
    raise InputError(Problem(expected=USAGE, found=" ".join(words) or "nothing"))


def _json(answer: object) -> str:
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
