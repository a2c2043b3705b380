"""The same person in another group: people who are counted to another group before the first day, with the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.rights.answers import criterion, judged_either_way, share_of, size_of, turned, worst_of
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.crossings import REGISTER
from glasshouse.audit.rights.document import CriterionFound, TableFound
from glasshouse.audit.rights.groups import people_of
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import span
from glasshouse.audit.rights.worlds import Alteration
from glasshouse.audit.undefined import Reason
from glasshouse.engine.state import State
from glasshouse.schema.codes import MIGRANT, MINORITY
from glasshouse.schema.limits import LANES

FEW: Final = 8
"""People in each community who are counted to the other group, far from each other, while all others stay."""
_BITS: Final = {"minority": MINORITY, "registration": MIGRANT}
_TITLES: Final = {"minority": "of the minority", "registration": "registered elsewhere"}
Change = Callable[[State], None]
_WHO: Final = {"few": "alone, all others as they are", "all": "and everybody else changes sides too"}


@dataclass(frozen=True)
class Flip:
    """What it costs somebody to belong to a group.

    Attributes:
        group: the group.
        who: whether few change sides, or everybody.
        people: people who did.
        days: days under a sanction that they have more as members of the group than as others.
        share: the same as a share of their days.
        same_conduct: whether everybody did the same, so that treatment alone differs.
    """

    group: str
    who: str
    people: int
    days: int
    share: Estimate
    same_conduct: bool


@dataclass(frozen=True)
class _Side:
    """A group that people can be counted to.

    Attributes:
        title: what those who belong to it are.
        members: who does, by community and lane.
        change: counts people to the other side: few of them, or all.
    """

    title: str
    members: np.ndarray
    change: Callable[[str], Change]


@dataclass(frozen=True)
class Flipped:
    """All flips.

    Attributes:
        criterion: the criterion.
        table: the table.
    """

    criterion: CriterionFound
    table: TableFound


def counterfactual(case: Case) -> Flipped:
    """The same person in another group, of the register or of an attribute: few people, then everybody at once."""
    flips = list(_flips(case))
    return Flipped(_criterion(case, flips), _table(flips))


def _flips(case: Case) -> Iterator[Flip]:
    if not case.whole.harm:
        return
    there, days = people_of(case.whole), case.whole.days_under.astype("i8")
    few = _few(case.whole.people)
    for name, side in _sides(case):
        for who, chosen in (("few", few), ("all", there)):
            lived = case.bench.still(alter=Alteration(f"flip {name} {who}", side.change(who)))
            # Days as a member less days as another, whichever of the two this world was.
            more = np.where(side.members, days - lived.days_under, lived.days_under - days) * chosen
            share = share_of(more.sum(1), chosen.sum(1) * case.scheme.days)
            same = lived.conduct == case.whole.conduct
            yield Flip(side.title, who, int(chosen.sum()), int(more.sum()), share, same)


def _sides(case: Case) -> Iterator[tuple[str, _Side]]:
    """The register's two groups, then the attributes that the scenario declares."""
    for group, bit in REGISTER.items():
        is_member = (case.whole.cell & np.uint8(bit)) != 0
        yield group, _Side(_TITLES[group], is_member, partial(partial, _flip, _BITS[group]))
    for a, (name, declared) in enumerate(case.scheme.attributes.items()):
        mask = np.uint8(1 << a)
        yield (
            f"attribute {name}",
            _Side(declared.title, (case.whole.has & mask) != 0, partial(partial, _flip_attribute, mask)),
        )


def _few(people: np.ndarray) -> np.ndarray:
    """Who of each community is chosen, by community and lane: so many, evenly spread over its people."""
    chosen = np.zeros((len(people), LANES), bool)
    for k in range(FEW):
        chosen[np.arange(len(people)), (people * k) // FEW] = people >= FEW
    return chosen


def _chosen(who: str, state: State) -> np.ndarray:
    people = state.society["people"].astype("i8")
    return _few(people) if who == "few" else np.arange(LANES) < people[:, None]


def _flip(bit: np.uint8, who: str, state: State) -> None:
    state.society["status"] ^= np.where(_chosen(who, state), bit, np.uint8(0))


def _flip_attribute(bit: np.uint8, who: str, state: State) -> None:
    state.attributes["has"] ^= np.where(_chosen(who, state)[: len(state.attributes)], bit, np.uint8(0))


def _criterion(case: Case, flips: list[Flip]) -> CriterionFound:
    evidence = ("flips",)
    if not flips:
        said = "Nobody comes under a sanction, in whatever group."
        return criterion(case.norms, "counterfactual", undefined(Reason.NO_HARM), said, evidence=evidence)
    size = size_of(case.norms, "counterfactual")
    worst, found = worst_of([(flip, flip.share) for flip in flips], size, either_way=True)
    share = turned(found) if (found.value or 0) < 0 else found
    more = "more" if (found.value or 0) >= 0 else "fewer"
    said = (
        f"The same people, counted to this group: {worst.group}, with the same luck ({_WHO[worst.who]}): {span(share, 'days')} "
        f"{more} under a sanction than as others."
    )
    if not share.value:
        said = "The same people with the same luck, counted to another group, are under a sanction as many days."
    if not all(flip.same_conduct for flip in flips):
        said += " People of the two groups do not do quite the same, so that part of this follows from what they do."
    answer = judged_either_way(found, size)
    return criterion(case.norms, "counterfactual", share, said, answer=answer, evidence=evidence)


def _table(flips: list[Flip]) -> TableFound:
    rows = [
        (
            flip.group,
            _WHO[flip.who],
            flip.people,
            flip.days,
            flip.share.value,
            flip.share.low,
            flip.share.high,
            flip.same_conduct,
        )
        for flip in flips
    ]
    return table(
        "flips",
        "The same people in another group",
        {
            "group": ("the group that people are counted to, or not", ""),
            "who": ("who changes sides", ""),
            "people": ("people who do", "people"),
            "person_days": ("days under a sanction that they have more than as others", "person-days"),
            "share": ("the same as a share of their days", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
            "same_conduct": ("whether everybody did the same in both worlds", ""),
        },
        rows,
    )
