"""A world: a society with its tables, ready to live day by day under a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Workers, chunks_for, cut
from glasshouse.engine.decisions import Schedule
from glasshouse.engine.exchange import IN_PROCESS, Exchange
from glasshouse.engine.memory import copy_table, table
from glasshouse.engine.observers import Observer, Observing
from glasshouse.engine.phases import Day, Phases
from glasshouse.engine.plan import Plan, plan_of
from glasshouse.engine.reforming import Reforming
from glasshouse.engine.samples import LedgerSample
from glasshouse.engine.state import Part, State, communities_for
from glasshouse.engine.turnover import draw_attributes
from glasshouse.institutions.fitting import fitting_institutions
from glasshouse.institutions.institution import Institution
from glasshouse.institutions.patrolling import patrol_institution
from glasshouse.institutions.providers import market_institution
from glasshouse.institutions.reviewing import review_institution
from glasshouse.kernels.randomness import TIES, key_of
from glasshouse.scenario import Decision, Scenario, apply_safeguards
from glasshouse.scenario.decision_checks import added
from glasshouse.schema.counts import PANEL, TRACE
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.registry import form_of
from glasshouse.society.encoding import lay_out

__all__ = ["Day", "World"]


class World(Phases):
    """A society under a scenario, or a range of its communities.

    The tables of the state are attributes by their names, such as `society` or `ledgers` (see `State`).

    Attributes:
        scenario: what it lives under.
        communities: how many communities it holds.
        threads: how many threads work on it.
    """

    society: Any
    conduct: Any
    response: Any
    signals: Any
    dossier: Any
    ledgers: Any
    cases: Any
    provenance: Any
    holdings: Any
    trust: Any
    attributes: Any
    goods: Any
    debts: Any
    tallies: Any
    dockets: Any
    seats: Any

    def __init__(
        self, scenario: Scenario, *, threads: int = 1, chunks: int | None = None, watch: tuple[int, ...] | None = None,
        traced: bool = False, part: Part | None = None, exchange: Exchange = IN_PROCESS,
        observers: Sequence[Observer] = (), fits: Mapping[str, np.ndarray] | None = None,
        alter: Callable[[State], None] | None = None,
    ) -> None:  # fmt: skip
        """Make the society and open the systems' accounts.

        Args:
            scenario: what it lives under.
            threads: how many threads work on it.
            chunks: into how many chunks the communities are cut; by default a few a thread, so that none waits long.
            watch: citizens to note everything about; by default the scenario's panel.
            traced: whether each day leaves a trace for comparing twins.
            part: the range of communities to hold; by default all.
            exchange: how the worlds that hold the other ranges are talked to.
            observers: who watches; they change nothing.
            fits: fits of another world that learned systems take over instead of finding their own, by the system's name.
            alter: changes people once they are there, before anybody is enrolled: for experiments.

        Raises:
            InputError: a change of rules on a later day does not fit; lists every problem.
        """
        self.scenario, self.plan, self.citizens = scenario, plan_of(scenario), scenario.citizens
        everywhere = Part(0, communities_for(scenario.citizens))
        systems = len(self.plan.encoded.system_names)
        self.observing, self._fits = Observing(observers), fits
        self.exchange, self.day, self.opened = exchange, 0, set()
        self.traced = traced or self.observing.sees_traces
        self._hold(State(_layout(self.plan, scenario), part or everywhere, systems, self.plan.named))
        self.threads = max(1, min(threads, self.communities))
        self._wanted = chunks
        self._employ()
        self._watch(scenario.panel if watch is None else watch)
        self.use(self.plan.encoded, self.plan.zones_on(0))
        self._populate()
        self._give_attributes()
        if alter is not None:
            alter(self.tables)
        self.schedule = Schedule(scenario, self.plan.encoded, self.tables)
        self.decided = self.schedule.today(0)
        self.count_people()
        self._samples = self._draw_samples()
        self.reforming = Reforming(scenario)
        self.institutions = self._institutions()
        self.let_hold()
        self._begin()

    def _hold(self, tables: State) -> None:
        """Take over tables, and name them as attributes."""
        self.tables, self.communities = tables, tables.own
        self.society, self.conduct, self.response = tables.society, tables.conduct, tables.response
        self.signals, self.dossier, self.ledgers = tables.signals, tables.dossier, tables.ledgers
        self.cases, self.provenance, self.holdings = tables.cases, tables.provenance, tables.holdings
        self.trust = tables.trust
        self.attributes, self.goods, self.debts = tables.attributes, tables.goods, tables.debts
        self.tallies = tables.tallies
        self.dockets, self.seats = tables.dockets, tables.seats

    def _employ(self) -> None:
        self.workers, systems = Workers(self.threads), len(self.plan.begins)
        chunks = self._wanted or chunks_for(self.communities, self.threads)
        self.chunks = cut(self.communities, chunks, self.workers.scratch, systems, self.plan.regions)
        for chunk in self.chunks:
            chunk.extra = np.zeros(self.observing.shape, "i8")
            if self.traced:
                chunk.trace = table(chunk.last - chunk.first, TRACE)

    def _watch(self, citizens: tuple[int, ...]) -> None:
        encoded, first = np.array(sorted(set(citizens)), "u8"), self.tables.first * LANES
        here = (encoded >= first) & (encoded < first + self.communities * LANES)
        self.watched = encoded[here] - np.uint64(first)
        self.panel = table(max(1, len(self.watched)), PANEL)

    def _populate(self) -> None:
        """Fill the communities with people. Halo rows show what everybody shows who has not lived yet."""
        settlement, places, state = (
            copy_table(self.plan.settlement),
            copy_table(self.plan.place_records),
            self.tables,
        )
        settlement["first"] = state.first
        self.workers.each(
            self.chunks,
            lambda chunk: days.populate(
                settlement[0], places, state.place_of, state.society, state.conduct, state.response, state.signals,
                np.uint32(chunk.first), np.uint32(chunk.last),
            ),
        )  # fmt: skip

    def _give_attributes(self) -> None:
        """Draw who has which of the attributes that the scenario declares."""
        if len(self.plan.attributes):
            draw_attributes(self, self.tables.attributes)

    def _draw_samples(self) -> dict[str, LedgerSample]:
        """The samples that learned systems read."""
        first = self.tables.first * LANES
        people = first, min(first + self.communities * LANES, self.citizens)
        found = {}
        for s, (name, system) in enumerate(self.scenario.systems.items()):
            share = form_of(system).sample(system)
            if share is not None:
                luck = partial(self.luck, key_of(name))
                found[name] = LedgerSample(s, share, people, luck)
        return found

    def luck(self, key: int, first: int, number: int) -> np.ndarray:
        """Two keyed draws (people × 2) for so many citizens from `first` on, for the system of that key."""
        luck = np.zeros((number, 2), "f4")
        days.draw_sample(luck, self.whole, np.uint32(key), np.uint64(first))
        return luck

    def _institutions(self) -> tuple[Institution, ...]:
        """The institutions that the scenario needs (market, patrols, human reviews, reforms, fitting); empty if none."""
        systems = self.scenario.systems
        samples = {
            name: sample.read_from(self.tables, self.profile, self.exchange) for name, sample in self._samples.items()
        }
        parameters = [encoded.parameters[0] for encoded in (self.plan.encoded, *self.plan.changes.values())]
        numbers = [encoded.systems for encoded in (self.plan.encoded, *self.plan.changes.values())]
        reviews, reforms = review_institution(numbers, self.citizens), self.reforming.institution
        market, patrols = market_institution(systems), patrol_institution(parameters, communities_for(self.citizens))
        return (
            *([market] if market else ()),
            *([patrols] if patrols else ()),
            *([reviews] if reviews else ()),
            *([reforms] if reforms else ()),
            *fitting_institutions(
                apply_safeguards(self.scenario).systems, samples, list(self.scenario.attributes), self._fits
            ),
        )

    def _begin(self) -> None:
        """Open the accounts of the systems in force."""
        for s, begin in enumerate(self.plan.begins):
            if self.systems["active"][s]:
                self.publish_system(s, begin, self.chunks, self.plan.on_file)
        self.note_start()
        self.share()

    def step(self) -> Day:
        """Live one day: new rules if they begin today, all stages for every community, then what is published.

        Returns:
            What the day left behind, counted over all ranges; the panel is the range's own.
        """
        self.begin_day()
        self.step_communities()
        self.admit(self.chunks)
        self.publish(self.chunks)
        left = self.end_day(self.chunks)
        if self.observing.observers:
            extra = self.exchange.sum(np.sum([chunk.extra for chunk in self.chunks], 0))
            self.observing.tell(self.observing.count(extra), left, self.day - 1, self.tables, self.chunks)
        return left

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Add decisions for days that are still to be lived; the world's scenario has them from then on.

        Lived on, it leaves what a world leaves that had them from the start.

        Args:
            decisions: what citizens decide.

        Raises:
            InputError: a decision for a day already lived, one that does not fit the scenario or contradicts another, or
                one about somebody who is no contact; lists every problem, and adds nothing.
        """
        scenario = self.scenario.model_copy(update={"decisions": added(self.scenario, decisions, self.day)})
        self.schedule, self.scenario = Schedule(scenario, self.plan.encoded, self.tables), scenario

    def state(self) -> dict[str, Any]:
        """The tables that hold the world's state, by name; of a whole society the live arrays, not copies."""
        return {**self.tables.tables(), **self.states()}

    def states(self) -> dict[str, Any]:
        """What the institutions remember, as arrays by name (the live arrays, not copies)."""
        return {
            f"{institution.name}.{name}": kept
            for institution in self.institutions
            for name, kept in institution.state().items()
        }

    def decided_by_institutions(self) -> dict[str, Any]:
        """What institutions have decided so far, by their names; of those only that say so themselves."""
        return {institution.name: said for institution in self.institutions if (said := institution.report())}

    def restore(self, state: dict[str, Any], day: int) -> None:
        """Put a saved state in place of the present one, of an earlier or a later day."""
        self.tables.put(state)
        self._go_on(state, day)

    def _go_on(self, states: dict[str, Any], day: int) -> None:
        self.reforming.recall(states)
        self.plan = self.reforming.plan_after(self.plan)
        encoded, zones = self.plan.numbers_on(day), self.plan.zones_on(day)
        if encoded is not self.rules.source[0] or zones is not self.rules.source[1]:
            self.use(encoded, zones)
        self.instruct(day)
        for institution in self.institutions:
            institution.recall({name: states[f"{institution.name}.{name}"] for name in institution.state()})
        self.let_hold()
        self.day = day
        self.share()

    def fork(self, scenario: Scenario | None = None, *, observing: Observing | None = None) -> World:
        """Another world that stands where this one stands and goes on by itself.

        Args:
            scenario: what it lives under; by default the same. Citizens, society, seed, and the names of kinds, channels
                and systems must be the same, and so must the rules of all days before the present one.
            observing: who watches it; by default nobody.
        """
        other = object.__new__(World)
        other.observing = observing or Observing()
        other.scenario = scenario or self.scenario
        other.plan = plan_of(other.scenario) if scenario else self.plan
        other.citizens, other.exchange, other.traced = self.citizens, self.exchange, self.traced
        other.threads, other._wanted, other._samples = self.threads, self._wanted, self._samples
        other._fits = self._fits
        other.people_by_group, other.opened = self.people_by_group, set(self.opened)
        other._hold(self.tables.copy())
        other._employ()
        other.watched, other.panel = self.watched, copy_table(self.panel)
        other.reforming = Reforming(other.scenario) if scenario else self.reforming.again()
        other.use(other.plan.numbers_on(self.day), other.plan.zones_on(self.day))
        other.schedule = Schedule(other.scenario, other.plan.encoded, other.tables) if scenario else self.schedule
        other.decided = self.decided
        other.institutions = other._institutions()
        other._go_on(self.states(), self.day)
        return other

    @property
    def bytes_per_citizen(self) -> dict[str, float]:
        """Bytes per citizen of each table."""
        return {name: table.nbytes / (self.communities * LANES) for name, table in self.state().items()}

    def close(self) -> None:
        """Shut the threads down."""
        self.workers.close()


def _layout(plan: Plan, scenario: Scenario) -> np.ndarray:
    """All communities of the society, `LAYOUT` records."""
    seed = plan.encoded.seed
    words = np.zeros((communities_for(scenario.citizens), 4), "u4")
    days.draw_words(words, np.uint32(seed[0]), np.uint32(seed[1]), TIES)
    return lay_out(plan.places, scenario.society, scenario.citizens, seed, words)
