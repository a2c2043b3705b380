"""The form ``learned`` as the program asks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule, Scale
from glasshouse.scoring.forms.learned import safeguards
from glasshouse.scoring.forms.learned.checks import problems_of_learned
from glasshouse.scoring.forms.learned.configuration import LearnedSystem
from glasshouse.scoring.forms.learned.encoding import encode
from glasshouse.scoring.forms.learned.explain import explain_learned
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class LearnedForm(Form[LearnedSystem]):
    """Form ``learned``."""

    name = "learned"
    configuration = LearnedSystem
    capabilities = Capabilities()

    def encode(self, parameters: np.void, name: str, number: int, system: LearnedSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.learned import kernel

        return kernel.begin, kernel.judge, kernel.publish

    def scale(self, system: LearnedSystem) -> Scale:
        """Its ends, as configured."""
        return Scale(system.low.value, system.high.value)

    def bands(self, system: LearnedSystem) -> tuple[Band, ...]:
        """Its bands, as configured."""
        return system.bands

    def check(self, name: str, system: LearnedSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_learned(name, system, parts)

    def forget(self, system: LearnedSystem, days: int) -> LearnedSystem:
        """Nothing counts for longer than some days."""
        return safeguards.forget(system, days)

    def without_contacts(self, system: LearnedSystem) -> LearnedSystem:
        """It has no contacts term."""
        return system

    def to_purpose(self, system: LearnedSystem, purpose: Purpose) -> LearnedSystem:
        """Only records and measures within the purpose."""
        return safeguards.to_purpose(system, purpose)

    def without(self, system: LearnedSystem, left_out: LeftOut) -> LearnedSystem:
        """What is left of it without some of what it rests on."""
        return safeguards.without(system, left_out)

    def rules_for(self, system: LearnedSystem, kind: str) -> tuple[Rule, ...]:
        """Counting in a feature, or as the outcome."""
        fitted = "weight found by the fitter"
        found = [
            Rule(f"features.{name}.kinds.{feature.kinds.index(kind)}", "counts as a record", fitted, feature.title)
            for name, feature in system.features.items()
            if kind in feature.kinds
        ]
        outcome = system.learning.outcome
        if kind in outcome:
            found.append(Rule(f"learning.outcome.{outcome.index(kind)}", "makes a bad label", fitted))
        return tuple(found)

    def explain(self, history: History, s: int, system: LearnedSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_learned(history, s, system, day)

    def sample(self, system: LearnedSystem) -> float:
        """Share of people from whose accounts it learns."""
        return system.learning.sample.value

    def summary(self, system: LearnedSystem) -> dict[str, Any]:
        """How it learns, so that its fits can be read without the scenario."""
        return {"learning": system.told}


FORM = LearnedForm()
