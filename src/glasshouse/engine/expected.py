"""Which observables a run will have, told without running anything: from the run's labels and counts of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.labels import label
from glasshouse.institutions.reforming import reform_institution
from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.measurement.totals import (
    AttributeLabel,
    DebtLabel,
    Declared,
    GoodLabel,
    HolderLabel,
    KindLabel,
    SystemLabel,
    Totals,
)
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario, load
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.outcomes import ReformOutcome
from glasshouse.scoring.forms.lists.form import FORM as LIST
from glasshouse.scoring.forms.watch.form import FORM as WATCH

_LINE: Final = 600.0
_STAND_INS: Final = (
    SystemLabel(
        "SYSTEM",
        "the system",
        "points",
        0.0,
        1000.0,
        ("low", "high"),
        (0.0, _LINE),
        (1, 39321),
        "MARKET",
        True,
        attributes=("ATTRIBUTE",),
    ),
    SystemLabel(
        "LIST",
        "the list",
        "list",
        0.0,
        1.0,
        ("off", "on"),
        (0.0, 1.0),
        (1, 2),
        capabilities=LIST.capabilities,
        denies=("KIND",),
    ),
    SystemLabel("READER", "the reader", "none", 0.0, 1.0, (), (), (1,), capabilities=WATCH.capabilities),
)
"""A system with a scale, a market and a game; a list; a silent reader."""
_BARRED: Final = KindLabel("KIND", "the attempt", "travel", "lawful", True, False, "none")
"""An attempt that the list keeps people from."""
_NAMED: Final = Declared(
    (HolderLabel("HOLDER", "the holder", "company"),),
    (AttributeLabel("ATTRIBUTE", "the attribute", 1.0),),
    (GoodLabel("GOOD", "the good", "SYSTEM"),),
    (DebtLabel("DEBT", "the debt"),),
)
"""A holder, an attribute of which one can have several, a good that goes by a score, a debt."""
_REFORM: Final = ReformOutcome("REFORM", "the reform", "vote")


def observables_of(scenario: Scenario) -> dict[str, Observable]:
    """The observables of a run of a scenario, by name; their values are those of a run in which nothing happened."""
    labels = label(scenario, encode_scenario(scenario))
    institution = reform_institution(scenario.reforms)
    reforms = institution.outcomes() if institution else ()
    return _observed(labels.kinds, labels.systems, labels.named, reforms, firms=scenario.society.firms)


@cache
def observables_by_stand_in() -> tuple[Observable, ...]:
    """Every observable that runs may have: systems, markets and lines of bands have stand-ins in capital letters.

    ``SYSTEM`` is any system with a scale, ``LIST`` any list, ``READER`` any system that judges nobody, ``MARKET`` any market,
    ``HOLDER`` any holder of everyday records, ``REFORM`` any reform, ``ATTRIBUTE``, ``GOOD`` and ``DEBT`` any that a
    scenario declares, ``LINE`` the score at which a band starts, ``KIND`` an attempt that the list bars.
    """
    labels = label(everyday := load("nothing"), encode_scenario(everyday))
    kinds = (*labels.kinds, _BARRED)
    found = _observed(kinds, _STAND_INS, _NAMED, (_REFORM,), firms=True)
    return tuple(_by_stand_in(each) for each in found.values())


def _observed(
    kinds: Sequence[KindLabel],
    systems: Sequence[SystemLabel],
    declared: Declared,
    reforms: tuple[ReformOutcome, ...],
    *,
    firms: bool,
) -> dict[str, Observable]:
    day_counts = np.zeros((), DAY_COUNTS)
    day_counts["people"][0], day_counts["firms"] = 1, firms  # rates are per person, or firm, and day
    parts = (np.zeros(len(systems), SYSTEM_COUNTS), np.zeros(1, REGION_COUNTS), np.zeros((), SNAPSHOT))
    return observe_all(Totals(day_counts, *parts, reforms), kinds, systems, declared)


def _by_stand_in(each: Observable) -> Observable:
    name = each.name.replace(f"{_LINE:g}", "LINE")
    title = each.title.replace(f"at {_LINE:g}", "at the LINE where a band starts")
    return Observable(name, None, each.unit, title, each.group, each.reason)
