"""The summary for the person concerned: short, the weightiest first, each source once, how far the next band is."""

from __future__ import annotations

import re

import pytest
from tests.audit.test_later import histories_of

from glasshouse import scenario
from glasshouse.audit.explain import Explanation, explain_history


@pytest.fixture(scope="module")
def everybody() -> list[Explanation]:
    town = scenario.load("national", citizens=512, days=60, panel=tuple(range(0, 512, 16)))
    return [explain_history(history, 59) for history in histories_of(town)]


def test_the_summary_is_a_fraction_of_the_ledger(everybody: list[Explanation]) -> None:
    words = [(len(why.text().split()), len(why.text(full=True).split())) for why in everybody]
    assert max(short for short, _ in words) < 900
    assert sum(short for short, _ in words) < sum(full for _, full in words) / 2


def test_reasons_come_by_weight(everybody: list[Explanation]) -> None:
    found = 0
    for why in everybody:
        for part in why.text().split("\n\n"):
            told = re.findall(r"^ +([+-]\d+\.\d+)  (?!\d+ smaller)(?!of this)", part, re.MULTILINE)
            points = [abs(float(each)) for each in told]
            assert points == sorted(points, reverse=True)
            found += len(points)
    assert found > 100


@pytest.mark.parametrize("full", [False, True])
def test_no_source_is_told_twice(everybody: list[Explanation], full: bool) -> None:
    for why in everybody:
        sources = re.findall(r"^  \[\d+\] (.*)", why.text(full), re.MULTILINE)
        assert len(sources) == len(set(sources))
        for source in sources:
            assert why.text(full).count(source + "\n") <= 1


def test_the_way_to_the_next_band_leads_to_its_start(everybody: list[Explanation]) -> None:
    found = 0
    for why in everybody:
        for account in why.accounts:
            if account.score is not None:
                starts = [start for _, start in account.bands]
                above = [start for start in starts if start > account.score + account.step]
                if above:
                    assert f"{above[0] - account.score:.2f} points more lead to band" in why.text()
                    found += 1
    assert found > 20


def test_the_terms_of_the_summary_lead_to_the_score(everybody: list[Explanation]) -> None:
    for why in everybody:
        for part in why.text().split("\n\n"):
            head = re.match(r".*: (-?[\d.]+) points, band", part)
            if head:
                terms = re.findall(r"^ +([+-]?\d+\.\d+)  (?!of this)", part, re.MULTILINE)
                assert sum(map(float, terms)) == pytest.approx(float(head[1]), abs=0.05)
