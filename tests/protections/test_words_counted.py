"""The words that adopters and others say are those that the run counts."""

from __future__ import annotations

import glasshouse as gh
from glasshouse.engine.run import simulate
from glasshouse.protections.acting import watched_words
from glasshouse.protections.adopters import Apart


def test_words_of_adopters_and_others_add_up_to_those_of_the_run() -> None:
    scenario = gh.load("rongcheng", citizens=512, days=20)
    observer = Apart(scenario)
    run = simulate(scenario, threads=1, observers=(observer,))
    watched = set(watched_words(scenario))
    happened = run.totals.day_counts["happened"]
    wanted = sum(int(happened[k]) for k, kind in enumerate(run.labels.kinds) if kind.name in watched)
    assert observer.sums["words"].sum() == wanted > 0
