"""How often do the 95 % intervals of differences cover, and how wide are they?

Pairs of worlds are lived with many seeds; every interval is held against the mean difference over all of them. One line
for each kind of interval is printed, and every row is written to benchmarks/coverage.json after each pair. Coverage of at
least 90 % is tested at the 1 % level, and no interval may be wider than 1.5 times the ideal one: status 1 says that some are.

Run: python benchmarks/coverage.py [--quick] [--only SCENARIO]
`--quick` takes one small pair of worlds (a minute) and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from glasshouse.benchmark.coverage import Case, Row, measure, summary
from glasshouse.worlds.twins import BLOCKS

QUICK = ((Case("rongcheng", "nothing", 2_560, 60, 40), BLOCKS),)
FULL = (
    (Case("rongcheng", "nothing", 5_120, 60, 160), BLOCKS),
    (Case("rongcheng", "nothing", 2_560, 60, 160), 10),
    (Case("rongcheng", "nothing", 20_480, 90, 60), BLOCKS),
    (Case("golden-shield", "nothing", 5_120, 60, 60), BLOCKS),
    (Case("eight", "nothing", 2_560, 60, 60), BLOCKS),
    (Case("learned-credit", "nothing", 2_560, 60, 50), BLOCKS),
)
"""Pairs of worlds, and into how many blocks they are cut: sweeps take ten."""
PLACE = Path(__file__).with_suffix(".json")


def _line(said: dict[str, object]) -> str:
    """A line of the table, in Markdown."""
    cells = [said["kind"], said["observables"], _share(said["given"]), _share(said["covered"])]
    for name in ("least", "widest"):
        cells.append("–" if said[name] is None else f"{said[name][0]} {said[name][1]:.2f}")
    return "| " + " | ".join(map(str, cells)) + " |"


def _share(value: object) -> str:
    return "–" if value is None else f"{value:.0%}"


def _tell(case: Case, blocks: int, rows: list[Row], seconds: float) -> bool:
    print(f"\n{case}, {min(blocks, -(-case.citizens // 256))} blocks ({seconds:.0f} s)\n")
    print(
        "| interval | observables | given | cover | covers least | widest, in ideal widths |\n|---|---|---|---|---|---|"
    )
    lines = summary(rows)
    for said in lines:
        print(_line(said))
    for said in lines:
        for what in ("too_low", "too_wide"):
            if said[what]:
                print(f"{what.replace('_', ' ')}, {said['kind']}: {', '.join(said[what])}")
    sys.stdout.flush()
    return not any(said["too_low"] or said["too_wide"] for said in lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one small pair of worlds, nothing written")
    parser.add_argument("--only", help="pairs of this scenario alone, nothing written")
    asked = parser.parse_args()
    cases = QUICK if asked.quick else [each for each in FULL if asked.only in (None, each[0].scenario)]
    kept, fine = [], True
    for case, blocks in cases:
        began = time.perf_counter()
        rows = measure(case, blocks=blocks)
        fine &= _tell(case, blocks, rows, time.perf_counter() - began)
        kept.append(
            {"case": str(case), "blocks": blocks, "summary": summary(rows), "rows": [row.document for row in rows]}
        )
        if not asked.quick and not asked.only:
            PLACE.write_text(json.dumps(kept, indent=1) + "\n")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
