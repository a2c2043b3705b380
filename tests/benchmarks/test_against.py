"""Two checkouts are compared whatever their inner parts are called."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

AGAINST = Path(__file__).parents[2] / "benchmarks" / "against.py"
_SPEC = importlib.util.spec_from_file_location("against", AGAINST)
against = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(against)

SLEEPS = """import time
class {name}:
    def __init__(self, scenario, *, threads):
        pass
    def {step}(self):
        time.sleep({seconds})
"""


def checkout_with_a_simulation(folder: Path, seconds: float) -> Path:
    package = folder / "src" / "glasshouse"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(SLEEPS.format(name="Simulation", step="step", seconds=seconds))
    return folder


def checkout_with_a_world(folder: Path, seconds: float) -> Path:
    package = folder / "src" / "glasshouse"
    (package / "engine").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "engine" / "__init__.py").write_text("")
    (package / "engine" / "world.py").write_text(SLEEPS.format(name="World", step="live", seconds=seconds))
    (package / "scenario.py").write_text("def load(name, *, citizens, days, panel):\n    return name\n")
    return folder


def compared(old: Path, new: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(AGAINST), str(old), str(new), "--days", "5", "--pairs", "1", "--citizens", "1000"]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_slower_checkout_is_told_by_the_exit_status(tmp_path: Path) -> None:
    quick = checkout_with_a_world(tmp_path / "quick", 0.002)
    slow = checkout_with_a_simulation(tmp_path / "slow", 0.04)
    assert compared(slow, quick).returncode == 0
    done = compared(quick, slow)
    assert done.returncode == 1
    assert "limit 1.03" in done.stdout


def test_a_checkout_that_cannot_be_run_is_an_error_and_not_a_result(tmp_path: Path) -> None:
    quick = checkout_with_a_world(tmp_path / "quick", 0.002)
    (tmp_path / "broken" / "src" / "glasshouse").mkdir(parents=True)
    done = compared(quick, tmp_path / "broken")
    assert done.returncode == 2
    assert "error: " in done.stderr


def test_a_folder_that_holds_no_package_is_not_taken_for_the_installed_one(tmp_path: Path) -> None:
    quick = checkout_with_a_world(tmp_path / "quick", 0.002)
    (tmp_path / "empty").mkdir()
    assert compared(quick, tmp_path / "empty").returncode == 2


@pytest.mark.parametrize("function", [lambda name, *, days: None, lambda name, **rest: None])
def test_only_arguments_that_are_taken_are_given(function) -> None:
    given = {"days": 3} if "days" in function.__code__.co_varnames else {"days": 3, "panel": ()}
    assert against.accepted(function, {"days": 3, "panel": ()}) == given
