"""Compiling: what Python may call, and what a start leaves out."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numba import types

from glasshouse.kernels import compilation
from glasshouse.kernels.compilation import compiled, is_compiled, record_type, table_type
from glasshouse.schema.state import SOCIETY

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled")

LATER = """
import sys
from glasshouse.engine.day import draw_words
draw_words.build()
assert "scipy.linalg" not in sys.modules
assert "scipy.linalg.cython_blas" not in sys.modules

import numba
import numpy as np
product = numba.njit(lambda a, b: np.dot(a, b))
assert (product(np.eye(3), np.full((3, 3), 2.0)) == 2.0).all()
assert sys.modules["scipy.linalg.cython_blas"].__file__
"""

KEPT = """
import sys
from glasshouse.engine.day import draw_words
draw_words.build()
print("numba.np.linalg" in sys.modules)
"""


def test_a_compiled_function_takes_the_arguments_of_its_signature_from_python(monkeypatch) -> None:
    monkeypatch.setitem(compilation._OPTIONS, "cache", False)  # the folder of kernels stays as it is

    def put(table, at, value):
        table[at] = value

    function = compiled(put, types.void(table_type(np.dtype("u2")), types.uint32, types.uint16))
    table = np.zeros(4, "u2")
    function(table, 2, 7)
    function(table, np.uint32(1), np.uint16(9))
    assert table.tolist() == [0, 9, 7, 0]
    with pytest.raises(TypeError):
        function(table.astype("f4"), 2, 7)
    with pytest.raises(TypeError):
        function(table, 2)


def test_linear_algebra_is_loaded_by_those_who_use_it_only() -> None:
    done = subprocess.run([sys.executable, "-c", LATER], capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr


def test_what_only_compiling_needs_is_not_loaded_for_kernels_that_are_kept() -> None:
    command = [sys.executable, "-c", KEPT]
    subprocess.run(command, check=True)  # compiled and kept, if it was not
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_type_is_made_once_for_tables_of_the_same_records() -> None:
    assert table_type(SOCIETY.dtype).dtype is table_type(SOCIETY.dtype, 2).dtype is record_type(SOCIETY.dtype)
