"""A vague offence: one number widens it, and what a narrow one covers a wide one covers too."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from glasshouse.engine.encode import encode_scenario
from glasshouse.errors import InputError
from glasshouse.scoring.forms.lists.configuration import Vague
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import simulated

KINDS = ("pass-rumour", "petition", "take-work-risk")


@pytest.mark.parametrize(
    ("width", "reach"),
    [(0, (0, 0, 0)), (1 / 6, (0.5, 0, 0)), (1 / 3, (1, 0, 0)), (0.5, (1, 0.5, 0)), (1, (1, 1, 1))],
)
def test_kinds_are_taken_in_one_after_the_other(width: float, reach: tuple[float, ...]) -> None:
    vague = Vague.model_validate({"kinds": KINDS, "width": width})
    assert list(vague.reach().values()) == pytest.approx(list(reach))


def test_the_chance_of_a_listing_is_that_of_the_list_times_the_reach() -> None:
    encoded = encode_scenario(crowded("systems.court-list.vague.width=0.5"))
    court = encoded.systems[encoded.names.systems["court-list"]]
    chances = {kind: float(court["chance"][encoded.names.kinds[kind]]) for kind in KINDS}
    assert chances == pytest.approx({"pass-rumour": 0.8, "petition": 0.4, "take-work-risk": 0})
    assert court["enters"][encoded.names.kinds["take-work-risk"]] == 0
    assert court["chance"][encoded.names.kinds["default-judgment"]] == pytest.approx(0.8)


def test_whoever_is_listed_under_a_narrow_offence_is_listed_under_a_wide_one_too() -> None:
    listed = []
    for width in (0, 0.4, 1):
        settings = ("response.enabled=false", "channels.police.sensitivity.pass-rumour=1",
                    "channels.police.sensitivity.petition=1",
                    f"systems.court-list.vague.width={width}")  # fmt: skip
        base = crowded(*settings, days=29)
        alone = {"systems": {"court-list": base.systems["court-list"]}, "goods": {}, "debts": {}}
        life = simulated(base.model_copy(update=alone))
        assert not np.asarray(life.world.cases["overflow"]).any(), (
            "where room is scarce, one case can cost another its place"
        )
        listed.append(np.asarray(life.world.ledgers["published"][0]).ravel() == 2)
    assert all((wide | ~narrow).all() for narrow, wide in pairwise(listed))
    assert listed[0].sum() < listed[1].sum() < listed[2].sum()


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [('["pass-rumor"]', "pass-rumour"), ('["default-judgment"]', "does not enter anyway")],
)
def test_kinds_that_cannot_be_brought_under_it_are_named(kinds: str, expected: str) -> None:
    with pytest.raises(InputError, match=expected):
        crowded(f"systems.court-list.vague.kinds={kinds}")


def test_a_vague_offence_cannot_go_by_frequent_kinds() -> None:
    with pytest.raises(InputError, match=r"systems\.court-list\.vague\.kinds"):
        encode_scenario(crowded('systems.court-list.vague.kinds=["jaywalk"]'))
