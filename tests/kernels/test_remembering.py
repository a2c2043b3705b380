"""Compiling in less time: the same answers as Numba's own, and nothing of Numba's is changed for longer."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit, types
from numba.core import analysis, base, compiler, errors, ir, postproc
from numba.core.targetconfig import TargetConfig

from glasshouse.kernels import remembering as module
from glasshouse.kernels.compilation import is_compiled
from glasshouse.kernels.remembering import remembering

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled")


def mixed(values, by):
    """Operators, calls, indices, a loop and branches."""
    total = np.uint32(0)
    for i in range(len(values)):
        pair = (values[i], by)
        total += (pair[0] << np.uint32(3)) ^ pair[1] if i & 1 else np.uint32(min(values[i], by))
    return total


def _parts_of_numba():
    return [
        TargetConfig.__hash__, TargetConfig.__eq__, types.BaseFunction.get_call_type, ir.Inst._rec_list_vars,
        postproc.PostProcessor.run, types.Record.__repr__, base._has_loc, getattr(type(errors.termcolor()), "_markup", None),
    ]  # fmt: skip


def test_everything_of_numbas_is_put_back_after_an_error_too() -> None:
    before = _parts_of_numba()
    with remembering(), remembering():
        assert all(now != then for now, then in zip(_parts_of_numba()[:7], before[:7], strict=True))
    with pytest.raises(errors.TypingError), remembering():
        njit("u4(u4)")(lambda word: word.nothing)
    assert _parts_of_numba() == before
    assert not module._is_on


def test_what_is_compiled_is_the_same() -> None:
    signature = "u4(u4[::1], u4)"
    apart = njit(signature)(mixed)
    with remembering():
        together = njit(signature)(mixed)
    listings = [next(iter(each.inspect_asm().values())) for each in (apart, together)]
    instructions = [[line.split()[0] for line in text.splitlines() if line.startswith("\t")] for text in listings]
    assert instructions[0] == instructions[1]
    values = np.arange(9, dtype="u4")
    assert apart(values, np.uint32(5)) == together(values, np.uint32(5)) == mixed(values, np.uint32(5))


def test_an_operator_is_resolved_once_for_the_same_types(monkeypatch) -> None:
    asked: list[object] = []
    resolve = module._resolve
    monkeypatch.setattr(module, "_resolve", lambda *given: asked.append(given[2]) or resolve(*given))
    with remembering():
        njit("u4(u4)")(lambda word: ((word ^ word) ^ word) ^ word)
    assert asked.count((types.uint32, types.uint32)) == 1


def test_variables_are_listed_as_numba_lists_them() -> None:
    instructions = [
        instruction
        for block in compiler.run_frontend(mixed).blocks.values()
        for instruction in block.body
    ]  # fmt: skip
    ours, theirs = [], []
    for each in instructions:
        theirs.append([variable.name for variable in each.list_vars()])
        with remembering():
            ours.append([variable.name for variable in each.list_vars()])
    assert ours == theirs
    assert sum(map(len, ours)) > 30


def counted(values):
    """A generator, whose variables live on from one value to the next."""
    seen = 0
    for value in values:
        seen += value
        yield seen


def test_what_lives_where_is_worked_out_only_for_who_asks(monkeypatch) -> None:
    asked: list[int] = []
    work_out = analysis.compute_live_variables
    monkeypatch.setattr(analysis, "compute_live_variables", lambda *given: asked.append(1) or work_out(*given))
    njit("u4(u4[::1], u4)")(mixed)
    usual = len(asked)
    asked.clear()
    with remembering():
        njit("u4(u4[::1], u4)")(mixed)
    assert len(asked) < usual
    with remembering():
        together = njit(counted)
        assert list(together(np.arange(4))) == [0, 1, 3, 6]


def test_options_are_the_same_if_they_say_the_same() -> None:
    one, other = compiler.Flags(), compiler.Flags()
    other.nrt = other.nrt  # set, to what it is by default
    with remembering():
        assert one == other
        assert hash(one) == hash(other)
        other.nrt = not other.nrt
        assert one != other
        assert one != 1
