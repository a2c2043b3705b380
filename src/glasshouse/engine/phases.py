"""The phases of a day for one range of communities: what is done apart, and what all ranges do together.

A day begins with the new rules, if there are any, and once a year people age, go and come (`begin_day`). Then the range's
communities live it, in any order and on any number of threads (`step_communities`), accounts are opened and closed (`admit`),
systems publish (`publish`). What was counted is added up over all ranges (`total`), institutions decide on the total
(`run_institutions`), and each range is told what its far contacts in other ranges showed and what was published of them
(`share`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from glasshouse.engine import day as days
from glasshouse.engine.chunks import Chunk, DayCounts, Workers, add_chunks
from glasshouse.engine.decisions import Refusal, Schedule, grant
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.exchange import Exchange
from glasshouse.engine.memory import copy_table
from glasshouse.engine.observers import Observing
from glasshouse.engine.panel import note_day_end
from glasshouse.engine.plan import Plan
from glasshouse.engine.reforming import Reforming
from glasshouse.engine.state import State
from glasshouse.engine.turnover import is_birthday, turn_over
from glasshouse.engine.zones import Rules, Stretch, Zones, cut
from glasshouse.institutions.institution import DayEnd, Institution
from glasshouse.institutions.succession import transfer_accounts
from glasshouse.schema.codes import MIGRANT, MINORITY
from glasshouse.schema.counts import SYSTEM_COUNTS
from glasshouse.schema.limits import DECLARED, KINDS, LANES, PEOPLE_GROUPS

if TYPE_CHECKING:
    from glasshouse.kernels.compilation import Step


@dataclass
class Day:
    """What one day left behind.

    Attributes:
        day_counts: counts and digests of the day, one `DAY_COUNTS` record.
        system_counts: one `SYSTEM_COUNTS` record for each system.
        region_counts: counts by region, to be added up over days.
        panel: one `PANEL` record for each watched citizen.
        refused: what was decided and did not come about, of the range's own citizens.
    """

    day_counts: Any
    system_counts: Any
    region_counts: Any
    panel: Any
    refused: tuple[Refusal, ...] = ()


class Phases:
    """A range of communities under a plan, and the phases of its days.

    Attributes:
        plan: the plan.
        tables: the state of the range.
        exchange: how other ranges are talked to.
        workers: the threads.
        chunks: the range's communities in chunks, with their counts of the day.
        encoded: the numbers in force, the world's own copy.
        parameters: their `PARAMETERS` record.
        systems: their `SYSTEM` records.
        whole: `parameters` as a table of one.
        rules: the numbers in force in every region; `parameters` and `systems` are those where every system has come.
        institutions: the institutions.
        citizens: people in the whole society.
        watched: places of the citizens in the panel, row × 256 + lane, ascending.
        panel: `PANEL` records, one for each of them (at least one).
        traced: whether each day leaves a trace, for comparing twins or for observers.
        day: the next day to live, from 0.
        opened: the systems that opened today under new rules, and where: numbers of the system and of the region.
        schedule: what the range's citizens decide, by day.
        decided: their `DECISION` records of today, sorted by citizen.
        observing: who watches, and what they counted.
        reforming: which reforms were reached.
    """

    plan: Plan
    tables: State
    exchange: Exchange
    workers: Workers
    chunks: list[Chunk]
    encoded: EncodedScenario
    parameters: Any
    systems: Any
    whole: Any
    institutions: tuple[Institution, ...]
    citizens: int
    watched: Any
    panel: Any
    traced: bool
    day: int
    opened: set[tuple[int, int]]
    schedule: Schedule
    decided: Any
    observing: Observing
    reforming: Reforming

    def use(self, encoded: EncodedScenario, zones: Zones | None = None) -> None:
        """Put numbers in force, as copies that institutions may write into.

        Args:
            encoded: the numbers.
            zones: the rules of every region, where they are not the same everywhere.
        """
        state = self.tables
        self.rules = Rules(
            encoded,
            zones,
            state.society["region"][: state.own],
            self.plan.regions,
            trace=self.traced,
            first=state.first,
        )
        usual = self.rules.usual
        self.encoded = replace(encoded, parameters=usual.whole, systems=usual.systems)
        self.whole, self.systems, self.parameters = usual.whole, usual.systems, usual.parameters
        named, systems = range(len(encoded.system_names)), self.systems
        self._admitting = [s for s in named if systems["market"][s] or systems["leaves"][s]]
        self._rhythm = {
            s: (int(systems["publish_every"][s]), int(systems["publish_on"][s])) for s in named if systems["active"][s]
        }

    rules: Rules
    _admitting: list[int]
    _rhythm: dict[int, tuple[int, int]]

    def is_due(self, s: int) -> bool:
        """Whether system `s` publishes at the end of today."""
        every, on = self._rhythm.get(s, (1, -1))
        return self.day % every == on

    def begin_day(self) -> None:
        """Reset the day's counts and put new rules in force if they begin today."""
        self.opened = set()
        self.decided = self.schedule.today(self.day)
        for chunk in self.chunks:
            chunk.day.row[...] = chunk.extra[...] = 0
        if self.day in self.plan.turns:
            self.enact(self.plan.numbers_on(self.day + 1), self.plan.zones_on(self.day + 1))
            self.share()
        if is_birthday(self.plan, self.day):
            turn_over(self)
            self.share()

    def enact(self, encoded: EncodedScenario, zones: Zones | None = None) -> None:
        """Put new rules in force; a system that opens gives out accounts, one that ends closes them.

        Args:
            encoded: the numbers.
            zones: the rules of every region, where they are not the same everywhere.
        """
        before = self.rules
        self.use(encoded, zones)
        for s, begin in enumerate(self.plan.begins):
            opens = self.rules.opened_since(before, s)
            if opens:
                self.opened |= {(s, r) for r in opens}
                self.publish_system(s, begin, self.chunks, KINDS + 1, opens)
                self._keep_counts_of_opening(s)
        for s in range(len(self.plan.begins)):
            for each in self.rules.stretches:
                if before.by_region[each.region].has(s) and not each.rules.has(s):
                    self._end(s, slice(each.first, each.last))
        self.instruct(self.day + 1)
        self.let_hold()

    def instruct(self, day: int) -> None:
        """Tell the institutions the rules that are in force when a day begins, before the changes of that day."""
        if self.institutions and self.plan.scenarios:
            systems = self.plan.rules_on(day).systems
            for institution in self.institutions:
                institution.follow(systems)

    def _end(self, s: int, rows: slice) -> None:
        """Close a system's accounts in some rows; where it has a successor, members and records go there."""
        ledgers = self.tables.ledgers[:, rows]
        if s in self.plan.heirs:
            heir, pairs = self.plan.heirs[s]
            transfer_accounts(ledgers[s], ledgers[heir], int(self.systems["entry"][heir]), pairs)
        ledgers["published"][s] = 0

    def _keep_counts_of_opening(self, s: int) -> None:
        """Of what a system counted when it opened, keep whom it judged by files; accounts that begin do not move."""
        for chunk in self.chunks:
            kept = {name: int(chunk.system_counts[name][s]) for name in ("rescored", "condemned")}
            chunk.system_counts[s : s + 1] = np.zeros(1, SYSTEM_COUNTS)
            for name, count in kept.items():
                chunk.system_counts[name][s] = count

    def step_communities(self) -> None:
        """Let every community of the range live the day, up to what is published."""
        before, after = days.stages(self.plan.named)
        day, state, judges = np.uint32(self.day), self.tables, self.plan.judges

        def live(chunk: Chunk, part: Stretch) -> None:
            mine, left = chunk.scratch, chunk.day
            trace = chunk.trace[part.first - chunk.first :] if self.traced else chunk.trace
            days.step_communities(
                before, judges, after, self.observing.kernels,
                mine.truths, mine.records, part.rules.whole, part.rules.systems, state.society, state.conduct, state.response,
                state.signals, state.dossier, state.ledgers, state.cases, state.provenance, state.holdings, state.trust,
                state.attributes, state.goods, state.debts, state.tallies, state.dockets, state.seats, left.day_counts,
                left.region_counts, trace, self.decided, chunk.extra, mine.firm_records,
                left.system_counts, self.watched, self.panel, day, np.uint32(part.first), np.uint32(part.last),
            )  # fmt: skip

        def work(chunk: Chunk) -> None:
            for part in self.rules.within(chunk.first, chunk.last):
                live(chunk, part)

        self.workers.each(self.chunks, work)

    def admit(self, chunks: Sequence[Chunk]) -> None:
        """Open the accounts that were asked for, close others; then those that were decided on elsewhere."""
        for s in self._admitting:
            self.admit_to(s, chunks)
        grant(self.decided, self.systems, self.tables.ledgers, chunks)

    def admit_to(self, s: int, chunks: Sequence[Chunk]) -> None:
        """Open and close accounts of one system for some chunks."""
        number, ledger = np.uint32(s), self.tables.ledgers[s]
        self.workers.each(
            chunks,
            lambda chunk: days.open_and_close(
                self.systems, ledger, chunk.system_counts, number, np.uint32(chunk.first), np.uint32(chunk.last)
            ),
        )

    @property
    def admitting(self) -> list[int]:
        """Numbers of the systems whose accounts people open or close themselves."""
        return self._admitting

    def publish(self, chunks: Sequence[Chunk]) -> None:
        """Let each system whose day it is publish."""
        for s in self._rhythm:
            if self.is_due(s):
                self.publish_system(s, self.plan.publishes[s], chunks)

    def publish_system(
        self,
        s: int,
        kernel: Step,
        chunks: Sequence[Chunk],
        history: int = 0,
        regions: Collection[int] | None = None,
        apart: tuple[Any, Any] | None = None,
    ) -> None:
        """Let one system publish, or begin, for some chunks, wherever it is in force.

        Args:
            s: the system's number.
            kernel: the form's kernel, one of the plan's `begins` or `publishes`.
            chunks: the chunks.
            history: when it begins, one more than the kind whose records are on file, or than any kind if none is; else 0.
            regions: numbers of the regions where it does; by default all.
            apart: a ledger and a table of cases to write into, in place of the world's own.
        """
        state, day = self.tables, np.uint32(self.day)
        ledger, cases = apart or (state.ledgers[s], state.cases)
        number, on_file = np.uint32(s), np.uint32(history)
        # Where all regions have the same rules, one stretch of region 0 stands for all of them.
        there = self.rules.stretches if regions is None else [e for e in self.rules.stretches if e.region in regions]
        active = [each for each in there if each.rules.has(s)]

        def work(chunk: Chunk) -> None:
            for part in cut(active, chunk.first, chunk.last):
                days.publish(
                    kernel, chunk.scratch.records, part.rules.whole, part.rules.systems, state.society, state.attributes,
                    state.conduct, state.dossier, state.seats, ledger, cases, chunk.system_counts, number, on_file, day,
                    np.uint32(part.first), np.uint32(part.last),
                )  # fmt: skip

        self.workers.each(chunks, work)

    def note_day_end(self) -> None:
        """Note in the panel what the day's end left of the watched citizens."""
        if len(self.watched):
            self._note({s for s in range(len(self.plan.begins)) if self.is_due(s)})

    def note_start(self) -> None:
        """Note in the panel how the watched citizens stand at the start, when every system has published."""
        self._note(range(len(self.plan.begins)))

    def _note(self, due: Collection[int]) -> None:
        systems = self.systems[: len(self.plan.begins)]
        reads = np.flatnonzero((systems["profiled"] > 0) | (systems["attributes"] > 0)).tolist()
        region = self.rules.region_of_row[self.watched.astype("i8") // LANES]
        read = {s: np.array(self._read_today(s, s in due), bool)[region] for s in reads}
        fresh = {s: whose for s, whose in read.items() if whose.any()}
        firms, dockets = systems["of_firms"], systems["docket"]
        note_day_end(self.panel[: len(self.watched)], self.watched, self.tables, firms, dockets, fresh, self.profile)

    def _read_today(self, s: int, is_due: bool) -> list[bool]:
        """Whether system `s` has read profiles today, region by region."""
        return [
            (is_due and not self.rules.is_still_to_come(s, rules)) or (s, r) in self.opened
            for r, rules in enumerate(self.rules.by_region)
        ]

    def profile(self, s: int, row: int) -> np.ndarray:
        """What system `s` has on file of the people of a row's community (attributes × people).

        After the rows of `glasshouse.schema.codes.ATTRIBUTES` come those that the scenario declares, each 1 or 0. A system
        that has not come to the region yet has nothing on file.
        """
        records, state, rules = self.workers.scratch.records, self.tables, self.rules.of(row)
        days.read_profile(
            records,
            rules.whole,
            rules.systems,
            state.society,
            state.attributes,
            state.seats,
            np.uint32(s),
            np.uint32(row),
        )
        if self.rules.is_still_to_come(s, rules):
            records["profile"], records["disclosed"] = 0, 0
        declared = self._on_file(s) >> np.arange(DECLARED, dtype="u1")[:, None] & 1
        return np.concatenate([np.asarray(records["profile"][0]), declared.astype("f4")])

    def disclosed(self, s: int, row: int) -> np.ndarray:
        """Attributes declared by the scenario that system `s` has on file of a row's community, a bit each (by people)."""
        self.profile(s, row)
        return self._on_file(s).copy()

    def _on_file(self, s: int) -> np.ndarray:
        """What was shown last: nothing, where a system uses no declared attribute."""
        said: np.ndarray = np.asarray(self.workers.scratch.records["disclosed"][0])
        return said * np.uint8(bool(self.systems["attributes"][s]))

    def total(self, chunks: Sequence[Chunk]) -> Day:
        """The day's counts of some chunks, added up with those of all other ranges."""
        part = add_chunks(chunks)
        part.day_counts["people"] = self.people_by_group
        whole = DayCounts(part.systems, self.exchange.sum(part.row), part.regions)
        whole.day_counts["flooded"] = self.rules.flooded(self.citizens, whole.region_counts["people"])
        panel = copy_table(self.panel[: len(self.watched)])
        return Day(whole.day_counts[0], whole.system_counts[: len(self.plan.begins)], whole.region_counts, panel)

    people_by_group: Any

    def count_people(self) -> None:
        """Count the range's people by group, once: nobody comes or goes."""
        society = self.tables.society[: self.tables.own]
        there = np.arange(LANES) < np.asarray(society["people"])[:, None]
        group = (np.asarray(society["status"]) & (MINORITY | MIGRANT)) >> 1
        self.people_by_group = np.bincount(group[there], minlength=PEOPLE_GROUPS)

    def run_institutions(self, whole: Day) -> None:
        """Let the institutions decide on the day's total; what they decide holds from tomorrow."""
        for institution in self.institutions:
            institution.decide(DayEnd(self.day, whole.day_counts, whole.system_counts, self.systems))
        self.let_hold()

    def let_hold(self) -> None:
        """Write the institutions' decisions into the numbers in force."""
        for institution in self.institutions:
            for numbers in self.rules.copies:
                institution.apply(numbers.parameters, numbers.systems)

    def end_day(self, chunks: Sequence[Chunk]) -> Day:
        """All that follows once everybody has lived the day, accounts are opened and systems have published.

        Args:
            chunks: the range's communities with their counts of the day.
        """
        self.note_day_end()
        whole = self.total(chunks)
        whole.refused = self.schedule.refusals(self.decided, self.day)
        self.run_institutions(whole)
        self.plan = self.reforming.plan_after(self.plan)
        self.day += 1
        self.share()
        return whole

    def share(self) -> None:
        """Tell other ranges what may be seen of this one, and take over what may be seen of them."""
        self.exchange.halo(self.tables, self.day)
