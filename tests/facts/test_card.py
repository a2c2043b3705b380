"""Facts as plain text."""

from __future__ import annotations

from glasshouse import facts
from glasshouse.facts.schema import Fact


def test_every_card_shows_unit_date_source_and_basis() -> None:
    for fact in facts.load().values():
        card = " ".join(facts.render(fact).split())
        units = [unit for _, _, unit in fact.leaves() if unit not in ("text", "names", "date")]
        parts = [fact.id, fact.statement, fact.as_of, fact.source, fact.basis, fact.url, fact.note, *units]
        assert [part for part in parts if part and " ".join(part.split()) not in card] == []


def test_a_card_shows_every_value_of_a_table_and_of_a_series() -> None:
    card = facts.render(facts.get("blacklist_flows_2024"))
    assert "added_million = 2.457 million per year" in card
    assert "2023-12: 8.54" in facts.render(facts.get("blacklist_current_stock"))


def test_open_bounds_are_put_in_words() -> None:
    card = facts.render(facts.get("rongcheng_cutoffs"))
    assert "AAA: 1050 or more" in card
    assert "AA: 1030 to 1049" in card
    assert "D: up to 599" in card


def test_a_card_keeps_to_its_width_except_for_long_links() -> None:
    lines = facts.render(facts.get("kostka_antoine_2020"), width=72).splitlines()
    assert all(len(line) <= 72 for line in lines if "http" not in line)


def test_an_assumption_shows_its_range_and_what_no_effect_means() -> None:
    fact = Fact(
        id="fade",
        topic="assumptions",
        value=0.2,
        unit="per day",
        as_of="2024",
        statement="Perceived risk fades.",
        source="Glasshouse",
        confidence="recalled",
        quality="none",
        basis="assumption",
        range=(0.0, 0.5),
        effect=True,
        none=0.0,
    )
    assert "Range       0 to 0.5 (0 means no effect)" in facts.render(fact)
    assert "declared, not found" in facts.render(fact)
