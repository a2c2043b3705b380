"""Moves as scenarios: the scheme as it would be lived with one move, or with two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glasshouse import scenario as scenarios
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.protections.acting import why_nothing
from glasshouse.protections.adopters import decisions_of
from glasshouse.protections.moves import SHARES, Move, moves
from glasshouse.scenario import Scenario, changed


@dataclass(frozen=True)
class Tried:
    """A move as it is tried on a scheme, or two at once.

    Attributes:
        id: the move's id, with the share of adopters after it; of two, both with ``+``.
        moves: the moves.
        adopters: how many people adopt it; None where it is no personal move.
        nothing: why there is nothing to act on; empty where there is.
        refused: why the scheme cannot be lived with it; empty where it can.
        scenario: the scheme with it; None where it has nothing to act on or is refused.
    """

    id: str
    moves: tuple[Move, ...]
    adopters: str | None
    nothing: str
    refused: str
    scenario: Scenario | None

    @property
    def title(self) -> str:
        """What it is, in a phrase."""
        said = " + ".join(move.title for move in self.moves)
        return f"{said}, adopted by {self.adopters}" if self.adopters else said

    @property
    def runs(self) -> bool:
        """Whether there is anything to live."""
        return self.scenario is not None


def singles(base: Scenario, only: Sequence[str] = ()) -> list[Tried]:
    """Every move alone; personal ones at each share of adopters.

    Args:
        base: the scheme.
        only: ids of the moves that are wanted; all, if it is empty.

    Raises:
        InputError: there is no such move; names every one, and the nearest.
    """
    _check_known(only)
    return [
        _tried(base, {f"{name} {share}" if share else name: (move, share)})
        for name, move in moves().items()
        if not only or name in only
        for share in (SHARES if move.kind == "personal" else (None,))
    ]


def _check_known(only: Sequence[str]) -> None:
    valid = moves()
    problems = [
        Problem(key="only", expected=f"one of {', '.join(valid)}", found=repr(name), nearest=nearest_name(name, valid))
        for name in only
        if name not in valid
    ]
    if problems:
        raise InputError(problems)


def pair(base: Scenario, first: Tried, second: Tried) -> Tried:
    """Two moves at once."""
    return _tried(base, {each.id: (each.moves[0], each.adopters) for each in (first, second)})


def _tried(base: Scenario, wanted: Mapping[str, tuple[Move, str | None]]) -> Tried:
    called, parts = " + ".join(wanted), tuple(move for move, _ in wanted.values())
    adopters = next((share for _, share in wanted.values() if share), None)
    nothing = "; ".join(filter(None, (why_nothing(base, move.acts_on) for move in parts)))
    if nothing:
        return Tried(called, parts, adopters, nothing, "", None)
    try:
        found = base
        for move, share in wanted.values():
            found = _with(found, base, move, share)
    except InputError as error:
        return Tried(called, parts, adopters, "", _said(error.problems[0]), None)
    # A law that the scheme already has, in the same measure or a stricter one, sets nothing.
    if found == base:
        return Tried(called, parts, adopters, "it is part of the scheme already", "", None)
    return Tried(called, parts, adopters, "", "", found.model_copy(update={"title": called}))


def _said(problem: Any) -> str:
    return f"{problem.key}: {problem.expected}"


def _with(here: Scenario, base: Scenario, move: Move, share: str | None) -> Scenario:
    """A scheme, perhaps with a move already, with one move more.

    Args:
        here: the scheme so far.
        base: the scheme without any move.
        move: the move.
        share: the share of adopters of a personal move.
    """
    update: dict[str, Any] = {}
    if move.decides is not None and share is not None:
        update["decisions"] = (*here.decisions, *decisions_of(base, move.decides, SHARES[share]))
    if move.reform:
        update["reforms"] = {**here.reforms, **_reforms(move.reform)}
    if move.opens:
        update["systems"] = {**here.systems, **_competitor(base)}
    found = here.model_copy(update=update) if update else here
    return changed(found, _stricter(here, move.sets))


def _reforms(source: str) -> dict[str, Any]:
    """The reforms of a scenario of the library, by names of their own."""
    return {f"remedy-{name}": reform for name, reform in scenarios.load(source).reforms.items()}


def _competitor(base: Scenario) -> dict[str, Any]:
    """A competitor of the first provider in a market, that forgets and publishes as the library's frugal provider does."""
    frugal: Any = scenarios.load("alternative-platform").systems["open-credit"]
    name, provider = next((name, each) for name, each in base.systems.items() if each.adoption is not None)
    own: Any = provider.adoption
    adoption = own.model_copy(update={"data_advantage": frugal.adoption.data_advantage})
    update = {"title": frugal.title, "opaque": frugal.opaque, "adoption": adoption}
    if hasattr(provider, "forgetting"):
        update["forgetting"] = frugal.forgetting
    update["members"] = provider.members.model_copy(update={"share": frugal.members.share})
    return {f"{name}-frugal": provider.model_copy(update=update)}


def _stricter(base: Scenario, sets: Sequence[str]) -> list[str]:
    """Of a law's settings those that the scheme does not have already in the same measure or a stricter one."""
    return [each for each in sets if not _holds(base, *each.removeprefix("safeguards.").split("="))]


def _holds(base: Scenario, name: str, value: str) -> bool:
    own: float = getattr(base.safeguards, name)
    if value == "true":
        return bool(own)
    asked = float(value)
    return own > 0 and (own <= asked if name in ("forget_after", "most_sanctions", "most_days") else own >= asked)
