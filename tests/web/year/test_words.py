"""The words of the year: every key that a script or template names is there, in both languages, with the same slots."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import get_args

import pytest
from pydantic import BaseModel

from glasshouse.web import words
from glasshouse.web.lives.documents import CaseShown, Event, News

PLURALS = (".one", ".other")
SLOT = re.compile(r"\{(\w+)\}")


def _sources() -> str:
    web = files("glasshouse.web")
    scripts = [each.read_text() for each in (web / "static" / "year").iterdir() if each.name.endswith(".js")]
    return "\n".join([*scripts, *((web / "templates" / name).read_text() for name in ("year.html", "year_week.html"))])


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_text_that_is_named_is_there(language: str) -> None:
    own = words.words_of(language)
    named = set(re.findall(r'"(year\.\w+(?:\.\w+)*)"', _sources())) - {"year.toml"}  # a file's name
    assert len(named) > 100
    assert {key for key in named if key not in own and any(key + form not in own for form in PLURALS)} == set()


def test_german_has_the_slots_that_english_has() -> None:
    english, german = words.words_of("en"), words.words_of("de")
    ours = [key for key in english if key.startswith("year.")]
    different = [key for key in ours if set(SLOT.findall(english[key])) != set(SLOT.findall(german.get(key, "")))]
    assert different == []


def test_every_reason_and_ending_of_the_interface_has_its_sentence() -> None:
    own = words.words_of("en")

    def codes(model: type[BaseModel], field: str) -> set[str]:
        return {code for code in get_args(model.model_fields[field].annotation) if isinstance(code, str)}

    news = codes(News, "sort")
    assert {sort for sort in news if not any(f"year.news.{sort}{end}" in own for end in ("", "_better"))} == set()
    assert {what for what in codes(Event, "what") - {"done"} if f"year.mark.{what}" not in own} == set()
    assert {status for status in codes(CaseShown, "status") if f"year.case_status.{status}" not in own} == set()
