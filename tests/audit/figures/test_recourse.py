"""Ways out, reasons, and how long a record counts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from glasshouse.audit.figures.memory import memory
from glasshouse.audit.figures.reasons import reason_codes
from glasshouse.audit.figures.recourse import recourse
from glasshouse.audit.undefined import Reason
from glasshouse.errors import InputError

WHOLE = some.integers


@some.composite
def _questions(draw: some.DrawFn) -> dict[str, np.ndarray | float]:
    kinds, waits = draw(WHOLE(1, 3)), draw(WHOLE(1, 3))

    def of(n: int, low: int, high: int) -> np.ndarray:
        return np.array(draw(some.lists(WHOLE(low, high), min_size=n, max_size=n)), "f8")

    most = np.array([of(kinds, 0, 3) for _ in range(waits)])
    return {
        "gap": float(draw(WHOLE(-2, 20))), "points": of(kinds, -2, 6), "chance": of(kinds, 0, 4) / 4, "hours": of(kinds, 0, 5),
        "waits": np.cumsum(of(waits, 1, 30)), "most": most, "regained": of(waits, 0, 8),
    }  # fmt: skip


def _by_trying(asked: dict[str, np.ndarray | float]) -> tuple[float, float, int] | None:
    """The cheapest, written as plainly as it can be."""
    points, chance, hours, most = (np.asarray(asked[key]) for key in ("points", "chance", "hours", "most"))
    found = []
    for w, day in enumerate(np.asarray(asked["waits"])):
        for counts in product(*(range(int(count) + 1) for count in most[w])):
            gained = (
                sum(n * p * c for n, p, c in zip(counts, points, chance, strict=True))
                + np.asarray(asked["regained"])[w]
            )
            if gained >= float(asked["gap"]) - 1e-9:  # type: ignore[arg-type]
                found.append((float(np.dot(counts, hours)), float(day), sum(counts)))
    return min(found, default=None)


@settings(max_examples=120, deadline=None)
@given(_questions())
def test_the_way_out_is_as_cheap_as_the_cheapest_of_all_that_were_tried(asked: dict[str, np.ndarray | float]) -> None:
    found, cheapest = recourse(**asked), _by_trying(asked)  # type: ignore[arg-type]
    if cheapest is None:
        assert found.undefined in (Reason.NO_MOVE, Reason.OUT_OF_REACH, Reason.TOO_FAR)
        return
    assert (found.value, found.days, sum(found.counts)) == cheapest
    assert found.points is not None
    assert found.points >= float(asked["gap"]) - 1e-9  # type: ignore[arg-type]


def _asked(**changes: object) -> dict[str, object]:
    asked: dict[str, object] = {
        "gap": 10.0, "points": [5.0, 2.0], "chance": [1.0, 0.5], "hours": [4.0, 1.0], "waits": [30.0, 90.0],
        "most": [[1, 5], [4, 20]], "regained": [0.0, 3.0],
    }  # fmt: skip
    return asked | changes


def test_waiting_costs_days_and_acts_cost_hours() -> None:
    found = recourse(**_asked())  # type: ignore[arg-type]
    # At 30 days five of the second kind and one of the first are 9 hours; at 90 days three points come back by themselves,
    # and one act of the first kind with two of the second bring the rest.
    assert (found.value, found.days, found.counts, found.points) == (6, 90, (1, 2), 10)
    assert found.combinations == 2 * 6 + 5 * 21
    soon = recourse(**_asked(waits=[30.0], most=[[1, 5]], regained=[0.0]))  # type: ignore[arg-type]
    assert (soon.value, soon.days, soon.counts) == (9, 30, (1, 5))
    nothing = recourse(**_asked(gap=3.0))  # type: ignore[arg-type]
    assert (nothing.value, nothing.counts, nothing.days, nothing.anyway) == (0, (0, 0), 90, 90)
    assert recourse(**_asked(gap=0.0)).days == 30  # type: ignore[arg-type]
    assert soon.anyway is None
    assert recourse(**_asked(most=[[140, 140], [0, 0]])).combinations == 141 * 141 + 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"most": [[0, 0], [0, 0]]}, Reason.NO_MOVE),
        ({"points": [-5.0, 0.0]}, Reason.NO_MOVE),
        ({"chance": [0.0, 0.0]}, Reason.OUT_OF_REACH),
        ({"points": [5.0, -1.0], "chance": [0.0, 1.0]}, Reason.OUT_OF_REACH),
        ({"gap": 1000.0}, Reason.TOO_FAR),
    ],
)
def test_no_way_out_has_a_reason(changes: dict[str, object], reason: Reason) -> None:
    found = recourse(**_asked(**changes))  # type: ignore[arg-type]
    assert (found.value, found.undefined, found.counts) == (None, reason, ())


def test_without_any_kind_there_is_only_waiting() -> None:
    bare = {"points": [], "chance": [], "hours": [], "most": np.zeros((2, 0))}
    assert recourse(**_asked(gap=3.0, **bare)).days == 90  # type: ignore[arg-type]
    assert recourse(**_asked(**bare)).undefined == Reason.NO_MOVE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"points": [1.0] * 5, "chance": [1.0] * 5, "hours": [1.0] * 5, "most": [[1] * 5] * 2}, "at most 4 kinds"),
        ({"most": [[141, 140], [0, 0]]}, "20,000 combinations, found 20,023"),
        ({"waits": [90.0, 30.0]}, "ascending"),
        ({"chance": [1.5, 0.5]}, "1.5 at \\[0\\]"),
    ],
)
def test_questions_that_are_too_large_or_wrong_are_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        recourse(**_asked(**changes))  # type: ignore[arg-type]


POINTS = np.array([1.0, 8, 3, 0, 5, 2])
ALL = np.array([4.0, 4, 4, 4, 4, 4])
CUT = np.array([2.0, 2, 9, 1, 5, 4])


def test_reasons_are_where_points_lie_most_below_a_baseline_at_most_four() -> None:
    found = reason_codes(POINTS, ALL, CUT)
    assert (found.value, found.short) == ((2, 5, 0, 3), (6, 2, 1, 1))
    assert found.by_mean == (3, 0, 5, 2)
    assert (found.overlap, found.omitted, found.not_true) == (1, None, ())
    assert reason_codes(POINTS, ALL + 9, CUT).by_mean == (3, 0, 5, 2)
    assert reason_codes(POINTS, ALL, np.where(np.arange(6) == 2, CUT, 0.0)).overlap == pytest.approx(1 / 4)


def test_what_is_not_true_behind_a_reason_and_a_main_reason_not_told_are_found() -> None:
    truth = ("true", "false", "stale", "true", "true", "partly")
    found = reason_codes(POINTS, ALL, CUT, truth, np.array([True] * 6))
    assert (found.not_true, found.omitted) == ((2, 5), False)
    for untold, omitted in ((2, True), (3, True), (0, False)):
        told = np.arange(6) != untold
        assert reason_codes(POINTS, ALL, CUT, truth, told).omitted == omitted


def test_where_nothing_costs_points_there_is_no_reason() -> None:
    found = reason_codes(POINTS, POINTS, POINTS)
    assert (found.value, found.undefined, found.by_mean, found.overlap) == (None, Reason.NOTHING_COSTS, (), None)
    beside_all = reason_codes(POINTS, ALL, POINTS - 1)
    assert (beside_all.undefined, beside_all.by_mean) == (Reason.NOTHING_COSTS, (3, 0, 5, 2))


def test_a_half_life_takes_as_many_days_as_points_halve() -> None:
    assert memory("half-life", 8.0, 30.0).value == pytest.approx(90)
    assert memory("half-life", -8.0, 30.0).value == pytest.approx(90)
    assert memory("half-life", 8.0, 30.0, least=2.0).value == pytest.approx(60)
    assert memory("half-life", 0.5, 30.0).value == 0
    # Applied once a week, 10 points need four weeks: 10 · 2^(-28/8) is below 1, and 10 · 2^(-21/8) is not.
    weekly = memory("half-life", 10.0, 8.0, every=7.0)
    # Made on the last day of a week, it is one day old when it fades for the first time.
    assert (weekly.value, weekly.shortest) == (28, 22)
    assert (memory("half-life", 0.5, 8.0, every=7.0).shortest, memory("half-life", 8.0, 30.0).shortest) == (0, 90)


def test_rounding_shortens_memory_or_makes_it_last_for_ever() -> None:
    cut = memory("half-life", 3.0, 70.0, every=7.0, rounding="down")
    assert cut.value == 7 * 3
    stuck = memory("half-life", 3.0, 70.0, every=7.0, rounding="nearest")
    assert (stuck.value, stuck.undefined) == (None, Reason.COUNTS_FOR_EVER)
    fine = memory("half-life", 3.0, 70.0, every=7.0, rounding="nearest", resolution=0.001)
    assert fine.value == memory("half-life", 3.0, 70.0, every=7.0).value == 7 * 16


def test_windows_and_terms_end_and_what_never_ends_is_undefined() -> None:
    assert (memory("window", 5.0, 180.0).value, memory("window", 5.0, 180.0).shortest) == (180, 180)
    quarters = memory("window", 5.0, 180.0, steps=4)
    assert (quarters.value, quarters.shortest) == (180, 136)
    assert memory("window", 5.0, 30.0, steps=4).value == 28
    assert memory("term", -5.0, 730.0).value == 730
    never = memory("never", 5.0)
    assert (never.value, never.undefined) == (None, Reason.COUNTS_FOR_EVER)
    assert memory("never", 0.5).value == 0


def test_a_memory_longer_than_the_register_is_told_and_without_a_register_nothing_is() -> None:
    assert memory("term", 5.0, 1095.0, register=180.0).beyond_register.value == 915
    assert memory("term", 5.0, 100.0, register=180.0).beyond_register.value == -80
    assert memory("term", 5.0, 100.0).beyond_register.undefined == Reason.NO_REGISTER
    assert memory("never", 5.0, register=180.0).beyond_register.undefined == Reason.COUNTS_FOR_EVER
    assert memory("never", 5.0).beyond_register.undefined == Reason.NO_REGISTER


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rule": "window", "points": 1.0}, "more than 0 days"),
        ({"rule": "windows", "points": 1.0, "days": 5.0}, "did you mean 'window'"),
        ({"rule": "half-life", "points": 1.0, "days": 5.0, "rounding": "down"}, "where what is left is rounded"),
        ({"rule": "window", "points": 1.0, "days": 5.0, "steps": 0}, "1 or more"),
    ],
)
def test_rules_that_forget_nothing_sensible_are_refused(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        memory(**wrong)  # type: ignore[arg-type]
