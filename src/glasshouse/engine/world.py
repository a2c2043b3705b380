"""A world: a society with its tables, ready to live day by day under a scenario."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk, Scratch, cut, table
from glasshouse.engine.encode import Numbers, communities_for, number
from glasshouse.engine.panel import note_evening
from glasshouse.engine.samples import LedgerSample
from glasshouse.institutions.fitting import fitting_offices
from glasshouse.institutions.institution import Evening, Office
from glasshouse.institutions.patrolling import patrol_office
from glasshouse.institutions.providers import market_office
from glasshouse.institutions.succession import counterparts, hand_over
from glasshouse.kernels.compilation import records
from glasshouse.kernels.randomness import TIES
from glasshouse.measurement.totals import clear_counts, sum_counts
from glasshouse.scenario import Scenario, rules_by_day
from glasshouse.schema.counts import COUNTS, PANEL, TRACE
from glasshouse.schema.tables import (
    CASES,
    CONDUCT,
    DOSSIER,
    EVERYBODY,
    FACE,
    KINDS,
    LANES,
    LEDGER,
    MIGRANT,
    MINORITY,
    PEOPLE_GROUPS,
    PROVENANCE,
    RESPONSE,
    SOCIETY,
)
from glasshouse.scoring.forms.registry import form_of
from glasshouse.society.encoding import (
    assign_communities,
    coverage_by_province,
    encode_places,
    encode_settlement,
    places_of,
    tie,
)

STATE = ("society", "conduct", "response", "faces", "dossier", "ledgers", "cases", "provenance")
"""Names of the tables that hold a world's state; a checkpoint holds these and nothing else."""
FEW, MANY, LONG = 2, 8, 256
"""Stretches for each of several threads: at least, at most; and communities that are worth a stretch."""


def stretches(communities: int, threads: int) -> int:
    """Into how many stretches communities are cut: enough that no thread waits long for another at a day's end."""
    return 1 if threads == 1 else threads * max(FEW, min(communities // (LONG * threads), MANY))


def _offices(world: World) -> tuple[Office, ...]:
    """Who decides something under a scenario; nobody, where there is nothing to decide."""
    systems = world.scenario.systems
    shares = {name: form_of(system).sample(system) for name, system in systems.items()}
    samples = {
        name: LedgerSample(world, s, name, share) for s, (name, share) in enumerate(shares.items()) if share is not None
    }
    rules = [numbers.rules[0] for numbers in (world.numbers, *world._changes.values())]
    market, patrols = market_office(systems), patrol_office(rules, world.communities)
    return (
        *([market] if market else ()),
        *([patrols] if patrols else ()),
        *fitting_offices(systems, samples, world.scenario.days),
    )


@dataclass
class Day:
    """What one day left behind.

    Attributes:
        tally: counts and digests of the day, one `TALLY` record.
        counts: one `COUNTS` record for each system.
        places: counts by province, to be added up over days.
        panel: one `PANEL` record for each watched citizen.
    """

    tally: Any
    counts: Any
    places: Any
    panel: Any


class World:
    """A society under a scenario.

    Attributes:
        scenario: what it lives under.
        numbers: the scenario as numbers.
        day: the next day to live, from 0.
        watched: numbers of the citizens in the panel, ascending.
        opened: numbers of the systems that opened today under new rules.
    """

    def __init__(
        self, scenario: Scenario, *, threads: int = 1, chunks: int | None = None, watch: tuple[int, ...] | None = None,
        traced: bool = False,
    ) -> None:  # fmt: skip
        """Make the society and open the systems' accounts.

        Args:
            scenario: what it lives under.
            threads: how many threads work on it.
            chunks: into how many stretches the communities are cut; by default a few a thread, so that none waits long.
            watch: citizens to note everything about; by default the scenario's panel.
            traced: whether each day leaves a trace for comparing twins.
        """
        self.scenario = scenario
        self.numbers: Numbers = number(scenario)
        self._changes = {day: number(rules) for day, rules in rules_by_day(scenario)[1:]}
        self.day = 0
        self.opened: set[int] = set()
        self.communities = communities_for(scenario.citizens)
        self.threads = max(1, min(threads, self.communities))
        self.watched = np.array(sorted(set(scenario.panel if watch is None else watch)), "u8")
        self.traced = traced
        self._pool = ThreadPoolExecutor(self.threads - 1) if self.threads > 1 else None
        self._scratch = [Scratch() for _ in range(self.threads)]
        self.chunks = cut(self.communities, chunks or stretches(self.communities, self.threads), self._scratch[0])
        for chunk in self.chunks if traced else ():
            chunk.trace = table(chunk.last - chunk.first, TRACE)
        self._allocate()
        self._load_forms()
        self._found()
        self.offices = _offices(self)
        self._rule()
        self._begin()

    def _allocate(self) -> None:
        n = self.communities
        self.society, self.conduct = table(n, SOCIETY.dtype), table(n, CONDUCT.dtype)
        self.response, self.faces = table(n, RESPONSE.dtype), table((2, n), FACE.dtype)
        self.dossier, self.cases = table(n, DOSSIER.dtype), table(n, CASES.dtype)
        self.provenance = table(n, PROVENANCE.dtype)
        self.ledgers = table((max(1, len(self.numbers.system_names)), n), LEDGER.dtype)
        self.panel = table(max(1, len(self.watched)), PANEL)
        self._use(self.numbers)

    def _use(self, numbers: Numbers) -> None:
        numbers.rules["trace"] = self.traced
        self.numbers, self._whole, self.systems = numbers, records(numbers.rules), records(numbers.systems)
        self.rules = self._whole[0]

    def _load_forms(self) -> None:
        kernels = [form_of(system).kernels() for system in self.scenario.systems.values()]
        self._begins = days.form_kernels([three[0] for three in kernels])
        self._judges = days.form_kernels([three[1] for three in kernels])
        self._publishes = days.form_kernels([three[2] for three in kernels])

    def _each_chunk(self, work: Callable[[Chunk], None]) -> None:
        """Let each thread, this one among them, take the next stretch until none is left, with a scratch of its own."""
        if self._pool is None:
            for chunk in self.chunks:
                work(chunk)
            return
        waiting = iter(self.chunks)

        def take(scratch: Scratch) -> None:
            for chunk in waiting:
                chunk.scratch = scratch
                work(chunk)

        others = [self._pool.submit(take, scratch) for scratch in self._scratch[1:]]
        try:
            take(self._scratch[0])
        finally:
            wait(others)
        for done in others:
            done.result()

    def _found(self) -> None:
        """Place communities, tie them, fill them with people."""
        society, seed = self.scenario.society, self.numbers.seed
        places = places_of(society)
        words = np.zeros((self.communities, 4), "u4")
        days.draw_words(words, np.uint32(seed[0]), np.uint32(seed[1]), TIES)
        place_of = assign_communities(self.society, places, self.scenario.citizens, seed)
        tie(self.society, society, words)
        table = encode_places(places)
        salience = float(self.rules["salience_start"]) if self.rules["responds"] else 0.0
        plan = encode_settlement(society, seed, salience, self._share_who_mind_a_score())
        for name, channel in self.scenario.channels.items():
            ch = self.numbers.names.channels[name]
            bit = int(self.rules["reach_bit"][ch])
            if bit < EVERYBODY:
                plan["reaches"] += 1
                plan["channel_key"][bit] = self.rules["channel_key"][ch]
                plan["cover_town"][bit] = channel.coverage.town.value
                plan["cover_country"][bit] = channel.coverage.country.value
                plan["cover_online"][bit] = channel.coverage.online.value
                plan["cover_province"][bit] = coverage_by_province(channel.coverage.provinces)
        self._place_people(plan, table, place_of)

    def _share_who_mind_a_score(self) -> float:
        """Share of people who know of a score with bands to rise and fall in, and have an account."""
        systems = self.numbers.systems
        playable = systems["bands"] > 2
        return float((systems["known"] * systems["member_share"] * playable).max(initial=0.0))

    def _place_people(self, plan: Any, table: Any, place_of: Any) -> None:
        plan, table = records(np.array([plan]))[0], records(table)
        self._each_chunk(
            lambda chunk: days.populate(
                plan, table, place_of, self.society, self.conduct, self.response, self.faces, np.uint32(chunk.first),
                np.uint32(chunk.last),
            )
        )  # fmt: skip
        there = np.arange(LANES) < np.asarray(self.society["people"])[:, None]
        group = (np.asarray(self.society["status"]) & (MINORITY | MIGRANT)) >> 1
        self.people_by_group = np.bincount(group[there], minlength=PEOPLE_GROUPS)

    def _publish(self, s: int, kernel: Any, history: int, day: int) -> None:
        self._each_chunk(
            lambda chunk: days.publish(
                kernel,
                chunk.scratch.sheets,
                self._whole,
                self.systems,
                self.society,
                self.conduct,
                self.dossier,
                self.ledgers[s],
                self.cases,
                chunk.counts,
                np.uint32(s),
                np.uint32(history),
                np.uint32(day),
                np.uint32(chunk.first),
                np.uint32(chunk.last),
            )
        )

    def _begin(self) -> None:
        owing = [name for name, kind in self.scenario.conduct.items() if kind.mark == "starts owing"]
        history = 1 + (self.numbers.names.kinds[owing[0]] if owing else KINDS)
        for s, begin in enumerate(self._begins):
            if self.systems["active"][s]:
                self._publish(s, begin, history, 0)
        for chunk in self.chunks:
            clear_counts(chunk.counts)
        note_evening(self, None)

    def is_due(self, s: int) -> bool:
        """Whether system `s` publishes at the end of today."""
        system = self.systems[s]
        return bool(system["active"]) and self.day % int(system["publish_every"]) == int(system["publish_on"])

    def _enact(self, numbers: Numbers) -> None:
        """Put new rules in force; a system that opens gives out accounts, one that ends closes them."""
        was = self.systems["active"].copy()
        self._use(numbers)
        for s, begin in enumerate(self._begins):
            if self.systems["active"][s] and not was[s]:
                self.opened.add(s)
                self._publish(s, begin, KINDS + 1, self.day)
                self._keep_counts_of_opening(s)
        for s, name in enumerate(self.numbers.system_names):
            if was[s] and not self.systems["active"][s]:
                self._end(s, name)
        self._rule()

    def _end(self, s: int, name: str) -> None:
        """Close a system's accounts; where it has a successor, members and records go there."""
        system = self.scenario.systems[name]
        if system.successor is not None:
            heir = self.numbers.system_names.index(system.successor)
            form, follower = form_of(system), self.scenario.systems[system.successor]
            pairs = counterparts(form.areas(system), form.areas(follower))
            hand_over(self.ledgers[s], self.ledgers[heir], int(self.systems["entry"][heir]), pairs)
        self.ledgers["published"][s] = 0

    def _rule(self) -> None:
        """Let the offices' decisions hold from tomorrow."""
        for office in self.offices:
            office.rule(self.rules, self.systems)

    def _open_and_close(self, s: int) -> None:
        self._each_chunk(
            lambda chunk: days.open_and_close(
                self.systems, self.ledgers[s], chunk.counts, np.uint32(s), np.uint32(chunk.first), np.uint32(chunk.last)
            )
        )

    def profile(self, s: int, c: int) -> Any:
        """What system `s` has on file of the people of community `c` (attributes × people), until the next time."""
        sheets = self._scratch[0].sheets
        days.read_profile(sheets, self._whole, self.systems, self.society, np.uint32(s), np.uint32(c))
        return np.asarray(sheets["profile"][0])

    def luck(self, key: int, first: int, number: int) -> Any:
        """Two keyed draws (people × 2) for so many citizens from `first` on, for the system of that key."""
        luck = np.zeros((number, 2), "f4")
        days.draw_sample(luck, self._whole, np.uint32(key), np.uint64(first))
        return luck

    def _decide(self, left: Day) -> None:
        """The offices' evening."""
        for office in self.offices:
            office.decide(Evening(self.day, left.tally, left.counts, self.systems))
        self._rule()

    def _keep_counts_of_opening(self, s: int) -> None:
        """Of what a system counted when it opened, keep whom it judged by files; accounts that begin do not move."""
        for chunk in self.chunks:
            kept = {name: int(chunk.counts[name][s]) for name in ("rescored", "condemned")}
            chunk.counts[s : s + 1] = np.zeros(1, COUNTS)
            for name, count in kept.items():
                chunk.counts[name][s] = count

    def live(self) -> Day:
        """Live one day: new rules if they begin today, all stages for every community, then what is published."""
        self.opened = set()
        for chunk in self.chunks:
            clear_counts(chunk.counts)
        if self.day in self._changes:
            self._enact(self._changes[self.day])
        before, after = days.stages()
        day = np.uint32(self.day)

        def work(chunk: Chunk) -> None:
            clear_counts(chunk.tally)
            clear_counts(chunk.places)
            mine = chunk.scratch
            days.live(
                before, self._judges, after,
                mine.desks, mine.sheets, self._whole, self.systems, self.society, self.conduct, self.response, self.faces,
                self.dossier, self.ledgers, self.cases, self.provenance, chunk.tally, chunk.places, chunk.trace,
                mine.firm_sheets, chunk.counts, self.watched, self.panel, day, np.uint32(chunk.first), np.uint32(chunk.last),
            )  # fmt: skip

        self._each_chunk(work)
        for s in range(len(self._judges)):
            if self.systems["market"][s] or self.systems["leaves"][s]:
                self._open_and_close(s)
        for s, publish in enumerate(self._publishes):
            if self.is_due(s):
                self._publish(s, publish, 0, self.day)
        note_evening(self, self.day)
        left = self._sum_chunks(self.chunks)
        self._decide(left)
        self.day += 1
        return left

    def _sum_chunks(self, chunks: list[Chunk]) -> Day:
        tally, counts, places = (
            sum_counts([getattr(chunk, name) for chunk in chunks]) for name in ("tally", "counts", "places")
        )
        tally["people"] = self.people_by_group
        tally["flooded"] = round(float(self.rules["floods"]) * self.scenario.citizens)
        return Day(tally[0], counts[: len(self.numbers.system_names)], places, self.panel.copy()[: len(self.watched)])

    def state(self) -> dict[str, Any]:
        """The tables that hold the world's state, by name (the live arrays, not copies)."""
        memories = {f"{office.name}.{name}": kept for office in self.offices for name, kept in office.memory().items()}
        return {**{name: getattr(self, name) for name in STATE}, **memories}

    def restore(self, state: dict[str, Any], day: int) -> None:
        """Put a saved state in place of the present one."""
        for first, numbers in self._changes.items():
            if first < day:
                self._use(numbers)
        for name in STATE:
            getattr(self, name)[...] = state[name]
        for office in self.offices:
            for name, kept in office.memory().items():
                kept[...] = state[f"{office.name}.{name}"]
        self._rule()
        self.day = day

    @property
    def bytes_per_citizen(self) -> dict[str, float]:
        """Bytes per citizen of each table."""
        return {name: table.nbytes / (self.communities * LANES) for name, table in self.state().items()}

    def close(self) -> None:
        """Let the threads go."""
        if self._pool:
            self._pool.shutdown()
