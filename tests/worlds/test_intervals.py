"""Intervals: known widths, coverage of made-up worlds, no width out of noise, and reasons where there is none."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.benchmark.coverage import chance_of_at_most
from glasshouse.worlds.intervals import FEWEST, Events, half_width, over_seeds, t_quantile, too_few, within

ENOUGH = [Events(FEWEST)] * 3


def test_fewer_events_than_are_needed_give_no_interval_but_their_number() -> None:
    span = over_seeds([1.0, 2.0, 3.0], [Events(2), Events(1), Events(0)])
    assert (span.low, span.high, span.reason) == (None, None, "too few differing events: 3")
    assert over_seeds([1.0, 2.0, 3.0], [Events(3), Events(3), Events(2)]).low is not None


def test_nothing_seen_is_no_interval_around_nothing() -> None:
    assert over_seeds([0.0] * 20, [Events(0)] * 20).reason == "no independent differing events, where 8 are needed"
    assert within(0.0, 0.0, Events(0)).low is None


def test_where_single_gatherings_or_few_people_decide_a_seed_counts_once() -> None:
    many = [Events(20)] * 9 + [Events(1, counts_once=True)]
    assert too_few(many) is None
    assert str(too_few(many[3:])).startswith("too few differing events: 7, since single gatherings")
    assert str(too_few([Events(0, counts_once=True)] * 50)).startswith(
        "no independent differing events, where 8 are needed, since"
    )


def test_the_same_in_every_seed_has_no_spread_to_be_told() -> None:
    span = over_seeds([18.25, 18.25, 18.25], ENOUGH)
    assert (span.low, span.high) == (None, None)
    assert span.reason is not None
    assert "the same in every seed" in span.reason
    shaken = [value * (1 + 1e-15) for value in (18.25, 18.25, 18.25)]
    assert over_seeds([18.25, *shaken], ENOUGH * 2).low is None


def test_a_jackknife_of_a_mean_is_the_interval_of_a_mean() -> None:
    values = np.random.default_rng(1).normal(size=12)
    left = [(values.sum() - value) / 11 for value in values]
    wanted = t_quantile(11) * values.std(ddof=1) / 12**0.5
    assert half_width(left, [0.5] * 12) == pytest.approx(wanted)


def test_what_hangs_on_town_and_country_is_no_luck() -> None:
    luck = np.random.default_rng(2).normal(size=20)
    towns = np.array([1.0, 0.0, 1.0, 1.0, 0.0] * 4)
    for gap in (0.0, 50.0):
        values = luck + gap * towns
        left = [(values.sum() - value) / 19 for value in values]
        residual = luck - np.where(towns == 1, luck[towns == 1].mean(), luck[towns == 0].mean())
        wanted = t_quantile(18) * (residual @ residual / 18 / 20) ** 0.5
        assert half_width(left, towns) == pytest.approx(wanted)


def test_too_few_blocks_or_an_undefined_one_give_no_width() -> None:
    assert half_width([1.0, 2.0, 3.0], [0.5] * 3) is None
    assert half_width([1.0, None, 3.0, 2.0, 5.0], [0.5] * 5) is None


@pytest.mark.parametrize("rate", [0.7, 3.0, 30.0])
def test_rare_and_frequent_counts_are_covered_over_seeds(rate: float) -> None:
    """Poisson counts of differing events; at the 1 % level, at least nine of ten intervals cover the mean."""
    random, size = np.random.default_rng(int(10 * rate)), 8
    spans = []
    for _ in range(3000):
        counts = random.poisson(rate, size)
        span = over_seeds(counts.astype(float), [Events(int(count)) for count in counts])
        if span.low is not None and span.high is not None:
            spans.append(span.low <= rate <= span.high)
    if rate * size > FEWEST:
        assert len(spans) > 1000
        assert chance_of_at_most(sum(spans), len(spans)) > 0.01
