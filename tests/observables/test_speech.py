"""Observables of speech and assembly, on counts written down by hand."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.measurement.snapshots import SNAPSHOT
from glasshouse.measurement.totals import KindLabel, Totals
from glasshouse.observables.speech import observe_voices
from glasshouse.schema.counts import DAY_COUNTS, REGION_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.limits import REGIONS

KINDS = (
    KindLabel("criticise", "criticise", "speech", "lawful", False, True, "none"),
    KindLabel("praise", "praise", "speech", "lawful", False, False, "none"),
)


def _observed(kinds: tuple[KindLabel, ...] = KINDS, **counts: object) -> dict[str, float | None]:
    day_counts = np.zeros((), DAY_COUNTS)
    day_counts["people"] = [1000, 0, 0, 0]
    for name, value in counts.items():
        target = day_counts[name]
        if target.shape:
            target[: len(value)] = value  # type: ignore[arg-type]
        else:
            day_counts[name] = value
    totals = Totals(day_counts, np.zeros(0, SYSTEM_COUNTS), np.zeros(REGIONS, REGION_COUNTS), np.zeros((), SNAPSHOT))
    return {each.name: each.value for each in observe_voices(totals, kinds)}


def test_what_is_removed_or_flooded_leaves_the_public_view_and_not_the_private_one() -> None:
    found = _observed(happened=[40, 60], removed=[20], flooded=20)
    assert found["visible_criticism_per_1000_days"] == 20
    assert found["public_criticism_share"] == pytest.approx(20 / 100)
    assert found["preference_gap"] == pytest.approx(40 / 100 - 20 / 100)


def test_criticism_withheld_or_hindered_is_what_people_would_say_and_not_what_is_visible() -> None:
    found = _observed(happened=[40, 60], withheld=[30, 0], hindered=[10, 0])
    assert found["public_criticism_share"] == pytest.approx(40 / 100)
    assert found["preference_gap"] == pytest.approx(80 / 140 - 40 / 100)
    silent = _observed(withheld=[30, 0])
    assert silent["public_criticism_share"] is None
    assert silent["preference_gap"] is None


def test_without_words_there_is_no_public_view() -> None:
    assert _observed()["preference_gap"] is None
    assert _observed(kinds=())["visible_criticism_per_1000_days"] is None


def test_gatherings_are_counted_when_they_begin_and_their_days_by_size() -> None:
    found = _observed(begun=1, gatherings=[3, 2, 1, 0, 1], active=200, arrests=10)
    year = 365_000_000 / 1000
    assert found["gatherings_per_million_years"] == year
    names = (10, 16, 32, 64, 128)
    days = [found[f"gathering_days_of_{least}_or_more_per_million_years"] for least in names]
    assert days == [7 * year, 4 * year, 2 * year, year, year]
    assert found["large_gatherings_share"] == 1 / 7
    assert found["arrested_share"] == 0.05


def test_groups_and_those_who_hide_have_shares_of_their_own() -> None:
    found = _observed(
        critical_speech_group=[80, 0, 6],
        critical_withheld_group=[20, 0, 4],
        speech_acts=[50, 10],
        speech_acts_recorded=[20, 1],
        evaders=250,
    )
    assert found["words_withheld_share_others"] == 0.2
    assert found["words_withheld_share_minority"] == 0.4
    assert found["words_withheld_share_migrants"] is None
    assert (found["words_recorded_share_others"], found["words_recorded_share_evaders"]) == (0.4, 0.1)
    assert found["evaders_share"] == 0.25
