"""The auditor's seat: files as the town hall has them, what asking brings, and what the verdicts come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final, Literal

from pydantic import Field

from glasshouse.errors import InputError, Problem
from glasshouse.web.lives.choices import Asked
from glasshouse.web.lives.documents import Person, Shown, Term
from glasshouse.web.seats.audit_files import DAYS, FILES, SCENARIO, SYSTEM, Archive, File
from glasshouse.web.seats.clerk_documents import Seed

PEOPLE: Final = 20_000
"""People in the auditor's town."""
FEWEST: Final = 5_000
"""People in the smallest town."""
ASKS: Final = 6
"""What the auditor can spend on asking, over all files. A rule of the game."""
_TRUTH: Final = "; NOT EARNED"
"""What follows this in an explanation is known to the model and not to the town hall."""
PERSON, TWIN = 1, 2
"""What it costs to ask the person, and to look at the twin."""

Way = Literal["you", "none", "sensor", "asked", "twin"]
Tools = Literal["file", "person", "twin"]


class Entry(Term):
    """A term of a score. Whether a record is so is told only when the audit is over."""

    number: int
    record: bool = Field(description="Whether it is a record of conduct, which may be false.")
    error: float | None = Field(
        description="Share of such records in the whole town that are not so; None for no record."
    )


class FileShown(Shown):
    """One resident's account."""

    number: int
    person: Person
    score: float
    band: str
    entries: list[Entry]


class AuditShown(Shown):
    """What is to be audited, and how."""

    scenario: str
    title: str
    people: int
    days: int
    wronged: int = Field(description="People of the town of whom something is recorded that never happened.")
    asks: int
    cost_person: int
    cost_twin: int
    objects_wrong: float = Field(
        description="Share of people with average means who object to a record that is not so."
    )
    objects_right: float = Field(description="The same of one that is so.")
    files: list[FileShown]


class Found(Shown):
    """What asking brought: the records that somebody objects to, or that the twin did not do."""

    entries: list[int]


class VerdictSaid(Asked):
    """What the auditor says of a file."""

    file: int = Field(ge=0, lt=FILES)
    entry: int | None = Field(ge=0, lt=1_000, description="The record that never happened; null for none.")
    person: bool = Field(default=False, description="Whether the person was asked.")
    twin: bool = Field(default=False, description="Whether the twin was looked at.")


class Audit(Asked):
    """All verdicts, to be told what came of them."""

    seed: Seed = 1
    people: int = Field(default=PEOPLE, ge=FEWEST, le=PEOPLE)
    verdicts: Annotated[tuple[VerdictSaid, ...], Field(min_length=1, max_length=FILES)]


class Scored(Shown):
    """What some verdicts come to."""

    hits: float = Field(description="False records that were found.")
    false: int = Field(description="False records that there were.")
    alarms: float = Field(description="Records that were called false and are so.")
    files: int


class WayScored(Scored):
    """What one way of judging the same files comes to; on average where it leaves something to the lot."""

    way: Way


class ToolsScored(Scored):
    """What the auditor's verdicts come to, by what was used for them."""

    tools: Tools


class FileTruth(Shown):
    """A file and the truth."""

    file: int
    said: int | None
    false: int | None = Field(description="The record that never happened; None where all are so.")
    objects: list[int]
    twin_differs: list[int]


class Audited(Shown):
    """What came of the verdicts."""

    by_tools: list[ToolsScored]
    ways: list[WayScored]
    truths: list[FileTruth]


def shown(archive: Archive) -> AuditShown:
    """The files as the town hall has them."""
    return AuditShown(
        scenario=SCENARIO,
        title=archive.scenario.systems[SYSTEM].title,
        people=archive.scenario.citizens,
        days=DAYS,
        wronged=archive.wronged,
        asks=ASKS,
        cost_person=PERSON,
        cost_twin=TWIN,
        objects_wrong=archive.wrong,
        objects_right=archive.right,
        files=[_shown(archive, number, file) for number, file in enumerate(archive.files)],
    )


def ask_person(archive: Archive, number: int) -> Found:
    """The records to which a person objects.

    Raises:
        InputError: there is no such file.
    """
    return Found(entries=sorted(_file(archive, number).objects))


def ask_twin(archive: Archive, number: int) -> Found:
    """The records of what the twin, whom nobody watches, did not do on that day.

    Raises:
        InputError: there is no such file.
    """
    return Found(entries=_not_done(_file(archive, number)))


def judge(archive: Archive, verdicts: Sequence[VerdictSaid]) -> Audited:
    """What verdicts come to.

    Raises:
        InputError: verdicts that cannot be; lists every problem.
    """
    problems = list(_problems(archive, verdicts))
    if problems:
        raise InputError(problems)
    files = archive.files
    return Audited(
        by_tools=list(_by_tools(files, verdicts)),
        ways=list(_ways(archive, verdicts)),
        truths=[
            FileTruth(
                file=each.file,
                said=each.entry,
                false=files[each.file].false,
                objects=sorted(files[each.file].objects),
                twin_differs=_not_done(files[each.file]),
            )
            for each in verdicts
        ],
    )


def _file(archive: Archive, number: int) -> File:
    if not 0 <= number < len(archive.files):
        raise InputError(Problem(key="file", expected=f"a number below {len(archive.files)}", found=str(number)))
    return archive.files[number]


def _shown(archive: Archive, number: int, file: File) -> FileShown:
    entries = [
        Entry(
            number=place,
            what=item.what.partition(_TRUTH)[0],
            area=item.dimension,
            points=round(item.points, 1),
            day=item.day,
            seen_by=list(item.channels),
            happened=None,
            source=item.rule,
            record=item.happened is not None,
            error=archive.error.get(str(item.kind)) if item.happened is not None else None,
        )
        for place, item in enumerate(file.terms)
    ]
    return FileShown(number=number, person=file.person, score=round(file.score, 1), band=file.band, entries=entries)


def _problems(archive: Archive, verdicts: Sequence[VerdictSaid]) -> Iterator[Problem]:
    for file, times in Counter(each.file for each in verdicts).items():
        if times > 1:
            yield Problem(key="verdicts", expected="each file once", found=f"file {file}, {times} times")
    for place, each in enumerate(verdicts):
        if each.file >= len(archive.files):
            expected = f"a number below {len(archive.files)}"
            yield Problem(key=f"verdicts.{place}.file", expected=expected, found=str(each.file))
        elif each.entry is not None and each.entry not in archive.files[each.file].records:
            expected = f"one of the file's records: {', '.join(map(str, archive.files[each.file].records))}"
            yield Problem(key=f"verdicts.{place}.entry", expected=expected, found=str(each.entry))
    spent = sum(PERSON * each.person + TWIN * each.twin for each in verdicts)
    if spent > ASKS:
        yield Problem(key="verdicts", expected=f"at most {ASKS} spent on asking", found=str(spent))


def _not_done(file: File) -> list[int]:
    return [place for place in file.records if place not in file.twin]


def _scored(files: Sequence[File], said: Iterable[Sequence[int]]) -> Scored:
    """What naming one of some records by lot in each file comes to; naming none where there are none."""
    hits = alarms = 0.0
    for file, named in zip(files, said, strict=True):
        hit = (file.false in named) / len(named) if named else 0.0
        hits, alarms = hits + hit, alarms + (1 - hit if named else 0)
    return Scored(hits=hits, false=sum(file.false is not None for file in files), alarms=alarms, files=len(files))


def _ways(archive: Archive, verdicts: Sequence[VerdictSaid]) -> Iterator[WayScored]:
    files = [archive.files[each.file] for each in verdicts]
    ways: dict[Way, list[Sequence[int]]] = {
        "you": [_named(each) for each in verdicts],
        "none": [()] * len(files),
        "sensor": [_most_often_wrong(archive, file) for file in files],
        "asked": [sorted(file.objects) for file in files],
        "twin": [_not_done(file) for file in files],
    }
    for way, said in ways.items():
        yield WayScored(way=way, **dict(_scored(files, said)))


def _by_tools(files: Sequence[File], verdicts: Sequence[VerdictSaid]) -> Iterator[ToolsScored]:
    by: dict[Tools, list[VerdictSaid]] = {"file": [], "person": [], "twin": []}
    for each in verdicts:
        by["twin" if each.twin else "person" if each.person else "file"].append(each)
    for tools, some in by.items():
        if some:
            scored = _scored([files[each.file] for each in some], [_named(each) for each in some])
            yield ToolsScored(tools=tools, **dict(scored))


def _named(said: VerdictSaid) -> Sequence[int]:
    return () if said.entry is None else (said.entry,)


def _most_often_wrong(archive: Archive, file: File) -> list[int]:
    """The records of a file of the kind that is most often false in the town."""
    error = {place: archive.error.get(str(file.terms[place].kind), 0.0) for place in file.records}
    return [place for place, share in error.items() if share == max(error.values())]
