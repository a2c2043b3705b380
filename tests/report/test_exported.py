"""`glasshouse export`: comparisons and sweeps as tidy tables, with differences and a key to the columns of series."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import glasshouse as gh
from glasshouse.cli import main
from glasshouse.errors import InputError
from glasshouse.report.exported import export

pytestmark = pytest.mark.slow
SMALL = {"citizens": 300, "days": 4}


@pytest.fixture(scope="module")
def compared(tmp_path_factory) -> gh.Comparison:
    return gh.compare("rongcheng", "nothing", "response.conformity=0", folder=tmp_path_factory.mktemp("runs"), **SMALL)


@pytest.fixture(scope="module")
def swept(tmp_path_factory) -> gh.Sweep:
    grid = ["response.conformity=0,0.4"]
    return gh.sweep("rongcheng", "nothing", grid=grid, workers=1, folder=tmp_path_factory.mktemp("runs"), **SMALL)


def _rows(path: Path) -> list[dict[str, object]]:
    read = duckdb.read_csv(str(path)) if path.suffix == ".csv" else duckdb.read_parquet(str(path))
    return [dict(zip(read.columns, row, strict=True)) for row in read.fetchall()]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_comparison_is_exported_with_its_differences_and_its_worlds(compared, tmp_path, form) -> None:
    paths = export(compared, tmp_path, form)
    assert all(path.is_file() for path in paths)
    differences = _rows(tmp_path / f"differences.{form}")
    assert len(differences) == sum(map(len, compared.differences.values()))
    for row in differences[:40]:
        assert row["value"] == pytest.approx(compared.differences[row["twin"]][row["observable"]]["value"])
    people = _rows(tmp_path / f"individual_differences.{form}")
    assert {row["twin"] for row in people} == set(compared.individual_differences)
    assert {row["world"] for row in _rows(tmp_path / f"observables.{form}")} == set(compared.worlds)
    for world in compared.worlds.values():
        folder = tmp_path / "worlds" / world.path.name
        key = _rows(folder / f"columns.{form}")
        assert [row["name"] for row in key] == list(_rows(folder / f"series.{form}")[0])
        assert all(row["title"] for row in key)


def test_tables_take_the_place_of_no_results(compared, swept) -> None:
    world = compared.worlds["nothing"]
    for opened, folder in ((world, world.path), (compared, compared.path), (world, compared.path), (swept, swept.path)):
        before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
        with pytest.raises(InputError, match=r"a folder for tables alone, found .*nothing in it was changed"):
            export(opened, folder, "parquet")
        assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    assert export(world, world.path / "tables")
    assert gh.open_result(world.path).observables


def test_a_chart_takes_the_place_of_no_results(compared) -> None:
    world = compared.worlds["rongcheng"]
    before = (world.path / "scenario.json").read_bytes()
    with pytest.raises(InputError, match="belongs to the results in that folder"):
        world.chart("scores").save(world.path / "scenario.json")
    assert (world.path / "scenario.json").read_bytes() == before
    assert world.chart("scores").save(world.path / "scores.json").is_file()


def test_a_sweep_is_exported_with_values_differences_and_points(swept, tmp_path) -> None:
    export(swept, tmp_path)
    results = _rows(tmp_path / "results.csv")
    assert len(results) == len(swept.table.fetchall())
    assert {row["against"] for row in results} == {None, "nothing"}
    assert [row["response.conformity"] for row in _rows(tmp_path / "points.csv")] == [0.0, 0.4]
    assert {row["observable"] for row in _rows(tmp_path / "observables.csv")} == set(swept.document["observables"])


def test_the_folder_of_a_comparison_or_a_sweep_is_enough(capsys, compared, swept, tmp_path) -> None:
    for made, name in ((compared, "differences"), (swept, "results")):
        assert main(["export", str(made.path), "--out", str(tmp_path / name)]) == 0
        assert str(tmp_path / name / f"{name}.csv") in capsys.readouterr().out.splitlines()


@pytest.fixture(scope="module")
def one_of_each(compared, swept) -> list[gh.Chart]:
    """The first chart of a comparison, of a sweep and of a run."""
    return [made.chart(made.charts()[0]) for made in (compared, swept, compared.worlds["rongcheng"])]


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "json"])
def test_one_chart_of_each_is_written(one_of_each, tmp_path, ending) -> None:
    for chart in one_of_each:
        path = chart.save(tmp_path / f"chart.{ending}")
        assert path.stat().st_size > 1000


def test_why_takes_a_comparison_and_folders(compared) -> None:
    base = next(iter(compared.worlds.values()))
    told = gh.why(base, 1).document
    assert gh.why(compared, 1).document == told == gh.why(str(compared.path), 1).document


def test_more_worlds_than_there_are_colours_are_drawn_all_the_same(tmp_path) -> None:
    keys = (
        "appeal",
        "conformity",
        "evasion_speed",
        "reward",
        "risk_exposure",
        "risk_contacts",
        "reactance",
        "loss",
        "cost",
    )
    many = gh.compare("micro", *(f"response.{key}=0" for key in keys), folder=tmp_path, citizens=300, days=3)
    page = many.report(tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(f"response.{key}=0" in page for key in keys)
