"""Why a score is what it is: the terms that add up to it, from the player's own days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from glasshouse import facts
from glasshouse.audit.history import read_history
from glasshouse.audit.phrases import brought, described
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scoring.explanation.account import Account, Contribution
from glasshouse.web.lives.documents import OthersShown, Term, Why
from glasshouse.web.lives.town import Place

_FACT: Final = re.compile(r"\bfact (?P<name>[\w-]+)(?:\.[\w.-]*\w)?")
"""The name of a fact in what is said of a value's source."""


def why_of(town: Place, system: str | None = None) -> list[Why]:
    """Why the player stands where they stand, in the evening of the last day.

    Args:
        town: the town.
        system: name of one system; by default all that are in force.

    Raises:
        InputError: there is no such system, or no day was lived.
    """
    rules = town.rules.on(town.day - 1)
    names = [label.name for label in rules.labels.systems]
    if system is not None and system not in names:
        expected = f"one of {', '.join(names)}"
        raise InputError(
            Problem(key="system", expected=expected, found=repr(system), nearest=nearest_name(system, names))
        )
    if not town.day:
        raise InputError(Problem(key="week", expected="a week that was lived", found="none yet"))
    day = town.day - 1
    history = read_history(town.town, town.citizen, day)
    wanted = [s for s, name in enumerate(names) if name == system or (system is None and rules.is_active(s))]
    return [_why(history.account(s, day), day) for s in wanted]


def _why(account: Account, day: int) -> Why:
    return Why(
        system=account.system,
        title=account.title,
        form=account.form,
        day=day,
        score=account.score,
        band=account.band,
        published=account.published,
        adds_up=account.adds_up,
        sum=account.sum if account.score is not None else None,
        terms=_terms(account.items),
        pending=_terms(account.pending),
        others=[OthersShown(who=each.who, what=brought(each, {}), points=each.points) for each in account.others],
        cases=[described(case) for case in account.cases],
        behind=[_why(each, day) for each in account.behind],
    )


def _terms(items: Iterable[Contribution]) -> list[Term]:
    return [
        Term(
            what=f"{item.what} ({how})" if how else item.what,
            area=item.dimension,
            points=item.points,
            day=item.day,
            seen_by=list(item.channels),
            happened=item.happened,
            source=source,
        )
        for item in items
        for how, source in (_read(item.rule),)
    ]


def _read(rule: str | None) -> tuple[str, str | None]:
    """How a value counts, where a fact follows; and where it comes from: what a fact says and who says it, not its name."""
    named = _FACT.search(rule or "")
    if rule is None or not named:
        return "", rule
    fact, before, after = facts.get(named["name"]), rule[: named.start()], rule[named.end() :]
    said = f"{fact.statement} ({fact.source}, {fact.as_of}){after}"
    how, comma, _ = before.rpartition(", ")
    return (how, said) if comma else ("", f"{before}{said}")
