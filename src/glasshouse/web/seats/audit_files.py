"""The auditor's town: a town hall that scores residents' trust, and a few of its files, with what truly happened."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import numpy as np

from glasshouse.audit.history import CitizenHistory, read_history
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.simulation import Simulation
from glasshouse.response.mechanisms import Response
from glasshouse.scenario import Scenario, load
from glasshouse.schema.codes import PER_RECORD
from glasshouse.scoring.explanation.account import Contribution
from glasshouse.web.lives.abreast import PersonRecords, unwatched
from glasshouse.web.lives.casting import by_lot
from glasshouse.web.lives.documents import Person
from glasshouse.web.lives.people import people_of
from glasshouse.web.seats.names import with_western_name

SCENARIO: Final = "municipal-trust"
SYSTEM: Final = "municipal-trust"
DAYS: Final = 364
FILES: Final = 8
_LOOKED_AT: Final = 32
"""People with a false record, and as many without, whose files are looked at to find those that fit."""
_FEWEST, _MOST = 2, 6
"""Records that a file of the game has."""


@dataclass(frozen=True)
class File:
    """One resident's account.

    Attributes:
        person: whose it is.
        score: the score.
        band: its band.
        terms: terms that add up to the score.
        false: the place among the terms of the record of what never happened; None where all are so.
        twin: places of the records that the twin, whom nobody watches, did on the same day.
        objects: places of the records to which the person objects when asked.
    """

    person: Person
    score: float
    band: str
    terms: tuple[Contribution, ...]
    false: int | None
    twin: frozenset[int]
    objects: frozenset[int]

    @property
    def records(self) -> tuple[int, ...]:
        """Places of the terms that are records."""
        return tuple(place for place, term in enumerate(self.terms) if term.happened is not None)


@dataclass(frozen=True)
class Archive:
    """The files to be audited.

    Attributes:
        scenario: what the town lives under.
        files: the files, in the order of a lot.
        wronged: people of the town of whom something is recorded that never happened.
        error: by kind of conduct, the share of its records in the whole town that are not so.
        right: chance that a person with average means objects to a record that is so.
        wrong: the same of one that is not.
    """

    scenario: Scenario
    files: tuple[File, ...]
    wronged: int
    error: dict[str, float]
    right: float
    wrong: float


def archive(seed: int, people: int) -> Archive:
    """Live the town: once to find of whom something false is recorded, once with some of them watched, and their twins.

    Args:
        seed: the luck.
        people: people in the town.
    """
    scenario = load(SCENARIO, citizens=people, seed=seed).model_copy(update={"days": DAYS})
    counter = PersonRecords(people)
    with Simulation(scenario, threads=1, observers=[counter]) as town:
        town.step(DAYS)
        false = counter.counted(town)[1]
        error = _error(town)
    order = by_lot(scenario, "auditor")
    panel = (*order[false[order] == 1][:_LOOKED_AT].tolist(), *order[false[order] == 0][:_LOOKED_AT].tolist())
    watched = scenario.model_copy(update={"panel": tuple(sorted(panel))})
    with Simulation(watched, threads=1) as town, Simulation(unwatched(watched), threads=1) as twins:
        town.step(DAYS)
        twins.step(DAYS)
        records = {citizen: _records(town, citizen) for citizen in panel}
        fit = [citizen for citizen, (count, _) in records.items() if _FEWEST <= count <= _MOST]
        chosen = _chosen(fit, {citizen for citizen in fit if records[citizen][1]}, seed)
        files = tuple(_file(town, twins, person) for person in people_of(town, chosen))
    wrong, right = _objections(scenario.response)
    return Archive(scenario, files, int((false > 0).sum()), error, right, wrong)


def _error(town: Simulation) -> dict[str, float]:
    """By kind, the share of its records that tell of what did not happen, over the whole town."""
    counts, kinds = town.recording.sums.day_counts, town.recording.labels.kinds
    so, invented = (np.asarray(counts[name], "f8") for name in ("recorded", "invented"))
    return {
        kind.name: float(invented[k] / (so[k] + invented[k])) for k, kind in enumerate(kinds) if so[k] + invented[k]
    }


def _objections(response: Response) -> tuple[float, float]:
    """Chances that somebody with average means objects: to what is not so, and to what is."""
    wrong = response.appeal.value * (1 - response.neutrality.value)
    return wrong, wrong * response.appeal_right.value


def _file(town: Simulation, twins: Simulation, person: Person) -> File:
    day = town.day - 1
    history = read_history(town, person.citizen, day)
    account = history.account(list(town.scenario.systems).index(SYSTEM), day)
    if account.score is None or account.band is None:
        raise LookupError(person.citizen)
    terms = tuple(filter(_is_told, account.items))
    records = [(place, term) for place, term in enumerate(terms) if term.happened is not None]
    # Of each person in the panel at most one false record was counted, over all channels.
    false = next((place for place, term in records if not term.happened), None)
    return File(
        with_western_name(person, town.scenario.seed),
        account.score,
        account.band,
        terms,
        false,
        _did_too(twins, person.citizen, records),
        frozenset(place for place, term in records if _does_object(history, term)),
    )


def _did_too(twins: Simulation, citizen: int, records: list[tuple[int, Contribution]]) -> frozenset[int]:
    """Places of the records of what the twin did on the same day."""
    done = twins.history(citizen).acts
    return frozenset(place for place, term in records if term.day is not None and term.kind in done[term.day])


def _is_told(term: Contribution) -> bool:
    """Whether a term is a record or moves the score."""
    return term.happened is not None or round(term.points, 1) != 0


def _does_object(history: CitizenHistory, term: Contribution) -> bool:
    """Whether the person objects to a record that lowers the score, by people's chance to appeal and luck of its own."""
    if term.points >= 0:
        return False
    response = history.scenario.response
    wrong, right = _objections(response)
    means = 1 + response.appeal_means.value * (2 * float(history.rows["income"][-1]) - 1)
    chance = (right if term.happened else wrong) * means
    named = f"asked:{history.scenario.seed}:{history.citizen}:{term.day}:{term.kind}"
    luck = int.from_bytes(blake2b(named.encode(), digest_size=8).digest()) / 2**64
    return luck < chance


def _records(town: Simulation, citizen: int) -> tuple[int, int]:
    """Records of a citizen that move the score, and those of them that are not so."""
    rows, encoded = town.rows_of(citizen), town.world.encoded
    reads = [ch for ch, channel in enumerate(encoded.channels) if channel in town.scenario.systems[SYSTEM].reads]
    judged = np.uint64(sum(1 << k for k in _kinds_that_move_the_score(encoded)))
    made, false = (np.bitwise_or.reduce(rows[field][:, reads], axis=1) & judged for field in ("seen", "false"))
    return int(np.bitwise_count(made).sum() + np.bitwise_count(false).sum()), int(np.bitwise_count(false).sum())


def _kinds_that_move_the_score(encoded: EncodedScenario) -> set[int]:
    """Kinds of conduct whose records bring points; not those of which the absence does."""
    numbers, parameters = encoded.systems[encoded.system_names.index(SYSTEM)], encoded.parameters[0]
    tallies = slice(int(numbers["tally_first"]), int(numbers["tally_end"]))
    of_records = parameters["tally_kind"][tallies][parameters["tally_type"][tallies] == PER_RECORD]
    frequent = numbers["frequent"][: int(numbers["frequent_points"])]
    return {*np.flatnonzero(numbers["scored"]).tolist(), *frequent.tolist(), *of_records.tolist()}


def _chosen(fit: list[int], misrecorded: set[int], seed: int) -> list[int]:
    """Whose files are audited. Whether something false is recorded of the next one is a lot of its own, half and half."""
    heaps = {wanted: [citizen for citizen in fit if (citizen in misrecorded) is wanted] for wanted in (True, False)}
    lots = int.from_bytes(blake2b(f"files:{seed}".encode(), digest_size=8).digest())
    chosen: list[int] = []
    for place in range(FILES):
        wanted = bool(lots >> place & 1)
        heap = heaps[wanted] or heaps[not wanted]
        if heap:
            chosen.append(heap.pop(0))
    return chosen
