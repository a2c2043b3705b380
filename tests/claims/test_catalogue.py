"""The shipped claims: complete, and fit for their scenarios before anything is run."""

from __future__ import annotations

import pytest

from glasshouse import facts
from glasshouse.claims.bench import set_up
from glasshouse.claims.catalogue import CONTROLS, chosen, claims
from glasshouse.claims.claim import Claim
from glasshouse.claims.size import FULL, QUICK
from glasshouse.claims.steps import sham_of
from glasshouse.claims.switching import compared, off_point
from glasshouse.errors import InputError
from glasshouse.registry.catalogue import mechanisms
from glasshouse.scenario import Scenario, variant
from glasshouse.sweeps.sweep import sweep


@pytest.mark.parametrize("claim", claims().values(), ids=claims())
def test_every_claim_fits_its_scenario_its_twin_and_its_sham(claim) -> None:
    bench = set_up(claim, FULL, sweep)
    twin = bench.twin if isinstance(bench.twin, Scenario) else variant(bench.base, bench.twin, claim.settings)
    assert twin != bench.base
    assert sham_of(bench) or claim.no_sham
    assert bench.fits(
        {key: value for each in ("fear", "trade") for key, value in off_point(mechanisms()[each], bench).items()}
    )


@pytest.mark.parametrize("claim", claims().values(), ids=claims())
def test_a_claim_says_what_would_count_and_why(claim) -> None:
    for words in (claim.title, claim.statement, claim.place, claim.hypothesis, claim.smallest.why, claim.caution):
        assert words
    assert claim.smallest.value > 0
    for name in claim.facts:
        assert facts.get(name)


def test_the_controls_are_always_tried_and_come_last() -> None:
    assert [claim.id for claim in chosen(["C02"])] == ["C02", *CONTROLS]
    assert list(claims())[-2:] == list(CONTROLS)


def test_ids_are_found_in_any_case_and_unknown_ones_are_told_at_once() -> None:
    assert chosen(["c02"])[0].id == "C02"
    with pytest.raises(InputError) as caught:
        chosen(["C2x", "C99", "C02"])
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize(
    ("id_", "names"),
    [("C26", {"neutrality"}), ("C11", {"contacts"}), ("C19", {"evasion"}), ("C12", {"own-products"}), ("C02", set())],
)
def test_what_is_compared_is_found_by_machine(id_: str, names: set[str]) -> None:
    assert set(compared(set_up(claims()[id_], QUICK, sweep))) == names


MINE = {
    "title": "t", "statement": "s", "place": "p", "hypothesis": "h", "scenario": "rongcheng", "against": "nothing",
    "observable": "mean_self_censorship", "direction": "more",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"against": "nothin"}, "nothin"),
        ({"settings": ("response.no_such_thing=1",)}, "no_such_thing"),
        ({"against": "twin", "variants": {"twin": ("channels.*.no_such=1",)}}, "channels.*.no_such"),
        ({"sham": ("channels.*.no_such=1",)}, "channels.*.no_such"),
        ({"ladder": ("sensin",)}, "sensin"),
        ({"interaction": ("nothing", "sensin")}, "sensin"),
        ({"scenario": "rongchen"}, "rongchen"),
        ({"against": "society.inequality=0.3"}, "society.inequality=0.3.society: expected the same as in the base"),
    ],
)
def test_a_claim_that_does_not_fit_is_told_with_its_name(said, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        set_up(Claim(id="mine", **MINE | said), QUICK, sweep)
    assert "mine" in str(caught.value)
    assert problem in str(caught.value)


def test_a_quick_trial_lives_beyond_the_change_that_is_compared() -> None:
    """Else both worlds are the same: nobody has learned of the copy within ninety days."""
    quick, full = (set_up(claims()["C32"], size, sweep).base for size in (QUICK, FULL))
    assert quick.days == full.days > max(change.day for change in full.later)
    assert set_up(claims()["C02"], QUICK, sweep).base.days == QUICK.days


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"observable": "no_such_observable"}, "smallest_effect"),
        ({"secondaries": ({"observable": "no_such_observable", "direction": "more"},)}, "secondaries"),
        ({"sham": ("a=1",), "no_sham": "why"}, "no_sham"),
    ],
)
def test_a_claim_without_what_would_count_is_told(said, key: str) -> None:
    with pytest.raises(InputError) as caught:
        Claim(**MINE | said)
    assert key in str(caught.value)
