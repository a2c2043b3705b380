"""A year as a link, a file or a text: where it began and all that was chosen in it; whoever opens it lives it again.

The link has everything behind its ``#``, which browsers send to no server. A code short enough to be typed cannot hold a year's
choices, and a server that keeps nothing could not look one up: so there is none.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Final, cast

from pydantic import Field, ValidationError

from glasshouse.errors import InputError, Problem
from glasshouse.web.lives.choices import LENGTHS, Asked, Choices, Holds, Replayed
from glasshouse.web.lives.documents import Shown

FORMAT: Final = 1
"""Number of the way in which years are written; a link says it."""
_FORMATS: Final = 1_000
"""Numbers from which on no format is believed."""
MOST_LETTERS: Final = 2048
"""Letters that a link has at most after its ``#``."""
_MOST_BYTES: Final = 200_000
"""Bytes that a link may unfold to; what holds more was not made here."""
_CHECK: Final = 4
"""Bytes of the check sum at the end."""
_DIGEST: Final = 12
"""Digits of a scenario's digest that a link keeps."""
Step = list[int | list[int]] | int
"""What is chosen in a step, as it stands in a link."""
_CASES: Final = ("wait", "appeal", "accept", "habit")
_ACCOUNTS: Final = ("join", "quit")
_LISTS: Final = 5
"""Lists of a step: evenings, what is left and dared, accounts, ties."""
_TIES: Final = ("keep", "cut")
_ADVICE: Final = "copy the whole link once more, or open the year from its file"


class Link(Shown):
    """A year to pass on."""

    fragment: str | None = Field(
        description="What stands after `/year/again#`; None if the year is too long for a link."
    )
    letters: int = Field(description="How many letters that is, or would be.")
    most: int = Field(default=MOST_LETTERS, description="How many letters a link may have.")
    year: Replayed = Field(description="The same as a document: saved as a file, it opens the year too.")
    scenario_digest: str


class Opened(Shown):
    """A year that somebody passed on."""

    year: Replayed
    same_scenario: bool = Field(description="Whether the library's scenario still says what it said then.")
    same_engine: bool = Field(description="Whether it was lived with this engine; another one may give other results.")


class Passed(Asked):
    """What is opened: the fragment of a link."""

    fragment: str = Field(min_length=1, max_length=4 * MOST_LETTERS)


def link_of(year: Replayed, scenario_digest: str) -> Link:
    """A year as a link.

    Args:
        year: where it began, and what was chosen.
        scenario_digest: the digest of the scenario that it was lived under.
    """
    fragment = pack(year, scenario_digest)
    fits = len(fragment) <= MOST_LETTERS
    return Link(
        fragment=fragment if fits else None, letters=len(fragment), year=year, scenario_digest=scenario_digest[:_DIGEST]
    )


def pack(year: Replayed, scenario_digest: str) -> str:
    """A year as letters that may stand in an address.

    Args:
        year: where it began, and what was chosen.
        scenario_digest: the digest of the scenario that it was lived under.
    """
    names = sorted({name for choices in year.choices for name in _names_in(choices)})
    place = {name: at for at, name in enumerate(names)}
    head = [
        FORMAT,
        year.scenario,
        scenario_digest[:_DIGEST],
        year.seed,
        year.people,
        year.citizen,
        year.length,
        year.engine,
    ]
    steps = [_short(choices, place) for choices in year.choices]
    text = json.dumps([*head, names, steps], separators=(",", ":"), ensure_ascii=False)
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(text.encode()) + packer.flush()
    packed += zlib.crc32(packed).to_bytes(_CHECK, "big")
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def unpack(fragment: str) -> tuple[Replayed, str]:
    """The year of a link, and the beginning of the digest of its scenario.

    Args:
        fragment: what stands after the ``#``.

    Raises:
        InputError: it is no year, or not whole.
    """
    try:
        version, scenario, scenario_digest, seed, people, citizen, length, engine, names, steps = json.loads(
            _unfolded(fragment)
        )
        if version != FORMAT:
            raise InputError(Problem(key="fragment", expected=f"a year in format {FORMAT}", found=_format(version)))
        step = LENGTHS[length]
        choices = tuple(_long(said, at * step, names) for at, said in enumerate(steps))
        year = Replayed(
            scenario=scenario, seed=seed, people=people, citizen=citizen, length=length, engine=engine, choices=choices
        )
        return year, str(scenario_digest)
    except InputError:
        raise
    except (ValidationError, ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as error:
        raise InputError(
            Problem(key="fragment", expected="the whole of a year's link", found=_said(error), advice=_ADVICE)
        ) from None


def _unfolded(fragment: str) -> bytes:
    """The bytes behind letters, refused where they are not whole or far more than a year has."""
    try:
        packed = base64.b64decode(fragment + "=" * (-len(fragment) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        raise ValueError("letters that no link has") from None
    packed, check = packed[:-_CHECK], packed[-_CHECK:]
    if zlib.crc32(packed).to_bytes(_CHECK, "big") != check:
        raise ValueError("a link that was cut short or changed")
    opener = zlib.decompressobj(wbits=-15)
    found = opener.decompress(packed, _MOST_BYTES)
    if not opener.eof:
        raise ValueError("more than a year's link holds")
    return found


def _format(version: object) -> str:
    """A format's number, where it is one that a link of some time to come may have."""
    return f"format {version}" if isinstance(version, int) and 0 < version < _FORMATS else "no format"


def _said(error: Exception) -> str:
    """What was found in place of a year, without its words: they may come from a stranger."""
    if isinstance(error, ValidationError):
        # Only the fields' own names: what lies deeper may be a stranger's key.
        fields = {str(field) for each in error.errors() for field in each["loc"][:1]}
        return f"a year with values that cannot be: {', '.join(sorted(fields))}"
    known = isinstance(error, ValueError) and not isinstance(error, json.JSONDecodeError | UnicodeDecodeError)
    return str(error) if known and error.args and "link" in str(error) else "something else"


def _names_in(choices: Choices) -> Iterator[str]:
    yield from (kind for _, kind in (*choices.leave, *choices.dare))
    yield from choices.do
    yield from choices.accounts


def _short(choices: Choices, place: dict[str, int]) -> Step:
    """The choices of a step without words: days from its first one on, names by their place. 0 for nothing chosen."""
    first, hold = choices.week * 7, choices.hold
    said: list[int | list[int]] = [
        int(hold.rules) | int(hold.tongue) << 1 | int(hold.encrypt) << 2 | _CASES.index(choices.cases) << 3,
        [place[kind] for kind in choices.do],
        [number for day, kind in choices.leave for number in (day - first, place[kind])],
        [number for day, kind in choices.dare for number in (day - first, place[kind])],
        [number for name, what in choices.accounts.items() for number in (place[name], _ACCOUNTS.index(what))],
        [number for citizen, what in choices.ties.items() for number in (citizen, _TIES.index(what))],
    ]
    while said and not said[-1]:
        said.pop()
    return said or 0


def _long(said: Step, week: int, names: Sequence[str]) -> Choices:
    """The choices of a step in full."""
    parts = said if isinstance(said, list) else []
    flags = cast("int", parts[0]) if parts else 0
    lists = cast("list[list[int]]", parts[1:])
    do, leave, dare, accounts, ties = lists + [[] for _ in range(_LISTS - len(lists))]
    first = week * 7
    return Choices(
        week=week,
        leave=tuple((first + day, names[at]) for day, at in _pairs(leave)),
        dare=tuple((first + day, names[at]) for day, at in _pairs(dare)),
        do=tuple(names[at] for at in do),
        hold=Holds(rules=bool(flags & 1), tongue=bool(flags & 2), encrypt=bool(flags & 4)),
        cases=_CASES[flags >> 3],
        accounts={names[at]: _ACCOUNTS[what] for at, what in _pairs(accounts)},
        ties={citizen: _TIES[what] for citizen, what in _pairs(ties)},
    )


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)
