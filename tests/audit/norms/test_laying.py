"""Somebody's own norms laid over the tables, and what can be wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import Norms, norms
from glasshouse.audit.norms.loading import lay
from glasshouse.errors import InputError

HEAD = """
version = "council-3"
as_of = 2026-12-01
chosen_by = "a council of residents"
source = "its minutes of 30 November 2026"
note = "Provisional."
"""


def laid(tmp_path: Path, text: str, head: str = HEAD) -> Norms:
    file = tmp_path / "norms.toml"
    file.write_text(head + text, encoding="utf-8")
    return norms(file)


def problems(tmp_path: Path, text: str, head: str = HEAD) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        laid(tmp_path, text, head)
    assert {problem.file for problem in error.value.problems} == {str(tmp_path / "norms.toml")}
    return {problem.key: problem.in_file() for problem in error.value.problems}


def test_a_file_that_says_nothing_otherwise_changes_no_digest(tmp_path: Path) -> None:
    assert laid(tmp_path, "").document == norms().document


def test_a_pair_can_be_added_and_taken_away_and_only_that_table_has_another_digest(tmp_path: Path) -> None:
    found = laid(
        tmp_path,
        """
        [contexts.related.commerce]
        housing = "Landlords hold it so."
        [contexts.unrelated.tax]
        welfare = "The council wants a wall between the two."
        """,
    )
    assert found.related("commerce", "housing")
    assert not found.related("tax", "welfare")
    assert found.related("tax", "credit")
    before, after = norms().tables.digests(), found.tables.digests()
    assert [name for name in before if before[name] != after[name]] == ["contexts"]
    head = found.document["contexts"]
    assert head["version"] == "contexts-1 + council-3"
    assert head["as_of"] == "2026-12-01"
    assert "a council of residents" in head["chosen_by"]


def test_the_tables_that_ship_stay_as_they_are(tmp_path: Path) -> None:
    before = norms().document
    laid(tmp_path, '[contexts.related.commerce]\nhousing = "So."\n')
    assert norms().document == before
    assert not norms().related("commerce", "housing")


def test_a_number_is_replaced_as_a_whole_with_its_source(tmp_path: Path) -> None:
    found = laid(
        tmp_path,
        """
        [gravity.kinds.jaywalk]
        points = { value = 2, unit = "points", assumption = "The council's view.", range = [1, 3] }
        [severity.systems.court-list]
        named = "kept-in-place"
        [thresholds.criteria.unrelated]
        size = { value = 0.02, unit = "share", assumption = "One day in fifty.", range = [0.01, 0.05] }
        """,
    )
    number = found.gravity("jaywalk", "points")
    assert (number.value, number.fact, number.status) == (2.0, None, "assumption")
    assert found.severity("court-list.named").level == 5
    smallest = found.smallest("unrelated")
    assert smallest is not None
    assert smallest.value == 0.02


def test_a_scenario_with_parts_of_its_own_is_judged_once_its_norms_are_brought(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        """
        extends = "rongcheng"
        citizens = 2048
        days = 30

        [contexts.drones]
        title = "what drones see"
        domain = "public"

        [new.conduct.fly-drone]
        title = "fly a drone where one must not"
        context = "drones"
        law = "civil"
        gravity = { value = 3, unit = "gravity", assumption = "A guess.", range = [1, 5] }
        rate = { value = 1e-4, unit = "per day", assumption = "A guess.", range = [1e-5, 1e-3] }
        ceiling = 1e-3

        [new.conduct.fly-kite]
        title = "fly a kite"
        context = "leisure"
        gravity = { value = 0, unit = "gravity", fixed = "Nothing is wrong with it." }
        rate = { value = 1e-4, unit = "per day", assumption = "A guess.", range = [1e-5, 1e-3] }
        ceiling = 1e-3

        [change.systems.rongcheng.measures.no-drones]
        title = "drones are taken away"
        type = "sanction"
        context = "drones"
        burden_weight = 0.1
        public = 0
        """,
        encoding="utf-8",
    )
    chosen = scenario.load(str(own))
    assert {problem.key for problem in norms().check(chosen)} == {
        "conduct.fly-drone",
        "conduct.fly-drone.context",
        "conduct.fly-kite",
        "systems.rongcheng.measures.no-drones",
        "systems.rongcheng.measures.no-drones.context",
    }
    brought = laid(
        tmp_path,
        """
        [contexts]
        contexts = ["drones"]
        [contexts.related.drones]
        "public order" = "Drones disturb neighbours."
        [gravity]
        lawful = ["fly-kite"]
        [gravity.kinds.fly-drone]
        points = { value = 5, unit = "points", assumption = "As for litter.", range = [1, 20] }
        penal = { value = 1, unit = "days", assumption = "A fine.", range = [0.1, 5] }
        [severity.systems.rongcheng]
        no-drones = "comfort"
        [costs.kinds]
        fly-kite = { value = 1, unit = "hours", assumption = "An hour of wind.", range = [0.5, 4] }
        """,
    )
    assert brought.check(chosen) == []
    bound = brought.on(chosen)
    assert bound.gravity("fly-drone").value == 3.0
    assert bound.gravity("fly-drone", "points").value == 5.0
    assert bound.gravity("fly-kite", "penal").value == 0.0
    assert bound.related("drones", "public order")
    assert not bound.related("public order", "drones")


def test_every_problem_is_told_at_once_with_the_nearest_name(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        [contexts.related.comerce]
        credit = "So."
        [gravity.kinds.litter]
        points = { value = 2000, unit = "points", assumption = "A slip.", range = [1, 3000] }
        penal = 3
        [severity.systems.court-list]
        named = "kept-in-plac"
        [severity.classes.named]
        level = 1
        [thresholds.criteria.unrelated]
        observable = "speech_witheld_share"
        [severty]
        """,
        HEAD.replace('source = "its minutes of 30 November 2026"', ""),
    )
    assert "did you mean 'commerce'" in found["contexts.related.comerce"]
    assert "0 to 1000 points" in found["gravity.kinds.litter.points"]
    assert "did you mean 'kept-in-place'" in found["severity.systems.court-list.named"]
    assert "level 1" in found["severity.classes.named.tariff"]
    assert "a size, or an observable" in found["thresholds.criteria.unrelated"]
    assert "did you mean 'severity'" in found["severty"]
    assert "source" in found


def test_a_number_without_a_source_an_unknown_fact_and_a_head_in_a_table_are_refused(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        """
        [contexts]
        version = "mine"
        [gravity.kinds.litter]
        points = 3
        penal = { value = 1, unit = "days", fact = "no_such_fact.at_all", fixed = "So." }
        """,
    )
    assert "fact, derived, assumption" in found["gravity.kinds.litter.points"]
    assert any(key.startswith("gravity.kinds.litter.penal.fact") for key in found)
    assert "at the top of the file" in found["contexts.version"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises((InputError, OSError)):
        norms(tmp_path / "nowhere.toml")


def test_a_day_that_is_left_out_is_asked_for_as_a_date() -> None:
    with pytest.raises(InputError, match="as_of: expected a date such as 2020-12-31, found nothing"):
        lay({"version": "x", "chosen_by": "x", "source": "x", "note": "x"}, "own.toml")
