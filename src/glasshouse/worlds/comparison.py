"""Comparing: a scenario beside its variants, with intervals, stored as a folder and reused by digest."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from glasshouse.documents import notebook
from glasshouse.engine.loop import CHECKPOINT_EVERY, CheckpointTimer, Progress, run_days
from glasshouse.engine.run import Run
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.state import communities_for
from glasshouse.engine.warmup import prepare
from glasshouse.errors import InputError, InterruptedRunError, Problem, StorageError, nearest_name
from glasshouse.results import frames
from glasshouse.results.schema import SCHEMA_VERSION, ComparisonResults
from glasshouse.scenario import LADDER, Scenario, digest, keys_not_in, variant, with_later_seed
from glasshouse.store import checkpoint
from glasshouse.store.alone import first_in
from glasshouse.store.manifest import Manifest
from glasshouse.store.options import RunEffort, RunOptions, place_for
from glasshouse.store.rescue import keep_elsewhere
from glasshouse.store.result import Result, read_run
from glasshouse.worlds.folder import ComparisonFolder
from glasshouse.worlds.individual_differences import average_people
from glasshouse.worlds.intervals import FEWEST
from glasshouse.worlds.replicates import Values, differences_between, differences_within, events_of, read_events
from glasshouse.worlds.twins import BLOCKS, Twins

if TYPE_CHECKING:
    import pandas as pd

_LOG = logging.getLogger(__name__)

MANY = 1000
"""Most replicates of a comparison."""
Attend = Callable[[Twins], None]
"""Told of worlds that are about to live, to look at them day by day."""
_SHOWN = 12
"""Differences that a notebook shows of each twin."""


class Comparison:
    """Worlds that shared their luck, and how they differ.

    Attributes:
        path: the folder.
        document: the results document, as ``compare --json`` prints it.
    """

    def __init__(self, found: Manifest, cached: bool = False) -> None:
        """Take a complete comparison whose files were checked."""
        self.path = found.folder
        self.document: dict[str, Any] = {**found.document, "cached": cached}
        self._places: dict[str, str] = found.data["places"]
        for name, place in self._places.items():
            self.document["worlds"][name]["run"] = str(self.path / place)

    @property
    def results(self) -> ComparisonResults:
        """The results document with types."""
        return ComparisonResults.model_validate(self.document)

    @property
    def worlds(self) -> dict[str, Result]:
        """The worlds as results, the base first."""
        return {name: read_run(self.path / place) for name, place in self._places.items()}

    @property
    def differences(self) -> dict[str, dict[str, Any]]:
        """Base minus twin, by the twin's name and the observable's."""
        return dict(self.document["differences"])

    @property
    def individual_differences(self) -> dict[str, dict[str, Any]]:
        """Whose lives were not those of their twins, by the twin's name and by outcome."""
        return dict(self.document["individual_differences"])

    def to_pandas(self, table: str = "differences") -> pd.DataFrame:
        """A table as a tidy pandas frame.

        Args:
            table: ``differences`` (one row for each twin and observable), or ``individual_differences`` (for each twin
                and outcome).

        Raises:
            InputError: there is no such table.
        """
        made = {"differences": frames.differences_table, "individual_differences": frames.people_table}
        if table not in made:
            nearest = nearest_name(table, made)
            raise InputError(Problem(expected="a table of the comparison", found=repr(table), nearest=nearest))
        return made[table](self.document[table])

    def __repr__(self) -> str:
        return f"<Comparison {' | '.join(self._places)} in {self.path}>"

    def _repr_html_(self) -> str:
        return "".join(self._twin_html(twin) for twin in self.differences)

    @property
    def _of_seeds(self) -> str:
        seeds = self.document["replicates"]
        return f", mean of {seeds} seeds" if seeds > 1 else ""

    def _twin_html(self, twin: str) -> str:
        """How the base differs from one twin: the differences that are sure, else those that are there, and whose days differ."""
        there = [said for said in self.differences[twin].values() if said["value"]]
        found = [said for said in there if _is_sure(said)] or there
        rows = [(s["title"], s["value"], *_ends(s), s["unit"]) for s in found[:_SHOWN]]
        heads = (f"difference from {twin}", "value", "low", "high", "unit")
        people = [
            (said["title"], said["people"], f"{said['share']:.2%}")
            if said["share"] is not None
            else (said["title"], "cannot be told", "")
            for said in self.individual_differences[twin].values()
        ]
        return notebook.table(
            f"{self.document['base']} less {twin}", heads, rows, f"Intervals: {self.document['interval']}."
        ) + notebook.table(f"Unlike in {twin}{self._of_seeds}", ("what happened", "people", "share"), people)


def _ends(said: Mapping[str, Any]) -> tuple[float | str, float | str]:
    """The ends of an interval, or that there is none."""
    return ("none", "none") if said["low"] is None else (said["low"], said["high"])


def _is_sure(said: Mapping[str, Any]) -> bool:
    """Whether an interval leaves out 0."""
    return said["low"] is not None and (said["low"] > 0 or said["high"] < 0)


def compare(
    base: Scenario,
    variants: Sequence[str | Path | Scenario],
    *,
    name: str | None = None,
    replicates: int = 1,
    settings: Sequence[str] = (),
    attend: Attend | None = None,
    **options: Unpack[RunOptions],
) -> Comparison:
    """Compare a scenario with variants of it: the same people and the same luck under other rules.

    Args:
        base: the scenario.
        variants: what to compare it with: rungs of the ladder, scenarios' names, TOML files, ``key=value``, scenarios.
        name: what the base was called by; by default its title.
        replicates: how many seeds to try, counting up from the base's; after the greatest comes 0.
        settings: changes that the base was made with; variants take those whose key they have, and what they have not is
            logged. Scenarios stay as they are.
        attend: told of the worlds of each replicate before their next day; may look at them, and changes nothing.
        **options: see `glasshouse.store.options.RunOptions`; progress counts the days of all replicates together.

    Raises:
        InputError: a variant that does not fit, `out` holds something else, or another process is making the same.
        DamagedRunError: the comparison was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the end; a checkpoint is kept.
    """
    if not 1 <= replicates <= MANY:
        raise InputError(Problem(key="replicates", expected=f"a number from 1 to {MANY}", found=str(replicates)))
    if not variants:
        raise InputError(Problem(key="with", expected="at least one variant", found="none"))
    scenarios = name_worlds(base, name or base.title, variants, settings)
    inputs = _digest(scenarios, replicates)
    comparison_folder = ComparisonFolder(place_for(options, f"compare-{inputs[:16]}"), scenarios, replicates, inputs)
    with first_in(comparison_folder.place):
        made = comparison_folder.find(options.get("fresh", False))
        if made is not None:
            made = comparison_folder.in_these_words(made, lambda: _document(comparison_folder))
            return Comparison(made, cached=True)
        return _carry_on(comparison_folder, options, attend)


def resume(path: str | Path, **effort: Unpack[RunEffort]) -> Comparison:
    """Go on with a comparison that was stopped, to the same bits.

    Args:
        path: the folder of the comparison.
        **effort: see `glasshouse.store.options.RunEffort`.

    Raises:
        InputError: there is no comparison, it was begun by other code, or another process is making it.
        DamagedRunError: its files cannot be read.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped again.
    """
    with first_in(Path(path)):
        comparison_folder, made = ComparisonFolder.reopen(Path(path))
        if made is not None:
            return Comparison(made, cached=True)
        return _carry_on(comparison_folder, effort)


def name_worlds(
    base: Scenario, name: str, variants: Sequence[str | Path | Scenario], settings: Sequence[str] = ()
) -> dict[str, Scenario]:
    """The worlds by name, the base first; a name that comes twice is numbered.

    Args:
        base: the scenario.
        name: what it is called.
        variants: what it is compared with.
        settings: changes that the base was made with, for variants given by name too.

    Raises:
        InputError: a variant that does not fit.
    """
    scenarios = {name: base}
    for given in variants:
        called = given.title if isinstance(given, Scenario) else str(given)
        number, free = 2, called
        while free in scenarios:
            free, number = f"{called} ({number})", number + 1
        if isinstance(given, Scenario):
            scenarios[free] = given
            continue
        scenarios[free] = variant(base, given, settings)
        for key in () if given in LADDER else keys_not_in(scenarios[free], settings):
            _LOG.warning("%s has no %s: that setting holds for the other worlds alone", free, key)
    return scenarios


def _digest(scenarios: Mapping[str, Scenario], replicates: int) -> str:
    parts = ["comparison", str(replicates), *(f"{name}={digest(each)}" for name, each in scenarios.items())]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _carry_on(comparison_folder: ComparisonFolder, effort: RunEffort, attend: Attend | None = None) -> Comparison:
    """Make what is still missing of a comparison."""
    try:
        comparison_folder.begin()
        prepare(next(iter(comparison_folder.scenarios.values())), traced=True)
        left = [r for r in range(comparison_folder.replicates) if not comparison_folder.has(r)]
        with stop_requested() as request:
            for r in left:
                if request.asked:
                    raise InterruptedRunError(f"stopped before replicate {r + 1} of {comparison_folder.replicates}")
                _live_replicate(comparison_folder, r, effort, attend)
        return Comparison(comparison_folder.finish(_document(comparison_folder)))
    except (InterruptedRunError, KeyboardInterrupt) as error:
        is_kept = comparison_folder.is_anything_kept()
        raise checkpoint.interruption(comparison_folder.folder, error, is_kept=is_kept) from None
    except BaseException:
        comparison_folder.give_up()
        raise


def _live_replicate(
    comparison_folder: ComparisonFolder, r: int, effort: RunEffort, attend: Attend | None = None
) -> None:
    """Simulate one replicate, from its checkpoint if there is one, and keep it."""
    scenarios = {name: with_later_seed(each, r) for name, each in comparison_folder.scenarios.items()}
    days = next(iter(scenarios.values())).days
    saved, progress = comparison_folder.checkpoint(r), effort.get("progress")
    timer = CheckpointTimer(effort.get("checkpoint_every", CHECKPOINT_EVERY), float(saved["seconds"]) if saved else 0.0)
    twins = Twins(scenarios, threads=effort.get("threads"))
    try:
        if saved:
            _LOG.info(
                "Going on from day %d of %d, replicate %d of %d",
                saved["day"],
                days,
                r + 1,
                comparison_folder.replicates,
            )
            twins.restore(saved)
        if attend:
            attend(twins)
        told = None if progress is None else _told(progress, r * days, comparison_folder.replicates * days)
        run_days(twins, timer, progress=told, stop=effort.get("stop"), save=comparison_folder.saving(r))
        try:
            _put(comparison_folder, r, twins, timer.seconds())
        except StorageError as error:
            hint = "`glasshouse resume FOLDER` goes on from there"
            keep_elsewhere(
                comparison_folder, error, lambda: _put_anew(comparison_folder, r, twins, timer.seconds()), hint
            )
    finally:
        twins.close()


def _put_anew(comparison_folder: ComparisonFolder, r: int, twins: Twins, seconds: float) -> None:
    comparison_folder.begin()
    _put(comparison_folder, r, twins, seconds)


def _told(progress: Progress, before: int, total: int) -> Progress:
    return lambda day, _: progress(before + day, total)


def _put(comparison_folder: ComparisonFolder, r: int, twins: Twins, seconds: float) -> None:
    """Keep one replicate; the first one whole, the others as their observables."""
    runs = twins.conclude(seconds)
    kept: dict[str, Any] = {
        "seed": next(iter(runs.values())).scenario.seed,
        "observables": {name: _values(run) for name, run in runs.items()},
        "state_digests": {name: run.state_digest for name, run in runs.items()},
    }
    base, *others = runs
    pairs = {name: (runs[name], twins.recorders[name]) for name in runs}
    found = {name: differences_within(pairs[base], pairs[name]) for name in others}
    kept["events"] = {name: events_of(said) for name, said in found.items()}
    kept["individual_differences"] = {
        name: each.document(twins.recorders[base], twins.recorders[name]) for name, each in twins.ledgers.items()
    }
    if r == 0:
        kept |= {"units": _units(runs), "within": found, "examples": _examples(twins)}
        comparison_folder.put_worlds(runs)
    comparison_folder.put(r, kept)


def _units(runs: Mapping[str, Run]) -> dict[str, list[str]]:
    """Unit and title of each observable."""
    return {name: [o.unit, o.title] for run in runs.values() for name, o in run.observables.items()}


def _examples(twins: Twins) -> list[dict[str, Any]]:
    """Citizens to whom something befell and not their twins, of all twins."""
    return [said for name, each in twins.ledgers.items() for said in each.example_document(name)]


def _values(run: Run) -> Values:
    return {name: each.value for name, each in run.observables.items()}


def _document(comparison_folder: ComparisonFolder) -> dict[str, Any]:
    """The results document of a comparison."""
    found = [json.loads(json.dumps(comparison_folder.replicate(r))) for r in range(comparison_folder.replicates)]
    first = found[0]
    base, *others = comparison_folder.scenarios
    differences = {name: _over_seeds(found, base, name) for name in others} if len(found) > 1 else first["within"]
    worlds = comparison_folder.documents()
    _take_titles(differences, worlds)
    return {
        "schema_version": SCHEMA_VERSION,
        "worlds": worlds,
        "base": base,
        "replicates": comparison_folder.replicates,
        "seeds": [each["seed"] for each in found],
        "interval": _interval(comparison_folder.scenarios[base].citizens, comparison_folder.replicates),
        "differences": differences,
        "individual_differences": {
            name: average_people([each["individual_differences"][name] for each in found]) for name in others
        },
        "examples": [{**said, "seed": first["seed"]} for said in first["examples"]],
        "report": None,
        "identity": comparison_folder.identity,
    }


def _take_titles(differences: Mapping[str, Mapping[str, Any]], worlds: Mapping[str, Any]) -> None:
    """Let differences have the titles that the worlds' documents say."""
    titles = {name: said["title"] for world in worlds.values() for name, said in world["observables"].items()}
    for found in differences.values():
        for name, said in found.items():
            said["title"] = titles.get(name, said["title"])


def _over_seeds(found: Sequence[Mapping[str, Any]], base: str, twin: str) -> dict[str, Any]:
    """Mean differences over the seeds from one twin."""
    ours, theirs = ([each["observables"][name] for each in found] for name in (base, twin))
    events = [read_events(each["events"][twin]) for each in found]
    identical = all(each["state_digests"][base] == each["state_digests"][twin] for each in found)
    return differences_between(ours, theirs, found[0]["units"], events, identical=identical)


def _interval(citizens: int, replicates: int) -> str:
    """How intervals were made, in words."""
    unless = f"none where fewer than {FEWEST} independent events differ"
    if replicates > 1:
        return f"95 %, Student's t over {replicates} seeds; {unless}"
    blocks = min(BLOCKS, communities_for(citizens))
    if blocks < FEWEST:
        return f"none: one seed and fewer than {FEWEST} communities; ask for replicates"
    return f"95 %, jackknife over {blocks} blocks of communities, one seed; {unless}"
