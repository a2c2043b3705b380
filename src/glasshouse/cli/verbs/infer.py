"""``glasshouse infer``: what holders of a run's records can guess of its people."""

from __future__ import annotations

from typing import Annotated

import typer

from glasshouse.audit.infer import infer
from glasshouse.cli.console.opening import first_result
from glasshouse.cli.console.options import Json, Reader, RunFolder, find_run
from glasshouse.cli.console.output import write, write_json
from glasshouse.cli.console.progress import Progress


def command(
    run: RunFolder,
    sample: Annotated[
        str | None, typer.Option("--sample", metavar="N", help="Citizens whose records are attacked; by default 2000.")
    ] = None,
    json: Json = False,
) -> None:
    """Guess hidden traits from a run's records, and count who is singled out by a few of them.

    The run is lived again with a sample of its citizens watched, to the same bits. Of a comparison, the first world is
    attacked.
    """
    reader = Reader()
    size = reader.whole("--sample", sample, 1)
    reader.finish()
    result = first_result(find_run(run))
    with Progress(f"Living {result.document['title']} again") as progress:
        found = infer(result, *([] if size is None else [size]), progress=progress)
    if json:
        write_json(found.document)
    else:
        write(found.text())
