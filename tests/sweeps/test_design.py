"""Designs: plain tables of points, made by grids and hypercubes, the same every time."""

from __future__ import annotations

from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine import warmup
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario
from glasshouse.sweeps import latin_hypercube as latin
from glasshouse.sweeps.design import Design, cross
from glasshouse.sweeps.design_from_options import read_design
from glasshouse.sweeps.grid import read_grid
from glasshouse.sweeps.latin_hypercube import latin_hypercube, shares
from glasshouse.sweeps.ranges import Range, ranges
from glasshouse.sweeps.study import Study
from glasshouse.testing.plain import randomness as plain


@pytest.fixture(scope="module")
def rongcheng():
    return scenario.load("rongcheng", citizens=300, days=2)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a.b=0:0.3:0.1", [0.0, 0.1, 0.2, 0.3]),
        ("a.b=1:2:0.4", [1.0, 1.4, 1.8]),
        ("a.b=3:1:-1", [3, 2, 1]),
        ("citizens=1_000:3_000:1_000", [1000, 2000, 3000]),
        ("a.b=1e-6:3e-6:1e-6", [1e-6, 2e-6, 3e-6]),
        ("a.b=true,false", [True, False]),
        ('society=hangzhou,"china"', ["hangzhou", "china"]),
        ("a.b=5:5:1", [5]),
    ],
)
def test_a_grid_has_both_ends_and_decimal_steps(text, values) -> None:
    design = read_grid(text)
    assert design.points == tuple((value,) for value in values)
    assert [type(point[0]) for point in design.points] == [type(value) for value in values]


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "=1,2",
        "a.b=",
        "a.b=1:2:x",
        "a.b=1:2:0",
        "a.b=1:2:-1",
        "a.b=1,1",
        "a.b=0:1:1e-9",
        "a.b=inf:1:1",
        "a=1,,2",
        "a=0:1",
    ],
)
def test_a_grid_that_makes_no_sense_is_refused(text) -> None:
    with pytest.raises(InputError, match="--grid"):
        read_grid(text)


def test_crossed_grids_hold_every_pair_once() -> None:
    design = cross([read_grid("a=1,2,3"), read_grid("b=x,y"), Design(("c",), ((0.5,),))])
    assert design.keys == ("a", "b", "c")
    assert set(design.points) == {(a, b, 0.5) for a in (1, 2, 3) for b in "xy"}
    assert len(design) == 6
    assert design.settings(0) == ["a=1", 'b="x"', "c=0.5"]


def test_nothing_varied_is_one_point_that_sets_nothing(rongcheng) -> None:
    design = read_design(rongcheng)
    assert (len(design), design.settings(0)) == (1, [])


def test_a_key_cannot_be_varied_twice() -> None:
    with pytest.raises(InputError, match="a: expected a key that is varied in one way"):
        cross([read_grid("a=1,2"), read_grid("a=3,4")])


@pytest.mark.parametrize(
    "keys",
    [
        ("response.conformity", 'response."conformity"'),
        ("response.conformity", "response . conformity"),
        ("systems.rongcheng.bands.C.start", "systems.rongcheng.bands.1.start"),
        ("systems.rongcheng.bands.1.start", "systems.rongcheng.bands.01.start"),
    ],
)
def test_keys_that_mean_the_same_cannot_be_varied_side_by_side(rongcheng, keys) -> None:
    study = Study("rongcheng", rongcheng, {}, cross([read_grid(f"{key}=0.1,0.2") for key in keys]))
    with pytest.raises(InputError, match=r"varied in one way, found .*, which means the same") as refused:
        study.check()
    assert [problem.key for problem in refused.value.problems] == [keys[1]]


def test_keys_of_neighbours_are_varied_side_by_side(rongcheng) -> None:
    starts = cross(
        [read_grid(f"systems.rongcheng.bands.{band}.start={start}") for band, start in (("1", 650), ("B", 840))]
    )
    Study("rongcheng", rongcheng, {}, starts).check()


@pytest.mark.parametrize("points", [1, 7, 40])
def test_a_hypercube_has_one_point_in_each_part_of_each_range(points) -> None:
    for key in ("response.reward", "response.cost"):
        found = shares(5, key, points)
        assert sorted(np.floor(found * points).astype(int)) == list(range(points))
    assert len({tuple(np.argsort(shares(5, f"k{j}", 40))) for j in range(20)}) == 20


def test_a_key_keeps_its_values_whatever_else_is_varied(rongcheng) -> None:
    one = latin_hypercube(ranges(rongcheng, ["response.reward"]), 20, 3)
    many = latin_hypercube(ranges(rongcheng, ["response.*"]), 20, 3)
    assert many.column("response.reward") == one.column("response.reward")
    assert one != latin_hypercube(ranges(rongcheng, ["response.reward"]), 20, 4)
    assert one == latin_hypercube(ranges(rongcheng, ["response.reward"]), 20, 3)


def test_the_keys_of_a_hypercube_do_not_go_together(rongcheng) -> None:
    design = latin_hypercube(ranges(rongcheng, ["response.*"]), 400, 1)
    table = np.array(design.points, "f8")
    pairs = np.corrcoef(table.T)[np.triu_indices(table.shape[1], 1)]
    luck = 1 / np.sqrt(len(table) - 1)  # the standard deviation of a correlation of two random orders
    assert np.sqrt((pairs**2).mean()) == pytest.approx(luck, rel=0.1)
    beyond = NormalDist().inv_cdf(1 - 0.0005 / len(pairs))  # of all pairs, one in a thousand designs has one beyond it
    assert np.abs(pairs).max() < beyond * luck


def test_a_design_is_drawn_with_the_keyed_generator() -> None:
    words = latin.draws(2**40 + 9, "response.reward", 3, 2)
    seed = [(2**40 + 9) & 0xFFFFFFFF, (2**40 + 9) >> 32]
    item = 0
    for byte in reversed(__import__("hashlib").sha256(b"response.reward").digest()[:4]):
        item = item * 256 + byte
    assert words.tolist() == [plain.draw(seed, i, 2, "design", item) for i in range(3)]


def test_a_group_holds_what_declares_a_range(rongcheng) -> None:
    found = {each.key: each for each in ranges(rongcheng, ["response.*"])}
    quantities = {key: q for key, q in scenario.quantities(rongcheng) if key.startswith("response.")}
    assert set(found) == set(quantities)
    assert all((found[key].low, found[key].high) == q.range for key, q in quantities.items())


def test_a_range_can_be_narrowed_and_logarithmic(rongcheng) -> None:
    (narrow,) = ranges(rongcheng, ["response.*", "conduct.book-flight.rate=1e-4:1e-2:log"])[-1:] or [None]
    by_key = {
        each.key: each for each in ranges(rongcheng, ["conduct.book-flight.rate=1e-4:1e-2:log", "response.reward"])
    }
    assert narrow is not None
    middle = by_key["conduct.book-flight.rate"]
    assert middle.at(0.5) == pytest.approx(1e-3)
    assert middle.share(1e-3) == pytest.approx(0.5)
    assert [by_key["response.reward"].at(share) for share in (0, 0.25, 1)] == [0.0, 0.25, 1.0]


@pytest.mark.parametrize("scale", ["linear", "log"])
def test_a_value_lies_where_its_share_says(scale) -> None:
    each = Range("a", 0.002, 0.9, scale)
    values = [each.at(share) for share in np.linspace(0, 1, 11)]
    assert all(low < high for low, high in pairwise(values))
    assert (values[0], values[-1]) == (0.002, 0.9)
    assert [each.share(value) for value in values] == pytest.approx(np.linspace(0, 1, 11), abs=1e-5)


def test_everything_wrong_with_a_design_is_said_at_once(rongcheng) -> None:
    with pytest.raises(InputError) as caught:
        read_design(rongcheng, ["a"], 5, ["response.rewrd", "systems.rongcheng.start", "response.loss=3:1", "nobody.*"])
    said = str(caught.value)
    for words in ("'a'", "did you mean 'response.reward'?", "'rongcheng_start'", "a low below the high", "'nobody.*'"):
        assert words in said
    assert len(caught.value.problems) == 5


def test_ranges_without_a_number_of_points_are_refused(rongcheng) -> None:
    with pytest.raises(InputError, match="say --lhs N"):
        read_design(rongcheng, over=["response.*"])
    with pytest.raises(InputError, match="at least one key"):
        read_design(rongcheng, lhs=4)


def test_worlds_that_may_need_other_code_are_prepared_and_numbers_prepare_none() -> None:
    base = scenario.load("micro", citizens=256, days=1)
    values = (("china", 0.1, True), ("china", 0.2, True), ("germany", 0.1, False), ("china", 0.1, False))
    design = Design(("society", "response.conformity", "turnover.enabled"), values)
    study = Study("town", base, {"nothing": "nothing"}, design, replicates=3)
    found = [
        (each.society.title.split()[0], each.turnover.enabled, bool(each.systems)) for each in study.worlds_to_prepare()
    ]
    assert found == [
        ("China", True, True),
        ("China", True, False),
        ("Germany", False, True),
        ("Germany", False, False),
    ]


def test_worlds_that_need_the_same_code_are_prepared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    base = scenario.load("micro", citizens=256, days=1)
    alive, empty = scenario.changed(base, ["turnover.enabled=true"]), scenario.variant(base, "nothing")
    louder = scenario.changed(base, ["response.conformity=0.5"])
    prepared: list[Scenario] = []
    monkeypatch.setattr(warmup, "prepare", lambda each, *, traced: prepared.append(each))
    warmup.prepare_all([base, louder, empty, alive, louder])
    assert prepared == [base, empty, alive]
