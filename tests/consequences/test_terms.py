"""Worse terms instead of a refusal, and what follows for those who refuse an account."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.engine.recorder import Recorder
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.observables.catalogue import observe_all
from glasshouse.scenario import load
from glasshouse.schema.codes import EMPLOYED
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import SimulatedWorld, simulated

DEARER = "systems.merits.measures.dearer"
DEALS = "deal-with-stranger"


@pytest.fixture(scope="module")
def usual() -> SimulatedWorld:
    return simulated(crowded())


def _of(life: SimulatedWorld, name: str, kind: str) -> int:
    return int(life.day_counts[name][life.world.encoded.names.kinds[kind]])


def test_attempts_at_worse_terms_succeed_and_are_counted_apart(usual: SimulatedWorld) -> None:
    worse, denied, all_deals = (_of(usual, name, DEALS) for name in ("worsened", "denied", "happened"))
    assert worse > 20
    assert worse + denied + _of(usual, "eased", DEALS) <= all_deals
    assert _of(usual, "surcharges", DEALS) == 250 * worse


def test_a_surcharge_moves_nothing_but_what_is_paid(usual: SimulatedWorld) -> None:
    dear = simulated(crowded(f"{DEARER}.surcharge=2"))
    assert _of(dear, "surcharges", DEALS) == 2000 * _of(dear, "worsened", DEALS) > 0
    assert dear.digests["response"] == usual.digests["response"]


def test_without_a_surcharge_no_attempt_is_at_worse_terms() -> None:
    assert _of(simulated(crowded(f"{DEARER}.surcharge=0")), "worsened", DEALS) == 0


def test_what_is_denied_is_not_at_worse_terms_and_surcharges_add_up() -> None:
    both = [
        f'systems.merits.measures.named.worsens=["{DEALS}"]',
        'systems.merits.measures.named.denies=["apply-for-post"]',
        "systems.merits.measures.named.surcharge=0.5",
        'systems.merits.members.refusal={measures=["dearer", "named"]}',
        "systems.rongcheng.active=false",
    ]
    life = simulated(crowded(*both))
    paid, worse = _of(life, "surcharges", DEALS), _of(life, "worsened", DEALS)
    assert worse > 20
    assert 500 * worse <= paid <= 750 * worse
    assert paid > 700 * worse, "nearly all are refusers, under both measures"


def test_those_who_refuse_are_those_without_an_account_whom_it_is_for(usual: SimulatedWorld) -> None:
    world, s = usual.world, usual.world.encoded.names.systems["merits"]
    refusers = [int(day.day_counts["refusers"][s]) for day in usual.days]
    employed = (np.asarray(world.society["status"]) & EMPLOYED) > 0
    lanes = np.arange(256) < np.asarray(world.society["people"])[:, None]
    outside = employed & lanes & (np.asarray(world.ledgers["published"][s]) == 0)
    asked = sum(int(day.system_counts["joined"][s] + day.system_counts["left"][s]) for day in usual.days[-1:])
    assert abs(refusers[-1] - int(outside.sum())) <= asked
    assert refusers[0] > 0


def test_those_who_refuse_bear_what_the_band_brings() -> None:
    world = World(crowded('systems.merits.members.refusal={band="low", measures=[]}'))
    s = world.encoded.names.systems["merits"]
    assert world.systems["refusal_treatment"][s] == world.systems["treatment"][s][0]
    assert world.systems["refusal_burden"][s] == world.systems["burden"][s][0] > 0
    assert np.array_equal(world.systems["refusal_in"][s], world.systems["burden_in"][s][0])


def test_where_nothing_was_said_nothing_follows_for_those_without_an_account() -> None:
    life = simulated(load("tencent", citizens=600, days=3, panel=()))
    assert life.day_counts["refusers"].sum() == 0


def test_observables_tell_of_terms_and_refusers() -> None:
    recorder = Recorder(World(crowded()))
    for _ in range(20):
        recorder.step()
    found = observe_all(recorder.totals(), recorder.labels.kinds, recorder.labels.systems)
    assert found["mean_surcharge"].value == pytest.approx(0.25)
    assert (found["worsened_attempts_per_1000_years"].value or 0) > 0
    assert 0 < (found["refusers_share_merits"].value or 0) < 1
    assert 0 < (found["reviewed_share_merits"].value or 0) <= 1


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(InputError) as error:
        crowded(
            'systems.merits.measures.named.worsens=["apply-for-post", "criticise"]',
            "systems.merits.measures.first.surcharge=0.1",
            'systems.merits.members.refusal={band="lowe", measures=["nothing"]}',
            'systems.rongcheng.members.refusal={band="low"}',
        )
    text = str(error.value)
    assert "merits.measures.named.surcharge: expected what the attempts cost" in text
    assert "an attempt that the measure does not deny, found 'apply-for-post'" in text
    assert "'criticise', an act" in text
    assert "merits.measures.first.worsens: expected the attempts that cost more" in text
    assert "one of 'low', 'middle', 'high'" in text
    assert "merits.members.refusal.measures.0" in text
    assert "rongcheng.members.voluntary: expected true" in text


def test_the_library_has_a_tariff_that_those_who_refuse_the_box_pay() -> None:
    life = simulated(load("telematics", citizens=2048, days=20, panel=()))
    assert life.day_counts["refusers"].sum() > 0 < _of(life, "worsened", "insure-vehicle")


def test_the_library_has_inspectors_who_look_before_a_benefit_stops() -> None:
    life = simulated(load("welfare-fraud", citizens=4096, days=70, panel=()))
    assert life.day_counts["review_cases"].sum() > life.day_counts["reviewed"].sum()
    assert life.day_counts["review_automatic"].sum() == 0 < life.day_counts["review_waiting"].sum()
