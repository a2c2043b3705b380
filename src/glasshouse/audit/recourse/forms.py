"""Ways out by form of scoring: of a list, of a score that is a sum; of others they are not worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Final

import numpy as np

from glasshouse.audit.figures.recourse import MOST_COMBINATIONS, MOST_KINDS, recourse
from glasshouse.audit.recourse.moves import Move, conditions, leaves, may_be_done, perverse
from glasshouse.audit.recourse.standing import Standing, publications, standing_of
from glasshouse.audit.recourse.ways import Question, WayOut
from glasshouse.audit.undefined import Reason
from glasshouse.scoring.explanation.account import Account, Case
from glasshouse.scoring.forms.form import Sum
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System

_REVIEWED: Final = 1
"""Days from an appeal to the first on which its time runs."""
_MOST_WAITS: Final = 24
"""Publications among which the best day is looked for, at most."""


def way_out(asked: Question, system: str, names: frozenset[str]) -> WayOut:
    """The way out of one system's sanctions.

    Args:
        asked: who, when, and by which costs.
        system: the system's name.
        names: names of its sanctions in force.
    """
    s = asked.history.encoded.system_names.index(system)
    rules = asked.history.under(asked.day, s)[0]
    falls_on_others = any(rules.measures[name].falls_on != "holder" for name in names)
    if rules.account_holders == "firms" or falls_on_others:
        return WayOut(system, Reason.OTHERS)
    account, form = asked.history.account(s, asked.day), form_of(rules)
    if form.capabilities.is_list:
        return _off_a_list(asked, system, rules, account)
    score = form.as_sum(rules, asked.history.under(asked.day, s)[1])
    if score is None:
        return WayOut(system, Reason.NOT_WORKED_OUT)
    band = next((band for band in form.bands(rules) if band.name == account.band), None)
    if band is not None and not names & set(band.measures):
        return _tomorrow(system)
    standing = standing_of(asked.history, s, asked.day, account, score, names)
    return WayOut(system, Reason.NO_MOVE) if standing is None else _up_a_scale(asked, s, score, standing)


def _tomorrow(name: str) -> WayOut:
    """The sanction is gone tomorrow: what was published in the evening does not name it any more."""
    return WayOut(name, days=1, anyway=1)


def _off_a_list(asked: Question, name: str, system: Any, account: Account) -> WayOut:
    """By repair, by an appeal against a false record, or by the end of the term: what takes the fewest hours, then days."""
    cases = [case for case in account.cases if case.weighs]
    if not cases:
        return _tomorrow(name)
    if any(case.of is not None for case in cases):
        return WayOut(name, Reason.NOT_WORKED_OUT)
    term = _term(asked, cases)
    steps = [step for step in (_repair(asked, system), _appeal(asked, system, cases)) if step is not None]
    likely = asked.norms.setting("likely").value
    possible = [
        each for each in ([term] if term else []) + steps if each.chance >= likely and each.days <= asked.horizon
    ]
    if not possible:
        return WayOut(name, _why_listed(term, steps, likely))
    best = min(possible, key=lambda each: (each.hours, each.days))
    return replace(best, system=name, anyway=term.days if term and term.days <= asked.horizon else None)


def _why_listed(term: WayOut | None, steps: Sequence[WayOut], likely: float) -> Reason:
    """Why nothing that could be done about a listing is a way out, nor its term.

    Args:
        term: to wait for the end of the term; None where there is none.
        steps: what could be done.
        likely: from which chance on a step counts.
    """
    chance = max((step.chance for step in steps), default=None)
    if chance is None:
        return Reason.TERM if term else Reason.NO_MOVE
    if chance >= likely:
        return Reason.TOO_FAR
    return Reason.UNLIKELY if chance > 0 else Reason.OUT_OF_REACH


def _term(asked: Question, cases: list[Case]) -> WayOut | None:
    """To wait until the last case ends."""
    if any(case.until is None for case in cases):
        return None
    return WayOut("", days=max(case.until or 0 for case in cases) - asked.day)


def _repair(asked: Question, system: Any) -> WayOut | None:
    """To do what takes people off the list early, the cheapest of such kinds."""
    rules, holds = asked.history.rules(asked.day), conditions(asked.history.rows[asked.day])
    found = []
    for kind in system.repairs:
        said = rules.conduct[kind]
        if may_be_done(said, holds):
            hours, chance = asked.norms.cost(kind).value, asked.sight.chance(rules, system, kind)
            days = 1 + round(system.redress.lag.value)
            found.append(WayOut("", hours=hours, days=days, acts={kind: 1}, first=True, chance=chance))
    return min(found, key=lambda way: (-way.chance, way.hours), default=None)


def _appeal(asked: Question, system: Any, cases: list[Case]) -> WayOut | None:
    """To contest cases behind which nothing happened; who did what is recorded is not advised to contest it."""
    redress = system.redress
    if not redress.appeals or not all(case.is_false and case.appeal is None for case in cases):
        return None
    days = _REVIEWED + round(redress.review_days.value) + round(redress.lag.value)
    hours = asked.norms.move("appeal").hours.value * len(cases)
    return WayOut("", hours=hours, days=days, appeals=True, chance=redress.overturned_wrong.value ** len(cases))


def _up_a_scale(asked: Question, s: int, score: Sum, standing: Standing) -> WayOut:
    """By kinds of conduct with points, and by waiting: the cheapest of all combinations that are tried."""
    history, day = asked.history, asked.day
    system, parameters = history.under(day, s)
    name, rules, points = history.encoded.system_names[s], history.rules(day), score.points
    own = frozenset(kind for kind, value in standing.records.items() if value < 0)
    wrong = tuple(perverse(rules, points, own))
    waits = _thinned(publications(parameters, day, asked.horizon), asked.horizon)
    if not waits:
        return WayOut(name, Reason.TOO_FAR, perverse=wrong)
    regained = np.array([standing.regained(parameters, day, days) for days in waits])
    moves, most = _affordable(_moves(asked, system, score), standing.gap, waits, regained)
    found = recourse(
        standing.gap,
        np.array([move.points for move in moves]),
        np.array([move.chance for move in moves]),
        np.array([asked.norms.cost(move.kind).value for move in moves]),
        np.array(waits, "f8"),
        most,
        regained,
    )
    if found.value is None:
        unseen = any(value > 0 for value in points.values())
        return WayOut(name, _why(standing, regained, found.undefined, unseen), perverse=wrong)
    acts, days = (
        {move.kind: count for move, count in zip(moves, found.counts, strict=True) if count},
        int(found.days or 0),
    )
    more = {kind: max(count - acts.get(kind, 0), 0) for kind, count in _upkeep(asked, system, score, days)}
    acts |= {kind: acts.get(kind, 0) + count for kind, count in more.items() if count}
    return WayOut(
        name,
        hours=found.value + sum(count * asked.norms.cost(kind).value for kind, count in more.items()),
        days=days,
        acts=acts,
        leaves=tuple(kind for kind in leaves(rules, system, points, asked.sight) if kind not in acts),
        anyway=None if found.anyway is None else int(found.anyway),
        perverse=wrong,
    )


def _upkeep(asked: Question, system: System, score: Sum, days: int) -> Iterator[tuple[str, int]]:
    """How often what is missed if it is not done must be done within so many days, so that no more is lost by its absence."""
    rules, holds = asked.history.rules(asked.day), conditions(asked.history.rows[asked.day])
    for kind, (least, period) in score.absences.items():
        chance = asked.sight.chance(rules, system, kind)
        if chance > 0 and may_be_done(rules.conduct[kind], holds):
            yield kind, min(days, ceil(days / period) * ceil(least / chance))


def _moves(asked: Question, system: System, score: Sum) -> list[Move]:
    """Kinds that bring points, may be advised and may be seen, the cheapest a point first."""
    rules, holds = asked.history.rules(asked.day), conditions(asked.history.rows[asked.day])
    found = []
    for kind, value in score.points.items():
        if value > 0 and may_be_done(rules.conduct[kind], holds):
            most, period = score.caps.get(kind, (None, 1))
            found.append(Move(kind, value, asked.sight.chance(rules, system, kind), most, period))
    seen = [move for move in found if move.chance > 0]
    return sorted(seen or found, key=lambda move: (_price(asked, move), move.kind))


def _price(asked: Question, move: Move) -> float:
    """Hours for a point that can be expected."""
    expected = move.points * move.chance
    return asked.norms.cost(move.kind).value / expected if expected else float("inf")


def _most(move: Move, gap: float, days: int) -> int:
    """Most acts of a kind that can be of use: no more than alone would do."""
    expected = move.points * move.chance
    needed = ceil(max(gap, 0.0) / expected) if expected > 0 else 1
    return min(move.most(days), needed)


def _affordable(moves: list[Move], gap: float, waits: list[int], regained: np.ndarray) -> tuple[list[Move], np.ndarray]:
    """As many of the cheapest kinds as can be tried in all combinations, and the most acts of each by each wait."""
    chosen, most = list[Move](), np.zeros((len(waits), 0), "i8")
    for move in moves[:MOST_KINDS]:
        column = [_most(move, gap - back, days) for days, back in zip(waits, regained, strict=True)]
        wider = np.column_stack([most, column]).astype("i8")
        if chosen and int((wider + 1).prod(1).sum()) > MOST_COMBINATIONS:
            break
        chosen, most = [*chosen, move], wider
    return chosen, most


def _thinned(waits: list[int], horizon: int) -> list[int]:
    """Publications that are looked at: all, or so many that the cheapest kind can be tried with every count."""
    most = min(_MOST_WAITS, MOST_COMBINATIONS // (horizon + 1))
    if len(waits) <= most:
        return waits
    return [waits[int(at)] for at in np.linspace(0, len(waits) - 1, most)]


def _why(standing: Standing, regained: np.ndarray, found: Any, has_kinds: bool) -> Reason:
    """Why there is no way out, as closely as can be told."""
    if standing.others < 0 and standing.gap + standing.others <= 0:
        return Reason.OTHERS
    if standing.traits < 0 and standing.gap + standing.traits <= 0:
        return Reason.TRAIT
    if found is Reason.NO_MOVE and (regained > 0).any():
        return Reason.TERM
    if found is Reason.NO_MOVE and has_kinds:
        return Reason.NO_MOVE
    return Reason(found)
