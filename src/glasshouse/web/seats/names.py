"""Names for synthetic people in towns of the West: a given name and an invented family name, drawn by luck and number."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import blake2b
from importlib.resources import files


@cache
def _lists() -> tuple[tuple[str, ...], tuple[str, ...]]:
    said: dict[str, str] = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    return tuple(said["given"].split()), tuple(said["family"].split())


def western_name(seed: int, citizen: int) -> str:
    """The name of a citizen of the town with that seed; the same whenever it is asked for."""
    givens, families = _lists()
    drawn = blake2b(f"west:{seed}:{citizen}".encode(), digest_size=8).digest()
    return f"{givens[int.from_bytes(drawn[:4]) % len(givens)]} {families[int.from_bytes(drawn[4:]) % len(families)]}"
