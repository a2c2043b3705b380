"""The worlds of an audit: lived one after the other, each kept, so that an audit that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.audit.rights.evening import ENDS, Evening
from glasshouse.engine.loop import Progress
from glasshouse.engine.observers import Observer
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import threads_for
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.errors import InterruptedRunError
from glasshouse.institutions.fitting import FittingInstitution
from glasshouse.observables.catalogue import observe_all
from glasshouse.results.identity import identity_of
from glasshouse.scenario import Safeguards, Scenario, digest
from glasshouse.scenario.ablation import Ablation
from glasshouse.store.folder import make_folder, write_aside

Fits = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Lived:
    """What a world of the audit left behind; all counts are exact.

    Attributes:
        measures: (system, measure) by bit.
        sanctions: bits of the sanctions.
        people: people in each community.
        under: person-days under each measure (communities × measures).
        sanctioned: person-days under at least one sanction, by community.
        fields: person-days by the number of fields of life with a sanction in force (communities × fields).
        days_under: days under a sanction (communities × lanes).
        ever: measures that somebody was ever under, as bits (communities × lanes).
        ends: person-days on which somebody was denied, eased, wronged, sanctioned, worsened.
        deserved: what a person's true acts would cost if each was recorded (communities × lanes).
        kinds: names of the kinds of conduct, in the order of the next four.
        happened: how often each kind happened.
        recorded: how often it was recorded.
        missed: how often it happened and no channel that could record it did.
        invented: how often it was recorded and did not happen.
        members: people with an account or an entry in some register of a system at the end, by system.
        values: observables by name; None where undefined.
        units: their units.
        titles: what to call them.
        conduct: digest of what people did, over all days.
        fits: what fitters of learned systems found, by system.
    """

    measures: tuple[tuple[str, str], ...]
    sanctions: tuple[int, ...]
    people: np.ndarray
    under: np.ndarray
    sanctioned: np.ndarray
    fields: np.ndarray
    days_under: np.ndarray
    ever: np.ndarray
    ends: np.ndarray
    deserved: np.ndarray
    kinds: tuple[str, ...]
    happened: np.ndarray
    recorded: np.ndarray
    missed: np.ndarray
    invented: np.ndarray
    members: Mapping[str, int]
    values: Mapping[str, float | None]
    units: Mapping[str, str]
    titles: Mapping[str, str]
    conduct: str
    fits: Fits

    @property
    def harm(self) -> int:
        """Person-days under at least one sanction."""
        return int(self.sanctioned.sum())

    def under_measures(self, bits: Sequence[int]) -> np.ndarray:
        """Person-days under some measures, each counted for itself, by community."""
        found: np.ndarray = self.under[:, list(bits)].sum(1)
        return found

    def befell(self, what: str) -> int:
        """Person-days on which something befell somebody: one of `ENDS`."""
        return int(self.ends[ENDS.index(what)])


class Bench:
    """Where worlds are lived and kept.

    Attributes:
        base: the scheme, with reactions on.
        folder: where worlds are kept.
        costs: what a record of each kind of conduct costs; see `Evening`.
        lived: how many worlds were lived or found.
    """

    def __init__(
        self,
        base: Scenario,
        folder: Path,
        *,
        costs: Mapping[str, float] | None = None,
        threads: int | None = None,
        fresh: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Open a bench.

        Args:
            base: the scheme.
            folder: where worlds are kept.
            costs: what a record of each kind of conduct costs.
            threads: threads to use; they change nothing but speed.
            fresh: whether to live again what is there.
            progress: told of days lived and days in all.
        """
        self.base, self.folder, self.costs, self.lived = base, folder, costs or {}, 0
        self._threads, self._fresh, self._progress = threads_for(base.citizens, threads), fresh, progress
        self._known: dict[str, Lived] = {}
        self._planned = 1
        self._identity = identity_of([base])

    def expect(self, worlds: int) -> None:
        """Say how many worlds there will be in all, for progress."""
        self._planned = max(worlds, self.lived + 1)

    def live(self, scenario: Scenario, fits: Fits | None = None) -> Lived:
        """Live a world, or find it.

        Args:
            scenario: what is lived.
            fits: fits that learned systems take over.

        Raises:
            InterruptedRunError: stopped; worlds that were finished are kept.
        """
        key = self._key(scenario, fits)
        if key in self._known:
            return self._known[key]
        path = self.folder / f"{key}.npz"
        found = None if self._fresh else _read(path)
        if found is None:
            found = self._live(scenario, fits)
            make_folder(self.folder)
            write_aside(path, lambda aside: _write(aside, found))
        self.lived += 1
        self._tell(0)
        self._known[key] = found
        return found

    def still(self, out: Ablation | None = None, law: Safeguards | None = None) -> Lived:
        """The scheme with reactions off, whole or without something; learned systems keep the weights of the whole one.

        Args:
            out: what is taken out; None for nothing.
            law: safeguards in place of the scheme's own.
        """
        scenario = still_of(self.base)
        changes: dict[str, object] = {}
        if out is not None and out != Ablation():
            changes["ablation"] = out
        if law is not None:
            changes["safeguards"] = law
        if not changes:
            return self.live(scenario)
        return self.live(scenario.model_copy(update=changes), self.live(scenario).fits or None)

    def _key(self, scenario: Scenario, fits: Fits | None) -> str:
        held = b"".join(name.encode() + rows.tobytes() for name, rows in sorted((fits or {}).items()))
        costs = json.dumps(dict(self.costs), sort_keys=True)
        said = "\n".join([digest(scenario), self._identity, costs, hashlib.sha256(held).hexdigest()])
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    def _tell(self, day: int) -> None:
        if self._progress:
            days = self.base.days
            self._progress(min(self.lived * days + day, self._planned * days), self._planned * days)

    def _live(self, scenario: Scenario, fits: Fits | None) -> Lived:
        evening = Evening(scenario, self.costs)
        observers: list[Observer] = [evening]
        prepare(scenario, traced=True)
        world = World(scenario, threads=self._threads, observers=observers, fits=fits)
        try:
            return _concluded(self._days(world), evening)
        finally:
            world.close()

    def _days(self, world: World) -> Recorder:
        recorder = Recorder(world, series=False)
        with stop_requested() as request:
            while recorder.day < recorder.days:
                recorder.step()
                self._tell(recorder.day)
                if request.asked and recorder.day < recorder.days:
                    raise InterruptedRunError(f"stopped; the {self.lived} worlds that were lived are kept")
        return recorder


def still_of(base: Scenario) -> Scenario:
    """A scenario in which nobody reacts, so that worlds with other rules share every act and every record."""
    return base.model_copy(update={"response": base.response.model_copy(update={"enabled": False})})


def _concluded(recorder: Recorder, evening: Evening) -> Lived:
    world, labels = recorder.world, recorder.labels
    totals = recorder.totals()
    observed = observe_all(totals, labels.kinds, labels.systems, labels.named)
    published = {
        name: int(np.count_nonzero(world.ledgers[s]["published"])) for s, name in enumerate(world.encoded.system_names)
    }
    return Lived(
        measures=evening.measures,
        sanctions=evening.sanctions,
        people=np.array(world.society["people"], "i8"),
        kinds=tuple(label.name for label in labels.kinds),
        **{name: np.array(totals.day_counts[name][: len(labels.kinds)]) for name in _BY_KIND},
        members=published,
        values={name: each.value for name, each in observed.items()},
        units={name: each.unit for name, each in observed.items()},
        titles={name: each.title for name, each in observed.items()},
        conduct=f"{int(totals.day_counts['conduct']):016x}",
        fits={each.system: each.fits for each in world.institutions if isinstance(each, FittingInstitution)},
        **evening.arrays(),
    )


_BY_KIND = ("happened", "recorded", "missed", "invented")
_ARRAYS = ("people", "under", "sanctioned", "fields", "days_under", "ever", "ends", "deserved", *_BY_KIND)
_WORDS = ("measures", "sanctions", "kinds", "members", "values", "units", "titles", "conduct")


def _write(path: Path, lived: Lived) -> None:
    arrays: dict[str, Any] = {name: getattr(lived, name) for name in _ARRAYS}
    arrays |= {f"fits {name}": rows for name, rows in lived.fits.items()}
    words = json.dumps({name: getattr(lived, name) for name in _WORDS})
    with path.open("wb") as out:
        np.savez_compressed(out, words=np.array(words), **arrays)


def _read(path: Path) -> Lived | None:
    """A world that was kept; None if it is not there, or is damaged and must be lived again."""
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            words = json.loads(str(kept["words"]))
            arrays = {name: kept[name] for name in _ARRAYS}
            fits = {name.removeprefix("fits "): kept[name] for name in kept.files if name.startswith("fits ")}
    except (OSError, ValueError, KeyError):
        return None
    words["measures"] = tuple((system, name) for system, name in words["measures"])
    words |= {name: tuple(words[name]) for name in ("sanctions", "kinds")}
    return Lived(**words, **arrays, fits=fits)
