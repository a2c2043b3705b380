"""The error ledger: every day under a sanction in exactly one row."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.causes import CAUSES, TOGETHER
from glasshouse.audit.rights.error_ledger import Row, errors, ledger
from glasshouse.audit.rights.worlds import Bench
from glasshouse.report.charts.audit import charts_of
from glasshouse.scenario.ablation import Ablation


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    town = scenario.load(
        "municipal-trust", ("channels.public-library.false_records.return-late=0.001",), citizens=2_560, days=60
    )
    return Case(town, Bench(town, tmp_path_factory.mktemp("worlds"), threads=1), norms().on(town), (1,))


def _made_up(whole: np.ndarray, without: dict[str, np.ndarray], together: np.ndarray) -> list[Row]:
    """The ledger of worlds that are given as bits."""
    outs = {id(out): without[name] for name, (_, out) in CAUSES.items()} | {id(TOGETHER): together}
    lived = {key: SimpleNamespace(days_sanctioned=lambda bits=bits: bits) for key, bits in outs.items()}
    made = SimpleNamespace(
        scheme=SimpleNamespace(systems={}),
        whole=SimpleNamespace(days_sanctioned=lambda: whole),
        without=lambda out: lived[id(cast(Ablation, out))],
    )
    return ledger(cast(Case, made))


def test_each_day_is_in_the_row_that_lockstep_gives() -> None:
    # Eight people on one day, a bit each from the left; a bit of a world without something: still under a sanction.
    whole = np.array([[[0b11111100]]], "u1")
    without = {
        "false": np.array([[[0b01010111]]], "u1"),
        "lawful": np.array([[[0b11010100]]], "u1"),
        "others": np.array([[[0b11111100]]], "u1"),
        "traits": np.array([[[0b11111100]]], "u1"),
    }
    rows = {row.id: int(row.days[0, 0, 0]) for row in _made_up(whole, without, np.array([[[0b00010001]]], "u1"))}
    assert rows == {
        "false": 0b10000000,
        "lawful": 0,
        "others": 0,
        "traits": 0,
        # Both of two ended the third person's day; nothing alone ended the second's, the fourth's and the sixth's.
        "needed": 0b00101000,
        "enough": 0b01000100,
        "own": 0b00010000,
    }


def test_rows_are_disjoint_and_add_up_to_the_whole_whatever_the_worlds() -> None:
    bits = np.random.default_rng(5).integers(0, 256, (6, 3, 2, 4), "u1")
    rows = _made_up(bits[0], dict(zip(CAUSES, bits[1:5], strict=True)), bits[5])
    together = np.zeros_like(bits[0])
    for row in rows:
        assert not (together & row.days).any()
        together |= row.days
    assert (together == bits[0]).all()


def test_the_ledger_adds_up_to_all_harm_to_the_day(case: Case) -> None:
    rows = errors(case).tables[0].rows
    assert case.whole.harm > 0
    assert sum(int(cast(int, row[2])) for row in rows) == case.whole.harm
    assert sum(float(cast(float, row[4])) for row in rows) == pytest.approx(1)
    by_community = sum(row.by_community for row in ledger(case))
    assert (by_community == case.whole.sanctioned).all()


def test_days_that_are_kept_packed_are_those_that_were_counted(case: Case) -> None:
    days = case.whole.days_sanctioned()
    assert days.shape == (case.scheme.days, len(case.whole.people), 32)
    by_person = np.unpackbits(days, axis=2).sum(0)
    assert (by_person == case.whole.days_under).all()


def test_what_led_to_a_listing_before_the_first_day_is_not_called_ones_own_wrongdoing_alone(
    case: Case, tmp_path: Path
) -> None:
    listed = scenario.load("court-list", citizens=2_560, days=10)
    titles = [
        ledger(each)[-1].title
        for each in (case, Case(listed, Bench(listed, tmp_path, threads=1), norms().on(listed), (1,)))
    ]
    assert titles[0] == "none of these: one's own wrongdoing, rightly recorded"
    assert titles[1] == f"{titles[0]}, or a listing from before the first day"


def test_a_cause_is_in_its_row_with_what_it_ends_alone(case: Case) -> None:
    rows = {row.id: int(row.by_community.sum()) for row in ledger(case)}
    assert rows["false"] + rows["needed"] >= case.whole.harm - case.without(CAUSES["false"][1]).harm > 0
    assert rows["own"] > 0


def test_the_picture_is_one_bar_of_the_rows_that_have_days(case: Case) -> None:
    found = errors(case)
    [figure] = charts_of("errors", {"tables": {each.id: each.model_dump() for each in found.tables}})
    [bar] = figure.table.rows
    assert len(bar) == 1 + sum(bool(row[2]) for row in found.tables[0].rows)
