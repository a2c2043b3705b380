"""Goods of which there are too few: as many are given as there are, the best first, the same whoever works on it; off is off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse.audit.explain import explain_history
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.results.build import results
from glasshouse.scenario import Scenario, load, variant
from glasshouse.schema.codes import ASKS, HAS_ONE, WITHOUT
from glasshouse.testing.lockstep import SCENES, compared, differing

FLATS = """
[change.conduct.apply-for-school]
rate = 0.015
ceiling = 0.03


[goods.place]
title = "a school place"
kind = "apply-for-school"
capacity = {capacity}
period = {period}
given = "{given}"
{system}
"""


def _town(folder: Path, *, given: str = "score", capacity: float = 30, period: int = 10, **size: int) -> Scenario:
    system = 'system = "rongcheng"' if given in ("score", "band") else ""
    text = FLATS.format(given=given, capacity=capacity, period=period, system=system)
    place = folder / "town.toml"
    place.write_text(f'title = "A town"\nextends = "rongcheng"\n{text}')
    return load(place, citizens=size.get("citizens", 2048), days=size.get("days", 10), panel=())


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernel_does_what_its_plain_twin_does(scene: str) -> None:
    assert compared("scarcity", scene) > 10_000
    assert differing("scarcity", scene) == {}


def _lived(scenario: Scenario, days: int, **how: int) -> World:
    world = World(scenario, **how)
    for _ in range(days):
        world.step()
    return world


@pytest.mark.parametrize("given", ["lot", "first come", "score", "band"])
def test_everybody_who_asks_gets_one_or_goes_without_and_no_more_are_given_than_there_are(
    tmp_path: Path, given: str
) -> None:
    run = simulate(_town(tmp_path, given=given, days=20, capacity=14.3))
    counts = run.totals.day_counts
    asked, got, short = (int(counts[f"goods_{word}"][0].sum()) for word in ("asked", "given", "short"))
    assert asked == got + short
    assert short > 100
    # 14.3 for a thousand are 3.66 for a community of 256: three or four, by lot; eight communities, two periods.
    assert 3 * 16 <= got <= 4 * 16
    if given in ("score", "band"):
        by_band = counts["goods_given_band"][0].sum(), counts["goods_short_band"][0].sum()
        assert by_band == (got, short), "all adults of Rongcheng have an account"


def test_over_many_communities_the_capacity_is_met(tmp_path: Path) -> None:
    run = simulate(_town(tmp_path, given="lot", capacity=14.3, citizens=20_480))
    got = int(run.totals.day_counts["goods_given"][0].sum())
    assert abs(got / 20.48 - 14.3) < 4 * (80 * 0.66 * 0.34) ** 0.5 / 20.48


def test_by_score_nobody_gets_one_before_somebody_with_a_better_score(tmp_path: Path) -> None:
    world = _lived(_town(tmp_path), 9)
    codes = np.asarray(world.ledgers["published"][1]).copy()
    world.step()
    state = np.asarray(world.goods["state"][0])
    assert not (state == ASKS).any()
    for c in range(world.communities):
        got, without = codes[c][state[c] == HAS_ONE], codes[c][state[c] == WITHOUT]
        assert got.size
        assert without.size
        assert got.min() >= without.max()


def test_by_lot_a_score_plays_no_part_and_who_has_one_does_not_ask_again(tmp_path: Path) -> None:
    run = simulate(_town(tmp_path, given="lot", capacity=1000, days=30))
    counts = run.totals.day_counts
    assert int(counts["goods_short"].sum()) == 0
    assert int(counts["goods_asked"].sum()) <= 2048
    k = [kind.name for kind in run.labels.kinds].index("apply-for-school")
    assert int(counts["happened"][k]) > int(counts["goods_asked"].sum())


def test_any_number_of_threads_and_chunks_gives_the_same_bits(tmp_path: Path) -> None:
    town = _town(tmp_path, days=12)
    one, two = _lived(town, 12), _lived(town, 12, threads=2, chunks=5)
    assert np.asarray(one.goods).tobytes() == np.asarray(two.goods).tobytes()
    assert (np.asarray(one.goods["state"]) == HAS_ONE).sum() > 20


def test_nobody_reacts_so_that_a_good_changes_no_other_bit(tmp_path: Path) -> None:
    with_it = _town(tmp_path)
    without = with_it.model_copy(update={"goods": {}})
    ours, theirs = _lived(with_it, 8), _lived(without, 8)
    for table in ("society", "conduct", "response", "signals", "dossier", "ledgers", "cases"):
        assert np.asarray(getattr(ours, table)).tobytes() == np.asarray(getattr(theirs, table)).tobytes(), table
    assert (len(ours.goods), len(theirs.goods)) == (1, 0)


def test_results_and_why_say_who_got_one(tmp_path: Path) -> None:
    town = _town(tmp_path, citizens=256, days=20).model_copy(update={"panel": tuple(range(256))})
    run = simulate(town)
    document = results(run, "town")["goods"]["place"]
    whys = [explain_history(history, 19) for history in histories_of(town)]
    endings = [ending.ending for why in whys for ending in why.endings if ending.what == "a school place"]
    assert endings.count("given one") == document["given"] > 5
    assert endings.count("none left") <= document["short"]
    assert document["asked"] == sum(group["asked"] for group in document["groups"].values())
    share = document["given"] / (document["given"] + document["short"])
    assert run.observables["given_share_place"].value == share


def test_a_good_by_score_goes_to_the_top_band_first() -> None:
    run = simulate(load("flats", citizens=4096, days=182, panel=()))
    gap = run.observables["given_band_gap_flat"].value
    assert gap is not None
    assert gap > 0.2


def test_where_nobody_is_judged_a_good_by_score_goes_by_lot_and_a_debt_by_measure_is_gone() -> None:
    flats, benefit = (variant(load(name, citizens=512, days=5), "nothing") for name in ("flats", "childcare-benefit"))
    assert (flats.goods["flat"].given, flats.goods["flat"].system) == ("lot", None)
    assert list(benefit.debts) == []
    assert list(benefit.attributes) == ["children", "foreign-national"]


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ('kind = "aply-for-post"', "goods.x.kind", "kind of conduct"),
        ('kind = "litter"', "goods.x.kind", "an attempt of people"),
        ('given = "score"', "goods.x.system", "the name of the system whose score counts"),
        ('system = "rongcheng"', "goods.x.system", "no system"),
        ('given = "band"\nsystem = "rongchen"', "goods.x.system", "system"),
        ("capacity = 1001", "goods.x.capacity", "at most 1000"),
        ("period = 0", "goods.x.period", "1"),
        ('given = "luck"', "goods.x.given", "lot"),
    ],
)
def test_what_does_not_fit_is_said_with_its_key(tmp_path: Path, change: str, key: str, words: str) -> None:
    said = {"title": '"x"', "kind": '"apply-for-post"', "capacity": "1", "period": "5", "given": '"lot"'}
    said |= dict(line.split(" = ", 1) for line in change.splitlines())
    lines = "".join(f"{name} = {value}\n" for name, value in said.items())
    (tmp_path / "bad.toml").write_text(f'title = "Bad"\nextends = "rongcheng"\n[goods.x]\n{lines}')
    with pytest.raises(InputError) as error:
        load(tmp_path / "bad.toml")
    assert [problem.key for problem in error.value.problems if words in problem.expected] == [key]
