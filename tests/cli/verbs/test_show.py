"""`glasshouse show`."""

from __future__ import annotations

import pytest

from glasshouse import facts, library


@pytest.mark.parametrize(("section", "name"), [(s, name) for s in library.SECTIONS for name in library.names(s)])
def test_every_document_of_the_library_can_be_shown(glasshouse, section, name) -> None:
    result = glasshouse("show", f"{section}/{name}")
    assert result.status == 0, result.err
    assert result.out.startswith(f"{name}, a ")


def test_a_value_is_shown_with_its_unit_and_its_fact(glasshouse) -> None:
    text = " ".join(glasshouse("show systems/rongcheng").out.split())
    assert " start 1,000 points fact rongcheng_start. Fixed: A published rule. " in text


def test_a_derived_value_is_shown_apart_with_its_range(glasshouse) -> None:
    text = " ".join(glasshouse("show channels/camera").out.split())
    assert "town 0.6 share derived from fact cameras_china.2016, 0.1 to 0.9: 176 million cameras" in text


def test_a_definition_is_no_assumption(glasshouse) -> None:
    text = " ".join(glasshouse("show systems/loyalty").out.split())
    assert "online 0 ratio by definition: " in text


def test_an_assumed_value_is_shown_with_its_reason_and_range(glasshouse) -> None:
    text = " ".join(glasshouse("show channels/court").out.split())
    assert "delay 7 days assumed, 0 to 60: A week from judgment to list." in text


def test_a_document_that_extends_another_is_shown_whole(glasshouse) -> None:
    shown = glasshouse("show sesame-b --json").json()
    assert [document["kind"] for document in shown] == ["system", "scenario"]
    dimensions = shown[0]["dimensions"]
    assert dimensions["identity"]["weight"]["fact"] == "sesame_weights_variant_b.identity"
    assert "base" in dimensions["identity"]


def test_a_name_on_several_shelves_shows_all_of_them_and_says_how_to_see_one(glasshouse) -> None:
    result = glasshouse("show rongcheng")
    for heading in ("rongcheng, a system", "rongcheng, a scenario", "rongcheng, a society"):
        assert heading in result.out
    assert "glasshouse show societies/rongcheng" in result.out


def test_a_fact_is_shown_as_its_card(glasshouse) -> None:
    result = glasshouse("show rongcheng_start")
    assert result.out == facts.render(facts.get("rongcheng_start"), 80) + "\n"
    assert glasshouse("show rongcheng_start --json").json()["source"] == facts.get("rongcheng_start").source


def test_the_stages_of_the_day_are_shown_in_order(glasshouse) -> None:
    from glasshouse.engine.stages import DAY

    text = glasshouse("show day").out
    places = [text.index(f"{place}. {stage.name}") for place, stage in enumerate(DAY, 1)]
    assert places == sorted(places)
    assert [stage["name"] for stage in glasshouse("show day --json").json()] == [stage.name for stage in DAY]


def test_a_scenario_of_ones_own_is_shown(glasshouse, tmp_path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('extends = "rongcheng"\ntitle = "Mine"\n', encoding="utf-8")
    assert "Mine" in glasshouse("show", str(file)).out


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("rongchen", "rongcheng"), ("rongcheng_strat", "rongcheng_start"), ("systems/sesam", "sesame")],
)
def test_an_unknown_name_is_met_with_the_nearest_one(glasshouse, name, nearest) -> None:
    result = glasshouse("show", name)
    assert (result.status, result.out) == (2, "")
    assert f"did you mean {nearest!r}?" in result.err


def test_no_line_is_wider_than_80_columns_unless_a_name_is(glasshouse) -> None:
    for line in glasshouse("show rongcheng").out.splitlines():
        assert len(line) <= 80 or len(max(line.split(), key=len)) > 30


@pytest.mark.parametrize(("name", "words"), [
    ("response.conformity", ["a parameter", "0 to 1"]), ("safeguards.notice", ["a safeguard", "0 to 3,660"]),
    ("points", ["a form", "rules, absences, starts, bands"]),
    ("calibrations/rongcheng", ["a calibration", "response.appeal_right"]),
    ("contexts/travel", ["a context"]), ("acts_per_citizen_day", ["an observable", "acts per person and day"]),
    ("rongcheng.deductions", ["a published figure"]),
])  # fmt: skip
def test_what_documents_may_name_is_shown(glasshouse, name, words) -> None:
    result = glasshouse("show", name)
    assert result.status == 0
    assert [word for word in words if word not in result.out] == []


def test_a_whole_list_is_shown_by_its_name(glasshouse) -> None:
    assert glasshouse("show safeguards").out == glasshouse("list safeguards").out


def test_a_misspelt_parameter_is_met_with_the_nearest(glasshouse) -> None:
    result = glasshouse("show responce.conformity")
    assert result.status == 2
    assert "did you mean 'response.conformity'?" in result.err


def test_limits_say_how_near_the_library_comes_to_each(glasshouse) -> None:
    found = {each["what"]: each for each in glasshouse("show limits --json").json()}
    assert found["regions of a society"]["scenario"] in library.names("scenarios")
    assert found["regions of a society"]["library"] == 51
    assert all(0 <= each["library"] <= each["at_most"] for each in found.values())
    assert "at most  64" in glasshouse("show limits").out
