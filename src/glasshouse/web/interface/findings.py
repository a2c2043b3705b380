"""What came of an experiment: findings with their intervals, what it rests on, and how it is done again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from pydantic import Field

from glasshouse.report.data import ReportData, World
from glasshouse.report.findings import headline, spans_note
from glasshouse.report.sentences import statements
from glasshouse.report.setup import command
from glasshouse.web.interface.telling import Told
from glasshouse.web.work.shelf import Run
from glasshouse.worlds.individual_differences import OUTCOMES


class FoundNumber(Told):
    """A number with a sentence."""

    number: str
    sentence: str
    people: str
    luck: str = Field(description="Its interval over luck; empty where there is none.")
    observable: str


class Statements(Told):
    """What differs from one twin, in sentences with intervals."""

    twin: str
    phrase: str
    aim: list[str] = Field(description="What scoring is meant to change.")
    cost: list[str] = Field(description="What else it changed.")


class Example(Told):
    """Somebody to whom something happened and not to the twin."""

    citizen: int
    day: int
    reason: str


class Way(Told):
    """One way in which days went otherwise than the twin's."""

    way: str
    title: str
    people: int | None = Field(description="How many people; null where nobody can tell.")
    share: float | None
    low: float | None = Field(description="Lower end of the 95 % interval of the share.")
    high: float | None
    reason: str
    example: Example | None


class Otherwise(Told):
    """Whose days went otherwise than one twin's."""

    twin: str
    phrase: str
    ways: list[Way]


class Rests(Told):
    """What the numbers of an experiment rest on."""

    assumptions: int
    derived: int
    facts: int
    without_source: int


class Again(Told):
    """How to make the same numbers again."""

    command: str
    toml: str
    seed: int
    digest: str
    state_digests: dict[str, str]


class Findings(Told):
    """What came of an experiment, people first."""

    otherwise: list[Otherwise]
    numbers: list[FoundNumber]
    spans: str = Field(description="What the intervals are over.")
    interval: str
    statements: list[Statements]
    rests: Rests
    again: Again


def findings_of(run: Run) -> Findings:
    """What came of an experiment that is done."""
    document = run.result.document
    worlds = {name: World(name, each) for name, each in document["worlds"].items()}
    data = ReportData(worlds, document, {})
    return Findings(
        otherwise=[_otherwise(document, twin) for twin in data.twins],
        numbers=[
            FoundNumber(
                number=each.number,
                sentence=each.sentence,
                people=each.people,
                luck=each.luck,
                observable=each.observable,
            )
            for each in headline(data)
        ],
        spans=spans_note(data),
        interval=document["interval"],
        statements=[
            Statements(
                twin=twin.name,
                phrase=twin.phrase,
                aim=[str(each) for each in statements(data, twin, "aim")],
                cost=[str(each) for each in statements(data, twin, "cost")],
            )
            for twin in data.twins
        ],
        rests=_rests(data.base.document),
        again=_again(data, run),
    )


def _otherwise(document: Mapping[str, Any], twin: World) -> Otherwise:
    told = document["individual_differences"][twin.name]
    examples: dict[str, Mapping[str, Any]] = {}
    for each in document["examples"]:
        if each["twin"] == twin.name:
            examples.setdefault(each["outcome"], each)
    return Otherwise(
        twin=twin.name,
        phrase=twin.phrase,
        ways=[_way(way, told[way], examples.get(way)) for way in OUTCOMES if way in told],
    )


def _way(way: str, told: Mapping[str, Any], example: Mapping[str, Any] | None) -> Way:
    numbers = {name: told[name] for name in ("people", "share", "low", "high")}
    shown = {name: example[name] for name in ("citizen", "day", "reason")} if example else None
    return Way(
        way=way,
        title=told["title"],
        reason=told.get("reason") or "",
        example=Example(**shown) if shown else None,
        **numbers,
    )


def _rests(document: Mapping[str, Any]) -> Rests:
    told = document["assumptions"]
    return Rests(
        assumptions=told["count"],
        derived=told.get("derived") or 0,
        facts=told.get("facts") or 0,
        without_source=len(told.get("without_source") or ()),
    )


def _again(data: ReportData, run: Run) -> Again:
    worlds = {name: world.document for name, world in data.worlds.items()}
    return Again(
        command=command(data) or _with_the_document(run),
        toml=run.text,
        seed=run.asked.base.seed,
        digest=str(data.comparison["digest"]),
        state_digests={name: each["state_digest"] for name, each in worlds.items()},
    )


def _with_the_document(run: Run) -> str:
    """The command for a scenario that came as text, which is saved under the name that it has here."""
    words = ["glasshouse", "compare", run.asked.name]
    for option, given in (("--with", run.asked.variants), ("-s", run.asked.settings)):
        words += [word for each in given for word in (option, each)]
    return shlex.join(words)
