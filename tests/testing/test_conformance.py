"""The conformance suite: shipped forms pass it, and a form that breaks a rule is told which."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest

from glasshouse import library
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.joint import form as joint
from glasshouse.scoring.forms.learned import form as learned
from glasshouse.scoring.forms.lists import form as listed
from glasshouse.scoring.forms.points import form as points
from glasshouse.scoring.forms.points.configuration import PointsSystem
from glasshouse.scoring.forms.points.form import PointsForm
from glasshouse.scoring.forms.watch import form as watch
from glasshouse.scoring.forms.weighted import form as weighted
from glasshouse.testing.conformance import load_form, load_twin, main, problems_of_form
from glasshouse.testing.plain.forms import TWINS

POINTS = library.read("systems", "rongcheng")
SESAME = library.read("systems", "sesame")
SESAME = {**SESAME, "reads": [name for name in SESAME["reads"] if name != "dating"]}
LEARNED = library.read("systems", "learned-credit")
JOINT = library.read("systems", "national")
JOINT = {**JOINT, "reads_systems": {name: JOINT["reads_systems"][name] for name in ("court-list", "rongcheng")}}
WATCH = {
    "title": "a silent reader", "form": "none", "reads": ["court"], "known": 0, "opaque": 1,
    "members": {"share": 1, "online": 0},
    "redress": {"notice": 0, "told": 0, "review_days": 1, "overturned_wrong": 0, "overturned_right": 0, "lag": 1},
}  # fmt: skip


@pytest.mark.parametrize(
    ("form", "example"),
    [
        (points.FORM, POINTS),
        (weighted.FORM, SESAME),
        (listed.FORM, library.read("systems", "court-list")),
        (joint.FORM, JOINT),
        (learned.FORM, LEARNED),
        (watch.FORM, WATCH),
    ],
)
def test_the_shipped_forms_conform(form: Any, example: dict[str, Any]) -> None:
    assert problems_of_form(form, example) == []


class BrokenSystem(PointsSystem):
    """A points system by another form."""

    form: Literal["broken"]  # type: ignore[assignment]


class _Broken(PointsForm):
    """The points form with other kernels, or another answer."""

    name = "broken"
    configuration = BrokenSystem

    def __init__(self, **otherwise: Any) -> None:
        self._otherwise = otherwise

    def kernels(self) -> Any:
        begin, judge, publish = super().kernels()
        return tuple({"begin": begin, "judge": judge, "publish": publish, **self._otherwise}.values())


def _closes(records, system, ledger, cases, system_counts, day, c) -> None:
    for i in range(LANES):
        ledger[c].published[i] = np.uint16(0)


def _publishes_daily(records, system, ledger, cases, system_counts, day, c) -> None:
    for i in range(records.people):
        ledger[c].published[i] = np.uint16(day + np.uint32(1))


def _wipes_records(records, system, ledger, cases, system_counts, day, c) -> None:
    records.n = np.uint32(0)
    for j in range(16):
        for i in range(LANES):
            records.recorded[j, i] = np.uint32(0)


def _keeps_among_the_records(records, system, ledger, cases, system_counts, day, c) -> None:
    records.total[0] += np.float32(1)
    ledger[c].dimensions[0, 0] = np.int16(records.total[0])


def _opens_for_nobody(records, system, ledger, cases, system_counts, day, c) -> None:
    for i in range(LANES):
        ledger[c].published[i] = np.uint16(1)


@pytest.mark.parametrize(
    ("kernels", "words"),
    [
        ({"publish": _closes}, "closes accounts"),
        ({"judge": _publishes_daily}, "does not publish"),
        ({"judge": _wipes_records}, "writes into the records"),
        ({"judge": _keeps_among_the_records}, "cut into chunks"),
        ({"begin": _opens_for_nobody}, "for nobody"),
        ({"judge": kernel_function}, "must take"),
    ],
)
def test_a_form_that_breaks_a_rule_is_told_which(kernels: dict[str, Any], words: str) -> None:
    example = {**POINTS, "form": "broken"}
    assert any(words in line for line in problems_of_form(_Broken(**kernels), example))


def test_an_example_that_cannot_be_read_is_told() -> None:
    (line,) = problems_of_form(points.FORM, {**POINTS, "bands": []})
    assert line.startswith("the example cannot be read")


LOOSE = """
import numpy as np
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.points.form import PointsForm
from glasshouse.scoring.forms.points import kernel

def judge(records, system, ledger, cases, system_counts, day, c):
    for i in range(LANES):
        ledger[c].dimensions[0, i] = np.int16(np.float32(i) * np.float32(0.1) * 0.1 * {scale})

class Loose(PointsForm):
    def kernels(self):
        return kernel.begin, judge, kernel.publish

FORM = Loose()
"""


def test_from_the_shell_a_form_is_tried_without_the_compiler_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """That one that conforms is told so is held by the tests of the page on extending, in both ways as well."""
    example = str(library.path("systems", "rongcheng"))
    (tmp_path / "loose_form.py").write_text(LOOSE.format(scale="1000000007"), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert main(["loose_form:FORM", example]) == 1
    sys.modules.pop("loose_form", None)
    assert "without the compiler" in capsys.readouterr().out


def test_wrong_arguments_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


class _OffScale(_Broken):
    """Names a scale that its codes do not follow."""

    def scale(self, system: Any) -> Scale:
        return Scale(0.0, 10.0)


class _Remembers(_Broken):
    """Promises to forget, and does not."""

    def forget(self, system: Any, days: int) -> Any:
        return system


class _Unlimited(_Broken):
    """Promises to keep to its purpose, and does not."""

    def to_purpose(self, system: Any, purpose: Any) -> Any:
        return system


class _Silent(_Broken):
    """Explains nothing."""

    def explain(self, history: Any, s: int, system: Any, day: int) -> Any:
        account = super().explain(history, s, system, day)
        return replace(account, items=())


class _Miscounts(_Broken):
    """Leaves a term out."""

    def explain(self, history: Any, s: int, system: Any, day: int) -> Any:
        account = super().explain(history, s, system, day)
        return replace(account, items=account.items[1:])


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (_OffScale, "by its start and the scale"),
        (_Remembers, "still counts under a law"),
        (_Unlimited, "limited to its purpose"),
        (_Silent, "explains nothing"),
        (_Miscounts, "leads to"),
    ],
)
def test_a_form_that_breaks_its_word_is_told_so(form: Any, words: str) -> None:
    example = {**POINTS, "form": "broken"}
    assert any(words in line for line in problems_of_form(form(), example))


def test_a_twin_that_does_otherwise_is_told() -> None:
    assert problems_of_form(points.FORM, POINTS, TWINS["points"]) == []
    other = replace(TWINS["points"], judge=lambda world, community, diary, s, day: None)
    assert any("plain twin differs" in line for line in problems_of_form(points.FORM, POINTS, other))


def test_what_is_no_form_and_no_twin_is_refused() -> None:
    with pytest.raises(TypeError, match="Form"):
        load_form("glasshouse.scoring.forms.points.configuration:PointsSystem")
    with pytest.raises(TypeError, match="Twin"):
        load_twin("glasshouse.testing.plain.forms.points:judge")
