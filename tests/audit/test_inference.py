"""Inference: what is not there cannot be guessed, noise blurs, the control attacker sees only the register."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.exports import Export, export, sample_of, top_quarter
from glasshouse.audit.infer import infer_from
from glasshouse.audit.inference import area, attack, guess
from glasshouse.audit.traces import unicity
from glasshouse.benchmark.coverage import chance_of_at_most
from glasshouse.errors import InputError, InterruptedRunError
from glasshouse.kernels.randomness import draw, unit
from glasshouse.measurement.uniqueness import unique_share

PEOPLE = 600


def _luck(item: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    seed = np.array([5, 0], "u4")
    words = [draw(seed, np.uint64(n), np.uint32(0), np.uint32(100), np.uint32(item))[0] for n in range(PEOPLE)]
    return np.array([float(unit(word)) for word in words])


def _export(noise: float) -> Export:
    """People whose trait shows in their one record, under so much noise; the register knows nothing of it."""
    trait, register = _luck(1) > 0.5, np.stack([_luck(2), _luck(3)], 1)
    records = (trait + noise * (_luck(4) - 0.5))[:, None]
    traces = tuple(frozenset({n, PEOPLE}) for n in range(PEOPLE))
    return Export(np.arange(PEOPLE), ("a record",), records, register, {"hidden": trait}, traces, 1)


def test_a_record_that_is_the_trait_gives_it_away_and_noise_hides_it() -> None:
    areas = [attack(_export(noise), "hidden").auc for noise in (0.0, 4.0, 400.0)]
    assert areas[0] == 1.0
    assert areas[0] > areas[1] > areas[2]  # type: ignore[operator]
    assert abs(areas[2] - 0.5) < 0.1  # type: ignore[operator]


def test_the_control_attacker_guesses_no_better_than_the_register_allows() -> None:
    found = attack(_export(0.0), "hidden")
    assert found.control is not None
    assert abs(found.control - 0.5) < 0.1
    assert found.gain is not None
    assert found.gain > 0.4


def test_a_trait_that_hardly_anybody_has_is_not_guessed_but_said_to_be_untold() -> None:
    some = _export(0.0)
    rare = np.arange(PEOPLE) < 3
    found = attack(
        Export(some.citizens, some.names, some.records, some.registered, {"rare": rare}, some.traces, 1), "rare"
    )
    assert found.auc is None
    assert "undefined, because" in found.document["reason"]


def test_an_area_counts_pairs_that_are_ranked_rightly() -> None:
    assert area([False, False, True, True], [0.1, 0.4, 0.35, 0.8]) == 0.75
    assert area([False, True], [0.5, 0.5]) == 0.5


def test_nobody_learns_from_themselves() -> None:
    truth = _luck(1) > 0.5
    own_number = np.eye(PEOPLE)
    assert abs(area(truth, guess(own_number, truth)) - 0.5) < 0.1


def test_points_single_out_whoever_alone_has_them() -> None:
    alone, alike = [frozenset({n, 99}) for n in range(10)], [frozenset({1, 2, 3})] * 10
    assert unicity(alone, 2) == 1.0
    assert unicity(alike, 3) == 0.0
    assert unicity(alike, 4) is None


def test_more_points_single_out_more() -> None:
    traces = [frozenset(int(point) for point in np.flatnonzero(_luck(item)[:40] < 0.3)) for item in range(10, 200)]
    shares = [unicity(traces, points) for points in (1, 2, 3, 4)]
    assert all(share is not None for share in shares)
    assert shares == sorted(shares, key=lambda share: share or 0.0)
    assert shares[-1] > shares[0]  # type: ignore[operator]


def test_a_sample_is_spread_and_large_enough() -> None:
    town = scenario.load("rongcheng", citizens=5000)
    chosen = sample_of(town, 500)
    assert len(set(chosen)) == 500
    assert max(np.diff(chosen)) < 200
    with pytest.raises(InputError, match="at least"):
        sample_of(town, 20)


def test_records_of_a_town_say_more_than_its_register() -> None:
    town = scenario.load("sesame", citizens=3000, days=30)
    found = export(town, 1500)
    assert found.records.shape == (1500, len(found.names))
    attacks = {each.trait: each for each in (attack(found, trait) for trait in ("poor", "of the minority"))}
    poor = attacks["poor"]
    assert poor.auc is not None
    assert poor.gain is not None
    assert poor.auc > 0.8, "income is disclosed to the score"
    assert poor.gain > 0.1
    said = infer_from(found)
    assert said.unicity[4] is not None
    assert said.unicity[1] is not None
    assert said.unicity[4] > said.unicity[1]
    assert 0.5 < said.unique_recorded <= 1
    assert "register alone" in said.text()
    assert found.population is not None
    assert (said.population, found.population.people) == (3000, 3000)
    assert said.unique_registered == found.population.registered < unique_share(found.registered), (
        "more people, fewer alone"
    )
    assert f"among all {3000:,} people" in said.text()
    assert "all holders together" in said.text()


def test_whoever_has_too_few_points_is_counted_and_said_to_be_left_out() -> None:
    some = _export(4.0)
    traces = tuple(frozenset(range(n % 6)) for n in range(PEOPLE))
    found = infer_from(replace(some, traces=traces))
    assert found.left_out == {points: points / 6 for points in range(1, 6)}
    assert found.document["left_out"]["2"] == 2 / 6
    assert "5 points: 0%; 83% have fewer and are left out" in found.text()
    assert (found.population, found.unique_recorded) == (PEOPLE, unique_share(some.records))


@pytest.mark.parametrize(("values", "share"), [
    (range(100), 0.25), ([0] * 88 + [1] * 12, 0.12), ([0] * 60 + [1] * 28 + [2] * 12, 0.12), ([0] * 100, 0.0),
    ([0] * 70 + [1] * 30, 0.30), ([0] * 50 + [1] * 40 + [2] * 10, 0.10), ([0] * 79 + [1] * 21, 0.21),
])  # fmt: skip
def test_a_top_quarter_is_as_near_to_a_quarter_as_ties_allow(values: Sequence[int], share: float) -> None:
    found = top_quarter(np.array(values))
    assert abs(found.mean() - 0.25) <= abs(share - 0.25) + 1e-9
    assert found.mean() == pytest.approx(share)
    low, high = (np.array(values)[found == side] for side in (False, True))
    assert not len(high) or not len(low) or low.max() < high.min()


def test_an_area_that_is_no_better_than_a_coin_is_said_to_be_so() -> None:
    found = infer_from(_export(0.0))
    (each,) = found.attacks
    for auc, worse in ((0.44, True), (0.5, True), (0.56, False)):
        told = replace(found, attacks=(replace(each, auc=auc),)).text()
        assert ("no better than a coin" in told) is worse


def test_the_error_is_that_of_learners_who_share_most_of_their_people() -> None:
    export = _export(4.0)
    found = attack(export, "hidden")
    truth = np.asarray(export.traits["hidden"], bool)
    guessed = guess(np.hstack([export.registered, export.records]), truth)
    beaten = (guessed[truth][:, None] > guessed[~truth]).astype(float)
    # DeLong: how far the share of the others that each one beats, or is beaten by, spreads.
    fixed = sum(side.var(ddof=1) / len(side) for side in (beaten.mean(1), beaten.mean(0)))
    assert found.error == pytest.approx(1.4 * fixed**0.5)


def test_a_trait_that_nobody_is_mistaken_about_is_not_known_for_sure() -> None:
    export = _export(4.0)
    truth = np.asarray(export.traits["hidden"], bool)
    told = replace(export, records=truth[:, None].astype(float))
    found = attack(told, "hidden")
    assert found.auc == 1
    assert found.error == pytest.approx(0.5 / min(truth.sum(), (~truth).sum()))


def test_luck_is_within_the_interval_and_an_area_below_a_half_is_told_as_a_coin() -> None:
    """Traits that nothing shows: at the 1 % level, nine of ten intervals hold 0.5."""
    luck = _export(400.0)
    random = np.random.default_rng(4)
    held, below = 0, 0
    for _ in range(40):
        shuffled = {"hidden": random.permutation(luck.traits["hidden"])}
        some = Export(luck.citizens, luck.names, luck.records, luck.registered, shuffled, luck.traces, 1)
        found = attack(some, "hidden")
        assert found.auc is not None
        assert found.error is not None
        held += abs(found.auc - 0.5) <= 1.96 * found.error
        if found.auc <= 0.5:
            below += 1
            assert "no better than a coin" in infer_from(some).text()
    assert chance_of_at_most(held, 40) > 0.01
    assert below > 5


def test_an_interrupt_ends_an_export_at_the_end_of_the_day() -> None:
    told: list[int] = []

    def ask(day: int, days: int) -> None:
        told.append(day)
        if day == 2:
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(InterruptedRunError, match="stopped after day 2 of 30"):
        export(scenario.load("rongcheng", citizens=256, days=30), 256, progress=ask)
    assert told == [1, 2]
