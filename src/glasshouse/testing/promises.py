"""What a form says of itself, held against what it does: scale and bands, safeguards, explanations, plain twin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.audit.explain import explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario, apply_safeguards
from glasshouse.schema.codes import CASE_EMPTY, CASE_LISTED
from glasshouse.scoring.accounts import code_of
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System
from glasshouse.testing.lockstep import COMPARED, walk_together

DAYS, WIPED, FORGETS = 14, 2, 4
"""Days lived; days after which one of two worlds loses its past; days after which nothing may count any more."""
COMPARED_DAYS = 6
"""Days on which kernels and plain twins are compared; with fewer, hardly anything may be recorded."""
SAMPLE = 24
"""Citizens whose accounts are explained."""
LEFT = 1 / 8
"""Most that may be left of a difference once it has been forgotten; a half-life leaves a sixteenth."""


def scale_is_kept(whole: Scenario, name: str) -> Iterator[str]:
    """What is published lies on the scale that the form names, and its bands begin where the form says."""
    system = whole.systems[name]
    form = form_of(system)
    can, scale, bands = form.capabilities, form.scale(system), form.bands(system)
    if (scale is not None) != can.has_scale:
        yield "its capabilities and `scale` disagree on whether it has a scale"
    if bool(bands) != can.judges:
        yield "its capabilities and `bands` disagree on whether it judges anybody"
    if can.judges:
        yield from _bands(whole, name)


def _bands(whole: Scenario, name: str) -> Iterator[str]:
    """Bands begin at the codes of their scores; of a list, at 1 and 2."""
    system, numbers = whole.systems[name], encode_scenario(whole)
    form, row = form_of(system), numbers.systems[numbers.system_names.index(name)]
    scale, bands = form.scale(system), form.bands(system)
    if int(row["bands"]) != len(bands):
        yield f"it encodes {int(row['bands'])} bands and names {len(bands)}"
        return
    for b, band in enumerate(bands):
        # The lowest band takes in every code below the next one, so that it may begin at 0 or at 1.
        code = max(1, int(row["band_code"][b]))
        wanted = code_of(band.start.value, scale.low, scale.high) if scale else b + 1
        if code != wanted:
            yield f"band {band.name!r} starts at code {code}; by its start and the scale it would be {wanted}"


def safeguards_are_kept(whole: Scenario, name: str) -> Iterator[str]:
    """What the form obeys changes what it promises to change."""
    obeys = form_of(whole.systems[name]).obeys()
    if "purpose_limits" in obeys:
        yield from _purpose(whole, name)
    if "no_contacts" in obeys:
        system = apply_safeguards(_under(whole, no_contacts=True)).systems[name]
        if system.contacts is not None or form_of(system).counts_contacts(system):
            yield "without contacts it still counts them"
    if "forget_after" in obeys:
        yield from _forgets(whole, name)


def _under(whole: Scenario, **law: object) -> Scenario:
    return whole.model_copy(update={"safeguards": whole.safeguards.model_copy(update=law)})


def _purpose(whole: Scenario, name: str) -> Iterator[str]:
    """Held to its purpose it has rules, measures and numbers about its own contexts only."""
    limited = _under(whole, purpose_limits=True)
    system = apply_safeguards(limited).systems[name]
    form = form_of(system)
    outside = [kind for kind, each in whole.conduct.items() if each.context not in system.purpose]
    for kind in outside:
        if form.rules_for(system, kind):
            yield f"limited to its purpose it still has a rule about {kind!r}"
    yield from _measures_beyond_purpose(system)
    read = _kinds_that_count(limited, name) if form.capabilities.judges else set()
    for kind in outside:
        if kind in read:
            yield f"limited to its purpose its numbers still count records of {kind!r}"


def _measures_beyond_purpose(system: System) -> Iterator[str]:
    for band in form_of(system).bands(system):
        for measure in band.measures:
            if system.measures[measure].context not in system.purpose:
                yield f"limited to its purpose it still has measure {measure!r} in band {band.name!r}"


def _kinds_that_count(scenario: Scenario, name: str) -> set[str]:
    """Kinds of conduct whose records move something, by the system's numbers."""
    numbers = encode_scenario(scenario)
    row = numbers.systems[numbers.system_names.index(name)]
    found = {int(k) for k in row["frequent"][: int(row["frequent_points"])]}
    found |= set(np.flatnonzero(row["scored"] | row["enters"]).tolist())
    return {kind for kind, k in numbers.names.kinds.items() if k in found}


def _forgets(whole: Scenario, name: str) -> Iterator[str]:
    """Of two worlds, one loses what the system has on record; once that is to be forgotten, both publish the same."""
    off = {"enabled": False}
    still = _under(whole, forget_after=FORGETS).model_copy(
        update={
            "response": whole.response.model_copy(update=off),
            "consequences": whole.consequences.model_copy(update=off),
        }
    )
    worlds = World(still), World(still)
    s = worlds[0].encoded.system_names.index(name)
    most = left = 0
    for day in range(DAYS):
        for world in worlds:
            world.step()
        if day == WIPED - 1:
            _wipe(worlds[1], s)
        elif day >= WIPED:
            ours, theirs = (np.asarray(world.ledgers[s]["published"]).astype(np.int64) for world in worlds)
            left = int(np.abs(ours - theirs).max())
            most = max(most, left)
    if left > most * LEFT:
        yield f"what was recorded {DAYS - WIPED} days ago still counts under a law of {FORGETS} days"


def _wipe(world: World, s: int) -> None:
    """Take out all that a system has on record: its ledger, and its cases in force."""
    world.ledgers[s]["dimensions"][...] = 0
    cases = world.cases
    mine = (np.asarray(cases["system"]) == s) & (np.asarray(cases["status"]) == CASE_LISTED)
    mine &= np.arange(mine.shape[1]) < np.asarray(cases["count"])[:, None]
    cases["status"][mine] = CASE_EMPTY


def explanations_add_up(whole: Scenario, name: str) -> Iterator[str]:
    """The terms of each explanation lead to what was published, unless the form says that its scores are no sums."""
    form = form_of(whole.systems[name])
    chosen = whole.model_copy(update={"panel": tuple(range(0, whole.citizens, max(1, whole.citizens // SAMPLE)))})
    done, numbers = simulate(chosen), encode_scenario(chosen)
    for m, citizen in enumerate(done.watched):
        diary = CitizenHistory(chosen, numbers, done.labels, int(citizen), done.panel[:, m], done.decided)
        (account,) = explain_history(diary, chosen.days - 1, name).accounts
        if account.band is None:
            continue
        if form.capabilities.has_scale and not account.items:
            yield f"it explains nothing of the score of citizen {citizen}"
            return
        if form.capabilities.is_additive and not account.adds_up:
            yield f"its explanation of citizen {citizen} leads to {account.sum:g} and not to {account.score}"
            return


def twin_agrees(whole: Scenario, _: str) -> Iterator[str]:
    """Kernels and plain twins do the same, step by step."""
    for stage, found in walk_together(whole, WIPED, COMPARED_DAYS).items():
        for field in sorted(set(found) - {COMPARED}):
            yield f"its plain twin differs after {stage}: {field}"
