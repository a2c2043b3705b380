"""The cards of the coming step: what habit brings and fear holds back, free evenings, holds, cases. The engine deals them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, cast

import numpy as np

from glasshouse.measurement.totals import KindLabel
from glasshouse.schema.codes import APPEALED, CASE_LISTED, CASE_RECORDED, CASE_REPAIRED, DECIDED, TOLD
from glasshouse.web.lives.documents import CaseShown, Evening, Everyday, HoldsShown, Law, Urge
from glasshouse.web.lives.rules import Rules, kinds_in
from glasshouse.web.lives.standing import Seat, way, why_no_account, why_no_tie
from glasshouse.web.lives.town import Place
from glasshouse.web.lives.week import Coming

EVENINGS: Final = (
    "volunteer",
    "care-for-parents",
    "donate",
    "criticise",
    "petition",
    "join-gathering",
    "search-sensitive",
    "ask-for-help",
    "take-work-risk",
    "check-in",
    "refer-friend",
    "miss-bill",
)
"""What a free evening can be used for, where the scenario has it."""
_CIVIC: Final = frozenset({"civic", "assembly", "speech", "welfare"})
"""Contexts that are never folded away."""
_STATUS: Final = {int(CASE_RECORDED): "recorded", int(CASE_LISTED): "listed", int(CASE_REPAIRED): "repaired"}


def coming_step(town: Place, days: int, ahead: np.ndarray | tuple[()]) -> Coming:
    """What can be chosen for the coming step.

    Args:
        town: the town.
        days: the step's days.
        ahead: the player's coming days as foreseen, `PANEL` records.
    """
    rules, seat = town.rules.on(town.day), Seat(town.town.world, town.citizen)
    covers = range(town.day, town.day + days)
    active = [s for s in range(len(rules.labels.systems)) if seat.world.systems["active"][s]]
    accounts = {rules.labels.systems[s].name: why_no_account(seat, s, rules) for s in active}
    ties = {contact.citizen: why_no_tie(contact) for contact in town.town.contacts(town.citizen)}
    return Coming(
        citizen=town.citizen,
        first=town.day,
        days=days,
        rules=rules,
        brings={day: _names(int(row["acts"]), rules) for day, row in zip(covers, ahead, strict=True)},
        holds_back={day: _names(int(row["withheld"]), rules) for day, row in zip(covers, ahead, strict=True)},
        evenings={kind: _why_not_do(kind, rules, seat) for kind in EVENINGS if kind in rules.scenario.conduct},
        join={name: why for name, (why, _) in accounts.items()},
        quit={name: why for name, (_, why) in accounts.items()},
        keep={number: why for number, (why, _) in ties.items()},
        cut={number: why for number, (_, why) in ties.items()},
        forced=frozenset(debt.default_kind for debt in rules.scenario.debts.values() if debt.default_kind),
    )


def _names(bits: int, rules: Rules) -> frozenset[str]:
    return frozenset(kind.name for _, kind in kinds_in(bits & rules.own, rules))


def _why_not_do(kind: str, rules: Rules, seat: Seat) -> str | None:
    needs = rules.scenario.conduct[kind].needs
    if needs == "employed" and not seat.is_employed:
        return "needs_work"
    if needs == "in default" and not seat.owes:
        return "needs_debt"
    return "needs_no_debt" if needs == "not in default" and seat.owes else None


def urges_of(coming: Coming, members: frozenset[int]) -> Iterator[Urge]:
    """The cards that carry stakes, day by day.

    Args:
        coming: what can be chosen.
        members: numbers of the systems with which the player has an account.
    """
    rules = coming.rules
    numbers = {kind.name: k for k, kind in enumerate(rules.labels.kinds)}
    for day in coming.covers:
        for fear, dealt in ((False, coming.brings[day]), (True, coming.holds_back[day])):
            for k in sorted(numbers[name] for name in dealt):
                kind = rules.labels.kinds[k]
                if fear or has_stakes(kind):
                    yield Urge(
                        day=day,
                        kind=kind.name,
                        title=kind.title,
                        fear=fear,
                        domain=rules.domains[k],
                        law=cast("Law", kind.law),
                        attempt=kind.is_attempt,
                        stakes=stakes_of(k, rules, members),
                        choice=way("debt_is_no_choice" if not fear and kind.name in coming.forced else None),
                    )


def has_stakes(kind: KindLabel) -> bool:
    """Whether an act is shown as a card of its own: guarded, an offence, an attempt, or civic. All else is everyday."""
    return kind.is_self_censored or kind.law != "lawful" or kind.is_attempt or kind.context in _CIVIC


def stakes_of(k: int, rules: Rules, members: frozenset[int]) -> list[str]:
    """Titles of the systems in force that have a rule about a kind and an account of the player."""
    return [
        rules.labels.systems[s].title for s, judged in enumerate(rules.with_rule) if judged >> k & 1 and s in members
    ]


def everyday_of(coming: Coming) -> list[Everyday]:
    """What habit brings beside the cards, folded: kinds and how many times."""
    kinds = {kind.name: kind for kind in coming.rules.labels.kinds}
    times = Counter(name for dealt in coming.brings.values() for name in sorted(dealt) if not has_stakes(kinds[name]))
    return [Everyday(kind=name, title=kinds[name].title, times=n) for name, n in sorted(times.items())]


def evenings_offered(coming: Coming, members: frozenset[int]) -> list[Evening]:
    """What free evenings can be used for, and why not."""
    rules = coming.rules
    numbers = {kind.name: k for k, kind in enumerate(rules.labels.kinds)}
    return [
        Evening(
            kind=name,
            title=rules.labels.kinds[numbers[name]].title,
            way=way(why),
            stakes=stakes_of(numbers[name], rules, members),
        )
        for name, why in coming.evenings.items()
    ]


def holds_shown(rules: Rules) -> HoldsShown:
    """What holding to something leaves out, in titles."""
    broken, guarded = ([kind.title for _, kind in kinds_in(bits, rules)] for bits in (rules.broken, rules.guarded))
    return HoldsShown(rules=broken, tongue=guarded)


def cases_of(row: np.void | None, rules: Rules) -> Iterator[CaseShown]:
    """The player's cases of which they know: they were told, or the case has taken effect.

    Args:
        row: the player's `PANEL` record of a day, in whose evening they are looked at; None before the first.
        rules: the rules of the day.
    """
    if row is None:
        return
    labels = rules.labels
    for m in range(int(row["cases"])):
        flags, status, s = int(row["case_flags"][m]), int(row["case_status"][m]), int(row["case_system"][m])
        told, appealed = bool(flags & int(TOLD)), bool(flags & int(APPEALED))
        if status not in _STATUS or not (told or status == int(CASE_LISTED)):
            continue
        why_not = _why_not_decide(status, appealed, bool(flags & int(DECIDED)), rules.system(s).redress.appeals)
        yield CaseShown.model_validate(
            {
                "system": labels.systems[s].name,
                "kind": labels.kinds[int(row["case_kind"][m])].name,
                "title": labels.kinds[int(row["case_kind"][m])].title,
                "channel": labels.channel_titles[int(row["case_channel"][m])],
                "opened": int(row["case_opened"][m]),
                "status": _STATUS[status],
                "told": told,
                "appealed": appealed,
                "open": why_not is None,
                "why_not": why_not,
            }
        )


def _why_not_decide(status: int, appealed: bool, decided: bool, hears: bool) -> str | None:
    if decided:
        return "decided_already"
    if appealed:
        return "not_decided_yet"
    if status == int(CASE_REPAIRED):
        return "is_over"
    return None if hears else "no_appeals"
