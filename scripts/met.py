"""Writes src/glasshouse/library/met.json anew: of each scenario, which published figures its run meets.

``python scripts/met.py`` runs all scenarios, ``python scripts/met.py rongcheng`` those that are named; the others keep what they
have. Which of its own targets a calibrated scenario misses is what its fit says, which has several seeds; of a scenario that was
fitted by hand, what the run says.
"""

import json
import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

import glasshouse as gh
from glasshouse import library
from glasshouse.scenario import load
from glasshouse.targets.published import met_by_role, missed_targets, published_figures

MET = Path(library.__file__).with_name("met.json")
CITIZENS, DAYS, SEED = 10_000, 365, 1


def met(name: str) -> dict[str, Any]:
    """Run a scenario beside nothing, for its own days but at most a year, and hold it against the published figures."""
    days = min(DAYS, load(name).days)
    with tempfile.TemporaryDirectory() as folder:
        twins = gh.compare(name, "nothing", citizens=CITIZENS, days=days, seed=SEED, folder=folder)
        document = twins.worlds[name].document
        figures = published_figures(document, twins.document)
    missed = missed_by_fit(name, document["fitted"])
    if missed is None:
        missed = [f"{figure['topic']}.{figure['name']}" for figure in missed_targets(figures, document["fitted"])]
    return {
        "days": days,
        "met": {role: list(counts) for role, counts in met_by_role(figures).items()},
        "fitted": len(document["fitted"]),
        "missed": missed,
    }


def missed_by_fit(name: str, fitted: Collection[str]) -> list[str] | None:
    """Targets that a calibrated scenario misses in the mean of its fit's own seeds; None where no calibration made it."""
    place = MET.parent / "calibrations" / f"{name.removesuffix('-calibrated')}.json"
    if not name.endswith("-calibrated") or not place.exists():
        return None
    targets = json.loads(place.read_text(encoding="utf-8"))["targets"]
    return [target["figure"] for target in targets if target["figure"] in fitted and not target["meets"]]


def main() -> None:
    wanted = sys.argv[1:] or library.names("scenarios")
    told = json.loads(MET.read_text(encoding="utf-8")) if MET.exists() else {"scenarios": {}}
    scenarios = {name: each for name, each in told["scenarios"].items() if name in library.names("scenarios")}
    for name in wanted:
        scenarios[name] = met(name)
        print(name, scenarios[name]["met"], flush=True)
    lines = ",\n".join(f"    {json.dumps(name)}: {json.dumps(each)}" for name, each in sorted(scenarios.items()))
    head = f'  "citizens": {CITIZENS},\n  "days": {DAYS},\n  "seed": {SEED},\n  "scenarios": {{\n'
    MET.write_text(f"{{\n{head}{lines}\n  }}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
