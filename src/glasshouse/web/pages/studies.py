"""Pages of what was found: claims and their verdicts, known answers, facts, and how to audit a scheme."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse import library
from glasshouse.claims.catalogue import CONTROLS, claims
from glasshouse.claims.claim import Claim
from glasshouse.claims.record import is_stale
from glasshouse.facts import Fact
from glasshouse.facts import load as load_facts
from glasshouse.scenario import LADDER
from glasshouse.validation.values import chosen
from glasshouse.web.pages.inquiries import ASKING
from glasshouse.web.templating import page

router = APIRouter()
_SCENARIOS: Final = "scenarios"
FIRST: Final = "municipal-trust"
"""A good first scheme to audit: a made-up town that scores trust."""


class TriedClaim(NamedTuple):
    """A claim with its verdict, if it has had a full trial."""

    claim: Claim
    verdict: dict[str, Any] | None
    lab: str
    scenario: str


class Met(NamedTuple):
    """How many published figures a scenario's run meets: used to set values, seen while building, neither."""

    name: str
    title: str
    fit: tuple[int, int]
    seen: tuple[int, int]
    unseen: tuple[int, int]


@router.get("/claims", response_class=HTMLResponse)
def claims_page(request: Request) -> HTMLResponse:
    """The claims, and what became of them."""
    # A verdict about a claim that says something else by now is no verdict.
    verdicts = {
        name: said for name, said in _packaged("verdicts.json").items() if not is_stale(name, said["digest_of_file"])
    }
    tried = [
        TriedClaim(claim, verdicts.get(name), _lab(claim), _title(claim.scenario))
        for name, claim in claims().items()
        if name not in CONTROLS
    ]
    # Those with a verdict first, in the order of their numbers.
    tried.sort(key=lambda each: each.verdict is None)
    return page(
        request,
        "claims.html",
        tried=tried,
        count=sum(each.verdict is not None for each in tried),
    )


@router.get("/validation", response_class=HTMLResponse)
def validation_page(request: Request) -> HTMLResponse:
    """Known answers, and published figures beside the model's own."""
    cases, _ = chosen((), ())
    told = _packaged("met.json")
    met = [
        Met(
            name,
            _title(name),
            *(tuple(said["met"][key]) for key in ("fit", "seen", "unseen")),
        )
        for name, said in told["scenarios"].items()
        if any(total for _, total in said["met"].values())
    ]
    return page(request, "validation.html", scripts=("studies.validation.",), cases=cases, met=met, told=told)


@router.get("/facts", response_class=HTMLResponse)
def facts_page(request: Request) -> HTMLResponse:
    """All published figures, topic by topic, with how each is known."""
    facts = load_facts()
    topics = [
        (name, topic, [fact for fact in facts.values() if fact.topic == name]) for name, topic in facts.topics.items()
    ]
    return page(request, "facts.html", scripts=("studies.facts.",), topics=topics, count=len(facts), value=_value)


@router.get("/audit", response_class=HTMLResponse)
def audit_page(request: Request) -> HTMLResponse:
    """Asking what a scheme would do to people before it does."""
    schemes = [(name, _title(name)) for name in library.names(_SCENARIOS)]
    asked = request.query_params.get("scenario")
    chosen = asked if asked in dict(schemes) else FIRST
    settings = request.query_params.getlist("set") if asked == chosen else []
    return page(request, "audit.html", scripts=ASKING, schemes=schemes, chosen=chosen, settings=settings)


def _lab(claim: Claim) -> str:
    """Where in the laboratory a claim can be looked at."""
    beside = claim.against if claim.against in LADDER or claim.against in library.names(_SCENARIOS) else "nothing"
    return "/lab?" + urlencode(
        [("scenario", claim.scenario), ("with", beside), *(("set", each) for each in claim.settings)]
    )


def _title(scenario: str) -> str:
    return str(library.look(_SCENARIOS, scenario)["title"])


def _value(fact: Fact) -> str:
    """A fact's single number with its unit; empty where it says more than one."""
    if isinstance(fact.value, int | float) and isinstance(fact.unit, str):
        return f"{fact.value:,} {fact.unit}"
    return ""


@cache
def _packaged(name: str) -> dict[str, Any]:
    return dict(json.loads((files("glasshouse.library") / name).read_text(encoding="utf-8")))
