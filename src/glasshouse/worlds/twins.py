"""Twins: worlds that share people and luck, lived day by day side by side and compared citizen by citizen."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.observers import Observer
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run, conclude, threads_for
from glasshouse.engine.stretch import MOST, check_ahead
from glasshouse.engine.world import World
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.worlds.individual_differences import OUTCOMES, DifferenceCounts

if TYPE_CHECKING:
    from glasshouse.engine.chunks import Chunk

BLOCKS = 20
"""Blocks of communities that are counted apart, for intervals within one pair of worlds."""


class Twins:
    """Worlds in lockstep; the first is the base with which each other is compared.

    Attributes:
        recorders: the worlds and what their days left behind, by name.
        ledgers: what befell the base's citizens and not their twins', by the twin's name.
        threads: threads in use.
    """

    def __init__(
        self, scenarios: Mapping[str, Scenario], *, threads: int | None = None, blocks: int = BLOCKS,
        observers: Mapping[str, Sequence[Observer]] | None = None, series: bool = True,
    ) -> None:  # fmt: skip
        """Make the worlds.

        Args:
            scenarios: by name, the base first; same people, days and seed.
            threads: threads to use; by default one for each core.
            blocks: into how many the communities are cut, if there are so many.
            observers: who watches, by the world's name.
            series: whether every day's counts are kept, and examples of whose lives went otherwise; else only sums.

        Raises:
            InputError: the scenarios do not share people, days, seed or kinds of conduct.
        """
        base = next(iter(scenarios.values()))
        check_luck(base, scenarios)
        self.threads = threads_for(base.citizens, threads)
        watching = observers or {}
        worlds = {
            name: World(scenario, threads=self.threads, chunks=blocks, traced=True, observers=watching.get(name, ()))
            for name, scenario in scenarios.items()
        }
        self.recorders = {name: Recorder(world, apart=True, series=series) for name, world in worlds.items()}
        first, *others = self.recorders
        kinds = self.recorders[first].labels.kinds
        self.ledgers = {name: DifferenceCounts(worlds[first], worlds[name], kinds) for name in others}
        self._finds_examples = series
        self._pool = ThreadPoolExecutor(self.threads) if self.threads > 1 else None

    @property
    def day(self) -> int:
        """Days lived so far."""
        return next(iter(self.recorders.values())).day

    @property
    def days(self) -> int:
        """Days in all."""
        return next(iter(self.recorders.values())).days

    def step(self) -> None:
        """Live one day in every world, and compare."""
        day = self.day
        for recorder in self.recorders.values():
            recorder.step()
        for ledger in self.ledgers.values():
            ledger.begin_lives(day)
            self._compare(ledger)
            if self._finds_examples:
                ledger.find_examples(day)

    def days_ahead(self, most: int) -> int:
        """How many of the coming days can be lived in one call for each world; 0 where each must be lived by itself."""
        return min(each.days_ahead(most) for each in self.recorders.values()) if self._pool is None else 0

    def live(self, number: int) -> None:
        """Live so many days, each world in one call, as `days_ahead` allows, and compare.

        Raises:
            InputError: more days than that, or none; nothing was lived in any world.
        """
        check_ahead(number, self.days_ahead(MOST))
        began = self.day
        for recorder in self.recorders.values():
            recorder.live(number)
        first, *others = (recorder.stretch for recorder in self.recorders.values())
        for ledger, other in zip(self.ledgers.values(), others, strict=True):
            ledger.begin_lives(began)
            quiet, good, bad = (np.uint64(mask) for mask in (ledger.masks.quiet, ledger.masks.good, ledger.masks.bad))
            for day in range(number):
                days.compare(
                    first.traces(day),
                    other.traces(day),
                    ledger.bits,
                    ledger.days,
                    quiet,
                    good,
                    bad,
                    ledger.world.society,
                    np.uint32(0),
                    np.uint32(ledger.world.communities),
                )

    def _compare(self, ledger: DifferenceCounts) -> None:
        quiet, good, bad = (np.uint64(mask) for mask in (ledger.masks.quiet, ledger.masks.good, ledger.masks.bad))

        def work(chunk: Chunk, twin: Chunk) -> np.ndarray:
            counts = np.zeros(len(OUTCOMES), "i8")
            days.compare(
                chunk.trace, twin.trace, ledger.bits, counts, quiet, good, bad, ledger.world.society,
                np.uint32(chunk.first), np.uint32(chunk.last),
            )  # fmt: skip
            return counts

        pairs = zip(ledger.world.chunks, ledger.twin.chunks, strict=True)
        if self._pool is None:
            ledger.days += sum(work(*pair) for pair in pairs)
            return
        for done in [self._pool.submit(work, *pair) for pair in pairs]:
            ledger.days += done.result()

    def save(self) -> dict[str, Any]:
        """All that is needed to go on from here, as arrays by name."""
        saved: dict[str, Any] = {"day": np.int64(self.day)}
        for k, recorder in enumerate(self.recorders.values()):
            saved |= {f"{k}.{name}": array for name, array in recorder.save().items()}
        for k, ledger in enumerate(self.ledgers.values(), 1):
            saved |= {
                f"{k}.bits": ledger.bits,
                f"{k}.days": ledger.days,
                f"{k}.departed": ledger.departed,
                f"{k}.told": json.dumps(ledger.examples),
            }
        return saved

    def restore(self, saved: Mapping[str, Any]) -> None:
        """Go on from what was saved."""
        for k, recorder in enumerate(self.recorders.values()):
            own = f"{k}."
            recorder.restore({name.removeprefix(own): a for name, a in saved.items() if name.startswith(own)})
        for k, ledger in enumerate(self.ledgers.values(), 1):
            ledger.bits[...], ledger.days[...] = saved[f"{k}.bits"], saved[f"{k}.days"]
            ledger.departed[...] = saved[f"{k}.departed"]
            told = json.loads(str(saved[f"{k}.told"]))
            ledger.examples = {way: [(c, d, tuple(what)) for c, d, what in told[way]] for way in OUTCOMES}

    def conclude(self, seconds: float) -> dict[str, Run]:
        """The runs, once all days are lived; each is given its share of the seconds."""
        share = seconds / len(self.recorders)
        return {name: conclude(recorder, share, self.threads) for name, recorder in self.recorders.items()}

    def close(self) -> None:
        """Shut the pool down."""
        if self._pool:
            self._pool.shutdown()
        for recorder in self.recorders.values():
            recorder.world.close()


def check_luck(base: Scenario, scenarios: Mapping[str, Scenario]) -> None:
    """See whether the same people with the same luck can live in all of some worlds.

    Args:
        base: one of them.
        scenarios: the others, by name.

    Raises:
        InputError: the scenarios do not share people, days, seed or kinds of conduct; lists every problem.
    """
    problems = []
    for name, scenario in scenarios.items():
        for field in ("citizens", "days", "seed", "society", "turnover"):
            if _of_people(scenario, field) != _of_people(base, field):
                problems.append(Problem(key=f"{name}.{field}", expected="the same as in the base", found="another"))
        if [*scenario.conduct] != [*base.conduct]:
            expected = "the same kinds of conduct as in the base, so that twins share their luck"
            problems.append(Problem(key=f"{name}.conduct", expected=expected, found="other kinds"))
            continue
        for kind, settings in scenario.conduct.items():
            if settings.ceiling != base.conduct[kind].ceiling:
                problems.append(Problem(key=f"{name}.conduct.{kind}.ceiling", found=f"{settings.ceiling:g}",
                                        expected=f"{base.conduct[kind].ceiling:g} as in the base: twins differ in rates, "
                                        "and share their luck up to the same ceilings"))  # fmt: skip
    if problems:
        raise InputError(problems)


def _of_people(scenario: Scenario, field: str) -> object:
    """What a field says of who people are. What they make of where they stand draws no luck, and may differ."""
    if field == "society":
        return scenario.society.model_copy(update={"grievance_inequality": None})
    return getattr(scenario, field)
