"""No bit of any library scenario changes without being meant to: every state and count table against its golden hashes.

Where a change of numbers is meant, `make golden` writes the file anew, and the changelog says what changed.
"""

import json
from pathlib import Path

import numpy as np
import pytest

from glasshouse.testing.fingerprint import (
    RECORDS,
    STAGES,
    ZERO,
    Fingerprint,
    differences,
    field_names,
    fingerprint,
    hashes,
    scenarios,
)

GOLDEN: dict[str, Fingerprint] = {
    name: {key: line.split() for key, line in tables.items()}
    for name, tables in json.loads(Path(__file__).with_name("golden.json").read_text()).items()
}


def test_every_scenario_has_a_golden_fingerprint() -> None:
    assert sorted(GOLDEN) == scenarios()
    for name, tables in GOLDEN.items():
        assert set(tables) == {*RECORDS, STAGES}, name


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_no_bit_has_changed(name: str) -> None:
    found = differences(GOLDEN[name], fingerprint(name))
    assert not found, f"{name}:\n" + "\n".join(found) + "\nIf this is meant: make golden"


def test_two_threads_leave_the_same_bits() -> None:
    assert differences(GOLDEN["crowded"], fingerprint("crowded", threads=2)) == []


def test_no_two_fields_of_a_table_could_change_places_unnoticed() -> None:
    for key in RECORDS:
        columns = list(zip(*(GOLDEN[name][key] for name in sorted(GOLDEN)), strict=True))
        told_apart = [column for column in columns if set(column) != {ZERO}]
        assert len(set(told_apart)) == len(told_apart), key


def test_nearly_every_field_is_written_in_some_scenario() -> None:
    never = [
        f"{key}, field {place} ({name})"
        for key in RECORDS
        for place, name in enumerate(field_names(key))
        if all(GOLDEN[scenario][key][place] == ZERO for scenario in GOLDEN)
    ]
    assert len(never) <= 4, never


def test_a_field_is_hashed_without_padding_and_whatever_its_name() -> None:
    packed = np.dtype([("flag", "u1"), ("count", "u4")])
    padded = np.dtype({"names": ["renamed", "too"], "formats": ["u1", "u4"], "offsets": [0, 4], "itemsize": 64})
    one, two = np.array([(1, 2), (3, 4)], packed), np.full(2 * 64, 255, "u1").view(padded)
    two["renamed"], two["too"] = one["flag"], one["count"]
    assert hashes(one) == hashes(two)
    assert len(set(hashes(one))) == 2


def test_fields_of_nested_records_count_one_by_one() -> None:
    flat = np.array([(1, 2, 3)], [("a", "u1"), ("b", "u4"), ("c", "u2")])
    nested = np.array([((1, 2), 3)], [("part", [("a", "u1"), ("b", "u4")]), ("c", "u2")])
    assert hashes(flat) == hashes(nested)


def test_a_changed_value_and_fields_that_changed_places_are_named() -> None:
    golden = GOLDEN["crowded"]
    response = list(golden["response"])
    response[0], response[1] = response[1], response[0]
    changed = {**golden, "response": response, STAGES: ["0123456789abcdef", *golden[STAGES][1:]]}
    stage, first, second = differences(golden, changed)
    names = field_names("response")
    assert stage.startswith("digests, field 0 (conduct): was ")
    assert stage.endswith(", is 0123456789abcdef")
    assert first == f"response, field 0 ({names[0]}): was {golden['response'][0]}, is {golden['response'][1]}"
    assert second.startswith(f"response, field 1 ({names[1]}): ")


def test_a_field_that_was_added_is_named() -> None:
    golden = GOLDEN["crowded"]
    (line,) = differences({**golden, "dossier": []}, golden)
    assert line == f"dossier, field 0 (recent): was nothing, is {golden['dossier'][0]}"
