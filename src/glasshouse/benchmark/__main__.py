"""`python -m glasshouse.benchmark stages [SCENARIO] [CITIZENS] [ROUNDS]`: what each stage costs."""

from __future__ import annotations

import sys

from glasshouse.benchmark.stages import describe, stage_costs
from glasshouse.scenario import load

if __name__ == "__main__":
    words = sys.argv[2:]
    name = words[0] if words else "rongcheng"
    citizens = int(words[1]) if len(words) > 1 else 1_000_000
    rounds = int(words[2]) if len(words) > 2 else 5
    scenario = load(name, {}, citizens=citizens, days=365, seed=1)
    print(describe(stage_costs(scenario, rounds=rounds)))
