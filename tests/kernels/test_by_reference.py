"""Tables handed to a kernel by one address."""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

import numpy as np
import pytest
from numba import types

from glasshouse.engine.day import STAGE
from glasshouse.firms.kernel import do_business
from glasshouse.kernels import compilation
from glasshouse.kernels.compilation import (
    call_at,
    compiled,
    entry_point,
    function_table,
    is_compiled,
    record_type,
    spill,
    struct_pointer_type,
    table_type,
)

pytestmark = pytest.mark.skipif(not is_compiled(), reason="nothing is compiled")

PERSON = np.dtype([("age", "u1"), ("points", "i4", (3,))])


class Room(NamedTuple):
    """One record and two tables, of one and of two dimensions."""

    host: Any
    guests: Any
    seats: Any


FIELDS = {"seats": table_type(np.dtype("f4"), 2), "guests": table_type(PERSON), "host": record_type(PERSON)}
STEP = types.void(struct_pointer_type(Room, FIELDS), types.uint32)


def seat(room: Any, n: Any) -> None:
    """Writes into all of them."""
    host, guests, seats = room.host, room.guests, room.seats
    host.points[0] += np.int32(len(guests))
    guests[n].age = host.age
    seats[n, 1] = np.float32(guests[n].points[2]) + np.float32(seats.shape[1])


@entry_point(
    types.void(table_type(np.dtype("u8")), table_type(PERSON), table_type(PERSON), table_type(np.dtype("f4"), 2))
)
def fill(kernels: Any, hosts: Any, guests: Any, seats: Any) -> None:
    """Keeps the tables once, and hands them on many times."""
    room = spill(Room(hosts[0], guests, seats))
    for n in range(len(guests)):
        for k in range(len(kernels)):
            call_at(kernels[k], (room, np.uint32(n)))


def _room() -> Room:
    host, guests = np.zeros(1, PERSON), np.zeros(5, PERSON)
    host["age"], guests["points"][:, 2] = 50, np.arange(5)
    return Room(host, guests, np.zeros((5, 3), "f4"))


def _check(room: Room) -> None:
    assert room.host["points"].tolist() == [[25, 0, 0]]
    assert room.guests["age"].tolist() == [50] * 5
    assert room.seats.tolist() == [[0, 3.0 + n, 0] for n in range(5)]


def test_a_driver_hands_on_what_it_keeps() -> None:
    room = _room()
    fill(function_table([seat], STEP), *room)
    _check(room)


def test_python_hands_over_the_tuple_itself() -> None:
    room, kernel = _room(), compiled(seat, STEP)
    for n in range(5):
        kernel(Room(room.host[0], room.guests, room.seats), np.uint32(n))
    _check(room)


def test_a_stage_counts_no_references_to_its_tables(monkeypatch) -> None:
    monkeypatch.setitem(compilation._OPTIONS, "cache", False)
    machine_code = compilation._machine_code.__wrapped__(do_business, STAGE)
    assert "NRT_incref" not in machine_code.library.get_asm_str()


def test_what_is_handed_on_is_given_back() -> None:
    room, kernels = _room(), function_table([seat], STEP)
    fill(kernels, *room)
    before = [sys.getrefcount(table) for table in room]
    for _ in range(100):
        fill(kernels, *room)
    assert [sys.getrefcount(table) for table in room] == before
