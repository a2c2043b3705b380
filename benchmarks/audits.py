"""What does an audit cost? ``python benchmarks/audits.py municipal-trust narrow-penalty --quick`` on this machine.

Makes the sections of each audit in turn, in a folder of its own, so that nothing is found that was lived before; kernels are
compiled or loaded beforehand, and not counted. Writes for each section the seconds by the clock, those of the processor, which
other programs on the machine lengthen less, and how many worlds it was the first to ask for. With ``--whole`` the sections are
made several at a time, as ``glasshouse audit`` makes them, and the whole is measured.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.making import made
from glasshouse.audit.rights.study import LONGEST, QUICK_SEEDS, SECTIONS, SEEDS, costs_of, sized
from glasshouse.audit.rights.unions import unions_of
from glasshouse.audit.rights.worlds import Bench
from glasshouse.engine.machine import cores
from glasshouse.scenario import Scenario, seed_after

SMALL: Final = 512
"""People of the audit that is made first, so that kernels are there."""


@dataclass(frozen=True)
class Cost:
    """What a section took.

    Attributes:
        section: its name.
        seconds: by the clock.
        processor: seconds of the processor, of all threads.
        worlds: worlds that it was the first to ask for.
    """

    section: str
    seconds: float
    processor: float
    worlds: int


def case_of(scheme: Scenario, folder: Path, quick: bool, threads: int | None) -> Case:
    """A case as an audit has it, whose worlds are kept in a folder."""
    bound = norms().on(scheme)
    bench = Bench(scheme, folder, costs=costs_of(scheme), together=unions_of(scheme, bound), threads=threads)
    seeds = tuple(seed_after(scheme.seed, r) for r in range(QUICK_SEEDS if quick else SEEDS))
    return Case(scheme, bench, bound, seeds, quick)


def costs(case: Case) -> Iterator[Cost]:
    """What each section takes, in the order of the report."""
    for section in SECTIONS:
        yield _cost(section.__name__, case, partial(section, case))


def whole(case: Case) -> Iterator[Cost]:
    """What all sections take that are made several at a time."""
    yield _cost("all", case, lambda: made(case, SECTIONS, LONGEST))


def _cost(name: str, case: Case, make: Callable[[], object]) -> Cost:
    began, used, lived = time.perf_counter(), _processor(), case.bench.lived
    make()
    return Cost(name, time.perf_counter() - began, _processor() - used, case.bench.lived - lived)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(name: str, quick: bool, threads: int | None, at_once: bool = False) -> dict[str, Any]:
    """One audit: its size, and what each section took, or all where several are made at once."""
    base = scenario.load(name)
    people, days = sized(base.citizens, base.days, quick)
    with tempfile.TemporaryDirectory() as folder:
        small = scenario.load(name, citizens=SMALL, days=min(days, 60))
        measure = whole if at_once else costs
        list(measure(case_of(small, Path(folder) / "small", True, threads)))
        scheme = scenario.load(name, citizens=people, days=days)
        rows = list(measure(case_of(scheme, Path(folder) / "whole", quick, threads)))
    if not at_once:
        rows.append(
            Cost("all", sum(r.seconds for r in rows), sum(r.processor for r in rows), sum(r.worlds for r in rows))
        )
    return {"scenario": name, "people": people, "days": days, "sections": [asdict(row) for row in rows]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("scenarios", nargs="+")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--whole", action="store_true", help="several sections at once, as an audit makes them")
    parser.add_argument("--threads", type=int)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = [measured(name, given.quick, given.threads, given.whole) for name in given.scenarios]
    if given.json:
        print(json.dumps({"cores": cores(), "threads": given.threads, "audits": found}, indent=2))
        return
    for each in found:
        print(f"{each['scenario']}: {each['people']:,} people, {each['days']} days, {cores()} cores")
        for row in each["sections"]:
            said = f"{row['seconds']:8.1f} s, {row['processor']:8.1f} s of the processor, {row['worlds']:3} worlds"
            print(f"  {row['section']:14}{said}")


if __name__ == "__main__":
    main()
