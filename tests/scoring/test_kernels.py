"""Scoring: the shipped forms do what their plain twins do, stay on their scale, forget at their pace."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.schema.codes import CASE_EMPTY, CASE_ENDED
from glasshouse.schema.limits import CASE_ROOM, DIMENSIONS
from glasshouse.scoring.accounts import TOP, code_of, score_of
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import SimulatedWorld, simulated


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("stage", ["scoring", "publishing"])
def test_the_kernels_do_what_their_plain_twins_do(stage: str, scene: str) -> None:
    assert compared(stage, scene) > 150_000
    assert differing(stage, scene) == {}


@pytest.fixture(scope="module")
def life() -> SimulatedWorld:
    """A world in which appeals suspend nothing: `tests/scoring/test_suspension.py` is about what is set aside."""
    return simulated(crowded("systems.rongcheng.redress.suspends=false", days=29), watch=tuple(range(600)))


def _systems(life: SimulatedWorld, *forms: str) -> list[tuple[int, str, Any]]:
    names, systems = life.world.encoded.system_names, life.world.scenario.systems
    return [(s, name, life.world.systems[s]) for s, name in enumerate(names) if systems[name].form in forms]


def test_published_codes_lie_on_the_scale(life: SimulatedWorld) -> None:
    for s, name, system in _systems(life, "points", "weighted"):
        codes = np.stack([day.panel["published"][:, s] for day in life.days])
        assert codes.max() <= TOP + 1, name
        low, high = float(system["low"]), float(system["high"])
        scores = low + (codes[codes > 0].astype(float) - 1) / float(TOP) * (high - low)
        assert low <= scores.min() < scores.max() <= high, name
        members = (codes > 0).sum(1)
        came = [int(day.system_counts[s]["joined"]) - int(day.system_counts[s]["left"]) for day in life.days]
        assert (np.diff(members) == came[1:]).all(), "members stay members until they leave"
        if not system["market"]:
            assert ((codes > 0) == (codes[0] > 0)).all(), name


def test_a_list_has_only_those_who_are_on_and_those_who_are_off(life: SimulatedWorld) -> None:
    for s, name, _ in _systems(life, "list"):
        codes = np.stack([day.panel["published"][:, s] for day in life.days])
        assert set(np.unique(codes)) == {1, 2}, name


def test_a_silent_reader_publishes_nothing(life: SimulatedWorld) -> None:
    for s, name, _ in _systems(life, "none"):
        assert not np.asarray(life.world.ledgers["published"][s]).any(), name
        assert sum(int(day.system_counts["opened"][s]) for day in life.days) > 0, name


def test_whoever_moves_between_bands_rises_or_falls(life: SimulatedWorld) -> None:
    for s, name, system in _systems(life, "points", "weighted"):
        publications = 0
        for n, day in enumerate(life.days):
            moves = day.system_counts["moves"][s]
            if n % int(system["publish_every"]) != int(system["publish_on"]):
                assert not moves.any(), name
                continue
            publications += 1
            if not system["of_firms"]:
                members = int((day.panel["published"][:, s] > 0).sum())
                assert moves.sum() == members, "every member is in some band before and after"
            assert np.triu(moves, 1).sum() == day.system_counts["rose"][s], name
            assert np.tril(moves, -1).sum() == day.system_counts["fell"][s], name
        assert publications > 2, name


def _kept(cases: Any, s: int) -> int:
    """Cases of a system in one community; those that live on in copies alone have ended."""
    n = int(cases["count"])
    return int(((cases["system"][:n] == s) & (cases["status"][:n] < CASE_ENDED)).sum())


def test_every_case_that_was_opened_is_open_or_ended_once(life: SimulatedWorld) -> None:
    """Cases opened, less those that expired, were repaired or corrected, are still kept."""
    all_cases = life.world.cases
    assert (np.asarray(all_cases["count"]) <= CASE_ROOM).all()
    at_start = World(crowded()).cases
    ended_of_any = 0
    for s, name, _ in _systems(life, "points", "list"):
        counted = {field: sum(int(day.system_counts[field][s]) for day in life.days)
                   for field in ("opened", "expired", "repaired", "corrected", "entered")}  # fmt: skip
        kept = sum(_kept(cases, s) for cases in all_cases)
        old = sum(int((cases["system"][: int(cases["count"])] == s).sum()) for cases in at_start)
        ended = counted["expired"] + counted["repaired"] + counted["corrected"]
        assert old + counted["opened"] - ended == kept, name
        ended_of_any += ended
        assert all((cases["status"][: int(cases["count"])] != CASE_EMPTY).all() for cases in all_cases)
    assert ended_of_any > 100


def test_overflow_is_counted_by_community_and_by_system(life: SimulatedWorld) -> None:
    room = ("conduct.cheat.slot.word=11", "conduct.cheat.slot.first=0", "conduct.cheat.slot.width=1024")
    crowd = simulated(crowded(*room, "conduct.cheat.ceiling=0.2", "conduct.cheat.rate=0.1"))
    lost = sum(int(day.system_counts["overflow"].sum()) for day in crowd.days)
    assert lost == int(np.asarray(crowd.world.cases["overflow"]).sum()) > 0


def _for_attributes(system: Any, on_file: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Points for attributes on file, a bit each in `on_file`; they count while they are on file and are not kept."""
    leans = system["attribute_lean"][0].astype(float) * float(system["high"] - system["low"])
    return np.asarray(sum(lean * (on_file >> a & 1) for a, lean in enumerate(leans)), "f8")


def test_points_add_up_to_the_published_score(life: SimulatedWorld) -> None:
    for s, name, system in _systems(life, "points"):
        for n, day in enumerate(life.days):
            if n % int(system["publish_every"]) == int(system["publish_on"]):
                held = [d for d in range(DIMENSIONS) if d != int(system["game"])]  # a game's row of days is no points
                kept = day.panel["kept"][:, s][:, held].astype(int).sum(1) / 16
                score = float(system["start"]) + kept + _for_attributes(system, day.panel["disclosed"][:, s])
                score = np.clip(score, float(system["low"]), float(system["high"]))
                codes = day.panel["published"][:, s].astype(float)
                shown = float(system["low"]) + (codes - 1) / float(TOP) * float(system["high"] - system["low"])
                members = codes > 0
                step = float(system["high"] - system["low"]) / float(TOP)
                assert np.abs(shown - score)[members].max() <= 0.51 * step + 1e-3, name


def test_a_score_becomes_a_code_and_back() -> None:
    for score in (350.0, 351.0, 599.9, 600.0, 950.0):
        assert abs(score_of(code_of(score, 350, 950), 350, 950) - score) < 600 / 65533
    assert (code_of(0, 350, 950), code_of(2000, 350, 950)) == (1, 65534)


def test_a_score_at_the_start_of_a_band_is_in_that_band() -> None:
    """Of a points system, where whole points are likely: 1,030 is in the band that starts at 1,030."""
    one, low, high = np.float32(1), np.float32(0), np.float32(1200)
    for points in range(1, 1200):
        published = 1 + int(np.float32(points) * (one / (high - low)) * TOP + np.float32(0.5))
        assert code_of(points, 0, 1200) == published
        assert code_of(points + 1 / 16, 0, 1200) > published > code_of(points - 1 / 16, 0, 1200)


@pytest.mark.parametrize(("every", "on"), [(1, 0), (3, 1), (7, 0), (10, 9), (30, 29)])
@pytest.mark.parametrize("name", ["merits", "sesame"])
def test_what_records_contributed_halves_in_a_half_life_whatever_the_rhythm(name: str, every: int, on: int) -> None:
    settings = (f"systems.{name}.publish_every={every}", f"systems.{name}.publish_on={on}",
                f"systems.{name}.forgetting.days=60")  # fmt: skip
    base = crowded(*settings)
    alone = base.systems[name].model_copy(update={"adoption": None, "game": None})
    without = {"channels": {}, "goods": {}, "debts": {}}
    world = World(base.model_copy(update={"systems": {name: alone}, **without}))
    contacts = int(world.systems[0]["contacts_dimension"]) if name == "sesame" else 4
    world.ledgers["dimensions"][0] = 20_000
    for _ in range(120):
        world.step()
    left = np.asarray(world.ledgers["dimensions"][0])[:, [d for d in range(5) if d != contacts][:1]]
    # Two half-lives: a quarter, give or take one step of the rhythm and the rounding down at each step.
    slack = max(every, 7) / 60
    assert 20_000 * 0.25 * 0.5**slack - 20 <= left.min() <= left.max() <= 20_000 * 0.25 * 2**slack


def test_a_window_forgets_everything_in_time() -> None:
    alone = ("systems.rongcheng.contacts.weight=0", "systems.rongcheng.collective={household=0, village=0}")
    base = crowded(*alone)
    without = {"channels": {}, "goods": {}, "debts": {}}
    world = World(base.model_copy(update={"systems": {"rongcheng": base.systems["rongcheng"]}, **without}))
    world.ledgers["dimensions"][0, :, :4] = -160
    sums = []
    for _ in range(12):
        world.step()
        sums.append(int(np.asarray(world.ledgers["dimensions"][0, 0, :, 0]).sum()))
    assert sums[0] == -480, "the oldest quarter goes on the first day"
    assert sums == sorted(sums)
    assert sums[-1] == 0


def test_records_of_channels_that_a_system_does_not_read_change_no_account() -> None:
    usual = simulated(crowded("response.enabled=false"))
    deaf = simulated(crowded("response.enabled=false", "channels.social.sensitivity.praise=0"))
    for s, name, system in _systems(usual, "points", "weighted", "list"):
        same = usual.world.ledgers[s].tobytes() == deaf.world.ledgers[s].tobytes()
        reads = int(system["reads"]) >> usual.world.encoded.names.channels["social"] & 1
        assert same == (not reads or name == "sesame"), name


def test_a_list_goes_by_kinds_that_are_walked_one_by_one() -> None:
    with pytest.raises(InputError, match=r"systems\.court-list\.enters"):
        encode_scenario(crowded('systems.court-list.enters=["jaywalk"]'))
