"""How often do the 95 % intervals of differences cover, and how wide are they?

Pairs of worlds are lived with many seeds; every interval is held against the mean difference over all of them. One line
for each kind of interval is printed, and every row is written to benchmarks/coverage.json after each pair. Coverage of at
least 90 % is tested at the 1 % level, and no interval may be wider than 1.5 times the ideal one: status 1 says that some are.

The intervals of `glasshouse infer` are held against the mean area of each trait over many seeds in the same way.

Run: python benchmarks/coverage.py [--quick] [--only SCENARIO|infer|pairs]
`--quick` takes one small pair of worlds (a minute) and writes nothing; `--only` takes what is there of one scenario and keeps
the other rows of the file.

Run: python benchmarks/coverage.py --controls [--trials N]
The interval of eight seeds that a verdict rests on, where the same people have other luck (false positives, expected 5 ± 3 %),
and where an effect is planted (found as often as computed, ± 10 points), for a rate, a share, a rare count and networks. Kept in
benchmarks/controls.json with the size and the date after each step; 200 trials take an hour or two of one core. Pairs are kept
in .tools/controls, so that one may stop it (Ctrl-C) and go on with the same command.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from glasshouse.benchmark import controls
from glasshouse.benchmark.coverage import Case, Row, measure, summary
from glasshouse.benchmark.guesses import Sample, measure_guesses
from glasshouse.worlds.twins import BLOCKS

QUICK = ((Case("rongcheng", "nothing", 2_560, 60, 40), BLOCKS),)
FULL = (
    (Case("rongcheng", "nothing", 5_120, 60, 160), BLOCKS),
    (Case("rongcheng", "nothing", 2_560, 60, 160), 10),
    (Case("rongcheng", "nothing", 20_480, 90, 60), BLOCKS),
    (Case("golden-shield", "nothing", 5_120, 60, 60), BLOCKS),
    (Case("eight", "nothing", 2_560, 60, 60), BLOCKS),
    (Case("learned-credit", "nothing", 2_560, 60, 50), BLOCKS),
    (Case("patrols", "nothing", 2_560, 60, 60), BLOCKS),
    (Sample("rongcheng", 2_560, 20, 60, 2_000), 0),
    (Sample("sesame", 5_120, 30, 60, 1_000), 0),
)
"""Pairs of worlds, and into how many blocks they are cut: sweeps take ten; and samples whose records are attacked."""
PLACE = Path(__file__).with_suffix(".json")
CONTROLS = Path(__file__).with_name("controls.json")
CONTROL_WORLD = ("golden-shield", 20_480, 60)
"""Scenario, people and days of the controls."""
PAIRS = Path(__file__).parent.parent / ".tools" / "controls"
"""Where pairs of the controls are kept."""


def _line(said: dict[str, object]) -> str:
    """A line of the table, in Markdown."""
    cells = [said["kind"], said["observables"], _share(said["given"]), _share(said["covered"])]
    for name in ("least", "widest"):
        cells.append("–" if said[name] is None else f"{said[name][1]} {said[name][0]:.2f}")
    return "| " + " | ".join(map(str, cells)) + " |"


def _share(value: object) -> str:
    return "–" if value is None else f"{value:.0%}"


def _tell(case: Case | Sample, blocks: int, rows: list[Row], seconds: float) -> bool:
    cut = f", {min(blocks, -(-case.citizens // 256))} blocks" if blocks else ""
    print(f"\n{case}{cut} ({seconds:.0f} s)\n")
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


def _lines(kept: list[dict[str, object]]) -> str:
    """All of it as JSON, a line for each row."""
    parts = []
    for each in kept:
        rows, lines = (",\n".join(json.dumps(_short(row)) for row in each[name]) for name in ("rows", "summary"))
        head = f'{{"case": {json.dumps(each["case"])}, "blocks": {each["blocks"]},'
        parts.append(f'{head}\n"summary": [\n{lines}\n],\n"rows": [\n{rows}\n]}}')
    return "[\n" + ",\n".join(parts) + "\n]\n"


def _called(case: Case | Sample) -> tuple[str | None, ...]:
    """What `--only` may say to mean a case; None means all."""
    return None, case.scenario, "infer" if isinstance(case, Sample) else "pairs"


def _found() -> dict[str, dict[str, object]]:
    """What the last run kept, by case."""
    return {each["case"]: each for each in json.loads(PLACE.read_text(encoding="utf-8"))}


def _short(value: object) -> object:
    """The same with four digits."""
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_short(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _pairs(scenario: str, citizens: int, days: int, trials: int, factors: Mapping[str, float], title: str) -> list[Any]:
    """The pairs of one step, told as they are lived and kept in a file."""

    def told(done: int, of: int) -> None:
        if sys.stderr.isatty() or done % 200 == 0:
            print(f"{title}: pair {done} of {of}", file=sys.stderr, flush=True)

    PAIRS.mkdir(parents=True, exist_ok=True)
    return controls.differences(
        scenario, citizens, days, trials, factors, told, PAIRS / f"{title.replace(' ', '-')}.jsonl"
    )


def run_controls(trials: int) -> int:
    """Both controls; what is known is written after each step."""
    scenario, citizens, days = CONTROL_WORLD
    kept: dict[str, object] = {
        "date": datetime.now(UTC).date().isoformat(), "scenario": scenario, "citizens": citizens, "days": days,
        "trials": trials, "seeds": controls.SEEDS, "regions": list(controls.REGIONS),
    }  # fmt: skip
    lived = partial(_pairs, scenario, citizens, days, trials)
    quiet = lived({}, "null")
    nulls = [controls.null(kind, quiet) for kind in controls.KINDS]
    kept |= {"null": [each.document for each in nulls], "planted": []}
    found = []
    for times in controls.TIMES:
        movable = {kind: controls.smallest_effect(kind.observable, quiet) for kind in controls.KINDS if kind.rate}
        levels = {kind: quiet[0][kind.observable]["twin"] for kind in movable}
        factors = {str(kind.rate): controls.factor_for(times * small, levels[kind]) for kind, small in movable.items()}
        pairs = lived(factors, f"planted {times}")
        found += [controls.planted(kind, times, small, pairs) for kind, small in movable.items()]
        kept["planted"] = [each.document for each in found]
        CONTROLS.write_text(json.dumps(_short(kept), indent=1) + "\n")
    for each in (*kept["null"], *kept["planted"]):  # type: ignore[misc]
        print(_short(each))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one small pair of worlds, nothing written")
    parser.add_argument("--only", help="this scenario, infer or pairs alone; the other rows of the file are kept")
    parser.add_argument("--controls", action="store_true", help="null and planted effects instead")
    parser.add_argument("--trials", type=int, default=200, help="with --controls: trials of eight seeds")
    asked = parser.parse_args()
    if asked.controls:
        return run_controls(asked.trials)
    cases = QUICK if asked.quick else [each for each in FULL if asked.only in _called(each[0])]
    kept, fine = {} if asked.quick or not asked.only else _found(), True
    for case, blocks in cases:
        began = time.perf_counter()
        rows = measure_guesses(case) if isinstance(case, Sample) else measure(case, blocks=blocks)
        fine &= _tell(case, blocks, rows, time.perf_counter() - began)
        said = {"summary": summary(rows), "rows": [row.document for row in rows]}
        kept[str(case)] = {"case": str(case), "blocks": blocks, **said}
        if not asked.quick:
            PLACE.write_text(_lines([kept[name] for name in map(str, (each for each, _ in FULL)) if name in kept]))
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
