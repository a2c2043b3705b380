from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.scenario.digest import canonical


@pytest.fixture(scope="module")
def plain() -> str:
    return scenario.digest(scenario.load("rongcheng"))


@pytest.mark.parametrize(
    "setting",
    [
        "title=Other",
        "description=Other",
        "systems.rongcheng.title=Other",
        "systems.rongcheng.rules.cheat.points={value = -30, assumption = 'Why not.', range = [-50, 0]}",
        "systems.rongcheng.rules.jaywalk.points.note='Read elsewhere.'",
        "systems.rongcheng.start=1000",
        "channels.court.loss_to_evasion.range=[0, 0.9]",
        "conduct.jaywalk.leans.why=Habit",
        "panel=[1, 2]",
        'systems=["rongcheng", "court-list"]',
    ],
)
def test_titles_notes_and_sources_do_not_change_it(plain: str, setting: str) -> None:
    assert scenario.digest(scenario.load("rongcheng", [setting])) == plain


@pytest.mark.parametrize(
    "setting",
    [
        "citizens=739_999",
        "days=366",
        "seed=2",
        "systems.rongcheng.start=1001",
        "systems.rongcheng.bands=[{name = 'all', start = 0, measures = []}]",
        "conduct.jaywalk.law=lawful",
        "conduct.jaywalk.leans.traits.town=0.2",
        "channels.court.delay=8",
        "response.conformity=0.30001",
        "consequences.enabled=false",
        "society=hangzhou",
    ],
)
def test_values_change_it(plain: str, setting: str) -> None:
    assert scenario.digest(scenario.load("rongcheng", [setting])) != plain


def test_a_system_of_another_name_is_another_scenario(tmp_path: Path, plain: str) -> None:
    place = tmp_path / "mine.toml"
    text = 'extends = "rongcheng"\nsystems = ["court-list"]\n[new.systems.ours]\nextends = "rongcheng"\n'
    place.write_text(text, encoding="utf-8")
    assert scenario.digest(scenario.load(place)) != plain


def test_what_is_named_like_a_note_is_not_left_out(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    place.write_text('extends = "rongcheng"\n[new.systems.note]\nextends = "court-list"\n', encoding="utf-8")
    assert '"note":{' in canonical(scenario.load(place))


def test_it_is_sixty_four_hexadecimal_digits(plain: str) -> None:
    assert len(plain) == 64
    assert int(plain, 16) >= 0


def test_another_part_in_the_same_scenario_gives_another_digest() -> None:
    one = scenario.load("rongcheng")
    before = scenario.digest(one)
    one.conduct["jaywalk"] = one.conduct["jaywalk"].model_copy(update={"ceiling": 0.5})
    assert scenario.digest(one) != before


def test_a_file_that_changes_gives_another_digest(tmp_path) -> None:
    place = tmp_path / "ours.toml"
    place.write_text('extends = "rongcheng"\nseed = 1\n')
    before = scenario.digest(scenario.load(place))
    place.write_text('extends = "rongcheng"\nseed = 2\n')
    assert scenario.digest(scenario.load(place)) != before
