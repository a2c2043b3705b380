"""The model card and the data sheet: all that the scheme says, what came of it, and frames that stay empty."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.card import card
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.study import costs_of
from glasshouse.audit.rights.worlds import Bench


@pytest.fixture(scope="module")
def found(case: Case) -> Found:
    return card(case)


def rows(found: Found, table: str) -> list[dict[str, Any]]:
    each = next(each for each in found.tables if each.id == table)
    return [dict(zip((column.name for column in each.columns), row, strict=True)) for row in each.rows]


def item(found: Found, table: str, asked: str) -> str:
    return next(str(row["said"]) for row in rows(found, table) if row["item"] == asked)


def test_the_card_says_what_the_scheme_says(case: Case, found: Found) -> None:
    system = case.scheme.systems["municipal-trust"]
    assert item(found, "model_card", "what it is") == "rules set by people; form: points"
    assert item(found, "model_card", "intended aim") == ", ".join(system.purpose)
    assert item(found, "model_card", "who decides").startswith("nobody")
    moved = {*system.rules, *(absence.kind for absence in system.absences.values())}  # type: ignore[attr-defined]
    told = item(found, "model_card", "conduct that moves it").split("; ")
    assert {case.scheme.conduct[kind].title for kind in moved} <= set(told)
    assert item(found, "model_card", "what it reads").count("; ") == len(system.reads) - 1
    assert all(measure.title in item(found, "model_card", "what follows") for measure in system.measures.values())
    assert not any(row["item"].startswith("train") for row in rows(found, "model_card"))


def test_the_data_sheet_tells_every_channel_that_is_read_and_what_came_of_recording(case: Case, found: Found) -> None:
    told = {row["channel"] for row in rows(found, "data_sheet")}
    read = {case.scheme.channels[name].title for name in case.scheme.systems["municipal-trust"].reads}
    assert told == read | {"all channels"}
    live = case.bench.live(case.scheme)
    kept = [k for k, kind in enumerate(live.kinds) if kind in case.kinds]
    recorded = item(found, "data_sheet", "records of conduct that costs, in this run")
    assert recorded.startswith(f"{int(live.recorded[kept].sum()):,}, of which {int(live.invented[kept].sum()):,} ")


def test_every_figure_has_a_value_and_what_stands_behind_it(case: Case, found: Found) -> None:
    figures = {row["key"]: row for row in rows(found, "figures")}
    points = case.scheme.systems["municipal-trust"].rules["litter"].points  # type: ignore[attr-defined]
    row = figures["systems.municipal-trust.rules.litter.points"]
    assert (row["value"], row["status"], row["low"], row["high"]) == (points.value, "assumption", *points.range)
    assert all(row["why"] for row in figures.values())
    assert not any(key.startswith("channels.cameras") for key in figures)
    assert str(len(figures)) in found.section.sentences[0]


def test_what_no_run_can_say_is_left_empty(found: Found) -> None:
    frames = rows(found, "frames")
    assert len(frames) >= 5
    assert {row["said"] for row in frames} == {""}
    assert all(row["heading"] and row["by"] for row in frames)


def test_of_a_learned_score_the_card_says_how_it_was_trained(tmp_path: Path) -> None:
    scheme = scenario.load("learned-credit", citizens=1_280, days=3)
    bench = Bench(scheme, tmp_path, costs=costs_of(scheme), threads=1)
    found = card(Case(scheme, bench, norms().on(scheme), (1,), quick=True))
    learning = next(each for each in scheme.systems.values() if each.form == "learned").learning  # type: ignore[attr-defined]
    foretold = item(found, "model_card", "trained to foretell")
    assert all(scheme.conduct[kind].title in foretold for kind in learning.outcome)
    assert item(found, "model_card", "trained on").startswith(f"{learning.sample.value:.0%} of people")
    assert item(found, "model_card", "trained").endswith("fitted 0 times in this run")  # too few to fit with
    assert item(found, "model_card", "what it is").startswith("weights learned from data")
