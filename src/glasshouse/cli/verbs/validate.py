"""``glasshouse validate``: published results, computed by the laboratory's own mechanisms; and held-out data."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from glasshouse.cli.console.options import Fresh, Json, Reader
from glasshouse.cli.console.output import wrapped, write, write_json, write_sections
from glasshouse.errors import CheckFailedError, Problem

if TYPE_CHECKING:
    from glasshouse.validation.finding import Finding


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CASE]...", help="Names of cases; by default all.", show_default=False),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "-s",
            "--set",
            metavar="PARAMETER=VALUE",
            help="Take another point of one case. Repeatable.",
            show_default=False,
        ),
    ] = None,
    data: Annotated[
        bool,
        typer.Option(
            "--data",
            help="Instead hold runs against published figures and studies that no value was set by; CASE is then the name of an "
            "experiment or a figure.",
        ),
    ] = False,
    quick: Annotated[bool, typer.Option("--quick", help="With --data: small worlds and few seeds.")] = False,
    workers: Annotated[
        str | None, typer.Option("--workers", metavar="W", help="With --data: processes that share the work.")
    ] = None,
    executor: Annotated[
        str, typer.Option("--executor", metavar="NAME", help="With --data: who carries out the runs, local or dask.")
    ] = "local",
    html: Annotated[
        str | None,
        typer.Option("--html", metavar="FILE", help="With --data: where the page goes; by default under runs/."),
    ] = None,
    fresh: Fresh = False,
    json: Json = False,
) -> None:
    """Compute published results with the laboratory's own mechanisms, and hold them against their targets.

    At a point of your own the target is what theory says there, if it says anything. The exit status is 1 if a figure is
    off. With --data, misses are findings and stay in the table: the status is 0.
    """
    reader = Reader()
    processes, by = reader.whole("--workers", workers, 1), reader.executor(executor)
    only_data = {"--quick": quick, "--workers": workers, "--executor": by != "local", "--html": html, "--fresh": fresh}
    wrong = ("-s",) if data and settings else () if data else tuple(name for name, given in only_data.items() if given)
    reader.problems += [_misplaced(name, data) for name in wrong]
    reader.finish()
    if data:
        from glasshouse.cli.console.heldout_summary import validate_data

        validate_data(names or (), quick=quick, workers=processes, executor=by, html=html, fresh=fresh, json=json)
        return
    _known_answers(names or (), settings or (), json)


def _misplaced(option: str, data: bool) -> Problem:
    """That an option belongs to the other part of the verb."""
    if data:
        advice = "experiments are fixed, so that nobody chooses settings that fit"
        return Problem(key=option, expected="no setting beside --data", found="one", advice=advice)
    return Problem(
        key=option, expected="--data beside it", found=f"{option} alone", advice="cases are computed at once"
    )


def _known_answers(names: Sequence[str], settings: Sequence[str], json: bool) -> None:
    from glasshouse.validation.checking import validate

    findings = validate(names, settings, _tell)
    if json:
        write_json([finding.document() for finding in findings])
    else:
        _write(findings)
    off = [f"{finding.case}: {finding.figure}" for finding in findings if finding.passed is False]
    if off:
        raise CheckFailedError(f"{len(off)} of {len(findings)} figures are off: {'; '.join(off)}")


def _tell(name: str, done: int, count: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{name} ({done + 1} of {count})" if done + 1 < count else "\r\033[K")
        sys.stderr.flush()


def _write(findings: Sequence[Finding]) -> None:
    from glasshouse.validation.catalogue import cases

    sections: dict[str, list[list[str]]] = {}
    for finding in findings:
        point = _point(finding)
        title = f"\n{finding.case}" + (f" ({point})" if point else "")
        sections.setdefault(title, []).append([
            _figure(finding), _number(finding.target), _number(finding.ours), _allowed(finding), _word(finding.passed)
        ])  # fmt: skip
    write_sections(["", "target", "ours", "may be off", ""], sections)
    tested = [finding for finding in findings if finding.kind != "identity"]
    passed = sum(finding.passed is True for finding in tested)
    count = len({finding.case for finding in tested if finding.passed is not None})
    write()
    write(wrapped(
        f"{passed} of {len(tested)} figures of {count} cases are within their tolerance. A tolerance counts how published "
        "figures are rounded, and four standard errors where there are samples. Identities, which no mechanism computes, "
        "are left out of the count."
    ))  # fmt: skip
    shown = findings[0].case if findings else next(iter(cases()))
    write(f"`glasshouse show {shown}` tells of the model, its parameters and its source.")


def _figure(finding: Finding) -> str:
    measured = finding.measured
    if measured.n is None:
        return finding.figure
    error = f", s.e. {measured.error:.2g}" if measured.error is not None else ""
    return f"{finding.figure} (n {measured.n:,}, seed {measured.seed}{error})"


def _point(finding: Finding) -> str:
    from glasshouse.validation.catalogue import cases

    parameters = cases()[finding.case].parameters
    other = {name: value for name, value in finding.point.items() if value != parameters[name].default}
    return ", ".join(f"{name} {value:g}" for name, value in other.items())


def _allowed(finding: Finding) -> str:
    sign = {"equal": "±", "at least": "≥ target -", "at most": "≤ target +"}[finding.relation]
    if finding.tolerance == 0 and finding.relation != "equal":
        return sign[:1]
    return f"{sign}{finding.tolerance:.1g}"


def _number(value: float | None) -> str:
    if value is None:
        return "not known"
    return f"{value:,.7g}" if math.isfinite(value) else "none"


def _word(passed: bool | None) -> str:
    return {True: "ok", False: "OFF", None: ""}[passed]
