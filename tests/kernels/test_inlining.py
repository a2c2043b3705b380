"""Helpers: the same from Python as in a kernel, and no machine code of their own unless Python calls them."""

from __future__ import annotations

import numpy as np
import pytest
from numba import njit
from numba.core.runtime import _nrt_python, rtsys

from glasshouse.kernels import inlining, tuned
from glasshouse.kernels.compilation import inlined, is_compiled, kernel_function

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled")


def mixed(word, by=3):
    """Wraps around."""
    return (word << np.uint32(by)) ^ (word * np.uint32(2654435761))


def twice(values, by):
    """Calls another helper, with a number, a name, and neither."""
    total = np.uint32(0)
    for value in values:
        total += _mixed(value) + _mixed(value, 5) + _mixed(by=by, word=value)
    return total


def rest(values):
    """Gives back a part of what it was given."""
    return values[1:]


_mixed = kernel_function(mixed)
VALUES = np.arange(9, dtype="u4") * np.uint32(123456789)


@pytest.mark.parametrize("mark", [kernel_function, inlined])
def test_a_helper_gives_the_same_from_python_and_in_a_kernel(mark) -> None:
    helper = mark(twice)

    @njit
    def kernel(values, by):
        return helper(values, by)

    from_kernel = kernel(VALUES, np.uint32(7))
    assert helper(VALUES, np.uint32(7)) == from_kernel
    expected = 0
    for value in map(int, VALUES):
        for by in (3, 5, 7):
            expected += (value << by) ^ (value * 2654435761)
    assert from_kernel == expected % 2**64


def test_a_helper_has_no_machine_code_of_its_own_until_python_calls_it() -> None:
    helper = kernel_function(mixed)

    @njit
    def kernel(word):
        return helper(word)

    kernel(np.uint32(4))
    assert not helper.overloads
    helper(np.uint32(4))
    assert len(helper.overloads) == 1


def test_a_helper_may_be_called_with_several_types_and_keeps_them_apart() -> None:
    helper = kernel_function(lambda value: value / 2)

    @njit
    def kernel(values):
        return helper(values[0]), helper(np.float32(values[0])), helper(7)

    half, single, of_literal = kernel(np.array([5], "i8"))
    assert (half, single, of_literal) == (2.5, 2.5, 3.5)


def test_a_helper_may_give_back_a_view_of_an_array() -> None:
    helper = kernel_function(rest)

    @njit
    def kernel(values):
        return helper(helper(values))

    for _ in range(3):  # a count of references that is wrong shows when memory is used again
        assert kernel(VALUES.copy()).tolist() == VALUES[2:].tolist()
        assert helper(VALUES.copy()).tolist() == VALUES[1:].tolist()


def total(values):
    """The sum."""
    found = np.uint32(0)
    for value in values:
        found += value
    return found


@pytest.mark.parametrize("ours", [(), (total,), (rest, total)])
def test_only_other_packages_count_who_refers_to_an_array_and_may_make_some(ours, monkeypatch) -> None:
    """A kernel of another package makes an array; helpers read it, and give back views of it, which count in any case."""
    monkeypatch.setattr(inlining, "is_own", lambda function: function in ours)
    counts = {}
    lower = inlining._WideLower.lower
    monkeypatch.setattr(
        inlining._WideLower,
        "lower",
        lambda self: (
            counts.update({self.fndesc.unique_name.split("$")[0].split(".")[-1]: self.context.enable_nrt})
            or lower(self)
        ),
    )
    add, later = (tuned.helper(function, {"nogil": True}) for function in (total, rest))

    @njit
    def kernel(number):
        made = np.empty(number, np.uint32)
        for i in range(number):
            made[i] = i
        return add(later(later(made))) + add(made)

    assert [kernel(1000) for _ in range(50)] == [2 * 499_500 - 1] * 50
    assert counts == {"rest": True, "total": not ours}


def sum_of_made(count):
    """Makes an array, and gives back a number."""
    return np.ones(count).sum()


def sum_of_chosen(values, chosen):
    """Makes an array of those that another names."""
    return values[chosen].sum()


def sum_of_sums(values):
    """Makes one by an operator."""
    return (values + values).sum()


def sum_of_rest(values):
    """Is given an array by a function."""
    return _rest(values).sum()


_rest = tuned.helper(rest, {"nogil": True})


@pytest.mark.parametrize(
    ("function", "given"),
    [
        (sum_of_made, (10_000,)),
        (sum_of_chosen, (VALUES, np.arange(3))),
        (sum_of_sums, (VALUES,)),
        (sum_of_rest, (VALUES,)),
    ],
)
def test_an_array_that_a_function_of_ours_makes_is_given_back(function, given, monkeypatch) -> None:
    monkeypatch.setattr(inlining, "is_own", lambda _: True)
    helper = tuned.helper(function, {"nogil": True})

    @njit
    def kernel(arguments):
        found = 0.0
        for _ in range(100):
            found += helper(*arguments)
        return found

    assert kernel(given) == 100 * function(*given)
    _nrt_python.memsys_enable_stats()
    before = rtsys.get_allocation_stats()
    kernel(given)
    after = rtsys.get_allocation_stats()
    assert after.alloc - before.alloc == after.free - before.free


def test_a_helper_that_fails_says_so_in_a_kernel() -> None:
    @kernel_function
    def refuse(word):
        if word > 3:
            raise ValueError("too large")
        return word

    @njit
    def kernel(word):
        return refuse(word)

    assert kernel(3) == 3
    with pytest.raises(ValueError, match="too large"):
        kernel(4)
