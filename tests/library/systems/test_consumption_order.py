"""The consumption-restriction orders: what bars journeys, whom it reaches, and how far it meets what was published."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.schema.codes import IN_DEFAULT, TURNED_AWAY
from glasshouse.schema.limits import FIRMS
from glasshouse.targets.published import published_figures
from glasshouse.testing.lockstep import COMPARED, walk_together
from glasshouse.testing.simulated import SimulatedWorld, simulated

ORDER, LIST = "consumption-order", "court-list"
JOURNEYS = ("flight", "business-flight", "g-train", "business-train", "first-class", "soft-sleeper")
BARRED = {"apply-for-school", *(f"book-{journey}" for journey in JOURNEYS)}
MANY = ("society.in_default_at_start=0.04", "society.managers_in_default_at_start=0.1")


@pytest.fixture(scope="module")
def year() -> dict[str, Any]:
    return gh.run(ORDER, citizens=100_000, days=365, seed=1).document


@pytest.fixture(scope="module")
def town() -> SimulatedWorld:
    return simulated(scenario.load(ORDER, [*MANY], citizens=10_000, days=30, panel=()), traced=True)


def _published(life: SimulatedWorld, system: str) -> np.ndarray:
    return np.asarray(life.world.ledgers["published"][life.world.encoded.system_names.index(system)])


def test_the_order_bars_journeys_and_the_list_bars_none() -> None:
    systems = scenario.load(ORDER).systems
    denied = {name: {kind for m in system.measures.values() for kind in m.denies} for name, system in systems.items()}
    assert denied == {ORDER: BARRED, LIST: {"borrow"}}


def test_second_class_on_d_trains_is_refused_to_nobody(year: dict[str, Any]) -> None:
    kinds = year["kinds"]
    assert kinds["book-d-train"]["happened"] > 10_000
    assert kinds["book-d-train"]["denied"] == 0
    assert all(kinds[name]["denied"] > 0 for name in BARRED)


def test_nearly_everybody_on_the_list_is_under_an_order_and_half_of_those_under_one_on_no_list(
    town: SimulatedWorld,
) -> None:
    listed, ordered = (_published(town, name) == 2 for name in (LIST, ORDER))
    assert (listed & ~ordered).sum() <= 0.02 * listed.sum()
    assert 0.3 * ordered.sum() < listed.sum() < 0.7 * ordered.sum()


def test_managers_answer_for_their_firms_and_they_alone_travel_for_them(town: SimulatedWorld) -> None:
    work = np.asarray(town.world.society["workplace"])
    managers = np.zeros(work.shape, bool)
    for c, row in enumerate(work):
        people = int(town.world.society["people"][c])
        for firm in range(FIRMS):
            managers[c, [*np.flatnonzero(row[:people] == firm)[:1]]] = True
    for name in ("book-business-flight", "book-business-train"):
        does = town.happened(name)
        assert does.any()
        assert not does[:, ~managers.ravel()[: does.shape[1]]].any()
    owing = (np.asarray(town.world.conduct["situation"]) & IN_DEFAULT) > 0
    assert owing[managers].mean() > 2 * owing[~managers].mean()


def test_whoever_knows_that_a_train_is_barred_mostly_takes_another() -> None:
    train = "conduct.book-g-train"
    often = (*MANY, f"{train}.rate=0.004")
    lives = {
        share: simulated(
            scenario.load(ORDER, [*often, f"{train}.given_up={share}"], citizens=10_000, days=60, panel=())
        )
        for share in (0, 0.85)
    }
    number = lives[0].world.encoded.names.kinds
    denied = {share: int(life.day_counts["denied"][number["book-g-train"]]) for share, life in lives.items()}
    second = {share: int(life.day_counts["happened"][number["book-d-train"]]) for share, life in lives.items()}
    assert denied[0.85] < 0.4 * denied[0]
    assert second[0.85] - second[0] == pytest.approx(denied[0] - denied[0.85], rel=0.2)


def test_whoever_is_released_knows_at_once(town: SimulatedWorld) -> None:
    knows = (np.asarray(town.world.conduct["situation"]) & TURNED_AWAY) > 0
    assert knows.any()
    for _ in range(2):
        town.world.step()
    knows = (np.asarray(town.world.conduct["situation"]) & TURNED_AWAY) > 0
    ordered = _published(town, ORDER) == 2
    assert not (knows & ~ordered).sum() > 5


def test_without_the_system_nobody_gives_anything_up() -> None:
    life = simulated(scenario.variant(scenario.load(ORDER, citizens=3_000, days=5, panel=()), "nothing"))
    assert not (np.asarray(life.world.conduct["situation"]) & TURNED_AWAY).any()


def test_the_system_brings_its_kinds_to_any_scenario() -> None:
    town = scenario.load("rongcheng", [f'systems=["{ORDER}"]'])
    assert BARRED | {"book-d-train"} <= set(town.conduct)
    assert not {"book-g-train", "book-d-train"} & set(scenario.load("rongcheng").conduct)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("conduct.borrow.given_up=0.5", "attempt of people at a journey"),
        ("conduct.book-g-train.instead=book-d-trian", "book-d-train"),
        ("conduct.book-g-train.instead=buy-approved", "a rarer kind"),
        ("conduct.book-g-train.instead=default-judgment", "without an effect"),
    ],
)
def test_what_cannot_be_given_up_is_said(change: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        scenario.load(ORDER, [change])


def test_refusals_for_each_person_under_an_order_stand_among_the_observables(year: dict[str, Any]) -> None:
    found, kinds = year["observables"], year["kinds"]
    stem = "refused_per_listed_year_consumption-order_"
    assert {name.removeprefix(stem) for name in found if name.startswith(stem)} == BARRED
    people = found["listed_share_consumption-order"]["value"] * year["citizens"]
    flights = found["refused_per_listed_year_consumption-order_book-flight"]
    assert flights["value"] == pytest.approx(kinds["book-flight"]["denied"] / people)
    assert flights["unit"] == "per listed person and year"


MET = {f"refused-flights-{when}" for when in ("2017", "early-2018", "late-2018")}
MET |= {f"refused-trains-{when}" for when in ("2017", "late-2018")}
MET |= {f"flights-for-each-train-{when}" for when in ("2017", "early-2018")}
MISSED = {"refused-flights-2019", "refused-trains-2019"}
MISSED |= {f"flights-for-each-train-{when}" for when in ("late-2018", "2019")}
ON_THE_EDGE = {"refused-trains-early-2018"}


def test_the_yearly_path_is_met_in_part_and_what_is_missed_is_known(year: dict[str, Any]) -> None:
    found = {each["name"]: each["meets"] for each in published_figures(year) if each["topic"] == ORDER}
    assert set(found) == MET | MISSED | ON_THE_EDGE
    assert {name for name in MET if found[name]} == MET
    assert not any(found[name] for name in MISSED)


def test_more_flights_than_trains_are_refused_where_the_list_alone_says_the_reverse(year: dict[str, Any]) -> None:
    ratio = {each["name"]: each["ours"] for each in published_figures(year)}["flights-to-trains"]
    alone = gh.run(LIST, citizens=50_000, days=120, seed=1).document
    before = {each["name"]: each["ours"] for each in published_figures(alone)}["flights-to-trains"]
    assert ratio > 1.2
    assert before < 0.5


def test_kernels_and_plain_twins_agree_on_managers_and_on_what_is_given_up() -> None:
    barred = ("book-g-train", "book-business-train", "book-business-flight")
    often = [
        *MANY,
        *(f"conduct.{kind}.rate=0.012" for kind in barred),
        "conduct.book-g-train.given_up=0.5",
        "conduct.settle-judgment.rate=0.0032",
        "conduct.fail-firm-judgment.rate=0.0004",
        "systems.consumption-order.redress.lag=0",
    ]
    found = walk_together(scenario.load(ORDER, often, citizens=600, days=24, panel=()), 0, 16)
    differing = {stage: [*set(counted) - {COMPARED}] for stage, counted in found.items() if set(counted) - {COMPARED}}
    assert differing == {}
    assert sum(counted[COMPARED] for counted in found.values()) > 1_000_000
