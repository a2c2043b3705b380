"""The shelf: experiments that wait, are lived or have ended; the oldest that has ended goes first."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from glasshouse.audit.history import CitizenHistory
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.store.result import find
from glasshouse.web.work.asked import Done, Experiment, Failed, Lived, Look, Order, Paused
from glasshouse.web.work.bell import Bell
from glasshouse.web.work.crowd import Crowd
from glasshouse.web.work.living import RESULT
from glasshouse.web.work.workshop import Workshop
from glasshouse.worlds.comparison import Comparison

MOST: Final = 32
"""Experiments that are kept."""
DIARIES: Final = 64
"""Citizens whose days are kept."""
POINTS: Final = 400
"""Points of a course that are kept; beyond, every other one goes."""

Status = Literal["queued", "running", "paused", "done", "stopped", "failed"]
ENDED: Final = frozenset(("done", "stopped", "failed"))


@dataclass
class Run:
    """An experiment.

    Attributes:
        name: what it is known by.
        scenarios: its worlds by name, the base first.
        asked: what the worker was asked.
        text: a TOML document that asks for the base again.
        bell: rung when there is news.
        status: how it stands.
        news: rises with everything that happens.
        newest: the newest day; None before the first.
        course: gauges of each world by day, those days that were told.
        problems: why it failed, where the input was wrong.
        why: why it failed or was stopped, in a sentence.
        number: the workshop's number of it.
    """

    name: str
    scenarios: Mapping[str, Scenario]
    asked: Experiment
    text: str = ""
    bell: Bell = field(default_factory=Bell)
    status: Status = "queued"
    news: int = 0
    newest: Lived | None = None
    course: dict[int, Mapping[str, object]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    why: str = ""
    number: int = 0
    report: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    _result: Comparison | None = None
    _crowd: Crowd | None = None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in ENDED

    @property
    def result(self) -> Comparison:
        """The comparison, once it is done."""
        if self._result is None:
            self._result = Comparison(find(self.folder))
        return self._result

    @property
    def folder(self) -> Path:
        """Where the comparison is."""
        return self.asked.folder / RESULT

    def place_of(self, world: str) -> str:
        """The folder of a world below the result's, once it is done."""
        return Path(self.result.document["worlds"][world]["run"]).relative_to(self.folder).as_posix()

    @property
    def crowd(self) -> Crowd:
        """Everybody, once it is done."""
        if self._crowd is None:
            self._crowd = Crowd(self.asked.folder)
        return self._crowd

    def hear(self, said: object) -> None:
        """Take news from a worker."""
        match said:
            case Lived():
                self.newest = said
                self.status = "running" if self.status == "queued" else self.status
                self._remember(said)
            case Paused():
                self.status = "paused" if said.paused else "running"
            case Done():
                self.status = "done"
            case Failed():
                self.status = "stopped" if said.stopped and not said.why else "failed"
                self.why, self.problems = said.why, said.problems
                shutil.rmtree(self.asked.folder, ignore_errors=True)
        self.news += 1
        self.bell.ring()

    def _remember(self, lived: Lived) -> None:
        course = {**self.course, lived.day: {name: world["gauges"] for name, world in lived.worlds.items()}}
        if len(course) > POINTS:
            course = {day: gauges for k, (day, gauges) in enumerate(course.items()) if k % 2 == 0 or day == lived.day}
        self.course = course


class Shelf:
    """All experiments of a server, in a folder of its own that goes with it."""

    def __init__(self, workshop: Workshop) -> None:
        """Put up an empty shelf."""
        self.workshop = workshop
        self._place = Path(tempfile.mkdtemp(prefix="glasshouse-"))
        self._lock = threading.Lock()
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._diaries: OrderedDict[tuple[str, int], Mapping[str, CitizenHistory]] = OrderedDict()

    def begin(
        self,
        scenarios: Mapping[str, Scenario],
        variants: Sequence[str],
        *,
        settings: Sequence[str] = (),
        days_a_second: float | None = None,
        text: str = "",
    ) -> Run:
        """Let an experiment wait for a worker.

        Args:
            scenarios: its worlds by name, the base first.
            variants: what the twins were given as.
            settings: what the base was changed by.
            days_a_second: the pace; None is as fast as it goes.
            text: a TOML document that asks for the base again.

        Raises:
            InputError: too many experiments wait or are lived.
        """
        run_name = secrets.token_hex(8)
        base = next(iter(scenarios))
        with self._lock:
            self._make_room()
            folder = self._place / run_name
            folder.mkdir()
            asked = Experiment(scenarios[base], base, tuple(variants), tuple(settings), folder, days_a_second)
            run = self._runs[run_name] = Run(run_name, scenarios, asked, text)
        run.number = self.workshop.live(asked, run.hear)
        return run

    def get(self, name: str) -> Run | None:
        """An experiment by its name."""
        return self._runs.get(name)

    def order(self, run: Run, order: Order) -> bool:
        """Change the course of an experiment; whether it was there to be ordered."""
        return self.workshop.order(run.number, order)

    def ask(self, look: Look) -> Future[Done | Failed]:
        """Ask a worker."""
        return self.workshop.look(look)

    def diary(self, run: Run, citizen: int) -> Mapping[str, CitizenHistory] | None:
        """A citizen's days in each world, if they are at hand."""
        with self._lock:
            found = self._diaries.get((run.name, citizen))
            if found is not None:
                self._diaries.move_to_end((run.name, citizen))
            return found

    def keep_diary(self, run: Run, citizen: int, histories: Mapping[str, CitizenHistory]) -> None:
        """Keep a citizen's days; those longest not asked for go."""
        with self._lock:
            self._diaries[run.name, citizen] = histories
            while len(self._diaries) > DIARIES:
                self._diaries.popitem(last=False)

    def close(self) -> None:
        """Take everything away."""
        self.workshop.close()
        shutil.rmtree(self._place, ignore_errors=True)

    def _make_room(self) -> None:
        """Let the oldest that has ended go, if the shelf is full."""
        if len(self._runs) < MOST:
            return
        old = next((run for run in self._runs.values() if run.has_ended), None)
        if old is None:
            expected = f"fewer than {MOST} experiments at once"
            raise InputError(
                Problem(expected=expected, found=str(MOST), advice="wait until one has ended, or stop one")
            )
        del self._runs[old.name]
        for key in [key for key in self._diaries if key[0] == old.name]:
            del self._diaries[key]
        shutil.rmtree(old.asked.folder, ignore_errors=True)
