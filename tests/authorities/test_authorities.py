"""Authorities: arrests, decided appeals and removals are those of their plain twins, and each can be switched off."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.schema.codes import DECIDED, DETAINED, SPARED
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing
from glasshouse.testing.simulated import simulated


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("stage", ["arrests", "redress", "removal"])
def test_the_kernel_does_what_its_plain_twin_does(stage: str, scene: str) -> None:
    assert compared(stage, scene) > 10_000
    assert differing(stage, scene) == {}


def test_without_officers_nobody_is_arrested_or_detained() -> None:
    some, none = simulated(crowded()), simulated(crowded("response.officers=0"))
    assert some.day_counts["arrests"] > 0 == none.day_counts["arrests"]
    assert not (np.asarray(none.world.conduct["situation"]) & DETAINED).any()


def test_reviews_that_never_find_for_the_citizen_correct_nothing() -> None:
    names = [name for name, system in crowded().systems.items() if system.redress.appeals]
    never = [f"systems.{name}.redress.{key}=0" for name in names for key in ("overturned_wrong", "overturned_right")]
    strict, usual = simulated(crowded(*never)), simulated(crowded())
    assert usual.day_counts["overturned"] > 0 == strict.day_counts["overturned"]
    assert strict.day_counts["upheld"] > 0
    flags = np.concatenate([cases["flags"][: int(cases["count"])] for cases in strict.world.cases])
    assert (flags & DECIDED).any()
    assert not (flags & SPARED).any()


def test_a_reader_that_is_not_in_force_removes_nothing() -> None:
    some, none = simulated(crowded()), simulated(crowded("systems.watch.active=false"))
    assert some.day_counts["removed"].sum() > 0 == none.day_counts["removed"].sum()
