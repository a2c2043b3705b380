"""How an inquiry stands and what came of it, as the interface tells it."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, Literal

from pydantic import Field

from glasshouse.report import portrait, remedies
from glasshouse.web.interface.telling import Told
from glasshouse.web.problems import as_document
from glasshouse.web.work.asked import InquiryKind
from glasshouse.web.work.inquiries import Making


class InquiryBegun(Told):
    """An inquiry that waits for a worker."""

    inquiry: str
    queued: int = Field(description="The place in the queue; 0 where a worker has begun.")
    url: str


class InquiryTold(Told):
    """How an inquiry stands."""

    inquiry: str
    kind: InquiryKind
    title: str
    citizens: int
    days: int
    status: Literal["queued", "running", "done", "stopped", "failed"]
    queued: int = Field(description="The place in the queue; 0 for one that does not wait.")
    done: int = Field(description="Worlds of an audit, or runs of the others, that were lived.")
    of: int = Field(description="About how many there will be; 0 where nobody knows yet.")
    seconds: float = Field(description="For how long a worker has been at it.")
    why: str = Field(description="Why it failed, in a sentence.")
    problems: list[dict[str, str | None]]


class Sentence(Told):
    """One thing that was found, in words."""

    title: str = Field(description="What it answers; empty where the sentence says so itself.")
    sentence: str


class TableTold(Told):
    """A table that can be saved."""

    name: str
    title: str


class Found(Told):
    """What came of an inquiry that is done."""

    sentences: list[Sentence]
    tables: list[TableTold]
    command: str = Field(
        description="The command that makes it again; of a document that came as text, saved under the name here."
    )
    digest: str


def told_of(making: Making, queued: int) -> InquiryTold:
    """How an inquiry stands."""
    scheme = making.asked.scheme
    return InquiryTold(
        inquiry=making.name,
        kind=making.asked.kind,
        title=scheme.title,
        citizens=scheme.citizens,
        days=scheme.days,
        status=making.status,
        queued=queued,
        done=making.steps.done,
        of=making.steps.of,
        seconds=round(making.seconds, 1),
        why=making.why,
        problems=[as_document(each) for each in making.problems],
    )


def found_of(making: Making) -> Found:
    """What came of an inquiry that is done."""
    document = making.document
    tables: Mapping[str, Any] = document.get("tables", {})
    return Found(
        sentences=list(_SENTENCES[making.asked.kind](document)),
        tables=[TableTold(name=name, title=each["title"]) for name, each in tables.items()],
        command=document["command"] or _with_the_document(making),
        digest=document["digest"],
    )


def _with_the_document(making: Making) -> str:
    """The command for a scheme that came as text, which the laboratory saves under the name that it has here."""
    asked = making.asked
    sizes = ("--citizens", asked.scheme.citizens, "--days", asked.scheme.days, "--seed", asked.scheme.seed)
    words = ["glasshouse", asked.kind, asked.name, *map(str, sizes), "--quick"]
    return shlex.join([*words, *(word for each in asked.settings for word in ("-s", each))])


def _page_one(document: Mapping[str, Any]) -> Iterator[Sentence]:
    for each in document["summary"]:
        yield Sentence(title=each["title"], sentence=each["sentence"])


def _of_moves(document: Mapping[str, Any]) -> Iterator[Sentence]:
    return (_parted(each) for each in remedies.short(document))


def _of_dimensions(document: Mapping[str, Any]) -> Iterator[Sentence]:
    return (_parted(each) for each in portrait.short(document))


def _parted(said: str) -> Sentence:
    """A sentence that begins with what it is about."""
    title, colon, rest = said.partition(": ")
    return Sentence(title=title, sentence=rest) if colon else Sentence(title="", sentence=said)


_SENTENCES: Final[Mapping[InquiryKind, Callable[[Mapping[str, Any]], Iterator[Sentence]]]] = {
    "audit": _page_one,
    "remedies": _of_moves,
    "portrait": _of_dimensions,
}
