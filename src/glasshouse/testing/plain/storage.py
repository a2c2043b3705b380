"""Between tables and people: reads a plain world out of the tables, and writes communities as rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from glasshouse.schema.codes import (
    ACTIVE,
    DETAINED,
    HEADINGS,
    IN_DEFAULT,
    RESTING,
    SIGNAL_ACTIVE,
    SIGNAL_EVADES,
    SIGNAL_LIFE,
    SIGNAL_MONEY,
    SIGNAL_PUBLIC,
    SIGNAL_REFERS,
    TRUSTED,
    TURNED_AWAY,
)
from glasshouse.schema.limits import LANES
from glasshouse.testing.plain.people import (
    CODES,
    DENIED,
    FINDINGS,
    FLAGS,
    RANKS,
    STATUS,
    STATUSES,
    Account,
    Case,
    Citizen,
    Community,
    Debt,
    Docket,
    Face,
    Files,
    Tally,
    Twin,
    World,
    bits,
    numbers,
    words,
)  # fmt: skip

_FACE = {"active": SIGNAL_ACTIVE, "refers": SIGNAL_REFERS, "evades": SIGNAL_EVADES, "sanction in public": SIGNAL_PUBLIC,
         "sanction in money": SIGNAL_MONEY, "sanction in life": SIGNAL_LIFE}  # fmt: skip
_CASE = ("system", "kind", "channel", "opened", "next", "review", "points")
_WENT = ("died", "left", "records", "cases")
_PLACE = ("people", "region", "town", "near", "far")


def read_world(rules: np.void, systems: np.ndarray, forms: list[Twin], state: dict[str, Any]) -> World:
    """A plain world from the tables of another.

    Args:
        rules: the scenario's `PARAMETERS` record.
        systems: its `SYSTEM` records.
        forms: the twin of each system's form.
        state: the tables by name, as `glasshouse.engine.world.World.state` gives them.
    """
    return World(rules, systems, forms, [_read_community(state, len(forms), c) for c in range(len(state["society"]))])


def _read_community(state: dict[str, Any], systems: int, c: int) -> Community:
    row, book = state["society"][c], state["cases"][c]
    return Community(
        number=c,
        people=int(row["people"]),
        region=int(row["region"]),
        town=int(row["town"]),
        near=row["near"].tolist(),
        far=row["far"].tolist(),
        citizens=[_read_citizen(state, systems, c, i) for i in range(LANES)],
        cases=[_read_case(book, state["provenance"][c], m) for m in range(int(book["count"]))],
        overflow=int(book["overflow"]),
        patrol=int(book["patrol"]),
        places=[int(one["left"]) for one in state["goods"][:, c]],
        went=Counter({name: int(row[name]) for row in state["seats"][c : c + 1] for name in _WENT}),
    )


def _read_citizen(state: dict[str, Any], systems: int, c: int, i: int) -> Citizen:
    row, response, faces = state["society"][c], state["response"][c], state["signals"]
    situation, files = int(state["conduct"][c]["situation"][i]), state["dossier"][c]["recent"][:, :, i].astype(int)
    ledgers = state["ledgers"][:systems, c]
    return Citizen(
        number=c * LANES + i,
        lane=i,
        here=bool(i < row["people"]),
        age=int(row["age"][i]),
        workplace=int(row["workplace"][i]),
        status=words(row["status"][i], STATUS),
        ranks={name: int(row[name][i]) for name in RANKS},
        reach=numbers(row["reach"][i]),
        in_default=bool(situation & int(IN_DEFAULT)),
        active=bool(situation & int(ACTIVE)),
        denied=words(situation, DENIED),
        resting=bool(situation & int(RESTING)),
        detained=bool(situation & int(DETAINED)),
        turned_away=bool(situation & int(TURNED_AWAY)),
        codes={name: int(response[name][i]) for name in CODES},
        cut=numbers(response["cut"][i]),
        spell=int(response["spell"][i]),
        faces=[_read_face(faces[side, c], i) for side in range(2)],
        files={(pool, h): (held & 15, held >> 4) for (pool, h), held in np.ndenumerate(files)},
        trust={name: int(row[name][i]) for row in state["trust"][c : c + 1] for name in TRUSTED},
        own=[_read_holding(one["own"][:, i]) for one in state["holdings"][:, c]],
        copied=[_read_holding(one["copied"][:, i]) for one in state["holdings"][:, c]],
        goods=[int(one["state"][i]) for one in state["goods"][:, c]],
        debts=[
            Debt(int(one["owed"][i]), int(one["due"][i]), int(one["late"][i]), bool(one["under"][i]))
            for one in state["debts"][:, c]
        ],
        attributes=numbers(state["attributes"][c]["has"][i]) if len(state["attributes"]) else set(),
        tallies=[_read_tally(one, i) for one in state["tallies"][:, c]],
        dockets=[_read_docket(one, i) for one in state["dockets"][:, c]],
        generation=int(state["seats"][c]["generation"][i]) if len(state["seats"]) else 0,
        came=int(state["seats"][c]["came"][i]) if len(state["seats"]) else 0,
        accounts=[Account(one["dimensions"][:, i].tolist(), int(one["published"][i])) for one in ledgers],
    )


def _read_holding(held: np.ndarray) -> Files:
    return {heading: (n & 15, n >> 4) for heading, n in enumerate(held.tolist())}


def _read_tally(row: np.void, i: int) -> Tally:
    recorded, done, left, counted = (int(row[name][i]) for name in ("recorded", "done", "left", "counted"))
    return Tally(recorded, done, left, row["unearned"][:, i].tolist(), counted)


def _read_docket(row: np.void, i: int) -> Docket:
    band, asked, finding, since, acted = (int(row[name][i]) for name in ("band", "asked", "finding", "since", "acted"))
    return Docket(band, asked, FINDINGS[finding], since, acted)


def _read_face(face: np.void, i: int) -> Face:
    return Face(int(face["effort"][i]), int(face["self_censorship"][i]), words(face["flags"][i], _FACE))


def _read_case(book: np.void, truth: np.void, m: int) -> Case:
    plain: dict[str, Any] = {name: int(book[name][m]) for name in _CASE}
    status, flags = STATUSES[int(book["status"][m])], words(book["flags"][m], FLAGS)
    plain |= {name: numbers(book[name][m]) for name in ("holders", "stale")}
    return Case(lane=int(book["citizen"][m]), status=status, flags=flags, false=bool(truth["false"][m]), **plain)


def write(community: Community, table: str, system: int = 0) -> dict[str, Any]:
    """A community's row of a table: its fields by name. Of the book of cases, only the cases that are in it.

    Args:
        community: the community.
        table: the table's name; ``signals 0`` and ``signals 1`` are those of even and of odd days.
        system: whose ledger or dockets, which holder's files, which good, debt, or row of tallies.
    """
    if table.startswith("signals"):
        return _signals_row(community, int(table[-1]))
    if table == "ledger":
        return _ledger_row(community, system)
    if table == "holdings":
        return _holdings_row(community, system)
    if table == "goods":
        return {"left": community.places[system], "state": [citizen.goods[system] for citizen in community.citizens]}
    if table == "debts":
        owing = [citizen.debts[system] for citizen in community.citizens]
        return {name: [getattr(debt, name) for debt in owing] for name in ("owed", "due", "late", "under")}
    if table == "tallies":
        return _tallies_row(community, system)
    if table == "dockets":
        return _dockets_row(community, system)
    return _ROWS[table](community)


def _conduct_row(community: Community) -> dict[str, Any]:
    people = community.citizens
    marks = {"in_default": IN_DEFAULT, "active": ACTIVE, "resting": RESTING, "detained": DETAINED}
    marks["turned_away"] = TURNED_AWAY
    found = [_sum_bits([word for word in marks if getattr(c, word)], marks) for c in people]
    return {"situation": [mark + _sum_bits(c.denied, DENIED) for mark, c in zip(found, people, strict=True)]}


def _response_row(community: Community) -> dict[str, Any]:
    people = community.citizens
    codes = {name: [citizen.codes[name] for citizen in people] for name in CODES}
    ties = [bits(citizen.cut) for citizen in people]
    return codes | {"cut": ties, "spell": [citizen.spell for citizen in people]}


def _signals_row(community: Community, side: int) -> dict[str, Any]:
    faces = [citizen.faces[side] for citizen in community.citizens]
    return {"effort": [face.effort for face in faces], "self_censorship": [face.self_censorship for face in faces],
            "flags": [_sum_bits(face.flags, _FACE) for face in faces]}  # fmt: skip


def _dossier_row(community: Community) -> dict[str, Any]:
    recent = np.zeros((2, len(HEADINGS), LANES), "u1")
    for citizen in community.citizens:
        for place, (new, old) in citizen.files.items():
            recent[(*place, citizen.lane)] = new + 16 * old
    return {"recent": recent}


def _holdings_row(community: Community, holder: int) -> dict[str, Any]:
    found = {name: np.zeros((len(HEADINGS), LANES), "u1") for name in ("own", "copied")}
    for citizen in community.citizens:
        for name, rows in found.items():
            for heading, (recent, old) in getattr(citizen, name)[holder].items():
                rows[heading, citizen.lane] = recent + 16 * old
    return dict(found)


def _tallies_row(community: Community, r: int) -> dict[str, Any]:
    tallies = [citizen.tallies[r] for citizen in community.citizens]
    counts = {name: [getattr(tally, name) for tally in tallies] for name in ("recorded", "done", "left", "counted")}
    return counts | {"unearned": np.array([tally.unearned for tally in tallies]).T}


def _dockets_row(community: Community, number: int) -> dict[str, Any]:
    dockets = [citizen.dockets[number] for citizen in community.citizens]
    found = {name: [getattr(docket, name) for docket in dockets] for name in ("band", "asked", "since", "acted")}
    return found | {"finding": [FINDINGS.index(docket.finding) for docket in dockets]}


def _ledger_row(community: Community, system: int) -> dict[str, Any]:
    accounts = [citizen.accounts[system] for citizen in community.citizens]
    levels = np.array([account.levels for account in accounts]).T
    return {"dimensions": levels, "published": [account.published for account in accounts]}


def _truth_row(community: Community) -> dict[str, Any]:
    return {"false": [case.false for case in community.cases]}


def _cases_row(community: Community) -> dict[str, Any]:
    cases = community.cases
    return {name: [getattr(case, name) for case in cases] for name in _CASE} | {
        "count": len(cases), "overflow": community.overflow, "patrol": community.patrol, "citizen": [case.lane for case in cases],
        "status": [STATUSES.index(case.status) for case in cases],
        "flags": [_sum_bits(case.flags, FLAGS) for case in cases],
        "holders": [bits(case.holders) for case in cases], "stale": [bits(case.stale) for case in cases],
    }  # fmt: skip


def _society_row(community: Community) -> dict[str, Any]:
    people = community.citizens
    ranks = {name: [citizen.ranks[name] for citizen in people] for name in RANKS}
    return ranks | {name: getattr(community, name) for name in _PLACE} | {
        "age": [citizen.age for citizen in people], "workplace": [citizen.workplace for citizen in people],
        "status": [_sum_bits(citizen.status, STATUS) for citizen in people],
        "reach": [bits(citizen.reach) for citizen in people],
    }  # fmt: skip


def _seats_row(community: Community) -> dict[str, Any]:
    people = community.citizens
    seats = {"generation": [citizen.generation for citizen in people], "came": [citizen.came for citizen in people]}
    return seats | {name: community.went[name] for name in _WENT}


def _trust_row(community: Community) -> dict[str, Any]:
    return {name: [citizen.trust[name] for citizen in community.citizens] for name in TRUSTED}


_ROWS: dict[str, Callable[[Community], dict[str, Any]]] = {
    "society": _society_row,
    "conduct": _conduct_row,
    "response": _response_row,
    "trust": _trust_row,
    "dossier": _dossier_row,
    "cases": _cases_row,
    "provenance": _truth_row,
    "seats": _seats_row,
    "attributes": lambda community: {"has": [bits(citizen.attributes) for citizen in community.citizens]},
}
"""Community to row, by the name of the table."""


def _sum_bits(found: Iterable[str], meanings: dict[str, Any]) -> int:
    return sum(int(meanings[word]) for word in found)
