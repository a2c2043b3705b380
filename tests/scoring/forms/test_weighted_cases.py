"""Cases of a weighted score: told and contested, put back area by area, set aside meanwhile, and off without a word."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.errors import InputError
from glasshouse.scenario import digest, notices
from glasshouse.schema.codes import SUSPENDED
from glasshouse.scoring.forms.registry import form_of
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.simulated import SimulatedWorld, simulated

S = "systems.sesame"
CASES = (
    f"{S}.cases={{term=12}}",
    f"{S}.members.share=1",
    f"{S}.publish_every=2",
    f"{S}.publish_on=1",
    f'{S}.forgetting={{rule="never", days=0}}',
    f"{S}.redress={{appeals=true, told=1, review_days=4, lag=2, overturned_wrong=1, overturned_right=1}}",
    "response.neutrality=0",
    "response.appeal=1",
    "response.appeal_right=1",
)
"""Settings under which nearly everybody appeals and every appeal is won."""
ASIDE = (*CASES, f"{S}.redress.suspends=true")


def _counts(life: SimulatedWorld, name: str) -> int:
    s = life.world.encoded.names.systems["sesame"]
    return sum(int(day.system_counts[name][s]) for day in life.days)


@pytest.fixture(scope="module")
def lives() -> dict[str, SimulatedWorld]:
    return {"cases": simulated(crowded(*CASES)), "aside": simulated(crowded(*ASIDE))}


@pytest.fixture(scope="module")
def told() -> list[Explanation]:
    """Accounts of people of whom a case was set aside, on several days."""
    town = crowded(*ASIDE).model_copy(update={"panel": tuple(range(600))})
    run, encoded = simulate(town), encode_scenario(town)
    s = encoded.names.systems["sesame"]
    aside = (run.panel["case_flags"] & SUSPENDED > 0) & (run.panel["case_system"] == s)
    found = np.flatnonzero(aside.any((0, 2)))[:8].tolist()
    histories = [CitizenHistory(town, encoded, run.labels, i, run.panel[:, i], run.decided) for i in found]
    return [explain_history(history, day) for history in histories for day in (9, 15, 19, 23)]


def test_records_of_kept_kinds_become_cases_which_end_corrected_or_expired(lives: dict[str, SimulatedWorld]) -> None:
    life = lives["cases"]
    opened, entered, corrected = (_counts(life, name) for name in ("opened", "entered", "corrected"))
    assert opened > 20
    assert 0 < corrected <= entered <= opened
    book, s = life.world.cases, life.world.encoded.names.systems["sesame"]
    for c in range(life.world.communities):
        mine = np.asarray(book[c]["system"][: int(book[c]["count"])]) == s
        assert (np.asarray(book[c]["points"][: int(book[c]["count"])])[mine] != 0).all()


def test_only_an_appeal_that_suspends_sets_cases_aside(lives: dict[str, SimulatedWorld]) -> None:
    assert _counts(lives["aside"], "suspended") > 5
    assert _counts(lives["cases"], "suspended") == 0


def test_why_accounts_for_what_is_put_back_and_set_aside(told: list[Explanation]) -> None:
    assert told
    assert all(why.adds_up for why in told)
    accounts = [account for why in told for account in why.accounts if account.system == "sesame"]
    items = [item for account in accounts for item in account.items]
    for what in ("given back after a correction", "set aside until an appeal is decided"):
        assert any(item.what == what and item.points > 0 and item.dimension == "credit history" for item in items), what
    assert any(case.appeal == "succeeded" for account in accounts for case in account.cases)


def test_where_nothing_fades_a_won_appeal_gives_back_just_what_the_record_took(told: list[Explanation]) -> None:
    found = 0
    for account in (account for why in told for account in why.accounts if account.system == "sesame"):
        back = [item for item in account.items if item.what == "given back after a correction"]
        took = [item for item in account.items if item.kind == "default-judgment"]
        if len(back) == len(took) == 1:
            assert back[0].points == pytest.approx(-took[0].points)
            found += 1
    assert found > 0


def test_without_the_table_nothing_is_a_case_and_the_digest_stays() -> None:
    usual, kept = crowded(), crowded(CASES[0])
    kinds = {name for name, kind in usual.conduct.items() if kind.kept}
    assert form_of(usual.systems["sesame"]).cases(usual.systems["sesame"], kinds) == ()
    assert form_of(kept.systems["sesame"]).cases(kept.systems["sesame"], kinds) == ("default-judgment",)
    assert "cases" not in usual.systems["sesame"].model_dump(exclude_none=True)
    assert digest(kept) != digest(usual)
    assert "systems.sesame.redress" in {each.key for each in notices(usual)}
    assert "systems.sesame.redress" not in {each.key for each in notices(kept)}


def test_a_term_beyond_what_a_case_can_hold_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        crowded(f"{S}.cases={{term=40_000}}")
    assert [problem.key for problem in caught.value.problems] == ["systems.sesame.cases.term"]
