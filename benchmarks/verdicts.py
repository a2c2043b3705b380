"""Verdicts of full trials, kept: runs the claims one after the other and writes each verdict as soon as it stands.

Writes src/glasshouse/library/verdicts.json, which ships, and from which the table of docs/claims.md is made
(``make tables WRITE=1``). Claims that stand there stay, unless they are named or their file says something else by now;
so that it can be stopped and goes on. Which verdicts are stale is said first.

Run: python benchmarks/verdicts.py [ID ...] [--from FILE ...]
All took an hour on two cores on 2026-11-30; most take up to six minutes, C08 fifteen.
``--from`` takes over what ``glasshouse claims ID --json`` printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import glasshouse as gh
from glasshouse.claims.catalogue import claims
from glasshouse.claims.record import is_stale

PLACE = Path(__file__).parents[1] / "src" / "glasshouse" / "library" / "verdicts.json"
KEPT = (
    "id",
    "title",
    "verdict",
    "condition",
    "effect",
    "low",
    "high",
    "unit",
    "smallest_effect",
    "digest",
    "digest_of_file",
)


def row(found: Mapping[str, Any], day: str) -> dict[str, Any]:
    """What is kept of a claim's record.

    Args:
        found: the record, as `glasshouse claims --json` prints it.
        day: the day of the trial.
    """
    prior, power, reach, links = (found.get(name) or {} for name in ("prior", "power", "reach", "links"))
    return {
        **{name: found[name] for name in KEPT},
        "share": {name: prior.get(name) for name in ("p", "p_low", "p_high", "blind")} if prior else None,
        "order": links.get("order"),
        "sets": links.get("sets", [])[:3],
        "reach": {name: reach.get(name) for name in ("value", "at", "ok")} if reach else None,
        "power": {name: power.get(name) for name in ("se", "seeds", "citizens", "days", "events", "needs")}
        if power
        else None,
        "hangs_on": [each["key"] for each in found["confirmed"]],
        "secondaries": [{"observable": each["observable"], "answer": each["answer"]} for each in found["secondaries"]],
        "date": day,
    }


def stale_of(kept: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Names of kept verdicts whose claims say something else by now, or are no more.

    Args:
        kept: rows by claim.
    """
    return [name for name, each in kept.items() if is_stale(name, each["digest_of_file"])]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run what is asked for, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--from", dest="files", nargs="*", default=[])
    chosen = parser.parse_args(arguments)
    kept = json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.exists() else {}
    today = date.today().isoformat()
    for name in chosen.files:
        said = json.loads(Path(name).read_text(encoding="utf-8"))
        _keep(kept, [row(each, today) for each in (said if isinstance(said, list) else [said])])
    stale = stale_of(kept)
    if stale:
        print("stale, since their claims have changed:", ", ".join(stale))
    wanted = chosen.ids or ([] if chosen.files else [name for name in claims() if name not in kept or name in stale])
    for name in wanted:
        trial = gh.run_claims(name)
        _keep(kept, [row(each, today) for each in trial.rows()])
        print(name, kept[name]["verdict"])


def _keep(kept: dict[str, Any], rows: Sequence[dict[str, Any]]) -> None:
    kept.update({each["id"]: each for each in rows})
    ordered = {name: kept[name] for name in claims() if name in kept}
    PLACE.write_text(json.dumps(ordered, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
