"""Tables: every field declared once, packed, and named by words that are used everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest

from glasshouse.conduct import kinds
from glasshouse.schema import alignment, codes, limits, parameters, records, state, truth
from glasshouse.schema import counts as tallies

SCRATCH = (truth.TRUTH, records.RECORDS)
RECORDS = {name: table for name, table in vars(parameters).items() if isinstance(table, np.dtype)}
BY_NAME = {table.name: table for table in state.AT_REST}


@pytest.mark.parametrize("table", state.AT_REST, ids=lambda table: table.name)
def test_every_field_at_rest_says_what_it_holds_and_who_writes_it(table: state.Table) -> None:
    for field in table.fields:
        assert field.meaning
        assert field.writer
        assert field.step > 0
    names = [field.name for field in table.fields]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("dtype", [*RECORDS.values(), *(table.dtype for table in state.AT_REST)])
def test_records_are_packed_so_that_equal_states_have_equal_bytes(dtype: Any) -> None:
    assert dtype.itemsize == sum(dtype[name].itemsize for name in dtype.names)


@pytest.mark.parametrize("table", state.AT_REST, ids=lambda table: table.name)
def test_fields_at_rest_are_whole_numbers_for_all_lanes_or_for_the_community(table: state.Table) -> None:
    for field in table.fields:
        assert np.dtype(field.code).kind in "ui"
        lanes = field.shape[-1:] in ((limits.LANES,), (limits.CASE_ROOM,))
        assert lanes or not field.shape or field.name in ("near", "far")


def test_a_citizen_takes_few_bytes() -> None:
    once = sum(table.bytes_per_citizen for table in state.AT_REST if table is not state.HOLDINGS)
    assert once <= 84, once
    assert state.HOLDINGS.bytes_per_citizen <= 10, (
        "of each holder that a scenario names, and none does unless it says so"
    )


def test_places_of_named_rows_are_those_of_their_words() -> None:
    traits = [codes.TRAITS[place] for place in (codes.RELIABILITY, codes.RISK_AVERSION, codes.IS_MAN)]
    states = [codes.STATES[place] for place in (codes.EFFORT, codes.GUARD, codes.CROWD)]
    assert traits == ["reliability", "risk aversion", "man"]
    assert states == ["effort", "self_censorship", "crowd"]
    assert codes.NEEDS[codes.NEEDS_FIRM] == "firm"
    assert [codes.EFFECTS[place] for place in (codes.NO_MARK, codes.REFERS)] == ["none", "refers"]


def test_what_is_filed_under_no_heading_has_the_word_that_comes_before_all_headings() -> None:
    assert get_args(kinds.HeadingOrNone) == ("none", *codes.HEADINGS)


@pytest.mark.parametrize(
    "bits",
    [
        (codes.MAN, codes.MIGRANT, codes.MINORITY, codes.FIRST, codes.EMPLOYED),
        (codes.IN_DEFAULT, codes.ACTIVE),
        (
            codes.SIGNAL_ACTIVE,
            codes.SIGNAL_PUBLIC,
            codes.SIGNAL_MONEY,
            codes.SIGNAL_REFERS,
            codes.SIGNAL_EVADES,
            codes.SIGNAL_LIFE,
        ),
        (codes.TOLD, codes.APPEALED, codes.DECIDED, codes.ACCEPTED, codes.SPARED),
    ],
)
def test_bits_do_not_overlap(bits: tuple[Any, ...]) -> None:
    assert sum(int(bit) for bit in bits) == int(np.bitwise_or.reduce(bits))


def test_limits_fit_the_codes_that_hold_them() -> None:
    assert limits.LANES == 256, "a lane is a byte"
    assert limits.KINDS <= 64, "acts are bits of one word"
    assert limits.CHANNELS <= 32, "channels of a record are bits of one word"
    assert limits.REACHES <= 16, "reach is bits of half a word"
    assert limits.MEASURES <= 64, "treatment is bits of one word"
    assert limits.EVENTS >= limits.LANES * limits.GROUPS
    assert limits.FREQUENT + limits.GROUPS <= 4 * truth.TRUTH["words"].shape[0]
    assert limits.SYSTEMS <= 255


@pytest.mark.parametrize("scratch", SCRATCH, ids=["truth", "records"])
def test_rows_of_scratch_begin_at_cache_lines(scratch: np.dtype[np.void]) -> None:
    rows = [scratch.fields[name] for name in scratch.names or () if scratch[name].itemsize >= alignment.LINE]  # type: ignore[index]
    assert len(rows) > 10
    assert all(offset % alignment.LINE == 0 for _, offset, *_ in rows)
    ends = sorted((offset, offset + kind.itemsize) for kind, offset, *_ in scratch.fields.values())  # type: ignore[union-attr]
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_tables_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(state.AT_REST)


def test_without_the_compiler_a_records_fields_come_before_its_own_attributes() -> None:
    """NumPy's records have attributes `flags`, `base`, `sum` and `trace` of their own; kernels mean the fields."""
    script = (
        "import numpy as np\n"
        "from glasshouse.schema import parameters, records, state, truth\n"
        "from glasshouse.kernels.compilation import attribute_view as as_records\n"
        "tables = [state.CASES.dtype, state.SIGNALS.dtype, records.RECORDS, parameters.SYSTEM, truth.TRUTH]\n"
        "for dtype in [*tables, parameters.PARAMETERS]:\n"
        "    row = as_records(np.zeros(1, dtype))[0]\n"
        "    for name in dtype.names:\n"
        "        assert np.shape(getattr(row, name)) == dtype[name].shape, name\n"
        "row = as_records(np.zeros(1, state.CASES.dtype))[0]\n"
        "row.flags[3] = 5\n"
        "row.count += np.uint16(2)\n"
        "assert row['flags'][3] == 5 and row['count'] == 2\n"
    )
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_counts_have_fields_of_64_bits_only_so_that_they_can_be_added_as_one_row() -> None:
    for counts in (tallies.DAY_COUNTS, tallies.SYSTEM_COUNTS, tallies.REGION_COUNTS):
        kinds = {counts[name].base for name in counts.names}
        assert kinds <= {np.dtype("i8"), np.dtype("u8")}
        assert counts.itemsize == 8 * sum(int(np.prod(counts[name].shape or (1,))) for name in counts.names)
