"""Sets of mechanisms: found where they are known, whatever else is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from glasshouse.claims.links import Links, Names, find_links

IDLE = tuple(f"idle-{k}" for k in range(12))


def links(effect, candidates: Sequence[str], smallest: float = 0.2) -> tuple[Links, list[int]]:
    """The links of a world in which the effect is a function of the mechanisms that are on; and how much was asked at once."""
    rounds: list[int] = []

    def oracle(sets: Sequence[Names]) -> Mapping[Names, float]:
        rounds.append(len(sets))
        return {each: effect(each) for each in sets}

    return find_links([*candidates, *IDLE], smallest, oracle), rounds


def test_two_sets_are_found_where_two_sources_of_fear_replace_each_other() -> None:
    found, _ = links(
        lambda on: ("guard" in on) * (0.8 * ("sanctions" in on) + 0.8 * ({"exposure", "gossip"} <= on)),
        ["guard", "sanctions", "exposure", "gossip"],
    )
    assert found.sets == (("guard", "sanctions"), ("exposure", "gossip", "guard"))
    assert found.order == 2


def test_one_mechanism_that_brings_it_about_is_order_one_and_none_is_order_zero() -> None:
    assert links(lambda on: float("a" in on), ["a", "b"])[0].order == 1
    assert links(lambda on: 1.0, ["a", "b"])[0].sets == ((),)


def test_half_of_the_effect_must_be_brought_about_and_what_matters() -> None:
    found, _ = links(lambda on: 0.3 * ("a" in on) + 0.7 * ("b" in on), ["a", "b"])
    assert found.sets == (("b",),)
    found, _ = links(lambda on: 0.15 * ("a" in on) + 0.15 * ("b" in on), ["a", "b"])
    assert found.sets == (("a", "b"),)  # half would do, but matters too little


def test_what_holds_the_effect_back_is_a_brake() -> None:
    found, _ = links(lambda on: (1.0 if "a" in on else 0.0) / (3 if "evasion" in on else 1), ["a", "evasion"])
    assert found.brakes == ("evasion",)
    assert found.sets == (("a",),)


def test_where_nothing_suffices_there_is_no_order() -> None:
    found, _ = links(lambda on: 0.01 * len(on & {"a", "b"}), ["a", "b"])
    assert found.order is None
    assert found.sets == ()


def test_few_rounds_and_few_worlds_are_asked_for() -> None:
    found, rounds = links(lambda on: float({"a", "b", "c"} <= on), ["a", "b", "c", *(f"m{k}" for k in range(10))])
    assert found.sets == (("a", "b", "c"),)
    assert len(rounds) <= 12
    assert sum(rounds) <= 60


@pytest.mark.parametrize("undefined", [float("-inf")])
def test_a_set_that_cannot_be_lived_does_not_suffice(undefined: float) -> None:
    found, _ = links(lambda on: undefined if "b" not in on else 1.0, ["a", "b"])
    assert found.sets == (("b",),)
