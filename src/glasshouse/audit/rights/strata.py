"""At the same conduct: people in strata of what their true acts would cost, and tables of groups by stratum."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.crossings import CROSSINGS
from glasshouse.audit.rights.groups import people_of
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.worlds import still_of
from glasshouse.scenario import Scenario
from glasshouse.scenario.ablation import Ablation

CUTS: Final = (1 / 3, 2 / 3, 0.9, 0.99)
"""Where those whose acts cost anything are parted, by how much: thirds, and the last third again, since few are sanctioned."""
STRATA: Final = (
    "nothing that costs",
    "the third that costs least",
    "the middle third",
    "the last third",
    "the last tenth",
    "the last hundredth",
)
"""Strata of conduct: what all true acts of a person would cost if each was recorded."""


@dataclass(frozen=True)
class Conduct:
    """People of a world by what they did and what met them.

    Attributes:
        lived: the world. Nobody stands on a list when it begins: what people did before is not known.
        false_days: days under a sanction that would not be without false records, by community and lane.
    """

    lived: Lived
    false_days: np.ndarray

    @cached_property
    def there(self) -> np.ndarray:
        """In which lanes somebody lives."""
        return people_of(self.lived)

    @cached_property
    def stratum(self) -> np.ndarray:
        """The number of each person's stratum, by community and lane."""
        return strata(self.lived.deserved, self.there)

    @cached_property
    def ever(self) -> np.ndarray:
        """Who was ever under a sanction, by community and lane."""
        return np.asarray(self.lived.days_under > 0)

    def by_group(self, what: np.ndarray, members: np.ndarray) -> np.ndarray:
        """Sums over everybody else and over a group: communities × 2 × strata.

        Args:
            what: what is added up, by community and lane.
            members: who belongs to the group.
        """
        return self._summed(what, members.astype("i8"), 2)

    def by_crossing(self, what: np.ndarray) -> np.ndarray:
        """Sums over each crossing: communities × crossings × strata."""
        return self._summed(what, self.lived.cell.astype("i8"), CROSSINGS)

    def _summed(self, what: np.ndarray, group: np.ndarray, groups: int) -> np.ndarray:
        rows = np.broadcast_to(np.arange(len(group))[:, None], group.shape)
        shape = len(group), groups, len(STRATA)
        places = ((rows * groups + group) * len(STRATA) + self.stratum)[self.there]
        sums = np.bincount(places, what[self.there].astype("f8"), minlength=int(np.prod(shape)))
        return sums.reshape(shape)


def strata(deserved: np.ndarray, there: np.ndarray) -> np.ndarray:
    """The number of each person's stratum.

    Args:
        deserved: what true acts would cost.
        there: who is anybody.
    """
    costs = deserved[there & (deserved > 0)]
    cuts = np.quantile(costs, CUTS, method="higher") if len(costs) else np.zeros(len(CUTS))
    return np.where(deserved > 0, 1 + np.searchsorted(cuts, deserved, side="right"), 0)


def conduct_of(case: Case) -> Conduct:
    """The people of a case in the world without reactions."""
    scenario = unlisted(still_of(case.scheme))
    fits = case.whole.fits or None
    lived = case.whole if scenario is None else case.bench.live(scenario, fits)
    clean = Ablation(false_records=True)
    if scenario is None:
        without = case.without(clean)
    else:
        without = case.bench.live(scenario.model_copy(update={"ablation": clean}), fits)
    # False records can bring points too: whoever is better off with them has no wronged days, and none less than none.
    days = lived.days_under.astype("i8") - without.days_under
    return Conduct(lived, np.maximum(days, 0))


def unlisted(scenario: Scenario) -> Scenario | None:
    """The scenario in which nobody stands on a list when it begins; None where nobody does anyway."""
    found = {}
    for name, system in scenario.systems.items():
        at_start = getattr(system, "at_start", None)
        if at_start is not None and at_start.value:
            nobody = at_start.model_copy(update={"value": 0.0, "range": None})
            found[name] = system.model_copy(update={"at_start": nobody})
    return scenario.model_copy(update={"systems": {**scenario.systems, **found}}) if found else None
