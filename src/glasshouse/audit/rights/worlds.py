"""The worlds of an audit: each lived once and kept, so that an audit that was stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.audit.norms import norms
from glasshouse.audit.rights.evening import Evening
from glasshouse.audit.rights.lived import DAMAGED, Fits, Lived, concluded, read, write, write_arrays
from glasshouse.audit.rights.lives import CaseWatch, can_have_cases
from glasshouse.audit.rights.standings import Standings
from glasshouse.audit.rights.unions import Unions, unions_of
from glasshouse.engine.loop import Progress
from glasshouse.engine.observers import Observer
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import threads_for
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.state import State
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.errors import InterruptedRunError
from glasshouse.results.identity import identity_of
from glasshouse.scenario import Safeguards, Scenario, digest
from glasshouse.scenario.ablation import Ablation, ablate
from glasshouse.scenario.loading import rules_by_day
from glasshouse.store.folder import make_folder, write_aside, write_text


@dataclass(frozen=True)
class Alteration:
    """People who are made otherwise before anybody is enrolled, for an experiment.

    Attributes:
        name: what is done, of which the world's key is made: two alterations that differ have different names.
        change: does it, to the tables of a founded society.
    """

    name: str
    change: Callable[[State], None]


class Bench:
    """Where worlds are lived and kept. Several threads may ask; what two ask for at once is made by the first.

    Attributes:
        base: the scheme, with reactions on.
        folder: where worlds are kept.
        costs: what a record of each kind of conduct costs; see `Evening`.
        together: sanctions that are counted together.
        lived: how many worlds were lived or found.
    """

    def __init__(
        self,
        base: Scenario,
        folder: Path,
        *,
        costs: Mapping[str, float] | None = None,
        together: Unions | None = None,
        threads: int | None = None,
        fresh: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Open a bench.

        Args:
            base: the scheme.
            folder: where worlds are kept.
            costs: what a record of each kind of conduct costs.
            together: sanctions that are counted together; by default as the norms that ship have them.
            threads: threads to use; they change nothing but speed.
            fresh: whether to live again what is there.
            progress: told of days lived and days in all.
        """
        self.base, self.folder, self.costs, self.lived = base, folder, costs or {}, 0
        self._threads, self._fresh, self._progress = threads_for(base.citizens, threads), fresh, progress
        self.together: Unions = unions_of(base, norms().on(base)) if together is None else together
        self._known: dict[str, Lived] = {}
        self._still: dict[tuple[str, ...], Lived] = {}
        self._left: dict[tuple[str, ...], Lived] = {}
        self._planned = 1
        self._identity = identity_of([base])
        self._lock, self._turns = threading.Lock(), dict[str, threading.Lock]()
        self._begun: dict[int, int] = {}
        self._stopped = False

    def share(self, threads: int) -> int:
        """Let several threads live worlds at once, each with a share of the bench's own threads.

        Args:
            threads: how many at most.

        Returns:
            How many there are to be: no more than the bench may use.
        """
        among = max(1, min(threads, self._threads))
        self._threads = -(-self._threads // among)
        return among

    def stop(self) -> None:
        """Let whoever works in another thread stop, at the end of the day or of a person."""
        self._stopped = True

    def heed(self, *_: int) -> None:
        """Stop if that was asked for.

        Raises:
            InterruptedRunError: it was; worlds that were finished are kept.
        """
        if self._stopped:
            raise InterruptedRunError(f"stopped; the {self.lived} worlds that were lived are kept")

    @property
    def threads(self) -> int:
        """Threads that live one world."""
        return self._threads

    def turn(self, name: str) -> threading.Lock:
        """Who makes what is called so; whoever comes later waits and finds it made."""
        with self._lock:
            return self._turns.setdefault(name, threading.Lock())

    def expect(self, worlds: int) -> None:
        """Say how many worlds there will be in all, for progress."""
        self._planned = max(worlds, self.lived + 1)

    def finish(self) -> None:
        """Say that all is lived: fewer worlds may have been needed than were expected."""
        self._planned = max(self.lived, 1)
        self._begun.clear()
        self._tell(0)

    def live(self, scenario: Scenario, fits: Fits | None = None, alter: Alteration | None = None) -> Lived:
        """Live a world, or find it.

        Args:
            scenario: what is lived.
            fits: fits that learned systems take over.
            alter: what is changed of people beforehand.

        Raises:
            InterruptedRunError: stopped; worlds that were finished are kept.
        """
        key = self._key(scenario, fits, alter)
        with self.turn(key):
            if key in self._known:
                return self._known[key]
            path = self.folder / f"{key}.npz"
            found = None if self._fresh else read(path)
            if found is None:
                found = self._live(scenario, fits, alter)
                make_folder(self.folder)
                write_aside(path, lambda aside: write(aside, found))
            self._tell(0, lived=1)
            self._known[key] = found
            return found

    def still(
        self, out: Ablation | None = None, law: Safeguards | None = None, alter: Alteration | None = None
    ) -> Lived:
        """The scheme with reactions off, whole or without something; learned systems keep the weights of the whole one.

        Args:
            out: what is taken out; None for nothing.
            law: safeguards in place of the scheme's own.
            alter: what is changed of people beforehand.
        """
        said = tuple("" if each is None else each.model_dump_json() for each in (out, law))
        key = (*said, alter.name if alter else "")
        if key not in self._still:
            # What is not there cannot be taken out, and what several ablations leave alike is lived once.
            # A reform may bring what is not there yet.
            left = key if self.base.reforms else (self._left_by(out), *key[1:])
            if left not in self._left:
                self._left[left] = self._live_still(out, law, alter)
            self._still[key] = self._left[left]
        return self._still[key]

    def _left_by(self, out: Ablation | None) -> str:
        """The rules of every day that an ablation leaves, in short."""
        scenario = self.base.model_copy(update={"ablation": out})
        seen = hashlib.sha256()
        for day, rules in rules_by_day(scenario):
            left = ablate(rules)
            for section in (left.systems, left.channels):
                for name, part in section.items():
                    seen.update(f"{day} {name} {part.model_dump_json()}\n".encode())
        return seen.hexdigest()

    def _live_still(self, out: Ablation | None, law: Safeguards | None, alter: Alteration | None) -> Lived:
        scenario = still_of(self.base)
        changes: dict[str, object] = {}
        if out is not None and out != Ablation():
            changes["ablation"] = out
        if law is not None:
            changes["safeguards"] = law
        # The whole scheme finds its own weights; whatever is lived without something takes them over.
        if not changes and alter is None:
            return self.live(scenario)
        return self.live(scenario.model_copy(update=changes), self.live(scenario).fits or None, alter)

    def kept_document(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Something else that was found of the scheme with reactions, made once and kept beside the worlds.

        Args:
            name: what it is; what differs has another name.
            make: makes it, as plain data.
        """
        said = "\n".join([digest(self.base), self._identity, name])
        path = self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:24]}.json"
        with self.turn(path.name):
            if not self._fresh and path.exists():
                try:
                    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
                    return found
                except (OSError, ValueError):
                    pass
            found = make()
            make_folder(self.folder)
            write_text(path, json.dumps(found))
            return found

    def _key(self, scenario: Scenario, fits: Fits | None, alter: Alteration | None) -> str:
        held = b"".join(name.encode() + rows.tobytes() for name, rows in sorted((fits or {}).items()))
        counted = json.dumps([dict(self.costs), dict(self.together)], sort_keys=True)
        cases = "with cases" if self._follows_cases(scenario) else ""
        said = "\n".join([digest(scenario), self._identity, counted, cases, hashlib.sha256(held).hexdigest()])
        said += f"\n{alter.name}" if alter else ""
        return hashlib.sha256(said.encode()).hexdigest()[:24]

    def _follows_cases(self, scenario: Scenario) -> bool:
        """Whether cases are followed: it takes a fifth of a world's time, and only those of the scheme itself are asked for."""
        return scenario == self.base and can_have_cases(scenario)

    def _tell(self, day: int, lived: int = 0) -> None:
        """Tell progress: the days of the world that this thread is about, and how many worlds there are more."""
        with self._lock:
            self.lived += lived
            self._begun[threading.get_ident()] = day
            if self._progress:
                days, begun = self.base.days, sum(self._begun.values())
                self._progress(min(self.lived * days + begun, self._planned * days), self._planned * days)

    def _live(self, scenario: Scenario, fits: Fits | None, alter: Alteration | None) -> Lived:
        evening, standings = Evening(scenario, self.costs, self.together), Standings(scenario)
        cases = CaseWatch(scenario) if self._follows_cases(scenario) else None
        observers: list[Observer] = [evening, standings, *([cases] if cases else [])]
        prepare(scenario, traced=True)
        world = World(
            scenario, threads=self._threads, observers=observers, fits=fits, alter=alter.change if alter else None
        )
        try:
            return concluded(self._days(world), evening, standings, cases, tuple(self.together))
        finally:
            world.close()

    def _days(self, world: World) -> Recorder:
        recorder = Recorder(world, series=False)
        self.through(recorder, recorder.days)
        return recorder

    def through(self, recorder: Recorder, days: int) -> None:
        """Live on, so that so many days are lived in all.

        Raises:
            InterruptedRunError: stopped; worlds that were finished are kept.
        """
        with stop_requested() as request:
            while recorder.day < days:
                recorder.step()
                self._tell(min(recorder.day, self.base.days))
                self._stopped |= request.asked
                self.heed()

    def world(self, scenario: Scenario, observers: Sequence[Observer] = ()) -> World:
        """A world on the first morning, to be lived by `through` and closed by the caller.

        Args:
            scenario: what is lived.
            observers: who watches; they change nothing.
        """
        prepare(scenario, traced=bool(observers))
        return World(scenario, threads=self._threads, observers=observers)

    def kept_arrays(self, name: str, make: Callable[[], Mapping[str, np.ndarray]]) -> Mapping[str, np.ndarray]:
        """Arrays that are found in the folder, or made and kept there.

        Args:
            name: what they are called; it must say what they hang on beside the scheme, the version and the engine.
            make: makes them.
        """
        key = hashlib.sha256(f"{self._key(self.base, None, None)}\n{name}".encode()).hexdigest()[:24]
        path = self.folder / f"{key}.npz"
        with self.turn(path.name):
            try:
                if not self._fresh:
                    with np.load(path, allow_pickle=False) as found:
                        return {each: found[each] for each in found.files}
            except DAMAGED:
                pass
            made = make()
            make_folder(self.folder)
            write_aside(path, lambda aside: write_arrays(aside, made))
            return made


def still_of(base: Scenario) -> Scenario:
    """A scenario in which nobody reacts, so that worlds with other rules share every act and every record."""
    return base.model_copy(update={"response": base.response.model_copy(update={"enabled": False})})
