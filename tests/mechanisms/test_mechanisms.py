"""Mechanisms: known answers of the pure rules, and that the stages call these and no others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from glasshouse.mechanisms import (
    adoption,
    bands,
    belief,
    expectations,
    influence,
    patrols,
    refitting,
    rows,
    speech,
    thresholds,
)
from glasshouse.mechanisms.scales import OddsScale
from glasshouse.mechanisms.ties import drop_chance, drops

F = np.float64
# The first call compiles.
_patient = settings(deadline=None)
_share = some.floats(0, 1).map(F)


def test_the_stages_call_these_functions() -> None:
    from glasshouse.authorities import arrests
    from glasshouse.conduct import gathering
    from glasshouse.firms import kernel as firms
    from glasshouse.institutions import fitting
    from glasshouse.measurement import wrongful
    from glasshouse.response import kernel as response
    from glasshouse.response import membership
    from glasshouse.response import opt_out as leaving
    from glasshouse.scoring import accounts, noise
    from glasshouse.scoring.forms.points import kernel as points

    assert gathering.joins is thresholds.joins
    assert gathering.least_threshold is thresholds.least_threshold
    assert gathering.own_threshold is thresholds.own_threshold
    assert gathering.is_over is arrests.is_over is thresholds.is_over
    assert arrests.arrest_chance is thresholds.arrest_chance
    assert response.pulled is influence.pulled
    assert response.drops is drops
    assert response.voiced_dissent is speech.voiced_dissent
    assert membership.adopts is adoption.adopts
    assert membership.prefers is adoption.prefers
    assert membership.worth_of_joining is adoption.worth_of_joining
    assert fitting.OddsScale is OddsScale
    assert accounts.judged_by_ties is belief.judged_by_ties
    for stage in (accounts, noise, points, firms, leaving, wrongful):
        assert stage.band_of is bands.band_of


def test_a_threshold_is_raised_by_risk_and_lowered_by_grievance_and_reached_by_its_own_value() -> None:
    least = thresholds.least_threshold(F(0.3), F(1), F(0.2), F(0.5), F(0.4))
    assert least == pytest.approx(0.3)
    own = thresholds.own_threshold(least, F(1), F(0.25))
    assert own == pytest.approx(0.55)
    assert thresholds.joins(own, own)
    assert not thresholds.joins(own - F(1e-9), own)


@pytest.mark.parametrize(
    ("officers", "active", "whole", "chance"),
    [
        (0, 1, True, 0),
        (1, 2, True, 0),
        (1, 1, True, 0.9),
        (5, 2, True, 0.99),
        (1, 2, False, 0.45),
        (3, 2, False, 0.945),
    ],
)
def test_the_chance_of_arrest_counts_whole_officers_or_a_line_between_them(officers, active, whole, chance) -> None:
    assert thresholds.arrest_chance(F(officers), F(active), F(0.1), whole) == pytest.approx(chance)


@_patient
@given(_share, _share, _share, _share, some.floats(0, 5).map(F), some.booleans())
def test_nobody_voices_more_than_they_wish_or_less_than_is_tolerated(
    desired, bold, seen, tolerance, hard, part
) -> None:
    voiced = speech.voiced_dissent(desired, bold, seen, tolerance, hard, part)
    assert min(desired, tolerance) <= voiced <= desired


@_patient
@given(_share, _share, _share, some.floats(0, 5).map(F))
def test_no_other_level_of_dissent_is_worth_more(bold, seen, tolerance, hard) -> None:
    for part in (False, True):
        voiced = speech.voiced_dissent(F(1), bold, seen, tolerance, hard, part)
        worth = speech.worth_of_voicing(voiced, F(1), bold, seen, tolerance, hard, part)
        for other in np.linspace(0, 1, 41):
            assert speech.worth_of_voicing(other, F(1), bold, seen, tolerance, hard, part) <= worth + 1e-9


@_patient
@given(_share, _share, _share)
def test_influence_leaves_one_between_oneself_and_ones_contacts(own, contacts, weight) -> None:
    drawn = influence.pulled(own, contacts, weight)
    assert min(own, contacts) - 1e-12 <= drawn <= max(own, contacts) + 1e-12


def test_a_signal_and_its_opposite_leave_belief_where_it_was() -> None:
    assert belief.updated_odds(belief.updated_odds(F(0.5), F(4), 3), F(4), -3) == pytest.approx(0.5)
    assert belief.judged_by_ties(F(0.2), F(0.5), 0, 2, 2) == pytest.approx(0.5)
    assert belief.judged_by_ties(F(0.2), F(1), 1, 9, 0) == pytest.approx(0.8)  # ties that say nothing about type


def test_a_newcomer_who_follows_the_crowd_takes_each_provider_by_its_size() -> None:
    sizes = np.array([1.0, 0.0, 3.0])
    picks = [adoption.picked_by_size(sizes, 3, F(luck)) for luck in np.arange(0, 1, 0.125)]
    assert picks == [0, 0, 2, 2, 2, 2, 2, 2]
    assert adoption.adoption_chance(F(0.5), F(0.03), F(0.38)) == pytest.approx(0.22)
    assert not adoption.adopts(F(0.5), F(0.03), F(0.38), F(0.22))
    assert not adoption.prefers(adoption.worth_of_joining(F(1), F(0.5), F(2)), F(2))


def test_a_patrol_goes_where_records_are_and_enters_what_it_finds() -> None:
    assert patrols.is_sent(F(3), F(1), F(0.74))
    assert not patrols.is_sent(F(3), F(1), F(0.75))
    assert patrols.entered(F(4), F(0), F(1), F(0.5)) == 2
    assert patrols.corrected(patrols.entered(F(4), F(1), F(1), F(0)), F(0.25)) == 1


def test_refitting_moves_to_what_was_seen() -> None:
    assert refitting.refitted(F(1), refitting.moved_outcome(F(0.2), F(0.3), F(1)), F(1)) == pytest.approx(0.5)
    assert refitting.refitted(F(1), F(0), F(0.25)) == pytest.approx(0.75)


def test_who_expects_nobody_to_make_the_effort_lets_nobody_pass() -> None:
    assert not expectations.passes(F(0.999), F(0), F(1))
    assert expectations.passes(F(0.5), F(0.5), F(1))
    assert expectations.pass_chance(F(0.5), 1) == pytest.approx(0.75)
    assert expectations.makes_effort(F(0.5), F(1), F(0.5))
    assert not expectations.makes_effort(F(0.51), F(1), F(0.5))


def test_only_a_lower_contact_is_dropped_and_half_the_scale_is_enough_for_the_greatest_chance() -> None:
    assert not drops(F(0), F(1), F(0))
    assert drops(F(0.5), F(0.2), F(0.19))
    assert drop_chance(F(0.9), F(0.2)) == drop_chance(F(0.5), F(0.2)) == pytest.approx(0.2)


def test_a_scale_goes_through_its_anchor_and_back() -> None:
    scale = OddsScale.through(600, 50, 20)
    assert scale.points(50) == pytest.approx(600)
    assert scale.points(100) == pytest.approx(620)
    assert scale.odds(scale.points(7)) == pytest.approx(7)


@pytest.mark.parametrize("every", [*range(131), 515, 516, 517, 3_000, 65_535, 65_536, 1_000_000])
def test_a_prize_falls_on_whole_rows_as_division_says(every: int) -> None:
    n = np.uint32(every)
    days, length = np.arange(128, dtype="i4"), rows.row_of(n)
    found = [int(rows.ends_row(day, length, rows.inverse(n))) for day in days]
    assert found == [int(day > 0 and day % max(every, 1) == 0) for day in range(128)]
