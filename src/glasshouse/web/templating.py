"""Pages from templates: every page has one frame, words in the reader's language, and the texts that its scripts need."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from glasshouse.web import words

SHARED: Final = ("frame.", "problems.", "units.")
"""Texts that every page's scripts get."""


def page(
    request: Request, template: str, *, scripts: tuple[str, ...] = (), status: int = 200, **content: Any
) -> HTMLResponse:
    """A page.

    Args:
        request: what was asked; its address or its browser's list says the language.
        template: the template's name.
        scripts: prefixes of the texts that the page's scripts need, as ``year.``; ``library.`` are titles of the library.
        status: the HTTP status.
        **content: what the template shows.
    """
    language = language_of(request)
    titles = {f"library.{english}": title for english, title in words.titles(language).items()}
    texts = {**words.all_words(language), **titles}
    wanted = (*SHARED, *scripts)
    told: Mapping[str, Any] = {
        "language": language,
        "languages": words.languages(),
        "asked_language": request.query_params.get("lang"),
        "path": request.url.path,
        "rest": urlencode([each for each in request.query_params.multi_items() if each[0] != "lang"]),
        "version": version("glasshouse"),
        "texts": {key: text for key, text in texts.items() if key.startswith(wanted)},
        "own_words": set(words.words_of(language)),
    }
    return HTMLResponse(environment().get_template(template).render(**told, **content), status)


def language_of(request: Request) -> str:
    """The language in which a request is answered."""
    return words.chosen(request.query_params.get("lang"), request.headers.get("accept-language", ""))


@cache
def environment() -> Environment:
    """The templates, with ``t`` for texts and ``link`` for addresses that keep the language."""
    loader = PackageLoader("glasshouse.web", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals |= {"t": _text, "link": _link}
    return made


@pass_context
def _text(context: Context, key: str, **values: object) -> str:
    return words.text(str(context["language"]), key, **values)


@pass_context
def _link(context: Context, path: str) -> str:
    asked = context["asked_language"]
    if not asked:
        return path
    place, mark, fragment = path.partition("#")
    return f"{place}{'&' if '?' in place else '?'}lang={context['language']}{mark}{fragment}"
