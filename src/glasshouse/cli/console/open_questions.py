"""What `glasshouse check` says of a scheme of one's own: questions that are open, keys that were left out, norms that lack."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.audit.norms.checking import problems_with
from glasshouse.audit.norms.loading import read_tables
from glasshouse.cli.console.output import wrapped, write
from glasshouse.scenario import Scenario, is_path
from glasshouse.scenario.left_open import OpenQuestion, left_out, open_questions, own_parts


def left_open_of(
    file: str, scenario: Scenario | None, norms: str | None
) -> dict[str, list[dict[str, Any]] | list[str]]:
    """What a file leaves open, as plain data.

    Args:
        file: the file, or a scenario of the library, which leaves nothing open.
        scenario: the scenario that the file is; None where it is another document.
        norms: a file of norms that would be laid over those that ship.

    Raises:
        InputError: the norms do not fit.
    """
    if not is_path(file):
        return {"open": [], "left_out": [], "norms": []}
    absent = [] if scenario is None else left_out(file, scenario)
    own = scenario is not None and bool(own_parts(file)["systems"])
    lacking = list(problems_with(read_tables(Path(norms) if norms else None), scenario)) if scenario and own else []
    return {
        "open": [_plain(each) for each in open_questions(file)],
        "left_out": [_plain(each) for each in absent],
        "norms": [str(each) for each in lacking],
    }


def write_left_open(said: Mapping[str, Any]) -> None:
    """Write it below the line that says what the file is."""
    if said["open"]:
        counted = _counted(len(said["open"]), "question is", "questions are")
        _write_list(counted, "open; until they are answered, this is assumed:")
        for each in said["open"]:
            value = f" = {each['assumed']}" if each["assumed"] else ""
            write(wrapped(f"line {each['line']}, {each['key']}{value}: {each['asks']}", "    ", "      "))
    if said["left_out"]:
        _write_list(_counted(len(said["left_out"]), "key is", "keys are"), "left out of the file, and assumed:")
        for each in said["left_out"]:
            write(wrapped(f"{each['key']}: {each['asks']} Assumed: {each['assumed']}.", "    ", "      "))
    if said["norms"]:
        _write_list(
            _counted(len(said["norms"]), "choice", "choices"), "that `glasshouse audit` needs stand in no norms:"
        )
        for problem in said["norms"]:
            write(wrapped(problem, "    ", "      "))


def _write_list(counted: str, what: str) -> None:
    write(wrapped(f"{counted} {what}", "  ", "  "))


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _plain(question: OpenQuestion) -> dict[str, Any]:
    return {"line": question.line, "key": question.key, "asks": question.asks, "assumed": question.assumed}
