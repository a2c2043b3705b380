"""The gallery of systems, and a page for each."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from glasshouse import library
from glasshouse.scenario import load
from glasshouse.web import words
from glasshouse.web.look.figures import figures_of
from glasshouse.web.look.flow import picture, sentence, thumbnail
from glasshouse.web.look.gallery import Entry, entries, entry, system_of
from glasshouse.web.look.steps import steps
from glasshouse.web.templating import language_of, page

router = APIRouter()


class Card(NamedTuple):
    """A system in the gallery."""

    entry: Entry
    title: str
    picture: Markup
    sentence: str
    search: str


@router.get("/systems", response_class=HTMLResponse)
def gallery(request: Request) -> HTMLResponse:
    """All systems, family by family."""
    say = partial(words.text, language_of(request))
    cards = [_card(each, say) for each in entries().values()]
    families = [(name, list(each)) for name, each in groupby(cards, key=lambda card: card.entry.family)]
    return page(
        request, "systems.html", scripts=("gallery.found", "gallery.none_found"), families=families, count=len(cards)
    )


@router.get("/systems/{name}", response_class=HTMLResponse)
def one_system(request: Request, name: str) -> HTMLResponse:
    """One system: who is seen, how they are judged, what follows."""
    shown = entry(name)
    say = partial(words.text, language_of(request))
    system, told = system_of(name), steps(system_of(name))
    figures = figures_of(system)
    sources = {each.source.id: each.source for each in figures if each.source}
    return page(
        request,
        "system.html",
        entry=shown,
        system=system,
        told=told,
        figures=figures,
        sources=sources.values(),
        wide_picture=picture(told, say, system.title, columns=3),
        tall_picture=picture(told, say, system.title, columns=1),
        sentence=sentence(told, say),
        description=load(shown.scenario).description,
        scenario=load(shown.scenario).title,
        document=library.path("systems", name).read_text(encoding="utf-8") if shown.is_of_library else "",
    )


def _card(shown: Entry, say: partial[str]) -> Card:
    system = system_of(shown.name)
    told = steps(system)
    place, status = say(f"gallery.place.{shown.place}"), say(f"gallery.status.{shown.status}")
    parts = (
        system.title,
        shown.name,
        place,
        shown.years,
        status,
        *(each.title for each in (*told.seen, *told.judged, *told.follows)),
    )
    return Card(shown, system.title, thumbnail(told, say), sentence(told, say), " ".join(parts).casefold())
