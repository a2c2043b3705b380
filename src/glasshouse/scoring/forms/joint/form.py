"""The form ``joint`` as the program asks it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule, Scale
from glasshouse.scoring.forms.joint import safeguards
from glasshouse.scoring.forms.joint.checks import problems_of_joint
from glasshouse.scoring.forms.joint.configuration import JointSystem
from glasshouse.scoring.forms.joint.encoding import encode
from glasshouse.scoring.forms.joint.explain import explain_joint
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class JointForm(Form[JointSystem]):
    """Form ``joint``."""

    name = "joint"
    configuration = JointSystem
    capabilities = Capabilities()

    def encode(self, parameters: np.void, name: str, number: int, system: JointSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.joint import kernel

        return kernel.begin, kernel.judge, kernel.publish

    def scale(self, system: JointSystem) -> Scale:
        """Its ends, as configured."""
        return Scale(system.low.value, system.high.value)

    def bands(self, system: JointSystem) -> tuple[Band, ...]:
        """Its bands, as configured."""
        return system.bands

    def check(self, name: str, system: JointSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_joint(name, system, parts)

    def forget(self, system: JointSystem, days: int) -> JointSystem:
        """It remembers nothing that the systems which it reads have forgotten."""
        return system

    def without_contacts(self, system: JointSystem) -> JointSystem:
        """It reads systems, not people."""
        return system

    def to_purpose(self, system: JointSystem, purpose: Purpose) -> JointSystem:
        """Only systems and measures within the purpose."""
        return safeguards.to_purpose(system, purpose)

    def without(self, system: JointSystem, left_out: LeftOut) -> JointSystem:
        """It rests on other systems alone, which are ablated by themselves."""
        return system

    def rules_for(self, system: JointSystem, kind: str) -> tuple[Rule, ...]:
        """None: it reads no records."""
        return ()

    def explain(self, history: History, s: int, system: JointSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_joint(history, s, system, day)

    def sources(self, system: JointSystem) -> tuple[str, ...]:
        """Names of the systems that it reads."""
        return tuple(system.reads_systems)


FORM = JointForm()
