"""What was audited: every number of the inventory in a column that says what it is one of."""

from __future__ import annotations

from typing import Any, cast

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.audited import audited
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.worlds import Bench
from glasshouse.scenario import Scenario

RATES = {"inventory": {"seen", "false_records"}, "attributes": {"said", "said_wrongly"}, "traits": {"error"}}


def tables(name: str) -> tuple[Scenario, dict[str, list[dict[str, Any]]]]:
    scheme = scenario.load(name, citizens=256, days=1)
    # Nothing is lived for an inventory.
    found = audited(Case(scheme, cast(Bench, None), norms().on(scheme), (1,))).tables
    rows = {
        table.id: [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
        for table in found
    }
    return scheme, rows


@pytest.mark.parametrize("name", ["childcare-benefit", "citywide-rating"])
def test_rates_of_acts_of_attributes_and_widths_of_errors_share_no_column(name: str) -> None:
    _, found = tables(name)
    assert set(found) == set(RATES)
    assert any(found.values())
    every = set().union(*RATES.values())
    for table, rows in found.items():
        for row in rows:
            assert set(row) & every == RATES[table]
            assert None not in row.values()


def test_what_is_said_of_people_is_what_the_scheme_says() -> None:
    scheme, found = tables("childcare-benefit")
    said = {
        (channel.title, scheme.attributes[name].title): (each.sensitivity.value, each.false_rate.value)
        for channel in scheme.channels.values()
        for name, each in (channel.discloses or {}).items()
    }
    assert said
    assert {(row["channel"], row["what"]): (row["said"], row["said_wrongly"]) for row in found["attributes"]} == said
    errors = {
        (each.title, name): error.value for each in scheme.channels.values() for name, error in each.profile.items()
    }
    assert errors
    assert {(row["channel"], row["what"]): row["error"] for row in found["traits"]} == errors
