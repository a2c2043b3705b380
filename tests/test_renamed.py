"""Names that changed: keys by their place, values, observables, and what errors say of them."""

from __future__ import annotations

from typing import Literal

import pytest

from glasshouse import renamed, scenario
from glasshouse.documents.strict import Document, parse_document
from glasshouse.errors import InputError, UnknownNameError, nearest_name
from glasshouse.renamed import Renamings, renamings
from glasshouse.results.observed import Observed
from glasshouse.scenario.upgrade import upgrade

TABLE = Renamings.parse(
    """
    [[release]]
    since = "0.1"
    [release.keys.channel]
    look = "sight"
    [release.keys.conduct]
    "leans.states.wary" = "careful"
    needs = "wants"
    [release.values.conduct.wants]
    "a debt" = "debt"
    [release.observables]
    mean_wary = "mean_careful"
    "other_*" = "different_*"

    [[release]]
    since = "0.2"
    [release.keys.channel]
    sight = "view"
    [release.keys.system]
    "marks.*.heft" = "weight"
    marks = "measures"
    """
)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Renamings:
    monkeypatch.setattr(renamed, "renamings", lambda: TABLE)
    return TABLE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("channels.camera.look", "channels.camera.view"),
        ("channels.camera.look.jaywalk", "channels.camera.view.jaywalk"),
        ("channels.camera.sight", "channels.camera.view"),
        ("conduct.x.leans.states.wary", "conduct.x.leans.states.careful"),
        ("conduct.wary", "conduct.wary"),
        ("systems.s.marks.ban.heft", "systems.s.measures.ban.weight"),
        ("systems.s.measures.ban.heft", "systems.s.measures.ban.weight"),
        ("systems.s.marks.heft.range", "systems.s.measures.heft.range"),
        ("channels.*.look", "channels.*.view"),
    ],
)
def test_a_key_changes_where_it_stands_and_nowhere_else(old: str, new: str) -> None:
    assert ".".join(TABLE.path(tuple(old.split(".")))) == new


def test_the_last_key_alone_can_be_asked_for() -> None:
    assert TABLE.key(("systems", "s", "marks", "ban", "heft")) == "weight"
    assert TABLE.key(("systems", "s", "marks", "ban", "title")) is None


def test_values_change_under_their_key_by_either_name() -> None:
    assert TABLE.value(("conduct", "x", "needs"), "a debt") == "debt"
    assert TABLE.value(("conduct", "x", "wants"), "a debt") == "debt"
    assert TABLE.value(("conduct", "x", "title"), "a debt") is None


def test_observables_change_as_a_whole_or_by_their_beginning() -> None:
    assert TABLE.observable("mean_wary") == "mean_careful"
    assert TABLE.observable("other_silenced") == "different_silenced"
    assert TABLE.observable("another_silenced") == "another_silenced"


def test_a_pattern_that_meant_an_old_key_is_found() -> None:
    assert TABLE.vague(("channels", "*", "loo*")) == "look"
    assert TABLE.vague(("channels", "*", "reach*")) is None


@pytest.mark.usefixtures("table")
def test_the_nearest_name_of_an_old_one_is_the_new_one() -> None:
    assert nearest_name("mean_wary", ["mean_wart", "mean_careful"]) == "mean_careful"
    assert nearest_name("channels.a.look", ["channels.a.view", "channels.a.looks"]) == "channels.a.view"
    assert nearest_name("look", ["looks"]) == "looks", "what it became is not valid here"


class Kind(Document):
    wants: Literal["nothing", "debt"]
    weight: float = 0.0


@pytest.mark.usefixtures("table")
def test_old_keys_and_values_are_told_all_at_once_with_the_new_names_and_nothing_is_called_missing() -> None:
    with pytest.raises(InputError) as caught:
        parse_document('needs = "debt"\nheft = 1\n', Kind, "k.toml")
    advice = "`glasshouse upgrade FILE` converts a document"
    assert [str(problem) for problem in caught.value.problems] == [
        f"k.toml: needs: expected 'wants', found 'needs', its name before 0.1; {advice}",
        f"k.toml: heft: expected 'weight', found 'heft', its name before 0.2; {advice}",
    ]
    with pytest.raises(InputError, match=r"wants: expected 'debt', found 'a debt', its name before 0\.1"):
        parse_document('wants = "a debt"\n', Kind)


@pytest.mark.usefixtures("table")
def test_an_observable_is_asked_for_by_its_old_name() -> None:
    found = Observed({"mean_careful": {"value": 1.0, "unit": "share", "title": "mean carefulness"}})
    assert found["mean_careful"] == 1.0
    with pytest.raises(UnknownNameError, match="did you mean 'mean_careful'") as caught:
        found["mean_wary"]
    assert isinstance(caught.value, KeyError)
    assert caught.value.exit_code == 2


def test_no_row_of_the_table_that_ships_says_what_another_says() -> None:
    rows = renamings().rows
    assert len({(row.what, row.where, row.old, row.since) for row in rows}) == len(rows)
    assert all(row.old != row.new for row in rows)


@pytest.mark.parametrize(
    "setting",
    ["response.risk_publicity=0.1", "later=[{day=3, change={response={risk_publicity=0.1}}}]"],
)
def test_a_key_that_is_gone_is_told_with_what_stands_in_its_place(setting: str) -> None:
    with pytest.raises(InputError, match=r"risk_publicity', which is gone since 0\.2; what is public of a sanction"):
        scenario.load("nothing", [setting])


def test_upgrade_says_of_a_key_that_is_gone_that_it_cannot_be_converted() -> None:
    found = upgrade('title = "x"\nextends = "nothing"\n[change.response]\nrisk_publicity = 0.2\nguard_speed = 0.1\n')
    assert "self_censorship_speed = 0.1" in found.text
    assert [problem.key for problem in found.problems] == ["change.response.risk_publicity"]
    assert "gone since 0.2" in str(found.problems[0])


def test_a_valid_name_is_not_suggested_in_place_of_itself_or_of_another() -> None:
    assert nearest_name("sesame", ["sesame", "sesames"]) is None
    assert nearest_name("Sesame", ["sesame"]) == "sesame"
