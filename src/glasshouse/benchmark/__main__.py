"""``python -m glasshouse.benchmark [--quick]``, or a part alone.

``… stages [SCENARIO] [CITIZENS] [ROUNDS]`` measures the stages, ``… jobs [SCENARIO] [POINTS]`` a job of a sweep,
``… societies [SCENARIO] [CITIZENS] [ROUNDS]`` each country that ships.
"""

from __future__ import annotations

import json
import sys

from glasshouse.benchmark.stages import describe, stage_costs
from glasshouse.scenario import load


def main(words: list[str]) -> None:
    """Measure what the words ask for; results go to stdout, progress to stderr."""
    if words[:1] == ["stages"]:
        name, citizens, rounds = (*words[1:], *("rongcheng", "1000000", "5")[len(words) - 1 :])
        scenario = load(name, citizens=int(citizens), panel=())
        sys.stdout.write(describe(stage_costs(scenario, rounds=int(rounds))) + "\n")
        return
    if words[:1] == ["jobs"]:
        from glasshouse.benchmark.jobs import describe_jobs, job_costs

        name, points = (*words[1:], *("national", "16")[len(words) - 1 :])
        sys.stdout.write(describe_jobs(job_costs(name, int(points))) + "\n")
        return
    if words[:1] == ["societies"]:
        from glasshouse.benchmark.societies import describe_society, society_costs

        name, citizens, rounds = (*words[1:], *("rongcheng", "1000000", "5")[len(words) - 1 :])
        for costs in society_costs(name, int(citizens), int(rounds)):
            sys.stdout.write(describe_society(costs) + "\n")
            sys.stdout.flush()
        return
    from glasshouse.benchmark.results import measure

    def say(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    found = measure(quick="--quick" in words, say=say)
    sys.stdout.write(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
