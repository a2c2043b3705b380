"""The outcome of a job: what became of its worlds, as plain data that travels between processes and fits into a table."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from glasshouse.engine.loop import Stop, Striding, stride
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run, conclude
from glasshouse.engine.world import World
from glasshouse.observables.observable import Observable
from glasshouse.results.build import findings
from glasshouse.scenario import Scenario
from glasshouse.sweeps.probes import Watcher, installed_probe
from glasshouse.sweeps.study import Job
from glasshouse.targets.published import published_figures
from glasshouse.worlds.individual_differences import OUTCOMES
from glasshouse.worlds.replicates import differences_within
from glasshouse.worlds.twins import Twins

_BLOCKS = 10
"""Blocks of a job's worlds, for the interval of one pair; a sweep has seeds and points for more."""

Outcome = dict[str, Any]
"""``seed``, ``seconds``, ``worlds`` (by name: observables, the fewest of the counts behind each, figures, state_digest),
``differences`` and ``individual_differences`` (by the twin's name), ``titles`` (unit and title by observable)."""


def run_job(job: Job, stop: Stop | None = None) -> Outcome:
    """Live the worlds of a job, with one thread and without a panel, and tell what became of them.

    Args:
        job: the job.
        stop: asked after each day whether to stop.

    Raises:
        InputError: what is set does not fit the scenario.
        InterruptedRunError: an interrupt or `stop` came before the last day.
    """
    began = time.perf_counter()
    scenarios = {name: each.model_copy(update={"panel": ()}) for name, each in job.worlds().items()}
    asked = {name: installed_probe(job.probe)(each) for name, each in scenarios.items()} if job.probe else {}
    watchers = {name: each for name, each in asked.items() if isinstance(each, Watcher)}
    if len(scenarios) == 1:
        told = _alone(scenarios, watchers, stop)
    else:
        told = _together(scenarios, watchers, stop, intervals=job.intervals)
    if asked:
        _add({name: each.observables() if isinstance(each, Watcher) else each for name, each in asked.items()}, told)
    seed = next(iter(scenarios.values())).seed
    return {"seed": seed, "seconds": time.perf_counter() - began, **told}


def _alone(scenarios: Mapping[str, Scenario], watchers: Mapping[str, Watcher], stop: Stop | None) -> Outcome:
    (name, scenario), = scenarios.items()  # fmt: skip
    world = World(scenario, observers=_observers(watchers).get(name, ()))
    try:
        recorder = Recorder(world, series=False)
        _live(recorder, {name: recorder}, watchers, stop)
        run = conclude(recorder, 0.0, world.threads)
    finally:
        world.close()
    document = findings(run)
    return {
        "worlds": {name: _world(run, document)},
        "titles": _titles(run),
        "differences": {},
        "individual_differences": {},
    }


def _together(
    scenarios: Mapping[str, Scenario], watchers: Mapping[str, Watcher], stop: Stop | None, *, intervals: bool
) -> Outcome:
    blocks = _BLOCKS if intervals else 1
    twins = Twins(scenarios, threads=1, blocks=blocks, observers=_observers(watchers), series=False)
    try:
        _live(twins, twins.recorders, watchers, stop)
        runs = twins.conclude(0.0)
        pairs = {name: (runs[name], twins.recorders[name]) for name in runs}
        return _compared(twins, runs, pairs, intervals=intervals)
    finally:
        twins.close()


def _observers(watchers: Mapping[str, Watcher]) -> dict[str, tuple[Watcher, ...]]:
    """Who is told of every day, by the world's name: worlds that nobody watches live many days in one call."""
    return {name: (each,) for name, each in watchers.items() if each.sees_days}


def _live(
    striding: Striding, recorders: Mapping[str, Recorder], watchers: Mapping[str, Watcher], stop: Stop | None
) -> None:
    """Live all days, and let watchers see the worlds before and after."""
    for name, each in watchers.items():
        each.begin(recorders[name].world)
    stride(striding, stop)
    for name, each in watchers.items():
        each.end(recorders[name].world)


def _compared(
    twins: Twins, runs: Mapping[str, Run], pairs: Mapping[str, tuple[Run, Recorder]], *, intervals: bool
) -> Outcome:
    base, *others = runs
    documents = {name: findings(run) for name, run in runs.items()}
    otherwise = {
        name: ledger.document(twins.recorders[base], twins.recorders[name]) for name, ledger in twins.ledgers.items()
    }
    comparison = {"base": base, "worlds": documents, "individual_differences": otherwise}
    worlds = {base: _world(runs[base], documents[base], comparison)}
    worlds |= {name: _world(runs[name], documents[name]) for name in others}
    titles: dict[str, Any] = {}
    for run in runs.values():
        titles |= _titles(run)
    return {
        "worlds": worlds,
        "titles": titles,
        "differences": {
            name: _spans(differences_within(pairs[base], pairs[name]))
            if intervals
            else _gaps(runs[base].observables, runs[name].observables)
            for name in others
        },
        "individual_differences": {
            name: {way: [told[way]["share"], befell[way]] for way in OUTCOMES}
            for (name, told), befell in zip(
                otherwise.items(), (ledger.communities() for ledger in twins.ledgers.values()), strict=True
            )
        },
    }  # fmt: skip


def _add(found: Mapping[str, Mapping[str, Observable]], told: Outcome) -> None:
    """Add what a probe says of each world, and how the twins differ in it."""
    for name, observables in found.items():
        told["worlds"][name]["observables"] |= {each: said.value for each, said in observables.items()}
        told["titles"] |= {each: [said.unit, said.title] for each, said in observables.items()}
    base, *others = found.values()
    for name, other in zip(told["differences"], others, strict=True):
        told["differences"][name] |= _gaps(base, other)


def _world(run: Run, document: Mapping[str, Any], comparison: Mapping[str, Any] | None = None) -> dict[str, Any]:
    figures = published_figures(document, comparison)
    return {
        "observables": {name: each.value for name, each in run.observables.items()},
        "counts": {name: min(map(abs, each.counts)) for name, each in run.observables.items() if each.counts},
        "figures": {f"{each['topic']}.{each['name']}": each["ours"] for each in figures},
        "published": {f"{each['topic']}.{each['name']}": each["published"] for each in figures},
        "state_digest": run.state_digest,
    }


def _titles(run: Run) -> dict[str, Any]:
    return {name: [each.unit, each.title] for name, each in run.observables.items()}


def _gaps(ours: Mapping[str, Observable], theirs: Mapping[str, Observable]) -> dict[str, Any]:
    """Differences of two worlds, without intervals."""
    found: dict[str, Any] = {}
    for name in (each for each in ours if each in theirs):
        a, b = ours[name].value, theirs[name].value
        found[name] = [None if a is None or b is None else a - b, None, None, None, None]
    return found


def _spans(differences: Mapping[str, Any]) -> dict[str, Any]:
    heads = ("value", "low", "high", "events", "counts_once")
    return {name: [said.get(head) for head in heads] for name, said in differences.items()}
