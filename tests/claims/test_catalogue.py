"""The shipped claims: complete, and fit for their scenarios before anything is run."""

from __future__ import annotations

import pytest

from glasshouse import facts
from glasshouse.claims.catalogue import CONTROLS, chosen, claims
from glasshouse.claims.experiment import experiments, switches, value_at
from glasshouse.claims.size import QUICK
from glasshouse.errors import InputError
from glasshouse.scenario import changed, variant


def test_every_claim_fits_its_scenario_its_twins_and_its_links() -> None:
    for experiment in experiments(chosen([]), QUICK):
        changed(experiment.base, experiment.switched().settings(len(experiment.switched()) - 1))
        changed(experiment.base, experiment.spread(QUICK).settings(0))
        for each in experiment.twins:
            twin = variant(experiment.base, each) if isinstance(each, str) else each
            assert twin != experiment.base or each == "response.enabled=true"


@pytest.mark.parametrize("claim", claims().values(), ids=claims())
def test_a_claim_says_what_would_count_and_why(claim) -> None:
    for words in (
        claim.title,
        claim.statement,
        claim.place,
        claim.hypothesis,
        claim.smallest_effect.why,
        claim.caution,
    ):
        assert words
    assert claim.smallest_effect.value > 0
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


def test_a_links_switches_leave_it_off_or_on_alone() -> None:
    claim = claims()["C02"]
    keys = [link.key for link in claim.links]
    assert switches(claim)["without", keys[0]] == {keys[0]: 0.0}
    assert set(switches(claim)["alone", keys[0]]) == set(keys[1:])


def test_the_first_point_of_the_first_design_is_the_scenario_itself() -> None:
    experiment = next(experiment for experiment in experiments([claims()["C02"]], QUICK))
    for key, value in next(iter(experiment.switched().rows())).items():
        assert value == value_at(experiment.base, key)


def test_a_claim_of_ones_own_that_does_not_fit_is_told_with_its_key(tmp_path) -> None:
    text = """
title = "t"
statement = "s"
place = "p"
hypothesis = "h"
scenario = "rongcheng"
against = "nothing"
observable = "mean_self_censorship"
direction = "more"
[smallest_effect]
value = 0.1
why = "w"
[[links]]
title = "l"
key = "response.no_such_thing"
off = 0
"""
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        list(experiments(chosen([str(file)]), QUICK))
    assert "mine.response.no_such_thing" in str(caught.value)
