"""Slots by name: no kind, channel or system moves anybody else's luck, and no place in the draws is given twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import library, scenario
from glasshouse.conduct.encoding import order_kinds
from glasshouse.conduct.slots import problems_of_slots
from glasshouse.engine.encode import encode_scenario
from glasshouse.errors import InputError
from glasshouse.kernels import randomness
from glasshouse.scenario import Scenario
from glasshouse.schema.limits import FREQUENT, WORDS
from glasshouse.testing.simulated import SimulatedWorld, simulated

SLOTS: dict[str, tuple[int, ...]] = {
    "buy-approved": (0,),
    "buy-frowned-upon": (1,),
    "check-in": (2,),
    "jaywalk": (3,),
    "litter": (4,),
    "pay-bill": (5,),
    "play-hours": (6,),
    "praise": (7,),
    "care-for-parents": (8,),
    "deal-with-stranger": (9,),
    "apply-for-party": (10, 0, 32),
    "apply-for-post": (10, 32, 176),
    "apply-for-school": (10, 208, 128),
    "apply-for-visa": (10, 336, 32),
    "ask-for-help": (10, 368, 99),
    "book-flight": (10, 467, 50),
    "book-train": (10, 517, 132),
    "borrow": (10, 649, 144),
    "call-to-act": (10, 793, 96),
    "cheat": (10, 889, 128),
    "criticise": (10, 1017, 287),
    "damage-hire": (10, 1304, 32),
    "default-judgment": (10, 1336, 128),
    "disturb-travel": (10, 1464, 32),
    "dodge-fare": (10, 1496, 74),
    "donate-blood": (10, 1570, 32),
    "donate": (10, 1602, 78),
    "drive-badly": (10, 1680, 115),
    "expose-wrong": (10, 1795, 32),
    "help-in-emergency": (10, 1827, 32),
    "hire-without-deposit": (10, 1859, 99),
    "join-gathering": (10, 1958, 96),
    "miss-bill": (10, 2054, 132),
    "move-registration": (10, 2186, 32),
    "offend-gravely": (10, 2218, 32),
    "offend-slightly": (10, 2250, 32),
    "pass-rumour": (10, 2282, 144),
    "petition": (10, 2426, 32),
    "quick-lane": (10, 2458, 50),
    "refer-friend": (10, 2508, 32),
    "register-marriage": (10, 2540, 32),
    "search-sensitive": (10, 2572, 287),
    "settle-judgment": (10, 2859, 640),
    "sign-petition": (10, 3499, 32),
    "take-work-risk": (10, 3531, 32),
    "volunteer": (10, 3563, 119),
    "book-g-train": (11, 0, 128),
    "book-d-train": (11, 128, 64),
    "book-first-class": (11, 192, 32),
    "book-soft-sleeper": (11, 224, 32),
    "book-business-flight": (11, 256, 128),
    "book-business-train": (11, 384, 128),
    "fail-firm-judgment": (11, 512, 64),
    "enrol-child": (11, 576, 32),
    "claim-grant": (11, 1024, 64),
    "apply-for-flat": (11, 1088, 64),
    "return-late": (11, 2048, 66),
    "pay-tax-late": (11, 2114, 32),
    "get-letter": (11, 2146, 120),
    "write-to-town": (11, 2266, 320),
    "claim-benefit": (11, 2586, 100),
}
"""What was given once: the word, and of a shared word the first cell and the width. Only ever add to this table."""

_EVERYWHERE = (
    "rongcheng",
    "consumption-order",
    "registration-children",
    "student-grant",
    "flats",
    "childcare-benefit",
    "municipal-trust",
)
ALL = {name: kind for place in _EVERYWHERE for name, kind in scenario.load(place).conduct.items()}
ALONE = ("response.enabled=false", "response.threshold_low=2", "response.threshold_high=2")


def _of_library() -> dict[str, tuple[int, ...]]:
    slots = {name: kind.slot for name, kind in ALL.items() if kind.slot}
    return {name: (s.word,) if s.width is None else (s.word, s.first, s.width) for name, s in slots.items()}


def test_slots_of_the_library_are_those_that_were_given_and_new_kinds_only_add_to_them() -> None:
    assert _of_library() == SLOTS
    assert set(SLOTS) == {name for name in library.names("conduct") if ALL[name].needs != "firm"}


def test_slots_of_the_library_do_not_overlap_and_hold_every_ceiling() -> None:
    assert [*problems_of_slots(ALL)] == []
    blocks = {slot[0] // 4 for slot in SLOTS.values()}
    assert 4 * len(blocks) + FREQUENT <= WORDS - 4, (
        "rows for the library, for frequent kinds by name, and the spare block"
    )


def test_no_two_names_of_the_library_share_a_key() -> None:
    for shelf in ("conduct", "channels", "systems"):
        names = library.names(shelf)
        assert len({randomness.key_of(name) for name in names}) == len(names)


def _town(name: str, *settings: str) -> Scenario:
    return scenario.load(name, [*ALONE, *settings], citizens=6_000, days=6, seed=5, panel=())


def _acts(life: SimulatedWorld) -> dict[str, Any]:
    kinds = [name for name, kind in life.world.scenario.conduct.items() if kind.needs != "firm"]
    return {name: life.happened(name) for name in kinds}


def _same(one: dict[str, Any], other: dict[str, Any]) -> None:
    for name in one.keys() & other.keys():
        # Who has defaulted or not decides who may settle.
        assert np.array_equal(one[name], other[name]), name


def _added(town: Scenario, rate: float, ceiling: float) -> Scenario:
    kind = ALL["jaywalk"].model_copy(update={
        "slot": None, "ceiling": ceiling,
        "rate": ALL["jaywalk"].rate.model_copy(update={"value": rate, "range": (0.0, 1.0)})})  # fmt: skip
    return town.model_copy(update={"conduct": {"a-first": kind, **town.conduct, "z-last": kind}})


@pytest.mark.parametrize("name", ["rongcheng", "sesame", "micro"])
@pytest.mark.parametrize(("rate", "ceiling"), [(0.003, 0.01), (0.05, 0.2)], ids=["rare", "frequent"])
def test_a_kind_more_moves_nobody_elses_acts(name: str, rate: float, ceiling: float) -> None:
    town = _town(name)
    usual, other = _acts(simulated(town, traced=True)), _acts(simulated(_added(town, rate, ceiling), traced=True))
    _same(usual, other)
    for new in ("a-first", "z-last"):
        expected = rate * other[new].size
        assert 0.6 * expected < other[new].sum() < 1.6 * expected
    assert not np.array_equal(other["a-first"], other["z-last"]), "luck of its own, by its name"


@pytest.mark.parametrize("gone", ["apply-for-party", "buy-approved", "criticise", "miss-bill"])
def test_a_kind_less_moves_nobody_elses_acts(gone: str) -> None:
    town = scenario.variant(_town("rongcheng"), "nothing")
    less = town.model_copy(update={
        "conduct": {name: kind for name, kind in town.conduct.items() if name != gone},
        "channels": {name: _without(channel, gone) for name, channel in town.channels.items()}})  # fmt: skip
    usual, other = _acts(simulated(town, traced=True)), _acts(simulated(less, traced=True))
    assert usual.keys() - other.keys() == {gone}
    _same(usual, other)


def _without(channel: Any, kind: str) -> Any:
    parts = {part: {name: value for name, value in getattr(channel, part).items() if name != kind}
             for part in ("sensitivity", "false_records")}  # fmt: skip
    return channel.model_copy(update=parts)


def test_the_order_of_names_changes_nothing() -> None:
    town = _town("rongcheng")
    turned = town.model_copy(update={"conduct": dict(reversed(town.conduct.items())),
                                     "channels": dict(reversed(town.channels.items()))})  # fmt: skip
    usual, other = simulated(town, traced=True), simulated(turned, traced=True)
    _same(_acts(usual), _acts(other))
    for count in ("happened", "recorded", "invented"):
        for name in town.conduct:
            mine, theirs = (life.world.encoded.names.kinds[name] for life in (usual, other))
            assert usual.day_counts[count][mine] == other.day_counts[count][theirs], (count, name)


def test_a_channel_more_moves_no_acts_and_no_other_channels_false_records() -> None:
    town = _town("cameras")
    one = next(name for name in sorted(town.channels) if "litter" in town.channels[name].false_records)
    new = town.channels[one]
    more = town.model_copy(update={"channels": {"a-first": new, **town.channels}})
    usual, other = simulated(town, traced=True), simulated(more, traced=True)
    _same(_acts(usual), _acts(other))
    for life in (usual, other):
        assert int(life.world.parameters["false_pairs"]) > 5
    before, after = ({(n.kinds[int(n.parameters[0]["false_kind"][p])], n.channels[int(n.parameters[0]["false_channel"][p])]):
                      int(n.parameters[0]["false_key"][p]) for p in range(int(n.parameters[0]["false_pairs"]))}
                     for n in (encode_scenario(town), encode_scenario(more)))  # fmt: skip
    assert {pair: after[pair] for pair in before} == before
    assert {channel for _, channel in after.keys() - before.keys()} == {"a-first"}
    mine, theirs = (life.world.encoded.names.channels[one] for life in (usual, other))
    assert usual.day_counts["false_matches"][mine] == other.day_counts["false_matches"][theirs]


def test_a_system_more_moves_nobodys_acts() -> None:
    usual = simulated(_town("rongcheng", 'systems=["rongcheng"]'), traced=True)
    other = simulated(_town("rongcheng", 'systems=["court-list", "rongcheng", "tencent"]'), traced=True)
    _same(_acts(usual), _acts(other))


def test_a_changed_ceiling_within_the_slot_moves_nobody_elses_acts() -> None:
    usual, other = (
        _town("rongcheng"),
        _town("rongcheng", "conduct.criticise.ceiling=0.02", "conduct.jaywalk.ceiling=0.2"),
    )
    before, after = _acts(simulated(usual, traced=True)), _acts(simulated(other, traced=True))
    for name in before.keys() - {"criticise", "jaywalk"}:
        assert np.array_equal(before[name], after[name]), name


def test_a_frequent_kind_that_finds_no_row_does_the_same_where_it_is_walked() -> None:
    """More frequent kinds than there are rows: some are walked like rarer ones, with the same luck."""
    town = _town("micro")
    many = _added(town, 0.02, 0.05).conduct["a-first"]
    some = town.model_copy(update={"conduct": {**town.conduct, "mine": many}})
    crowd = town.model_copy(update={"conduct": {**town.conduct, **{f"k{n}": many for n in range(10)}, "mine": many}})
    assert order_kinds(crowd.conduct)[1] == FREQUENT
    assert order_kinds(crowd.conduct)[0].index("mine") >= FREQUENT
    _same(_acts(simulated(some, traced=True)), _acts(simulated(crowd, traced=True)))


def test_a_ceiling_above_the_width_of_its_slot_is_an_error_that_names_file_and_key(tmp_path: Path) -> None:
    file = tmp_path / "town.toml"
    file.write_text('extends = "rongcheng"\n[change.conduct.criticise]\nceiling = 0.5\n')
    with pytest.raises(InputError) as found:
        scenario.load(file)
    assert "town.toml" in str(found.value)
    assert "conduct.criticise.ceiling" in str(found.value)
    assert "the width of its slot" in str(found.value)


def test_a_copied_slot_is_an_error_that_says_what_to_do() -> None:
    copied = {
        "jaywalk": ALL["jaywalk"],
        "mine": ALL["jaywalk"],
        "other": ALL["criticise"],
        "criticise": ALL["criticise"],
    }
    problems = [*problems_of_slots(copied)]
    assert [problem.key for problem in problems] == ["conduct.mine.slot", "conduct.criticise.slot"]
    assert all("keyed by its name" in str(problem.advice) for problem in problems)
