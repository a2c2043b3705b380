"""The interface to the other seats: a clerk's weeks and an auditor's files. What is played is kept by the page alone."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from glasshouse.web.interface.endings import Asked
from glasshouse.web.interface.endings import Seed as AskedSeed
from glasshouse.web.lives.errands import Errands
from glasshouse.web.seats import auditor, clerk
from glasshouse.web.seats.audit_files import Archive, archive
from glasshouse.web.seats.clerk_documents import FEWEST, PEOPLE, Closed, Closing, Rules, Visit, Week
from glasshouse.web.seats.office import Office, office

router = APIRouter(tags=["seats"])
ClerksPeople = Annotated[int, Query(ge=FEWEST, le=PEOPLE, description="People in the town.")]
AuditorsPeople = Annotated[int, Query(ge=auditor.FEWEST, le=auditor.PEOPLE, description="People in the town.")]


@router.get("/clerk")
def rules(errands: Asked, seed: AskedSeed = 1, people: ClerksPeople = PEOPLE) -> Rules:
    """How a clerk's weeks go. The town is lived once for everybody who asks for it; that takes some seconds."""
    return clerk.rules_of(_office(errands, seed, people))


@router.get("/clerk/weeks/{week}")
def week(week: int, errands: Asked, seed: AskedSeed = 1, people: ClerksPeople = PEOPLE) -> Week:
    """The cases of a week, counted from 0, as the office has them: records, sources, score and band, and not what happened."""
    return clerk.week_of(_office(errands, seed, people), week)


@router.get("/clerk/weeks/{week}/cases/{case}/visit")
def visit(week: int, case: int, errands: Asked, seed: AskedSeed = 1, people: ClerksPeople = PEOPLE) -> Visit:
    """What an inspector reports who is sent: what the model's inspectors find, with their errors."""
    return Visit(found=clerk.visit(_office(errands, seed, people), week, case))


@router.post("/clerk/closing")
def close(said: Closing, errands: Asked) -> Closed:
    """What came of the weeks worked: both kinds of error, other ways of working, people, and what the score did."""
    return clerk.close(_office(errands, said.seed, said.people), said.weeks)


@router.get("/auditor")
def files(errands: Asked, seed: AskedSeed = 1, people: AuditorsPeople = auditor.PEOPLE) -> auditor.AuditShown:
    """The files to be audited: each a resident's score as terms that add up, in which at most one record never happened."""
    return auditor.shown(_archive(errands, seed, people))


@router.get("/auditor/files/{file}/person")
def person(file: int, errands: Asked, seed: AskedSeed = 1, people: AuditorsPeople = auditor.PEOPLE) -> auditor.Found:
    """The records to which the person objects when asked, as people object to cases in the model."""
    return auditor.ask_person(_archive(errands, seed, people), file)


@router.get("/auditor/files/{file}/twin")
def twin(file: int, errands: Asked, seed: AskedSeed = 1, people: AuditorsPeople = auditor.PEOPLE) -> auditor.Found:
    """The records of what the person's twin, whom nobody watches, did not do on that day."""
    return auditor.ask_twin(_archive(errands, seed, people), file)


@router.post("/auditor/verdicts")
def judge(said: auditor.Audit, errands: Asked) -> auditor.Audited:
    """What the verdicts come to, beside other ways of judging, and the truth about each file."""
    return auditor.judge(_archive(errands, said.seed, said.people), said.verdicts)


def _office(errands: Errands, seed: int, people: int) -> Office:
    return errands.fetch(("clerk", seed, people), lambda: office(seed, people))


def _archive(errands: Errands, seed: int, people: int) -> Archive:
    return errands.fetch(("auditor", seed, people), lambda: archive(seed, people))
