"""``glasshouse audit``: what a scheme would do to people, before it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.cli.console.options import Citizens, Days, Fresh, Json, Reader, ScenarioName, Seed, Settings
from glasshouse.cli.console.output import wrapped, write, write_json, write_table
from glasshouse.cli.console.progress import Progress

if TYPE_CHECKING:
    from glasshouse.audit.rights.study import Audit


def command(
    scenario: ScenarioName,
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer people and seeds, and wide intervals.")] = False,
    norms: Annotated[
        str | None,
        typer.Option("--norms", metavar="FILE", help="Your own choices, laid over the tables of norms."),
    ] = None,
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="Where the page goes; by default under runs/, by its digest."),
    ] = None,
    pdf: Annotated[
        str | None,
        typer.Option("--pdf", metavar="FILE", help="Write the page as PDF as well, for print and screen readers."),
    ] = None,
    csv: Annotated[
        str | None, typer.Option("--csv", metavar="FOLDER", help="Write every table as CSV into a folder.")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option("--fail-on", metavar="ID,ID", help="End with status 1 if one of these criteria is indicated."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="With --fail-on: also if one of them cannot be told.")
    ] = False,
    threads: Annotated[
        str | None, typer.Option("--threads", metavar="T", help="Threads; by default one for each core.")
    ] = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Audit a scheme: what it would do to people, to whom, why, and whether less would do.

    It answers criterion by criterion, with intervals, and says what the answers hang on. It gives no verdict, and never says
    that anything is allowed. What was lived before is used again; what was interrupted goes on. The last line is the page.
    `--pdf` needs the extra `pdf`.
    """
    reader = Reader()
    number = reader.whole("--threads", threads, 1)
    base = reader.scenario(scenario, settings, citizens=citizens, days=days, seed=seed)
    from glasshouse.audit.rights.study import audit, refused_criteria, sized
    from glasshouse.audit.rights.tables import write_tables
    from glasshouse.protections.kept import kept
    from glasshouse.report.audit import write_audit, write_audit_pdf
    from glasshouse.report.page import refuse_strangers
    from glasshouse.report.pdf import refuse_pdf
    from glasshouse.store.options import RUNS

    wanted = refused_criteria(fail_on)
    if html is not None:
        refuse_strangers(Path(html))
    if pdf is not None:
        refuse_pdf(pdf)
    people, length = sized(base.citizens, base.days, quick)
    numbers = {"citizens": citizens or str(people), "days": days or str(length)}
    base = reader.scenario(scenario, settings, seed=seed, **numbers)
    with Progress(base.title, "day") as progress:
        found = audit(
            base,
            name=scenario,
            quick=quick,
            norms=Path(norms) if norms else None,
            settings=settings or (),
            threads=number,
            fresh=fresh,
            progress=progress,
        )
    place = Path(html) if html else Path(RUNS) / f"audit-{found.document['digest'][:16]}" / "audit.html"
    averting = kept(base, RUNS)
    page = write_audit(found.document, place, averting)
    if pdf is not None:
        write_audit_pdf(found.document, pdf, averting)
    if csv:
        write_tables(found.document["tables"], Path(csv))
    if json:
        write_json({**found.document, "page": str(page)})
    else:
        _write(found)
        write()
        write("The page, with every section and table:")
        write(str(page))
    if found.fails(wanted, strict=strict):
        raise typer.Exit(1)


def _write(found: Audit) -> None:
    """Write page one, and every answer."""
    for line in found.document["summary"]:
        mark = "" if line["title"].endswith("?") else ":"
        write(wrapped(f"{line['title']}{mark} {line['sentence']}"))
        write()
    rows = [[name, each["answer"], each["title"]] for name, each in found.document["criteria"].items()]
    write_table(["criterion", "answer", "what it asks"], rows)
