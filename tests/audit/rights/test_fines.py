"""Fines in place of a scheme: for the same conduct, by the same channels, and without a score."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.audit.rights.cases import small_case

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.fines import NAME, finable_kinds, fined
from glasshouse.audit.rights.necessity import necessity
from glasshouse.audit.rights.outside.files import RecordedCosts
from glasshouse.engine.recorder import Recorder
from glasshouse.report.charts.audit import charts_of
from glasshouse.scenario import Scenario
from glasshouse.scoring.forms.points.fines import Fines, register_of_fines


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return necessity(case)


def fines_of(scheme: Scenario) -> Scenario:
    made = fined(scheme, norms().on(scheme))
    assert made is not None
    return made


def test_fines_take_the_place_of_every_system_and_leave_all_else(scheme: Scenario) -> None:
    made = fines_of(scheme)
    assert set(made.systems) == {NAME}
    assert made.channels == scheme.channels
    assert (made.citizens, made.days, made.seed, made.society) == (
        scheme.citizens,
        scheme.days,
        scheme.seed,
        scheme.society,
    )
    assert set(made.systems[NAME].reads) == set(scheme.systems["municipal-trust"].reads)
    again = Scenario.model_validate(made.model_dump())
    assert again.systems[NAME] == made.systems[NAME]


def test_what_is_lawful_is_not_fined(scheme: Scenario) -> None:
    assert set(finable_kinds(scheme)) == {"litter", "pay-tax-late", "return-late"}
    lawful = {f"conduct.{kind}.law='lawful'" for kind in finable_kinds(scheme)}
    free = scenario.changed(scheme, sorted(lawful))
    assert finable_kinds(free) == ()
    assert fined(free, norms().on(free)) is None


def test_whoever_is_on_record_owes_a_fine_and_nobody_else_does(case: Case) -> None:
    """The days of a fine go by quarters of its weeks, so that it is owed for three to four quarters of them."""
    made = fines_of(case.scheme).model_copy(update={"days": 60})
    watch = RecordedCosts(made, dict.fromkeys(finable_kinds(case.scheme), 1.0))
    world = case.bench.world(made, [watch])
    seen = {}
    try:
        recorder = Recorder(world, series=False)
        for day in (30, 45, 58, 60):
            case.bench.through(recorder, day)
            seen[day] = watch.costs.copy()
        owes = np.asarray(world.ledgers[0]["published"])[: len(watch.costs)] == 1
    finally:
        world.close()
    on_record, lately = seen[60] > seen[30], seen[58] > seen[45]
    assert 0 < lately.sum() < on_record.sum() < on_record.size / 2
    assert not (owes & ~on_record).any()
    assert owes[lately].all()


def test_necessity_says_what_fines_would_do(found: Found) -> None:
    table = found.tables[0]
    at = {column.name: k for k, column in enumerate(table.columns)}
    rows = [row for row in table.rows if row[at["id"]] == "fines"]
    assert {row[at["observable"]] for row in rows} >= {"offences_per_1000_days"}
    assert all(0 < float(row[at["harm"]] or 0) < 1 for row in rows)
    assert any("is fined" in said for said in found.section.sentences)
    document = {"tables": {table.id: table.model_dump(mode="json")}}
    picture = charts_of("necessity", document)[0]
    shown = [row[0].partition(":")[0] for row in picture.table.rows]
    assert shown == [
        "the scheme as it is",
        "only what the purpose needs",
        "fines, and no score",
        "judged, and nothing follows",
        "nobody is watched",
    ]


def test_where_nothing_could_be_fined_it_is_said(tmp_path: Path) -> None:
    kinds = ("litter", "pay-tax-late", "return-late")
    case = small_case(
        "municipal-trust", tmp_path, *(f"conduct.{kind}.law='lawful'" for kind in kinds), citizens=1_280, days=3
    )
    found = necessity(case)
    assert found.section.sentences[-1].startswith("Nothing that this scheme counts against people is against any law")
    assert {row[-2] for row in found.tables[0].rows} == {"nothing", "scoring", "narrow"}


def test_only_a_points_system_makes_a_register_of_fines() -> None:
    other = scenario.load("court-list").systems["court-list"]
    with pytest.raises(TypeError, match="points system"):
        register_of_fines(other, Fines(("litter",), ("wardens",), ("civic",), 28, 0.1))
