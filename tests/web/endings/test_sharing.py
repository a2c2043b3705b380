"""A year as a link: packed, opened, refused where it is not whole."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from fastapi.testclient import TestClient

from glasshouse.errors import InputError
from glasshouse.web.lives.choices import Choices, Holds, Replayed
from glasshouse.web.lives.sharing import MOST_LETTERS, link_of, pack, unpack

DIGEST = "0123456789abcdef" * 4
KINDS = ("criticise", "petition", "volunteer", "donate", "jaywalk", "ask-for-help")


def full_year(leaves: int = 2) -> Replayed:
    """A year in which something is chosen every week."""
    choices = tuple(
        Choices(
            week=week,
            leave=tuple((week * 7 + day, KINDS[(week + 3 * day) % 6]) for day in range(leaves)),
            dare=((week * 7 + 6, KINDS[week % 6]),) if week % 3 else (),
            do=KINDS[week % 4 : week % 4 + 2],
            hold=Holds(encrypt=week > 20, tongue=week % 2 == 0),
            cases="appeal" if week % 5 == 0 else "wait",
            accounts={"sesame": "quit"} if week == 9 else {},
            ties={4712: "keep", 4700: "cut"} if week > 30 else {},
        )
        for week in range(52)
    )
    return Replayed(citizen=4711, seed=2**40, choices=choices, engine="0123456789abcdef")


def test_what_is_packed_is_opened_again() -> None:
    for year in (full_year(), Replayed(citizen=0), Replayed(citizen=3, length="short", choices=(Choices(week=0),))):
        assert unpack(pack(year, DIGEST)) == (year, DIGEST[:12])


def test_a_year_of_choices_is_far_shorter_than_a_link_may_be() -> None:
    link = link_of(full_year(), DIGEST)
    assert link.fragment is not None
    assert link.letters < MOST_LETTERS / 2
    assert all(letter.isalnum() or letter in "-_" for letter in link.fragment)


def test_a_year_too_long_for_a_link_is_left_to_a_file() -> None:
    busy = full_year(leaves=7)
    noisy = tuple(
        each.model_copy(update={"ties": {(each.week * 7919 + k * 104729) % 20_000: "keep" for k in range(40)}})
        for each in busy.choices
    )
    link = link_of(busy.model_copy(update={"choices": noisy}), DIGEST)
    assert link.fragment is None
    assert link.letters > MOST_LETTERS
    assert Replayed.model_validate_json(link.year.model_dump_json()) == link.year


@pytest.mark.parametrize(
    "change", [lambda s: s[:-9], lambda s: s[1:], lambda s: s + "A", lambda s: "é" + s, lambda s: s[::-1]]
)
def test_a_link_that_is_not_whole_is_refused(change) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="whole of a year's link"):
        unpack(change(pack(full_year(), DIGEST)))


def folded(content: bytes) -> str:
    """Bytes as a link would hold them, with a check sum that is right."""
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(content) + packer.flush()
    return base64.urlsafe_b64encode(packed + zlib.crc32(packed).to_bytes(4, "big")).decode().rstrip("=")


@pytest.mark.parametrize(
    "content",
    [
        b" " * 10_000_000,
        b"[]",
        b"\xff",
        json.dumps([1, "year", "x", 1, 2000, -5, "full", None, [], []]).encode(),
        json.dumps([1, "year", "x", 1, 2000, 0, "full", None, [], [[9, [7]]]]).encode(),
        json.dumps([1, "year", "x", 1, 2000, 0, "weekly", None, [], []]).encode(),
        json.dumps([2, "year", "x", 1, 2000, 0, "full", None, [], []]).encode(),
        b"[" * 150_000,
    ],
)
def test_a_link_that_somebody_made_up_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        unpack(folded(content))


def test_a_link_in_another_format_is_told_by_its_number() -> None:
    for version, found in ((2, "format 2"), ("<b>a stranger</b>", "no format"), (10**40, "no format")):
        with pytest.raises(InputError) as refused:
            unpack(folded(json.dumps([version, "year", "x", 1, 2000, 0, "full", None, [], []]).encode()))
        assert [problem.found for problem in refused.value.problems] == [found]


def test_a_strangers_words_are_not_said_again() -> None:
    year = [1, "year", "x", 1, 2000, 0, "full", None, ["<b>a stranger</b>" * 20], [[0, [0], [], [], [0, 0]]]]
    with pytest.raises(InputError) as refused:
        unpack(folded(json.dumps(year).encode()))
    assert [problem.found for problem in refused.value.problems] == ["a year with values that cannot be: accounts, do"]


def test_opening_says_whether_rules_and_engine_are_the_same(client: TestClient) -> None:
    year = Replayed(citizen=3, people=2_000, engine="another")
    opened = client.post("/api/v1/years/open", json={"fragment": pack(year, DIGEST)}).json()
    assert opened["year"]["citizen"] == 3
    assert not opened["same_engine"]
    assert not opened["same_scenario"]
    broken = client.post("/api/v1/years/open", json={"fragment": "abc"})
    assert broken.status_code == 422
    assert broken.json()["problems"][0]["key"] == "fragment"


def test_the_link_of_a_life_lives_the_same_life(client: TestClient) -> None:
    life = client.post("/api/v1/lives", json={"people": 2_000, "length": "short"}).json()
    life = client.post(f"/api/v1/lives/{life['id']}/weeks", json={"week": 0, "do": ["volunteer"]}).json()
    link = client.get(f"/api/v1/lives/{life['id']}/link").json()
    opened = client.post("/api/v1/years/open", json={"fragment": link["fragment"]}).json()
    assert opened["same_engine"]
    assert opened["same_scenario"]
    again = client.post("/api/v1/lives/replay", json=opened["year"]).json()
    assert again["digest"] == life["digest"]
    assert again["id"] != life["id"]
