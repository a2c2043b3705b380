"""Learned scores: fits with known answers, on labels with or without prejudice, to the same bits however a run is cut."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.explain import explain
from glasshouse.documents.strict import validate_document
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.institutions.fitting import STEP, area_under_curve, fit
from glasshouse.results.build import results
from glasshouse.scenario import Scenario
from glasshouse.scenario.forks import forked
from glasshouse.testing.simulated import simulated

SOON = ("systems.learned-credit.learning.every=20", "systems.learned-credit.learning.window=20",
        "systems.learned-credit.learning.sample=0.5", "systems.learned-credit.publish_every=10")  # fmt: skip


def learning(*settings: str, days: int = 65) -> Scenario:
    return scenario.load("learned-credit", [*SOON, *settings], citizens=8_000, days=days)


def fits(one: Scenario) -> list[dict]:
    return simulate(one).decided["learned learned-credit"]


def test_a_fit_finds_the_weights_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.normal(size=(40_000, 3)) * [1, 5, 0.2]
    wanted = np.array([-1.0, 0.8, -0.1, 3.0])
    bad = rng.random(40_000) < 1 / (1 + np.exp(-(wanted[0] + inputs @ wanted[1:])))
    found = fit(inputs, bad, np.ones(len(bad))) / STEP
    assert np.allclose(found, wanted, atol=0.15)


def test_labels_that_count_twice_are_labels_that_are_there_twice() -> None:
    rng = np.random.default_rng(2)
    inputs = rng.normal(size=(500, 2))
    bad = rng.random(500) < 0.3
    twice = np.concatenate([np.arange(500), np.flatnonzero(bad)])
    assert abs(fit(inputs, bad, 1.0 + bad) - fit(inputs[twice], bad[twice], np.ones(len(twice)))).max() <= 0.05 * STEP


def test_the_area_under_the_curve_has_its_known_answers() -> None:
    bad = np.array([True, True, False, False])
    assert area_under_curve(np.array([4, 3, 2, 1]), bad) == 10_000
    assert area_under_curve(np.array([1, 2, 3, 4]), bad) == 0
    assert area_under_curve(np.array([7, 7, 7, 7]), bad) == 5_000
    assert area_under_curve(np.array([3, 1, 2, 0]), bad) == 7_500
    assert area_under_curve(np.array([1]), np.array([True])) == -1


def test_nobody_is_told_apart_before_the_first_fit_and_many_are_after_it() -> None:
    world = World(learning())
    codes = []
    for _ in range(60):
        world.step()
        held = np.asarray(world.ledgers["published"])[0]
        codes.append(len(np.unique(held[held != 0])))
    assert set(codes[:39]) == {1}
    assert codes[-1] > 50


def test_who_missed_bills_is_found_more_risky_and_better_than_by_chance() -> None:
    whole = learning("systems.learned-credit.learning.sample=1", days=81).model_copy(update={"citizens": 30_000})
    last = fits(whole)[-1]
    assert last["coefficients"]["missed"] > 0
    assert last["auc"] > 0.55
    assert last["sample"] > 10_000


def test_a_fit_that_moves_half_the_way_ends_between_the_old_weights_and_those_found() -> None:
    """Nobody reacts, so that both runs find the same in the same files."""
    still = ("response.enabled=false",)
    first, second = fits(learning(*still))[:2]
    slow = fits(learning(*still, "systems.learned-credit.learning.speed=0.5"))
    assert slow[0] == first
    for name, steps in slow[1]["coefficients"].items():
        between = (first["coefficients"][name] + second["coefficients"][name]) / 2
        assert steps == pytest.approx(between, abs=0.6 / STEP)
    assert slow[1]["coefficients"] != second["coefficients"]


def test_biased_labels_are_found_again_in_the_scores_of_the_group() -> None:
    def gap(labels: str) -> float:
        one = learning(
            f'systems.learned-credit.learning.labels="{labels}"', "systems.learned-credit.learning.biased.migrant=5"
        )
        world = simulated(one).world
        codes = np.asarray(world.ledgers["published"])[0].astype("f8")
        migrant = (np.asarray(world.society["status"]) & 2) > 0
        return float(codes[(codes > 0) & ~migrant].mean() - codes[(codes > 0) & migrant].mean())

    assert gap("biased") > gap("records")


def test_without_proxies_no_attribute_has_a_weight() -> None:
    assert set(fits(learning("systems.learned-credit.learning.proxies=[]"))[-1]["coefficients"]) == {
        "paid", "missed", "bought", "borrowed"}  # fmt: skip


@pytest.mark.parametrize(("threads", "chunks"), [(1, 5), (2, 16)])
def test_threads_and_chunks_change_no_bit(threads: int, chunks: int) -> None:
    assert simulated(learning()).digests == simulated(learning(), threads=threads, chunks=chunks).digests


@pytest.mark.parametrize("stopped_after", [25, 45])
def test_a_resumed_run_fits_to_the_same_bits(stopped_after: int) -> None:
    one = learning()
    whole, first, second = (Recorder(World(one)) for _ in range(3))
    for _ in range(one.days):
        whole.step()
    for _ in range(stopped_after):
        first.step()
    second.restore({name: np.array(value) for name, value in first.save().items()})
    for _ in range(one.days - stopped_after):
        second.step()
    assert np.array_equal(whole.day_counts, second.day_counts)
    for name, table in whole.world.state().items():
        assert np.array_equal(table, second.world.state()[name]), name


def test_a_score_is_explained_by_the_fit_that_it_rests_on() -> None:
    found = explain(learning(), 7, 55)
    if found.accounts[0].score is None:
        found = explain(learning(), 8, 55)
    assert found.adds_up
    assert any("fit of day 39" in (item.rule or "") for item in found.accounts[0].items)


def test_what_does_not_fit_is_reported() -> None:
    with pytest.raises(InputError) as caught:
        scenario.load("learned-credit", ["systems.learned-credit.learning.window=200",
                                         'systems.learned-credit.learning.proxies=["sociability","reliability"]',
                                         'systems.learned-credit.learning.outcome=["mis-bill"]'])  # fmt: skip
    text = str(caught.value)
    for words in ("a label matures", "'reliability'", "'miss-bill'"):
        assert words in text, words


def test_a_feature_cannot_bear_the_name_of_a_proxy() -> None:
    data = scenario.load("learned-credit").model_dump()
    assert validate_document(data, Scenario)
    features = data["systems"]["learned-credit"]["features"]
    features["income"] = features.pop("paid")
    with pytest.raises(InputError, match=r"features\.income: expected another name"):
        validate_document(data, Scenario)


def test_the_results_tell_what_the_inputs_and_the_labels_were() -> None:
    one = learning("systems.learned-credit.learning.labels=biased", days=3)
    told = results(simulate(one), "learned-credit")["systems"]["learned-credit"]["learning"]
    assert told["inputs"]["missed"] == {"title": "bills missed and judgments", "proxy": False}
    assert [name for name, each in told["inputs"].items() if each["proxy"]] == ["age", "income", "online"]
    assert told["heavier"] == {"minority": 2, "migrant": 2}
    assert told["points_per_log_odds"] == pytest.approx(40 / np.log(2))


def test_a_fit_that_does_not_take_place_says_so_and_the_old_weights_stay() -> None:
    rare = learning('systems.learned-credit.learning.outcome=["offend-gravely"]', days=45)
    assert [fit["fitted"] for fit in fits(rare)] == [False]
    world = World(learning(days=65))
    for _ in range(45):
        world.step()
    (institution,) = world.institutions
    assert [fit["fitted"] for fit in institution.report()] == [True]
    institution._sample = _Nobody(institution._sample)
    for _ in range(20):
        world.step()
    first, second = institution.report()
    world.close()
    assert (first["fitted"], second["fitted"], second["auc"]) == (True, False, None)
    assert second["coefficients"] == first["coefficients"]


def test_whoever_left_while_the_sample_matured_is_not_fitted_with_and_is_counted() -> None:
    """Features of day 19 mature on day 39; on the morning of day 30 some go, and newcomers take their seats."""
    world = World(learning("turnover.enabled=true", "turnover.year=30", days=40))
    (institution,) = world.institutions
    for _ in range(30):
        world.step()
    before = institution._sample.accounts()[0]
    for _ in range(10):
        world.step()
    (found,) = institution.report()
    left, now = institution._sample.generations() > 0, institution._sample.accounts()[0]
    world.close()
    assert found["gone"] == (before & left).sum() > 20
    assert found["sample"] == (before & now & ~left).sum()
    assert fits(learning(days=40))[0]["gone"] == 0


class _Nobody:
    """A sample that has lost its members."""

    def __init__(self, sample: object) -> None:
        self._sample = sample

    def __getattr__(self, name: str) -> object:
        return getattr(self._sample, name)

    def accounts(self) -> tuple[np.ndarray, np.ndarray]:
        members, ledger = self._sample.accounts()  # type: ignore[attr-defined]
        return members & False, ledger


def test_a_fitter_goes_by_the_rules_in_force_also_when_a_town_goes_on_from_a_saved_day() -> None:
    later = forked(learning(days=65), 45, {"safeguards": {"purpose_limits": True}})
    world = World(later)
    for _ in range(41):
        world.step()
    assert world.systems["lean"].any()
    for _ in range(10):
        world.step()
    assert not world.systems["lean"].any()
    again = world.fork()
    assert not again.systems["lean"].any()
    for _ in range(10):
        world.step()
        again.step()
    assert np.array_equal(world.ledgers["published"], again.ledgers["published"])
    assert all(fit["coefficients"].keys() for fit in world.decided_by_institutions()["learned learned-credit"])
    world.close()
    again.close()


def test_features_of_a_learned_score_stay_what_they_are() -> None:
    one = learning()
    feature = {"title": "new", "kinds": ["litter"]}
    with pytest.raises(InputError, match="features"):
        forked(one, 30, {"systems": {"learned-credit": {"features": {"another": feature}}}})
