"""Human review: kernels are their plain twins, chances and capacities are what they say, and everybody is accounted for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from glasshouse.audit.explain import explain
from glasshouse.audit.reviews import Reviewed
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import changed, load, notices
from glasshouse.schema.codes import LET_LAPSE, WAITING
from glasshouse.schema.limits import LANES
from glasshouse.scoring.human_review import HumanReview
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import SimulatedWorld, simulated

S = "systems.merits.human_review"
MORE = (
    "systems.merits.start=46",
    "systems.merits.members.share=1",
    'systems.merits.members.eligible="everybody"',
    f'{S}.looks_for=["cheat", "pass-rumour", "criticise"]',
)
"""Settings that let more people come near the line."""
WIDE = (*MORE, f"{S}.share=1", f"{S}.capacity=1000", f"{S}.anchoring=0")


def _count(life: SimulatedWorld, name: str) -> int:
    return int(life.day_counts[name][life.world.encoded.names.systems["merits"]])


def _by_day(life: SimulatedWorld, name: str) -> list[int]:
    s = life.world.encoded.names.systems["merits"]
    return [int(day.day_counts[name][s]) for day in life.days]


@pytest.fixture(scope="module")
def reached() -> SimulatedWorld:
    """Caseworkers with time for everything, who confirm everything."""
    return simulated(crowded(*WIDE, f"{S}.overturned_wrong=0", f"{S}.overturned_right=0"))


@pytest.fixture(scope="module")
def unseen() -> SimulatedWorld:
    """Cases of which nobody has time for any, and which wait."""
    return simulated(crowded(*MORE, f"{S}.share=1", f"{S}.capacity=0", f'{S}.above_capacity="waits"'))


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernel_does_what_its_plain_twin_does(scene: str) -> None:
    assert compared("review", scene) > 10_000
    assert differing("review", scene) == {}


def test_with_time_for_everything_each_case_is_decided_on_the_next_day(reached: SimulatedWorld) -> None:
    cases, reviewed, waiting = (_by_day(reached, name) for name in ("review_cases", "reviewed", "review_waiting"))
    assert sum(cases) > 30
    assert waiting == cases, "in the evening only the cases of the day itself wait"
    better_by_itself = sum(cases[:-1]) - sum(reviewed[1:])
    assert 0 <= better_by_itself < 0.2 * sum(cases)
    assert _count(reached, "review_seconds") == sum(reviewed) * 750, "twelve and a half minutes each"


def test_without_time_nobody_gets_worse_and_all_cases_wait(unseen: SimulatedWorld) -> None:
    assert _count(unseen, "review_cases") > 30
    assert _count(unseen, "reviewed") == _count(unseen, "review_automatic") == _count(unseen, "review_lapsed") == 0
    waiting = (np.asarray(unseen.world.dockets["finding"]) == WAITING).sum((1, 2))
    assert waiting[_docket(unseen)] == _by_day(unseen, "review_waiting")[-1] > 0


def _docket(life: SimulatedWorld) -> int:
    return int(life.world.systems["docket"][life.world.encoded.names.systems["merits"]]) - 1


def test_whoever_waits_is_treated_by_the_old_band(unseen: SimulatedWorld) -> None:
    s = unseen.world.encoded.names.systems["merits"]
    row = unseen.world.dockets[_docket(unseen)]
    held, asked = np.asarray(row["band"]), np.asarray(row["asked"])
    burden = np.concatenate([[0], unseen.world.systems["burden"][s]])
    waits = np.asarray(row["finding"]) == WAITING
    assert (burden[asked[waits]] >= burden[held[waits]]).all()
    assert (asked[waits] != held[waits]).all()
    assert (asked[~waits & (np.asarray(row["finding"]) != LET_LAPSE)] == 0).all()


@pytest.mark.parametrize(("rule", "field"), [("automatic", "review_automatic"), ("lapses", "review_lapsed")])
def test_what_nobody_reaches_in_time_goes_as_it_was_declared(rule: str, field: str) -> None:
    life = simulated(crowded(*MORE, f"{S}.share=1", f"{S}.capacity=0", f'{S}.above_capacity="{rule}"', f"{S}.within=2"))
    other = {"review_automatic": "review_lapsed", "review_lapsed": "review_automatic"}[field]
    cases, gone = _by_day(life, "review_cases"), _by_day(life, field)
    assert 0 < sum(gone) <= sum(cases)
    assert not any(gone[:3])
    assert _count(life, "reviewed") == _count(life, other) == 0


def test_the_capacity_bounds_what_is_decided() -> None:
    few = simulated(crowded(*MORE, f"{S}.share=1", f"{S}.capacity=1", f'{S}.above_capacity="waits"'))
    reviewed, places = _by_day(few, "reviewed"), 600 / 1000
    assert 0.4 * places * len(reviewed) < sum(reviewed) < 1.6 * places * len(reviewed)
    assert sum(reviewed) < _count(few, "review_cases") / 2


def test_every_case_is_accounted_for() -> None:
    life = simulated(crowded(*MORE))
    for s in range(2):
        names = ("reviewed", "review_automatic", "review_lapsed")
        known = sum(int(life.day_counts[name][s]) for name in names)
        assert known <= int(life.day_counts["review_cases"][s])
    assert _count(life, "review_missed") <= _count(life, "review_overturned") <= _count(life, "reviewed")
    confirmed = _count(life, "reviewed") - _count(life, "review_overturned")
    assert 0 < _count(life, "review_confirmed_wrongly") <= confirmed


def test_who_always_finds_for_the_citizen_leaves_nobody_worse_off_and_errs_about_the_justified() -> None:
    kind = simulated(crowded(*WIDE, f"{S}.overturned_wrong=1", f"{S}.overturned_right=1"))
    assert _count(kind, "review_overturned") == _count(kind, "reviewed") > 30
    assert _count(kind, "review_confirmed_wrongly") == 0 < _count(kind, "review_missed")


def test_a_caseworker_who_sees_the_truth_errs_never() -> None:
    wise = simulated(crowded(*WIDE, f"{S}.overturned_wrong=1", f"{S}.overturned_right=0"))
    assert _count(wise, "review_missed") == _count(wise, "review_confirmed_wrongly") == 0
    assert 0 < _count(wise, "review_overturned") < _count(wise, "reviewed")


def test_the_longer_the_look_back_the_more_is_justified() -> None:
    wrong = [f"{S}.overturned_wrong=1", f"{S}.overturned_right=0"]
    short, long = (simulated(crowded(*WIDE, *wrong, f"{S}.looks_back={days}")) for days in (1, 30))
    assert _count(short, "review_overturned") > _count(long, "review_overturned")


def _review(**changes: Any) -> HumanReview:
    review = crowded().systems["merits"].human_review
    assert review is not None
    return review.model_copy(update=changes)


@pytest.mark.parametrize(
    ("shows", "expected"), [("records", (0.8, 0.4)), ("both", (0.48, 0.24)), ("score", (0.24, 0.24))]
)
def test_who_sees_the_score_follows_it_and_who_sees_nothing_else_cannot_tell(
    shows: Any, expected: tuple[float, float]
) -> None:
    assert _review(shows=shows).chances == pytest.approx(expected)


def test_who_follows_the_score_always_lets_nothing_lapse() -> None:
    life = simulated(crowded(*MORE, f"{S}.share=1", f"{S}.capacity=1000", f"{S}.anchoring=1"))
    assert _count(life, "review_overturned") == 0 < _count(life, "reviewed")


def test_a_share_of_nothing_leaves_every_treatment_as_it_is_without_a_review() -> None:
    base = load("court-list", citizens=600, days=20, panel=())
    review = load("court-list", [_TABLE.replace("share=1", "share=0")], citizens=600, days=20, panel=())
    plain, off = simulated(base), simulated(review)
    assert (len(plain.world.dockets), len(off.world.dockets)) == (0, 1)
    for stage in ("conduct", "records", "scores", "treatment", "response"):
        assert plain.digests[stage] == off.digests[stage]


_TABLE = (
    'systems.court-list.human_review={share=1, shows="both", anchoring=0.5, capacity=1, minutes=10, within=5, '
    'above_capacity="waits", looks_for=["default-judgment"], looks_back=90, overturned_wrong=0.5, overturned_right=0.1}'
)


def test_a_resumed_world_decides_as_one_that_went_on() -> None:
    one, other = World(crowded()), World(crowded())
    for _ in range(9):
        one.step()
    other.restore({name: np.array(table) for name, table in one.state().items()}, 9)
    for _ in range(9):
        mine, theirs = one.step(), other.step()
        assert np.array_equal(mine.day_counts["reviewed"], theirs.day_counts["reviewed"])
    assert np.array_equal(np.asarray(one.dockets["band"]), np.asarray(other.dockets["band"]))


def test_why_tells_who_or_what_decided() -> None:
    scenario = crowded("panel=[" + ",".join(map(str, range(0, 600, 3))) + "]")
    recorder = Recorder(World(scenario))
    for _ in range(scenario.days):
        recorder.step()
    told: list[Reviewed] = []
    for citizen in scenario.panel[:40]:
        told += explain(scenario, citizen).reviews if citizen < 30 else ()
    outcomes = {each.outcome for each in told}
    assert told
    assert all(each.system in ("merits", "court-list") for each in told)
    assert any("waits for a caseworker" in outcome for outcome in outcomes)


def test_what_does_not_fit_is_told_with_its_key() -> None:
    with pytest.raises(InputError) as error:
        crowded(f"{S}.share=2", f'{S}.shows="all"', f"{S}.capacity=-1")
    for key in ("share", "shows", "capacity"):
        assert f"{S}.{key}: expected" in str(error.value)
    with pytest.raises(InputError) as error:
        crowded(f'{S}.looks_for=["cheet", "firm-bids"]')
    assert f"{S}.looks_for.0" in str(error.value)
    assert "'firm-bids', which only firms do" in str(error.value)
    with pytest.raises(InputError, match="a form with bands or a list"):
        crowded(_TABLE.replace("court-list", "watch"))
    with pytest.raises(InputError, match="accounts of citizens"):
        crowded(_TABLE.replace("court-list", "companies"))


def test_a_review_that_can_do_nothing_is_noticed() -> None:
    base = crowded(f'{S}.shows="records"', "systems.court-list.human_review.capacity=0")
    found = {each.key for each in notices(base)}
    assert {f"{S}.anchoring", "systems.court-list.human_review.capacity"} <= found
    blind = {each.key for each in notices(changed(base, [f'{S}.shows="score"']))}
    assert f"{S}.shows" in blind


def test_a_measure_that_begins_later_counts_days_in_the_band_in_force() -> None:
    late = "systems.merits.measures.named.after=3"
    world = World(crowded(*WIDE, late, f"{S}.overturned_wrong=0", f"{S}.overturned_right=0"))
    s, r = world.encoded.names.systems["merits"], world.encoded.names.tallies["merits", "measures.named"]
    docket, low = int(world.systems["docket"][s]) - 1, 1
    days, begun, held_back = np.zeros((world.communities, LANES), int), 0, 0
    for _ in range(16):
        world.step()
        held = np.asarray(world.dockets[docket]["band"])
        days = np.where(held == low, days + 1, 0)
        assert np.array_equal(np.asarray(world.tallies[r]["recorded"]), days)
        begun += int((days > 3).sum())
        held_back += int((np.asarray(world.dockets[docket]["asked"]) == low).sum())
    assert begun > 0
    assert held_back > 0
