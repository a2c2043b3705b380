"""How should a day be put together from the forms in use, without compiling anew?

Two toy forms (additive points, fading weights) serve three systems. They are composed in three ways: each
stage compiled apart and called from Python chunk by chunk; one compiled driver that walks a tuple of functions
of one explicit signature; and one that walks an array of their addresses, as the engine does. A fourth way,
both forms written into one compiled function by hand, is the yardstick that none may use, since it knows the
forms.

Run: python benchmarks/composition.py [communities] [rounds]
"""

from __future__ import annotations

import sys
import time
from statistics import median

import numpy as np
from numba import njit, types
from numba.core.typing.asnumbatype import as_numba_type  # noqa: F401  (imported so that numba's registry is complete)
from numba.np import numpy_support

from glasshouse.kernels.compilation import call, steps

LANES = 256
LEDGER = np.dtype([("dimensions", "u2", (5, LANES)), ("published", "u2", (LANES,))])
PARAMETERS = np.dtype([("points", "f4", (16,)), ("keep", "f4")])
TRUTH = np.dtype([("seen", "f4", (16, LANES)), ("level", "f4", (5, LANES))])

TABLE = types.Array(numpy_support.from_dtype(LEDGER), 1, "C")
RULE = numpy_support.from_dtype(PARAMETERS)
WORK = numpy_support.from_dtype(TRUTH)
STAGE = types.void(WORK, TABLE, RULE, types.uint32)


def _add(truth, ledger, parameters, c):
    row = ledger[c]
    for i in range(LANES):
        truth.level[0, i] = np.float32(row.dimensions[0, i])
    for k in range(16):
        weight = parameters.points[k]
        for i in range(LANES):
            truth.level[0, i] += truth.seen[k, i] * weight
    for i in range(LANES):
        row.dimensions[0, i] = np.uint16(truth.level[0, i] + np.float32(0.5))
        row.published[i] = row.dimensions[0, i]


def _fade(truth, ledger, parameters, c):
    row = ledger[c]
    for d in range(5):
        for i in range(LANES):
            truth.level[d, i] = np.float32(row.dimensions[d, i]) * parameters.keep
        for k in range(3):
            weight = parameters.points[3 * d + k]
            for i in range(LANES):
                truth.level[d, i] += truth.seen[3 * d + k, i] * weight
        for i in range(LANES):
            row.dimensions[d, i] = np.uint16(truth.level[d, i] + np.float32(0.5))
    for i in range(LANES):
        row.published[i] = np.uint16(
            (truth.level[0, i] + truth.level[1, i] + truth.level[2, i] + truth.level[3, i] + truth.level[4, i])
            * np.float32(0.2)
        )


def _sense(truth, ledger, parameters, c):
    word = np.uint32(c) * np.uint32(2654435761)
    for k in range(16):
        for i in range(LANES):
            mixed = (word + np.uint32(i * 16 + k)) * np.uint32(2246822519)
            truth.seen[k, i] = np.float32(np.int32(mixed >> np.uint32(27)))


signed = {"error_model": "numpy", "nogil": True}
add, fade, sense = (njit(STAGE, **signed)(f) for f in (_add, _fade, _sense))
add_free, fade_free, sense_free = (njit(**signed)(f) for f in (_add, _fade, _sense))

N_STAGES = 4
FUNCTIONS = types.UniTuple(types.FunctionType(STAGE), N_STAGES)


@njit(
    types.void(
        FUNCTIONS,
        WORK,
        types.Array(TABLE.dtype, 2, "C"),
        types.Array(RULE, 1, "C"),
        types.uint32,
        types.uint32,
    ),
    **signed,
)
def drive(stages, truth, ledgers, parameters, first, last):
    for c in range(first, last):
        for s in range(N_STAGES):
            stages[s](truth, ledgers[s], parameters[s], np.uint32(c))


@njit(
    types.void(
        types.Array(types.uint64, 1, "C"),
        WORK,
        types.Array(TABLE.dtype, 2, "C"),
        types.Array(RULE, 1, "C"),
        types.uint32,
        types.uint32,
    ),
    **signed,
)
def walk(addresses, truth, ledgers, parameters, first, last):
    for c in range(first, last):
        for s in range(len(addresses)):
            call(addresses[s], (truth, ledgers[s], parameters[s], np.uint32(c)))


def _loop(stage):
    @njit(**signed)
    def run(truths, ledger, parameters, first, last):
        for c in range(first, last):
            stage(truths[c - first], ledger, parameters, np.uint32(c))

    return run


loops = [_loop(f) for f in (sense_free, add_free, fade_free, add_free)]


@njit(**signed)
def by_hand(truth, ledgers, parameters, first, last):
    for c in range(first, last):
        k = np.uint32(c)
        sense_free(truth, ledgers[0], parameters[0], k)
        add_free(truth, ledgers[1], parameters[1], k)
        fade_free(truth, ledgers[2], parameters[2], k)
        add_free(truth, ledgers[3], parameters[3], k)


def _time_empty_calls(addresses, ledgers) -> None:
    parameters = np.zeros(N_STAGES, PARAMETERS)
    truth = np.zeros(1, TRUTH)[0]
    for name, empty in (
        ("tuple of functions", lambda: drive((sense, add, fade, add), truth, ledgers, parameters, 0, 0)),
        ("addresses", lambda: walk(addresses, truth, ledgers, parameters, 0, 0)),
    ):
        taken = []
        for _ in range(101):
            began = time.perf_counter()
            empty()
            taken.append(time.perf_counter() - began)
        print(f"{name:22s} {1e6 * median(taken):6.1f} microseconds for a call without work")


def _race(ways, states, rounds, communities) -> None:
    seconds = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            began = time.perf_counter()
            way(states[name])
            seconds[name].append(time.perf_counter() - began)
    base = median(seconds["by hand"])
    for name, taken in seconds.items():
        each = 1e9 * median(taken) / communities / LANES
        print(f"{name:22s} {each:6.2f} ns per citizen, {median(taken) / base:.2f} of by hand")


def main() -> None:
    communities = int(sys.argv[1]) if len(sys.argv) > 1 else 4096
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    parameters = np.zeros(N_STAGES, PARAMETERS)
    parameters["points"] = 1.0
    parameters["keep"] = 0.9

    def fresh():
        return np.zeros((N_STAGES, communities), LEDGER)

    def apart(ledgers, chunk):
        truths = np.zeros(chunk, TRUTH)
        for first in range(0, communities, chunk):
            last = min(communities, first + chunk)
            for s in range(N_STAGES):
                loops[s](truths, ledgers[s], parameters[s], first, last)

    def tuple_(ledgers):
        drive((sense, add, fade, add), np.zeros(1, TRUTH)[0], ledgers, parameters, 0, communities)

    addresses = steps([_sense, _add, _fade, _add], STAGE)

    def addressed(ledgers):
        walk(addresses, np.zeros(1, TRUTH)[0], ledgers, parameters, 0, communities)

    def hand(ledgers):
        by_hand(np.zeros(1, TRUTH)[0], ledgers, parameters, 0, communities)

    ways = {"by hand": hand, "tuple of functions": tuple_, "addresses": addressed}
    for chunk in (16, 64, 256):
        ways[f"apart, chunk {chunk}"] = lambda ledgers, chunk=chunk: apart(ledgers, chunk)
    states = {}
    for name, way in ways.items():
        states[name] = fresh()
        began = time.perf_counter()
        way(states[name])
        print(f"{name:22s} first call {time.perf_counter() - began:6.2f} s")
    reference = states["by hand"]
    assert all((s == reference).all() for s in states.values()), "the ways disagree"
    _race(ways, states, rounds, communities)
    _time_empty_calls(addresses, fresh())


if __name__ == "__main__":
    main()
