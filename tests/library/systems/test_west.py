"""What makes the western systems themselves, each against the next: one context or many, points for data, joined or apart."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import facts, scenario
from glasshouse.scoring.accounts import score_of
from glasshouse.testing.simulated import SimulatedWorld, simulated

WEST = ("bureau", "bureau-schufa", "loyalty", "hire", "petitions", "western-joined", "narrow-penalty")


def _life(name: str, *settings: str, citizens: int = 3_000, days: int = 25) -> SimulatedWorld:
    return simulated(scenario.load(name, [*settings], citizens=citizens, days=days))


@pytest.fixture(scope="module")
def joined() -> SimulatedWorld:
    return _life("western-joined", days=60)


def _codes(life: SimulatedWorld, name: str) -> np.ndarray:
    codes = np.asarray(life.world.ledgers["published"][life.world.encoded.names.systems[name]])
    return codes[np.arange(256) < np.asarray(life.world.society["people"])[:, None]]


@pytest.mark.parametrize("name", WEST)
def test_where_people_do_not_react_they_do_as_without_any_system(name: str) -> None:
    off = scenario.load(name, ["response.enabled=false"], citizens=500, days=8)
    assert simulated(off).digests["conduct"] == simulated(scenario.variant(off, "nothing")).digests["conduct"]


@pytest.mark.parametrize("name", WEST)
def test_a_western_system_runs_in_the_country_that_it_belongs_to(name: str) -> None:
    base = scenario.load(name)
    assert base.society.country in ("Germany", "United States")
    world = simulated(base.model_copy(update={"citizens": 20_000, "days": 1})).world
    lived_in = {base.society.region_names[number] for number in np.unique(world.society["region"])}
    assert len(lived_in) > 8
    assert "elsewhere" not in lived_in


def test_western_channels_come_with_the_systems_that_read_them() -> None:
    assert set(scenario.load("bureau").channels) == {"credit-reports"}
    assert not {"credit-reports", "loyalty-card", "hire-fleet", "petition-site", "road-police"} & set(
        scenario.load("rongcheng").channels
    )


def test_a_bureau_keeps_to_credit() -> None:
    for name in ("bureau", "bureau-schufa"):
        system = scenario.load(name).systems[name]
        kinds = {kind for dimension in system.dimensions.values() for kind in dimension.rules}  # type: ignore[attr-defined]
        assert kinds <= {"pay-bill", "miss-bill", "borrow", "default-judgment", "settle-judgment"}
    bureau = scenario.load("bureau").systems["bureau"]
    assert {measure.context for measure in bureau.measures.values()} == {"credit"}


def test_its_weights_and_its_scale_are_those_published_and_scores_spread_about_as_they_did() -> None:
    bureau = scenario.load("bureau").systems["bureau"]
    weights = [dimension.weight.value for dimension in bureau.dimensions.values()]  # type: ignore[attr-defined]
    said = [facts.number(f"fico_weights.{name}").value for name in ("payment_history", "amounts_owed", "length",
                                                                    "new_credit", "mix")]  # fmt: skip
    assert weights == said
    codes = _codes(_life("bureau", days=1), "bureau")
    scores = np.array([score_of(int(code), 300, 850) for code in codes[codes > 0]])
    assert 670 < scores.mean() < 720
    assert 70 < scores.std() < 120
    below, above = (facts.number(f"fico_distribution_2017.{row}").value for row in ("300-499", "800-850"))
    assert abs((scores < 500).mean() - below) < 0.04
    assert 0.01 < (scores >= 800).mean() < above


def test_the_german_lines_stand_where_the_published_shares_do() -> None:
    """Over a year, since files fill up; a day shows that it begins with fewer below the line and is near the share at the top."""
    lines = scenario.load("bureau-schufa").systems["bureau-schufa"].bands  # type: ignore[attr-defined]
    barred, top = (
        next(band.start.value for band in lines if band.name == name) for name in ("satisfactory", "low risk")
    )
    early, late = (_schufa(days) for days in (1, 360))
    refused = [(scores < barred).mean() for scores in (early, late)]
    reached = [(scores >= top).mean() for scores in (early, late)]
    assert refused[0] < facts.number("schufa.share_negative").value < refused[1]
    assert reached[0] > facts.number("schufa_top.reached").value > reached[1]
    assert np.mean(refused) == pytest.approx(0.1, abs=0.03)
    assert np.mean(reached) == pytest.approx(0.75, abs=0.04)


def _schufa(days: int) -> np.ndarray:
    codes = _codes(_life("bureau-schufa", days=days), "bureau-schufa")
    return np.array([score_of(int(code), 0, 100) for code in codes[codes > 0]])


def test_people_without_a_file_have_no_score() -> None:
    codes = _codes(_life("bureau", days=1), "bureau")
    assert abs((codes == 0).mean() - 0.193) < 0.03


def test_a_bonus_card_punishes_nobody_and_collects_all_the_same() -> None:
    life = _life("loyalty", days=60)
    loyalty = scenario.load("loyalty").systems["loyalty"]
    assert {measure.type for measure in loyalty.measures.values()} == {"entitlement"}
    assert life.day_counts["sanctioned"].sum() == 0
    assert life.day_counts["denied"].sum() == 0
    assert life.day_counts["recorded"].sum() > 1_000
    assert (_codes(life, "loyalty") > 1).mean() > 0.3


def test_a_petition_site_only_keeps_a_file() -> None:
    life = _life("petitions", "channels.petition-site.sensitivity.sign-petition=1", days=60)
    assert life.day_counts["sanctioned"].sum() == 0
    codes = _codes(life, "petitions")
    signed = life.world.encoded.names.kinds["sign-petition"]
    assert life.day_counts["recorded"][signed] > 20
    assert len(np.unique(codes)) > 50


def test_hire_bars_whoever_leaves_vehicles_damaged() -> None:
    life = _life("hire", "conduct.damage-hire.rate=0.0004", "systems.hire.rules.damage-hire.points=-4",
                 "conduct.damage-hire.leans.traits.reliability=-1", days=60)  # fmt: skip
    barred = _codes(life, "hire") < int(life.world.encoded.systems[0]["band_code"][1])
    assert 0 < barred.sum() < 100
    assert life.day_counts["sanctioned"].sum() > 0


def test_joined_what_was_recorded_in_one_context_bites_in_others(joined: SimulatedWorld) -> None:
    """A late bill costs a post, and so does a petition: apart, neither does."""
    encoded, day_counts = joined.world.encoded, joined.day_counts
    post = encoded.names.kinds["apply-for-post"]
    assert day_counts["denied"][post] > 0
    apart = _life("western-joined", "systems.western-joined.active=false", days=60)
    assert apart.day_counts["denied"][post] == 0


def test_purpose_limits_take_the_joined_score_apart_again() -> None:
    limited = _life("western-joined", "safeguards.purpose_limits=true", days=60)
    assert len(np.unique(_codes(limited, "western-joined"))) == 1
    assert limited.day_counts["denied"][limited.world.encoded.names.kinds["apply-for-post"]] == 0


def test_driving_points_stay_in_traffic_are_small_and_lapse() -> None:
    narrow = scenario.load("narrow-penalty")
    system = narrow.systems["narrow-penalty"]
    assert {narrow.conduct[kind].context for kind in system.rules} == {"traffic"}  # type: ignore[attr-defined]
    assert {measure.context for measure in system.measures.values()} == {"traffic"}
    assert not any(measure.denies for measure in system.measures.values())
    assert system.forgetting.rule == "window"  # type: ignore[attr-defined]
    assert system.redress.appeals
    assert system.redress.told.value > 0.9
    assert system.redress.overturned_wrong.value >= 0.9


def test_a_false_offence_is_heard_and_given_back() -> None:
    people = ("response.appeal=1", "response.neutrality=0", "response.appeal_right=0")
    false = ("channels.road-police.false_records.drive-badly=0.0002", "systems.narrow-penalty.redress.review_days=3")
    life = _life("narrow-penalty", *people, *false, days=60)
    heard = life.day_counts
    assert heard["appeals"] > 15
    assert heard["overturned"] > 4 * heard["upheld"]
    corrected = sum(int(day.system_counts["corrected"][0]) for day in life.days)
    assert corrected > 10
    assert np.asarray(life.world.cases["overflow"]).sum() == 0
