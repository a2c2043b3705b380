"""Rules that change on later days: what may change, what must stay, and what each day is lived under."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.scenario import rules_by_day

ENDS = '[[later]]\nday = 4\ntitle = "the end"\nchange = { systems.rongcheng.active = false }\n'


def written(folder: Path, text: str) -> Path:
    place = folder / "mine.toml"
    place.write_text('extends = "rongcheng"\ncitizens = 600\ndays = 10\n' + text, encoding="utf-8")
    return place


def test_each_change_is_laid_over_those_before_it(tmp_path: Path) -> None:
    again = "[[later]]\nday = 7\nchange = { response.conformity = 0 }\n"
    by_day = rules_by_day(scenario.load(written(tmp_path, ENDS + again)))
    assert [(day, rules.systems["rongcheng"].active) for day, rules in by_day] == [(0, True), (4, False), (7, False)]
    assert [rules.response.conformity.value for _, rules in by_day] == [0.3, 0.3, 0]


def test_a_change_is_part_of_the_digest(tmp_path: Path) -> None:
    with_end = scenario.load(written(tmp_path, ENDS))
    without = scenario.load(written(tmp_path, ""))
    assert scenario.digest(with_end) != scenario.digest(without)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ("{ systems.rongcheng.activ = false }", "later.0.change.systems.rongcheng.activ"),
        ("{ systems.sesame.active = false }", "later.0.change.systems.sesame"),
        ("{ conduct.volunteer.ceiling = 0.02 }", "later.0.change.conduct.volunteer.ceiling"),
        ("{ channels.police.coverage.town = 0.5 }", "later.0.change.channels.police.coverage"),
        ("{ systems.rongcheng.members.share = 0.5 }", "later.0.change.systems.rongcheng.members"),
        ("{ society.employed = 0.1 }", "later.0.change.society"),
        ("{ citizens = 5 }", "later.0.change.citizens"),
    ],
)
def test_what_was_settled_at_the_founding_stays(tmp_path: Path, change: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario.load(written(tmp_path, f"[[later]]\nday = 3\nchange = {change}\n"))
    assert key in {problem.key for problem in caught.value.problems}


def test_changes_stand_in_the_order_of_their_days(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a day after day 4"):
        scenario.load(written(tmp_path, ENDS + ENDS))


def test_a_system_brings_the_channels_that_it_reads_and_only_from_the_library() -> None:
    with_none = scenario.load("rongcheng", ["channels=[]", 'systems=["court-list"]'])
    assert list(with_none.channels) == ["court"]
