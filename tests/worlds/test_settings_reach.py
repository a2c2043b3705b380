"""What is set for a comparison or a sweep holds in every world that has the key, and where not, that is said."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.study import Study
from glasshouse.worlds.comparison import name_worlds

MILDER = "[change.systems.rongcheng]\nstart = 900\n"
SET = ("response.self_censorship_reach=0", "response.conformity=0.02")


def _base(*settings: str) -> scenario.Scenario:
    return scenario.load("rongcheng", settings, citizens=600, days=8)


@pytest.fixture(params=["sesame", "with extends", "as a diff", "nothing", "systems.rongcheng.known=0.2"])
def variant(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Every way to say what a scenario is compared with."""
    if not request.param.startswith(("with", "as")):
        return str(request.param)
    path = tmp_path / "milder.toml"
    path.write_text(('extends = "rongcheng"\n' if request.param.startswith("with") else "") + MILDER, encoding="utf-8")
    return str(path)


def test_they_reach_every_world_of_a_comparison(variant: str) -> None:
    for world in name_worlds(_base(*SET), "rongcheng", [variant], SET).values():
        assert (world.response.self_censorship_reach.value, world.response.conformity.value) == (0, 0.02)


def test_they_reach_every_world_of_a_sweep_and_points_come_after_them(variant: str) -> None:
    design = Design(("response.conformity",), ((0.5,),))
    study = Study("rongcheng", _base(*SET), {variant: variant}, design, settings=SET)
    (job,) = study.jobs()
    for world in job.worlds().values():
        assert (world.response.self_censorship_reach.value, world.response.conformity.value) == (0, 0.5)


def test_that_a_world_has_no_such_key_is_said(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    settings = ("systems.rongcheng.known=0.4",)
    with caplog.at_level(logging.WARNING):
        gh.compare("rongcheng", "sesame", settings=settings, citizens=300, days=2, folder=tmp_path)
        assert "sesame has no systems.rongcheng.known" in caplog.text
        caplog.clear()
        gh.sweep("rongcheng", "sesame", settings=settings, citizens=300, days=2, workers=1, folder=tmp_path)
        assert "sesame has no systems.rongcheng.known" in caplog.text


def test_that_a_world_without_systems_has_no_systems_is_not_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        name_worlds(_base(), "rongcheng", ["nothing"], ("systems.rongcheng.known=0.4",))
    assert caplog.text == ""


def test_a_scenario_given_whole_stays_as_it_is() -> None:
    own = _base("response.conformity=0.3")
    _, world = name_worlds(_base(*SET), "rongcheng", [own], SET).values()
    assert world == own
