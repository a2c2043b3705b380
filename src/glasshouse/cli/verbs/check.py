"""``glasshouse check``: whether documents fit, without a run, what in them has no effect or never errs, and what is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from json import dumps
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from glasshouse.audit.norms.loading import MODELS, Difference, read_tables
from glasshouse.calibration.document import Calibration, load_calibration
from glasshouse.claims.bench import set_up
from glasshouse.claims.catalogue import chosen
from glasshouse.claims.claim import Claim
from glasshouse.claims.size import QUICK
from glasshouse.cli.console.open_questions import left_open_of, write_left_open
from glasshouse.cli.console.options import Json
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.conduct.kinds import Kind
from glasshouse.documents.strict import Document, load_document
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.errors import InputError, Problem
from glasshouse.essay.coverage import Section
from glasshouse.facts.schema import Topic
from glasshouse.facts.studies import Literature
from glasshouse.library.commission import Examples
from glasshouse.library.domains import read_domains
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.registry.mechanism import Mechanism, PlainQuantities
from glasshouse.renamed import Renamings
from glasshouse.scenario import Notice, Scenario, is_path, load, notices, quantities
from glasshouse.scenario.file import ScenarioFile
from glasshouse.schema.codes import DOMAINS
from glasshouse.scoring.forms.registry import forms
from glasshouse.society.configuration import Society
from glasshouse.society.regions import Regions
from glasshouse.sweeps.sweep import sweep
from glasshouse.targets.published import PublishedTopic

_OF_LIBRARY: Final[Mapping[str, type[Document]]] = {
    "mechanism": Mechanism,
    "table of plain quantities": PlainQuantities,
    "page of facts": Topic,
    "collection of studies": Literature,
    "topic of published figures": PublishedTopic,
    "section of the essay's table": Section,
    "table of examples": Examples,
    **{f"table of norms on {name}": model for name, model in MODELS.items()},
}
"""Kinds of documents of the library that are tried by themselves."""

Checked = tuple[Scenario | None, str]
"""The scenario in which a document was tried, and the key under which it stands there; None for documents of their own."""


def command(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="TOML documents of any kind, or scenarios of the library."),
    ],
    json: Json = False,
) -> None:
    """Check documents without running them: what is wrong, what has no effect, what never errs, what is open.

    A system, a channel, a holder or a society is tried in the scenario `nothing`, with the library's channels that it reads.
    Of a scheme of your own it lists questions marked as open and keys that were left out, each with what is then assumed, and
    what no norms say yet; a file of norms among the files counts.
    """
    problems: list[Problem] = []
    found: list[dict[str, Any]] = []
    norms = next((file for file in files if _is_norms(file)), None)
    for file in files:
        try:
            found.append(_check(file, norms))
        except InputError as error:
            problems += error.problems
    if json:
        write_json(found)
    else:
        for said in found:
            _write(said)
    if problems:
        raise InputError(problems)


def _is_norms(file: str) -> bool:
    """Whether a file is one of norms; what cannot be read is none, and its own check says why."""
    try:
        return is_path(file) and kind_of(parse_toml(read_text(Path(file)), file)) == "file of norms"
    except InputError:
        return False


def _check(file: str, norms: str | None) -> dict[str, Any]:
    """What a document is, and what to know of it.

    Args:
        file: the document.
        norms: a file of norms beside it, if one was named.

    Raises:
        InputError: it does not fit; lists every problem.
    """
    if Path(file).is_dir():
        if not (Path(file) / "society.toml").is_file():
            expected = "a TOML file, or the folder of a society with a society.toml in it"
            raise InputError(Problem(file=file, expected=expected, found="another folder"))
        file = str(Path(file) / "society.toml")
    kind = kind_of(parse_toml(read_text(Path(file)), file)) if is_path(file) else "scenario"
    scenario, key = _TRIED[kind](file)
    told = [each for each in notices(scenario) if each.key.startswith(key)] if scenario else []
    return {
        "file": file,
        "kind": kind,
        "notices": [[each.key, each.text] for each in told],
        "numbers": _origins(scenario, key) if scenario else None,
        **left_open_of(file, scenario if kind == "scenario" else None, norms),
    }


def kind_of(data: Mapping[str, Any]) -> str:
    """What kind of document this is: the one that knows most of its keys; a scenario where several do."""
    known: dict[str, set[str]] = {
        "scenario": set(ScenarioFile.model_fields) | {"extends"},
        "system": {key for form in forms().values() for key in form.configuration.model_fields} | {"extends"},
        "channel": set(Channel.model_fields) | {"extends"},
        "holder": set(NamedHolder.model_fields) | {"extends"},
        "society": set(Society.model_fields) | {"extends"},
        "kind of conduct": set(Kind.model_fields) | {"extends"},
        "calibration": set(Calibration.model_fields),
        "claim": set(Claim.model_fields),
        "file of norms": set(Difference.model_fields),
        **{kind: set(model.model_fields) for kind, model in _OF_LIBRARY.items()},
        "source of a table of regions": set(Regions.model_fields),
        "table of domains": set(DOMAINS),
        "table of renamed names": {"release"},
    }
    counts = {kind: len(data.keys() & keys) for kind, keys in known.items()}
    return max(counts, key=lambda kind: counts[kind])


def _origins(scenario: Scenario, key: str) -> dict[str, int]:
    """Where the numbers of a document come from."""
    numbers = [quantity for name, quantity in quantities(scenario) if name.startswith(key)]
    names = {"facts": "fact", "derived": "derived", "assumptions": "assumption", "definitions": "definition"}
    found = {name: sum(each.status == status for each in numbers) for name, status in names.items()}
    return {**found, "without source": len(numbers) - sum(found.values())}


def _write(said: Mapping[str, Any]) -> None:
    numbers = said["numbers"]
    origins = f"; {', '.join(_counted(name, count) for name, count in numbers.items())}" if numbers else ""
    write(wrapped(f"{said['file']}: a {said['kind']} that fits{origins}", "", "  "))
    for key, text in said["notices"]:
        write(wrapped(str(Notice(key, text)), "  ", "    "))
    write_left_open(said)


def _counted(name: str, count: int) -> str:
    return f"{count} {name.removesuffix('s') if count == 1 else name}"


def _system(file: str) -> Checked:
    return load("nothing", [f"systems={dumps([file])}"]), f"systems.{Path(file).stem}"


def _channel(file: str) -> Checked:
    return load("nothing", [f"channels={dumps([file])}"]), f"channels.{Path(file).stem}"


def _holder(file: str) -> Checked:
    return load("nothing", [f"holders={dumps([file])}"]), f"holders.{Path(file).stem}"


def _society(file: str) -> Checked:
    return load("nothing", [f"society={dumps(file)}"]), "society"


def _calibration(file: str) -> Checked:
    load_calibration(file).figures()
    return None, ""


def _conduct(file: str) -> Checked:
    return load("nothing", [f"conduct={dumps([file])}"]), f"conduct.{Path(file).stem}"


def _alone(model: type[Document], file: str) -> Checked:
    load_document(Path(file), model)
    return None, ""


def _domains(file: str) -> Checked:
    read_domains(read_text(Path(file)), file)
    return None, ""


def _norms(file: str) -> Checked:
    read_tables(Path(file))
    return None, ""


def _names(file: str) -> Checked:
    Renamings.parse(read_text(Path(file)))
    return None, ""


def _claim(file: str) -> Checked:
    set_up(chosen([file])[0], QUICK, sweep)
    return None, ""


_TRIED: Final[Mapping[str, Callable[[str], Checked]]] = {
    "scenario": lambda file: (load(file), ""),
    "system": _system,
    "channel": _channel,
    "holder": _holder,
    "society": _society,
    "calibration": _calibration,
    "claim": _claim,
    "kind of conduct": _conduct,
    **{kind: partial(_alone, model) for kind, model in _OF_LIBRARY.items()},
    "source of a table of regions": lambda file: _society(str(Path(file).with_name("society.toml"))),
    "table of domains": _domains,
    "table of renamed names": _names,
    "file of norms": _norms,
}
