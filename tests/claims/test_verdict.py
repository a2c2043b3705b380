"""Verdicts: each word for the evidence that it was made for, in the fixed order, and no other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from glasshouse.claims.bench import Effect
from glasshouse.claims.claim import Claim, Expected, SmallestEffect
from glasshouse.claims.evidence import Evidence, Secondary, Sham
from glasshouse.claims.links import Links
from glasshouse.claims.points import Points, Sample, wilson
from glasshouse.claims.power import Power
from glasshouse.claims.reach import SAME, Reach
from glasshouse.claims.verdict import Verdict, decide, judge
from glasshouse.sweeps.confirmation import Confirmed, Dependence

LARGE, SMALL, OPEN = Effect(1.0, 0.8, 1.2), Effect(0.1, 0.05, 0.15), Effect(0.5, 0.2, 0.8)
AGAIN = Effect(-1.0, -1.2, -0.8)
EVERYWHERE, NOWHERE = np.ones(128), np.zeros(128)
X = np.linspace(0, 1, 128)
DECIDED = (X > 0.5).astype("f8")
NOTHING = Dependence((), (), 1.0)
BY_X = Dependence(("response.x",), (Confirmed("response.x", 1, 0.6),), 0.4)
REACHED = Reach(1.0, "somewhere", ok=True)
POWER = Power(0.1, 2_560, 2_560, 8, (128, 128, 64), 90, 100, 10.0)


def points(
    effects: np.ndarray, dependence: Dependence = NOTHING, *, falls: bool = False, level: float = 5.0, other=None
) -> Points:
    levels = np.full(128, level)
    sample = Sample(("response.x",), X[:, None], effects, levels)
    return Points(
        (sample, sample, replace(sample, effects=effects if other is None else other)), 0.5, falls, dependence
    )


def links(*sets: tuple[str, ...]) -> Links:
    return Links(("a", "b"), ("compared",), 1.0, 0.5, tuple(sets), {}, ())


TWO = links(("a", "b"))


def evidence(effect: Effect = LARGE, direction: str = "more", **found) -> Evidence:
    claim = Claim(
        id="X", title="t", statement="s", place="p", hypothesis="h", scenario="rongcheng", against="nothing", observable="o",
        direction=direction, smallest_effect=SmallestEffect(value=0.5, why="w"),
    )  # fmt: skip
    known = {"links_asked": True, "reach": REACHED, "power": POWER, "links": TWO, "points": points(EVERYWHERE)} | found
    return Evidence(claim, effect, "share", "t", 0.5, 90, True, **known)


def test_what_is_large_and_at_nearly_all_points_holds() -> None:
    assert judge(evidence()).word == "holds"


def test_what_is_small_and_at_nearly_all_points_does_not_hold() -> None:
    assert judge(evidence(SMALL, points=points(NOWHERE))).word == "does not hold"


def test_what_is_as_large_the_other_way_is_reversed() -> None:
    assert judge(evidence(AGAIN, points=points(-EVERYWHERE))).word == "reversed"
    assert judge(evidence(LARGE, "less", points=points(-EVERYWHERE))).word == "reversed"
    assert judge(evidence(AGAIN, "less")).word == "holds"


def test_what_a_confirmed_quantity_decides_holds_only_if_and_names_it() -> None:
    verdict = judge(evidence(OPEN, points=points(DECIDED, BY_X)))
    assert (verdict.word, verdict.condition) == ("holds only if", "response.x is high")
    low = Dependence(("response.x",), (Confirmed("response.x", -1, 0.6),), 0.4)
    assert judge(evidence(OPEN, points=points(1 - DECIDED, low))).condition == "response.x is low"
    assert judge(evidence(OPEN, points=points(DECIDED))).word == "cannot be told"  # nothing confirmed
    half = np.tile([0.0, 1.0], 64)
    assert judge(evidence(OPEN, points=points(half, BY_X))).word == "cannot be told"  # its thirds do not differ


@pytest.mark.parametrize(
    ("sets", "word"), [(((),), "assumed"), ((("a",), ("b", "c")), "assumed"), ((("a", "b"),), "holds")]
)
def test_what_at_most_one_mechanism_brings_about_is_assumed(sets, word) -> None:
    verdict = judge(evidence(links=links(*sets)))
    assert verdict.word == word
    if word == "assumed":
        assert verdict.condition == ("a" if sets[0] else "compared")


def test_an_effect_that_is_not_surely_there_is_not_assumed() -> None:
    assert judge(evidence(OPEN, links=links(("a",)))).word != "assumed"


def test_what_cannot_move_far_enough_is_out_of_reach_whatever_else_is_known() -> None:
    verdict = judge(evidence(SMALL, reach=Reach(0.3, "everything at its strongest", ok=False)))
    assert verdict.word == "out of reach"
    assert "everything at its strongest" in verdict.reason


def test_what_never_moves_at_all_may_be_the_wrong_thing_to_look_at() -> None:
    verdict = judge(evidence(SMALL, reach=Reach(0.0, "everything at its strongest", ok=False)))
    assert verdict.word == "out of reach"
    assert "count something else" in verdict.reason
    assert "count something else" not in judge(evidence(SMALL, reach=Reach(0.0, SAME, ok=False))).reason


def test_what_costs_too_much_is_underpowered_and_says_what_it_needs() -> None:
    verdict = judge(evidence(power=replace(POWER, needs="a million people")))
    assert (verdict.word, "a million people" in verdict.reason) == ("underpowered", True)


def test_another_observable_that_goes_the_other_way_by_more_than_matters_makes_it_mixed() -> None:
    expected = Expected(observable="p", direction="less")
    other = Secondary(expected, LARGE, 0.5, "share", "the other one")
    verdict = judge(evidence(secondaries=(other,)))
    assert verdict.word == "mixed"
    assert "the other one" in verdict.reason
    asked_too_early = evidence(secondaries=(other,), links=None, links_asked=False, points=None)
    assert decide(asked_too_early) is None  # it may be put in, or out of reach
    for harmless in (SMALL, OPEN, AGAIN, Effect(1.0)):
        assert judge(evidence(secondaries=(replace(other, effect=harmless),))).word == "holds"


def test_a_control_that_fails_and_an_undefined_observable_leave_no_verdict() -> None:
    assert judge(evidence(sham=Sham(LARGE, ok=False))).word == "cannot be told"
    assert judge(evidence(Effect(None))).word == "cannot be told"
    assert judge(replace(evidence(), smallest=None)).word == "cannot be told"


def test_points_that_cannot_show_a_fall_are_no_failures_and_too_many_of_them_leave_no_verdict() -> None:
    blind = points(NOWHERE, falls=True, level=0.1)
    assert blind.blind == 1
    assert judge(evidence(AGAIN, "less", points=blind)).word == "cannot be told"
    assert blind.as_claimed().value is None
    some = points(np.where(X < 0.1, 0.0, 1.0), falls=True)
    levels = np.where(X < 0.1, 0.1, 5.0)
    seen = replace(some, samples=tuple(replace(each, levels=levels) for each in some.samples))
    assert seen.as_claimed().value == 1


def test_the_order_of_the_words_is_fixed() -> None:
    everything = evidence(
        reach=Reach(0.3, "x", ok=False),
        power=replace(POWER, needs="n"),
        links=links(("a",)),
        sham=Sham(LARGE, ok=False),
    )
    words = []
    for fixed in ({"sham": None}, {"reach": REACHED}, {"power": POWER}, {"links": TWO}):
        words.append(judge(everything).word)
        everything = replace(everything, **fixed)
    assert words == ["cannot be told", "out of reach", "underpowered", "assumed"]


def test_a_quick_trial_only_leans() -> None:
    quick = replace(evidence(), is_full=False)
    assert judge(quick).words == "leans to holds"
    assert not judge(replace(quick, links=links(("a",)))).leans


def test_another_prior_that_clearly_says_otherwise_is_told() -> None:
    assert judge(evidence(points=points(EVERYWHERE, other=NOWHERE))).words == "holds (depends on the prior)"
    mostly = np.where(X < 0.25, 0.0, 1.0)
    assert judge(evidence(points=points(EVERYWHERE, other=mostly))).words == "holds"


@pytest.mark.parametrize(
    ("effect", "at"),
    [(OPEN, EVERYWHERE), (OPEN, NOWHERE), (LARGE, DECIDED), (SMALL, EVERYWHERE), (Effect(1.0), EVERYWHERE)],
)
def test_everything_else_cannot_be_told(effect, at) -> None:
    assert judge(evidence(effect, points=points(at))).word == "cannot be told"


def test_why_there_is_no_interval_is_said() -> None:
    verdict = judge(evidence(Effect(1.0, None, None, "too few differing events: 3")))
    assert "too few differing events: 3" in verdict.reason


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    # Newcombe 1998, table I: 81 of 263, and 0 of 20.
    found = wilson(np.arange(263) < 81)
    assert (found.low, found.high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    none = wilson(np.zeros(20, bool))
    assert (none.low, none.high) == (0.0, pytest.approx(0.1611, abs=5e-5))


def test_words_in_a_table() -> None:
    assert Verdict("assumed", "a or b", "r").words == "assumed: a or b"
    assert Verdict("holds only if", "x is high", "r", leans=True).words == "leans to holds only if x is high"
