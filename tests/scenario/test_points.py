"""Points: a scenario with numbers set is the one that is read anew with them, and what does not fit is told in the same words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, changed, digest, load, variants
from glasshouse.scenario.points import at_point
from glasshouse.sweeps.assumptions import assumed_ranges, draw_assumptions
from glasshouse.sweeps.latin_hypercube import latin_hypercube

SCENARIOS = ("national", "eight", "inequality", "reform-by-vote", "learned-credit", "micro")
"""Systems of most forms, later changes, a reform, an attribute with groups."""


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("rongcheng", citizens=512, days=10)


def read_anew(
    monkeypatch: pytest.MonkeyPatch, base: Scenario, settings: Sequence[str]
) -> Scenario | tuple[Problem, ...]:
    """What it says, or what is wrong, where every document is written out, changed and read."""
    with monkeypatch.context() as patch:
        patch.setattr(variants, "at_point", lambda base, settings: None)
        return said(base, settings)


def said(base: Scenario, settings: Sequence[str]) -> Scenario | tuple[Problem, ...]:
    try:
        return changed(base, settings)
    except InputError as error:
        return tuple(error.problems)


@pytest.mark.parametrize("name", SCENARIOS)
def test_points_over_all_assumptions_are_what_is_read_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    base = load(name, citizens=512)
    drawn, fitting = latin_hypercube(assumed_ranges(base), 3, 1), draw_assumptions(base, 10)
    for point in range(3):
        for settings in (drawn.settings(point), fitting.settings(point)):
            assert said(base, settings) == read_anew(monkeypatch, base, settings)
    made = at_point(base, fitting.settings(0))
    assert made is not None
    assert made == changed(base, fitting.settings(0))
    assert digest(made) == digest(changed(base, fitting.settings(0)))


BANDS = ("systems.rongcheng.bands.B.start=750", "systems.rongcheng.bands.A.start=950")


@pytest.mark.parametrize(
    "settings",
    [
        BANDS,
        (*reversed(BANDS), "society.employed=0.6"),
        ("systems.rongcheng.bands.B.start=1200", "response.adaptation=0.2"),
        ("conduct.criticise.rate=0.9999", "conduct.volunteer.rate.value=0.01"),
        ("conduct.volunteer.rate=2", "response.adaptation=0.2"),
        ("conduct.volunteer.rate=-1e-3", "society.employed=7"),
        ("society.employed=1", "society.employed.value=0.5"),
        ("society.employed=0.5", "society.employed.value.more=1"),
        ("citizens=300", "days=5"),
        ("seed=7", "conduct.volunteer.rate=0.01", "society.employed=0.6"),
        ("society.employed=0.6", "response.adaptation=0.2", "seed=18446744073709551615"),
        ("society.employed=0.6", "response.adaptation=0.2", "seed=18446744073709551616"),
        ("society.employed=0.6", "response.adaptation=0.2", "seed=-1"),
        ("society.employed=0.6", "response.adaptation=0.2", "seed=1.5"),
        ("society.employed=7", "response.adaptation=0.2", "seed=7"),
        ("seed=7", "society.employed=0.6", "response.adaptation=0.2", "seed=8"),
        ("citizens=0", "response.adaptation=0.2"),
        ("consequences.enabled=false", "society.employed=0.6"),
        ('title="Another"', "society.employed=0.6"),
        ("society=germany", "response.adaptation=0.3"),
        ("nothing.of.the.kind=1", "response.adaptation=0.3"),
        ("response.adaptation=1e400", "society.employed=0.6"),
        ("response.adaptation=nan", "society.employed=0.6"),
        ("systems.rongcheng.bands.9.start=1", "response.adaptation=0.3"),
    ],
)
def test_whatever_is_set_is_what_is_read_anew(
    base: Scenario, settings: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(base, settings) == read_anew(monkeypatch, base, settings)


def test_numbers_are_set_without_reading_anything_anew(base: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = ("conduct.volunteer.rate=0.01", "society.employed=0.6")
    first = at_point(base, settings)
    monkeypatch.setattr("glasshouse.scenario.points.validate_document", lambda *_: pytest.fail("was read"))
    second = at_point(base, ("conduct.volunteer.rate=0.012", "seed=7", "society.employed=0.5"))
    assert first is not None
    assert second is not None
    assert (first.seed, second.seed) == (base.seed, 7)
    assert first != second
    assert first.channels is base.channels
    assert first.conduct["criticise"] is base.conduct["criticise"]


def test_a_scenario_that_does_not_fit_itself_is_read(base: Scenario) -> None:
    settings = ("conduct.volunteer.rate=0.01", "society.employed=0.6")
    broken = base.model_copy(update={"citizens": 0})
    assert at_point(broken, settings) is None
    with pytest.raises(InputError, match="citizens"):
        changed(broken, settings)
