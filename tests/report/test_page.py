"""The page: whole without a network, readable without eyes, and true to the numbers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from glasshouse.errors import StorageError
from glasshouse.report import write_comparison, write_run
from glasshouse.report.page import asset
from glasshouse.report.palette import ACCENT, INK, MUTED, RULE, WORLDS

Ran = Compared = Callable[..., dict[str, Any]]
MOST_BYTES = 1_500_000


class Reading(HTMLParser):
    """A page taken apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.problems: list[str] = []
        self.feed(page)
        self.problems += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def run_page(ran: Ran, time_series: dict[str, list[float]], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("run") / "report.html"
    return write_run(ran(), path, time_series=time_series).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def twin_page(compared: Compared, time_series: dict[str, list[float]], tmp_path_factory: pytest.TempPathFactory) -> str:
    less = {name: [n * 0.9 for n in days] for name, days in time_series.items()}
    path = tmp_path_factory.mktemp("twins") / "report.html"
    time_series = {"rongcheng": time_series, "nothing": less}
    return write_comparison(compared(), path, time_series=time_series).read_text(encoding="utf-8")


@pytest.fixture(params=["run_page", "twin_page"])
def page(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(request.param))


def words(page: str) -> str:
    """What a reader sees, in one line."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_it_fetches_nothing(page: str) -> None:
    reading = Reading(page)
    for tag, attributes in reading.tags:
        for name in ("src", "href", "xlink:href", "action", "poster", "srcset"):
            address = attributes.get(name) or ""
            if "//" in address:
                assert (tag, name) == ("a", "href"), f"{tag} {name}={address}"
    assert "url(http" not in page
    assert "@import" not in page
    assert not reading.all("script")
    assert not reading.all("iframe")


def test_every_tag_is_closed(page: str) -> None:
    assert Reading(page).problems == []


def test_ids_are_unique_and_every_reference_leads_somewhere(page: str) -> None:
    reading = Reading(page)
    ids = [attributes["id"] for _, attributes in reading.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    wanted = {a["href"][1:] for a in reading.all("a") if (a.get("href") or "").startswith("#")}
    for _, attributes in reading.tags:
        for name in ("aria-labelledby", "aria-describedby"):
            wanted |= set((attributes.get(name) or "").split())
    wanted |= set(re.findall(r"url\(#([^)]+)\)", page))
    assert wanted <= set(ids)


def test_it_has_a_language_a_skip_link_and_headings_in_order(page: str) -> None:
    reading = Reading(page)
    assert reading.all("html") == [{"lang": "en"}]
    assert reading.all("a")[0] == {"class": "skip", "href": "#main"}
    levels = [int(tag[1]) for tag, _ in reading.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_chart_has_a_title_a_description_and_a_table(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, flags=re.DOTALL)
    assert len(figures) >= 6
    for figure in figures:
        drawings = re.findall(r"<svg.*?</svg>", figure, flags=re.DOTALL)
        assert drawings
        for drawing in drawings:
            assert 'role="img"' in drawing
            assert re.search(r"<title id=[^>]+>[^<]+</title>", drawing)
            assert len(re.search(r"<desc id=[^>]+>([^<]*)</desc>", drawing)[1]) > 20
        assert "<table>" in figure
        assert re.search(r"<td[^>]*>[^<]+</td>", figure)


def test_charts_that_would_be_too_small_on_a_telephone_are_drawn_twice(page: str) -> None:
    reading = Reading(page)
    classes = [attributes.get("class") for attributes in reading.all("div")]
    assert classes.count("wide") == classes.count("narrow") > 3


def first_screen(page: str) -> list[tuple[str, str, str]]:
    """Numbers, sentences and small print of the first screen."""
    found = re.findall(r"<li><strong>([^<]+)</strong><p>([^<]+)(.*?)</p></li>", page)
    return [
        (number, sentence.strip(), " ".join(re.findall(r"<small>([^<]+)</small>", rest)))
        for number, sentence, rest in found
    ]


def test_the_first_screen_states_the_documents_numbers(comparison: dict[str, Any], twin_page: str) -> None:
    numbers = first_screen(twin_page)
    assert [number for number, _, _ in numbers] == ["4.0%", "3.2%", "0.050%", "12%", "20%"]
    assert numbers[0][2] == "400 of 10,000 people over luck 3.6% to 4.4%"
    assert comparison["individual_differences"]["nothing"]["silenced"]["people"] == 1234
    assert numbers[3][2].startswith("1,234 of 10,000 people")


def test_every_number_of_the_first_screen_is_a_percentage(twin_page: str, run_page: str) -> None:
    for page in (twin_page, run_page):
        assert all(number.endswith("%") for number, _, _ in first_screen(page))


def test_the_first_screen_of_a_run_states_its_observables(run_page: str) -> None:
    numbers = [number for number, _, _ in first_screen(run_page)]
    assert numbers == ["3.1%", "6.5%", "8.0%", "0.62%"]


def test_every_sentence_of_the_first_screen_is_whole(twin_page: str) -> None:
    assert [sentence for _, sentence, _ in first_screen(twin_page)] == [
        "of people were under a sanction that their twin was spared.",
        "of people were refused a booking, a loan, a school or a post that their twin was not refused.",
        "of people were under a sanction for something that they had not done; some channels here never record what did not "
        "happen (see Limits).",
        "of people held back a lawful word, search, request for help or risk that their twin did not.",
        "of people left out at least one offence that their twin committed; offences in all fell by 20%.",
    ]
    assert "Spans are over luck alone" in words(twin_page)


def censor(comparison: dict[str, Any]) -> dict[str, Any]:
    """The comparison, its base with a censor and nobody who judges."""
    base = comparison["worlds"]["rongcheng"]
    base["systems"] = {"shield": {"form": "none", "title": "Removal of posts", "members": 10_000}}
    unit = "per 1,000 people and day"
    for name, value in (("removed", 1.0), ("hindered", 3.0), ("flooded", 1.0), ("visible_criticism", 8.0)):
        base["observables"][f"{name}_per_1000_days"] = {"value": value, "unit": unit, "title": name}
    base["observables"]["public_criticism_share"] = {"value": 0.5, "unit": "share", "title": "critical"}
    for kind in base["kinds"].values():
        kind["eased"] = kind["denied"] = 0
    entries = comparison["individual_differences"]["nothing"]
    for outcome in ("sanctioned", "denied", "wrongly_sanctioned"):
        entries[outcome] |= {"people": 0, "share": 0.0}
    return comparison


def test_where_no_record_is_kept_as_a_case_the_first_screen_does_not_say_that_nobody_was_wronged(
    comparison: dict[str, Any], tmp_path: Path
) -> None:
    base = comparison["worlds"]["rongcheng"]["observables"]
    base["wrongly_sanctioned_share_of_days"] |= {
        "value": None,
        "reason": "undefined, because nothing is kept as a case",
    }
    page = write_comparison(comparison, tmp_path / "page.html").read_text(encoding="utf-8")
    told = [number for number, sentence, _ in first_screen(page) if "something that they had not done" in sentence]
    assert told == ["?"]
    assert "nobody can tell" in words(page)


def test_where_nobody_is_judged_the_first_screen_says_what_the_system_does(
    comparison: dict[str, Any], tmp_path: Path
) -> None:
    page = write_comparison(censor(comparison), tmp_path / "page.html").read_text(encoding="utf-8")
    numbers = first_screen(page)
    assert [number for number, _, _ in numbers][:3] == ["12%", "11%", "6.2%"]
    assert "obstacles prevented 1,800 words and searches, 810 acts were held back" in numbers[0][1]
    assert "removed before others saw it" in numbers[1][1]
    assert not any("under a sanction" in sentence for _, sentence, _ in numbers)
    said = words(page)
    assert "Nobody is judged: “Removal of posts” gives nobody a score" in said
    assert "no system is in force" not in said
    assert "600 posts were removed before contacts looked." in said
    assert "under “Removal of posts”, which judges nobody" in said


def test_differences_are_said_with_direction_size_unit_and_interval(twin_page: str) -> None:
    said = words(twin_page)
    assert "Criticism in public fell by 10%." in said
    assert "9.0 against 10 per 1,000 people and day; 95% interval of the difference −1.1 to −0.90" in said
    assert "Lawful words and searches withheld rose by 8.0 percentage points." in said
    assert "No difference at all in judgments left unpaid, bills missed or civic and family acts." in said


def test_an_interval_around_zero_is_no_difference(comparison: dict[str, Any], tmp_path: Path) -> None:
    comparison["differences"]["nothing"]["criticism_per_1000_days"] |= {"low": -2.1, "high": 0.1}
    page = write_comparison(comparison, tmp_path / "page.html").read_text(encoding="utf-8")
    said = words(page)
    assert "No difference that can be told from chance in criticism in public" in said
    assert "Criticism in public fell" not in said


def test_the_map_shows_every_region_once(run_document: dict[str, Any], tmp_path: Path) -> None:
    run_document["regions"].append({**run_document["regions"][0], "name": "Hebei"})
    page = write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")
    drawing = re.search(r'<figure id="map">.*?</svg>', page, flags=re.DOTALL)[0]
    codes = re.findall(r">([A-Z]{2})</text>", drawing)
    assert len(codes) == len(set(codes)) == 31


def test_where_everybody_lives_in_one_place_there_is_no_map(page: str) -> None:
    assert 'id="map"' not in page
    assert 'href="#where"' not in page


def test_nothing_about_china_or_sesame_stands_on_a_german_towns_page(
    run_document: dict[str, Any], tmp_path: Path
) -> None:
    run_document["regions"][0]["name"] = "elsewhere"
    run_document["country"] = None
    run_document["systems"] = {"buergerbonus": {**run_document["systems"]["rongcheng"], "title": "Bürgerbonus"}}
    run_document["published"] = []
    said = words(write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8"))
    for word in ("China", "Sesame", "Rongcheng's grades", "Gatherings", "encyclopaedia"):
        assert word not in said, word
    assert "What the systems of this scenario do is what their files say" in said


def test_limits_are_those_of_the_systems_that_are_in_force(page: str) -> None:
    said = words(page)
    assert "Rongcheng's grades are as commonly cited." in said
    assert "Sesame" not in said
    assert "Nobody in China has one nationwide score." in said


def test_numbers_without_a_source_are_counted_and_listed(run_document: dict[str, Any], tmp_path: Path) -> None:
    run_document["assumptions"]["without_source"] = [["systems.own.start", 100.0, "points"]] * 46
    said = words(write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "46 have no source" in said
    assert "Without a source: 46 numbers" in said


def test_derived_numbers_are_counted_and_listed_apart_from_assumptions(
    run_document: dict[str, Any], tmp_path: Path
) -> None:
    run_document["assumptions"] |= {
        "derived": 1,
        "derivations": [
            ["channels.camera.coverage.town", 0.6, "share", [0.1, 0.9], "Cameras are no reach.", "cameras"]
        ],
    }
    said = words(write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8"))
    assert "2 of the numbers that this run rests on are assumptions, 1 is derived from facts on something else" in said
    assert "channels: 1 derived value" in said
    assert "Cameras are no reach. Derived from cameras." in said


def test_it_says_that_no_real_person_is_in_it_and_how_to_do_it_again(page: str) -> None:
    said = words(page)
    assert "no real person is in it" in said
    assert "--citizens 10000 --days 60 --seed 7" in said
    assert "ab" * 32 in page


def test_a_citizen_is_named_by_number_with_the_command_that_asks_why(twin_page: str) -> None:
    said = words(twin_page)
    assert "glasshouse why runs/rongcheng 4711 --day 9" in said
    row = "4711 9 Left out a lawful word, search, request or risk hand in a petition"
    assert f"citizen first on day unlike the twin first occasion {row}" in said


def test_assumptions_are_counted_listed_and_escaped(page: str) -> None:
    assert "2 of the numbers that this run rests on are assumptions, 6 are published facts: 25%" in words(page)
    assert "Another &lt;guess&gt;." in page


def test_published_figures_are_marked_as_met_or_missed(page: str) -> None:
    assert 'class="met">met<' in page
    assert 'class="missed">missed<' in page


@pytest.mark.parametrize("twins", [("nothing",), ("nothing", "sensing"), ("nothing", "sensing", "scoring")])
def test_two_to_four_worlds_fit_on_one_page(compared: Compared, twins: tuple[str, ...], tmp_path: Path) -> None:
    page = write_comparison(compared(*twins), tmp_path / "page.html").read_text(encoding="utf-8")
    assert Reading(page).problems == []
    assert page.count("People whose days differed from their twin’s in") >= len(twins)
    assert len(page) < MOST_BYTES


def test_a_run_in_which_nothing_is_judged_says_so(nothing_document: dict[str, Any], tmp_path: Path) -> None:
    page = write_run(nothing_document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Nobody is judged: no system is in force." in words(page)
    assert "Nothing was withheld" in words(page)
    assert Reading(page).problems == []


def test_one_citizen_is_enough(compared: Compared, tmp_path: Path) -> None:
    comparison = compared(citizens=1, days=1)
    for world in comparison["worlds"].values():
        for group in world["groups"].values():
            group |= {"people": 0, "person_days": 0}
        world["groups"]["local majority"] |= {"people": 1, "person_days": 1}
    for entry in comparison["individual_differences"]["nothing"].values():
        entry |= {"people": 0, "share": 0.0}
    page = write_comparison(comparison, tmp_path / "page.html").read_text(encoding="utf-8")
    said = words(page)
    assert "One generated adult lived 1 day" in said
    assert "0% of people held back a lawful word" in said
    assert Reading(page).problems == []


@pytest.fixture
def quick_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the drawing itself, where only the page around it matters."""
    drawn = '<svg width="9" height="9" viewBox="0 0 9 9"></svg>'
    monkeypatch.setattr("glasshouse.report.drawing.vl_convert.vegalite_to_svg", lambda *_, **__: drawn)


PARTS = [
    "observables",
    "systems",
    "kinds",
    "channels",
    "regions",
    "groups",
    "stages",
    "assumptions",
    "environment",
    "run",
    "digest",
    "title",
]


@pytest.mark.usefixtures("quick_drawing")
@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part_does_not_break_it(run_document: dict[str, Any], part: str, tmp_path: Path) -> None:
    del run_document[part]
    page = write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert Reading(page).problems == []


@pytest.mark.usefixtures("quick_drawing")
@pytest.mark.parametrize("part", ["differences", "individual_differences", "examples", "interval", "replicates"])
def test_a_missing_part_of_a_comparison_does_not_break_it(
    comparison: dict[str, Any], part: str, tmp_path: Path
) -> None:
    del comparison[part]
    page = write_comparison(comparison, tmp_path / "page.html").read_text(encoding="utf-8")
    assert Reading(page).problems == []


def test_undefined_observables_are_left_out(run_document: dict[str, Any], tmp_path: Path) -> None:
    for entry in run_document["observables"].values():
        entry["value"] = None
    page = write_run(run_document, tmp_path / "page.html").read_text(encoding="utf-8")
    assert not re.search(r"\bNone\b|\bnan\b", words(page))


@pytest.mark.parametrize("colour", sorted({INK, MUTED, RULE, ACCENT, *WORLDS}))
def test_every_colour_of_charts_has_one_for_a_dark_page(colour: str) -> None:
    dark = asset("page.css").partition("prefers-color-scheme: dark")[2]
    for use in ("fill", "stroke"):
        assert f'[{use}="{colour}"] {{ {use}: ' in dark


@pytest.mark.usefixtures("drawn_anew")
def test_it_is_small_quickly_made_and_the_same_for_the_same_results(comparison: dict[str, Any], tmp_path: Path) -> None:
    first = write_comparison(comparison, tmp_path / "a.html").read_bytes()
    began = time.perf_counter()
    again = write_comparison(comparison, tmp_path / "b.html").read_bytes()
    assert time.perf_counter() - began < 10
    assert again == first
    assert len(first) < MOST_BYTES


def test_a_place_that_cannot_be_written_is_one_clear_error(run_document: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="cannot"):
        write_run(run_document, tmp_path / "file" / "report.html")
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_every_share_of_people_has_a_second_span_where_assumptions_were_drawn(
    comparison: dict[str, Any], tmp_path: Path
) -> None:
    outcomes = dict.fromkeys(comparison["individual_differences"]["nothing"], (0.001, 0.25))
    comparison["over_assumptions"] = {
        "points": 64,
        "citizens": 2560,
        "days": 60,
        "keys": 379,
        "individual_differences": {"nothing": outcomes},
        "values": {},
    }
    page = write_comparison(comparison, tmp_path / "page.html").read_text(encoding="utf-8")
    people = [small for _, _, small in first_screen(page) if "people" in small]
    assert len(people) == 5
    assert all("over the assumptions 0.10% to 25%" in small for small in people)
    assert "nine tenths of 64 runs of 2,560 people, each with 379 assumed or derived numbers" in words(page)
    assert "over luck alone" not in words(page)
