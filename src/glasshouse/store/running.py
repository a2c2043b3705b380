"""Running and resuming: a run is made once, and reused wherever the same is asked for."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Unpack

from glasshouse.engine.loop import CHECKPOINT_EVERY
from glasshouse.engine.run import simulate
from glasshouse.errors import DamagedRunError, InputError, InterruptedRunError, Problem, StorageError
from glasshouse.results import identity_of
from glasshouse.scenario import Scenario, digest
from glasshouse.store import checkpoint, manifest
from glasshouse.store.alone import alone_in
from glasshouse.store.directory import Directory
from glasshouse.store.manifest import Manifest
from glasshouse.store.options import RUNS as RUNS
from glasshouse.store.options import RunEffort, RunOptions, place_for
from glasshouse.store.rescue import keep_elsewhere
from glasshouse.store.result import Result, read_scenario
from glasshouse.store.unfinished import look

_LOG = logging.getLogger(__name__)


def run(scenario: Scenario, *, name: str | None = None, **options: Unpack[RunOptions]) -> Result:
    """Run a scenario, or take the run of the same digest that was made before.

    Args:
        scenario: what to run.
        name: what the scenario was called by; by default its title.
        **options: see `glasshouse.store.options.RunOptions`.

    Raises:
        InputError: `out` holds something else.
        DamagedRunError: the run was made before, and is damaged.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped before the last day; a checkpoint is kept.
    """
    place = place_for(options, digest(scenario)[:16])
    with alone_in(place):
        return _run(scenario, name or scenario.title, place, options)


def _run(scenario: Scenario, name: str, place: Path, options: RunOptions) -> Result:
    fresh = options.get("fresh", False)
    directory, found = Directory(place, place, scenario, name), _look_again(place, fresh)
    if found is not None and not fresh:
        if found.kind != Directory.KIND or not directory.is_same(found):
            key = "out" if options.get("out") is not None else "the folder of this digest"
            directory.refuse(found, key=key, is_replaceable=True)
        if found.is_complete and _is_usable(found, scenario):
            found.check()
            said = Directory(place, place, scenario, name).in_these_words(found)
            return Result(said, {**said.document, "scenario": name, "cached": True})
    if found is not None and found.is_complete:
        directory.step_aside()
        found = look(directory.folder)
    return _begin(directory, found, options, fresh)


def resume(path: str | Path, **effort: Unpack[RunEffort]) -> Result:
    """Go on with a run that was stopped, to the same bits as if it never had been.

    A run that is complete is returned as it is.

    Args:
        path: the directory of the run.
        **effort: see `glasshouse.store.options.RunEffort`.

    Raises:
        InputError: there is no run, or it was begun by other code.
        DamagedRunError: its files cannot be read.
        StorageError: the folder cannot be written, or the disk is full.
        InterruptedRunError: stopped again.
    """
    folder = Path(path)
    with alone_in(folder):
        return _resume(folder, effort)


def _resume(folder: Path, effort: RunEffort) -> Result:
    found = Directory.found_in(folder, "directory", "`glasshouse runs` lists the runs")
    if found.is_complete:
        found.check()
        return Result(found, {**found.document, "cached": True})
    scenario = read_scenario(folder)
    if found.data.get("identity") != identity_of([scenario]):
        expected = "a run that was begun by this very code"
        advice = "begin again with `--fresh`"
        raise InputError(Problem(file=str(folder), expected=expected, found="another code's", advice=advice))
    if digest(scenario) != found.data["digest"]:
        raise DamagedRunError(f"{folder / 'scenario.json'} is not what the run was begun with")
    directory = Directory(folder, Directory.place_of(found), scenario, str(found.data["scenario"]))
    return _begin(directory, found, effort)


def _begin(directory: Directory, found: Manifest | None, effort: RunEffort, fresh: bool = False) -> Result:
    """Make a run, from its checkpoint if there is one."""
    begin_from: dict[str, Any] | None = None
    directory.is_new = found is None
    if found is not None and not fresh and _is_usable(found, directory.scenario):
        begin_from = directory.checkpoint()
    try:
        if begin_from is None:
            directory.begin()
        else:
            _LOG.info("Going on from day %d of %d", int(begin_from["day"]), directory.scenario.days)
        done = simulate(
            directory.scenario,
            threads=effort.get("threads"),
            progress=effort.get("progress"),
            stop=effort.get("stop"),
            save=checkpoint.with_warning(directory.keep),
            checkpoint_every=effort.get("checkpoint_every", CHECKPOINT_EVERY),
            begin_from=begin_from,
        )
        try:
            return Result(directory.finish(done))
        except StorageError as error:
            hint = f"all {directory.scenario.days} days are in it; move it to {directory.place} once there is room"
            keep_elsewhere(directory, error, lambda: directory.finish_anew(done), hint)
    except (InterruptedRunError, KeyboardInterrupt) as error:
        is_kept = (directory.folder / checkpoint.NAME).exists()
        raise checkpoint.interruption(directory.folder, error, is_kept=is_kept) from None
    except BaseException:
        directory.give_up()
        raise


def _look_again(place: Path, fresh: bool) -> Manifest | None:
    """What stands in a place; with `fresh`, a run with a damaged manifest counts as complete, and is replaced."""
    try:
        return look(place)
    except DamagedRunError:
        if not fresh or not (place / "scenario.json").is_file():
            raise
        return Manifest(place, {"complete": True, "kind": "run"})


def _is_usable(found: Manifest, scenario: Scenario) -> bool:
    """Whether what was made or begun is what a run of the scenario would make."""
    same = found.data.get("digest") == digest(scenario) and found.data.get("identity") == identity_of([scenario])
    panel = set(found.data.get("panel", ()))
    wanted = set(scenario.panel)
    if not found.is_complete:
        return same and panel == wanted and found.data.get("format") == manifest.FORMAT
    return same and wanted <= panel and found.data.get("format") == manifest.FORMAT
