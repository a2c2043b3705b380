"""People age, go and come: the ages of a place keep their shape, luck is keyed by person, nothing moves before its day."""

import numpy as np
import pytest

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import conclude
from glasshouse.engine.world import World
from glasshouse.scenario import Scenario, digest, load, notices
from glasshouse.scenario.variants import changed, variant
from glasshouse.schema.codes import EMPLOYED, FIRST, IN_DEFAULT, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.society.encoding import places_of
from glasshouse.society.lives import Turnover, encode_lives, share_by_age
from glasshouse.testing.lockstep import compared, crowded, differing
from glasshouse.testing.simulated import simulated

SCENE = "everything happens"
KEPT = np.uint8(MAN | MIGRANT | MINORITY | FIRST)
"""What a seat keeps of whoever sits there."""
RANKS = ("income", "reliability", "conformity", "risk_aversion", "sociability", "online")


def _town(*settings: str, days: int) -> Scenario:
    """The crowded world, with a birthday every five days."""
    return crowded("turnover.enabled=true", "turnover.year=5", "turnover.mortality=0.05", *settings, days=days)


def _there(world: World) -> np.ndarray:
    return np.arange(LANES) < np.asarray(world.society["people"])[:, None]


def test_the_year_and_its_plain_twin_leave_the_same_bits() -> None:
    assert compared("turnover", SCENE) > 300_000
    assert differing("turnover", SCENE) == {}


def test_those_who_come_age_and_go_add_up_to_all_birthdays() -> None:
    recorder = Recorder(World(_town(days=12)), series=False)
    while recorder.day < recorder.days:
        recorder.step()
    found = conclude(recorder, 0.0, 1).turnover
    assert found is not None
    assert found["came"] == found["died"] + found["left"] > 0
    assert found["aged"] + found["came"] == 2 * 600, "two birthdays of 600 people"


def test_the_plain_twin_has_newcomers_to_follow() -> None:
    world = World(_town(days=20))
    for _ in range(20):
        world.step()
    assert (np.asarray(world.seats["generation"]) > 0).sum() > 30
    assert world.seats["died"].sum() > 5
    assert world.seats["left"].sum() > 5
    assert world.seats["records"].sum() > 0
    assert world.seats["cases"].sum() > 0


def test_by_the_law_women_and_men_go_and_come_alike() -> None:
    places = places_of(load("national").society)
    for place, life in zip(places, encode_lives(Turnover(enabled=True), places), strict=True):
        assert share_by_age(place["tilt"], place["sixty"]).sum() == pytest.approx(1)
        for field in ("dies", "goes", "comes"):
            assert np.array_equal(*life[field]), field
        assert (np.diff(life["comes"]) >= 0).all()


@pytest.fixture(scope="module")
def ten_years() -> tuple[dict[str, np.ndarray], dict[str, np.ndarray], World]:
    """How 10,000 people were founded, and how they stand after ten birthdays without any system; and their world."""
    base = load("national", ("turnover.enabled=true", "turnover.year=3"), citizens=10_000, days=31)
    world = World(variant(base, "nothing"))
    before = _standing(world)
    recorder = Recorder(world, series=False)
    while recorder.day < recorder.days:
        recorder.live(recorder.days_ahead(16))
    return before, _standing(world), world


def _standing(world: World) -> dict[str, np.ndarray]:
    there = _there(world)
    found = {name: np.asarray(world.society[name])[there].copy() for name in ("age", "status", *RANKS)}
    return found | {
        "owes": np.asarray(world.conduct["situation"] & IN_DEFAULT)[there].copy(),
        "grievance": np.asarray(world.response["grievance"])[there] / 257,
    }


def test_ten_years_of_nothing_keep_ages_and_employment_within_two_percent(
    ten_years: tuple[dict[str, np.ndarray], dict[str, np.ndarray], World],
) -> None:
    before, after, world = ten_years
    assert 0.15 < (np.asarray(world.seats["generation"])[_there(world)] > 0).mean() < 0.4
    for first in range(18, 98, 10):
        shares = [((each["age"] >= first) & (each["age"] < first + 10)).mean() for each in (before, after)]
        assert abs(shares[0] - shares[1]) < 0.02, first
    for bit in (EMPLOYED,):
        assert abs(((before["status"] & bit) > 0).mean() - ((after["status"] & bit) > 0).mean()) < 0.02
    assert abs(before["owes"].mean() - after["owes"].mean()) < 0.02


def test_ten_years_of_nothing_keep_sex_group_registration_household_and_region_seat_by_seat(
    ten_years: tuple[dict[str, np.ndarray], dict[str, np.ndarray], World],
) -> None:
    before, after, _ = ten_years
    assert np.array_equal(before["status"] & KEPT, after["status"] & KEPT)


def test_ten_years_of_nothing_keep_incomes_dispositions_and_grievance_within_two_percent(
    ten_years: tuple[dict[str, np.ndarray], dict[str, np.ndarray], World],
) -> None:
    before, after, _ = ten_years
    for name in (*RANKS, "grievance"):
        assert not np.array_equal(before[name], after[name])
        for quarter in (0.1, 0.25, 0.5, 0.75, 0.9):
            apart = np.quantile(after[name], quarter) - np.quantile(before[name], quarter)
            assert abs(apart) / 255 < 0.02, (name, quarter)


def test_who_stays_grows_older_by_a_year_a_year_and_works_until_65(
    ten_years: tuple[dict[str, np.ndarray], dict[str, np.ndarray], World],
) -> None:
    before, after, world = ten_years
    stayed = np.asarray(world.seats["generation"])[_there(world)] == 0
    assert np.array_equal(after["age"][stayed], before["age"][stayed] + 10)
    assert not (after["status"][after["age"] >= 65] & EMPLOYED).any()
    worked, works = ((each["status"][stayed] & EMPLOYED) > 0 for each in (before, after))
    assert np.array_equal(works, worked & (after["age"][stayed] < 65))
    for name in ("income", "conformity", "risk_aversion", "sociability"):
        assert np.array_equal(before[name][stayed], after[name][stayed])


def test_off_changes_no_digest_and_on_moves_no_bit_before_its_day() -> None:
    off = crowded(days=9)
    assert digest(changed(off, ["turnover.enabled=false", "turnover.mortality=0.02"])) == digest(off)
    on = changed(off, ["turnover.enabled=true", "turnover.year=9"])
    assert digest(on) != digest(off)
    one, other = (simulated(each) for each in (off, on))
    assert {**one.digests, "state": ""} == {**other.digests, "state": ""}
    for name, table in one.world.state().items():
        if name != "seats":
            assert np.asarray(table).tobytes() == np.asarray(other.world.state()[name]).tobytes(), name


def test_whoever_goes_moves_nobody_elses_luck() -> None:
    """Where nobody responds, what people do depends on themselves alone: more deaths change the acts of no other seat."""
    few = _town("response.enabled=false", "consequences.enabled=false", days=14)
    many = changed(few, ["turnover.mortality=0.15"])
    one, other = (simulated(each, traced=True) for each in (few, many))
    seats = [np.asarray(life.world.seats["generation"]).ravel()[: few.citizens] for life in (one, other)]
    same = (seats[0] == 0) & (seats[1] == 0)  # a newcomer's age depends on how many of each age die
    # Whom others draw into a gathering, and who is the first in a work unit, depends on others.
    alone = [name for name, kind in few.conduct.items() if kind.effect != "gathers" and kind.needs != "manages a firm"]
    mask = np.uint64(sum(1 << one.world.encoded.names.kinds[name] for name in alone))
    ours, theirs = one.acts & mask, other.acts & mask
    assert 10 < (~same).sum() < few.citizens / 3
    assert np.array_equal(ours[:, same], theirs[:, same])
    assert not np.array_equal(ours[:, ~same], theirs[:, ~same])
    assert np.array_equal(ours[:5], theirs[:5])


def test_threads_chunks_and_stretches_change_no_bit() -> None:
    town = _town(days=23)
    base = simulated(town)
    for threads, chunks in ((2, 3), (1, 2)):
        assert simulated(town, threads=threads, chunks=chunks).digests == base.digests
    quick, single = (Recorder(World(town, chunks=2), series=False) for _ in range(2))
    while quick.day < quick.days:
        ahead = quick.days_ahead(16)
        quick.live(ahead) if ahead else quick.step()
    for _ in range(single.days):
        single.step()
    assert conclude(quick, 0.0, 1).state_digest == conclude(single, 0.0, 1).state_digest


def test_a_fork_and_a_restored_world_live_the_same_years() -> None:
    town = _town(days=16)
    straight, other = World(town), World(town)
    for _ in range(8):
        straight.step()
        other.step()
    fork, saved = other.fork(), {name: np.array(table) for name, table in other.state().items()}
    for _ in range(8):
        for world in (straight, fork, other):
            world.step()
    other.restore(saved, 8)
    for _ in range(8):
        other.step()
    for world in (fork, other):
        for name, table in straight.state().items():
            assert np.asarray(table).tobytes() == np.asarray(world.state()[name]).tobytes(), name


def test_a_run_that_ends_before_the_first_birthday_is_told() -> None:
    keys = [[each.key for each in notices(_town(days=days))] for days in (5, 6)]
    assert "turnover.year" in keys[0]
    assert "turnover.year" not in keys[1]


def test_newcomers_begin_with_accounts_of_their_own_and_nothing_on_file() -> None:
    world = World(_town("turnover.year=20", days=21))
    for _ in range(20):
        world.step()
    world.begin_day()
    new = np.asarray(world.seats["generation"]) > 0
    assert new.sum() > 5
    assert not world.dossier["recent"].transpose(0, 3, 1, 2)[new].any()
    assert not world.response["effort"][new].any()
    assert not world.response["cut"][new].any()
    s = list(world.scenario.systems).index("rongcheng")
    start = World(_town(days=1)).ledgers["published"][s]
    everybody, theirs = set(np.unique(start)), set(np.unique(world.ledgers["published"][s][new]))
    assert theirs <= everybody
    assert max(theirs) > 0
    for c, book in enumerate(world.cases):
        assert not new[c][book["citizen"][: int(book["count"])]].any() or (book["opened"] == 20).any()
