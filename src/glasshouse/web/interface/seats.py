"""The interface to the other seats: a clerk's weeks and an auditor's files. What is played is kept by the page alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from glasshouse.web.interface.endings import Asked
from glasshouse.web.interface.endings import Seed as AskedSeed
from glasshouse.web.seats import auditor, clerk
from glasshouse.web.seats.audit_files import Archive, archive
from glasshouse.web.seats.clerk_documents import FEWEST, PEOPLE, Closed, Closing, Rules, Visit, Week
from glasshouse.web.seats.office import Office, office

router = APIRouter(tags=["seats"])
ClerksPeople = Annotated[int, Query(ge=FEWEST, le=PEOPLE, description="People in the town.")]
AuditorsPeople = Annotated[int, Query(ge=auditor.FEWEST, le=auditor.PEOPLE, description="People in the town.")]


# Waiting for a town holds no thread: a class may open its pages together, and threads are for those who look.
async def _office(errands: Asked, seed: AskedSeed = 1, people: ClerksPeople = PEOPLE) -> Office:
    return await errands.awaited(("clerk", seed, people), lambda: office(seed, people))


async def _office_said(said: Closing, errands: Asked) -> Office:
    return await _office(errands, said.seed, said.people)


async def _archive(errands: Asked, seed: AskedSeed = 1, people: AuditorsPeople = auditor.PEOPLE) -> Archive:
    return await errands.awaited(("auditor", seed, people), lambda: archive(seed, people))


async def _archive_said(said: auditor.Audit, errands: Asked) -> Archive:
    return await _archive(errands, said.seed, said.people)


ClerksTown = Annotated[Office, Depends(_office)]
AuditorsFiles = Annotated[Archive, Depends(_archive)]


@router.get("/clerk")
def rules(town: ClerksTown) -> Rules:
    """How a clerk's weeks go. The town is lived once for everybody who asks for it; that takes some seconds."""
    return clerk.rules_of(town)


@router.get("/clerk/weeks/{week}")
def week(week: int, town: ClerksTown) -> Week:
    """The cases of a week, counted from 0, as the office has them: records, sources, score and band, and not what happened."""
    return clerk.week_of(town, week)


@router.get("/clerk/weeks/{week}/cases/{case}/visit")
def visit(week: int, case: int, town: ClerksTown) -> Visit:
    """What an inspector reports who is sent: what the model's inspectors find, with their errors."""
    return Visit(found=clerk.visit(town, week, case))


@router.post("/clerk/closing")
def close(said: Closing, town: Annotated[Office, Depends(_office_said)]) -> Closed:
    """What came of the weeks worked: both kinds of error, other ways of working, people, and what the score did."""
    return clerk.close(town, said.weeks)


@router.get("/auditor")
def files(archived: AuditorsFiles) -> auditor.AuditShown:
    """The files to be audited: each a resident's score as terms that add up, in which at most one record never happened."""
    return auditor.shown(archived)


@router.get("/auditor/files/{file}/person")
def person(file: int, archived: AuditorsFiles) -> auditor.Found:
    """The records to which the person objects when asked, as people object to cases in the model."""
    return auditor.ask_person(archived, file)


@router.get("/auditor/files/{file}/twin")
def twin(file: int, archived: AuditorsFiles) -> auditor.Found:
    """The records of what the person's twin, whom nobody watches, did not do on that day."""
    return auditor.ask_twin(archived, file)


@router.post("/auditor/verdicts")
def judge(said: auditor.Audit, archived: Annotated[Archive, Depends(_archive_said)]) -> auditor.Audited:
    """What the verdicts come to, beside other ways of judging, and the truth about each file."""
    return auditor.judge(archived, said.verdicts)
