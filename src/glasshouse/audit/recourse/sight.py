"""How likely a citizen's conduct is to be seen, by the channels that a system reads and that have the citizen within reach."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from glasshouse.audit.history import CitizenHistory
from glasshouse.observation.channels import Channel
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import EVERYBODY
from glasshouse.schema.limits import LANES
from glasshouse.scoring.systems import System


@dataclass(frozen=True)
class Sight:
    """Who sees a citizen.

    Attributes:
        migrant: whether the register has the citizen as registered elsewhere.
        minority: whether it counts the citizen to the minority.
        channels: names of the channels that have the citizen within reach.
        evasion: how much the citizen evades, from 0 to 1.
    """

    migrant: bool
    minority: bool
    channels: frozenset[str]
    evasion: float = 0.0

    def chance(self, scenario: Scenario, system: System, kind: str) -> float:
        """The chance that an act of a kind leaves a record that a system reads."""
        missed = (1 - self._one(scenario.channels[name], kind) for name in system.reads if name in self.channels)
        return 1 - prod(missed)

    def _one(self, channel: Channel, kind: str) -> float:
        share = channel.sensitivity.get(kind)
        if share is None:
            return 0.0
        by = channel.sensitivity_by_group
        factor = (by.migrant.value if self.migrant else 1.0) * (by.minority.value if self.minority else 1.0)
        if channel.patrols is not None:
            reported = channel.patrols.reported.value
            factor *= reported + (1 - reported) * channel.patrols.share.value
        factor *= 1 - channel.loss_to_evasion.value * self.evasion
        return min(max(share.value * factor, 0.0), 1.0)


def sight_of(history: CitizenHistory, day: int) -> Sight:
    """Who sees a citizen.

    Args:
        history: the citizen's days.
        day: the evening whose evasion goes on.
    """
    community, lane, bits = history.community, history.citizen % LANES, history.encoded.parameters[0]["reach_bit"]
    reach = int(community["reach"][lane])
    within = (
        name
        for ch, name in enumerate(history.encoded.names.channels)
        if int(bits[ch]) == int(EVERYBODY) or reach >> int(bits[ch]) & 1
    )
    group, evasion = history.group, float(history.rows["evasion"][day])
    return Sight(bool(group & 1), bool(group & 2), frozenset(within), evasion)
