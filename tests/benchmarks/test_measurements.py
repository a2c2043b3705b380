import numpy as np
import pytest

from glasshouse.benchmark import results
from glasshouse.benchmark.__main__ import main
from glasshouse.benchmark.copying import StateCopy
from glasshouse.benchmark.rounds import Rounds, alternate, month_cost
from glasshouse.benchmark.stages import cuts, describe, stage_costs
from glasshouse.engine.stages import DAY
from glasshouse.engine.world import World
from glasshouse.scenario import load

KEYS = {
    "ns_per_citizen_day", "events_per_citizen_day", "stages", "ratio_copy", "ratio_numpy_1e6", "ratio_numpy_1e7",
    "growth_1e5_1e7", "bytes_per_citizen", "warm_start_seconds", "cold_start_seconds", "environment", "spread",
}  # fmt: skip


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MILLION", 5_120)
    monkeypatch.setattr(results, "MESA_CITIZENS", 256)
    monkeypatch.setattr(results, "warm_starts", lambda times: [0.5] * times)
    monkeypatch.setattr(results, "cold_start", lambda: 20.0)


@pytest.mark.usefixtures("small")
def test_the_document_has_every_figure() -> None:
    found = results.measure(quick=True)
    assert set(found) == KEYS | {"ratio_mesa"}
    assert {stage.name for stage in DAY if not stage.needs} <= set(found["stages"])
    assert found["bytes_per_citizen"]["total"] > found["bytes_per_citizen"]["ledgers"]
    assert found["spread"]["ratio_copy"]["low"] <= found["ratio_copy"] <= found["spread"]["ratio_copy"]["high"]


@pytest.mark.usefixtures("small")
def test_without_mesa_its_ratio_is_left_out_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "has_mesa", lambda: False)
    lines: list[str] = []
    found = results.measure(quick=True, say=lines.append)
    assert set(found) == KEYS | {"left_out"}
    assert "Mesa is not installed" in found["left_out"]["ratio_mesa"]
    assert any("Mesa is not installed" in line for line in lines)


def test_ratios_are_taken_within_rounds() -> None:
    rounds = Rounds({"slow": [2.0, 8.0, 6.0], "fast": [1.0, 4.0, 2.0]}, {"slow": [1.0, 0.5, 1.0], "fast": [2.0] * 3})
    assert rounds.ratio("slow", "fast") == 2
    assert rounds.median("slow") == 6
    assert rounds.spread("slow")["cpu"] == 4
    assert rounds.spread("slow", "fast") == {"low": 2, "median": 2, "high": 3, "rounds": 3}


def test_contestants_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    costs = iter(range(100))

    def contestant(name: str) -> float:
        order.append(name)
        return next(costs)

    rounds = alternate({"a": lambda: contestant("a"), "b": lambda: contestant("b")}, 2)
    assert order == ["a", "b"] * 3
    assert rounds.costs == {"a": [2, 4], "b": [3, 5]}


def test_a_month_holds_one_publication() -> None:
    class Model:
        def __init__(self) -> None:
            self.day = 3
            self.lived: list[int] = []

        def step(self) -> None:
            self.lived.append(self.day)
            self.day += 1

    model = Model()
    assert month_cost(model, 1, plain=2) > 0
    month_cost(model, 1, plain=2)
    assert model.lived == [57, 58, 59, 87, 88, 89]


def test_stages_are_those_of_the_day_in_order() -> None:
    scenario = load("rongcheng", citizens=2_560)
    names = [cut.name for cut in cuts(World(scenario))]
    assert names[0] == "walk"
    assert [name for name in names[1:] if " " not in name] == [
        stage.name for stage in DAY if stage.kernel and not stage.needs
    ]
    costs = stage_costs(scenario, rounds=1, lived=1)
    assert set(costs) >= set(names)
    assert "day" in describe(costs)


def test_a_copy_is_the_state() -> None:
    world = World(load("rongcheng", citizens=2_560), threads=2)
    copy = StateCopy(world)
    world.step()
    assert copy.cost(times=1) > 0
    assert all(np.array_equal(one, other) for one, other in zip(copy.here, copy.there, strict=True))
    assert sum(len(row) for row in copy.here) / 2_560 == pytest.approx(sum(world.bytes_per_citizen.values()))


def test_asking_for_help_or_for_an_unknown_part_measures_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for words, status in ((["--help"], 0), (["jobz"], 2)):
        with pytest.raises(SystemExit) as end:
            main(words)
        assert end.value.code == status
    said = capsys.readouterr()
    assert "each country that ships" in said.out
    assert "invalid choice: 'jobz'" in said.err
