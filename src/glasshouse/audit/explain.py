"""Why: from a citizen's score back to rule, record, channel and conduct, and on to what followed."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from typing import Any

import numpy as np

from glasshouse.audit import ledger, summary
from glasshouse.audit.data_held import DataHeld, data_held_of
from glasshouse.audit.due import measures_due
from glasshouse.audit.history import CitizenHistory, read_history, scenario_of
from glasshouse.audit.letter import letter
from glasshouse.audit.neighbours import FIRST_OF_ALL, Sitting, neighbours
from glasshouse.audit.recourse.moves import is_good
from glasshouse.audit.reviews import Reviewed, reviews_of
from glasshouse.audit.scarcity import Owed, answers, debts_of
from glasshouse.audit.treatment import Chosen, Due, Ending, HeldBack, Measure, Perverse
from glasshouse.conduct.kinds import Kind
from glasshouse.documents.vocabulary import POOLS
from glasshouse.engine.loop import Progress
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.library.domains import domain_of
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import AFTER_ANOTHER, HEADINGS, PER_PERIOD, PER_RECORD
from glasshouse.scoring.explanation.account import Account, Contribution
from glasshouse.store.result import Result


@dataclass(frozen=True)
class Explanation:
    """Why a citizen stood as they did in the evening of a day.

    Attributes:
        citizen: the citizen's number.
        day: the day, from 0.
        accounts: each system's account.
        measures: measures in force on that day.
        endings: attempts that were denied, worsened or eased up to that day.
        false_records: records of things that never happened, by any channel, up to that day.
        files: records on file: pool, heading, recent, old.
        unseen: acts of the citizen with a rule in a system that judges, and that no channel recorded, by kind.
        unseen_of_firm: the same of the firm where the citizen works.
        wrongly_sanctioned: days under a sanction that was not earned.
        known: what is kept of the citizen, and guessed.
        decided: what the citizen did, left out or could not do by decision, up to that day.
        held_back: what the citizen would have done and did not, up to that day.
        perverse: points lost for what is good, and gained for offences.
        debts: what the citizen owes in that evening.
        around: how many people stand behind what others bring to a score: ``household`` (others in it), ``village``
            (people of the community), ``contacts`` (ties that stand).
        due: measures that will begin if the citizen stays in a band that names them.
        reviews: worse bands that came before a caseworker, and what became of them, up to that day.
        to_come: of systems by name that have not come to the citizen's region, when they do.
        sitting: which of the people of that number it is, where people come and go.
        history: the citizen's days up to that one.
    """

    citizen: int
    day: int
    accounts: tuple[Account, ...]
    measures: tuple[Measure, ...]
    endings: tuple[Ending, ...]
    false_records: tuple[Contribution, ...]
    files: tuple[tuple[str, str, int, int], ...]
    unseen: dict[str, int]
    wrongly_sanctioned: int
    known: DataHeld
    decided: tuple[Chosen, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    unseen_of_firm: dict[str, int] = field(default_factory=dict)
    perverse: tuple[Perverse, ...] = ()
    around: dict[str, int] = field(default_factory=dict)
    debts: tuple[Owed, ...] = ()
    due: tuple[Due, ...] = ()
    reviews: tuple[Reviewed, ...] = ()
    to_come: dict[str, str] = field(default_factory=dict)
    sitting: Sitting = FIRST_OF_ALL
    history: CitizenHistory | None = field(default=None, repr=False, compare=False)

    @property
    def adds_up(self) -> bool:
        """Whether every account adds up to what was published."""
        return all(account.adds_up for account in self.accounts)

    @property
    def document(self) -> dict[str, Any]:
        """As one JSON document."""
        return {
            "citizen": self.citizen,
            "generation": self.sitting.generation,
            "came": self.sitting.came,
            "day": self.day,
            "adds_up": self.adds_up,
            "systems": {account.system: account.document for account in self.accounts},
            "treatment": [vars(measure) for measure in self.measures],
            "due": [vars(measure) for measure in self.due],
            "attempts": [vars(ending) for ending in self.endings],
            "false_records": [vars(item) for item in self.false_records],
            "on_file": [
                {"pool": pool, "heading": heading, "recent": recent, "old": old}
                for pool, heading, recent, old in self.files
            ],
            "unseen": self.unseen,
            "unseen_of_firm": self.unseen_of_firm,
            "held_back": [vars(each) for each in self.held_back],
            "perverse": [vars(each) for each in self.perverse],
            "around": self.around,
            "reviews": [vars(each) for each in self.reviews],
            "to_come": self.to_come,
            "wrongly_sanctioned_days": self.wrongly_sanctioned,
            "known": self.known.document,
            "decided": [vars(each) for each in self.decided],
            "debts": [vars(each) for each in self.debts],
        }

    def text(self, full: bool = False) -> str:
        """As text for a terminal.

        Args:
            full: every term, record and source; else what counts most, for the person concerned.
        """
        return ledger.as_text(self) if full else summary.as_text(self)

    def letter(self) -> str:
        """A letter to the citizen, who is a generated one: at most 200 words.

        It tells what is decided, at most four reasons and whether they are so, whose records they rest on, how to contest
        it, and one way out or why there is none. What `text` tells is its annex.

        Raises:
            InputError: a kind of conduct of which the norms do not say how long it takes; an explanation without days.
        """
        if self.history is None:
            raise InputError(Problem(expected="an explanation that has the citizen's days", found="none"))
        return letter(self.history, self.day)

    def __repr__(self) -> str:
        systems = ", ".join(account.system for account in self.accounts) or "no system"
        adds = "" if self.adds_up else "; does not add up"
        return f"<Explanation of citizen {self.citizen} on day {self.day}: {systems}{adds}>"

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(self.text())}</pre>"


def explain(
    source: Result | Scenario | Simulation,
    citizen: int,
    day: int | None = None,
    system: str | None = None,
    *,
    progress: Progress | None = None,
) -> Explanation:
    """Explain a citizen's scores and treatment.

    A citizen in the run's panel is looked up; for anybody else the days are lived again with that citizen watched,
    which changes nothing for anybody.

    Args:
        source: a run, a town as it stands, or a scenario to be lived.
        citizen: the citizen's number.
        day: the day in whose evening the scores stood, from 0; by default the last.
        system: name of one system; by default all.
        progress: told after each day that is lived again.

    Raises:
        InputError: no such citizen, day or system.
        DamagedRunError: the run's files cannot be read, or it does not come out the same when it is lived again.
    """
    scenario = scenario_of(source)
    if system is not None and system not in scenario.systems:
        valid = list(scenario.systems)
        expected = f"one of {', '.join(valid)}" if valid else "nothing: the scenario has no systems"
        nearest = nearest_name(system, valid)
        raise InputError(Problem(key="system", expected=expected, found=repr(system), nearest=nearest))
    day = scenario.days - 1 if day is None else day
    return explain_history(read_history(source, citizen, day, progress=progress), day, system)


def explain_history(history: CitizenHistory, day: int, system: str | None = None) -> Explanation:
    """Explain a citizen's scores and treatment from the citizen's days.

    Args:
        history: the days, at least up to `day`.
        day: the day in whose evening the scores stood.
        system: name of one system; by default all.
    """
    history = replace(history, rows=history.rows[: day + 1])
    chosen = [s for s, name in enumerate(history.encoded.system_names) if system in (None, name)]
    accounts = tuple(history.account(s, day) for s in chosen)
    return Explanation(
        history.citizen, day, accounts, tuple(_measures(history, day)),
        tuple(_endings(history, day)), tuple(_false_records(history, day)), tuple(_files(history, day)),
        _unseen(history, day, chosen, by_firm=False), int(history.rows["wrongly_sanctioned"].sum()),
        data_held_of(history, day), tuple(_decided(history, day)), tuple(_held_back(history, day)),
        _unseen(history, day, chosen, by_firm=True), tuple(_perverse(history, accounts)), _around(history, day, accounts),
        tuple(debts_of(history, day)),
        tuple(measures_due(history, day)),
        tuple(reviews_of(history, day)),
        dict(_to_come(history, day, chosen)),
        history.sitting,
        history,
    )  # fmt: skip


def _to_come(history: CitizenHistory, day: int, chosen: list[int]) -> Iterator[tuple[str, str]]:
    """Systems that have not come to the citizen's region, by name, and when they do."""
    for s in chosen:
        coming = history.to_come(day, s)
        if coming is not None:
            region, first = coming
            when = f"comes to {region} on day {first}" if first is not None else f"does not come to {region}"
            yield history.labels.systems[s].name, f"it {when}"


def _measures(history: CitizenHistory, day: int) -> list[Measure]:
    found = []
    for bit, (name, measure) in enumerate(history.encoded.measures):
        in_force = (history.rows["treatment"] >> bit) & 1
        if in_force[day]:
            said = history.under(day, history.encoded.system_names.index(name))[0].measures[measure]
            found.append(Measure(name, said.title, said.type, int(in_force.sum())))
    return found


def _endings(history: CitizenHistory, day: int) -> list[Ending]:
    found = [
        Ending(t, history.labels.kinds[k].title, field)
        for t in range(day + 1)
        for field in ("denied", "worsened", "eased")
        for k in history.ended(t, field)
    ]
    asked = [Ending(*answer) for answer in answers(history, day)]
    return sorted([*found, *asked], key=lambda ending: ending.day) if asked else found


def _decided(history: CitizenHistory, day: int) -> Iterator[Chosen]:
    for t in range(day + 1):
        done = history.ended(t, "acts")
        for k in history.ended(t, "decided"):
            yield Chosen(t, history.labels.kinds[k].title, "done" if k in done else "left out")
        for k in history.ended(t, "refused"):
            yield Chosen(t, history.labels.kinds[k].title, "could not be done")


def _false_records(history: CitizenHistory, day: int) -> list[Contribution]:
    found = []
    for t in range(day + 1):
        for record in history.records(t, ~0):
            if record.is_false:
                kind = history.labels.kinds[record.kind]
                channels = tuple(history.labels.channel_titles[ch] for ch in record.channels)
                what = kind.title + (", of the firm where the citizen works" if kind.by_firms else "")
                found.append(Contribution(what, 0.0, t, kind.name, channels, False))
    return found


def _files(history: CitizenHistory, day: int) -> list[tuple[str, str, int, int]]:
    held = history.rows["files"][day]
    return [
        (pool, heading, int(held[p, h]) & 15, int(held[p, h]) >> 4)
        for p, pool in enumerate(POOLS)
        for h, heading in enumerate(HEADINGS)
        if held[p, h]
    ]


def _unseen(history: CitizenHistory, day: int, chosen: list[int], *, by_firm: bool) -> dict[str, int]:
    """Acts that a rule of their day is about and that nobody recorded, by title of the kind."""
    found: Counter[str] = Counter()
    of_theirs = sum(1 << k for k, kind in enumerate(history.labels.kinds) if kind.by_firms == by_firm)
    for t in range(day + 1):
        seen = reduce(or_, (int(bits) for bits in history.rows["seen"][t]), 0)
        unseen = int(history.rows["acts"][t]) & ~seen & of_theirs
        rules = {k for s in chosen for k in _with_rule(history, s, t)} if unseen else set()
        found.update(history.labels.kinds[k].title for k in sorted(rules) if unseen >> k & 1)
    return dict(found)


def _with_rule(history: CitizenHistory, s: int, day: int) -> list[int]:
    """Kinds of conduct from whose records a judgment of system `s` follows on a day; none of one that judges nobody."""
    parameters = history.under(day, s)[1]
    if not parameters["active"] or not history.labels.systems[s].capabilities.judges:
        return []
    frequent = [int(k) for k in parameters["frequent"][: int(parameters["frequent_points"])]]
    count = len(history.labels.kinds)
    numbers, rows = history.numbers(day), range(int(parameters["tally_first"]), int(parameters["tally_end"]))
    counted = {int(numbers[name][r]) for r in rows for name in _counted_in(int(numbers["tally_type"][r]))}
    return frequent + [k for k in range(count) if parameters["scored"][k] or parameters["enters"][k] or k in counted]


def _counted_in(kind: int) -> tuple[str, ...]:
    """Fields that name the kinds of conduct whose records a row of tallies counts, by what the row is for."""
    if kind == AFTER_ANOTHER:
        return ("tally_kind", "tally_after")
    return ("tally_kind",) if kind in (PER_RECORD, PER_PERIOD) else ()


def _held_back(history: CitizenHistory, day: int) -> Iterator[HeldBack]:
    for t in range(day + 1):
        before = history.rows[t - 1] if t else None
        for field_name, why in (("withheld", "held back"), ("hindered", "hindered")):
            for k in history.ended(t, field_name):
                label = history.labels.kinds[k]
                yield HeldBack(t, label.title, why, *_felt(before, _domain(history.scenario, label.name)))


_SUFFIXES = ("", "_money", "_life")
"""What follows a state's name in the panel, by domain of fear."""


def _domain(scenario: Scenario, kind: str) -> int:
    """The domain of fear in which a kind of conduct lies."""
    return domain_of(scenario.conduct[kind].context, scenario.contexts)


def _felt(before: np.void | None, domain: int) -> tuple[float | None, float | None]:
    """Risk and self-censorship of the evening before, in a domain; None before the first day."""
    if before is None:
        return None, None
    suffix = _SUFFIXES[domain]
    return float(before[f"perceived_risk{suffix}"]), float(before[f"self_censorship{suffix}"])


def _perverse(history: CitizenHistory, accounts: tuple[Account, ...]) -> Iterator[Perverse]:
    """Of each account, conduct whose records bring points the wrong way round: what people value costs some."""
    for account in accounts:
        recorded = [item for item in account.items if item.kind is not None]
        for name in dict.fromkeys(item.kind for item in recorded if item.kind):
            points = [item.points for item in recorded if item.kind == name]
            kind = history.scenario.conduct[name]
            if reason := _wrong_way_round(kind, sum(points)):
                yield Perverse(account.system, kind.title, sum(points), len(points), reason)


def _wrong_way_round(kind: Kind, points: float) -> str | None:
    """What is wrong with points for a kind of conduct; None if nothing is."""
    if points < 0 and is_good(kind):
        return "points lost for something good"
    return "points gained for an offence" if points > 0 and kind.law != "lawful" else None


def _around(history: CitizenHistory, day: int, accounts: tuple[Account, ...]) -> dict[str, int]:
    """How many people stand behind what others bring to the accounts."""
    found: dict[str, int] = {}
    whose = {others.who for account in accounts for others in account.others}
    if whose & {"household", "village"}:
        found |= {who: n for who, n in neighbours(history.scenario, history.citizen).items() if who in whose}
    if "contacts" in whose:
        found["contacts"] = int(history.rows["ties"][day]).bit_count()
    return found
