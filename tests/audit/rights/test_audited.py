"""What was audited: every number of the inventory in a column that says what it is one of."""

from __future__ import annotations

from typing import Any, cast

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.audited import audited
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.worlds import Bench

ACTS, ATTRIBUTES = ("seen", "false_records"), ("said", "said_wrongly")


def rows(name: str) -> list[dict[str, Any]]:
    scheme = scenario.load(name, citizens=256, days=1)
    # Nothing is lived for an inventory.
    case = Case(scheme, cast(Bench, None), norms().on(scheme), (1,))
    (table,) = audited(case).tables
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", ["childcare-benefit", "citywide-rating"])
def test_rates_of_acts_of_attributes_and_widths_of_errors_share_no_column(name: str) -> None:
    found = rows(name)
    assert found
    for row in found:
        told = [[row[column] is not None for column in columns] for columns in (ACTS, ATTRIBUTES, ("error",))]
        assert sorted(map(all, told)) == sorted(map(any, told)) == [False, False, True]


def test_an_attribute_is_said_as_often_as_the_scheme_says() -> None:
    scheme = scenario.load("childcare-benefit", citizens=256, days=1)
    said = {
        scheme.attributes[name].title: (each.sensitivity.value, each.false_rate.value)
        for channel in scheme.channels.values()
        for name, each in (channel.discloses or {}).items()
    }
    found = {
        row["what"]: (row["said"], row["said_wrongly"]) for row in rows("childcare-benefit") if row["said"] is not None
    }
    assert said
    assert found == said
