"""How a world goes on under rules that a reform has changed: a reform that was reached is a later change of its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glasshouse.engine.plan import Plan, plan_of
from glasshouse.institutions.reforming import reform_institution
from glasshouse.scenario import Scenario
from glasshouse.scenario.forks import as_reformed
from glasshouse.schema.outcomes import ReformOutcome, begun


class Reforming:
    """The reforms of a world, and the plans that follow from those that were reached.

    Attributes:
        institution: who decides; None where the scenario has no reforms.
    """

    def __init__(self, scenario: Scenario) -> None:
        """Begin: nothing was reached.

        Args:
            scenario: what the world lives under.
        """
        self._scenario = scenario
        self._lived: dict[tuple[tuple[str, int], ...], Scenario] = {}
        self.institution = reform_institution(scenario.reforms)

    def again(self) -> Reforming:
        """The same for another world of the same scenario: nothing was reached."""
        other = Reforming(self._scenario)
        other._lived = self._lived
        return other

    def plan(self) -> Plan:
        """The plan with the reforms that were reached so far."""
        came = begun(self.outcomes())
        # Plans are known by the identity of their parts: the same reforms must give the very same scenario.
        if came not in self._lived:
            self._lived[came] = as_reformed(self._scenario, came)
        return plan_of(self._lived[came])

    def plan_after(self, plan: Plan) -> Plan:
        """The plan from this evening on; the same one if nothing new was reached.

        Args:
            plan: the plan so far.
        """
        return self.plan() if self.institution else plan

    def recall(self, states: Mapping[str, Any]) -> None:
        """Remember what was decided up to another day.

        Args:
            states: what institutions remember, by ``institution.name``.
        """
        if self.institution:
            self.institution.recall({name: states[f"reforms.{name}"] for name in self.institution.state()})

    def outcomes(self) -> tuple[ReformOutcome, ...]:
        """What came of each reform so far."""
        return self.institution.outcomes() if self.institution else ()
