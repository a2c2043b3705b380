"""What the type checker is told about tables is what the record types say."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from glasshouse.engine.day import Tables

ROOT = Path(__file__).parents[2]
_SPEC = importlib.util.spec_from_file_location("make_protocols", ROOT / "scripts" / "make_protocols.py")
maker = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(maker)


@pytest.mark.parametrize("name", maker.files())
def test_protocols_are_what_the_script_makes_of_the_record_types(name: str) -> None:
    assert (maker.PLACE / name).read_text(encoding="utf-8") == maker.files()[name]


def test_a_stage_is_handed_what_the_protocol_says() -> None:
    assert tuple(maker.WORLD) == Tables._fields


@pytest.mark.parametrize(
    ("field", "kind"),
    [("f4", "F4"), (("u1", (256,)), "Row[U1]"), (("i4", (5, 256)), "Rows[I4]"), (("u4", (8, 4, 256)), "Blocks[U4]")],
)
def test_a_fields_type_has_as_many_rows_as_the_field_has_dimensions(field: object, kind: str) -> None:
    assert maker.kind_of(np.dtype(field)) == kind


def test_rows_that_are_offered_are_those_that_are_written_by_hand() -> None:
    text = (maker.PLACE / "rows.py").read_text(encoding="utf-8")
    names = set(re.findall(r"^(?:class )?(\w+)(?:: TypeAlias|\(| = TypeVar)", text, flags=re.MULTILINE))
    assert set(maker.ROWS) == names - {"Item", "Arithmetic", "Ordered"}


def test_nothing_imports_protocols_at_run_time() -> None:
    script = "import sys; import glasshouse.engine.day; print([n for n in sys.modules if n.startswith('glasshouse.schema.prot')])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("desk.burden[0] = np.float32(1)", ""),
        ("desk.burdne[0] = np.float32(1)", 'maybe "burden"?'),
        ("desk.burden[0] = np.uint32(1)", "Incompatible types"),
        ("desk.burden[0, 1]", "Invalid index"),
    ],
)
def test_the_checker_finds_a_misspelt_field_and_a_wrong_type(line: str, what: str, tmp_path: Path) -> None:
    _check(line, what, tmp_path)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("desk.open[0] = pulled(desk.open[0], desk.open[1], np.float32(1))", ""),
        ("desk.open[0] = pulled(desk.open[0], desk.open[1], np.float64(1))", "incompatible type|Incompatible types"),
        ("refitted(np.zeros(3), np.ones(3), 0.5)", ""),
        ("joins(np.zeros(3), np.ones(3))", 'Value of type variable "Real"'),
    ],
)
def test_the_checker_finds_numbers_of_two_kinds_and_arrays_that_cannot_be_compared(
    line: str, what: str, tmp_path: Path
) -> None:
    _check(line, what, tmp_path)


def _check(line: str, what: str, tmp_path: Path) -> None:
    """Let the type checker look at a line of a kernel; it must say `what`, or nothing if that is empty."""
    code = tmp_path / "kernel.py"
    code.write_text(
        "from __future__ import annotations\nfrom typing import TYPE_CHECKING\nimport numpy as np\n"
        "from glasshouse.mechanisms.influence import pulled\n"
        "from glasshouse.mechanisms.refitting import refitted\n"
        "from glasshouse.mechanisms.thresholds import joins\n"
        "if TYPE_CHECKING:\n    from glasshouse.schema.protocols import Truth\n"
        f"def kernel(desk: Truth) -> None:\n    {line}\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--config-file=", str(code)]
    environment = {"MYPYPATH": str(ROOT / "src"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache" / "protocols")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == (not what), done.stdout + done.stderr
    assert re.search(what, done.stdout)
