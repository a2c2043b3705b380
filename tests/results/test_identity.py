"""What identifies a result: every file that makes numbers, ours and other people's, and nothing that only shows them."""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

import glasshouse as gh
from glasshouse.kernels.sources import ABOVE, PACKAGE, WITHOUT_KERNELS, hash_of, of_kernels, places_of, read_sources
from glasshouse.results import identity, identity_of, results_identity
from glasshouse.scoring.forms import registry as forms
from glasshouse.store import directory, running
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.study import Study

ROOMS = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name not in ABOVE and not p.name.startswith("_"))
DATA = ("library/systems/rongcheng.toml", "library/published/rongcheng.toml", "library/calibrations/rongcheng.json",
        "library/societies/china/regions.csv", "facts/library/law.toml", "claims/library/C01.toml")  # fmt: skip

MARKS = re.compile(r"\b(njit|(scalar|inlined|driver)\()|@(scalar|inlined|driver)\b")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package."""
    root = tmp_path_factory.mktemp("copy") / "glasshouse"
    shutil.copytree(PACKAGE, root, ignore=shutil.ignore_patterns("__pycache__"))
    return root


def _result(root: Path) -> str:
    return hash_of(read_sources(root, ABOVE))


def _kernels(root: Path) -> str:
    return hash_of(of_kernels(read_sources(root, ABOVE)))


def _edit(path: Path, more: bytes = b"\n# edited\n") -> None:
    path.write_bytes(path.read_bytes() + more)


def test_a_copy_is_the_same(copy: Path) -> None:
    assert _result(copy) == _result(PACKAGE)


@pytest.mark.parametrize("room", [*ROOMS, "."])
def test_an_edit_in_any_room_makes_another_identity(copy: Path, room: str) -> None:
    before = read_sources(copy, ABOVE)
    paths = sorted((copy / room).glob("*.py"))
    for path in paths:
        _edit(path)
    after = read_sources(copy, ABOVE)
    for name in (path.relative_to(copy).as_posix() for path in paths):
        edited = {**before, name: after[name]}
        assert hash_of(edited) != hash_of(before), name
        can_be_in_a_kernel = room not in WITHOUT_KERNELS
        assert (hash_of(of_kernels(edited)) != hash_of(of_kernels(before))) == can_be_in_a_kernel, name


@pytest.mark.parametrize("name", DATA)
def test_an_edit_of_data_makes_other_results_of_the_same_kernels(copy: Path, name: str) -> None:
    result, kernels = _result(copy), _kernels(copy)
    _edit(copy / name)
    assert _result(copy) != result
    assert _kernels(copy) == kernels


def test_a_kernel_that_never_names_the_compiler_counts(copy: Path) -> None:
    path = copy / "institutions/admission.py"
    before, text = _kernels(copy), path.read_text()
    assert "glasshouse.kernels.compilation" not in text
    edited = text.replace("counts.joined += ", "counts.joined += 1000 * ", 1)
    assert edited != text
    path.write_text(edited)
    assert _kernels(copy) != before


def test_a_renamed_and_a_new_file_count(copy: Path) -> None:
    first = _result(copy)
    (copy / "conduct" / "new.py").write_text("")
    second = _result(copy)
    (copy / "conduct" / "new.py").rename(copy / "conduct" / "newer.py")
    assert len({first, second, _result(copy)}) == 3


@pytest.mark.parametrize("name", ["report/findings.py", "report/templates/page.html", "cli/verbs/run.py"])
def test_what_shows_results_does_not_count(copy: Path, name: str) -> None:
    before = _result(copy)
    _edit(copy / name)
    assert _result(copy) == before


def test_what_python_or_an_editor_leaves_does_not_count(copy: Path) -> None:
    before = _result(copy)
    (copy / "conduct" / "__pycache__").mkdir(exist_ok=True)
    for name in ("__pycache__/kinds.cpython-312.pyc", ".kinds.py.swp", "kinds.py~"):
        (copy / "conduct" / name).write_text("x")
    assert _result(copy) == before


def test_no_room_that_kernels_leave_out_marks_one() -> None:
    for room in ABOVE | WITHOUT_KERNELS:
        for path in (PACKAGE / room).rglob("*.py"):
            assert not MARKS.search(path.read_text(encoding="utf-8")), path


def test_kernels_import_nothing_that_their_identity_leaves_out() -> None:
    """The import contract holds it: what is left out stands above the engine."""
    (contract,) = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    layers = [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    engine = layers.index({"engine"})
    assert WITHOUT_KERNELS <= set().union(*layers[:engine])


FORM = '''
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem
from glasshouse.scoring.forms.weighted.form import WeightedForm
from {package}kernels import begin, judge, publish


class Others(WeightedSystem):
    """Another's."""


class OthersForm(WeightedForm):
    name = "others"
    configuration = Others

    def kernels(self):
        return begin, judge, publish


FORM = OthersForm()
'''
KERNELS = "def begin(): ...\ndef judge(): ...\ndef publish(): ...\n"


@pytest.fixture
def others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that brings a form, beside another package of the same namespace."""
    package = tmp_path / "shared_name" / "others_form"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "form.py").write_text(FORM.format(package="shared_name.others_form."))
    (package / "kernels.py").write_text(KERNELS)
    (package / "weights.csv").write_text("a,1\n")
    (tmp_path / "shared_name" / "neighbour").mkdir()
    (tmp_path / "shared_name" / "neighbour" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    from shared_name.others_form.form import FORM as form  # type: ignore[import-not-found]

    installed = forms.forms()
    monkeypatch.setitem(installed, "others", form)
    yield package
    for name in [name for name in sys.modules if name.startswith("shared_name")]:
        del sys.modules[name]
    identity._read.cache_clear()


@pytest.mark.parametrize("name", ["form.py", "kernels.py", "weights.csv"])
def test_another_packages_form_counts_with_all_its_files(others: Path, name: str) -> None:
    before = results_identity(["others"])
    _edit(others / name, b"\n")
    assert results_identity(["others"]) == before, "a process keeps to what it has loaded"
    identity._read.cache_clear()
    assert results_identity(["others"]) != before


def test_another_packages_form_counts_only_where_it_is_used(others: Path) -> None:
    before = results_identity(["points"])
    assert results_identity(["points", "others"]) != before
    _edit(others / "form.py", b"\n")
    identity._read.cache_clear()
    assert results_identity(["points"]) == before == results_identity()


def test_a_form_that_only_a_point_of_a_sweep_names_counts(others: Path) -> None:
    base = gh.load("rongcheng", citizens=256, days=1)
    usual = Study("rongcheng", base, {}, Design(("systems.rongcheng.form",), (("points",),)))
    named = Study("rongcheng", base, {}, Design(("systems.rongcheng.form",), (("points",), ("others",))))
    assert usual.identity() == results_identity() != named.identity()


def test_of_a_forms_packages_only_its_own_count(others: Path) -> None:
    assert places_of("shared_name.others_form.form") == [others]
    places = {p for name in identity.modules_of(forms.forms()["others"]) if not identity._is_own(name)
              for p in places_of(name)}  # fmt: skip
    assert places == {others}


def test_a_form_in_a_single_file_counts_by_that_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lone_form.py").write_text(KERNELS)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert places_of("lone_form") == [tmp_path / "lone_form.py"]
    del sys.modules["lone_form"]


def test_a_probe_of_another_package_counts(others: Path) -> None:
    assert results_identity(modules=["shared_name.others_form.kernels"]) != results_identity()
    assert results_identity(modules=["glasshouse.audit.infer"]) == results_identity()


@pytest.mark.parametrize("name", identity._MAKERS)
def test_the_versions_of_what_numbers_come_from_count(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = identity._own_identity()
    known = identity._version
    monkeypatch.setattr(identity, "_version", lambda each: "99" if each == name else known(each))
    assert identity._own_identity.__wrapped__() != before


def test_a_run_that_other_code_made_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = gh.load("nothing", citizens=256, days=1)
    for module in (directory, running):
        monkeypatch.setattr(module, "identity_of", lambda scenarios: "0" * 16)
    assert not running.run(scenario, folder=tmp_path).document["cached"]
    assert running.run(scenario, folder=tmp_path).document["cached"]
    for module in (directory, running):
        monkeypatch.setattr(module, "identity_of", identity_of)
    assert not running.run(scenario, folder=tmp_path).document["cached"]
    assert running.run(scenario, folder=tmp_path).document["cached"]
