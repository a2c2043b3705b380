"""The claims that ship, and a user's own: one TOML file each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from glasshouse.claims.claim import Claim
from glasshouse.documents.strict import load_document
from glasshouse.errors import InputError, Problem, nearest_name

CONTROLS = ("A/A", "planted")
"""Claims whose answer is known: the same people with other luck, and an effect that was put in."""


@cache
def claims() -> dict[str, Claim]:
    """All claims that ship, by id, the controls last."""
    folder = files("glasshouse.claims") / "library"
    found = [
        _named(load_document(entry, Claim), entry.name.removesuffix(".toml"))
        for entry in sorted(folder.iterdir(), key=lambda each: each.name)
        if entry.name.endswith(".toml")
    ]
    found.sort(key=lambda claim: claim.id in CONTROLS)
    return {claim.id: claim for claim in found}


def chosen(names: Sequence[str]) -> list[Claim]:
    """The claims of those ids or files, and always the controls; all, if none is named.

    Raises:
        InputError: every unknown id, and whatever is wrong with a file.
    """
    wanted: dict[str, Claim] = {}
    problems: list[Problem] = []
    for name in names or claims():
        try:
            claim = _find(name)
            wanted[claim.id] = claim
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return list((wanted | {name: claims()[name] for name in CONTROLS}).values())


def _find(name: str) -> Claim:
    if name.endswith(".toml"):
        return _named(load_document(Path(name), Claim), Path(name).stem)
    by_folded = {id_.casefold(): id_ for id_ in claims()}
    if name.casefold() not in by_folded:
        nearest = nearest_name(name, claims())
        raise InputError(Problem(key="ID", expected="the id of a claim, or a TOML file", found=repr(name), nearest=nearest,
                                 advice="`glasshouse list claims` lists them"))  # fmt: skip
    return claims()[by_folded[name.casefold()]]


def _named(claim: Claim, stem: str) -> Claim:
    return claim if claim.id else claim.model_copy(update={"id": stem})
