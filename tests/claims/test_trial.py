"""A trial, as small as can be: the controls say what they must, steps stop where the verdict stands, and the pages are there."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from glasshouse.claims.size import Size
from glasshouse.claims.trial import Trial, run_claims
from glasshouse.report.charts.claims import Line, effects, over_assumptions
from glasshouse.report.claims import write_trial

TINY = Size(citizens=600, days=12, replicates=2, points=(10, 10, 10), budget=60, most=1_200)


MINE = """
id = "mine"
title = "being seen is felt"
statement = "s"
place = "p"
hypothesis = "perceived risk rises"
scenario = "micro"
against = "nothing"
ladder = ["sensing"]
observable = "acts_per_citizen_day"
direction = "less"
beside = ["mean_effort"]
changed_after_a_look = ["2026-01-31: nothing of matter"]
[smallest_effect]
value = 0.000001
why = "w"
[[secondaries]]
observable = "recorded_share"
direction = "more"
"""


@pytest.fixture(scope="module")
def trial(tmp_path_factory) -> Trial:
    file = tmp_path_factory.mktemp("mine") / "mine.toml"
    file.write_text(MINE)
    return run_claims([str(file)], size=TINY, folder=tmp_path_factory.mktemp("runs"), workers=1)


def test_luck_alone_shows_nothing_and_what_was_planted_is_found_and_called_put_in(trial) -> None:
    rows = {row["id"]: row for row in trial.rows()}
    assert rows["A/A"]["verdict"] in ("out of reach", "underpowered", "cannot be told")
    assert rows["planted"]["effect"] > rows["planted"]["smallest_effect"]
    assert rows["planted"]["reach"]["ok"]


def test_a_row_has_what_it_should_have(trial) -> None:
    for row in trial.rows():
        assert set(row) >= {
            "id", "effect", "unit", "low", "high", "smallest_effect", "verdict", "hangs_on", "replicates", "digest", "power",
            "reach", "links", "secondaries", "prior", "confirmed", "controls", "digest_of_file", "changed_after_a_look",
        }  # fmt: skip
        json.dumps(row, allow_nan=False)


def test_with_other_workers_the_rows_are_the_same_and_progress_ends_at_all(trial, tmp_path) -> None:
    told: list[tuple[int, int]] = []
    again = run_claims(
        ["A/A"], size=TINY, folder=tmp_path, workers=2, progress=lambda done, of: told.append((done, of))
    )
    assert again.rows() == [row for row in trial.rows() if row["id"] != "mine"]
    assert told[-1] == (100, 100)
    assert all(done <= of for done, of in told)
    assert sorted(done for done, _ in told) == [done for done, _ in told]


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
    mine = (tmp_path / "mine.html").read_text()
    assert "2026-01-31: nothing of matter" in mine
    assert trial.rows()[0]["digest_of_file"] in mine


def test_charts_say_their_quantity(trial) -> None:
    mine = trial.findings[0].evidence
    lines = effects("a", "The effect", [Line("against nothing", mine.effect)], mine)
    assert lines is not None
    assert "against nothing: " in lines.description
    assert over_assumptions(replace(mine, points=None)) is None
