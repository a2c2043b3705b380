"""The town as the screen shows it: where everybody stands, the class as dots among them, what fear holds back. Never a pupil."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from glasshouse.schema.limits import BINS, LANES
from glasshouse.web.classes.crowd import Crowd
from glasshouse.web.classes.documents import FEWEST_SHOWN, SystemSeen, TownSeen
from glasshouse.web.lives.documents import Chapter
from glasshouse.web.lives.rules import Rules, rules_of

_TOP = 65534
"""The largest published code; 0 is no account, and 1 the low end of the scale."""


def town_of(crowd: Crowd, taken: Collection[int], chapters: list[Chapter]) -> TownSeen:
    """The town as it stands.

    Args:
        crowd: the town.
        taken: seats that are taken.
        chapters: the changes of rules, as far as they are told.
    """
    rules = rules_of(crowd.town.world.plan).on(crowd.day)
    systems = list(_systems(crowd, taken, rules))
    return TownSeen(people=crowd.town.citizens, systems=systems, weeks=list(crowd.weeks), chapters=chapters)


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
        )


def _bins(codes: np.ndarray) -> list[int]:
    """Members by equal parts of the scale, as pictures have them."""
    places = np.minimum((codes[codes > 0].astype("i8") - 1) * BINS // _TOP, BINS - 1)
    return [int(n) for n in np.bincount(places, minlength=BINS)[:BINS]]
