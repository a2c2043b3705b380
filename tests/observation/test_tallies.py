"""Tallies: caps, steps, absences of records and sanctions in steps, beside their plain twin and by known answers."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.schema.codes import MIGRANT, MINORITY
from glasshouse.scoring.tallied import Cap, Steps, worth_of
from glasshouse.testing.lockstep import SCENES, compared, differing
from glasshouse.testing.simulated import simulated

LAST = list(SCENES)[-1]
STEPS = 16


@pytest.mark.parametrize("stage", ["tallies", "scoring", "consequences", "injustice", "publishing"])
def test_kernel_and_twin_count_the_same(stage: str) -> None:
    assert compared(stage, LAST) > 10_000
    assert differing(stage, LAST) == {}


def _cap(**most: float) -> Cap:
    units = {"records": "records", "points": "points", "days": "days"}
    given = {name: {"value": float(value), "unit": units[name]} for name, value in most.items()}
    return Cap.model_validate_json(json.dumps(given))


def _steps(second: float, third: float, later: float) -> Steps:
    named = {"second": second, "third": third, "later": later}
    factors = {name: {"value": value, "unit": "ratio"} for name, value in named.items()}
    return Steps.model_validate_json(json.dumps({**factors, "days": {"value": 30.0, "unit": "days"}}))


def test_what_records_of_a_period_bring_together() -> None:
    assert worth_of(-5, None, None)[:4] == (0, -5, -10, -15)
    assert worth_of(5, _cap(records=2, days=30), None)[:5] == (0, 5, 10, 10, 10)
    assert worth_of(-5, _cap(points=12, days=30), None)[:5] == (0, -5, -10, -12, -12)
    assert worth_of(-5, None, _steps(2, 3, 4))[:6] == (0, -5, -15, -30, -50, -70)
    assert worth_of(-5, _cap(points=20, days=30), _steps(2, 3, 4))[:5] == (0, -5, -15, -20, -20)
    assert worth_of(5, _cap(records=0, points=0, days=30), None) == worth_of(5, None, None)


BARE = (
    "response.enabled=false",
    'systems.rongcheng.forgetting.rule="never"',
    "systems.rongcheng.publish_every=1",
    "systems.rongcheng.publish_on=0",
    "systems.rongcheng.collective={household=0, village=0}",
)


def _town(*settings: str, days: int = 24, **given: Any) -> scenario.Scenario:
    return scenario.load("rongcheng", (*BARE, *settings), citizens=1024, days=days, **given)


def _levels(world: World) -> np.ndarray:
    """Points that records, and absences of records, brought so far."""
    s = list(world.scenario.systems).index("rongcheng")
    return np.asarray(world.ledgers[s]["dimensions"][:, 0]) / STEPS


def _after(town: scenario.Scenario, days: int) -> World:
    world = World(town)
    for _ in range(days):
        world.step()
    return world


IDLE = 'systems.rongcheng.absences={idle={kind="volunteer", within=8, points=-20}}'


def _only(*settings: str) -> scenario.Scenario:
    town = _town(*settings)
    system = town.systems["rongcheng"]
    return town.model_copy(update={"systems": {"rongcheng": system.model_copy(update={"rules": {}})}})


def test_an_absence_is_judged_at_the_end_of_each_period_on_records_alone() -> None:
    often = "conduct.volunteer={rate=0.02, ceiling=0.029}"
    blind = _only(
        IDLE, often, "channels.work-unit.sensitivity.volunteer=0", "channels.informant.sensitivity.volunteer=0"
    )
    people = np.asarray(_after(blind, 7).society["people"])
    here = np.arange(256) < people[:, None]
    assert not _levels(_after(blind, 7)).any()
    assert set(_levels(_after(blind, 8))[here]) == {-20}
    assert set(_levels(_after(blind, 16))[here]) == {-40}
    seen = _only(
        IDLE, often, "channels.work-unit.sensitivity.volunteer=1", "channels.informant.sensitivity.volunteer=1"
    )
    some = _levels(_after(seen, 8))[here]
    assert set(some) == {0, -20}
    assert 0.02 < (some == 0).mean() < 0.5


def test_who_did_unseen_what_is_missed_is_wronged_and_others_are_not() -> None:
    low = "systems.rongcheng.start=851"
    common = (IDLE, low, "conduct.volunteer={rate=0.02, ceiling=0.029}")
    unseen = ("channels.work-unit.sensitivity.volunteer=0", "channels.informant.sensitivity.volunteer=0")
    town = _only(*common, *unseen)
    world, did = World(town), np.zeros((4, 256), bool)
    s = list(town.systems).index("rongcheng")
    burdened = np.asarray(world.systems[s]["burden"]) > 0
    for day in range(10):
        world.step()
        if day < 8:
            did = np.asarray(world.tallies[0]["done"]) > 0
    wronged = np.asarray(world.tallies[0]["counted"]) < 0
    here = np.arange(256) < np.asarray(world.society["people"])[:, None]
    assert burdened.any()
    assert np.array_equal(wronged & here, did & here)
    left = simulated(town)
    assert sum(int(day.day_counts["wrongly_sanctioned"].sum()) for day in left.days) > 0
    idle = simulated(_only(*common, *unseen, "conduct.volunteer.rate=0"))
    assert sum(int(day.day_counts["wrongly_sanctioned"].sum()) for day in idle.days) == 0


def test_days_after_a_record_count_from_the_next_day_and_an_answer_in_time_ends_them() -> None:
    mute = 'systems.rongcheng.absences={mute={kind="volunteer", after="litter", within=5, points=-20}}'
    always = (
        "conduct.litter={rate=0.05, ceiling=0.055}",
        "channels.informant.coverage.town=1",
        "channels.informant.coverage.country=1",
        "channels.informant.sensitivity.litter=1",
    )
    never = ("channels.work-unit.sensitivity.volunteer=0", "channels.informant.sensitivity.volunteer=0")
    town = _only(mute, *always, *never)
    world = World(town)
    called = np.zeros((4, 256), int) - 1
    for day in range(12):
        left = np.asarray(world.tallies[0]["left"]).copy()
        world.step()
        begun = (np.asarray(world.tallies[0]["left"]) == 5) & (left <= 1)
        called = np.where((called < 0) & begun, day, called)
        expected = np.where((called >= 0) & (day >= called + 5), 1, 0)
        assert np.array_equal(_levels(world) < 0, expected > 0)


def test_a_sanction_in_steps_begins_after_so_many_days_in_its_band() -> None:
    label = next(
        name for name, m in scenario.load("rongcheng").systems["rongcheng"].measures.items() if m.type == "sanction"
    )
    low, later = "systems.rongcheng.start=500", f"systems.rongcheng.measures.{label}.after=3"
    world = World(_only(low, later), traced=True)
    at = world.encoded.measures.index(("rongcheng", label))
    found = []
    for _ in range(6):
        world.step()
        treated = np.concatenate([np.asarray(chunk.trace["treatment"]) for chunk in world.chunks])
        found.append(bool((treated >> np.uint64(at) & np.uint64(1)).any()))
    assert found == [False, False, False, True, True, True]


def test_groups_of_the_register_start_apart() -> None:
    world = World(
        _only(
            "systems.rongcheng.starts={migrant=-100, minority=-30}", 'society="china"', "society.national_minority=0.3"
        )
    )
    s = list(world.scenario.systems).index("rongcheng")
    low, high = (world.scenario.systems["rongcheng"].low.value, world.scenario.systems["rongcheng"].high.value)  # type: ignore[attr-defined]
    status, codes = np.asarray(world.society["status"]), np.asarray(world.ledgers[s]["published"]).astype(float)
    points = low + (codes - 1) / 65533 * (high - low)
    for bits, start in ((0, 1000), (int(MIGRANT), 900), (int(MINORITY), 970), (int(MIGRANT | MINORITY), 870)):
        mine = ((status & (MIGRANT | MINORITY)) == bits) & (codes > 0)
        assert mine.any()
        assert points[mine] == pytest.approx(start, abs=0.05)


def test_where_no_rule_needs_a_tally_there_are_no_rows() -> None:
    world = World(_town())
    assert len(world.tallies) == 0
    assert world.tables.tables()["tallies"].nbytes == 0


def test_what_safeguards_take_away_leaves_its_row_empty() -> None:
    encoded = encode_scenario(_town(IDLE, 'systems.rongcheng.purpose=["traffic"]', "safeguards.purpose_limits=true"))
    assert len(encoded.names.tallies) == 1
    assert encoded.parameters["tally_type"][0, 0] == 0
    short = encode_scenario(_town(IDLE, "safeguards.forget_after=4"))
    assert short.parameters["tally_days"][0, 0] == 4


def _absence(**said: str) -> str:
    return (
        f"systems.rongcheng.absences={{a={{{', '.join(f'{key}={value}' for key, value in said.items())}, points=-1}}}}"
    )


@pytest.mark.parametrize(
    ("setting", "key", "expected"),
    [
        (_absence(kind='"volunter"', within="8"), "absences.a.kind", "name of a kind"),
        (_absence(kind='"volunteer"', after='"volunteer"', within="8"), "absences.a.after", "another kind"),
        (_absence(kind='"volunteer"', after='"litter"', within="300"), "absences.a.within", "1 to 250"),
        (_absence(kind='"volunteer"', within="0"), "absences.a.within", "1 to"),
        ("systems.rongcheng.rules.litter.cap={days=30}", "rules.litter.cap", "`records` or `points`"),
        ("systems.rongcheng.rules.litter.cap={records=70, days=30}", "rules.litter.cap.records", "at most 63"),
        ("systems.rongcheng.starts={migrant=-2000}", "starts", "a start on the scale"),
        ("systems.rongcheng.measures.no-posts.after=400", "measures.no-posts.after", "at most 250"),
        (
            "systems.rongcheng.rules.litter={cap={points=5, days=30}, steps={second=2, third=2, later=2, days=60}}",
            "rules.litter.steps.days",
            "the period of the cap",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_key(setting: str, key: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        _town(setting)
    found = {problem.key: problem.expected for problem in caught.value.problems}
    assert expected in found[f"systems.rongcheng.{key}"]


def test_rows_stay_while_rules_change() -> None:
    with pytest.raises(InputError, match="whose counts have run from the first day"):
        _town("later=[{day=3, change={systems={rongcheng={rules={litter={cap={points=5, days=9}}}}}}}]")


def test_a_restored_world_goes_on_with_the_same_counts() -> None:
    town = scenario.load("municipal-trust", citizens=1024, days=70)
    whole, again = _after(town, 50), World(town)
    again.restore({name: np.array(table) for name, table in whole.state().items()}, 50)
    for _ in range(15):
        whole.step()
        again.step()
    assert all(np.array_equal(table, again.state()[name]) for name, table in whole.state().items())
    assert all(np.asarray(whole.tallies[name]).any() for name in ("recorded", "done", "left", "unearned", "counted"))
