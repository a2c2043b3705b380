"""Games: rows of days as the platform's records have them, what they do at first, and what is left when they have worn out."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.errors import InputError
from glasshouse.response.gamification import Playing, appeal_by_week
from glasshouse.scenario import Scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

SEEN = (
    "channels.commerce.coverage.town=1", "channels.commerce.coverage.country=1", "channels.commerce.coverage.online=0",
    "channels.commerce.sensitivity.check-in=1", "channels.commerce.loss_to_evasion=0", "systems.points-app.members.share=1",
    "systems.points-app.members.online=0", "response.joining.quits=0",
)  # fmt: skip
OFF = ("response.playing.row=0", "response.playing.comparison=0", "response.salience_prize=0")


def app(*settings: str, days: int = 30, citizens: int = 2_000) -> Scenario:
    return scenario.load("points-app", [*SEEN, *settings], citizens=citizens, days=days)


def plays(life: SimulatedWorld) -> np.ndarray:
    return np.array([int(day.system_counts["played"][0]) for day in life.days])


def test_the_appeal_of_a_game_goes_as_the_published_effects() -> None:
    appeal = np.array(appeal_by_week(Playing()))
    first, weeks, years = appeal[0], appeal[1:20].mean(), appeal[104:].mean()
    assert first == 1
    assert weeks / first == pytest.approx(0.30 / 1.57, abs=0.06)
    assert years / first == pytest.approx(-0.20 / 1.57, abs=0.02)


def test_without_fatigue_half_of_the_appeal_is_left_after_the_half_life() -> None:
    playing = Playing.model_validate({"half_life": 28, "fatigue": 0})
    assert appeal_by_week(playing)[4] == pytest.approx(0.5)
    assert min(appeal_by_week(playing)) >= 0


def test_part_of_a_games_appeal_can_stay_for_good() -> None:
    lasting = Playing.model_validate({"fatigue": -0.35})
    appeal = appeal_by_week(lasting)
    assert appeal[0] == 1
    assert appeal[-1] == pytest.approx(0.35, abs=1e-3)
    assert sorted(appeal, reverse=True) == appeal


def test_rows_of_days_are_those_of_the_records() -> None:
    life = simulated(app(days=20, citizens=600), traced=True)
    happened = life.happened("check-in")
    row = np.zeros(happened.shape[1], int)
    for today in happened:
        row = np.where(today, row + 1, 0)
    kept = np.asarray(life.world.ledgers["dimensions"])[0, :, 3, :].ravel()[:600]
    assert np.array_equal(kept % 128, row)
    assert set(kept // 128) == {2}
    assert row.max() > 1


def test_small_prizes_are_given_for_every_so_many_days_in_a_row() -> None:
    counts = [
        sum(
            int(day.system_counts["prizes"][0])
            for day in simulated(app(f"systems.points-app.game.prize_every={every}")).days
        )
        for every in (0, 1, 2)
    ]
    assert counts[0] == 0
    assert counts[1] > counts[2] > 0


def test_a_game_that_is_switched_off_moves_nobody() -> None:
    with_game = app(*OFF)
    systems = {"points-app": with_game.systems["points-app"].model_copy(update={"game": None})}
    off, none = simulated(with_game), simulated(with_game.model_copy(update={"systems": systems}))
    assert {name: off.digests[name] for name in ("conduct", "response")} == {
        name: none.digests[name] for name in ("conduct", "response")
    }


def test_a_fresh_game_draws_people_and_a_worn_out_one_repels_them() -> None:
    quick = ("response.playing.half_life=14", "response.playing.fatigue=0.5", "response.salience_start=0.3")
    game, none = (plays(simulated(app(*quick, *more, days=150))) for more in ((), OFF))
    assert game[7:60].sum() > 1.05 * none[7:60].sum()
    assert game[-40:].sum() < 0.97 * none[-40:].sum()


@pytest.mark.parametrize(("threads", "chunks"), [(1, 3), (2, 8)])
def test_threads_and_chunks_change_no_bit(threads: int, chunks: int) -> None:
    one = app(days=12)
    assert simulated(one).digests == simulated(one, threads=threads, chunks=chunks).digests


def test_attention_is_minutes_by_what_acts_take() -> None:
    run = simulate(app(days=5))
    kinds = {kind.name: k for k, kind in enumerate(run.labels.kinds)}
    done = run.totals.day_counts["happened"]
    minutes = int(done[kinds["check-in"]]) * 1 + int(done[kinds["refer-friend"]]) * 5
    assert run.observables["attention_minutes"].value == pytest.approx(minutes / run.totals.person_days)
    assert (run.observables["played_per_1000_years_points-app"].value or 0) > 0


def test_what_leaves_no_room_for_a_game_is_reported() -> None:
    with pytest.raises(InputError) as caught:
        scenario.load(
            "points-app", ['systems.points-app.forgetting.rule="window"', 'systems.points-app.game.plays=["chek-in"]']
        )
    assert "a window uses the whole ledger" in str(caught.value)
    assert "'check-in'" in str(caught.value)
    game = 'systems.sesame.game={plays=["check-in"], prize_every=7, shows_friends=true}'
    with pytest.raises(InputError, match="at most 4 areas"):
        scenario.load("sesame", [game])
