"""The form ``points`` as the program asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import source_of
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule, Scale, Sum
from glasshouse.scoring.forms.points import safeguards
from glasshouse.scoring.forms.points.checks import problems_of_points
from glasshouse.scoring.forms.points.configuration import PointRule, PointsSystem
from glasshouse.scoring.forms.points.encoding import encode, tallied_by
from glasshouse.scoring.forms.points.explain import explain_points
from glasshouse.scoring.forms.points.sums import as_sum
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band
from glasshouse.scoring.tallied import Tallied


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

    def without(self, system: PointsSystem, left_out: LeftOut) -> PointsSystem:
        """What is left of it without some of what it rests on."""
        return safeguards.without(system, left_out)

    def cases(self, system: PointsSystem, kept: Collection[str]) -> tuple[str, ...]:
        """Kinds that are kept, of those that have a rule."""
        return tuple(kind for kind in system.rules if kind in kept)

    def tallied(self, system: PointsSystem) -> tuple[Tallied, ...]:
        """Rules with a cap or steps, and absences."""
        return tuple(tallied_by(system))

    def rules_for(self, system: PointsSystem, kind: str) -> tuple[Rule, ...]:
        """Points for each record."""
        rule = system.rules.get(kind)
        own = (Rule(f"rules.{kind}", _effect_of(rule), source_of(rule.points)),) if rule is not None else ()
        return (*own, *_rules_of_absences(system, kind))

    def stakes(self, system: PointsSystem, kinds: Iterable[str]) -> Mapping[str, float]:
        """Points that a record takes."""
        return {
            kind: -system.rules[kind].points.value
            for kind in kinds
            if kind in system.rules and system.rules[kind].points.value < 0
        }

    def as_sum(self, system: PointsSystem, parameters: np.void) -> Sum:
        """What its records bring (see `sums`)."""
        return as_sum(system, parameters)

    def explain(self, history: History, s: int, system: PointsSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_points(history, s, system, day)


def _effect_of(rule: PointRule) -> str:
    """What a record of a rule brings, in words."""
    more = []
    if rule.steps is not None:
        steps = rule.steps
        often = f"{steps.second.value:g}, {steps.third.value:g}, then {steps.later.value:g} times"
        more.append(f"repeated {often} within {steps.days.value:g} days")
    for most, unit in ((rule.cap.points, "points"), (rule.cap.records, "records")) if rule.cap is not None else ():
        if rule.cap is not None and most is not None and most.value:
            more.append(f"at most {most.value:g} {unit} in {rule.cap.days.value:g} days")
    return "; ".join([f"{rule.points.value:+g} points", *more])


def _rules_of_absences(system: PointsSystem, kind: str) -> Iterator[Rule]:
    """Rules about the absence of a kind, or about it as an obligation."""
    for name, absence in (system.absences or {}).items():
        if kind == absence.kind:
            effect = (
                f"{absence.points.value:+g} points for fewer than {absence.at_least} in {absence.within.value:g} days"
            )
            yield Rule(f"absences.{name}.kind", effect, source_of(absence.points))
        if kind == absence.after:
            yield Rule(f"absences.{name}.after", f"{absence.within.value:g} days to answer", source_of(absence.within))


FORM = PointsForm()
