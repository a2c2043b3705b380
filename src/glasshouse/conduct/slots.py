"""Where each kind finds its luck: words and cells that depend on the kind alone, never on which others there are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from glasshouse.conduct.kinds import Kind, Slot
from glasshouse.errors import InputError, Problem
from glasshouse.schema.codes import NO_KIND
from glasshouse.schema.limits import CELLS, EVENTS, GROUPS, LANES, SPARE

_WORD = 2**31
_BLOCK = 4
MOST_BY_NAME = 2.0
"""What the ceilings of rarer kinds that share no word may add up to, so that a day's acts find room in a community."""


def cells_of(kind: Kind) -> int:
    """How many cells of a shared word the kind's ceiling fills."""
    return max(1, math.ceil(kind.ceiling * CELLS))


def problems_of_slots(kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Ceilings above the width of a slot, and kinds that would share a place.

    Args:
        kinds: the scenario's kinds by name; firms' kinds have draws of their own and need no slot.
    """
    taken: dict[int, list[tuple[int, int, str]]] = {}
    for name, kind in kinds.items():
        if kind.slot is None or kind.needs == "firm":
            continue
        slot = kind.slot
        if slot.width is not None and cells_of(kind) > slot.width:
            yield Problem(
                key=f"conduct.{name}.ceiling",
                expected=f"at most {slot.width / CELLS:.4g}, the width of its slot",
                found=f"{kind.ceiling:g}",
                advice="for more, describe a kind of your own, without a slot",
            )
        other = _claim(taken.setdefault(slot.word, []), slot, name)
        if other is not None:
            yield Problem(
                key=f"conduct.{name}.slot",
                expected="a place of its own",
                found=f"the place of {other!r}",
                advice="leave out the slot of a kind of your own: it draws a word keyed by its name",
            )
    shared = {kind.slot.word for kind in kinds.values() if kind.slot and kind.slot.width is not None}
    if len(shared) > GROUPS:
        yield Problem(key="conduct", expected=f"at most {GROUPS} words that kinds share", found=str(len(shared)))


def _claim(taken: list[tuple[int, int, str]], slot: Slot, name: str) -> str | None:
    """Take a slot's cells of its word, up to the first that another has; who that is, if anybody. An own word is taken whole.

    Args:
        taken: what is taken of the word: first cell, one past the last, and whose they are; no two overlap.
        slot: the slot.
        name: whose it is.
    """
    first, end = (0, CELLS) if slot.width is None else (slot.first, slot.first + slot.width)
    clashes = [(max(first, begins), other) for begins, ends, other in taken if begins < end and first < ends]
    at, owner = min(clashes, default=(end, None))
    if first < at:
        taken.append((first, at, name))
    return owner


def lay_out_words(parameters: np.void, order: Sequence[str], frequent: int, kinds: Mapping[str, Kind]) -> None:
    """Fill in which words are drawn, which row holds each kind's word, and where rarer kinds are looked for.

    The first block is always drawn: other stages derive luck from its first word.

    Args:
        parameters: the scenario's record.
        order: names of the kinds in the order of their numbers.
        frequent: how many of them are frequent.
        kinds: the kinds by name.

    Raises:
        InputError: kinds that share a place or do not fit into theirs, or more luck by name than a day has room for.
    """
    mine = {name: kinds[name] for name in order if kinds[name].needs != "firm"}
    problems = tuple(problems_of_slots(mine))
    if problems:
        raise InputError(problems)
    blocks = sorted({0} | {kind.slot.word // _BLOCK for kind in mine.values() if kind.slot})
    parameters["blocks"], parameters["block"][: len(blocks)] = len(blocks), blocks
    parameters["cell"] = NO_KIND
    for k, name in enumerate(order):
        if name in mine:
            parameters["row"][k] = _row(parameters, blocks, k, mine[name].slot, k < frequent)
            if k >= frequent:
                _look_for(parameters, k, mine[name])
    _check_room(mine[name] for name in order[frequent:] if name in mine)


def _row(parameters: np.void, blocks: list[int], k: int, slot: Slot | None, is_frequent: bool) -> int:
    """The row of a kind's word: in a block of the library's, or one by name, which rarer kinds have only in passing."""
    if slot is not None:
        return _BLOCK * blocks.index(slot.word // _BLOCK) + slot.word % _BLOCK
    if not is_frequent:
        return _BLOCK * SPARE
    n = int(parameters["named"])
    parameters["named_kind"][n], parameters["named"] = k, n + 1
    return _BLOCK * len(blocks) + n


def _look_for(parameters: np.void, k: int, kind: Kind) -> None:
    """Add a rarer kind to the cells of the word that it shares, or its own word to those in which kinds are looked for."""
    walks, row = int(parameters["walks"]), int(parameters["row"][k])
    if kind.slot is None or kind.slot.width is None:
        parameters["walk_row"][walks], parameters["walk_kind"][walks] = row, k
        parameters["walk_end"][walks] = math.ceil(kind.ceiling * _WORD)
        parameters["walks"] = walks + 1
        return
    shared = [w for w in range(walks) if parameters["walk_kind"][w] == NO_KIND]
    found = [w for w in shared if parameters["walk_row"][w] == row]
    if not found:
        found = [walks]
        parameters["walk_row"][walks], parameters["walk_kind"][walks] = row, NO_KIND
        parameters["walk_cells"][walks] = len(shared)
        parameters["walks"] = walks + 1
    first = kind.slot.first
    parameters["slot"][k] = first * (_WORD // CELLS)
    parameters["cell"][int(parameters["walk_cells"][found[0]]), first : first + cells_of(kind)] = k


def _check_room(rare: Iterator[Kind]) -> None:
    """A community's list of rarer acts holds so many a day; far more than happen where ceilings are modest."""
    total = sum(kind.ceiling for kind in rare if kind.slot is None or kind.slot.width is None)
    if total > MOST_BY_NAME:
        expected = f"ceilings of rarer kinds without a slot that add up to {MOST_BY_NAME:g} at most"
        raise InputError(Problem(key="conduct", expected=expected, found=f"{total:g}",
                                 advice=f"a community of {LANES} has room for {EVENTS} rarer acts a day"))  # fmt: skip
