"""Trade in records: copies multiply, live on after the source, come back; none of it happens where it is off."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import testing
from glasshouse.engine.run import DIGESTS as RUN_DIGESTS
from glasshouse.engine.run import simulate
from glasshouse.errors import InputError
from glasshouse.observation.channels import Channel
from glasshouse.observation.trade import Trade
from glasshouse.scenario import load
from glasshouse.schema.codes import CASE_ENDED
from glasshouse.schema.limits import CASE_ROOM
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import SimulatedWorld, simulated

CROWDED = Path(testing.__file__).with_name("crowded.toml")
ALL = ("credit centre", "partners", "abroad")
NOBODY_HEARS = tuple(f'trade.holders."{name}".hears=0' for name in ALL)
CALM = (
    "conduct.default-judgment.rate=0.0005",
    "conduct.offend-slightly.rate=0.0003",
    "conduct.cheat.rate=0.0003",
    "society.in_default_at_start=0.005",
)
"""So few cases that copies take nobody's room."""
ALL_HEAR_AT_ONCE = tuple(
    f'trade.holders."{name}".{key}' for name in ALL for key in ("hears=1", "lag=1", "passes=0", "answers=1")
)


@cache
def _life(*settings: str) -> SimulatedWorld:
    return simulated(crowded(*settings))


def _of(settings: tuple[str, ...], name: str) -> float:
    value = simulate(crowded(*settings), threads=1).observables[name].value
    assert value is not None
    return value


def test_everything_that_can_happen_to_a_copy_happens_in_the_crowded_world() -> None:
    total = _life().day_counts
    for name in ("copies", "revoked_cases", "passed", "leaked", "reappeared", "corrected_copies", "complaints",
                 "gave_up", "evicted"):  # fmt: skip
        assert total[name] > 0, name
    assert total["sanctions_past_cause"].sum() > total["sanctions_on_errors"].sum() > 0
    soon = _life(*ALL_HEAR_AT_ONCE).day_counts
    assert 0 < soon["errors_cleared"] <= soon["errors_cleared_days"]


def test_copies_on_which_nobody_acts_change_nothing_for_anybody() -> None:
    without = *CALM, "systems.landlords.active=false", "systems.lenders.active=false"
    traded, alone = _life(*without), _life("trade.enabled=false", *without)
    for name in RUN_DIGESTS:
        assert traded.digests[name] == alone.digests[name], name
    assert traded.day_counts["copies"] > alone.day_counts["copies"] == 0


def test_another_holder_moves_nobody_elses_luck() -> None:
    quiet = {"title": "one more", "partners": [], "passes": 0, "hears": 0, "lag": 1, "retention": 0, "answers": 0}
    text = ", ".join(f"{key} = {value!r}" for key, value in quiet.items()).replace("'", '"')
    known = 'trade.holders."credit centre".partners=["abroad", "partners"]'
    more, fewer = _life(known, f"trade.holders.aaa={{{text}}}"), _life(known)
    for name in RUN_DIGESTS:
        assert more.digests[name] == fewer.digests[name], name
    assert more.day_counts["passed"] == fewer.day_counts["passed"]


def _blind(name: str, channel: Channel) -> str:
    """A change after which a channel records next to nothing."""
    parts = (("sensitivity", channel.sensitivity), ("false_records", channel.false_records))
    inner = ", ".join(f"{part} = {{ {', '.join(f'{kind} = 1e-9' for kind in kinds)} }}" for part, kinds in parts)
    return f"{name} = {{ arrests = false, {inner} }}"


def test_copies_go_on_multiplying_after_collection_has_stopped() -> None:
    blind = ", ".join(_blind(name, channel) for name, channel in crowded().channels.items())
    ends = f"later=[{{ day = 15, change = {{ channels = {{ {blind} }} }} }}]"
    keep = (f'trade.holders."{name}".retention=0' for name in ALL)
    days = simulated(load(CROWDED, (*NOBODY_HEARS, *keep, ends), days=45)).days
    records = [int(day.day_counts["recorded"].sum()) for day in days]
    assert sum(records[15:]) == 0 < sum(records[:15])
    per_case = [
        int(day.day_counts["copies"]) / int(day.day_counts["copied_cases"])
        for day in days
        if day.day_counts["copied_cases"]
    ]
    assert per_case[-1] > per_case[14 - (len(days) - len(per_case))] + 0.2


def test_bans_outlive_their_cause_the_more_the_less_holders_hear() -> None:
    some, none, all_ = (), NOBODY_HEARS, ALL_HEAR_AT_ONCE
    shares = [_of(settings, "bans_outlived_share") for settings in (all_, some, none)]
    assert shares == sorted(shares)
    assert shares[0] < 0.07 < 0.1 < shares[2]
    assert _of(("trade.enabled=false", "systems.landlords.active=false"), "bans_outlived_share") == 0


def test_nothing_reappears_where_nobody_passes_copies_on() -> None:
    still = tuple(f'trade.holders."{name}".passes=0' for name in ALL)
    total = _life(*still).day_counts
    assert total["corrected_copies"] > 0 == total["reappeared"] == total["passed"] == total["leaked"]


def test_one_desk_for_all_copies_leaves_fewer_who_give_up() -> None:
    assert _of(("safeguards.one_desk=true",), "gave_up_share") < _of((), "gave_up_share")


def test_new_cases_find_room_beside_any_number_of_copies() -> None:
    world = _life(*NOBODY_HEARS).world
    for cases in world.cases:
        over = (cases["status"][: int(cases["count"])] >= CASE_ENDED).sum()
        assert int(cases["count"]) <= CASE_ROOM
        assert over > 0


def test_people_who_do_not_react_do_not_complain() -> None:
    assert _life("response.enabled=false").day_counts["complaints"] == 0


def test_what_does_not_fit_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        crowded('trade.holders.partners.partners=["nobody"]', 'systems.landlords.holder="parners"')
    keys = {problem.key: problem for problem in caught.value.problems}
    assert {"trade.holders.partners.partners.0", "systems.landlords.holder"} <= keys.keys()
    assert keys["systems.landlords.holder"].nearest == "partners"
    with pytest.raises(InputError, match="channels give copies to"):
        load("court-list", ["trade.enabled=true"])


def test_who_keeps_the_source_holds_no_copy() -> None:
    fields: dict[str, Any] = {"title": "x", "passes": 0.1, "hears": 1.0, "lag": 1.0, "retention": 0.0, "answers": 1.0}
    trade = Trade.model_validate({"enabled": True, "holders": {"a": fields, "b": fields}}, strict=False)
    assert trade.given(("a", "b")) == 0b10
    assert trade.given(("b", "a", "a", "c")) == 0b01
    assert Trade(enabled=False, holders=trade.holders).given(("a", "b")) == 0


def test_cases_of_an_untraded_world_hold_no_copies() -> None:
    world = _life("trade.enabled=false").world
    assert not np.asarray(world.cases["holders"]).any()
    assert not np.asarray(world.cases["stale"]).any()
