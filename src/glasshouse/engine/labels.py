"""What a scenario's numbers are called: labels of kinds and systems, for measurement and for the columns of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glasshouse.engine.encode import Numbers
from glasshouse.measurement.totals import KindLabel, SystemLabel
from glasshouse.scenario import Scenario


@dataclass(frozen=True)
class Labels:
    """Names for a scenario's numbers.

    Attributes:
        kinds: labels of the kinds, by number.
        systems: labels of the systems, by number.
        channels: names of the channels, by number.
        channel_titles: what to call them.
    """

    kinds: tuple[KindLabel, ...]
    systems: tuple[SystemLabel, ...]
    channels: tuple[str, ...]
    channel_titles: tuple[str, ...]


def label(scenario: Scenario, numbers: Numbers) -> Labels:
    """The labels of a scenario."""
    kinds = []
    for name in numbers.kinds:
        kind = scenario.conduct[name]
        guarded = kind.leans.states.get("guard", 0.0) < 0
        attempt, minutes = kind.sort == "attempt", kind.minutes.value if kind.minutes else 0.0
        by_firms = kind.needs == "firm"
        words = (name, kind.title, kind.context, kind.law)
        kinds.append(KindLabel(*words, attempt, guarded, kind.mark, by_firms, minutes))
    systems = tuple(_label_system(scenario, numbers, s) for s in range(len(numbers.system_names)))
    titles = tuple(scenario.channels[name].title for name in numbers.channels)
    return Labels(tuple(kinds), systems, tuple(numbers.channels), titles)


def _label_system(scenario: Scenario, numbers: Numbers, s: int) -> SystemLabel:
    name, rules = numbers.system_names[s], numbers.systems[s]
    system: Any = scenario.systems[name]
    n = int(rules["bands"])
    codes = tuple(int(code) for code in rules["band_code"][:n])
    if system.form == "list":
        return SystemLabel(name, system.title, system.form, 0.0, 1.0, ("off", "on"), (0.0, 1.0), codes)
    bands = getattr(system, "bands", ())
    low, high = (getattr(getattr(system, end, None), "value", 0.0) for end in ("low", "high"))
    starts = tuple(band.start.value for band in bands)
    market = system.adoption.market if system.adoption else ""
    names = tuple(band.name for band in bands)
    return SystemLabel(
        name, system.title, system.form, low, high, names, starts, codes, market, system.game is not None
    )
