"""``glasshouse runs``: the runs in a folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from glasshouse.cli.console import wording
from glasshouse.cli.console.options import Json
from glasshouse.cli.console.output import write, write_json, write_table
from glasshouse.errors import InputError, Problem
from glasshouse.store.listing import runs


def command(
    folder: Annotated[
        str, typer.Argument(metavar="[FOLDER]", help="The folder that holds the runs' folders.", show_default=True)
    ] = "runs",
    json: Json = False,
) -> None:
    """List the runs in a folder.

    The newest stands first. An incomplete run can be resumed; a damaged one can be made again with --fresh.
    """
    if folder != "runs" and not Path(folder).is_dir():
        found = "a file" if Path(folder).exists() else "nothing"
        raise InputError(Problem(file=folder, expected="a folder that holds runs", found=found))
    found_runs = runs(folder)
    if json:
        write_json(found_runs)
        return
    if not found_runs:
        write(f"No runs in {folder}. `glasshouse run rongcheng` makes one.")
        return
    heads = ["run", "scenario", "people", "days", "seed", "state"]
    write_table(heads, (list(_cells(run)) for run in found_runs), right=[2, 3, 4])
    unfinished = next((run["path"] for run in found_runs if _is_resumable(run)), None)
    if unfinished is not None:
        write()
        write(f"`glasshouse resume {unfinished}` goes on with a run that was stopped.")


def _is_resumable(run: Mapping[str, Any]) -> bool:
    return not run["complete"] and not run.get("damaged")


def _cells(run: Mapping[str, Any]) -> Iterator[str]:
    yield str(run["path"])
    yield str(run["scenario"] or "")
    for key in ("citizens", "days"):
        yield "" if run[key] is None else wording.count(run[key])
    yield "" if run["seed"] is None else str(run["seed"])
    yield _state(run)


def _state(run: Mapping[str, Any]) -> str:
    if run.get("damaged"):
        return "damaged"
    if not run["complete"]:
        return _progress(run)
    return "complete" if run["kind"] in (None, "run") else str(run["kind"])


def _progress(run: Mapping[str, Any]) -> str:
    """How far something came that was stopped: a sweep in runs, a comparison in seeds, a run in days."""
    if run["kind"] == "sweep":
        return f"stopped after {run['done']} of {run['runs'] or '?'} runs"
    if run["kind"] == "comparison":
        return f"stopped after {run['done']} of {run['replicates']} seeds"
    return f"stopped on day {run['day'] or 0}"
