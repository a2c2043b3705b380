"""``glasshouse claims``: the essay's claims, put to the test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.cli.console.options import ExecutorName, Fresh, Json, Reader, Seed, Workers
from glasshouse.cli.console.output import wrapped, write, write_json, write_table
from glasshouse.cli.console.progress import Progress

if TYPE_CHECKING:
    from glasshouse.claims.trial import Trial


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help="Ids of claims, or TOML files of your own; by default all.", show_default=False
        ),
    ] = None,
    quick: Annotated[
        bool,
        typer.Option(
            "--quick", help="Small societies and few points: minutes, and no more than what a claim leans to."
        ),
    ] = False,
    seed: Seed = None,
    workers: Workers = None,
    executor: ExecutorName = "local",
    out: Annotated[
        str | None,
        typer.Option("--out", metavar="FOLDER", help="Where the pages go; by default named by the digest under runs/."),
    ] = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Put the essay's claims to the test: effect, interval, verdict, and what it hangs on.

    What was run before is used again; what was interrupted goes on. The last line is the path of the page.
    """
    reader = Reader()
    processes, first = reader.whole("--workers", workers, 1), reader.whole("--seed", seed, 0)
    by = reader.executor(executor)
    reader.finish()
    from glasshouse.claims.trial import run_claims
    from glasshouse.report.claims import write_trial
    from glasshouse.report.page import refuse_strangers
    from glasshouse.store.options import RUNS

    if out:
        refuse_strangers(Path(out) / "index.html")  # before hours are spent
    with Progress("claims", "per cent") as progress:
        trial = run_claims(
            names or (), quick=quick, seed=first, workers=processes, executor_name=by, fresh=fresh, progress=progress
        )
    page = write_trial(trial, Path(out) if out else Path(RUNS) / f"claims-{trial.digest[:16]}")
    if json:
        write_json(trial.rows())
        return
    _write(trial)
    write()
    write("Each claim has a page with charts; the table that leads to them:")
    write(str(page))


def _write(trial: Trial) -> None:
    from glasshouse.cli.console import wording

    rows = []
    for finding in trial.findings:
        row = finding.row()
        value, low, high = (wording.difference(row[name], row["unit"]) for name in ("effect", "low", "high"))
        rows.append([row["id"], f"{value} [{low}, {high}]", finding.verdict.words, row["title"]])
    write_table(["id", "effect and 95% interval", "verdict", "claim"], rows)
    write()
    write(wrapped(
        "What would count was written down beforehand (`glasshouse show ID`). A/A is the same people with other luck, "
        "planted an effect that was put in. A verdict is about the model within its ranges, not about any country."
    ))  # fmt: skip
