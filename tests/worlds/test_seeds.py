"""Seeds at the end of what 64 bits hold: they are counted in a circle, and no digit of them is lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest

from glasshouse.report.exported import export
from glasshouse.results.frames import sweep_dataset
from glasshouse.results.schema import ComparisonResults, RunResults, SweepResults
from glasshouse.scenario import load, seed_after, with_later_seed
from glasshouse.store.running import run
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.worlds.comparison import compare

LAST = 2**64 - 1
SMALL = {"citizens": 256, "days": 2}


@pytest.fixture(scope="module")
def swept(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    design = Design(("response.conformity",), ((0.1,), (0.2,)))
    folder = tmp_path_factory.mktemp("runs")
    return sweep(load("rongcheng", seed=LAST, **SMALL), design, replicates=2, workers=1, folder=folder)


def test_after_the_greatest_seed_comes_the_first() -> None:
    assert [seed_after(LAST - 1, number) for number in range(4)] == [LAST - 1, LAST, 0, 1]
    assert with_later_seed(load("rongcheng", seed=LAST), 3).seed == 2


def test_replicates_go_on_from_the_greatest_seed(tmp_path: Path) -> None:
    found = compare(load("rongcheng", seed=LAST, **SMALL), ["nothing"], replicates=2, folder=tmp_path)
    assert found.document["seeds"] == [LAST, 0]
    first = found.document["worlds"]["Rongcheng"]
    assert first["seed"] == LAST
    assert first["state_digest"] == run(load("rongcheng", seed=LAST, **SMALL), folder=tmp_path).document["state_digest"]


def test_a_sweep_goes_on_from_the_greatest_seed_and_each_row_is_that_of_its_seed(swept: Sweep, tmp_path: Path) -> None:
    assert swept.document["seeds"] == [LAST, 0]
    assert {row["seed"] for row in swept.table.df().to_dict("records")} == {str(LAST), "0"}
    alone = run(load("rongcheng", ["response.conformity=0.2"], seed=0, panel=(), **SMALL), folder=tmp_path)
    name = "acts_per_citizen_day"
    assert swept.values(name)[1, 1] == alone.observables[name]


@pytest.mark.parametrize("seeds", [[1, 2], [LAST - 1, LAST], [LAST, 0], [2**63, 2**63 + 1]])
def test_seeds_keep_their_digits_in_a_dataset(seeds: list[int]) -> None:
    rows = [
        {"point": point, "seed": str(seed), "world": "town", "against": None, "observable": "x", "value": point + k}
        for point in range(2)
        for k, seed in enumerate(seeds)
    ]
    told = dict.fromkeys(("title", "scenario", "citizens", "days", "digest", "schema_version", "glasshouse"), "")
    keys = {"keys": ["a"], "points": [{"a": 1}, {"a": 2}], "observables": {"x": {"title": "an x", "unit": "share"}}}
    found = sweep_dataset(pd.DataFrame(rows), {**told, **keys, "worlds": ["town"], "seeds": seeds}, None)
    assert [int(seed) for seed in found["seed"].values] == seeds
    assert found["x"].values.tolist() == [[[0.0, 1.0], [1.0, 2.0]]]


def test_seeds_keep_their_digits_in_tables(swept: Sweep, tmp_path: Path) -> None:
    export(swept, tmp_path)
    rows = csv.DictReader((tmp_path / "results.csv").open(encoding="utf-8"))
    assert {row["seed"] for row in rows} == {str(LAST), "0"}


def test_documents_say_that_a_seed_needs_64_bits() -> None:
    for document, keys in (
        (RunResults, ["seed"]),
        (ComparisonResults, ["seed", "seeds"]),
        (SweepResults, ["seed", "seeds"]),
    ):
        said = document.model_json_schema()["properties"]
        for key in keys:
            assert "64 bits" in json.dumps(said[key])
