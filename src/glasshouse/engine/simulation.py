"""A simulation that one can hold: a town that lives day by day, is asked, decides, forks, and goes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from glasshouse.documents.arguments import checked
from glasshouse.engine.decisions import Refusal
from glasshouse.engine.history import History, history_of
from glasshouse.engine.loop import each_day
from glasshouse.engine.observers import Observer
from glasshouse.engine.phases import Day
from glasshouse.engine.portrait import Picture, Snapshot, table_of, take_picture, take_snapshot
from glasshouse.engine.recorder import RECENT, Recorder
from glasshouse.engine.run import DIGESTS, digest_state, threads_for
from glasshouse.engine.warmup import prepare
from glasshouse.engine.world import World
from glasshouse.errors import InputError, Problem
from glasshouse.observables.catalogue import observe_all
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Decision, Scenario, load
from glasshouse.scenario.forks import Diff, forked
from glasshouse.scoring.rollout import LAST_DAY
from glasshouse.society.contacts import Contact, contacts_of


class Made(NamedTuple):
    """A decision, and the day on which it was made."""

    day: int
    decision: Decision


class Simulation:
    """A town that lives day by day. It may live on beyond its scenario's last day.

    Everything it does can be repeated: `past` is a scenario that gives the same digests when anybody runs it.

    Attributes:
        recording: the world and what its days left behind.
        threads: threads in use.
    """

    @checked
    def __init__(
        self,
        source: str | Path | Scenario,
        *settings: str,
        citizens: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        panel: Sequence[int] | None = None,
        observers: Sequence[Observer] = (),
        series: bool = False,
    ) -> None:
        """Found a town.

        Args:
            source: a library name, a path to a TOML file, or a scenario.
            *settings: changes as ``key.path=value``; these and the following three only with a name or a path.
            citizens: number of adults, in place of the scenario's own.
            seed: the luck.
            panel: numbers of citizens of whom everything is kept.
            threads: threads to use; by default one for each core. They change nothing but speed.
            observers: who watches every day; they change nothing.
            series: whether every day's counts are kept (see `recorder`), not only their sums.

        Raises:
            InputError: anything wrong with the scenario, all at once.
        """
        scenario = _scenario(source, settings, {"citizens": citizens, "seed": seed, "panel": panel})
        prepare(scenario)
        self.threads, self._observers, self._series = threads_for(scenario.citizens, threads), tuple(observers), series
        self._founding = scenario
        self._made: tuple[Made, ...] = ()
        self._kept: Simulation | None = None
        self.recording = self._found(scenario)

    def _found(self, scenario: Scenario) -> Recorder:
        world = World(scenario, threads=self.threads, observers=self._observers)
        return Recorder(world, series=self._series)

    @property
    def world(self) -> World:
        """The world, with its tables."""
        return self.recording.world

    @property
    def day(self) -> int:
        """The next day to live: so many days were lived."""
        return self.world.day

    @property
    def scenario(self) -> Scenario:
        """What the town lives under, with all decisions made so far."""
        return self.world.scenario

    @property
    def founding(self) -> Scenario:
        """What the town lived under before anything was decided in it."""
        return self._founding

    @property
    def made(self) -> tuple[Made, ...]:
        """The decisions that were made in it, each with the day on which it was."""
        return self._made

    @property
    def past(self) -> Scenario:
        """The scenario with as many days as were lived: whoever runs it gets the same digests.

        Raises:
            InputError: no day was lived.
        """
        self._need_days()
        return self.scenario.model_copy(update={"days": self.day})

    @property
    def citizens(self) -> int:
        """How many adults live there."""
        return self.world.citizens

    @property
    def digests(self) -> dict[str, str]:
        """Digests of conduct, records, scores, treatment and response over all days lived, 16 hexadecimal digits each."""
        day_counts = self.recording.sums.day_counts
        return {name: f"{int(day_counts[name]):016x}" for name in DIGESTS}

    @property
    def state_digest(self) -> str:
        """A digest of all state, of every day's counts and of the observables, as a run of so many days has.

        Raises:
            InputError: no day was lived.
        """
        return digest_state(self.recording, self.observables())

    @property
    def latest(self) -> Day | None:
        """What the last day left behind, as counts; None before the first."""
        return self.recording.recent[-1] if self.recording.recent else None

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """What was decided and did not come about, on all days lived."""
        return tuple(self.recording.refused)

    @property
    def counted(self) -> dict[str, Any]:
        """What the observers' kernels counted over all days, by the observers' names."""
        return {name: total.copy() for name, total in self.world.observing.totals.items()}

    @checked
    def step(self, days: int = 1) -> Self:
        """Live some days, and return the town itself.

        Args:
            days: how many.

        Raises:
            InputError: fewer than none, or more than any town may live.
            InterruptedRunError: an interrupt came. The day on which it did was lived to its end, and the town can live on.
        """
        if not 0 <= days <= LAST_DAY - self.day:
            expected = f"from 0 to {LAST_DAY - self.day}: towns live {LAST_DAY} days at most; `go_back` goes back"
            raise InputError(Problem(key="days", expected=expected, found=str(days)))
        for _ in each_day(self.recording.step, days):
            pass
        return self

    @checked
    def observables(self, window: int | None = None) -> dict[str, Observable]:
        """What became of society, by name: rates over the days lived, scores as they stand now.

        Args:
            window: rates over so many of the last days, at most 28; by default over all.

        Raises:
            InputError: no day was lived, or `window` is out of range.
        """
        self._need_days()
        if window is not None and not 1 <= window <= RECENT and window != self.day:
            raise InputError(Problem(key="window", expected=f"1 to {RECENT} days, or None for all", found=str(window)))
        labels = self.recording.labels
        return observe_all(self.recording.totals(window), labels.kinds, labels.systems, labels.named)

    def snapshot(self) -> Snapshot:
        """How everybody stands now: scores, bands and groups."""
        return take_snapshot(self.recording)

    def picture(self) -> Picture:
        """A small picture of the town as it is now; cheap enough for every day."""
        return take_picture(self.recording)

    @checked
    def decide(self, *decisions: Decision) -> Self:
        """Let citizens decide something, from today on. The town's scenario has it from then on. Returns the town itself.

        Raises:
            InputError: a decision for a day already lived, or one that does not fit; lists every problem, adds nothing.
        """
        self.world.decide(decisions)
        self._made += tuple(Made(self.day, decision) for decision in decisions)
        return self

    @checked
    def fork(self, diff: Diff | None = None, *settings: str) -> Self:
        """Another town that stands where this one stands, and goes on by itself.

        Args:
            diff: rules that change today: a TOML file with a diff, ``key.path=value``, or nested tables; by default none.
                The fork's scenario has them as a change on this day, so that anybody can run it.
            *settings: further changes as ``key.path=value``.

        Raises:
            InputError: a change that does not fit, or one of what was settled when the society was founded: citizens,
                society, kinds of conduct, seed.
        """
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._observers, other._kept = (), None
        if diff is None and not settings:
            other.recording = self.recording.fork(self.world.fork())
            return other
        changed = forked(self.scenario, self.day, {} if diff is None else diff, settings)
        other._founding = changed.model_copy(update={"decisions": self._founding.decisions})
        if self.day == 0:
            prepare(changed)
            other.recording = other._found(changed)
        else:
            other.recording = self.recording.fork(self.world.fork(changed))
        return other

    @checked
    def peek(self, days: int = 7, *decisions: Decision) -> Self:
        """How the town would stand if it lived some days; the town itself stays where it is.

        Args:
            days: how many.
            *decisions: what citizens would decide.

        Returns:
            A fork that has lived them.
        """
        return self.fork().decide(*decisions).step(days)

    def keep(self) -> Self:
        """Keep the present state, so that going back to this day or a later one is quick. Only the last one is kept."""
        self._kept = self._copy()
        return self

    @checked
    def go_back(self, day: int) -> Self:
        """Go back to the morning of a day that was lived: the state kept last, or the founding, is lived again.

        Decisions made before that day are made again; those made on it or later are forgotten. Observers are not told of
        evenings that they know; from this day on they are told again.

        Args:
            day: the day, which is then the next to live.

        Raises:
            InputError: the day was not lived.
        """
        if not 0 <= day <= self.day:
            raise InputError(Problem(key="day", expected=f"a day from 0 to {self.day}", found=str(day)))
        made = tuple(each for each in self._made if each.day < day)
        start = self._kept
        if start is not None and start.day <= day and start._made == made[: len(start._made)]:
            recorder = start._copy().recording
        else:
            start, recorder = None, self._found(self._founding)
        self._close()
        self.recording, self._made = recorder, made
        if start is None:
            self._kept = None
        self.world.decide([each.decision for each in made[len(start._made) if start else 0 :]])
        with self.world.observing.silent():
            self.step(day - self.day)
        return self

    def resume(self, made: Sequence[Made], saved: dict[str, Any]) -> Self:
        """Take over decisions and the state of the same town at another time.

        Args:
            made: the decisions that were made in it.
            saved: what `recorder.save()` returned.

        Returns:
            The town itself.
        """
        self.go_back(0)
        self._made = tuple(made)
        self.world.decide([each.decision for each in made])
        self.recording.restore(saved)
        return self

    def _copy(self) -> Simulation:
        """The town as it stands, with its observers' counters."""
        other = object.__new__(Simulation)
        other.__dict__.update(self.__dict__)
        other._kept = None
        other.recording = self.recording.fork(self.world.fork(observing=self.world.observing.again()))
        return other

    @checked
    def contacts(self, citizen: int) -> list[Contact]:
        """A citizen's contacts: who they are, which ties stand, and who cut the others.

        Raises:
            InputError: there is no such citizen.
        """
        self._need_citizen(citizen)
        return contacts_of(self.world.society, self.world.response, citizen, self.world.parameters)

    @checked
    def history(self, citizen: int) -> History:
        """A citizen's days so far: what they did, how they were treated, how they stood.

        Of somebody in the panel it is at hand; for anybody else the days are lived again with that citizen watched, which
        changes nothing for anybody.

        Raises:
            InputError: there is no such citizen.
        """
        return history_of(self.recording, citizen, self.rows_of(citizen))

    def rows_of(self, citizen: int) -> Any:
        """`PANEL` records of a citizen by day, from the panel or by living the days again.

        Raises:
            InputError: there is no such citizen.
        """
        self._need_citizen(citizen)
        watched = self.world.watched.tolist()
        if citizen in watched:
            return self.recording.panel[:, watched.index(citizen)]
        again = Recorder(World(self.scenario, threads=self.threads, watch=(citizen,)), series=False)
        for _ in range(self.day):
            again.step()
        again.world.close()
        return again.panel[:, 0]

    def close(self) -> None:
        """Shut the threads down; the town is not used any more."""
        self._close()
        self._kept = None

    def _close(self) -> None:
        self.world.close()

    def __enter__(self) -> Self:
        """The town, which is closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the town."""
        self.close()

    def __repr__(self) -> str:
        """The town in one line."""
        scenario = self.scenario
        lived = f"{self.citizens:,} citizens, seed {scenario.seed}, {self.day} days lived"
        return f"<Simulation {scenario.title!r}: {lived}>"

    def _repr_html_(self) -> str:
        """The town as a small table, for a notebook."""
        return table_of(self.picture(), repr(self)[1:-1])

    def _need_days(self) -> None:
        if not self.day:
            expected = "a town that has lived a day: rates are over days"
            raise InputError(Problem(key="day", expected=expected, found="none lived", advice="`step` lives one"))

    def _need_citizen(self, citizen: int) -> None:
        if not 0 <= citizen < self.citizens:
            expected = f"a number from 0 to {self.citizens - 1}"
            raise InputError(Problem(key="citizen", expected=expected, found=str(citizen)))


def _scenario(source: str | Path | Scenario, settings: Sequence[str], chosen: Mapping[str, Any]) -> Scenario:
    if not isinstance(source, Scenario):
        return load(source, settings, **chosen)
    given = [*settings, *(name for name, value in chosen.items() if value is not None)]
    if given:
        raise TypeError(f"a scenario is complete as it is; load it with {', '.join(map(str, given))}")
    return source
