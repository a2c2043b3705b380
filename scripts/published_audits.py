"""Writes the audits that the documents publish anew: docs/audit/reports/NAME.md, page one and the gist of the tables.

``python scripts/published_audits.py`` makes those three, ``python scripts/published_audits.py municipal-trust`` those that are
named. Each is a quick audit of a year, a minute or two of idle cores; worlds that were lived are kept in runs/ and
used again. Nothing else makes them, and no test does; each page says version, command, seeds and digest.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from glasshouse import scenario
from glasshouse.audit.rights.study import audit
from glasshouse.report.audit import ranged, shown
from glasshouse.report.wording import count

PLACE: Final = Path(__file__).resolve().parent.parent / "docs" / "audit" / "reports"
PUBLISHED: Final = {"municipal-trust": 5_000, "welfare-fraud": 20_000, "narrow-penalty": 5_000}
"""The scenarios, with so many adults; of those on welfare, who are few, more are needed."""
TABLES: Final = (
    "measures",
    "sources",
    "context_matrix",
    "causes",
    "ledger",
    "equality",
    "error_rates",
    "appeals",
    "no_way_out",
    "necessity",
)
DAYS, SEED = 365, 1
MOST_ROWS, MOST_COLUMNS = 20, 10
"""Rows and columns of a table that a page has."""


def page(found: Mapping[str, Any]) -> str:
    """The gist of an audit as Markdown.

    Args:
        found: the document of the audit.
    """
    return "\n".join(_lines(found)).rstrip() + "\n"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    seeds = ", ".join(map(str, found["seeds"]))
    yield f"# {found['title']}"
    yield ""
    yield found["description"]
    yield ""
    yield (
        f"Written by a program (`scripts/published_audits.py`), not by hand: the gist of `{found['command']}`, made "
        f"with Glasshouse {found['glasshouse']}: {count(found['people'])} generated people, {found['days']} days, seeds {seeds}, "
        f"digest `{found['digest'][:16]}`. The command makes the whole report, with its pictures and every table."
    )
    yield ""
    yield "## On one page"
    yield ""
    for line in found["summary"]:
        yield f"**{line['title']}** {line['sentence']}"
        yield ""
    yield "## Answers"
    yield ""
    yield from _table(
        ("criterion", "answer", "value (95% interval)"), [_answer(each) for each in found["criteria"].values()]
    )
    for name in TABLES:
        yield from _gist(found["tables"].get(name))
    yield "## What it rests on"
    yield ""
    yield from (f"- {each}" for each in found["assumptions"])
    yield ""
    yield "## Not from a run"
    yield ""
    yield from (f"- {each}" for each in found["not_tested"])


def _answer(criterion: Mapping[str, Any]) -> tuple[str, str, str]:
    return criterion["title"], criterion["answer"], _value(criterion)


def _value(criterion: Mapping[str, Any]) -> str:
    return (criterion["reason"] or "") if criterion["value"] is None else ranged(criterion)


def _gist(table: Mapping[str, Any] | None) -> Iterator[str]:
    if not table or not table["rows"]:
        return
    told = shown(table)
    yield f"## {told.title}"
    yield ""
    columns, rows = told.shown.columns[:MOST_COLUMNS], [row[:MOST_COLUMNS] for row in told.shown.rows[:MOST_ROWS]]
    yield from _table(columns, rows)
    if told.rows > len(rows) or len(told.shown.columns) > len(columns):
        of_all = f"{len(rows)} of {told.rows} rows and {len(columns)} of {len(told.shown.columns)} columns"
        yield f"These are {of_all}; all are in `{table['id']}.csv` of the whole report."
        yield ""


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
    yield ""


def made(name: str) -> dict[str, Any]:
    """The document of a quick audit of one of the scenarios."""
    scheme = scenario.load(name, citizens=PUBLISHED[name], days=DAYS, seed=SEED)
    document = audit(scheme, name=name, quick=True).document
    return json.loads(json.dumps(document))


def main() -> None:
    wanted = sys.argv[1:] or list(PUBLISHED)
    if unknown := set(wanted) - set(PUBLISHED):
        sys.exit(f"error: no such published audit: {', '.join(sorted(unknown))}; there are {', '.join(PUBLISHED)}")
    os.nice(10)
    PLACE.mkdir(parents=True, exist_ok=True)
    for name in wanted:
        (PLACE / f"{name}.md").write_text(page(made(name)), encoding="utf-8")
        print(name, flush=True)


if __name__ == "__main__":
    main()
