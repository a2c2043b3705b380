"""Why: from a citizen's score back to rule, record, channel and conduct, and on to what followed."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from glasshouse.audit import text as telling
from glasshouse.audit.data_held import DataHeld, data_held_of
from glasshouse.audit.history import CitizenHistory, read_history, scenario_of
from glasshouse.audit.treatment import Chosen, Ending, Measure
from glasshouse.documents.vocabulary import POOLS
from glasshouse.engine.loop import Progress
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import HEADINGS
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
        endings: attempts that were denied or eased up to that day.
        false_records: records of things that never happened, by any channel, up to that day.
        files: records on file: pool, heading, recent, old.
        unseen: acts with a rule in one of the systems that no channel recorded, by kind.
        wrongly_sanctioned: days under a sanction that was not earned.
        known: what is kept of the citizen, and guessed.
        decided: what the citizen did, left out or could not do by decision, up to that day.
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

    @property
    def adds_up(self) -> bool:
        """Whether every account adds up to what was published."""
        return all(account.adds_up for account in self.accounts)

    @property
    def document(self) -> dict[str, Any]:
        """As one JSON document."""
        return {
            "citizen": self.citizen,
            "day": self.day,
            "adds_up": self.adds_up,
            "systems": {account.system: account.document for account in self.accounts},
            "treatment": [vars(measure) for measure in self.measures],
            "attempts": [vars(ending) for ending in self.endings],
            "false_records": [vars(item) for item in self.false_records],
            "on_file": [
                {"pool": pool, "heading": heading, "recent": recent, "old": old}
                for pool, heading, recent, old in self.files
            ],
            "unseen": self.unseen,
            "wrongly_sanctioned_days": self.wrongly_sanctioned,
            "known": self.known.document,
            "decided": [vars(each) for each in self.decided],
        }

    def text(self) -> str:
        """As text for a terminal."""
        return telling.as_text(self)

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
    return Explanation(
        history.citizen, day, tuple(history.account(s, day) for s in chosen), tuple(_measures(history, day)),
        tuple(_endings(history, day)), tuple(_false_records(history, day)), tuple(_files(history, day)),
        _unseen(history, day, chosen), int(history.rows["wrongly_sanctioned"].sum()), data_held_of(history, day),
        tuple(_decided(history, day)),
    )  # fmt: skip


def _measures(history: CitizenHistory, day: int) -> list[Measure]:
    found = []
    for bit, (name, measure) in enumerate(history.encoded.measures):
        in_force = (history.rows["treatment"] >> bit) & 1
        if in_force[day]:
            said = history.scenario.systems[name].measures[measure]
            found.append(Measure(name, said.title, said.type, int(in_force.sum())))
    return found


def _endings(history: CitizenHistory, day: int) -> list[Ending]:
    return [
        Ending(t, history.labels.kinds[k].title, field)
        for t in range(day + 1)
        for field in ("denied", "eased")
        for k in history.ended(t, field)
    ]


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
                found.append(Contribution(kind.title, 0.0, t, kind.name, channels, False))
    return found


def _files(history: CitizenHistory, day: int) -> list[tuple[str, str, int, int]]:
    held = history.rows["files"][day]
    return [
        (pool, heading, int(held[p, h]) & 15, int(held[p, h]) >> 4)
        for p, pool in enumerate(POOLS)
        for h, heading in enumerate(HEADINGS)
        if held[p, h]
    ]


def _unseen(history: CitizenHistory, day: int, chosen: list[int]) -> dict[str, int]:
    """Acts that a rule is about and that nobody recorded, by title of the kind."""
    rules = {k for s in chosen for k in _with_rule(history, s)}
    found: dict[str, int] = {}
    for t in range(day + 1):
        seen = 0
        for bits in history.rows["seen"][t]:
            seen |= int(bits)
        unseen = int(history.rows["acts"][t]) & ~seen
        for k in sorted(rules):
            if unseen >> k & 1:
                title = history.labels.kinds[k].title
                found[title] = found.get(title, 0) + 1
    return found


def _with_rule(history: CitizenHistory, s: int) -> list[int]:
    parameters = history.encoded.systems[s]
    frequent = [int(k) for k in parameters["frequent"][: int(parameters["frequent_points"])]]
    count = len(history.labels.kinds)
    return frequent + [k for k in range(count) if parameters["scored"][k] or parameters["enters"][k]]
