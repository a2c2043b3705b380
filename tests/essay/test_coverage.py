import ast
from functools import cache
from pathlib import Path

import pytest

from glasshouse.errors import InputError
from glasshouse.essay.coverage import STATUSES, Row, Section, counted, rows, sections

ROOT = Path(__file__).resolve().parents[2]
SHOWN = {
    "sentence": 1,
    "says": "a thing",
    "status": "covered",
    "scenarios": ("rongcheng",),
    "observables": ("dose",),
    "claims": ("C01",),
}


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef))


def test_every_sentence_is_accounted_for() -> None:
    assert [section.sentences for section in sections().values()] == [20, 16, 23, 9, 18, 13, 26]
    for section in sections().values():
        assert {row.sentence for row in section.rows} | set(section.names_nothing) == set(
            range(1, section.sentences + 1)
        )


def test_every_named_test_exists() -> None:
    missing = []
    for row in rows():
        for test in row.tests:
            path, _, name = test.partition("::")
            if not (ROOT / path).is_file() or name not in names_in(path):
                missing.append(test)
    assert not missing


def test_how_far_the_essay_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    found = counted(rows())
    with capsys.disabled():
        print("\nessay:", ", ".join(f"{number} {status}" for status, number in found.items()))
        for row in rows():
            if row.status == "not yet":
                print(f"  not yet: {row.says}")
    assert sum(found.values()) == len(rows())
    assert found["covered"] > found["not yet"] + found["left out"]


def test_what_is_missing_is_said_in_words_of_ones_own() -> None:
    assert all(row.why.endswith(".") for row in rows() if row.status != "covered")
    assert len({row.says for row in rows()}) == len(rows())


def test_an_unknown_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(
        'title = "One"\norder = 1\nsentences = 1\nnames_nothing = []\n[[rows]]\nsentence = 1\nsays = "x"\nstatus = "covered"\n'
        'scenarios = ["rongchen"]\nobservables = ["dose"]\nmechanisms = ["feer"]\nclaims = ["C99"]\n',
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        sections(tmp_path)
    assert [problem.nearest for problem in error.value.problems][:2] == ["rongcheng", "fear"]
    assert len(error.value.problems) == 3


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"scenarios": ()}, "scenarios"),
        ({"observables": ()}, "observables"),
        ({"claims": ()}, "tests"),
        ({"why": "For a reason."}, "why"),
        ({"status": "partly"}, "why"),
        ({"status": "left out", "why": "For a reason."}, "status"),
        ({"status": "nearly"}, "status"),
    ],
)
def test_a_row_that_does_not_fit_is_told(changes: dict[str, object], key: str) -> None:
    assert Row(**SHOWN)
    with pytest.raises(InputError) as error:
        Row(**(SHOWN | changes))
    assert any(key in problem.key for problem in error.value.problems)


@pytest.mark.parametrize(
    ("sentences", "nothing"), [(2, ()), (1, (1,)), (2, (2, 3))], ids=["left out", "both", "beyond the end"]
)
def test_a_sentence_that_is_left_out_or_told_twice_is_an_error(sentences: int, nothing: tuple[int, ...]) -> None:
    assert Section(title="One", order=1, sentences=1, names_nothing=(), rows=(Row(**SHOWN),))
    with pytest.raises(InputError):
        Section(title="One", order=1, sentences=sentences, names_nothing=nothing, rows=(Row(**SHOWN),))


def test_statuses_are_counted_with_zeros() -> None:
    assert counted([Row(**SHOWN)]) == dict(zip(STATUSES, (1, 0, 0, 0), strict=True))
