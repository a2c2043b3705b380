"""The form ``weighted`` as the program asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import source_of
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule, Scale, Sum
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.forms.weighted import safeguards
from glasshouse.scoring.forms.weighted.checks import problems_of_weighted
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.scoring.forms.weighted.encoding import encode
from glasshouse.scoring.forms.weighted.explain import explain_weighted
from glasshouse.scoring.forms.weighted.sums import as_sum
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class WeightedForm(Form[WeightedSystem]):
    """Form ``weighted``."""

    name = "weighted"
    configuration = WeightedSystem
    capabilities = Capabilities(judges_firms=True, has_games=True)

    def encode(self, parameters: np.void, name: str, number: int, system: WeightedSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.weighted import kernel

        return kernel.begin, kernel.judge, kernel.publish

    def scale(self, system: WeightedSystem) -> Scale:
        """Its ends, as configured."""
        return Scale(system.low.value, system.high.value)

    def bands(self, system: WeightedSystem) -> tuple[Band, ...]:
        """Its bands, as configured."""
        return system.bands

    def check(self, name: str, system: WeightedSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_weighted(name, system, parts)

    def forget(self, system: WeightedSystem, days: int) -> WeightedSystem:
        """Nothing counts for longer than some days."""
        return safeguards.forget(system, days)

    def without_contacts(self, system: WeightedSystem) -> WeightedSystem:
        """No area follows contacts."""
        return safeguards.without_contacts(system)

    def to_purpose(self, system: WeightedSystem, purpose: Purpose) -> WeightedSystem:
        """Only records and measures within the purpose."""
        return safeguards.to_purpose(system, purpose)

    def without(self, system: WeightedSystem, left_out: LeftOut) -> WeightedSystem:
        """What is left of it without some of what it rests on."""
        return safeguards.without(system, left_out)

    def cases(self, system: WeightedSystem, kept: Collection[str]) -> tuple[str, ...]:
        """Kinds that are kept, of those that an area has a rule for; none unless the system keeps cases."""
        return tuple(kind for kind in system.kinds if kind in kept) if system.cases else ()

    def rules_for(self, system: WeightedSystem, kind: str) -> tuple[Rule, ...]:
        """A change of level for each record, by area."""
        found = []
        for name, area in system.dimensions.items():
            if (change := area.rules.get(kind)) is not None:
                effect = f"{change.value * system.times(kind):+g} of the level"
                found.append(Rule(f"dimensions.{name}.rules.{kind}", effect, source_of(change), area.title))
        return tuple(found)

    def stakes(self, system: WeightedSystem, kinds: Iterable[str]) -> Mapping[str, float]:
        """What a record takes of the whole score, by way of the areas' weights."""
        found = {}
        for kind in kinds:
            changes = (
                (area.rules[kind].value, area.weight.value) for area in system.dimensions.values() if kind in area.rules
            )
            change = sum(change * weight for change, weight in changes) * system.times(kind)
            if change < 0:
                found[kind] = -change
        return found

    def as_sum(self, system: WeightedSystem, parameters: np.void) -> Sum:
        """What its records bring (see `sums`)."""
        return as_sum(system, parameters)

    def explain(self, history: History, s: int, system: WeightedSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_weighted(history, s, system, day)

    def areas(self, system: WeightedSystem) -> tuple[str, ...]:
        """Names of the areas, in the order of the ledger's dimensions."""
        return tuple(system.dimensions)

    def counts_contacts(self, system: WeightedSystem) -> bool:
        """Whether an area that follows contacts has weight, and contacts have weight in it."""
        followed = any(area.contacts and area.weight.value for area in system.dimensions.values())
        return super().counts_contacts(system) and followed


FORM = WeightedForm()
