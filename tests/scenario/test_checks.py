"""Each kind of bad input gives one message that holds every problem."""

from pathlib import Path
from typing import Any

import pytest

from glasshouse import scenario
from glasshouse.errors import InputError, Problem

BASE = 'extends = "rongcheng"\ncitizens = 1000\ndays = 10\n'


def problems(*settings: str, text: str = "", folder: Path | None = None, **given: Any) -> dict[str, Problem]:
    """The problems of a changed Rongcheng, by key."""
    source: str | Path = "rongcheng"
    if text:
        assert folder is not None
        source = folder / "mine.toml"
        source.write_text(BASE + text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        scenario.load(source, settings, **given)
    return {problem.key: problem for problem in caught.value.problems}


def test_unknown_names_are_found_wherever_names_are_used() -> None:
    found = problems(
        "systems.rongcheng.reads=['court', 'polic']",
        "systems.rongcheng.rules.jaywlk={points = -5}",
        "systems.rongcheng.measures.no-loans.denies=['borow']",
        "systems.rongcheng.bands=[{name = 'all', start = 0, measures = ['no-loan']}]",
        "systems.court-list.enters=['default-judgement']",
        "systems.court-list.repairs=['settle']",
        "systems.court-list.listed=['no-flight']",
        "channels.camera.sensitivity.jaywalks=0.1",
        "channels.camera.false_records.littr=0.0",
    )
    assert {key: problem.nearest for key, problem in found.items()} == {
        "systems.rongcheng.reads.1": "police",
        "systems.rongcheng.rules.jaywlk": "jaywalk",
        "systems.rongcheng.measures.no-loans.denies.0": "borrow",
        "systems.rongcheng.bands.0.measures.0": "no-loans",
        "systems.court-list.enters.0": "default-judgment",
        "systems.court-list.repairs.0": None,
        "systems.court-list.listed.0": "no-flights",
        "channels.camera.sensitivity.jaywalks": "jaywalk",
        "channels.camera.false_records.littr": "litter",
    }


def test_names_in_dimensions_are_checked() -> None:
    with pytest.raises(InputError, match="did you mean 'pay-bill'"):
        scenario.load("sesame", ["systems.sesame.dimensions.credit-history.rules.pay-bil=0.1"])


def test_an_act_cannot_be_denied() -> None:
    found = problems("systems.rongcheng.measures.no-loans.denies=['jaywalk']")
    assert found["systems.rongcheng.measures.no-loans.denies.0"].found == "'jaywalk', an act"


def test_weights_add_up_to_one() -> None:
    with pytest.raises(InputError, match=r"dimensions: expected weights that add up to 1, found 1\.05"):
        scenario.load("sesame", ["systems.sesame.dimensions.identity.weight=0.2"])
    close = scenario.load("sesame", ["systems.sesame.dimensions.identity.weight=0.1500001"])
    assert close.systems["sesame"].dimensions["identity"].weight.value == 0.1500001


def test_bands_ascend_inside_the_scale() -> None:
    band = "{{name = '{}', start = {}, measures = []}}".format
    starts = [("a", 10), ("b", 600), ("c", 600), ("c", 500), ("d", 1200)]
    found = problems(f"systems.rongcheng.bands=[{', '.join(band(*each) for each in starts)}]")
    assert found.keys() == {
        "systems.rongcheng.bands.0.start",
        "systems.rongcheng.bands.2.start",
        "systems.rongcheng.bands.3.start",
        "systems.rongcheng.bands.3.name",
        "systems.rongcheng.bands.4.start",
    }


def test_a_scale_has_a_low_and_a_high_end() -> None:
    assert "systems.rongcheng.high" in problems("systems.rongcheng.high=0")
    assert "systems.rongcheng.start" in problems("systems.rongcheng.start=1500")


def test_a_band_says_what_follows_even_if_nothing_does() -> None:
    found = problems("systems.rongcheng.bands=[{name = 'all', start = 0}]")
    assert found["systems.rongcheng.bands.0.measures"].found == "nothing"


def test_a_rate_stays_below_its_ceiling() -> None:
    assert problems("conduct.jaywalk.rate=0.5").keys() == {"conduct.jaywalk.rate"}


def test_false_records_need_room_in_a_days_luck() -> None:
    found = problems("channels.court.false_records.default-judgment=0.1", "channels.camera.false_records.jaywalk=0.5")
    assert found.keys() == {"channels.court.false_records.default-judgment", "channels.camera.false_records.jaywalk"}


def test_the_group_with_the_most_false_records_needs_room_too() -> None:
    assert scenario.load(
        "rongcheng", ["channels.camera.false_records.jaywalk=0.01", "channels.camera.false_records_by_group.minority=1"]
    )
    assert problems("channels.camera.false_records.jaywalk=0.01").keys() == {"channels.camera.false_records.jaywalk"}


def test_two_systems_cannot_have_one_name(tmp_path: Path) -> None:
    text = 'systems = ["rongcheng", "rongcheng"]\n[new.systems.rongcheng]\nextends = "court-list"\n'
    found = problems(text=text, folder=tmp_path)
    assert found.keys() == {"systems.1", "new.systems.rongcheng"}


def test_a_system_publishes_on_a_day_of_its_rhythm() -> None:
    assert problems("systems.rongcheng.publish_every=29").keys() == {"systems.rongcheng.publish_on"}


def test_a_list_has_no_contacts_term() -> None:
    assert problems("systems.court-list.contacts={weight = 0.1}").keys() == {"systems.court-list.contacts"}


def test_a_dimension_that_follows_contacts_needs_the_term(tmp_path: Path) -> None:
    place = tmp_path / "mine.toml"
    place.write_text('extends = "sesame"\nremove = ["systems.sesame.contacts"]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"systems\.sesame\.contacts|contacts: expected a table"):
        scenario.load(place)


GAME = "{plays = ['check-in'], prize_every = 3, shows_friends = false}"


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("sesame", "sesame.dimensions", "at most 4 areas beside a game: rows of days take one of the ledger's 5"),
        ("rongcheng", "rongcheng.forgetting.rule", "'half-life' or 'never' beside a game"),
        ("court-list", "court-list.game", "no game, but in a system of form 'points' or 'weighted'"),
    ],
)
def test_a_game_needs_room_in_the_ledger(name: str, key: str, expected: str) -> None:
    settings = [f"systems.{name}.game={GAME}"]
    if name == "rongcheng":
        settings.append("systems.rongcheng.forgetting.rule=window")
    with pytest.raises(InputError) as caught:
        scenario.load("sesame" if name == "sesame" else "rongcheng", settings)
    (found,) = [problem for problem in caught.value.problems if problem.key == f"systems.{key}"]
    assert found.expected.startswith(expected)


def test_a_weighted_system_has_no_window() -> None:
    with pytest.raises(InputError, match="'half-life' or 'never'"):
        scenario.load("sesame", ["systems.sesame.forgetting.rule=window"])


def test_an_attribute_counts_only_if_a_channel_discloses_it() -> None:
    reads = 'systems.sesame.reads=["commerce", "payment", "social", "court"]'
    with pytest.raises(InputError, match="an attribute that its channels disclose"):
        scenario.load("sesame", [reads, "systems.sesame.dimensions.identity.profile.reliability=0.1"])


def test_somebody_can_enter_a_list() -> None:
    found = problems("systems.court-list.reads=['camera']")
    problem = found["systems.court-list.enters.0"]
    assert problem.advice == "let it read court"


def test_there_are_not_more_parts_than_tables_have_room_for(tmp_path: Path) -> None:
    def copies(section: str, of: str, count: int) -> str:
        return "".join(f'[new.{section}.x{n}]\nextends = "{of}"\n' for n in range(count))

    text = (
        copies("conduct", "volunteer", 14) + copies("channels", "work-unit", 21) + copies("systems", "court-list", 23)
    )
    found = problems(text=text, folder=tmp_path)
    expected = {key: problem.expected for key, problem in found.items()}
    assert expected["conduct"] == "at most 64 kinds of conduct"
    assert "at most 16 channels that have only part of the people within reach" in expected["channels"]
    everywhere = "".join(f"[new.channels.x{n}.coverage]\ntown = 1\ncountry = 1\n" for n in range(21))
    found = problems(text=copies("channels", "work-unit", 21) + everywhere, folder=tmp_path)
    assert found["channels"].expected == "at most 32 channels"


@pytest.mark.parametrize(
    ("count", "message"), [(23, "at most 24 systems"), (13, "at most 64 measures in all systems together")]
)
def test_systems_and_their_measures_are_counted(tmp_path: Path, count: int, message: str) -> None:
    text = "".join(f'[new.systems.x{n}]\nextends = "court-list"\n' for n in range(count))
    place = tmp_path / "mine.toml"
    place.write_text(BASE + text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        scenario.load(place)


def test_the_panel_is_made_of_citizens() -> None:
    found = problems(citizens=10, panel=[3, 10, 11, 3])
    assert found.keys() == {"panel", "panel.1", "panel.2"}
    assert problems("panel=[-1]").keys() == {"panel.0"}


def test_needs_and_marks_fit_together() -> None:
    found = problems(
        "conduct.default-judgment.needs=nothing",
        "conduct.settle-judgment.needs=employed",
        "conduct.deal-with-stranger.type=act",
        "conduct.join-gathering.effect=none",
        "conduct.join-gathering.leans.states.crowd=3",
    )
    assert found.keys() == {
        "conduct.default-judgment.needs",
        "conduct.settle-judgment.needs",
        "conduct.deal-with-stranger.type",
        "conduct.join-gathering.leans.states.crowd",
    }


def test_owing_needs_a_way_to_begin() -> None:
    found = problems("conduct.default-judgment.effect=none")
    assert found.keys() == {"conduct.settle-judgment.needs"}


def test_a_form_must_be_installed() -> None:
    assert problems("systems.rongcheng.form=pointz")["systems.rongcheng.form"].nearest == "points"


def test_problems_of_all_sorts_come_together() -> None:
    found = problems(
        "citizens=0",
        "conduct.jaywalk.gravity=11",
        "channels.police.coverage.town=2",
        "systems.rongcheng.publish_every=10",
        "systems.court-list.reads=['cort']",
        "systems.rongcheng.colour=red",
        "response.conformity=-1",
        "society.places=[]",
        "panel=[4]",
    )
    assert found.keys() >= {
        "citizens",
        "conduct.jaywalk.gravity",
        "channels.police.coverage.town",
        "systems.rongcheng.colour",
        "systems.court-list.reads.0",
        "response.conformity",
    }
