"""Names for synthetic people in towns of the West: a given name and an invented family name, drawn by luck and number."""

from __future__ import annotations

import tomllib
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from glasshouse.web.lives.documents import Person


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    said: dict[str, str] = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    return {name: tuple(names.split()) for name, names in said.items()}


def with_western_name(person: Person, seed: int) -> Person:
    """Somebody of the town with that seed under a name that fits a town of the West; the same whenever it is asked for."""
    lists = _lists()
    givens, families = lists["men" if person.man else "women"], lists["family"]
    drawn = blake2b(f"west:{seed}:{person.citizen}".encode(), digest_size=8).digest()
    name = f"{givens[int.from_bytes(drawn[:4]) % len(givens)]} {families[int.from_bytes(drawn[4:]) % len(families)]}"
    return person.model_copy(update={"name": name})
