"""The form ``points`` as the program asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import source_of
from glasshouse.scoring.forms.form import Form, Kernels, Purpose, Rule, Scale
from glasshouse.scoring.forms.points import safeguards
from glasshouse.scoring.forms.points.checks import problems_of_points
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.points.encoding import encode
from glasshouse.scoring.forms.points.explain import explain_points
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class PointsForm(Form[PointsSystem]):
    """Form ``points``."""

    name = "points"
    configuration = PointsSystem
    capabilities = Capabilities(judges_firms=True, has_games=True)

    def encode(self, parameters: np.void, name: str, number: int, system: PointsSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.points import kernel

        return kernel.begin, kernel.judge, kernel.publish

    def scale(self, system: PointsSystem) -> Scale:
        """Its ends, as configured."""
        return Scale(system.low.value, system.high.value)

    def bands(self, system: PointsSystem) -> tuple[Band, ...]:
        """Its bands, as configured."""
        return system.bands

    def check(self, name: str, system: PointsSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_points(name, system, parts)

    def forget(self, system: PointsSystem, days: int) -> PointsSystem:
        """Nothing counts for longer than some days."""
        return safeguards.forget(system, days)

    def without_contacts(self, system: PointsSystem) -> PointsSystem:
        """Nobody is judged by household, village or contacts."""
        return safeguards.without_contacts(system)

    def to_purpose(self, system: PointsSystem, purpose: Purpose) -> PointsSystem:
        """Only records and measures within the purpose."""
        return safeguards.to_purpose(system, purpose)

    def cases(self, system: PointsSystem, kept: Collection[str]) -> tuple[str, ...]:
        """Kinds that are kept, of those that have a rule."""
        return tuple(kind for kind in system.rules if kind in kept)

    def rules_for(self, system: PointsSystem, kind: str) -> tuple[Rule, ...]:
        """Points for each record."""
        rule = system.rules.get(kind)
        if rule is None:
            return ()
        return (Rule(f"rules.{kind}", f"{rule.points.value:+g} points", source_of(rule.points)),)

    def stakes(self, system: PointsSystem, kinds: Iterable[str]) -> Mapping[str, float]:
        """Points that a record takes."""
        return {
            kind: -system.rules[kind].points.value
            for kind in kinds
            if kind in system.rules and system.rules[kind].points.value < 0
        }

    def explain(self, history: History, s: int, system: PointsSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_points(history, s, system, day)


FORM = PointsForm()
