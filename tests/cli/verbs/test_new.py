"""`glasshouse new`: documents to begin with fit, run, and never take the place of anything."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse.errors import InputError, StorageError
from glasshouse.scenario.beginnings import BEGINNINGS, new
from glasshouse.scenario.schema_tables import table_at


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_what_is_begun_fits(glasshouse, kind) -> None:
    made = glasshouse("new", kind, "--json").json()
    whole = kind == "country"
    assert made["file"] == (f"my-{kind}" if whole else f"my-{kind}.toml")
    checked, *others = glasshouse("check", made["file"], *made["beside"], "--json").json()
    file = f"{made['file']}/society.toml" if whole else made["file"]
    assert (checked["kind"], checked["file"]) == ({"country": "society", "audit": "scenario"}.get(kind, kind), file)
    assert [each["kind"] for each in others] == (["file of norms"] if kind == "audit" else [])
    assert made["next"][0] == " ".join(["glasshouse check", made["file"], *made["beside"]])


def test_a_system_that_is_begun_can_be_appealed_against_and_has_no_idle_part(glasshouse) -> None:
    glasshouse("new system")
    (checked,) = glasshouse("check my-system.toml --json").json()
    assert checked["notices"] == []


def test_a_channel_and_a_holder_that_are_begun_have_their_place_in_a_scenario() -> None:
    new("channel")
    new("holder")
    town = gh.load("rongcheng", 'channels=["*", "my-channel.toml"]', 'holders=["my-holder.toml"]')
    assert town.channels["my-channel"].false_records
    assert town.holders["my-holder"].kind == "company"


def test_its_title_is_its_name_and_its_words_name_the_file(glasshouse) -> None:
    out = glasshouse("new", "system", "town-card").out.splitlines()
    assert out[0] == "town-card.toml"
    text = Path("town-card.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["title"] == "Town card"
    assert "glasshouse check town-card.toml" in text
    assert "TITLE" not in text
    assert "FILE" not in text


def test_a_scheme_to_be_audited_comes_with_its_norms_and_takes_no_others_place(glasshouse) -> None:
    assert glasshouse("new", "audit", "town").out.splitlines()[:2] == ["town.toml", "town-norms.toml"]
    assert "glasshouse audit town.toml --norms town-norms.toml" in Path("town-norms.toml").read_text(encoding="utf-8")
    Path("town.toml").unlink()
    result = glasshouse("new", "audit", "town")
    assert (result.status, "town-norms.toml; nothing was changed" in result.err) == (2, True)
    assert not Path("town.toml").exists()


def test_nothing_is_overwritten(glasshouse) -> None:
    Path("mine.toml").write_text("mine", encoding="utf-8")
    result = glasshouse("new claim mine")
    assert result.status == 2
    assert "mine.toml; nothing was changed" in result.err
    assert Path("mine.toml").read_text(encoding="utf-8") == "mine"


def test_every_mistake_is_told_at_once(glasshouse) -> None:
    result = glasshouse("new", "sytem", "a b")
    assert result.status == 2
    assert "did you mean 'system'?" in result.err
    assert "letters, digits, hyphens and underscores" in result.err
    assert list(Path().iterdir()) == []


def test_a_folder_that_is_none_is_told(tmp_path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot write"):
        new("society", tmp_path / "file" / "mine")


@pytest.mark.slow
def test_a_system_and_a_society_that_are_begun_run() -> None:
    system, society = gh.new("system"), gh.new("society", "my-town")
    done = gh.run("rongcheng", f'systems=["{system}"]', f"society={society}", citizens=512, days=8)
    assert list(done.document["systems"]) == ["my-system"]
    assert done.document["society"]["people"] == 512


@pytest.mark.slow
def test_a_scenario_that_is_begun_runs() -> None:
    done = gh.run(gh.new("scenario"), citizens=512, days=3)
    assert set(done.document["systems"]) == {"rongcheng", "court-list"}


def test_an_unknown_kind_is_an_input_error_in_python() -> None:
    with pytest.raises(InputError):
        gh.new("town")


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_each_key_that_it_names_in_a_comment_is_one_of_the_document(kind) -> None:
    """A line such as ``# panel = [0, 17]`` may be uncommented as it stands."""
    from glasshouse.cli.verbs.schema import all_schemas

    made = new(kind, "x")
    text = (made / "society.toml" if made.is_dir() else made).read_text(encoding="utf-8")
    optional = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    keys = [tomllib.loads(line.partition("  #")[0]) for line in optional]
    known = {key.name for key in _keys(all_schemas()[{"country": "society", "audit": "scenario"}.get(kind, kind)])}
    tops = {key for line in keys for key in line} - {"start", "notice", "weight", "day", "title", "change", "rate"}
    assert tops <= known


def _keys(schema):
    from glasshouse.scenario.schema_tables import keys_of

    return keys_of(table_at(schema, []))


def test_a_name_that_is_a_word_of_the_template_stays_whole(tmp_path: Path) -> None:
    made = new("audit", tmp_path / "NORMS-PROFILE.toml")
    assert 'title = "NORMS PROFILE"' in made.read_text(encoding="utf-8")
