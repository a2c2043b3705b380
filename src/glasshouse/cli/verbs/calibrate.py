"""``glasshouse calibrate``: fit declared free values to published figures."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from glasshouse.calibration.document import Calibration, load_calibration
from glasshouse.calibration.fit import Fit, calibrate
from glasshouse.calibration.fitted import fitted_scenario
from glasshouse.cli.console import wording
from glasshouse.cli.console.options import (
    Citizens,
    Days,
    ExecutorName,
    Json,
    Reader,
    ScenarioName,
    Seed,
    Settings,
    Workers,
    scenario_name,
)
from glasshouse.cli.console.output import wrapped, write, write_json, write_sections
from glasshouse.cli.console.progress import Progress
from glasshouse.errors import Problem
from glasshouse.store.folder import make_folder, write_text

if TYPE_CHECKING:
    from glasshouse.scenario import Scenario

_LOG = logging.getLogger(__name__)
_MADE_BY: Final = b"# Made by: glasshouse calibrate "
"""How a fitted scenario begins."""


def command(
    scenario: ScenarioName,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="NAME",
            show_default=False,
            help="The calibration: a name of the library or a TOML file; by default the one called like the scenario.",
        ),
    ] = None,
    points: Annotated[
        str | None, typer.Option("--points", metavar="N", help="Runs in each round; by default the calibration's own.")
    ] = None,
    rounds: Annotated[
        str | None, typer.Option("--rounds", metavar="R", help="Rounds; by default the calibration's own.")
    ] = None,
    settings: Settings = None,
    citizens: Citizens = None,
    days: Days = None,
    seed: Seed = None,
    workers: Workers = None,
    executor: ExecutorName = "local",
    toml: Annotated[
        str | None, typer.Option("--toml", metavar="FILE", help="Write the fitted scenario to this file.")
    ] = None,
    json: Json = False,
) -> None:
    """Fit declared free values of a scenario to published figures, and say what cannot be met.

    Only assumptions are fitted, within their declared ranges; what has a source is refused. Runs are kept under runs/,
    so that the same command goes on after a Ctrl-C.
    """  # fmt: skip
    reader = Reader()
    counts = {"points": reader.whole("--points", points, 20), "rounds": reader.whole("--rounds", rounds, 1)}
    processes, by_whom = reader.whole("--workers", workers, 1), reader.executor(executor)
    reader.problems += _in_the_way(toml)
    name = scenario_name(scenario)
    chosen = load_calibration(by or name)
    chosen = chosen.model_copy(update={key: count for key, count in counts.items() if count is not None})
    base = reader.scenario(scenario, settings, citizens=citizens or str(chosen.citizens), days=days or str(chosen.days),
                           seed=seed)  # fmt: skip
    with Progress(f"{base.title}, calibrated", "run") as progress:
        fit = calibrate(
            base, chosen, name=scenario, settings=settings or (), workers=processes, executor_name=by_whom,
            progress=progress,
        )  # fmt: skip
    if toml is not None and fit.is_better:
        _write_toml(Path(toml), fit, base, _command(scenario, by, chosen, base, settings or []))
    elif toml is not None:
        _say_not_written(fit, toml)
        toml = None
    if json:
        write_json({**fit.document, "settings": fit.settings, "toml": toml})
    else:
        _write_fit(fit, toml)


def _in_the_way(toml: str | None) -> Iterator[Problem]:
    """Whether another file stands where the fitted scenario is to go; seen before anything is lived."""
    path = Path(toml) if toml is not None else None
    if path is None or not path.exists():
        return
    if not path.is_file() or not path.read_bytes().startswith(_MADE_BY):
        expected, advice = "a file that is not there yet, or a fitted scenario", "nothing was changed"
        yield Problem(key="--toml", expected=expected, found=f"another, {path}", advice=advice)


def _say_not_written(fit: Fit, toml: str) -> None:
    """Say on stderr that a fit which is no better than what was there is not written to a file."""
    before, after = (wording.decimal(fit.document["distance"][when]) for when in ("before", "after"))
    _LOG.warning("%s is not written: the fit is no better than before (distance %s, before %s)", toml, after, before)


def _write_toml(path: Path, fit: Fit, base: Scenario, command: str) -> None:
    make_folder(path.parent)
    write_text(path, fitted_scenario(fit.document, base, command))


def _command(scenario: str, by: str | None, chosen: Calibration, base: Scenario, settings: Sequence[str]) -> str:
    """The command that makes the fit again, with all that it depends on."""
    sizes = {
        "points": chosen.points,
        "rounds": chosen.rounds,
        "citizens": base.citizens,
        "days": base.days,
        "seed": base.seed,
    }
    words = ["glasshouse", "calibrate", scenario, *(["--by", by] if by else [])]
    words += [word for each in settings for word in ("-s", each)]
    return shlex.join([*words, *(word for name, size in sizes.items() for word in (f"--{name}", str(size)))])


def _write_fit(fit: Fit, toml: str | None) -> None:
    said = fit.document
    people = wording.counted(said["citizens"], "person", "people")
    days = wording.counted(said["days"], "day", "days")
    size = f"{said['runs']} runs of {people} and {days}"
    write(wrapped(f"{said['title']}: {size}, seed {said['seed']}"))
    write(wrapped(f"Method: {said['method']}; {said['kept']} particles kept, worth {said['effective']:.0f} even ones."))
    write()
    heads = ["What was free", "before", "now", "95 % of the weight", "range", "learnt"]
    write_sections(heads, {each["key"]: [_free(each)] for each in said["free"]})
    write()
    fresh = f"Published figures, with fresh seeds {', '.join(map(str, said['check_seeds']))}"
    sides = {fresh: True, "Not fitted, only watched": False}
    told = {head: [_target(each) for each in said["targets"] if each["fitted"] is side] for head, side in sides.items()}
    write_sections(
        ["", "published", "before", "now", "ratio", "met"], {head: rows for head, rows in told.items() if rows}
    )
    before, after = (wording.decimal(said["distance"][when]) for when in ("before", "after"))
    worse = "" if fit.is_better else ": no better than before, so that these values are nothing to go by"
    write(
        wrapped(f"Distance from all of them (1: at the edge of the tolerances): {before} before, {after} now{worse}.")
    )
    for each in said["free"]:
        if each["at_end"]:
            end = each["range"][0 if each["at_end"] == "low" else 1]
            best = f"{each['key']} lies at the end of its range, {end:.3g}: what would fit best may lie beyond it."
            write(wrapped(best))
    _write_unmet(said)
    if toml is not None:
        write()
        write("The fitted scenario:")
        write(toml)


def _write_unmet(said: Mapping[str, Any]) -> None:
    if said["out_of_reach"]:
        write()
        write("Met by no run, within the ranges of what is free:")
        for each in said["out_of_reach"]:
            write(f"  {each['figure']}")
    if said["conflicts"]:
        write()
        write("Met one by one, never together:")
        for each in said["conflicts"]:
            write(f"  {' and '.join(each['figures'])}")


def _free(each: Mapping[str, Any]) -> list[str]:
    low, high = each["range"]
    return ["", f"{each['before']:.3g}", f"{each['value']:.3g}", f"{each['low']:.3g} to {each['high']:.3g}",
            f"{low:.3g} to {high:.3g}", f"{100 * each['learnt']:.0f} %"]  # fmt: skip


def _target(each: Mapping[str, Any]) -> list[str]:
    numbers = [each["published"], each["before"], each["ours"], each["ratio"]]
    shown = ["undefined" if number is None else wording.decimal(number) for number in numbers]
    return [each["figure"], *shown, "yes" if each["meets"] else "no"]
