"""``glasshouse resume``: finish an interrupted run, to the same bits."""

from __future__ import annotations

from pathlib import Path

from glasshouse.api import resume
from glasshouse.cli.console.options import Json, Reader, RunFolder, Threads, find_run
from glasshouse.cli.console.output import write_json
from glasshouse.cli.console.progress import Progress
from glasshouse.store import manifest
from glasshouse.store.result import Result
from glasshouse.sweeps.sweep import Sweep


def command(run: RunFolder, threads: Threads = None, json: Json = False) -> None:
    """Finish an interrupted run, to the same bits.

    The results are those of a run that was never interrupted. A run that is complete is shown as it is.
    """
    reader = Reader()
    used = reader.whole("--threads", threads, 1)
    reader.finish()
    folder = find_run(run)
    with Progress(f"Run {folder.name}", _unit(folder)) as progress:
        finished = resume(folder, threads=used, progress=progress)
    if isinstance(finished, Result):
        from glasshouse.cli.console.summary import write_run

        if json:
            write_json(finished.document)
        else:
            write_run(finished.document)
        return
    if isinstance(finished, Sweep):
        from glasshouse.cli.verbs.sweep import show_sweep

        show_sweep(finished, [], json)
        return
    from glasshouse.cli.verbs.compare import show_comparison

    show_comparison(finished, json)


def _unit(folder: Path) -> str:
    """What progress is counted in."""
    is_sweep = (folder / manifest.NAME).is_file() and manifest.read(folder).kind == "sweep"
    return "run" if is_sweep else "day"
