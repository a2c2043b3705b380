"""The app's words: every text is in a language file, and languages agree on what a text needs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from glasshouse.web import words

WEB = Path(str(files("glasshouse.web")))
TEMPLATES = sorted(WEB.glob("templates/**/*.html"))
SCRIPTS = sorted(each for each in WEB.glob("static/**/*.js") if "vendor" not in each.parts)
OTHERS = [language for language in words.languages() if language != words.ENGLISH]
NAMES = {"Glasshouse", "CSV", "JSON", "PNG", "SVG", "TOML"}
"""What is the same in every language."""
_SLOT = re.compile(r"\{\w+\}")
_QUOTED = re.compile(r"""["']([\w-]+(?:\.[\w-]+)*)["']""")
_MADE = re.compile(r"""(?:`|\bf")([a-z]+\.[^`"\s]*\{[^`"\s]*)[`"]""")
_JOINED = re.compile(r"""["']([a-z]+\.[\w.]*)["'] ~ \w+(?: ~ ["'](\w*)["'])?""")
"""Keys that are put together: in a script or in Python, and in a template."""
_PUT_IN = re.compile(r"(?:\\\$)?\\\{.*?\\\}")
_LITERAL = re.compile(r"""\bt\(\s*["']([\w.-]+)["']\s*[,)]""")


def spoken(markup: str) -> list[str]:
    """What a template says by itself: text between tags, and attributes that are read out."""
    markup = re.sub(r"\{% block width %\}.*?\{% endblock %\}", "", markup)  # a class, no text
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->|<script.*?</script>", " ", markup, flags=re.S)
    read_out = re.findall(r'\b(?:alt|aria-label|placeholder|title)="([^"]*)"', bare)
    between = re.sub(r"<[^>]*>", "\n", bare)
    return [found for found in re.findall(r"[^\W\d_]{2,}", "\n".join([between, *read_out])) if found not in NAMES]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_says_anything_by_itself(template: Path) -> None:
    assert spoken(template.read_text(encoding="utf-8")) == []


def script_says(code: str) -> list[str]:
    """What a script's markup says by itself: two words or more between tags of its html templates."""
    found = re.findall(r">([^<>`$]*[^\W\d_]{2,}[ \n]+[^\W\d_]{2,}[^<>`$]*)</", code)
    return [each.strip() for each in found if "=>" not in each and ";" not in each]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_script_says_anything_by_itself(script: Path) -> None:
    assert script_says(script.read_text(encoding="utf-8")) == []


def test_what_a_script_or_a_template_would_say_is_noticed() -> None:
    assert spoken('<p title="A hint">{{ t("a.b") }} and words</p>') == ["and", "words", "hint"]
    assert script_says("html`<p>Some words</p>`") == ["Some words"]
    assert script_says("html`<p>${t('a.b')}</p>`") == []


@pytest.mark.parametrize("path", [*TEMPLATES, *SCRIPTS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_text_that_is_asked_for_by_name_is_there(path: Path) -> None:
    there = words.words_of(words.ENGLISH)
    wanted = _LITERAL.findall(path.read_text(encoding="utf-8"))
    assert [key for key in wanted if key not in there and f"{key}.other" not in there] == []


def made_in(source: str) -> set[str]:
    """Patterns of the keys that a source puts together."""
    joined = (f"{before}{{}}{after}" for before, after in _JOINED.findall(source))
    return {_PUT_IN.sub("(.+)", re.escape(each)) for each in (*_MADE.findall(source), *joined)}


def unasked(keys: Iterable[str], sources: Iterable[str]) -> list[str]:
    """Keys that no source asks for. What is put in behind a page's name alone must itself be quoted somewhere."""
    quoted, patterns = set[str](), set[str]()
    for source in sources:
        quoted |= set(_QUOTED.findall(source))
        patterns |= made_in(source)

    def is_asked(key: str) -> bool:
        fits = (re.fullmatch(each, key) for each in patterns)
        return key in quoted or any(fit and (fit.start(1) > key.index(".") + 1 or fit[1] in quoted) for fit in fits)

    return [key for key in keys if not is_asked(key) and not is_asked(re.sub(r"\.(one|other)$", "", key))]


def test_every_text_that_is_there_is_asked_for() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (*TEMPLATES, *SCRIPTS, *WEB.rglob("*.py")))
    assert unasked(words.words_of(words.ENGLISH), sources) == []


def test_a_text_that_nobody_asks_for_is_noticed() -> None:
    keys = ["a.b", "a.c.one", "a.d", "a.e.f", "a.g.one"]
    assert unasked(keys, ['t("a.b") t("a.c", { n: 1 })']) == ["a.d", "a.e.f", "a.g.one"]
    assert unasked(keys, ["t(`a.${name}`) t(`a.e.${name}`)", "'b'", "['d', 'c']"]) == ["a.g.one"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_no_text_of_its_own_and_the_same_slots(language: str) -> None:
    english, own = words.words_of(words.ENGLISH), words.words_of(language)
    assert sorted(own.keys() - english.keys()) == []
    slots = {key: sorted(set(_SLOT.findall(text))) for key, text in own.items()}
    assert {key: each for key, each in slots.items() if each != sorted(set(_SLOT.findall(english[key])))} == {}


@pytest.mark.parametrize("page", ["frame", "front", "year", "class", "debrief", "seats", "clerk", "auditor"])
def test_the_frame_the_year_and_the_other_seats_are_wholly_in_german(page: str) -> None:
    assert [key for key in words.missing("de") if key.startswith(f"{page}.")] == []


def test_a_missing_text_falls_back_to_english_and_is_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"en": {"a.b": "one {thing}", "a.c": "two"}, "de": {"a.c": "zwei"}}
    monkeypatch.setattr(words, "words_of", there.__getitem__)
    words.all_words.cache_clear()
    try:
        assert words.text("de", "a.b", thing="apple") == "one apple"
        assert words.text("de", "a.c") == "zwei"
        assert words.missing("de") == ["a.b"]
        with pytest.raises(KeyError):
            words.text("de", "a.d")
    finally:
        words.all_words.cache_clear()


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, "", "en"),
        (None, "de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en", "de", "en"),
        ("xx", "fr,de;q=0.5", "de"),
        ("../../etc", "", "en"),
    ],
)
def test_the_language_is_the_one_that_was_asked_for_else_the_browsers(
    asked: str | None, accepted: str, language: str
) -> None:
    assert words.chosen(asked, accepted) == language


def test_vendored_modules_are_those_that_were_published() -> None:
    folder = WEB / "static" / "vendor"
    listed = tomllib.loads((folder / "vendored.toml").read_text(encoding="utf-8"))
    assert {each["file"]: each["sha256"] for each in listed.values()} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
