"""What a scenario's numbers are called: labels of kinds and systems, for measurement and for the columns of tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.engine.encode import EncodedScenario
from glasshouse.measurement.totals import (
    AttributeLabel,
    DebtLabel,
    Declared,
    GoodLabel,
    HolderLabel,
    KindLabel,
    SystemLabel,
)
from glasshouse.scenario import Scenario
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System


@dataclass(frozen=True)
class Labels:
    """Names for a scenario's numbers.

    Attributes:
        kinds: labels of the kinds, by number.
        systems: labels of the systems, by number.
        channels: names of the channels, by number.
        channel_titles: what to call them.
        holders: labels of the holders of everyday records, by number.
        attributes: labels of the attributes that the scenario declares, by number.
        goods: labels of the goods of which there are too few, by number.
        debts: labels of the debts, by number.
        regions: names of the regions, by number.
    """

    kinds: tuple[KindLabel, ...]
    systems: tuple[SystemLabel, ...]
    channels: tuple[str, ...]
    channel_titles: tuple[str, ...]
    holders: tuple[HolderLabel, ...] = ()
    attributes: tuple[AttributeLabel, ...] = ()
    goods: tuple[GoodLabel, ...] = ()
    debts: tuple[DebtLabel, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def named(self) -> Declared:
        """What is declared by the scenario or named in it beside kinds and systems."""
        return Declared(self.holders, self.attributes, self.goods, self.debts)

    @property
    def attribute_names(self) -> tuple[str, ...]:
        """Names of the attributes that the scenario declares, by number."""
        return tuple(attribute.name for attribute in self.attributes)

    @property
    def holder_names(self) -> tuple[str, ...]:
        """Names of the holders of everyday records, by number."""
        return tuple(holder.name for holder in self.holders)


def label(scenario: Scenario, encoded: EncodedScenario) -> Labels:
    """The labels of a scenario."""
    kinds = []
    for name in encoded.kinds:
        kind = scenario.conduct[name]
        self_censored = kind.leans.states.get("self_censorship", 0.0) < 0
        attempt, minutes = kind.type == "attempt", kind.minutes.value if kind.minutes else 0.0
        by_firms = kind.needs == "firm"
        words = (name, kind.title, kind.context, kind.law)
        kinds.append(KindLabel(*words, attempt, self_censored, kind.effect, by_firms, minutes))
    systems = tuple(_label_system(scenario, encoded, s) for s in range(len(encoded.system_names)))
    titles = tuple(scenario.channels[name].title for name in encoded.channels)
    holders = tuple(HolderLabel(name, holder.title, holder.kind) for name, holder in scenario.holders.items())
    attributes = tuple(
        AttributeLabel(name, each.title, each.number.value if each.number else 0.0)
        for name, each in scenario.attributes.items()
    )
    declared = attributes, _goods(scenario), _debts(scenario)
    regions = scenario.society.region_names
    return Labels(tuple(kinds), systems, tuple(encoded.channels), titles, holders, *declared, regions)


def _goods(scenario: Scenario) -> tuple[GoodLabel, ...]:
    return tuple(GoodLabel(name, good.title, good.system or "") for name, good in scenario.goods.items())


def _debts(scenario: Scenario) -> tuple[DebtLabel, ...]:
    return tuple(DebtLabel(name, debt.title) for name, debt in scenario.debts.items())


def _label_system(scenario: Scenario, encoded: EncodedScenario, s: int) -> SystemLabel:
    name, parameters = encoded.system_names[s], encoded.systems[s]
    system = scenario.systems[name]
    form, n = form_of(system), int(parameters["bands"])
    scale, bands = form.scale(system) or Scale(0.0, 1.0), form.bands(system)
    kept = {kind for kind, each in scenario.conduct.items() if each.kept}
    return SystemLabel(
        name, system.title, form.name, scale.low, scale.high, tuple(band.name for band in bands),
        tuple(band.start.value for band in bands), tuple(int(code) for code in parameters["band_code"][:n]),
        system.adoption.market if system.adoption else "", system.game is not None, form.capabilities,
        bool(form.cases(system, kept)) or any(each.least for each in form.tallied(system)), form.copies_of(system),
        _denied_on_list(system) if form.capabilities.is_list else (), _attributes_read(scenario, parameters),
        system.human_review is not None, system.redress.suspends, bool(parameters["refusal"]),
    )  # fmt: skip


def _attributes_read(scenario: Scenario, parameters: np.void) -> tuple[str, ...]:
    """Names of the attributes declared by the scenario that a system uses."""
    return tuple(each for a, each in enumerate(scenario.attributes) if int(parameters["attributes"]) >> a & 1)


def _denied_on_list(system: System) -> tuple[str, ...]:
    """The kinds that the measures of a list's last band deny, in the order of the measures."""
    measures = [system.measures[name] for band in form_of(system).bands(system)[-1:] for name in band.measures]
    return tuple(dict.fromkeys(kind for measure in measures for kind in measure.denies))
