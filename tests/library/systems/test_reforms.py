"""The scenarios of those who can change rules, each held to what its page says."""

from __future__ import annotations

import pytest

from glasshouse.engine.run import Run, simulate
from glasshouse.observables.observable import Observable
from glasshouse.scenario import load

REFORMS = {
    "reform-by-vote": ("charter", 140),
    "reform-by-court": ("ruling", 220),
    "collective-refusal": ("walk-out", 90),
    "alternative-platform": ("portability", 90),
}


def run(name: str, *settings: str) -> Run:
    return simulate(load(name, settings, citizens=4096, days=REFORMS[name][1], panel=()), threads=1)


def lived(name: str, *settings: str) -> dict[str, Observable]:
    return run(name, *settings).observables


@pytest.mark.parametrize("name", REFORMS)
def test_who_is_able_decides_whether_a_reform_comes(name: str) -> None:
    reform, _ = REFORMS[name]
    with_people, without = lived(name), lived(name, f"reforms.{reform}.able=0")
    assert with_people[f"reform_day_{reform}"].value is not None
    assert without[f"reform_day_{reform}"].value is None
    assert without["reforms_reached"].value == 0


@pytest.mark.parametrize("name", REFORMS)
def test_the_range_of_what_is_needed_reaches_never(name: str) -> None:
    reform, _ = REFORMS[name]
    assert load(name).reforms[reform].when.at_least.range is not None
    found = lived(name, f"reforms.{reform}.when.at_least=1")
    assert found["reforms_reached"].value == 0
    assert 0 < (found[f"reform_support_{reform}"].value or 0) < 1


def test_once_people_leave_together_more_accounts_are_closed() -> None:
    together, each_alone = (run("collective-refusal", f"reforms.walk-out.able={able}") for able in (0.8, 0))
    left = [int(each.totals.system_counts["left"].sum()) for each in (together, each_alone)]
    assert left[0] > 3 * left[1] > 0


def test_the_alternative_platform_wins_members_and_fewer_than_the_one_that_keeps_more() -> None:
    found = lived("alternative-platform")
    theirs = found["joined_per_1000_years_open-credit"].value, found["joined_per_1000_years_private-credit"].value
    assert 0 < (theirs[0] or 0) < (theirs[1] or 0)
