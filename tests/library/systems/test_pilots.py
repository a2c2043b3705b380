"""City and village pilots: what makes each itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.testing.simulated import simulated

REWARDING = ("hangzhou", "suzhou", "xiamen", "fuzhou", "shanghai", "nanjing")
STARTS = {"rongcheng": 1000, "suining": 1000, "suzhou": 100}


def _system(name: str) -> Any:
    return scenario.load(name).systems[name]


@pytest.mark.parametrize("name", REWARDING)
def test_pilots_that_only_reward_have_no_sanction(name: str) -> None:
    assert {measure.type for measure in _system(name).measures.values()} == {"entitlement"}


@pytest.mark.parametrize("name", STARTS)
def test_everybody_begins_with_the_published_points(name: str) -> None:
    life = simulated(scenario.load(name, citizens=600, days=1))
    s = life.world.encoded.system_names.index(name)
    system = life.world.systems[s]
    codes = np.asarray(life.world.ledgers["published"][s]).ravel()[:600]
    scores = float(system["low"]) + (codes[codes > 0] - 1.0) / 65533 * float(system["high"] - system["low"])
    assert np.abs(scores - STARTS[name]).max() < 0.1


@pytest.mark.parametrize(
    ("name", "low", "high"), [("hangzhou", 0.15, 0.25), ("xiamen", 0.1, 0.2), ("shanghai", 0, 0.04)]
)
def test_those_that_one_joins_have_few_members(name: str, low: float, high: float) -> None:
    assert _system(name).members.voluntary
    life = simulated(scenario.load(name, citizens=4_000, days=1))
    s = life.world.encoded.system_names.index(name)
    share = (np.asarray(life.world.ledgers["published"][s]).ravel()[:4_000] > 0).mean()
    assert low < share < high


def test_osmanthus_points_can_only_rise() -> None:
    life = simulated(scenario.load("suzhou", citizens=256, days=120), watch=tuple(range(256)))
    s = life.world.encoded.system_names.index("suzhou")
    codes = np.stack([day.panel["published"][:, s] for day in life.days]).astype(int)
    assert (np.diff(codes, axis=0) >= 0).all()
    assert (codes[-1] > codes[0]).any()


def test_in_suining_petitions_and_insults_cost_points_and_the_fallen_are_named() -> None:
    system = _system("suining")
    assert isinstance(system, PointsSystem)
    assert system.rules["petition"].points.value < 0
    assert system.rules["pass-rumour"].points.value < 0
    named = {band.name for band in system.bands if "named" in band.measures}
    assert named == {"C", "D"}
    assert system.measures["named"].public.value == 1


@pytest.mark.parametrize("name", ["rongcheng", "yangqiao"])
def test_what_one_does_reaches_the_household(name: str) -> None:
    life = simulated(scenario.load(name, citizens=1_200, days=60))
    s = life.world.encoded.system_names.index(name)
    ledger = np.asarray(life.world.ledgers["dimensions"][s])
    own, others = ledger[:, :4].sum(1).ravel()[:1_200], ledger[:, 4].ravel()[:1_200]
    assert (others[own == 0] != 0).any(), "somebody without a record of their own stands otherwise because of others"


def test_fuzhous_score_is_xiamens_in_another_city() -> None:
    ours, theirs = _system("fuzhou"), _system("xiamen")
    assert ours.model_copy(update={"title": theirs.title}) == theirs
    assert scenario.load("fuzhou").society != scenario.load("xiamen").society
