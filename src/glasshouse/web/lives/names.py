"""Names for synthetic people: a family name and a given name, drawn from lists by the town's luck and the citizen's number.

The lists are in ``names.toml`` beside this file. No name is that of somebody widely known.
"""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import blake2b
from importlib.resources import files


@cache
def _lists() -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Family names, given names, and pairs that are not used."""
    said: dict[str, str] = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    return tuple(said["family"].split()), tuple(said["given"].split()), frozenset(said["not_used"].split("\n"))


def name_of(seed: int, citizen: int) -> str:
    """The name of a citizen of the town with that seed; the same whenever it is asked for."""
    families, givens, not_used = _lists()
    for attempt in range(8):
        drawn = blake2b(f"{seed}:{citizen}:{attempt}".encode(), digest_size=8).digest()
        family, given = (
            families[int.from_bytes(drawn[:4]) % len(families)],
            givens[int.from_bytes(drawn[4:]) % len(givens)],
        )
        if f"{family} {given}" not in not_used and family != given:
            return f"{family} {given}"
    return f"{families[0]} {givens[0]}"


def drawn_by_lot(seed: int, people: int) -> int:
    """The number of the citizen whose seat one has who leaves it to the lot."""
    return int.from_bytes(blake2b(f"seat:{seed}".encode(), digest_size=8).digest()) % people
