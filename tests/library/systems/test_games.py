"""Games around scores: each part moves somebody where the library puts one, and a game that is off moves nobody."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.scenario import Scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

GAMES = {"sesame-game": "sesame", "xiamen-game": "xiamen"}
"""The scenarios in which a score is a game, and the score."""
OFF = ("response.playing.row=0", "response.playing.comparison=0", "systems.{}.game.prize_every=0")
LOUD = {
    "xiamen-game": (
        "systems.xiamen.game.prize_every=1",
        "systems.xiamen.members.share=0.45",
        "systems.xiamen.publish_every=7",
        "systems.xiamen.publish_on=0",
        "response.playing.comparison=0.1",
    )
}
"""Few are in the pilot, they stand close together, and scores come out once a month: here more are in it, and each week."""


def world(name: str, *settings: str, days: int = 30) -> Scenario:
    return scenario.load(name, [each.format(GAMES.get(name, name)) for each in settings], citizens=1_000, days=days)


def salience(life: SimulatedWorld) -> float:
    return float(np.asarray(life.world.response["salience"], float).mean())


@pytest.fixture(scope="module")
def lives() -> Mapping[str, SimulatedWorld]:
    return {name: simulated(world(name)) for name in GAMES}


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("part", range(len(OFF)), ids=["row", "comparison", "prize"])
def test_each_part_of_the_game_moves_somebody(name: str, part: int, lives: Mapping[str, SimulatedWorld]) -> None:
    settings = LOUD.get(name, ())
    with_all = simulated(world(name, *settings)) if settings else lives[name]
    without = simulated(world(name, *settings, OFF[part]))
    assert salience(without) < salience(with_all)


@pytest.mark.parametrize("name", GAMES)
def test_a_game_that_is_off_moves_nobody(name: str) -> None:
    off = world(name, *OFF)
    score = GAMES[name]
    systems = {**off.systems, score: off.systems[score].model_copy(update={"game": None})}
    ours, none = simulated(off), simulated(off.model_copy(update={"systems": systems}))
    for stage in ("conduct", "response", "treatment"):
        assert ours.digests[stage] == none.digests[stage]


@pytest.mark.parametrize("name", GAMES)
def test_small_prizes_are_won_in_the_lowest_bands_too(name: str) -> None:
    """A prize asks for a row of days and for no score: with everybody in the lowest band, as many are given."""
    score = GAMES[name]
    some = world(name, "systems.{}.game.prize_every=1")
    system = some.systems[score]
    top = system.bands[1].start.model_copy(update={"value": system.high.value})
    bands = [
        band.model_copy(update={"start": top if place else band.start, "measures": ()})
        for place, band in enumerate(system.bands[:2])
    ]
    systems = {**some.systems, score: system.model_copy(update={"bands": tuple(bands)})}
    low = simulate(some.model_copy(update={"systems": systems}))
    assert (low.observables[f"played_per_1000_years_{score}"].value or 0) > 0
    assert (low.observables[f"prizes_per_1000_years_{score}"].value or 0) > 0
    assert low.observables[f"band_rises_per_1000_years_{score}"].value == 0


def test_what_a_game_does_can_be_seen(lives: Mapping[str, SimulatedWorld]) -> None:
    run = simulate(world("sesame-game"))
    played, prizes = (run.observables[f"{what}_per_1000_years_sesame"].value or 0 for what in ("played", "prizes"))
    assert played == prizes > 0
    assert (run.observables["attention_minutes"].value or 0) > 0
    assert (run.observables["mean_salience"].value or 0) > (
        simulate(world("sesame")).observables["mean_salience"].value or 0
    )


def test_the_score_without_its_game_is_as_in_the_five_areas() -> None:
    """Two areas stand as one beside a game; by their weights the score is the same but for rounding in the ledger."""
    one, five = world("sesame-game"), world("sesame")
    ours, theirs = one.systems["sesame"].dimensions, five.systems["sesame"].dimensions
    merged = ours["capacity"]
    assert merged.weight.value == pytest.approx(theirs["capacity"].weight.value + theirs["identity"].weight.value)
    for attribute in ("age", "income"):
        parts = [theirs[area].weight.value * _of(theirs[area].profile, attribute) for area in ("capacity", "identity")]
        assert merged.weight.value * merged.profile[attribute].value == pytest.approx(sum(parts), abs=1e-5)
    for kind in ("borrow", "register-marriage"):
        parts = [theirs[area].weight.value * _of(theirs[area].rules, kind) for area in ("capacity", "identity")]
        assert merged.weight.value * merged.rules[kind].value == pytest.approx(sum(parts), abs=1e-5)


def _of(table: Mapping[str, object], name: str) -> float:
    quantity = table.get(name)
    return float(getattr(quantity, "value", 0))


@pytest.mark.parametrize("name", ["points-app", "sesame-game", "xiamen-game", "ant-forest"])
def test_the_app_counts_every_check_in(name: str) -> None:
    some = world(name, days=10)
    system = GAMES.get(name, name)
    assert "app" in some.systems[system].reads
    life = simulated(some, traced=True)
    members = np.asarray(life.world.ledgers["published"])[list(some.systems).index(system)].ravel()[:1_000] > 0
    assert members.sum() > 0 or name == "ant-forest"
    if name == "sesame-game":
        happened = life.happened("check-in")[:, members].sum()
        played = sum(int(day.system_counts["played"][list(some.systems).index(system)]) for day in life.days)
        assert played == happened


def test_scenarios_without_an_app_have_no_such_channel() -> None:
    for name in ("sesame", "xiamen", "rongcheng", "national"):
        assert "app" not in scenario.load(name).channels


def test_a_game_of_its_own_spreads_as_published_in_its_first_year() -> None:
    """Eighteen in a hundred adults after thirteen months; the rate of innovation was set by it."""
    run = simulate(scenario.load("ant-forest", citizens=2_000, days=395))
    assert (run.observables["members_share_ant-forest"].value or 0) == pytest.approx(200 / 1120, abs=0.03)
