"""Who adopts a personal move, what they decide, and what becomes of them and of the others.

Whether somebody is among the adopters is drawn by the citizen's number alone. So the same people adopt with every seed, those
of a smaller share are among those of a larger one, and nobody's luck moves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from glasshouse.conduct.encoding import order_kinds
from glasshouse.engine.observers import View
from glasshouse.observables.observable import Observable
from glasshouse.protections.acting import voluntary_systems, watched_words
from glasshouse.protections.moves import SHARES, Decides
from glasshouse.scenario import Decision, Scenario
from glasshouse.schema.codes import GUARD_NONE
from glasshouse.schema.limits import LANES
from glasshouse.sweeps.probes import Watcher

APART: Final = "adopters"
"""Name of the probe that counts adopters and others apart."""
WHAT: Final[Mapping[str, tuple[str, str]]] = {
    "sanctioned": ("share of days", "days under a sanction"),
    "wronged": ("share of days", "days under a sanction not earned"),
    "denied": ("per 1,000 people and year", "days on which something was denied"),
    "words": ("per 1,000 people and day", "lawful words that are watched, said"),
    "self_censorship": ("share", "mean self-censorship in public"),
}
"""What is counted apart: unit and title."""
_DENIED, _WRONGED, _SANCTIONED = (np.uint32(bit) for bit in (1, 4, 8))
_MAX = float(1 << 64)


def adopts(citizen: int, share: float) -> bool:
    """Whether a citizen is among so large a share of people who adopt a move.

    Args:
        citizen: the citizen's number.
        share: the share of people who adopt it.
    """
    # 64 bits of a keyed hash as a number from 0 to 1: the same for every share, so that smaller shares lie in larger ones.
    digest = hashlib.blake2b(f"remedies {citizen}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / _MAX < share


def decisions_of(scenario: Scenario, decides: Decides, share: float) -> tuple[Decision, ...]:
    """What adopters decide, on every day.

    Args:
        scenario: the scheme.
        decides: the move's decision.
        share: the share of people who adopt it.
    """
    words: dict[str, dict[str, Any]] = {
        "encrypt": {"evade": True},
        "appeal": {"cases": "appeal"},
        "quit": {"quit": voluntary_systems(scenario)},
        "leave": {"leave": watched_words(scenario)},
        "dare": {"dare": watched_words(scenario)},
    }
    own = {decision.citizen for decision in scenario.decisions}
    return tuple(
        Decision(citizen=citizen, days=(0, scenario.days), **words[decides])
        for citizen in range(scenario.citizens)
        if citizen not in own and adopts(citizen, share)
    )


class Apart(Watcher):
    """Counts days of adopters and of others, for each share of adopters; changes nothing.

    Attributes:
        sums: what befell people, by thing (`WHAT`) and class: the smallest share of which they are first, or none.
        person_days: days of each class.
        touched: for each thing that befalls some people only, how many people of each class it ever befell.
    """

    name = APART

    def __init__(self, scenario: Scenario) -> None:
        """Sort people into classes.

        Args:
            scenario: what is lived under.
        """
        levels = list(SHARES.values())
        self._class = np.full(-(-scenario.citizens // LANES) * LANES, len(levels) + 1, "i8")
        for citizen in range(scenario.citizens):
            joins = (k for k, share in enumerate(levels) if adopts(citizen, share))
            self._class[citizen] = next(joins, len(levels))
        watched = set(watched_words(scenario))
        # Bits of a trace stand in the order of the kinds' numbers, which is not that of the document.
        kinds, _ = order_kinds(scenario.conduct)
        self._words = np.uint64(sum(1 << k for k, kind in enumerate(kinds) if kind in watched))
        self._classes = len(levels) + 2
        self.sums = {name: np.zeros(self._classes) for name in WHAT}
        self.person_days = np.zeros(self._classes)
        self._ever = {name: np.zeros(len(self._class), bool) for name in ("sanctioned", "wronged", "denied")}

    def evening(self, view: View) -> None:
        """Add a day."""
        trace = view.traces
        ends = trace["ends"].reshape(-1)[: len(self._class)]
        acts = trace["acts"].reshape(-1)[: len(self._class)]
        # Tables may hold communities beyond the last person; the classes end with the last lane that counts.
        silence = view.table("response")["self_censorship"].reshape(-1)[: len(self._class)]
        self.person_days += np.bincount(self._class, minlength=self._classes)
        for name, bit in (("sanctioned", _SANCTIONED), ("wronged", _WRONGED), ("denied", _DENIED)):
            befell = (ends & bit) > 0
            self._ever[name] |= befell
            self._add(name, befell)
        self._add("words", np.bitwise_count(acts & self._words))
        self._add("self_censorship", silence.astype("f8") / int(GUARD_NONE) - 1)

    def _add(self, name: str, what: np.ndarray) -> None:
        self.sums[name] += np.bincount(self._class, what, self._classes)

    def observables(self) -> dict[str, Observable]:
        """What became of adopters and of others, for each share of adopters."""
        found = {}
        for k, share in enumerate(SHARES):
            for who, first, last in (("adopters", 0, k + 1), ("others", k + 1, self._classes - 1)):
                for name in WHAT:
                    each = self._observable(name, who, share, slice(first, last))
                    found[each.name] = each
        return found

    def _observable(self, name: str, who: str, share: str, classes: slice) -> Observable:
        unit, title = WHAT[name]
        days = float(self.person_days[classes].sum())
        factor = {"denied": 365_000.0, "words": 1000.0}.get(name, 1.0)
        value = float(self.sums[name][classes].sum()) / days * factor if days else None
        ever = self._ever.get(name)
        of = np.isin(self._class, np.arange(self._classes)[classes])
        counts = (int((ever & of).sum()),) if ever is not None else ()
        reason = None if days else "there are none"
        called = apart_name(name, who, share)
        return Observable(called, value, unit, f"{title}, {who} ({share})", reason=reason, counts=counts)


def apart_name(name: str, who: str, share: str) -> str:
    """What is counted of adopters or others is called so among a sweep's observables."""
    return f"{name}_{who}_{share.replace(' ', '_').replace('%', '_percent')}"


def apart(scenario: Scenario) -> Apart:
    """A probe: adopters and others, counted apart.

    Args:
        scenario: the scenario.
    """
    return Apart(scenario)
