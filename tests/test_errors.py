"""The error tree: exit codes, problems, and messages that list everything."""

from __future__ import annotations

import pickle
import re

import pytest

from glasshouse import errors
from glasshouse.errors import (
    CheckFailedError,
    DamagedRunError,
    GlasshouseError,
    InputError,
    InterruptedRunError,
    Problem,
    StorageError,
    nearest_name,
)

WEIGHT = Problem(
    file="rongcheng.toml",
    key="systems.points.weigth",
    found="an unknown key",
    expected="a key of this table",
    nearest="weight",
)
DAYS = Problem(file="rongcheng.toml", key="days", found="'ten'", expected="a whole number")
START = Problem(file="suining.toml", key="start", expected="a whole number", advice="1000 in Suining")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GlasshouseError, 1),
        (InputError, 2),
        (StorageError, 2),
        (DamagedRunError, 1),
        (InterruptedRunError, 130),
        (CheckFailedError, 1),
    ],
)
def test_every_error_has_the_exit_code_that_the_command_line_promises(error: type[GlasshouseError], code: int) -> None:
    assert error.exit_code == code
    assert issubclass(error, GlasshouseError)


def test_the_tree_at_the_top_of_the_module_names_every_error_with_its_exit_code() -> None:
    drawn = dict(re.findall(r"(\w+Error) +exit (\d+)", errors.__doc__ or ""))
    defined = {
        name: str(value.exit_code)
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, GlasshouseError)
    }
    assert drawn == defined


def test_a_problem_takes_one_line_with_file_key_expectation_finding_and_nearest_name() -> None:
    assert str(WEIGHT) == (
        "rongcheng.toml: systems.points.weigth: expected a key of this table, found an unknown key; "
        "did you mean 'weight'?"
    )
    assert "\n" not in str(Problem(key="a", expected="b", found="several\nlines"))


def test_an_input_error_lists_every_problem_under_one_heading() -> None:
    lines = str(InputError([WEIGHT, DAYS])).splitlines()
    assert lines[0] == "2 problems in rongcheng.toml:"
    assert lines[1].strip().startswith("systems.points.weigth: ")
    assert lines[2].strip() == "days: expected a whole number, found 'ten'"


def test_problems_of_several_files_each_name_their_file() -> None:
    lines = str(InputError([WEIGHT, START])).splitlines()
    assert lines[0] == "2 problems:"
    assert lines[1].strip().startswith("rongcheng.toml: ")
    assert lines[2].strip() == "suining.toml: start: expected a whole number; 1000 in Suining"


def test_a_single_problem_is_counted_as_one() -> None:
    assert str(InputError(DAYS)).startswith("1 problem in rongcheng.toml:")


def test_an_input_error_without_a_problem_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one problem"):
        InputError([])


def test_an_input_error_survives_the_way_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(InputError([WEIGHT, DAYS])))
    assert again.problems == (WEIGHT, DAYS)
    assert str(again) == str(InputError([WEIGHT, DAYS]))


def test_a_problem_can_be_moved_below_a_key() -> None:
    assert DAYS.inside("run").key == "run.days"
    assert Problem(expected="a table").inside("run").key == "run"


def test_the_nearest_name_is_found_whatever_the_case_and_only_if_near() -> None:
    assert nearest_name("Rongchen", ["rongcheng", "suining"]) == "rongcheng"
    assert nearest_name("WEIGTH", ["weight", "height"]) == "weight"
    assert nearest_name("loyalty", ["rongcheng", "suining"]) is None
    assert nearest_name("anything", []) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tex", "tax"),
        ("recieve", "receive"),
        ("scholl", "school"),
        ("conformity", "response.conformity"),
        ("systems.rongcheng", "rongcheng"),
        ("speech_withheld", "speech_withheld_share"),
        ("impact-ratio", "impact_ratio"),
        ("kept-at-place", "kept-in-place"),
        ("blacklist_flows_2014", "blacklist_flows_2024"),
    ],
)
def test_a_slip_is_met_with_the_name_that_was_meant(written: str, meant: str) -> None:
    assert nearest_name(written, ["something-else", meant, "another"]) == meant


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("entitlement", "settle-judgment"),
        ("provinces", "police"),
        ("passwd", "bass"),
        ("--out", "--set"),
        ("order-office", "labour-office"),
        ("response.guard_reac", "response.reward"),
        ("fitted", "whistle"),
        ("make-noise", "make-voice"),
    ],
)
def test_a_name_that_shares_only_letters_or_a_word_is_not_suggested(written: str, other: str) -> None:
    assert nearest_name(written, [other]) is None


def test_of_several_names_the_first_that_may_have_been_meant_is_suggested() -> None:
    assert nearest_name("response.guard_reac", ["response.reward", "response.guard_reach"]) == "response.guard_reach"
