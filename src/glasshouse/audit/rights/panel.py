"""People who are looked at one by one, in the middle of the run: of the sanctioned, of all, of those at the line."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from glasshouse.audit.history import CitizenHistory
from glasshouse.audit.rights.case import Case
from glasshouse.engine.labels import label
from glasshouse.engine.observers import Observer, View
from glasshouse.engine.plan import plan_of
from glasshouse.engine.recorder import Recorder
from glasshouse.scenario import Scenario
from glasshouse.scenario.forks import as_reformed
from glasshouse.schema.limits import LANES
from glasshouse.schema.outcomes import ReformOutcome, begun
from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.forms.registry import form_of

MOST_SANCTIONED: Final = 160
"""Most people under a sanction who are looked at, one a community."""
MOST_COMPARED: Final = 80
"""Most people of all, and most at the line of each system, with whom they are compared."""
_MOST_SYSTEMS: Final = 3
"""Systems with a scale of which people at the line are looked at."""


class _Evening(Observer):
    """Notes who is under which sanction, and what everybody's score is, in one evening."""

    name = "panel"

    def __init__(self, day: int, mask: np.uint64) -> None:
        self._day, self._mask = day, mask
        self.sanctioned = np.zeros((0, LANES), bool)
        self.published = np.zeros((0, 0, LANES), "u2")

    def evening(self, view: View) -> None:
        """Note the evening, if it is the one."""
        if view.day == self._day:
            self.sanctioned = (view.traces["treatment"] & self._mask) != 0
            self.published = np.array(view.table("ledgers")["published"])


@dataclass(frozen=True)
class Panel:
    """People who are looked at one by one.

    Attributes:
        scenario: what is lived up to the middle of the run, with these people watched.
        day: the evening in which they are looked at.
        citizens: their numbers, in ascending order.
        sanctioned: numbers of those under a sanction, one in each community at most.
        all_people: numbers of some of all people.
        at_line: by system, numbers of people from the line up to which it sanctions to somewhat above.
        rows: `PANEL` records by day and person.
        places: `SOCIETY` records of their communities.
        under: people under a sanction in that evening, in the whole society.
        decided: what institutions decided.
        reforms: what came of reforms.
    """

    scenario: Scenario
    day: int
    citizens: np.ndarray
    sanctioned: np.ndarray
    all_people: np.ndarray
    at_line: dict[str, np.ndarray]
    rows: np.ndarray
    places: np.ndarray
    under: int
    decided: dict[str, Any]
    reforms: tuple[ReformOutcome, ...]
    _accounts: dict[tuple[int, str], tuple[CitizenHistory, int, Account]] = field(default_factory=dict)

    @cached_property
    def _as_lived(self) -> Scenario:
        return as_reformed(self.scenario, begun(self.reforms))

    def history(self, citizen: int) -> CitizenHistory:
        """One person's days."""
        encoded = plan_of(self.scenario).encoded
        at = int(np.searchsorted(self.citizens, citizen))
        labels = label(self.scenario, encoded)
        rows, place = self.rows[:, at], self.places[at]
        return CitizenHistory(self._as_lived, encoded, labels, citizen, rows, self.decided, place=place)

    def account(self, citizen: int, name: str) -> tuple[CitizenHistory, int, Account]:
        """One person's account with a system in the evening: the person's days, the system's number, the account."""
        if (citizen, name) not in self._accounts:
            history = self.history(citizen)
            s = history.encoded.system_names.index(name)
            self._accounts[citizen, name] = (history, s, history.account(s, self.day))
        return self._accounts[citizen, name]


def panel_of(case: Case) -> Panel:
    """The people of a case who are looked at."""
    return case.once("panel", lambda: _panel_of(case))


def middle(scheme: Scenario) -> int:
    """The evening in which people are looked at: of the last day of the first half."""
    return max(scheme.days // 2 - 1, 0)


def line_of(scenario: Scenario, name: str) -> float | None:
    """The score up to which a system sanctions: the start of the lowest band from which on nobody is; None without one."""
    system = scenario.systems[name]
    if form_of(system).scale(system) is None:
        return None
    found = None
    for band in reversed(form_of(system).bands(system)):
        if any(system.measures[measure].type == "sanction" for measure in band.measures):
            return found
        found = band.start.value
    return None


def _panel_of(case: Case) -> Panel:
    day = middle(case.scheme)
    found = case.bench.kept_arrays(
        f"people {day} {MOST_SANCTIONED} {MOST_COMPARED} {_band(case)}", lambda: _watched(case, day)
    )
    words = json.loads(str(found["words"]))
    at_line = {name: found[f"line {name}"] for name in words["lines"]}
    return Panel(
        _to_watch(case, day, found["citizens"]),
        day,
        found["citizens"],
        found["sanctioned"],
        found["all_people"],
        at_line,
        found["rows"],
        found["places"],
        words["under"],
        words["decided"],
        tuple(ReformOutcome(**each) for each in words["reforms"]),
    )


def _to_watch(case: Case, day: int, citizens: np.ndarray) -> Scenario:
    return case.scheme.model_copy(update={"days": day + 1, "panel": tuple(int(c) for c in citizens)})


def _band(case: Case) -> float:
    return float(case.norms.setting("cutoff_band").value)


def _watched(case: Case, day: int) -> dict[str, np.ndarray]:
    """Choose people in the live world, and live its first half again with them watched."""
    seen = _choose_from(case, day)
    chosen = _chosen(case, seen)
    citizens = np.unique(np.concatenate(list(chosen.values())))
    world = case.bench.world(_to_watch(case, day, citizens))
    try:
        recorder = Recorder(world, series=False)
        case.bench.through(recorder, day + 1)
        words = {
            "under": int(seen.sanctioned.sum()),
            "lines": [name.removeprefix("line ") for name in chosen if name.startswith("line ")],
            "decided": world.decided_by_institutions(),
            "reforms": [dataclasses.asdict(each) for each in world.reforming.outcomes()],
        }
        places = np.array(world.society)[citizens // LANES]
        return {
            **chosen,
            "citizens": citizens,
            "rows": np.array(recorder.panel),
            "places": places,
            "words": np.array(json.dumps(words)),
        }
    finally:
        world.close()


def _choose_from(case: Case, day: int) -> _Evening:
    mask = np.uint64(sum(1 << bit for bit in case.whole.sanctions))
    evening = _Evening(day, mask)
    world = case.bench.world(case.scheme.model_copy(update={"days": day + 1}), [evening])
    try:
        case.bench.through(Recorder(world, series=False), day + 1)
    finally:
        world.close()
    return evening


def _chosen(case: Case, seen: _Evening) -> dict[str, np.ndarray]:
    """Who is looked at: drawn by the numbers of communities and people alone, so that nobody's luck moves."""
    people = case.whole.people
    real = np.arange(LANES) < people[:, None]
    found = {
        "sanctioned": _one_each(seen.sanctioned & real, MOST_SANCTIONED, "sanctioned"),
        "all_people": _one_each(real, MOST_COMPARED, "all"),
    }
    for name in _lines(case):
        s = list(case.scheme.systems).index(name)
        low, high = _ends(case.scheme, name, _band(case))
        codes = seen.published[s]
        found[f"line {name}"] = _one_each((codes >= low) & (codes <= high) & real, MOST_COMPARED, f"line {name}")
    return found


def _lines(case: Case) -> list[str]:
    return [name for name in case.judges if line_of(case.scheme, name) is not None][:_MOST_SYSTEMS]


def _ends(scenario: Scenario, name: str, band: float) -> tuple[int, int]:
    """Codes of the line and of somewhat above it; none lies between them where there is no line."""
    system = scenario.systems[name]
    scale, line = form_of(system).scale(system), line_of(scenario, name)
    if scale is None or line is None:
        return 1, 0
    above = min(line + band * (scale.high - scale.low), scale.high)
    return int(code_of(line, scale.low, scale.high)), int(code_of(above, scale.low, scale.high))


def _one_each(which: np.ndarray, most: int, name: str) -> np.ndarray:
    """One of each community of those who may be chosen, of so many communities at most; by a keyed hash."""
    rows = [int(c) for c in np.flatnonzero(which.any(1))]
    rows = sorted(sorted(rows, key=lambda c: _key(name, c))[:most])
    return np.array(sorted(_pick(which, rows, name)), "i8")


def _pick(which: np.ndarray, rows: list[int], name: str) -> Iterator[int]:
    for c in rows:
        lanes = np.flatnonzero(which[c])
        yield c * LANES + int(lanes[_key(name, c) % len(lanes)])


def _key(name: str, c: int) -> int:
    return int.from_bytes(hashlib.blake2b(f"audit {name} {c}".encode(), digest_size=8).digest(), "big")
