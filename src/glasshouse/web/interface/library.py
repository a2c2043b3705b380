"""The library over the interface: systems, scenarios, conduct, channels, facts, claims; one by one with schema and sources."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, JsonValue
from starlette.exceptions import HTTPException

from glasshouse import library
from glasshouse.claims.catalogue import claims
from glasshouse.conduct.kinds import Kind
from glasshouse.documents.strict import Document, validate_document
from glasshouse.facts import load as load_facts
from glasshouse.library import Section
from glasshouse.observation.channels import Channel
from glasshouse.scenario import load, schemas
from glasshouse.web.look.figures import Figure, figures_of
from glasshouse.web.look.gallery import entries, entry, system_of

router = APIRouter(tags=["library"])


class Named(BaseModel):
    """An entry of a list.

    Attributes:
        name: the name by which documents and addresses call it.
        title: what to call it.
        description: what it is about; empty where its document says nothing.
    """

    model_config = ConfigDict(extra="forbid")

    name: str
    title: str
    description: str = ""


class NamedSystem(Named):
    """A system of the gallery.

    Attributes:
        family: the family that it stands with.
        form: the form of its score.
        place: where it is or was, as a short name.
        years: the years of the rules that it follows; empty where there are none.
        status: `real`, `kind`, `example` or `what-if`.
        scenario: the scenario in which it can be tried.
    """

    family: str
    form: str
    place: str
    years: str
    status: str
    scenario: str


class Shown(Named):
    """A document of the library.

    Attributes:
        document: the document, with everything that it extends laid together.
        figures: every number in it, with its source.
        kind: which of `/schemas` describes such documents; empty where none does.
    """

    document: dict[str, JsonValue]
    figures: list[Figure]
    kind: str


@router.get("/systems")
def systems() -> list[NamedSystem]:
    """All systems of the gallery, family by family."""
    return [_named_system(name) for name in entries()]


@router.get("/systems/{name}")
def one_system(name: str) -> Shown:
    """One system, with every number and where it comes from."""
    entry(name)
    system = system_of(name)
    return _shown(name, system.title, "", system, "system")


@router.get("/scenarios")
def scenarios() -> list[Named]:
    """All scenarios of the library."""
    return [
        Named(name=name, title=str(said.get("title", name)), description=str(said.get("description", "")))
        for name in library.names("scenarios")
        for said in [library.look("scenarios", name)]
    ]


@router.get("/scenarios/{name}")
def one_scenario(name: str) -> Shown:
    """One scenario, with all that it names looked up."""
    _there("scenarios", name)
    scenario = load(name)
    return _shown(name, scenario.title, scenario.description, scenario, "scenario")


@router.get("/conduct")
def conduct() -> list[Named]:
    """All kinds of conduct: what people may do."""
    return _list("conduct")


@router.get("/conduct/{name}")
def one_kind(name: str) -> Shown:
    """One kind of conduct."""
    return _one("conduct", name, Kind, "kind")


@router.get("/channels")
def channels() -> list[Named]:
    """All channels: what makes records of what people do."""
    return _list("channels")


@router.get("/channels/{name}")
def one_channel(name: str) -> Shown:
    """One channel."""
    return _one("channels", name, Channel, "channel")


@router.get("/facts")
def facts() -> list[Named]:
    """All published facts that the library rests on."""
    return [Named(name=each.id, title=each.statement, description=each.source) for each in load_facts().values()]


@router.get("/facts/{name}")
def one_fact(name: str) -> Shown:
    """One fact, with its source."""
    found = load_facts().get(name)
    if found is None:
        raise HTTPException(404, "there is no fact of that name")
    return _shown(name, found.statement, found.source, found, "")


@router.get("/claims")
def all_claims() -> list[Named]:
    """All claims that can be tried."""
    return [
        Named(name=name, title=each.title, description=each.statement)
        for name, each in claims().items()
        if name != "A/A"
    ]


@router.get("/claims/{name}")
def one_claim(name: str) -> Shown:
    """One claim: what is compared, and what would count, written down before anything was run."""
    found = claims().get(name)
    if found is None:
        raise HTTPException(404, "there is no claim of that name")
    return _shown(name, found.title, found.statement, found, "")


@router.get("/schemas/{kind}")
def schema(kind: str) -> dict[str, JsonValue]:
    """The JSON Schema of a kind of document: `scenario`, `system`, `channel`, `kind`, `holder` or `society`."""
    found = _schemas().get(kind)
    if found is None:
        raise HTTPException(404, "there is no such kind of document")
    return found


def _named_system(name: str) -> NamedSystem:
    shown, system = entries()[name], system_of(name)
    return NamedSystem(
        name=name,
        title=system.title,
        family=shown.family,
        form=system.form,
        place=shown.place,
        years=shown.years,
        status=shown.status,
        scenario=shown.scenario,
    )


def _list(section: Section) -> list[Named]:
    return [
        Named(name=name, title=str(library.look(section, name).get("title", name))) for name in library.names(section)
    ]


def _one(section: Section, name: str, model: type[Document], kind: str) -> Shown:
    _there(section, name)
    document = validate_document(library.look(section, name), model)
    return _shown(name, str(library.look(section, name).get("title", name)), "", document, kind)


def _there(section: Section, name: str) -> None:
    if name not in library.names(section):
        raise HTTPException(404, f"the library has no {section} of that name")


def _shown(name: str, title: str, description: str, document: Document, kind: str) -> Shown:
    return Shown(
        name=name,
        title=title,
        description=description,
        document=document.model_dump(mode="json", exclude_none=True),
        figures=figures_of(document),
        kind=kind,
    )


@cache
def _schemas() -> dict[str, dict[str, JsonValue]]:
    return schemas()
