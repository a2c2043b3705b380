"""Memory: a copy outlives its source, and files make people punishable for what was lawful."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import numpy as np

from glasshouse import scenario
from glasshouse.audit.explain import explain
from glasshouse.engine.run import Run, simulate
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import LANES
from glasshouse.testing import plain
from glasshouse.testing.plain.storage import read_world


def _government(*settings: str) -> Scenario:
    change = "later=[{day = 20, change = {systems = {vetting = {active = true}}, conduct = {criticise = {law = 'unlawful'}}}}]"
    quick = (
        "conduct.criticise.rate=0.03",
        "conduct.search-sensitive.rate=0.02",
        "systems.vetting.at_opening.points.speech=-15",
        change,
    )
    return scenario.load("change-of-government", (*quick, *settings), citizens=5000, days=25)


@cache
def _punishable(*settings: str) -> float:
    value = simulate(_government(*settings), threads=1).observables["condemned_by_files_share"].value
    assert value is not None
    return value


def test_a_new_government_makes_people_punishable_for_what_was_lawful() -> None:
    assert _punishable() > 0.02
    assert _punishable("systems.vetting.at_opening.points.speech=0") == 0


def test_the_shorter_files_are_kept_the_fewer_are_punishable() -> None:
    speech = ("social", "search", "telecom")
    kept = [_punishable(*(f"channels.{name}.retention={days}" for name in speech)) for days in (0, 10, 2)]
    assert kept == sorted(kept, reverse=True)
    assert kept[0] > 2 * kept[2]


def test_a_government_without_the_companies_files_has_less_to_go_by() -> None:
    assert _punishable('systems.vetting.at_opening.files=["state"]') < _punishable() / 2


def test_the_opening_kernel_does_what_its_plain_twin_does() -> None:
    world = World(_government())
    for _ in range(20):
        world.step()
    state = {name: np.copy(table) for name, table in world.state().items()}
    world.enact(world.plan.changes[20])
    twin, count = read_world(world.parameters, world.systems, [plain.forms.points.TWIN], state), Counter[Any]()
    for community in twin.communities:
        for citizen in community.citizens:
            profile = plain.observation.profile(twin, citizen, twin.systems[0])
            profile[4] = plain.observation.attribute(citizen, "online")
            plain.forms.points.begin(twin, community, citizen, 0, profile, count)
        ours = world.ledgers[0, community.number]
        assert [citizen.accounts[0].published for citizen in community.citizens] == ours["published"].tolist()
        assert [citizen.accounts[0].levels[0] for citizen in community.citizens] == ours["dimensions"][0].tolist()
    counted = {
        name: sum(int(chunk.system_counts[name][0]) for chunk in world.chunks) for name in ("rescored", "condemned")
    }
    assert counted == {"rescored": count["rescored"], "condemned": count["condemned"]}
    assert count["condemned"] > 0


def test_why_says_what_was_on_file_and_adds_up() -> None:
    told = explain(_government(), 2)
    assert told.adds_up
    text = explain(_government(), _condemned()).text(full=True)
    assert "on file when it opened" in text
    assert "Kept of this citizen" in text


def _condemned() -> int:
    world = World(_government())
    for _ in range(21):
        world.step()
    lowest = np.asarray(world.ledgers["published"][0]).astype(int)
    lowest[lowest == 0] = 99_999
    c, i = np.unravel_index(int(lowest.argmin()), lowest.shape)
    return int(c) * LANES + int(i)


@cache
def _bulk(*settings: str) -> Run:
    return simulate(scenario.load("bulk-collection", settings, citizens=3000, days=100), threads=1)


def _value(run: Run, name: str) -> float:
    value = run.observables[name].value
    assert value is not None
    return value


SHORT = tuple(f"channels.{name}.retention=20" for name in ("social", "search", "commerce", "payment", "telecom"))


def test_the_copy_outlives_what_the_source_deletes() -> None:
    short, long = _bulk(*SHORT), _bulk()
    assert _value(short, "records_on_file_commercial") < 0.9 * _value(long, "records_on_file_commercial")
    kept = "records_kept_bulk-collection"
    assert _value(short, kept) == _value(long, kept) > _value(short, "records_on_file_commercial")


def test_the_copy_has_a_retention_of_its_own() -> None:
    brief = _bulk("systems.bulk-collection.retention=10")
    assert _value(brief, "records_kept_bulk-collection") < _value(_bulk(), "records_kept_bulk-collection") / 2
    assert _value(brief, "keepers_per_citizen") <= _value(_bulk(), "keepers_per_citizen")


def test_a_silent_reader_changes_nothing_but_the_dose() -> None:
    without = _bulk("systems.bulk-collection.active=false")
    assert _bulk().digests["conduct"] == without.digests["conduct"]
    assert _value(_bulk(), "dose") > _value(without, "dose")
