"""How people stand at one moment: exact counts of scores, bands and states by group, from the tables as they are.

Everything is a whole number, so that stretches of communities can be counted apart and added up in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.schema.codes import EVER_DENIED, EVER_GROUNDED, IN_DEFAULT
from glasshouse.schema.limits import BANDS, BINS, DECLARED, FILE_HOLDERS, LANES, PEOPLE_GROUPS, SYSTEMS

if TYPE_CHECKING:
    pass

CODES = 65536
GROUPS = ("local majority", "migrant majority", "local minority", "migrant minority")
"""Groups of people by registration and minority, in the order of their numbers."""

SNAPSHOT = np.dtype([
    ("people", "i8", (PEOPLE_GROUPS,)), ("members", "i8", (SYSTEMS, PEOPLE_GROUPS)),
    ("codes", "i8", (SYSTEMS, PEOPLE_GROUPS)), ("squares", "i8", (SYSTEMS, PEOPLE_GROUPS)),
    ("bins", "i8", (SYSTEMS, PEOPLE_GROUPS, BINS)), ("bands", "i8", (SYSTEMS, PEOPLE_GROUPS, BANDS)),
    ("self_censorship", "i8"), ("self_censorship_square", "i8"), ("effort", "i8"), ("effort_square", "i8"), ("in_default", "i8"),
    ("ever_denied", "i8"), ("ever_grounded", "i8"), ("on_file", "i8", (2, 2)), ("kept", "i8", (SYSTEMS, 2)), ("copied", "i8"),
    ("keepers", "i8"), ("correlates", "i8", (SYSTEMS, 2, 3)),
    ("held_people", "i8", (FILE_HOLDERS,)), ("held_records", "i8", (FILE_HOLDERS,)), ("held_copied", "i8", (FILE_HOLDERS,)),
    ("held_outliving", "i8", (FILE_HOLDERS,)), ("held_number", "i8", (FILE_HOLDERS + 1,)), ("held_files", "i8", (2,)),
    ("attribute_people", "i8", (DECLARED,)), ("attribute_members", "i8", (SYSTEMS, DECLARED)),
    ("attribute_codes", "i8", (SYSTEMS, DECLARED)), ("attribute_disclosed", "i8", (SYSTEMS, 2, DECLARED)),
])  # fmt: skip
"""Counts and sums of codes over people at one moment. Bins cut a scale into 64 equal parts, the ends included."""

STANDING_AXES: dict[str, tuple[str, ...]] = {
    "people": ("group",), **dict.fromkeys(("members", "codes", "squares"), ("system", "group")),
    "bins": ("system", "group", "bin"), "bands": ("system", "group", "band"), "on_file": ("pool", "age"),
    "kept": ("system", "age"), "correlates": ("system", "correlate", "sum"),
    **dict.fromkeys(("held_people", "held_records", "held_copied", "held_outliving"), ("holder",)),
    "held_number": ("number",), "held_files": ("by",),
    "attribute_people": ("declared",), **dict.fromkeys(("attribute_members", "attribute_codes"), ("system", "declared")),
    "attribute_disclosed": ("system", "truth", "declared"),
}  # fmt: skip
"""What each axis of each field stands for, as in `glasshouse.schema.counts.AXES`. Along `age`, recent records come first."""

_BLOCK = 2048
_BIN_OF = np.minimum((np.arange(CODES, dtype=np.int64) - 1).clip(0) * BINS // (CODES - 2), BINS - 1)


def people_groups(status: np.ndarray) -> np.ndarray:
    """The number of each person's group: registration (1) and minority (2)."""
    return ((status & 2) >> 1) | ((status & 4) >> 1)


def take_snapshot(
    society: np.ndarray, ledgers: np.ndarray, response: np.ndarray, conduct: np.ndarray, lines: Sequence[Sequence[int]]
) -> np.ndarray:
    """Count how the people of some communities stand.

    Args:
        society: the society's table, or a stretch of it.
        ledgers: the ledgers of the same communities, one row a system.
        response: the responses of the same communities.
        conduct: the situations of the same communities.
        lines: for each system, the published codes at which its bands start.

    Returns:
        One `SNAPSHOT` record.
    """
    total = np.zeros((), SNAPSHOT)
    for first in range(0, len(society), _BLOCK):
        rows = slice(first, first + _BLOCK)
        people = np.arange(LANES)[None, :] < society["people"][rows, None]
        group = people_groups(society["status"][rows])[people].astype(np.int64)
        total["people"] += np.bincount(group, minlength=PEOPLE_GROUPS)
        for s, starts in enumerate(lines):
            _add_scores(total, s, ledgers["published"][s, rows][people], group, starts)
        for field in ("self_censorship", "effort"):
            codes = response[field][rows][people].astype(np.int64)
            total[field] += codes.sum()
            total[f"{field}_square"] += (codes * codes).sum()
        situation = conduct["situation"][rows][people]
        for field, bit in (("in_default", IN_DEFAULT), ("ever_denied", EVER_DENIED), ("ever_grounded", EVER_GROUNDED)):
            total[field] += np.count_nonzero(situation & bit)
    return total


def _add_scores(total: np.ndarray, s: int, codes: np.ndarray, group: np.ndarray, starts: Sequence[int]) -> None:
    """Count the members of one system, all groups at once.

    Sums are added up as floating point numbers, which hold whole numbers below 2^53 exactly: squares of a block stay below 2^52.
    """
    members = codes > 0
    group, codes = group[members], codes[members].astype(np.int64)
    bins = _by_group(group, _BIN_OF[codes], BINS)
    total["members"][s] += bins.sum(1)
    total["bins"][s] += bins
    for field, values in (("codes", codes), ("squares", codes * codes)):
        total[field][s] += np.bincount(group, values, PEOPLE_GROUPS).astype(np.int64)
    band = np.searchsorted(np.asarray(starts[1:], dtype=np.int64), codes, side="right")
    total["bands"][s] += _by_group(group, band, BANDS)


def _by_group(group: np.ndarray, number: np.ndarray, numbers: int) -> np.ndarray:
    """How many of each group have which number."""
    counted = np.bincount(group * numbers + number, minlength=PEOPLE_GROUPS * numbers)
    return counted.reshape(PEOPLE_GROUPS, numbers)


def add_attributes(
    total: np.ndarray, society: np.ndarray, ledgers: np.ndarray, has: np.ndarray, disclosed: Mapping[int, np.ndarray]
) -> None:
    """Count people, members and their scores by the attributes that a scenario declares.

    Args:
        total: a `SNAPSHOT` record, to add to.
        society: the communities' rows of the society's table.
        ledgers: the ledgers of the same communities, one row a system.
        has: who has which attribute, a bit each (communities × people); no rows where none is declared.
        disclosed: the same of what each system that reads attributes has on file, by the system's number.
    """
    if not len(has):
        return
    people = np.arange(LANES)[None, :] < society["people"][:, None]
    for a in range(DECLARED):
        mine = people & (has >> a & 1 > 0)
        total["attribute_people"][a] += np.count_nonzero(mine)
        for s, ledger in enumerate(ledgers):
            codes = ledger["published"][mine].astype(np.int64)
            total["attribute_members"][s, a] += np.count_nonzero(codes)
            total["attribute_codes"][s, a] += codes.sum()
        for s, said in disclosed.items():
            on_file = people & (said >> a & 1 > 0)
            both = np.count_nonzero(on_file & mine)
            total["attribute_disclosed"][s, :, a] += [np.count_nonzero(on_file) - both, both]


def mean_and_spread(total: int, squares: int, count: int) -> tuple[float, float] | None:
    """Mean and standard deviation of `count` whole numbers, from their sum and the sum of their squares.

    None where there are none. The variance is a quotient of whole numbers, so that equal values spread by exactly 0.
    """
    if not count:
        return None
    variance = (count * squares - total * total) / (count * count)
    return total / count, variance**0.5
