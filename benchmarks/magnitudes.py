"""Are the model's magnitudes those of the literature? Runs what comes first to mind, and keeps what it was before.

Writes benchmarks/magnitudes.json, from which the table of docs/magnitudes.md is made (``make tables WRITE=1``). What stood there
under `now` when a row was first written stays under `before`.

Run: python benchmarks/magnitudes.py [--citizens 20480] [--days 365]
About two minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import glasshouse as gh

PLACE = Path(__file__).with_suffix(".json")


class Magnitude(NamedTuple):
    """A number of the model that a reader can hold against something published.

    Attributes:
        scenario: the library scenario.
        observable: its observable.
        title: what it is.
        published: what the literature says, or that it says nothing.
        facts: the facts that say so.
    """

    scenario: str
    observable: str
    title: str
    published: str
    facts: tuple[str, ...] = ()


ROWS = (
    Magnitude("sensing", "speech_withheld_share", "lawful words withheld where all is recorded and nobody judged",
              "no size for China; Wikipedia views fell by a fifth in the United States, searches by a twentieth",
              ("penney_2016", "marthews_tucker")),
    Magnitude("golden-shield", "speech_withheld_share", "the same under censorship", "no size"),
    Magnitude("bureau", "speech_withheld_share", "the same under a credit bureau",
              "none expected: it reads no speech, and framing moved support only where social conduct was monitored",
              ()),
    Magnitude("bureau-schufa", "speech_withheld_share", "the same under a German bureau", "none expected"),
    Magnitude("national", "speech_withheld_share", "the same under one national account", "no size; there has never been one"),
    Magnitude("personal-file", "speech_withheld_share", "the same under the personal file", "no size"),
    Magnitude("bureau-schufa", "sanctioned_share_of_days", "days under a sanction of a German bureau",
              "9.4 % of consumers had a bad entry in 2017", ("schufa_negative_2017",)),
    Magnitude("national", "sanctioned_share_of_days", "days under a sanction of one national account",
              "0.5 to 0.8 % of adults are on the court's list", ("blacklist_current_stock",)),
    Magnitude("golden-shield", "arrested_share", "days in a gathering that end in arrest",
              "0.4 to 2 % of known participants, derived from arrests at 8.5 % of events", ("cdm_response",)),
    Magnitude("golden-shield", "gatherings_per_million_years", "gatherings of ten or more, per million people and year",
              "about 80 mass incidents in 2006, of any size", ("mass_incidents_series",)),
    Magnitude("golden-shield", "preference_gap",
              "critical part of what people would say less that of what is visible (before: counted otherwise)",
              "24.5 points between direct and covert answers on support, another question",
              ("robinson_tannenberg_2019",)),
    Magnitude("national", "mean_effort", "mean effort for points, of full effort",
              "a surprisingly high share of members say that they changed something, an upper bound", ("kostka_antoine_2020",)),
    Magnitude("rongcheng", "mean_effort", "the same in Rongcheng", "as above", ("kostka_antoine_2020",)),
    Magnitude("golden-shield", "false_records_per_1000_years", "false records per 1,000 people and year", "nothing published"),
)  # fmt: skip


def measure(citizens: int, days: int) -> dict[str, float | None]:
    """Every row's number, by scenario and observable."""
    found: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        for scenario in dict.fromkeys(row.scenario for row in ROWS):
            observables = gh.run(scenario, citizens=citizens, days=days, seed=1, folder=Path(folder)).observables
            for row in ROWS:
                if row.scenario == scenario:
                    found[f"{scenario} {row.observable}"] = observables[row.observable]
            print(scenario, flush=True)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Hold the model's magnitudes against the literature.")
    parser.add_argument("--citizens", type=int, default=20_480)
    parser.add_argument("--days", type=int, default=365)
    chosen = parser.parse_args(arguments)
    kept = json.loads(PLACE.read_text(encoding="utf-8"))["rows"] if PLACE.exists() else []
    before = {f"{row['scenario']} {row['observable']}": row["before"] for row in kept}
    now = measure(chosen.citizens, chosen.days)
    rows = [{**row._asdict(), "before": before.get(key, now[key]), "now": now[key]}
            for row in ROWS for key in [f"{row.scenario} {row.observable}"]]  # fmt: skip
    told = {"citizens": chosen.citizens, "days": chosen.days, "seed": 1, "rows": rows}
    PLACE.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
