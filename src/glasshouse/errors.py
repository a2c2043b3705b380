"""Everything that can go wrong, in one tree.

    GlasshouseError                 exit 1    something failed; the message says what and where
    ├── InputError                  exit 2    wrong input; every problem is listed at once (also a ValueError)
    │   └── UnknownNameError        exit 2    a name that is not in a result (also a KeyError)
    ├── StorageError                exit 2    a folder cannot be written, or the disk is full
    ├── DamagedRunError             exit 1    a run directory is incomplete or does not match its manifest
    ├── InterruptedRunError         exit 130  the run was stopped; its checkpoint is kept
    └── CheckFailedError            exit 1    the laboratory worked, but a check or a known answer failed

The command line turns ``exit_code`` into its exit status; nothing else does.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from glasshouse.renamed import current_name

MOST_TOLD: Final = 100
"""Most problems that a message lists; `InputError.problems` holds them all."""
_ALIKE: Final = 0.6
"""Likeness, as `difflib` measures it, from which on a name is looked at more closely."""
_TRIED: Final = 5
"""How many of the names that are most alike are looked at."""
_WORDS: Final = re.compile(r"[\W_]+")


class GlasshouseError(Exception):
    """Something failed that the user should read about.

    Attributes:
        exit_code: exit status of the command line when this error ends it.
    """

    exit_code: ClassVar[int] = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing that is wrong with an input.

    Attributes:
        file: the file as the user named it; None where the input is no file.
        key: dotted path of the key, or ``line 3, column 5`` for a syntax error; empty for the whole file.
        found: what was there, in words; None where nothing was.
        expected: what was expected, in words.
        nearest: the valid name that is nearest to what was found, if any is near.
        advice: what to do next, one sentence.
    """

    expected: str
    key: str = ""
    file: str | None = None
    found: str | None = None
    nearest: str | None = None
    advice: str | None = None

    def __str__(self) -> str:
        """The whole problem on one line, with its file."""
        return ": ".join(part for part in (self.file, self.in_file()) if part)

    def in_file(self) -> str:
        """The whole problem on one line, without its file."""
        text = f"expected {self.expected}"
        if self.found is not None:
            text += f", found {self.found}"
        if self.nearest is not None:
            text += f"; did you mean {self.nearest!r}?"
        if self.advice is not None:
            text += (" " if text.endswith("?") else "; ") + self.advice
        return " ".join((f"{self.key}: {text}" if self.key else text).split())

    def inside(self, key: str) -> Problem:
        """The same problem, its key taken to lie below ``key``."""
        return replace(self, key=".".join(part for part in (key, self.key) if part))


class InputError(GlasshouseError, ValueError):
    """Wrong input. Carries every problem that was found, not only the first.

    It is a ``ValueError`` so that a check inside a document model can raise it without hiding the others.

    Attributes:
        problems: the problems, in the order in which they were found; never empty.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        if not self.problems:
            raise ValueError("an InputError needs at least one problem")
        super().__init__(self.problems)

    def __str__(self) -> str:
        """A heading with the count and the file, then one line per problem, of very many the first `MOST_TOLD`."""
        count = len(self.problems)
        heading = "1 problem" if count == 1 else f"{count} problems"
        files = {problem.file for problem in self.problems}
        file = files.pop() if len(files) == 1 else None
        told = self.problems[:MOST_TOLD]
        lines = [f"  {problem}" if file is None else f"  {problem.in_file()}" for problem in told]
        more = [f"  and {count - MOST_TOLD:,} more"] if count > MOST_TOLD else []
        return "\n".join([f"{heading}:" if file is None else f"{heading} in {file}:", *lines, *more])


class UnknownNameError(InputError, KeyError):
    """A name that is not in a result. It is a ``KeyError`` too, since results are asked by key."""


class StorageError(GlasshouseError):
    """A folder cannot be read or written, or the disk is full."""

    exit_code: ClassVar[int] = 2


class DamagedRunError(GlasshouseError):
    """A run directory is incomplete, or its files do not match its manifest."""


class InterruptedRunError(GlasshouseError):
    """The run was stopped before its end. Its checkpoint is kept; ``resume`` goes on to the same bits."""

    exit_code: ClassVar[int] = 130


class CheckFailedError(GlasshouseError):
    """The laboratory worked, but a check did not hold: a known answer, a claim or a conformance test."""


def nearest_name(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like ``name``, or None where none is near. Case does not count.

    Where ``name`` was valid in an earlier release, it is the name that took its place. Where it is valid itself, none is
    nearer: what is wrong is something else.

    Args:
        name: what the user wrote.
        valid: the names that would have been right.
    """
    valid = list(valid)
    if name in valid:
        return None
    renamed = current_name(name, valid)
    if renamed is not None:
        return renamed
    by_folded = {candidate.casefold(): candidate for candidate in valid}
    near = difflib.get_close_matches(name.casefold(), by_folded, n=_TRIED, cutoff=_ALIKE)
    return next((by_folded[each] for each in near if _is_slip(name.casefold(), each)), None)


def _is_slip(name: str, other: str) -> bool:
    """Whether somebody who wrote one name may have meant the other: it lacks words at an end, or has few other letters.

    Few are one, a third of those in the words that differ, or a sixth of all. Likeness alone would do for long names that
    share a word, or many common letters.
    """
    mine, theirs = _WORDS.split(name), _WORDS.split(other)
    for end in (0, -1):
        while mine and theirs and mine[end] == theirs[end]:
            del mine[end], theirs[end]
    if not mine or not theirs:
        return True
    own, whole = max(len("".join(mine)), len("".join(theirs))), max(len(name), len(other))
    return _slips(name, other) <= max(1, own // 3, whole // 6)


def _slips(name: str, other: str) -> int:
    """How many letters must be added, taken away, replaced, or exchanged with the next one to make one name of another."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(name, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted)))
            if i > 1 and j > 1 and letter == other[j - 2] and name[i - 2] == wanted:
                row[j] = min(row[j], earlier[j - 2] + 1)
    return row[-1]
