"""Each figure of the house counts what it says, and a limit holds."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "house_figures.py"
_SPEC = importlib.util.spec_from_file_location("house_figures", SCRIPT)
house = importlib.util.module_from_spec(_SPEC)
sys.modules["house_figures"] = house
_SPEC.loader.exec_module(house)


def package(**files: str) -> list:
    """Files of a small package; two underscores stand for a slash."""
    return [house.Source(name.replace("__", "/") + ".py", text) for name, text in files.items()]


def one(text: str) -> list:
    return package(room__part=text)


def test_loose_modules_are_those_beside_the_entries() -> None:
    sources = [house.Source(path, "") for path in ("__init__.py", "__main__.py", "words.py", "engine/day.py")]
    assert house.loose_modules(sources) == ["words.py"]


def test_circles_are_found_through_functions_type_checking_and_packages() -> None:
    sources = [
        house.Source("a/__init__.py", "from glasshouse.a.one import x"),
        house.Source("a/one.py", "def f():\n    import glasshouse.b.two"),
        house.Source("b/__init__.py", ""),
        house.Source("b/two.py", "if TYPE_CHECKING:\n    from .three import y"),
        house.Source("b/three.py", "from ..a import z\nfrom glasshouse import b"),
    ]
    assert house.import_circles(sources) == [
        "glasshouse.a <-> glasshouse.a.one <-> glasshouse.b.three <-> glasshouse.b.two"
    ]
    assert house.import_circles(sources[:4]) == []


def test_a_module_that_imports_itself_or_its_part_is_no_circle() -> None:
    sources = [
        house.Source("a/__init__.py", "from glasshouse.a import one"),
        house.Source("a/one.py", "import glasshouse.a.one"),
    ]
    assert house.import_circles(sources) == []


@pytest.mark.parametrize(
    ("room", "text", "found"),
    [
        ("low", 'x = "glasshouse.high.part"', 1),
        ("low", 'x = ["-c", "from glasshouse.high import part"]', 1),
        ("low", 'def f():\n    """See `glasshouse.high`."""', 0),
        ("high", 'x = "glasshouse.low.part"', 0),
        ("high", 'x = "glasshouse.beside:thing"', 1),
        ("high", 'x = "glasshouse.high.part:thing"', 0),
        ("low", 'x = "glasshouse.unknown"', 0),
    ],
)
def test_strings_that_reach_a_higher_floor(room: str, text: str, found: int) -> None:
    floor_of = house.floors(["(high) : (beside)", "(low)"])
    assert len(house.upward_strings([house.Source(f"{room}/x.py", text)], floor_of)) == found


def test_any_counts_where_nothing_else_stands() -> None:
    sources = one("def f(a: Any, /, b: list[Any], *c: Any, d: int = 0, e=1, **g: str) -> Any: ...")
    assert len(house.bare_any(sources)) == 3
    assert len(house.annotations(sources[0])) == 6
    assert house.FIGURES["any_per_cent"].value(sources, house.bare_any(sources)) == 50


def test_any_in_kernels_counts_parameters_of_modules_that_hold_kernels() -> None:
    function = "def f(a: Any, b: int) -> Any: ...\n"
    mark = "from glasshouse.kernels.compilation import scalar\n"
    assert len(house.kernel_any(package(room__kernel=function))) == 1
    assert len(house.kernel_any(one(f"{mark}@scalar\ndef g(a: Any): ...\n{function}"))) == 2
    assert house.kernel_any(one(mark + function)) == []
    assert house.kernel_any(one(f"@scalar\n{function}")) == []


def test_complex_functions_are_those_above_ten() -> None:
    def branches(n: int) -> str:
        return "def f(x):\n" + "".join(f"    if x == {k}: return\n" for k in range(n))

    assert house.complex_functions(one(branches(9))) == []
    assert house.complex_functions(one(branches(10))) == ["room/part.py:1 f 11"]
    method = "class A:\n" + "".join(f"    {line}\n" for line in branches(10).splitlines())
    assert len(house.complex_functions(one(method))) == 1


def test_exemptions_from_the_formatter_are_comments() -> None:
    assert len(house.skipped_formats(one('x = 1  # fmt: skip\ny = "# fmt: skip"\n# fmt: off\n'))) == 2


def test_numbers_for_rows_that_have_names() -> None:
    counted = "desk.states[3, i]\nstates[1]\ndesk['traits'][0]\n"
    named = "states[GUARD]\nstates[i]\nprofile[0]\ndesk.states[:, 1]\n"
    assert len(house.numbers_for_rows(one(counted))) == 3
    assert house.numbers_for_rows(one(named)) == []


def test_tests_for_a_form_are_counted_outside_the_forms_only() -> None:
    text = (
        'a = system.form == "points"\nb = isinstance(x, PointsSystem)\nc = isinstance(x, (int, WatchSystem | str))\n'
        "match x:\n    case JointSystem(): pass\n"
    )
    assert len(house.tests_for_a_form(one(text))) == 4
    assert house.tests_for_a_form(package(scoring__forms__points=text, testing__x=text)) == []
    assert house.tests_for_a_form(one("a = system.form\nb = isinstance(x, System)\nc = system.formal == 1\n")) == []


def test_comment_lines_stand_beside_lines_of_code() -> None:
    text = '"""Doc\nstring."""\n\n# why\nx = (\n    1,  # trailing\n    # inside\n)\n# fmt: off\n# noqa: E501\n'
    sources = one(text)
    assert len(house.comment_lines(sources)) == 2
    assert house.code_lines(sources[0]) == 3
    assert house.per_thousand_code_lines(sources, house.comment_lines(sources)) == pytest.approx(666.7)


def test_the_longest_file_is_measured_in_lines() -> None:
    sources = package(a="1\n2\n", b="1\n2\n3\n")
    assert house.FIGURES["longest_file"].value(sources, house.longest(sources)) == 3


def test_a_limit_is_tightened_and_never_loosened() -> None:
    text = "# why\nloose_modules = 16\nfmt_skip = 5\ncomments_per_thousand = 2.0\nimport_circles = 0\n"
    values = {"loose_modules": 12, "fmt_skip": 6, "comments_per_thousand": 40.5, "import_circles": 0}
    assert house.tightened(text, values) == (
        "# why\nloose_modules = 12\nfmt_skip = 5\ncomments_per_thousand = 40.5\nimport_circles = 0\n"
    )


def test_a_worse_figure_ends_the_check_and_a_better_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    limits = {"loose_modules": 16, "comments_per_thousand": 2.0}
    house.report({"loose_modules": 15, "comments_per_thousand": 2.0}, limits)
    assert "--tighten" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="allows: comments_per_thousand;"):
        house.report({"loose_modules": 16, "comments_per_thousand": 1.9}, limits)


def test_every_figure_has_a_limit() -> None:
    limits = house.tomllib.loads(house.LIMITS.read_text(encoding="utf-8"))
    assert set(limits) == set(house.FIGURES)
