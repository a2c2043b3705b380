"""Moves, what they act on, who adopts them, and the scheme with them."""

from __future__ import annotations

import pytest

from glasshouse.errors import InputError
from glasshouse.protections.acting import NEEDED, why_nothing
from glasshouse.protections.adopters import adopts, decisions_of
from glasshouse.protections.moves import SHARES, Move, moves
from glasshouse.protections.worlds import pair, singles
from glasshouse.scenario import Safeguards, Scenario, load


def small(name: str, *settings: str) -> Scenario:
    return load(name, settings, citizens=600, days=20)


def by_id(scheme: Scenario, *only: str):
    return {each.id: each for each in singles(scheme, only)}


def test_every_safeguard_is_a_move() -> None:
    set_by = {each.partition("=")[0] for move in moves().values() if move.kind == "safeguard" for each in move.sets}
    assert set_by == {f"safeguards.{name}" for name in Safeguards.model_fields}


def test_no_move_touches_anything_but_safeguards() -> None:
    assert all(each.startswith("safeguards.") for move in moves().values() for each in move.sets)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "safeguard", "decides": "quit"},
        {"kind": "personal", "sets": ("safeguards.notice=1",)},
        {"kind": "collective"},
    ],
)
def test_a_move_must_do_what_its_kind_does(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Move(title="t", acts_on="systems", **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scheme", "acts_on", "why"),
    [
        ("nothing", "systems", "no system judges"),
        ("sensing", "systems", "no system judges"),
        ("private-credit", "cases", "no system keeps cases"),
        ("rongcheng", "voluntary", "no account may be closed"),
        ("court-list", "scores", "no system gives people a score"),
        ("court-list", "contacts", "nobody is judged by others"),
        ("sesame", "market", "there is no market"),
    ],
)
def test_what_is_not_there_cannot_be_acted_on(scheme: str, acts_on: str, why: str) -> None:
    assert why_nothing(small(scheme), acts_on).startswith(why)  # type: ignore[arg-type]


@pytest.mark.parametrize("acts_on", list(NEEDED))
def test_what_is_there_can_be_acted_on(acts_on: str) -> None:
    assert any(not why_nothing(small(name), acts_on) for name in ("national", "private-credit"))  # type: ignore[arg-type]


def test_a_scheme_without_systems_has_nothing_to_act_on() -> None:
    found = singles(small("nothing"))
    assert found
    assert not any(each.runs for each in found)
    assert all(each.nothing for each in found)


def test_what_the_scheme_has_already_is_no_move() -> None:
    found = by_id(
        small("sesame", "safeguards.forget_after=60", "safeguards.hearing=0.99"), "forgetting", "hearing", "notice"
    )
    assert {name: each.nothing for name, each in found.items()} == {
        "notice": "",
        "hearing": "it is part of the scheme already",
        "forgetting": "it is part of the scheme already",
    }


def test_adopters_are_drawn_by_number_and_nested() -> None:
    chosen = {share: {c for c in range(20_000) if adopts(c, part)} for share, part in SHARES.items()}
    assert chosen["1 in 256"] < chosen["10%"] < chosen["50%"]
    for share, part in SHARES.items():
        assert abs(len(chosen[share]) / 20_000 - part) < 4 * (part / 20_000) ** 0.5


def test_adopters_decide_for_every_day_and_leave_other_decisions_alone() -> None:
    scheme = small("sesame")
    found = decisions_of(scheme, "encrypt", 0.5)
    assert {each.days for each in found} == {(0, 20)}
    held = scheme.model_copy(update={"decisions": (found[0],)})
    assert found[0].citizen not in {each.citizen for each in decisions_of(held, "quit", 0.5)}


def test_a_scheme_is_lived_with_a_move_and_nothing_else_changes() -> None:
    scheme = small("sesame")
    found = by_id(scheme, "notice", "quit", "court")
    with_notice = found["notice"].scenario
    assert with_notice is not None
    assert with_notice.safeguards.notice == 30
    assert with_notice.model_copy(update={"safeguards": scheme.safeguards, "title": scheme.title}) == scheme
    assert {name for each in found["quit 10%"].scenario.decisions for name in each.quit} == {"sesame"}
    assert [reform.by for reform in found["court"].scenario.reforms.values()] == ["court"]


def test_another_provider_opens_where_there_is_a_market() -> None:
    found = by_id(small("private-credit"), "other-platform")["other-platform"].scenario
    assert list(found.systems) == ["private-credit", "private-credit-frugal"]
    assert found.systems["private-credit-frugal"].adoption.market == found.systems["private-credit"].adoption.market


def test_two_moves_are_both_made() -> None:
    scheme = small("sesame")
    found = by_id(scheme, "notice", "encrypt", "quit", "leave", "dare")
    both = pair(scheme, found["encrypt 10%"], found["quit 50%"]).scenario
    assert len(both.decisions) == sum(len(found[name].scenario.decisions) for name in ("encrypt 10%", "quit 50%"))
    assert pair(scheme, found["notice"], found["quit 50%"]).scenario.safeguards.notice == 30
    contradiction = pair(scheme, found["leave 10%"], found["dare 10%"])
    assert not contradiction.runs
    assert "nothing else than decisions.0 says" in contradiction.refused


def test_an_unknown_move_is_met_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'hearing'"):
        singles(small("sesame"), ["hearin"])
