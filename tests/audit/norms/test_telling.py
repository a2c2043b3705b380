"""The tables in words, and the page that shows them."""

from __future__ import annotations

import re
from pathlib import Path

from glasshouse.audit.norms import norms
from glasshouse.audit.norms.telling import PARTS, TITLES, entries, told

GIVEN = norms()
PAGE = Path(__file__).parents[3] / "docs" / "audit" / "norms.md"


def test_every_part_has_rows_as_wide_as_its_heads_without_gaps_in_the_first_columns() -> None:
    for part in PARTS:
        found = told(GIVEN, part)
        assert found.rows, part
        assert {len(row) for row in found.rows} == {len(found.heads)}, part
        assert all(row[0] and row[1] for row in found.rows if part != "law sections"), part


def test_every_table_is_told_with_whose_choice_it_is_and_all_its_rows() -> None:
    found = list(entries(GIVEN))
    assert [each["name"] for each in found] == [f"{name}-1" for name in TITLES]
    for each in found:
        assert all(each[key] for key in ("title", "as of", "chosen by", "source", "note", "digest", "rows"))
    assert sum(len(each["rows"]) for each in found) == sum(len(told(GIVEN, part).rows) for part in PARTS)


def test_every_kind_sanction_criterion_register_and_provision_stands_in_a_row() -> None:
    shown = {part: "\n".join(" ".join(row) for row in told(GIVEN, part).rows) for part in PARTS}
    assert all(f"`{kind}`" in shown["gravity"] for kind in GIVEN.tables.gravity.kinds)
    measures = [f"`{s}.{m}`" for s, found in GIVEN.tables.severity.systems.items() for m in found]
    assert all(measure in shown["severity"] for measure in measures)
    assert all(f"`{name}`" in shown["thresholds"] for name in GIVEN.tables.thresholds.criteria)
    assert all(each.law in shown["memory"] for each in GIVEN.tables.memory.registers.values())
    assert all(each.cite in shown["law provisions"] for each in GIVEN.tables.law.provisions.values())


def test_the_example_of_the_page_is_laid_over_the_tables_as_it_stands(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "ours.toml"
    file.write_text(example, encoding="utf-8")
    ours = norms(file)
    assert not ours.related("tax", "welfare")
    assert ours.related("commerce", "housing")
    assert ours.severity("court-list.named") == GIVEN.tables.severity.classes["kept-in-place"]
