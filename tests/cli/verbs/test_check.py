"""`glasshouse check`: documents of every kind, what is wrong, what has no effect, what never errs."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

SYSTEM = """
title = "Bonus of the town"
form = "points"
reads = ["informant", "police"]
known = 0.7
forgetting = { rule = "never", days = 365 }
opaque = 0
low = 0
high = 200
start = 100
rules = { jaywalk = { points = -5 }, volunteer = { points = 3 } }
members = { share = 1, online = 0 }
redress = { notice = 7, told = 1, review_days = 14, overturned_wrong = 0.8, overturned_right = 0.1, lag = 1 }
bands = [{ name = "low", start = 0, measures = [] }, { name = "usual", start = 80, measures = ["quick"] }]
[measures.quick]
title = "quick desk"
type = "entitlement"
context = "civic"
burden_weight = 0.1
public = 0
[measures.slow]
title = "slow desk"
type = "sanction"
context = "civic"
burden_weight = 0.1
public = 0
"""
SCENARIO = """
extends = "rongcheng"
days = 30
[[later]]
day = 180
title = "a new mayor"
change = { systems = { rongcheng = { active = false } } }
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bonus.toml").write_text(SYSTEM, encoding="utf-8")
    Path("mine.toml").write_text(SCENARIO, encoding="utf-8")


def test_what_has_no_effect_in_a_system_is_named(glasshouse) -> None:
    (said,) = glasshouse("check bonus.toml --json").json()
    assert said["kind"] == "system"
    found = dict(said["notices"])
    assert found.keys() == {"systems.bonus.measures.slow", "systems.bonus.redress"}
    assert "nobody can appeal" in found["systems.bonus.redress"]
    assert said["numbers"]["without source"] > 10


def test_a_kind_that_is_kept_makes_appeals_reach_something(glasshouse) -> None:
    scenario = 'extends = "nothing"\nsystems = ["bonus.toml"]\n[change.conduct.jaywalk]\nkept = true\n'
    Path("town.toml").write_text(scenario, encoding="utf-8")
    (said,) = glasshouse("check town.toml --json").json()
    assert "systems.bonus.redress" not in dict(said["notices"])


def test_a_change_after_the_last_day_is_named_in_check_run_and_report(glasshouse) -> None:
    result = glasshouse("check", "mine.toml")
    assert "later.0.day" in result.out
    assert "(a new mayor) never takes effect" in " ".join(result.out.split())
    run = glasshouse("run", "mine.toml", "--citizens", "512", "--out", "here")
    assert "no effect or never err" in " ".join(run.out.split())
    page = Path(glasshouse("report", "here").out.strip().splitlines()[-1]).read_text(encoding="utf-8")
    assert "never takes effect" in page


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("holders/baidu.toml", "holder"),
        ("channels/police.toml", "channel"),
        ("societies/rongcheng.toml", "society"),
        ("calibrations/rongcheng.toml", "calibration"),
        ("scenarios/companies.toml", "scenario"),
        ("systems/sesame.toml", "system"),
    ],
)
def test_documents_of_every_kind_are_known(glasshouse, file: str, kind: str) -> None:
    (said,) = glasshouse("check", str(files("glasshouse.library") / file), "--json").json()
    assert said["kind"] == kind


def test_a_claim_is_tried_with_its_scenario(glasshouse) -> None:
    claim = files("glasshouse.claims") / "library" / "C04.toml"
    (said,) = glasshouse("check", str(claim), "--json").json()
    assert (said["kind"], said["notices"]) == ("claim", [])


def test_what_is_wrong_in_several_files_is_said_at_once_and_the_others_are_checked(glasshouse) -> None:
    Path("wrong.toml").write_text('extends = "rongcheng"\ncitizens = "many"\n', encoding="utf-8")
    result = glasshouse("check", "wrong.toml", "bonus.toml", "none.toml")
    assert result.status == 2
    assert "bonus.toml: a system that fits" in result.out
    assert "wrong.toml" in result.err
    assert "none.toml" in result.err


def test_a_library_scenario_is_known_by_name_and_what_nobody_reads_there_is_said_in_a_line(glasshouse) -> None:
    (said,) = glasshouse("check rongcheng --json").json()
    found = dict(said["notices"])
    assert "commerce, payment" in found["channels"]
    assert "police" not in found["channels"]
    assert "channels.work-unit.false_records" in found
    assert "channels.commerce.false_records" not in found


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("library/mechanisms/fear.toml", "mechanism"),
        ("library/plain.toml", "table of plain quantities"),
        ("library/domains.toml", "table of domains"),
        ("library/names.toml", "table of renamed names"),
        ("library/commission.toml", "table of examples"),
        ("audit/norms/contexts-1.toml", "table of norms on contexts"),
        ("audit/norms/law-1.toml", "table of norms on law"),
        ("library/essay/west.toml", "section of the essay's table"),
        ("library/published/games.toml", "topic of published figures"),
        ("library/conduct/borrow.toml", "kind of conduct"),
        ("library/holders/tencent.toml", "holder"),
        ("facts/studies.toml", "collection of studies"),
        ("facts/library/public_opinion.toml", "page of facts"),
        ("library/societies/germany/regions.toml", "source of a table of regions"),
    ],
)
def test_every_file_of_the_library_is_told_for_what_it_is(glasshouse, file: str, kind: str) -> None:
    (said,) = glasshouse("check", str(files("glasshouse") / file), "--json").json()
    assert said["kind"] == kind


def test_a_mechanism_with_a_wrong_key_is_no_scenario(glasshouse) -> None:
    text = (files("glasshouse.library") / "mechanisms" / "fear.toml").read_text(encoding="utf-8")
    Path("fear.toml").write_text(text + "\n[tryal]\n", encoding="utf-8")
    assert "did you mean 'trial'" in " ".join(glasshouse("check", "fear.toml").err.split())


def test_norms_of_ones_own_are_tried_over_the_tables_that_ship(glasshouse) -> None:
    head = 'version = "x-1"\nas_of = 2026-12-01\nchosen_by = "x"\nsource = "x"\nnote = "x"\n'
    Path("ours.toml").write_text(head + '[contexts.related.commerce]\nhousing = "So."\n', encoding="utf-8")
    (said,) = glasshouse("check ours.toml --json").json()
    assert said["kind"] == "file of norms"
    Path("ours.toml").write_text(head + '[contexts.related.commerce]\nhousng = "So."\n', encoding="utf-8")
    assert "did you mean 'housing'" in " ".join(glasshouse("check", "ours.toml").err.split())


def test_what_a_scheme_of_ones_own_leaves_open_is_told_with_what_is_assumed_and_what_no_norms_say(glasshouse) -> None:
    glasshouse("new", "audit", "town")
    (alone,) = glasshouse("check", "town.toml", "--json").json()
    assert {"systems.scheme.measures.last-in-line", "systems.scheme.measures.no-discount"} == {
        each.partition(":")[0] for each in alone["norms"]
    }
    scheme, norms = glasshouse("check", "town.toml", "town-norms.toml", "--json").json()
    assert scheme["norms"] == []
    assert {
        "key": "society",
        "asks": "whose residents, customers or clients? (`glasshouse list societies`)",
    }.items() <= (scheme["open"][0].items())
    assert [each["key"] for each in norms["open"]][:2] == ["as_of", "chosen_by"]
    said = " ".join(glasshouse("check", "town.toml", "town-norms.toml").out.split())
    assert f"{len(scheme['open'])} questions are open; until they are answered, this is assumed:" in said
    assert "systems.scheme.rollout: Does it come step by step? Assumed: no, everywhere at once." in said


def test_a_scenario_of_the_library_and_a_file_without_marks_leave_nothing_open(glasshouse) -> None:
    for said in glasshouse("check", "rongcheng", "bonus.toml", "mine.toml", "--json").json():
        assert (said["open"], said["left_out"], said["norms"]) == ([], [], [])
