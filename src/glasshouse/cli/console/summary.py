"""What became of a society, in one screen: the main observables, the bands, what it rests on, what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from glasshouse.cli.console import wording
from glasshouse.cli.console.output import wrapped, write, write_table
from glasshouse.documents.wording import times
from glasshouse.results.reforms import told

MAIN: Final = (
    "acts_per_citizen_day",
    "speech_withheld_share",
    "criticism_per_1000_days",
    "help_withheld_share",
    "offences_per_1000_days",
    "civic_acts_per_1000_days",
    "defaults_per_1000_years",
    "bills_missed_share",
    "mean_self_censorship",
    "mean_perceived_risk",
    "recorded_share",
    "false_records_per_1000_years",
    "sanctioned_share_of_days",
    "wrongly_sanctioned_share_of_sanctioned",
    "denied_attempts_per_1000_years",
    "deals_kept_share",
)
"""The observables that every summary shows; where one cannot be told, it says so."""

WHERE_ANY: Final = ("patrolled_share", "patrols_spread")
"""The observables that a summary shows where a run has them."""

_EXAMPLE = 4711


def write_run(run: Mapping[str, Any]) -> None:
    """Write the summary of a run from its results document."""
    write(wrapped(_heading(run)))
    write(wrapped(", ".join(_size(run))))
    write()
    write_table(["", "value", "unit"], _observables(run["observables"]), right=[1], kept=[2])
    _write_undefined(run["observables"])
    for name, system in run["systems"].items():
        _write_system(name, system)
        _write_fits((run.get("decided") or {}).get(f"learned {name}") or ())
    _write_reforms(run)
    write()
    write(wrapped(_foundation(run)))
    write_notices(run)
    _write_published(run.get("published") or ())
    write()
    write(f"Kept in {run['run']}")
    write(f"Next: glasshouse report {_quoted(run['run'])}")
    if not run["systems"]:
        return
    citizen = min(_EXAMPLE, run["citizens"] - 1)
    write(f"      glasshouse why {_quoted(run['run'])} {citizen} --day {min(200, run['days'] - 1)}")


def _write_reforms(run: Mapping[str, Any]) -> None:
    """Which reforms came, and how near the others were."""
    reforms = run.get("reforms") or ()
    if reforms:
        write()
    for each in reforms:
        write(wrapped(told(each, run["days"]), "", "  "))


def write_notices(run: Mapping[str, Any]) -> None:
    """Write how many parts of a scenario have no effect or never err, and who names them."""
    many = len(run.get("notices") or ())
    if many:
        parts = "1 part of the scenario has no effect or never errs" if many == 1 else (
            f"{many} parts of the scenario have no effect or never err"
        )  # fmt: skip
        write(wrapped(f"{parts}; `glasshouse check` and the report name them."))


def _heading(run: Mapping[str, Any]) -> str:
    name = run["scenario"]
    return run["title"] if name == run["title"] else f"{run['title']} ({name})"


def _size(run: Mapping[str, Any]) -> Iterator[str]:
    yield wording.size(run["citizens"], run["days"])
    yield f"seed {run['seed']}"
    if run.get("cached"):
        yield "taken from an earlier run of the same inputs"
    elif run.get("seconds") is not None:
        threads = run.get("threads") or 1
        yield f"{wording.duration(run['seconds'])} on {threads} thread{'s' if threads > 1 else ''}"


def _observables(observables: Mapping[str, Any]) -> Iterator[list[str]]:
    for name in (*MAIN, *WHERE_ANY):
        said = observables.get(name)
        if said is not None and said["value"] is not None:
            unit = said["unit"]
            yield [said["title"], wording.value(said["value"], unit), wording.unit_name(unit)]


def _write_undefined(observables: Mapping[str, Any]) -> None:
    for name in MAIN:
        said = observables.get(name)
        if said is not None and said["value"] is None:
            write(wrapped(f"{said['title']}: {said.get('reason') or 'undefined'}", "", "  "))


def _write_system(name: str, system: Mapping[str, Any]) -> None:
    write()
    bands = system.get("bands") or {}
    if "listed" in system:
        on = bands.get("on", {"count": 0, "share": None})
        listed = f"{wording.count(on['count'])} people listed at the end"
        write(wrapped(f"{system['title']} ({name}): {listed}, {wording.value(on['share'], 'share')}", "", "  "))
        return
    told = f"{system['title']} ({name})"
    if system.get("mean") is not None:
        told += f": mean {wording.decimal(system['mean'])}, standard deviation {wording.decimal(system['sd'])}"
    if system.get("low") is not None and bands:
        told += f", on a scale from {wording.decimal(system['low'])} to {wording.decimal(system['high'])}"
    write(wrapped(told, "", "  "))
    if bands:
        rows = (
            [f"  {band}", _start(said), wording.count(said["count"]), wording.value(said["share"], "share")]
            for band, said in bands.items()
        )
        write_table(["  band", "from", "people", "share"], rows, right=[1, 2, 3])


def _write_fits(fits: Sequence[Mapping[str, Any]]) -> None:
    """How often a learned score was fitted, and how well it told good from bad."""
    found = [fit for fit in fits if fit["fitted"]]
    if not found:
        return
    areas = [wording.decimal(fit["auc"]) for fit in found if fit["auc"] is not None]
    said = f"{areas[0]} at first, {areas[-1]} at last" if len(areas) > 1 else "".join(areas) or "not known"
    said = f"fitted {times(len(found))}, last on day {found[-1]['day']}; area under the curve {said}"
    write(wrapped(said, "  ", "    "))


def _start(band: Mapping[str, Any]) -> str:
    return "" if band.get("start") is None else wording.decimal(band["start"])


def _foundation(run: Mapping[str, Any]) -> str:
    """How much of the run is assumed."""
    assumptions, used = run["assumptions"], len(run.get("facts_used", ()))
    share = assumptions.get("share")
    part = f" ({wording.value(share, 'share')} of its values)" if share is not None else ""
    facts = f"{used} published fact{'' if used == 1 else 's'}"
    own = len(assumptions.get("without_source") or ())
    derived = assumptions.get("derived") or 0
    between = f" and {wording.count(derived)} derived value{'' if derived == 1 else 's'}" if derived else ""
    assumed = f"{wording.count(assumptions['count'])} assumptions{between}{part}"
    rests = f"{assumed}{',' if derived else ''} and {wording.count(assumptions['facts'])} values of {facts}"
    own_words = f"; {wording.count(own)} numbers have no source" if own else ""
    return f"It rests on {rests}{own_words}. The report names them."


def _write_published(published: Sequence[Mapping[str, Any]]) -> None:
    """How many of the published figures are met, by what they were to those who built the model."""
    from glasshouse.targets.published import ROLES, met_by_role

    if any(said.get("meets") is not None for said in published):
        met = (f"{met} of {many} {ROLES[role]}" for role, (met, many) in met_by_role(published).items())
        write(wrapped(f"Published figures met: {', '.join(met)}."))


def _quoted(path: str) -> str:
    import shlex

    return shlex.quote(str(path))
