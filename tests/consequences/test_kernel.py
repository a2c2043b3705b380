"""Consequences: treatment in force by what was published before the day."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from numpy.typing import NDArray

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


def _in_force(system: np.void, codes: NDArray[np.uint16], reviewed: NDArray[np.uint8]) -> NDArray[np.intp]:
    """The band of a system that is in force, from 0; -1 without an account.

    Args:
        system: the system's record.
        codes: what stood the evening before.
        reviewed: the band, from 1, that the reviews of the morning left in force, where bands are reviewed.
    """
    if system["docket"]:
        return np.asarray(np.where(codes > 0, reviewed.astype(int) - 1, -1))
    band = (codes[:, None] >= system["band_code"][1 : int(system["bands"])]).sum(1)
    return np.asarray(np.where(codes > 0, band, -1))


def test_treatment_is_that_of_the_bands_published_the_evening_before_as_reviewed() -> None:
    """And whoever may have an account and has none is treated as those who refuse."""
    life = simulated(crowded(), traced=True, watch=tuple(range(600)))
    systems, status = life.world.systems, np.asarray(life.world.society["status"]).ravel()[:600]
    waited = refused = 0
    for before, day, trace in zip(life.days[:-1], life.days[1:], life.traces[1:], strict=True):
        expected = np.zeros(600, "u8")
        for s in np.flatnonzero(~systems["of_firms"].astype(bool)):
            codes, reviewed = before.panel["published"][:, s], day.panel["review_band"][:, s]
            band = _in_force(systems[s], codes, reviewed)
            expected |= np.where(band >= 0, systems[s]["treatment"][band], 0)
            could = (status & systems[s]["member_mask"]) == systems[s]["member_status"]
            refuses = could & (codes == 0) & bool(systems[s]["refusal"])
            expected |= np.where(refuses, systems[s]["refusal_treatment"], 0)
            waited += int((day.panel["review_asked"][:, s] > 0).sum())
            refused += int(refuses.sum())
        found = trace["treatment"].ravel()[:600] & ~_firms(life)
        assert np.array_equal(found, expected)
    assert expected.any()
    assert min(waited, refused) > 0


def test_attempts_end_denied_dearer_or_eased_as_the_treatment_says() -> None:
    """What is denied is neither dearer nor eased, and what is dearer is not eased."""
    life = simulated(crowded(), traced=True)
    parameters, names = life.world.parameters, life.world.encoded.kinds
    for k in np.flatnonzero(parameters["attempt"] & (parameters["need"] != NEEDS.index("firm"))):
        found = Counter[str]()
        for acts, trace in zip(life.acts, life.traces, strict=True):
            left = ((acts >> np.uint64(k)) & np.uint64(1)) == 1
            for name in ("denies", "worsens", "eases"):
                hit = left & ((trace["treatment"].ravel()[:600] & parameters[name][k]) > 0)
                found[name] += int(hit.sum())
                left &= ~hit
        for name, counted in (("denies", "denied"), ("worsens", "worsened"), ("eases", "eased")):
            assert found[name] == int(life.day_counts[counted][k]), (names[k], name)
    assert all(life.day_counts[counted].any() for counted in ("denied", "worsened", "eased"))


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
