"""Says how many facts are older than a year, so that somebody looks for newer ones; a note, never a failure.

Usage: python scripts/old_facts.py [DAY], for example 2026-11-28; today if left out.
"""

import sys
from datetime import UTC, datetime

from glasshouse.facts import load
from glasshouse.facts.age import a_year_before, day_of, older_than


def main() -> None:
    today = day_of(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(UTC).date()
    since = a_year_before(today)
    laws = [fact.id for fact in older_than(since) if fact.basis == "law"]
    print(f"facts      {len(older_than(since))} of {len(load())} speak of a time before {since}, {len(laws)} of them laws; "
          f"`glasshouse list facts --older-than {since}` names them")  # fmt: skip


if __name__ == "__main__":
    main()
