"""``glasshouse run``: run a scenario and say what became of the society."""

from __future__ import annotations

from glasshouse.cli.console.options import (
    Citizens,
    Days,
    Fresh,
    Json,
    Out,
    Panel,
    Reader,
    ScenarioName,
    Seed,
    Settings,
    Threads,
)
from glasshouse.cli.console.output import write_json
from glasshouse.cli.console.progress import Progress
from glasshouse.cli.console.summary import write_run
from glasshouse.store.running import run


def command(
    scenario: ScenarioName,
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    panel: Panel = None,
    threads: Threads = None,
    out: Out = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Run a scenario and say what became of the society.

    A complete run of the same inputs is reused, and said to be. An interrupted run keeps its checkpoint.
    """
    reader = Reader()
    used = reader.whole("--threads", threads, 1)
    loaded = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed, panel=panel)
    with Progress(loaded.title) as progress:
        result = run(loaded, name=scenario, out=out, threads=used, fresh=fresh, progress=progress)
    if json:
        write_json(result.document)
    else:
        write_run(result.document)
