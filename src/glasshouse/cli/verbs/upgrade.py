"""``glasshouse upgrade``: documents that were written with names of earlier releases, in today's names."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from glasshouse.cli.console.output import write
from glasshouse.documents.toml import read_text
from glasshouse.errors import InputError, Problem, StorageError
from glasshouse.scenario.upgrade import Upgrade, upgrade


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="TOML documents of any kind.")],
    write_back: Annotated[
        bool, typer.Option("--write", help="Write the documents anew; without it, only show what would change.")
    ] = False,
) -> None:
    """Convert documents that were written with names of earlier releases.

    Comments and formatting stay as they are. What cannot be converted is told, and the document is left alone.
    """
    problems: list[Problem] = []
    for file in files:
        try:
            text = read_text(Path(file))
            done = upgrade(text, file)
        except InputError as error:
            problems += error.problems
            continue
        problems += done.problems
        if not done.problems:
            _show(file, text, done, write_back)
    if problems:
        raise InputError(problems)


def _show(file: str, text: str, done: Upgrade, write_back: bool) -> None:
    """Write a document, or show what would change in it."""
    names = f"{done.changes} name{'' if done.changes == 1 else 's'}"
    if not done.changes:
        sys.stderr.write(f"{file}: nothing to change\n")
    elif write_back:
        _replace(Path(file), done.text)
        write(f"{file}: {names} changed")
    else:
        lines = difflib.unified_diff(
            text.splitlines(keepends=True), done.text.splitlines(keepends=True), file, f"{file} (today's names)"
        )
        write("".join(line if line.endswith("\n") else line + "\n" for line in lines).rstrip("\n"))
        sys.stderr.write(f"{file}: {names} to change; `--write` writes it\n")


def _replace(path: Path, text: str) -> None:
    """Write a document in one step, so that it is never half written."""
    aside = path.with_name(f".{path.name}.upgraded")
    try:
        aside.write_bytes(text.encode())
        aside.chmod(path.stat().st_mode)
        aside.replace(path)
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from error
