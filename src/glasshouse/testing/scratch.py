"""A day's scratch beside a diary: for each stage, what the kernel wrote and what its plain twin wrote, by field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from glasshouse.schema import codes, limits
from glasshouse.schema import counts as tallies
from glasshouse.schema.limits import LANES
from glasshouse.testing import plain
from glasshouse.testing.plain.choices import Choice
from glasshouse.testing.plain.people import Diary, bits
from glasshouse.testing.stepping import Step

Pairs = dict[str, tuple[Any, Any]]
"""By field, what the kernel wrote and what the twin wrote."""


def _rows(diary: Diary, of: Callable[..., object]) -> np.ndarray:
    return np.array([of(page) for page in diary.pages])


def _people(twin: plain.people.World, step: Step) -> list[plain.people.Citizen]:
    return twin.communities[step.community].citizens


def meeting(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """Who is here, and what contacts showed."""
    truth, records = step.chunk.truth, step.chunk.records
    ties = _rows(diary, lambda page: bits(set(page.contacts)))
    found: Pairs = {
        "traits": (truth["traits"], _rows(diary, lambda page: [page.traits[name] for name in codes.TRAITS]).T),
        "states": (truth["states"], _rows(diary, lambda page: [page.states[name] for name in codes.STATE_ROWS]).T),
        "needs": (truth["needs"], _rows(diary, lambda page: [page.needs[name] for name in codes.NEEDS]).T),
        "perceived_risk": (truth["perceived_risk"], _rows(diary, lambda page: page.risk).T),
        "people": (truth["people"], _rows(diary, lambda page: page.needs["nothing"])),
        "group": (truth["group"], _rows(diary, lambda page: page.group)),
        "has": (truth["has"], _rows(diary, lambda page: bits(page.has))),
        "ties": (truth["ties"], ties), "tied": (records["tied"], ties),
    }  # fmt: skip
    if twin.parameters["households"]:
        found["household_first"] = (records["household_first"], [one.opens_household for one in _people(twin, step)])
    for name in ("effort", "self_censorship", "sanction", "evades"):
        found[f"near_{name}"] = (truth[f"near_{name}"], _rows(diary, lambda page, name=name: page.near[name]).T)
    return found


def _by_kind(diary: Diary, what: str, kinds: int) -> np.ndarray:
    return np.array([[kind in getattr(page, what) for page in diary.pages] for kind in range(kinds)])


def acts(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """What happened or was withheld."""
    truth, frequent = step.chunk.truth, int(twin.parameters["frequent"])
    events, withheld = int(truth["n"]), int(truth["n_withheld"])
    withholds = twin.parameters["self_censorship_weight"][:frequent] < 0
    return {
        "happened": (truth["happened"][:frequent], _by_kind(diary, "done", frequent)),
        "withheld": (truth["withheld"][:frequent][withholds], _by_kind(diary, "withheld", frequent)[withholds]),
        "events": (truth["code"][:events], [kind * LANES + lane for kind, lane in diary.events]),
        "hindered": (truth["hindered"][: int(truth["n_hindered"])],
                     [kind * LANES + lane for kind, lane in diary.hindered]),
        "withheld_code": (truth["withheld_code"][:withheld], [kind * LANES + lane for kind, lane in diary.withheld_events]),
        **_decided(step, twin, ("done", "left", "unable", "full")),
    }  # fmt: skip


def arrests(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """Who was arrested."""
    truth = step.chunk.truth
    return {"arrested": (truth["arrested"][: int(truth["n_arrested"])], diary.arrested)}


def removal(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """Whose posts were removed, a bit for each kind."""
    if not twin.parameters["removes"]:
        return {}
    theirs = [bits({kind for kind, lane in diary.hidden if lane == i}) for i in range(LANES)]
    return {"hidden": (step.chunk.records["hidden"], np.array(theirs, "u8"))}


def recorded(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """What was recorded."""
    records, frequent = step.chunk.records, int(twin.parameters["frequent"])
    n = int(records["n"])
    return {
        "exposed": (step.chunk.truth["exposed"], _rows(diary, lambda page: page.exposed).T),
        "recorded": (records["recorded"][:frequent],
                     _rows(diary, lambda page: [bits(page.recorded[kind]) for kind in range(frequent)]).T),
        "code": (records["code"][:n], [kind * LANES + lane for kind, lane, _ in diary.records]),
        "channels": (records["channels"][:n], [bits(channels) for _, _, channels in diary.records]),
    }  # fmt: skip


def treatment(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """What follows, and how attempts ended."""
    truth = step.chunk.truth
    found = {name: (truth[name], _rows(diary, lambda page, name=name: page.felt[name]))
             for name in ("burden", "benefit", "named", "attraction", "standing", "counted")}  # fmt: skip
    ends = _rows(
        diary, lambda page: ("denied" in page.ends) + 2 * ("eased" in page.ends) + 16 * ("worsened" in page.ends)
    )
    return found | {
        "burden_in": (truth["burden_in"], _rows(diary, lambda page: page.burden_in).T),
        "treatment": (truth["treatment"], _rows(diary, lambda page: page.treatment)),
        "ends": (truth["ends"], ends),
        "prized": (truth["prized"], _rows(diary, lambda page: page.prized)),
    }  # fmt: skip


def injustice(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """Who is wronged."""
    ours, theirs = step.chunk.truth["wrongly_sanctioned"], _rows(diary, lambda page: page.wrongly_sanctioned)
    return {"wrongly_sanctioned": (ours, theirs)}


def response(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """What risk is felt, and what became of decisions."""
    return {
        "perceived_risk": (step.chunk.truth["perceived_risk"], _rows(diary, lambda page: page.risk).T),
        **_decided(step, twin, ("unheard", "gone")),
        "decided.account": (step.decisions["account"], _reasons(step, twin)),
    }  # fmt: skip


def _choices(step: Step, twin: plain.people.World) -> list[Choice]:
    """What this community's citizens have decided, in the order of their numbers."""
    return [twin.choices[one.number] for one in _people(twin, step) if one.number in twin.choices]


def _reasons(step: Step, twin: plain.people.World) -> np.ndarray:
    """Why accounts were not opened or closed: a row for each who has decided, a place for each system."""
    rows = [[one.why_not.get(s, 0) for s in range(limits.SYSTEMS)] for one in _choices(step, twin)]
    return np.array(rows, "u1").reshape(-1, limits.SYSTEMS)


def _decided(step: Step, twin: plain.people.World, names: tuple[str, ...]) -> Pairs:
    """What became of decisions, as bits."""
    choices = _choices(step, twin)
    return {f"decided.{name}": (step.decisions[name], np.array([bits(getattr(one, name)) for one in choices], "u8"))
            for name in names}  # fmt: skip


def trace(diary: Diary, step: Step, twin: plain.people.World) -> Pairs:
    """What twins are compared by, and the counts by region."""
    trace, theirs = step.chunk.trace[0], np.array(plain.measurement.trace(diary), "u8").T
    names = ("acts", "treatment", "ends")
    found = {f"trace.{name}": (trace[name], theirs[n]) for n, name in enumerate(names)}
    place = step.chunk.region_counts[twin.communities[step.community].region]
    for name in tallies.REGION_COUNTS.names or ():
        if name in place.dtype.names:
            found[f"region_counts.{name}"] = (place[name], diary.count["place", name])
    return found


SCRATCH = {
    "society": meeting,
    "conduct": acts,
    "arrests": arrests,
    "observation": recorded,
    "removal": removal,
    "consequences": treatment,
    "injustice": injustice,
    "response": response,
    "measurement": trace,
}
"""What to compare after each stage that leaves something in truth or records."""
