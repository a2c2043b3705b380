"""A trial, as small as can be: the controls say what they must, and the pages are there."""

from __future__ import annotations

import json

import pytest

from glasshouse.claims.size import Size
from glasshouse.claims.trial import run_claims
from glasshouse.report.charts.claims import Line, effects, over_assumptions
from glasshouse.report.claims import write_trial

TINY = Size(citizens=600, days=12, replicates=2, points=4)


MINE = """
id = "mine"
title = "being seen is felt"
statement = "s"
place = "p"
hypothesis = "perceived risk rises"
scenario = "rongcheng"
against = "nothing"
ladder = ["sensing"]
observable = "mean_perceived_risk"
direction = "more"
[smallest_effect]
value = 0.001
why = "w"
[[links]]
title = "the chill of being seen"
key = "response.risk_exposure"
off = 0
[[links]]
title = "self_censorship"
key = "response.self_censorship_reach"
off = 0
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    file = tmp_path_factory.mktemp("mine") / "mine.toml"
    file.write_text(MINE)
    return run_claims([str(file)], size=TINY, folder=tmp_path_factory.mktemp("runs"), workers=1)


def test_the_same_world_twice_shows_nothing_and_what_was_planted_is_found(trial) -> None:
    rows = {row["id"]: row for row in trial.rows()}
    assert rows["A/A"]["effect"] == rows["A/A"]["low"] == rows["A/A"]["high"] == 0
    assert rows["A/A"]["verdict"] == "does not hold"
    assert rows["planted"]["effect"] > rows["planted"]["smallest_effect"]
    assert rows["planted"]["share_of_points"] == 1


def test_a_row_has_what_it_should_have(trial) -> None:
    for row in trial.rows():
        assert set(row) >= {
            "id", "effect", "unit", "low", "high", "smallest_effect", "verdict", "hangs_on", "replicates", "digest"
        }  # fmt: skip
        assert row["replicates"] == 2


def test_the_link_that_carries_an_effect_takes_it_away_and_brings_it_about_alone(trial) -> None:
    evidence = trial.findings[0].evidence
    seen, guard = "response.risk_exposure", "response.self_censorship_reach"
    assert evidence.effect.value > 0.001
    assert evidence.without[seen].value < evidence.effect.value / 2
    assert evidence.alone[seen].value == pytest.approx(evidence.effect.value, rel=0.2)
    assert evidence.without[guard].value == pytest.approx(evidence.effect.value, rel=0.2)


def test_there_is_a_table_and_a_page_for_each_claim(trial, tmp_path) -> None:
    page = write_trial(trial, tmp_path)
    text = page.read_text()
    for finding in trial.findings:
        name = f"{finding.evidence.claim.id.replace('/', '-')}.html"
        assert f'href="{name}"' in text
        shown = (tmp_path / name).read_text()
        assert "<svg" in shown
        assert "Hypothesis:" in shown
    assert [row["id"] for row in json.loads((tmp_path / "claims.json").read_text())] == ["mine", "A/A", "planted"]


def test_bars_over_the_assumptions_stand_on_the_axis_and_charts_say_their_quantity(trial) -> None:
    (mine,) = (finding.evidence for finding in trial.findings if finding.evidence.claim.id == "mine")
    figure = over_assumptions(mine)
    layers = figure.pictures[0].spec["layer"]
    assert layers[0]["encoding"]["y2"] == {"field": "floor"}
    assert layers[0]["mark"]["type"] == "rect"
    assert "ean perceived risk in public: over 4 points the effect runs from +" in figure.description
    assert "percentage points" in figure.description
    lines = effects("a", "The effect", [Line("against nothing", mine.effect)], mine)
    assert "ean perceived risk" in lines.description
    assert "against nothing: +" in lines.description
