"""Consequences: treatment in force by what was published before the day."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.schema.codes import EVER_DENIED, EVER_GROUNDED, NEEDS
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import SimulatedWorld, simulated


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernel_does_what_its_plain_twin_does(scene: str) -> None:
    assert compared("consequences", scene) > 80_000
    assert differing("consequences", scene) == {}


def test_where_nothing_follows_nobody_is_treated_denied_or_wronged() -> None:
    life = simulated(crowded("consequences.enabled=false"), traced=True)
    for name in ("denied", "eased", "sanctioned", "wrongly_sanctioned", "denied_group", "refused"):
        assert life.day_counts[name].sum() == 0, name
    assert not any(day["treatment"].any() or day["ends"].any() for day in life.traces)


def _firms(life: SimulatedWorld) -> np.uint64:
    """Bits of the measures of systems that judge firms: what falls on people there is held to `tests/firms`."""
    names = life.world.encoded.system_names
    measures = enumerate(life.world.encoded.measures)
    return np.uint64(sum(1 << k for k, (s, _) in measures if life.world.systems["of_firms"][names.index(s)]))


def test_treatment_is_that_of_the_bands_published_the_evening_before() -> None:
    life_codes = None
    life = simulated(crowded(), traced=True, watch=tuple(range(600)))
    systems = life.world.systems
    for day, trace in zip(life.days, life.traces, strict=True):
        if life_codes is not None:
            expected = np.zeros(600, "u8")
            for s in range(len(life.world.encoded.system_names)):
                if systems[s]["of_firms"]:
                    continue
                codes, bands = life_codes[:, s], int(systems[s]["bands"])
                band = (codes[:, None] >= systems[s]["band_code"][1:bands]).sum(1)
                expected |= np.where(codes > 0, systems[s]["treatment"][band], 0)
            found = trace["treatment"].ravel()[:600] & ~_firms(life)
            assert np.array_equal(found, expected)
        life_codes = day.panel["published"].copy()
    assert expected.any()


def test_attempts_end_denied_or_eased_as_the_treatment_says() -> None:
    life = simulated(crowded(), traced=True)
    parameters, names = life.world.parameters, life.world.encoded.kinds
    for name in ("denies", "eases"):
        counted = life.day_counts["denied" if name == "denies" else "eased"]
        for k in np.flatnonzero(parameters["attempt"] & (parameters["need"] != NEEDS.index("firm"))):
            found = 0
            for acts, trace in zip(life.acts, life.traces, strict=True):
                treatment = trace["treatment"].ravel()[:600]
                hit = (treatment & parameters[name][k]) > 0
                if name == "eases":
                    hit &= (treatment & parameters["denies"][k]) == 0
                found += int((((acts >> np.uint64(k)) & np.uint64(1)) == 1)[hit].sum())
            assert found == int(counted[k]), names[k]


def test_whoever_was_ever_denied_is_counted_once_however_often_it_happens() -> None:
    life = simulated(crowded(), watch=tuple(range(600)))
    denied = np.stack([day.panel["denied"] for day in life.days])
    travels = sum(1 << k for k in np.flatnonzero(life.world.parameters["travels"]))
    situation = np.asarray(life.world.conduct["situation"]).ravel()[:600]
    people = (denied > 0).any(0), ((denied & np.uint64(travels)) > 0).any(0)
    assert np.array_equal((situation & EVER_DENIED) > 0, people[0])
    assert np.array_equal((situation & EVER_GROUNDED) > 0, people[1])
    assert 0 < people[1].sum() < people[0].sum() < life.day_counts["denied"].sum()


def test_every_deal_is_refused_kept_or_broken() -> None:
    total = simulated(crowded()).day_counts
    assert total["offered"] == total["refused"] + total["deals_kept"] + total["deals_broken"] > 0
