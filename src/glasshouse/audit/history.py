"""A diary: everything about one citizen, day by day, from a run's panel or by living the run again."""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from itertools import pairwise
from operator import or_
from typing import Any

import numpy as np

from glasshouse.audit.neighbours import FIRST_OF_ALL, Sitting, community_of, group_in, sitting_on
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.labels import Labels, label
from glasshouse.engine.loop import Progress
from glasshouse.engine.plan import Plan, plan_of
from glasshouse.engine.run import simulate
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import DamagedRunError, InputError, Problem
from glasshouse.measurement.totals import SystemLabel
from glasshouse.scenario import Scenario, apply_safeguards
from glasshouse.scenario.forks import as_reformed
from glasshouse.schema.limits import DIMENSIONS, LANES
from glasshouse.schema.outcomes import ReformOutcome, begun
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import Record
from glasshouse.scoring.explanation.published import account_from_before
from glasshouse.scoring.explanation.records import code_on
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System
from glasshouse.society.seats import GENERATION
from glasshouse.store.parquet import read_panel
from glasshouse.store.result import Result


@dataclass(frozen=True)
class Era:
    """Days under the same rules.

    Attributes:
        first: the first of them.
        rules: the scenario as its safeguards left it on these days.
        encoded: the same as numbers.
        labels: what its numbers are called.
    """

    first: int
    rules: Scenario
    encoded: EncodedScenario
    labels: Labels


@lru_cache(maxsize=64)
def _eras_of(plan: Plan, region: int) -> tuple[Era, ...]:
    """The eras of a plan in a region; many citizens' histories ask for the same."""
    if plan.zones:
        eras = [(day, zones.scenarios[region], zones.encoded[region]) for day, zones in plan.zones.items()]
        # A day on which a system comes to another region begins no era.
        eras = [eras[0], *(era for before, era in pairwise(eras) if era[2] is not before[2])]
    else:
        eras = [
            (0, plan.scenario, plan.encoded),
            *((day, rules, plan.changes[day]) for day, rules in plan.scenarios.items()),
        ]
    lawful = [(day, apply_safeguards(rules), encoded) for day, rules, encoded in eras]
    return tuple(Era(day, rules, encoded, label(rules, encoded)) for day, rules, encoded in lawful)


@dataclass(frozen=True)
class _Found:
    """What was looked up in a history: an account asks for the same days many times, for each of its areas anew.

    Attributes:
        systems: by first day of an era and system, its configuration and numbers.
        opened: by first day of an era and system, the day on which accounts opened.
        records: by day and channels, the records.
    """

    systems: dict[tuple[int, int], tuple[System, Any]] = dataclasses.field(default_factory=dict)
    opened: dict[tuple[int, int], int] = dataclasses.field(default_factory=dict)
    records: dict[tuple[int, int], tuple[Record, ...]] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class CitizenHistory:
    """One citizen's days.

    Attributes:
        scenario: what was lived under; reforms that were reached are changes on their days.
        encoded: the scenario as numbers.
        labels: names of its numbers.
        citizen: the citizen's number.
        rows: `PANEL` records by day.
        decided: what institutions decided, by their names.
        sitting: who the citizen is, where people come and go: the rows before the day on which that person came are empty.
        place: the citizen's community, a `SOCIETY` record; where none is given it is founded anew.
    """

    scenario: Scenario
    encoded: EncodedScenario
    labels: Labels
    citizen: int
    rows: Any
    decided: dict[str, Any] = dataclasses.field(default_factory=dict)
    sitting: Sitting = FIRST_OF_ALL
    place: Any = None

    @property
    def person(self) -> int:
        """Whom draws are keyed by: the citizen's number, and above it the generation."""
        return self.citizen + (self.sitting.generation << GENERATION)

    @cached_property
    def community(self) -> Any:
        """The citizen's community, a `SOCIETY` record."""
        return community_of(self.scenario, self.citizen) if self.place is None else self.place

    @cached_property
    def group(self) -> int:
        """The register's groups of the citizen: 1 for who is registered elsewhere, 2 for the minority, or both."""
        return group_in(self.community, self.citizen % LANES)

    @cached_property
    def _region(self) -> int:
        return int(self.community["region"])

    @cached_property
    def _eras(self) -> tuple[Era, ...]:
        """The rules of the citizen's region from each day on which they change there, the first from day 0."""
        plan = plan_of(self.scenario)
        return _eras_of(plan, self._region if plan.zones else 0)

    @cached_property
    def _begins(self) -> list[int]:
        return [era.first for era in self._eras]

    def _era(self, day: int) -> Era:
        eras = self._eras
        return eras[0] if len(eras) == 1 else eras[bisect_right(self._begins, max(day, 0)) - 1]

    @cached_property
    def _found(self) -> _Found:
        return _Found()

    def under(self, day: int, s: int) -> tuple[System, Any]:
        """System `s` as its rules stood on a day, and safeguards left them: its configuration and its numbers."""
        era, known = self._era(day), self._found.systems
        if (era.first, s) not in known:
            known[era.first, s] = era.rules.systems[self.labels.systems[s].name], era.encoded.systems[s]
        return known[era.first, s]

    def rules(self, day: int) -> Scenario:
        """The scenario as its rules stood on a day in the citizen's region, and safeguards left them."""
        return self._era(day).rules

    def to_come(self, day: int, s: int) -> tuple[str, int | None] | None:
        """Of a system that has not come to the citizen's region by a day: the region, and the day on which it comes.

        Returns:
            The region's name and the day, or None for never; None where the system has come, or comes everywhere at once.
        """
        plan, name = plan_of(self.scenario), self.labels.systems[s].name
        system = plan.rules_on(day + 1).systems[name]
        if not plan.zones or system.rollout is None or not system.active:
            return None
        region = self.scenario.society.region_names[self._region]
        return None if system.rollout.has_come(region, day) else (region, system.rollout.day_in(region))

    def numbers(self, day: int) -> Any:
        """The `PARAMETERS` record of a day."""
        return self._era(day).encoded.parameters[0]

    def label(self, day: int, s: int) -> SystemLabel:
        """What the codes of system `s` meant under the rules of a day: ends of the scale, bands."""
        return self._era(day).labels.systems[s]

    def opened(self, day: int, s: int) -> int:
        """The day on which system `s` opened its accounts, as they were on a day."""
        # Accounts open only on days on which the rules change, so that the answer is the same from one to the next.
        first, known = self._era(day).first, self._found.opened
        if (first, s) not in known:
            known[first, s] = self._opened(max(day, 0), s)
        return known[first, s]

    def _opened(self, day: int, s: int) -> int:
        found, was = 0, False
        for era in self._eras:
            is_active = bool(era.encoded.systems[s]["active"])
            if era.first <= day and is_active and not was:
                found = era.first
            was = is_active if era.first <= day else was
        return max(found, self.sitting.came)

    def had_account(self, day: int, s: int) -> bool:
        """Whether the citizen had an account with system `s` while a day was lived; its records count only then."""
        if day > 0 and self.rows["published"][day - 1, s]:
            return True
        # On the first day of a system's accounts, nothing tells but that records counted.
        return self._opens(day, s) and bool(self.rows["gain"][day, s].any())

    def joined(self, day: int, s: int) -> int | None:
        """The day on which the account of a day was asked for or handed over; None if it was there from the start."""
        codes = self.rows["published"][: day + 1, s]
        gaps = np.flatnonzero(codes == 0)
        first = int(gaps[-1]) + 1 if len(gaps) else 0
        if self.took_over(first, s):
            return first
        return None if self._opens(first, s) or first == 0 else first

    def took_over(self, day: int, s: int) -> bool:
        """Whether system `s` took over the records of another on the morning of a day."""
        for before, after in pairwise(self._eras):
            if after.first == day:
                ends = [n for n, label in enumerate(self.labels.systems)
                        if self.scenario.systems[label.name].successor == self.labels.systems[s].name]  # fmt: skip
                was, now = before.encoded.systems["active"], after.encoded.systems["active"]
                return any(was[n] and not now[n] for n in ends)
        return False

    def went(self, day: int, s: int) -> str:
        """Why the ledger of system `s` is less in the evening than records made it."""
        return "faded" if self.rows["published"][day, s] else "closed with the account"

    def _opens(self, day: int, s: int) -> bool:
        if day == self.sitting.came > 0:
            return bool(self.under(day, s)[1]["active"])
        was = False
        for era in self._eras:
            is_active = bool(era.encoded.systems[s]["active"])
            if era.first == day and is_active and not was:
                return True
            was = is_active
        return False

    def kept(self, day: int, s: int) -> np.ndarray:
        """The ledger of system `s` in the evening of a day; empty before the first."""
        return self.rows["kept"][day, s].astype("i8") if day >= 0 else np.zeros(DIMENSIONS, "i8")

    def records(self, day: int, reads: int) -> Iterator[Record]:
        """The day's records by channels among `reads` (a bit each), one for each kind, and for true and false."""
        known = self._found.records
        if (day, reads) not in known:
            known[day, reads] = tuple(self._records(day, reads))
        yield from known[day, reads]

    def _records(self, day: int, reads: int) -> Iterator[Record]:
        row = self.rows[day]
        for field in ("seen", "false"):
            bits = [
                int(each) if reads >> ch & 1 else 0 for ch, each in enumerate(row[field][: len(self.labels.channels)])
            ]
            for k in _set_bits(reduce(or_, bits, 0)):
                channels = tuple(ch for ch, each in enumerate(bits) if each >> k & 1)
                yield Record(day, k, channels, field == "false")

    def account(self, s: int, day: int) -> Account:
        """The citizen's account with system `s` in the evening of a day, as the system's form explains it."""
        system = self.under(day, s)[0]
        if self.sitting.generation and system.account_holders == "firms" and code_on(self, s, day):
            return account_from_before(self, s, day)
        account: Account = form_of(system).explain(self, s, system, day)
        return account

    def ended(self, day: int, field: str) -> list[int]:
        """Kinds that a field of a day's row names, a bit each: attempts denied or eased, acts, what was decided."""
        return list(_set_bits(int(self.rows[field][day])))


def _set_bits(bits: int) -> Iterator[int]:
    """Numbers of the bits that are set, lowest first."""
    k = 0
    while bits >> k:
        if bits >> k & 1:
            yield k
        k += 1


def read_history(
    source: Result | Scenario | Simulation,
    citizen: int,
    day: int,
    *,
    progress: Progress | None = None,
) -> CitizenHistory:
    """A citizen's days from the first to `day`.

    Args:
        source: a run, a town, or a scenario to be lived.
        citizen: the citizen's number.
        day: the last day.
        progress: told after each day that is lived again.

    Raises:
        InputError: no such citizen or day.
        DamagedRunError: the run does not come out the same when it is lived again.
    """
    scenario = scenario_of(source)
    _check(scenario, citizen, day)
    encoded = plan_of(scenario).encoded
    labels = label(scenario, encoded)
    if isinstance(source, Simulation):
        rows, decided = source.rows_of(citizen)[: day + 1], source.world.decided_by_institutions()
        reforms = source.world.reforming.outcomes()
    elif isinstance(source, Result) and citizen in source.watched:
        rows = read_panel(source.path / "panel.parquet", labels, citizen)[: day + 1]
        decided = source.document.get("decided", {})
        reforms = tuple(ReformOutcome(**each) for each in source.document.get("reforms", ()))
    else:
        short = scenario.model_copy(update={"days": day + 1, "panel": (citizen,)})
        run = simulate(short, progress=progress)
        if isinstance(source, Result) and day + 1 == scenario.days and run.digests != source.document["digests"]:
            raise DamagedRunError(
                f"{source.path} was made by another version of Glasshouse: lived again it comes out otherwise; "
                "`--fresh` makes the run again"
            )
        rows, decided, reforms = run.panel[:, 0], run.decided, run.totals.reforms
    scenario, sitting = as_reformed(scenario, begun(reforms)), sitting_on(scenario, citizen, day)
    if sitting.came:
        rows = rows.copy()
        rows[: sitting.came] = 0
    return CitizenHistory(scenario, encoded, labels, citizen, rows, decided, sitting)


def scenario_of(source: Result | Scenario | Simulation) -> Scenario:
    """What was lived under, with as many days as were lived or are to be.

    Raises:
        InputError: a town that has not lived a day.
    """
    if isinstance(source, Simulation):
        return source.past
    return source.scenario if isinstance(source, Result) else source


def _check(scenario: Scenario, citizen: int, day: int) -> None:
    problems = []
    for key, value, count in (("citizen", citizen, scenario.citizens), ("day", day, scenario.days)):
        if not 0 <= value < count:
            problems.append(Problem(key=key, expected=f"a number from 0 to {count - 1}", found=str(value)))
    if problems:
        raise InputError(problems)
