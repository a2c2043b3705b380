"""Verdicts: each word for the evidence that it was made for, and no other."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.claims.claim import Claim, Link, SmallestEffect
from glasshouse.claims.evidence import Effect, Evidence
from glasshouse.claims.verdict import judge
from glasshouse.sweeps.sensitivity import Influence

A = Link(title="a", key="response.a", off=0.0)
B = Link(title="b", key="response.b", off=0.0)
LARGE, SMALL, OPEN = Effect(1.0, 0.8, 1.2), Effect(0.1, 0.05, 0.15), Effect(0.5, 0.2, 0.8)
NOWHERE, EVERYWHERE, HALF = np.zeros(40), np.ones(40), np.repeat([0.0, 1.0], 20)
STRONG = (
    Influence("response.a", 0.5, 0.3, 0.9),
    Influence("response.b", 0.4, 0.3, -0.5),
    Influence("response.c", 0.1, 0.3, 0),
)


def evidence(
    effect=LARGE, points=EVERYWHERE, hangs_on=(), without=(LARGE, LARGE), alone=(LARGE, LARGE), direction="more"
):
    claim = Claim(
        id="X", title="t", statement="s", place="p", hypothesis="h", scenario="rongcheng", observable="o", direction=direction,
        smallest_effect=SmallestEffect(value=0.5, why="w"), links=(A, B),
    )  # fmt: skip
    return Evidence(
        claim=claim, effect=effect, unit="share", title="t", replicates=3, ladder={},
        without={A.key: without[0], B.key: without[1]}, alone={A.key: alone[0], B.key: alone[1]}, points=points,
        hangs_on=hangs_on, secondary={}, digests=("a", "b"),
    )  # fmt: skip


def test_what_is_large_in_the_middle_and_at_nearly_all_points_holds() -> None:
    assert judge(evidence()).word == "holds"


def test_what_is_small_in_the_middle_and_at_nearly_all_points_does_not_hold() -> None:
    assert judge(evidence(SMALL, NOWHERE)).word == "does not hold"
    assert judge(evidence(Effect(-1.0, -1.2, -0.8), -EVERYWHERE)).word == "does not hold"


def test_what_some_assumption_decides_holds_only_if_and_names_it() -> None:
    verdict = judge(evidence(LARGE, HALF, STRONG))
    assert verdict.word == "holds only if"
    assert verdict.condition == "response.a is high, response.b is low"
    assert verdict.hangs_on == ("response.a", "response.b")
    assert judge(evidence(SMALL, EVERYWHERE, STRONG)).word == "holds only if"  # at the middle not, elsewhere it does
    turned = judge(evidence(SMALL, -HALF, STRONG, direction="less"))
    assert turned.condition == "response.a is low, response.b is high"


def test_what_one_link_alone_brings_about_and_takes_away_is_assumed() -> None:
    verdict = judge(evidence(without=(SMALL, LARGE), alone=(LARGE, SMALL)))
    assert verdict.word == "assumed"
    assert verdict.hangs_on[0] == "response.a"
    assert judge(evidence(without=(SMALL, SMALL), alone=(SMALL, SMALL))).word == "holds"  # it takes both


@pytest.mark.parametrize(
    ("effect", "points"),
    [(OPEN, EVERYWHERE), (OPEN, NOWHERE), (LARGE, HALF), (SMALL, EVERYWHERE), (Effect(None, None, None), EVERYWHERE),
     (LARGE, np.full(40, np.nan))],
)  # fmt: skip
def test_everything_else_cannot_be_told(effect, points) -> None:
    assert judge(evidence(effect, points)).word == "cannot be told"


def test_an_effect_the_other_way_is_no_effect() -> None:
    assert judge(evidence(LARGE, EVERYWHERE, direction="less")).word == "does not hold"


def test_without_intervals_the_value_itself_is_held_against_the_smallest() -> None:
    assert judge(evidence(Effect(0.6, None, None))).word == "holds"


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0])
def test_an_effect_behind_which_too_little_differs_cannot_be_told(value: float) -> None:
    verdict = judge(evidence(Effect(value, None, None, "too few differing events: 3")))
    assert verdict.word == "cannot be told"
    assert "too few differing events: 3" in verdict.reason
