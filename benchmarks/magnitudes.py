"""Are the model's magnitudes those of the literature? Runs what comes first to mind, beside what it was before.

What is read stands in benchmarks/magnitudes.toml. Writes benchmarks/magnitudes.json, from which the table of docs/magnitudes.md
is made (``make tables WRITE=1``).

Run: python benchmarks/magnitudes.py [--citizens 20480] [--days 365]
About five minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import glasshouse as gh
from glasshouse.targets.readings import GAUGES, Reading

PLACE = Path(__file__).with_suffix(".json")


class Magnitude(NamedTuple):
    """A number of the model that a reader can hold against something published.

    Attributes:
        scenario: the library scenario.
        title: what it is.
        published: what the literature says, or that it says nothing.
        observable: its observable.
        gauge: instead of one, a gauge of published figures.
        of: names for the gauge.
        count: instead of both, a column of the daily counts, read as its relative change beside the twin.
        since: the first day that is counted.
        beside: the twin that stands beside the run, as a change or the name of a scenario.
        facts: the facts that say so.
        before: the number that the model gave before; None where it had none.
    """

    scenario: str
    title: str
    published: str
    observable: str = ""
    gauge: str = ""
    of: tuple[str, ...] = ()
    count: str = ""
    since: int = 0
    beside: str = ""
    facts: tuple[str, ...] = ()
    before: float | None = None

    @property
    def reads(self) -> str:
        """What is read, in words."""
        return self.observable or (f"{self.gauge}: {', '.join(self.of)}" if self.gauge else self.count)


def rows() -> list[Magnitude]:
    """What is read, in the order of the table."""
    told = tomllib.loads(PLACE.with_suffix(".toml").read_text(encoding="utf-8"))["rows"]
    tuples = ("of", "facts")
    return [Magnitude(**{key: tuple(each) if key in tuples else each for key, each in row.items()}) for row in told]


def read(row: Magnitude, run: gh.Result, twins: gh.Comparison | None) -> float | None:
    """A row's number; None where it is undefined.

    Args:
        row: what is read.
        run: the run of its scenario.
        twins: the comparison that the run is part of, if the row needs one.
    """
    if row.observable:
        return run.observables[row.observable]
    if row.gauge:
        return GAUGES[row.gauge](Reading(run.document, twins.document if twins else None), row.of)
    assert twins is not None
    ours, theirs = (float(world.columns[row.count][row.since :].sum()) for world in (run, twins.worlds[row.beside]))
    return ours / theirs - 1 if theirs else None


def measure(citizens: int, days: int) -> Iterable[tuple[Magnitude, float | None]]:
    """Every row with its number; each scenario is run once, with all the twins that its rows need."""
    wanted = rows()
    with tempfile.TemporaryDirectory() as folder:
        runs: dict[str, tuple[gh.Result, gh.Comparison | None]] = {}
        for scenario in dict.fromkeys(row.scenario for row in wanted):
            runs[scenario] = lived(scenario, wanted, {"citizens": citizens, "days": days}, folder)
            print(scenario, flush=True)
        return [(row, read(row, *runs[row.scenario])) for row in wanted]


def lived(
    scenario: str, wanted: Iterable[Magnitude], size: Mapping[str, int], folder: str
) -> tuple[gh.Result, gh.Comparison | None]:
    """The run of a scenario, and the comparison that it is part of where a row needs a twin."""
    twins = dict.fromkeys(row.beside for row in wanted if row.scenario == scenario and row.beside)
    if not twins:
        return gh.run(scenario, **size, seed=1, folder=folder), None
    compared = gh.compare(scenario, *twins, **size, seed=1, folder=folder)
    return compared.worlds[scenario], compared


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Hold the model's magnitudes against the literature.")
    parser.add_argument("--citizens", type=int, default=20_480)
    parser.add_argument("--days", type=int, default=365)
    chosen = parser.parse_args(arguments)
    told = [
        {
            "scenario": row.scenario,
            "reads": row.reads,
            "title": row.title,
            "published": row.published,
            "facts": row.facts,
            "before": row.before,
            "now": now,
        }
        for row, now in measure(chosen.citizens, chosen.days)
    ]
    head = {"citizens": chosen.citizens, "days": chosen.days, "seed": 1}
    PLACE.write_text(json.dumps({**head, "rows": told}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
