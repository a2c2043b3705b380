"""Ledgers, cards and news say what the panel says, counted anew by other means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from tests.web.lives.conftest import begun, eager

from glasshouse.audit.history import read_history
from glasshouse.engine.decisions import Refusal
from glasshouse.schema.codes import APPEALED, CASE_CORRECTED, CASE_LISTED, DECIDED, TOLD
from glasshouse.schema.counts import PANEL
from glasshouse.web.lives import cards, ledgers
from glasshouse.web.lives.book import Book
from glasshouse.web.lives.choices import Choices
from glasshouse.web.lives.documents import Life, Urge
from glasshouse.web.lives.ledgers import news_of
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.reasons import why_of
from glasshouse.web.lives.rules import Rules
from glasshouse.web.lives.town import Place
from glasshouse.web.persons.ledgers import ledgers_of as person_ledgers

LANGUAGES = Path(cards.__file__).parents[1] / "locales"


def _days(life: Lived) -> Iterator[tuple[np.void, Rules]]:
    return ((row, life.town.rules.on(day)) for day, row in enumerate(life.town.rows))


def _sets(row: np.void, rules: Rules) -> dict[str, set[str]]:
    """Kinds by what the panel says of them, of those that people do themselves."""
    own = [(k, kind.name) for k, kind in enumerate(rules.labels.kinds) if not kind.by_firms]
    bits = {name: int(row[name]) for name in ("acts", "withheld", "denied", "worsened", "eased")}
    for name in ("seen", "false"):
        bits[name] = int(np.bitwise_or.reduce(row[name]))
    return {name: {kind for k, kind in own if value >> k & 1} for name, value in bits.items()}


def test_the_ledgers_add_up_to_the_days_of_the_panel(busy: Lived) -> None:
    page: Life = busy.page
    days = [(_sets(row, rules), rules) for row, rules in _days(busy)]
    known, unrecorded, met = page.ledgers.known, page.ledgers.unrecorded, page.ledgers.met
    assert known.records == sum(len(day["seen"]) for day, _ in days) > 0
    assert known.false == sum(len(day["false"]) for day, _ in days)
    assert unrecorded.acts == sum(len(day["acts"] - day["seen"]) for day, _ in days) > 0
    assert unrecorded.held_back == sum(len(day["withheld"]) for day, _ in days)
    assert (met.denied, met.worsened, met.eased) == tuple(
        sum(len(day[name]) for day, _ in days) for name in ("denied", "worsened", "eased")
    )
    said = sum(
        sum(kind.is_self_censored and kind.law == "lawful" for kind in rules.labels.kinds if kind.name in day["acts"])
        for day, rules in days
    )
    assert unrecorded.you.said == said


def test_who_keeps_records_adds_up_channel_by_channel(busy: Lived) -> None:
    channels = busy.town.rules.on(0).labels.channels
    for by in busy.page.ledgers.known.by:
        ch = channels.index(by.channel)
        own = [rules.own for _, rules in _days(busy)]
        rows = busy.town.rows
        assert by.records == sum((int(row["seen"][ch]) & mine).bit_count() for row, mine in zip(rows, own, strict=True))
        assert by.false == sum((int(row["false"][ch]) & mine).bit_count() for row, mine in zip(rows, own, strict=True))


def test_a_book_kept_by_addition_is_the_book_counted_anew(busy: Lived) -> None:
    anew = Book()
    for row, rules in _days(busy):
        anew.add(row, rules)
    assert anew == busy.town.book
    assert busy.town.book.in_force


def test_the_days_told_are_those_of_the_last_step_and_nothing_is_left_out(busy: Lived) -> None:
    first = busy.choices[-1].week * 7
    told = {day.day: day.events for day in busy.page.last}
    for day in range(first, busy.town.day):
        found = _sets(busy.town.rows[day], busy.town.rules.on(day))
        events = [event for event in told.get(day, []) if not event.of_firm]
        assert {event.kind for event in events if event.what == "done"} == found["acts"]
        assert {event.kind for event in events if event.what == "done" and event.seen_by} == found["seen"]
        assert {event.kind for event in events if event.what == "held_back"} == found["withheld"]
        assert {event.kind for event in events if event.what == "false"} == found["false"] - found["acts"]


def test_every_score_of_the_year_is_explained_to_its_last_point(busy: Lived) -> None:
    whys = {why.system: why for why in why_of(busy.town)}
    accounts = {account.system: account for account in busy.page.accounts}
    assert whys.keys() == accounts.keys()
    for name, why in whys.items():
        assert why.adds_up, name
        if why.score is not None:
            assert abs(sum(term.points for term in why.terms) - why.score) < 1e-6
            assert accounts[name].score == round(why.score, 2)
            assert accounts[name].band == why.band


def test_cards_say_what_carries_stakes_and_everything_else_is_folded() -> None:
    life = begun("lesson")
    for _ in range(10):
        coming, page = life.coming, life.page
        cards = {(urge.day, urge.kind) for urge in page.urges if not urge.fear}
        brought = {(day, kind) for day, kinds in coming.brings.items() for kind in kinds}
        folded = sum(each.times for each in page.everyday)
        assert cards <= brought
        assert len(brought) == len(cards) + folded
        life.live(eager(life))


def test_a_page_before_the_step_tells_nothing_of_who_will_see_it_or_how_it_ends() -> None:
    assert set(Urge.model_fields) == {"day", "kind", "title", "fear", "domain", "law", "attempt", "stakes", "choice"}


def test_the_page_of_a_person_counts_as_the_ledgers_of_a_year_do_and_leaves_out_what_firms_do(busy: Lived) -> None:
    history = read_history(busy.town.town, busy.town.citizen, busy.town.day - 1)
    firms = np.uint64(sum(1 << k for k, kind in enumerate(history.labels.kinds) if kind.by_firms))
    assert firms
    rows = history.rows.copy()
    for name in ("seen", "false"):
        rows[name][:, 0] |= firms
    told = person_ledgers(replace(history, rows=rows))
    known, unrecorded = busy.page.ledgers.known, busy.page.ledgers.unrecorded
    assert (told.known.acts, told.known.false) == (known.records, known.false)
    assert told.known.by_channel == {by.title: by.records + by.false for by in known.by}
    assert told.unrecorded.held_back == unrecorded.held_back


def test_what_did_not_come_about_is_told_by_its_title() -> None:
    life = begun()
    rules, friend = life.town.rules.on(0), next(each for each in life.page.friends if each.near)
    kind, system = rules.labels.kinds[0], rules.labels.systems[0]
    refused = tuple(
        Refusal(citizen, 0, what, name, "why")
        for citizen, what, name in (
            (life.town.citizen, "do", kind.name),
            (life.town.citizen, "join", system.name),
            (life.town.citizen, "keep", friend.citizen),
            (life.town.citizen + 1, "do", kind.name),
        )
    )
    place = SimpleNamespace(
        town=SimpleNamespace(refused=refused), rows=(), rules=life.town.rules, day=0, citizen=life.town.citizen
    )
    news = news_of(cast("Place", place), 0, {2: friend}, [], {})
    assert [each.title for each in news] == [kind.title, system.title, friend.name]


def test_news_name_each_change_of_a_band(busy: Lived) -> None:
    again = begun("short")
    bands: dict[str, str | None] = {}
    for choices in busy.choices:
        again.live(choices)
        changed = {news.system for news in again.page.news if news.sort in ("band", "listed")}
        now = {account.system: account.band for account in again.page.accounts}
        moved = {
            name for name in now if bands.get(name) is not None and now[name] is not None and now[name] != bands[name]
        }
        assert moved <= changed
        bands = now
    chapters = [news.title for news in again.page.news if news.sort == "chapter"]
    assert chapters == []


def test_an_appeal_that_was_decided_is_news_on_its_day_and_says_how(busy: Lived) -> None:
    """Whatever else a case's flags and status become, only a decision is news, once."""
    rules = busy.town.rules.on(0)
    row = np.zeros((), PANEL)
    row["cases"], row["case_opened"][:2], row["case_kind"][:2] = 2, (3, 5), (7, 7)

    def day(flags: tuple[int, int], status: int) -> np.void:
        then = row.copy()
        then["case_flags"][:2], then["case_status"][:2] = flags, status
        return then[()]

    told, asked, decided = int(TOLD), int(TOLD | APPEALED), int(TOLD | APPEALED | DECIDED)
    listed, corrected = int(CASE_LISTED), int(CASE_CORRECTED)
    pairs = [
        (day((told, told), listed), day((asked, told), listed), []),
        (day((asked, told), listed), day((decided, told), listed), [False]),
        (day((asked, asked), listed), day((asked, decided), corrected), [True]),
        (day((decided, decided), listed), day((decided, decided), corrected), []),
        (day((told, told), listed), day((told | int(DECIDED), told), listed), []),
    ]
    for before, after, expected in pairs:
        found = list(ledgers._appeals(before, after, 9, rules))
        assert [each.better for each in found] == expected
        assert {(each.sort, each.day, each.title) for each in found} <= {("appeal", 9, rules.labels.kinds[7].title)}


@pytest.mark.parametrize("language", ["en", "de"])
def test_whatever_stands_in_the_way_of_a_case_has_a_sentence(language: str) -> None:
    told = LANGUAGES / language / "year.toml"
    sentences = tomllib.loads(told.read_text(encoding="utf-8"))["why_not"]
    ways = [
        cards._why_not_decide(status, appealed, decided, hears=hears)
        for status in cards._STATUS
        for appealed, decided, hears in product((False, True), repeat=3)
    ]
    assert {way for way in ways if way} <= sentences.keys()
    assert len(set(ways)) == 5


@pytest.mark.parametrize(
    ("appealed", "decided", "said"),
    [(False, False, None), (True, False, "not_decided_yet"), (True, True, "decided_already")],
)
def test_an_appeal_that_waits_is_not_called_decided(appealed: bool, decided: bool, said: str | None) -> None:
    assert cards._why_not_decide(int(CASE_LISTED), appealed, decided, hears=True) == said


def test_how_far_a_score_moved_is_told_from_the_first_step_on() -> None:
    life = begun("short")
    before = life.page.accounts
    assert all(each.change is None for each in before)
    moved = 0
    for _ in range(3):
        scores = {each.system: each.score for each in before}
        life.live(Choices(week=life.week))
        before = life.page.accounts
        for each in before:
            was = scores.get(each.system)
            if each.score is not None and was is not None:
                assert each.change == pytest.approx(each.score - was, abs=0.011)
                moved += each.change != 0
        assert moved > 0
