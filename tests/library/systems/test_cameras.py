"""What makes cameras themselves: a few wanted among very many who pass, errors by group, one region; and no score."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import facts, scenario
from glasshouse.errors import InputError
from glasshouse.schema.codes import MINORITY
from glasshouse.testing.simulated import SimulatedWorld, simulated

ALONE = ("channels=[]", 'systems=["cameras"]', "response.enabled=false")
"""No records but those of face matching, and nobody changes."""
OTHERS = ("join-gathering", "offend-slightly", "disturb-travel", "drive-badly", "dodge-fare", "damage-hire")


def _matches(rate: float) -> tuple[int, int]:
    """True and false matches with people wanted for a grave offence, by how often one is committed."""
    quiet = ['systems.cameras.enters=["offend-gravely"]']
    quiet += [f"channels.face-match.sensitivity.{kind}=0" for kind in OTHERS]
    quiet += [f"channels.face-match.false_records.{kind}=0" for kind in ("offend-slightly", "join-gathering")]
    often = [f"conduct.offend-gravely.rate={rate}", f"conduct.offend-gravely.ceiling={6 * rate}"]
    errors = [
        "channels.face-match.sensitivity.offend-gravely=0.5",
        "channels.face-match.false_records.offend-gravely=2e-5",
    ]
    life = simulated(scenario.load("cameras", [*ALONE, *quiet, *often, *errors], citizens=30_000, days=40))
    ch = life.world.encoded.names.channels["face-match"]
    return int(life.day_counts["true_matches"][ch]), int(life.day_counts["false_matches"][ch])


def test_a_rare_target_among_many_makes_most_matches_false_and_a_common_one_does_not() -> None:
    true, false = _matches(4e-6)
    assert false > 4 * max(true, 1)
    true, false = _matches(1e-3)
    assert true > 4 * false


def test_wrong_matches_fall_on_the_minority_ten_times_as_often() -> None:
    life = simulated(
        scenario.load("cameras", [*ALONE, "channels.face-match.false_records.jaywalk=0.001"], citizens=30_000, days=30)
    )
    invented, people = life.day_counts["invented_group"], life.world.people_by_group
    ratio = (invented[2:].sum() / people[2:].sum()) / (invented[:2].sum() / people[:2].sum())
    assert ratio == pytest.approx(facts.number("nist_8280.fp_ratio_min").value, rel=0.3)


def test_whoever_is_matched_wrongly_is_stopped_and_wronged() -> None:
    errors = "channels.face-match.false_records.offend-gravely=2e-5"
    life = simulated(scenario.load("cameras", ["channels=[]", 'systems=["cameras"]', errors], citizens=30_000, days=40))
    assert int(life.day_counts["wrongly_sanctioned"].sum()) > 0
    assert int(life.day_counts["wrongly_sanctioned"].sum()) <= int(life.day_counts["sanctioned"].sum())


def _in_reach(life: SimulatedWorld, channel: str) -> tuple[float, float]:
    """Share of people whom a channel of partial reach has within it: in Xinjiang, and elsewhere."""
    bit = int(life.world.parameters["reach_bit"][life.world.encoded.names.channels[channel]])
    society, names = life.world.society, list(life.world.scenario.society.region_names)
    here = np.asarray(society["region"]) == names.index("Xinjiang")
    within = (np.asarray(society["reach"]) >> bit) & 1
    return float(within[here].mean()), float(within[~here].mean())


def test_one_region_is_covered_closely_and_the_rest_hardly_at_all() -> None:
    life = simulated(scenario.load("cameras", citizens=60_000, days=1))
    region, elsewhere = _in_reach(life, "checkpoint")
    assert region > 0.4
    assert elsewhere < 0.03
    assert (np.asarray(life.world.society["status"]) & MINORITY).any()


def test_nobody_has_a_score() -> None:
    assert all(system.form == "list" for system in scenario.load("cameras").systems.values())


def test_offline_acts_enter_the_records_of_the_points() -> None:
    points = [
        simulated(scenario.load(name, ["response.enabled=false"], citizens=10_000, days=20))
        for name in ("rongcheng", "rongcheng-cameras")
    ]
    jaywalk = [int(life.day_counts["recorded"][life.world.encoded.names.kinds["jaywalk"]]) for life in points]
    assert jaywalk[1] > 2 * jaywalk[0]
    assert points[0].digests["conduct"] == points[1].digests["conduct"]


def test_a_region_that_does_not_exist_is_named_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'Xinjiang'"):
        scenario.load("cameras", ["channels.checkpoint.coverage.regions={Xinjang=2}"])
