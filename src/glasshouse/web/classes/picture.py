"""The town as the screen shows it: where everybody stands, the class as dots among them, what fear holds back. Never a pupil."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import numpy as np

from glasshouse.measurement.totals import SystemLabel
from glasshouse.schema.limits import BINS, LANES
from glasshouse.web.classes.crowd import Crowd
from glasshouse.web.classes.documents import FEWEST_SHOWN, Changed, ChapterSeen, SystemSeen, TownSeen
from glasshouse.web.lives.rules import Rules, rules_of
from glasshouse.web.lives.twin import WEEK
from glasshouse.web.look.gallery import entries

_TOP = 65534
"""The largest published code; 0 is no account, and 1 the low end of the scale."""


def town_of(crowd: Crowd, taken: Collection[int], changes: Mapping[int, str]) -> TownSeen:
    """The town as it stands.

    Args:
        crowd: the town.
        taken: seats that are taken.
        changes: by day, what a change of rules is called.
    """
    rules = rules_of(crowd.town.world.plan).on(crowd.day)
    systems = list(_systems(crowd, taken, rules))
    return TownSeen(
        people=crowd.town.citizens, systems=systems, weeks=list(crowd.weeks), chapters=list(_chapters(crowd, changes))
    )


def _chapters(crowd: Crowd, changes: Mapping[int, str]) -> Iterator[ChapterSeen]:
    """The changes of rules. Of those to come, the town is told nothing but the day, and what comes the next morning."""
    rules = rules_of(crowd.town.world.plan)
    for day, title in changes.items():
        begun = day <= crowd.day
        before, after = (rules.on(day - 1), rules.on(day)) if begun else (rules.on(0), rules.on(0))
        yield ChapterSeen(
            day=day,
            week=day // WEEK,
            begun=begun,
            title=title if begun else None,
            systems=list(_new_systems(before, after)),
            forbidden=_of_law(_lawful(before) - _lawful(after), after),
            allowed=_of_law(_lawful(after) - _lawful(before), after),
        )


def _new_systems(before: Rules, after: Rules) -> Iterator[Changed]:
    """Systems that come into force."""
    for s, each in enumerate(after.labels.systems):
        if after.is_active(s) and not before.is_active(s):
            page = f"/systems/{each.name}" if each.name in entries() else None
            yield Changed(name=each.name, title=each.title, page=page)


def _lawful(rules: Rules) -> set[str]:
    return {kind.name for kind in rules.labels.kinds if kind.law == "lawful"}


def _of_law(names: Collection[str], rules: Rules) -> list[Changed]:
    """Kinds of conduct of which the law is another now."""
    return [Changed(name=kind.name, title=kind.title) for kind in rules.labels.kinds if kind.name in names]


def _systems(crowd: Crowd, taken: Collection[int], rules: Rules) -> Iterator[SystemSeen]:
    histograms, published = crowd.town.picture().histograms, crowd.town.world.ledgers["published"]
    c, lanes = np.divmod(np.array(sorted(taken), "i8"), LANES)
    eras = rules_of(crowd.town.world.plan).eras
    for s, label in enumerate(rules.labels.systems):
        if not rules.is_active(s) or not label.capabilities.has_scale or label.name not in histograms:
            continue
        if rules.encoded.systems["of_firms"][s]:
            continue
        since = min(era.first for era in eras if era.is_active(s))
        pupils = _bins(np.asarray(published[s])[c, lanes]) if len(taken) >= FEWEST_SHOWN else None
        yield SystemSeen(
            system=label.name,
            title=label.title,
            since=since,
            low=label.low,
            high=label.high,
            histogram=list(histograms[label.name]),
            pupils=pupils,
            middle=_middle(label, np.asarray(published[s]).reshape(-1)[: crowd.town.citizens]),
        )


def _middle(label: SystemLabel, codes: np.ndarray) -> tuple[float, float] | None:
    """The first and the third quartile of the scores behind published codes; each is somebody's."""
    members = codes[codes > 0]
    if not len(members):
        return None
    low, high = np.percentile(members, (25, 75), method="nearest").tolist()
    return label.score(int(low)), label.score(int(high))


def _bins(codes: np.ndarray) -> list[int]:
    """Members by equal parts of the scale, as pictures have them."""
    places = np.minimum((codes[codes > 0].astype("i8") - 1) * BINS // _TOP, BINS - 1)
    return [int(n) for n in np.bincount(places, minlength=BINS)[:BINS]]
