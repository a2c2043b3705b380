"""A class over the interface: who may do what, with which token, and what is told to whom."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest
from fastapi.testclient import TestClient

from glasshouse.web.application import make_application
from glasshouse.web.classes import pupil as pupils
from glasshouse.web.classes import tokens
from glasshouse.web.classes.tokens import LETTERS, Bucket, as_code, new_code
from glasshouse.web.interface import classes as interface
from glasshouse.web.interface.endings import Answering
from glasshouse.web.lives.bets import OPTIONS, Answers, Spread
from glasshouse.web.settings import ServerSettings

Open = Callable[..., Any]


def test_a_class_is_lived_from_opening_to_debrief(a_class: Open) -> None:
    """Five join, one chooses, all live a step, the desk ends, and the debrief adds up what they lived."""
    here = a_class()
    seats = [here.sit() for _ in range(5)]
    life = here.state(seats[0])["life"]
    assert life["week"] == 0
    evening = next(each["kind"] for each in life["evenings"] if each["way"]["can"])
    assert here.post("weeks", seats[0], {"week": 0, "do": [evening]}) == {"week": 0, "ready": 1, "joined": 5}
    assert here.desk("next", {"week": 0})["week"] == 4
    lived = [here.state(seat)["life"] for seat in seats]
    assert [each["week"] for each in lived] == [4] * 5
    assert here.desk("end", {})["phase"] == "ended"
    debrief = here.client.get(f"{here.path}/debrief", headers={"authorization": f"Bearer {seats[1]}"}).json()
    assert debrief["total"]["records"] == sum(each["ledgers"]["known"]["records"] for each in lived)
    assert debrief["total"]["unseen"] == sum(each["ledgers"]["unrecorded"]["acts"] for each in lived)
    assert all(fact["source"] for fact in debrief["facts"])


def test_a_wrong_code_a_wrong_token_and_a_full_class_are_refused(a_class: Open) -> None:
    """404, 401 and 409, each with a sentence."""
    here = a_class(seats=1)
    here.sit()
    assert "all 1 seats" in here.post("seats", None, {}, 409)["detail"]
    here.post("next", "nobody", {"week": 0}, 401)
    here.post("next", None, {"week": 0}, 401)
    wrong = here.client.get("/api/v1/classes/ZZZZZZ/state")
    assert wrong.status_code == 404
    assert "no class" in wrong.json()["detail"]


def test_a_page_asks_for_the_code_again_where_there_is_no_such_class(
    a_class: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looking at pages tells no more of codes than asking the interface: too many wrong ones are refused there too."""
    here = a_class()
    assert here.client.get(f"/c/{here.opened['code']}").status_code == 200
    wrong = here.client.get("/c/zzzzzz?lang=de")
    assert wrong.status_code == 404
    assert "keine Klasse mit diesem Code" in wrong.text
    assert 'value="ZZZZZZ"' in wrong.text
    monkeypatch.setattr(Bucket, "take", lambda bucket: False)
    refused = here.client.get("/c/ZZZZZZ?lang=en")
    assert refused.status_code == 429
    assert "Too many tries" in refused.text


def test_a_seat_is_new_until_it_has_lived_a_step(a_class: Open) -> None:
    """Whoever comes late is as new as whoever was there from the beginning."""
    here = a_class()
    early = here.sit()
    assert here.state(early)["newcomer"] is True
    here.desk("next", {"week": 0})
    late = here.sit()
    assert [here.state(seat)["newcomer"] for seat in (early, late)] == [False, True]
    assert here.state(here.opened["desk_token"])["newcomer"] is None


def test_plans_promise_the_fair_contrast_for_a_year_alone_only(client: TestClient) -> None:
    """A class looks back and hears what other towns say; what it has not is named together with where it is."""
    plans = re.findall(r"<td>([^<]*)</td>", client.get("/teach").text)
    promising = [each for each in plans if "contrast" in each or "other bodies" in each]
    assert promising
    assert all("year lived alone" in each for each in promising)
    assert any("Look back on this person" in each for each in plans)


def test_each_pupil_looks_back_on_three_years_once_nothing_more_is_lived(a_class: Open) -> None:
    """Whoever chose differs from habit; whoever did not is told so. Where nobody watches nothing is recorded."""
    here = a_class()
    active, idle = here.sit(), here.sit()
    evenings = here.state(active)["life"]["evenings"]
    kind = next(each["kind"] for each in evenings if each["way"]["can"] and each["kind"] == "volunteer")
    refused = here.look_back(active, 409)
    assert "the class goes on" in refused["detail"]
    here.post("weeks", active, {"week": 0, "do": [kind] * 3})
    here.desk("next", {"week": 0})
    here.look_back(active, 409)
    here.desk("end", {})
    ours, others = here.look_back(active), here.look_back(idle)
    assert (ours["days"], ours["over"], ours["same"]) == (28, False, False)
    assert ours["chosen"]["helped"] > ours["habit"]["helped"]
    assert others["same"] is (others["chosen"] == others["habit"])
    assert ours["habit"] != others["habit"]
    for each, seat in ((ours, active), (others, idle)):
        life = here.state(seat)["life"]
        assert each["citizen"] == life["person"]["citizen"]
        assert each["chosen"]["recorded"] == life["ledgers"]["known"]["records"]
        assert each["chosen"]["unrecorded"] == life["ledgers"]["unrecorded"]["acts"]
        assert each["unwatched"]["recorded"] == 0
        assert each["unwatched"]["standings"] == []
        assert each["on_file"]["records"] <= each["chosen"]["recorded"] + each["chosen"]["misrecorded"]
    for token in (here.opened["desk_token"], here.opened["screen_token"]):
        here.look_back(token, 403)


def test_a_class_that_ended_before_its_first_step_has_nothing_to_look_back_on(a_class: Open) -> None:
    here = a_class()
    seat = here.sit()
    here.desk("end", {})
    here.look_back(seat, 409)


def test_what_other_towns_say_comes_after_the_count_and_to_everybody(
    a_class: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk shows the count, then the answer; who waits is told when the towns are done; the debrief has both."""
    towns: Future[Answers] = Future()
    monkeypatch.setattr(interface, "answering", given(Answering(None, towns)))
    here = a_class()
    seat, screen = here.sit(), here.opened["screen_token"]
    here.desk("poll/told", {}, 409)
    assert here.desk("poll", {"question": "punished"})["poll"]["can_tell"] is True
    here.post("answers", seat, {"question": "punished", "option": 1}, 204)
    assert "count is shown first" in here.desk("poll/told", {}, 409)["detail"]
    here.desk("poll/shown", {})
    told = here.desk("poll/told", {})["poll"]
    assert (told["told"], told["answers"], told["counts"]) == (True, None, [0, 1, 0, 0])
    version = here.state(seat)["version"]
    towns.set_result(answers := some_answers())
    for token in (seat, screen, here.opened["desk_token"]):
        assert here.state(token, version)["poll"]["answers"] == answers.model_dump()
    here.desk("poll", {"question": None})
    here.desk("poll", {"question": "doing"})
    (bet,) = here.client.get(f"{here.path}/debrief", headers={"authorization": f"Bearer {seat}"}).json()["bets"]
    assert (bet["question"], bet["counts"], bet["yours"]) == ("punished", [0, 1, 0, 0], None)
    assert bet["answers"]["right"]["punished"] == {"none": 1, "few": 1, "many": 0, "most": 0}


def test_towns_that_fail_or_cannot_tell_leave_a_poll_without_an_answer(
    a_class: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing: Future[Answers] = Future()
    failing.set_exception(CancelledError())
    monkeypatch.setattr(interface, "answering", given(Answering(None, failing)))
    here = a_class()
    here.desk("poll", {"question": "doing"})
    here.desk("poll/shown", {})
    assert "no other town" in here.desk("poll/told", {}, 409)["detail"]
    living: Future[Answers] = Future()
    monkeypatch.setattr(interface, "answering", given(Answering(None, living)))
    here.desk("poll", {"question": "doing"})
    here.desk("poll/shown", {})
    told = here.desk("poll/told", {})
    assert told["poll"]["can_tell"] is True
    living.set_exception(CancelledError())
    told = here.state(here.opened["desk_token"], told["version"])
    assert (told["poll"]["told"], told["poll"]["can_tell"], told["poll"]["answers"]) == (True, False, None)
    monkeypatch.undo()
    other = a_class(scenario="rongcheng")
    assert other.desk("poll", {"question": "doing"})["poll"]["can_tell"] is False
    other.desk("poll/shown", {})
    assert "no other town" in other.desk("poll/told", {}, 409)["detail"]


def some_answers() -> Answers:
    """Answers of two towns."""
    spread = Spread(values=[0.0, 3.0], lowest=0, middle=1.5, highest=3)
    right = {bet: dict.fromkeys(OPTIONS[bet], 0) for bet in OPTIONS}
    right["punished"] |= {"none": 1, "few": 1}
    return Answers(
        seeds=2, people=2560, fewer=1280, asked=40, days=364, punished=spread, misrecorded=spread, refused=spread,
        rules_on_criticism=0, system="Sesame", criticism=spread, splits=[], right=right,
    )  # fmt: skip


def given(found: object) -> Callable[..., Any]:
    """Something that gives that, whatever it is asked."""
    return lambda *_: found


def test_nobody_does_what_is_anothers(a_class: Open) -> None:
    """A pupil cannot run the class, the screen can do nothing, and the desk cannot live a pupil's week."""
    here = a_class()
    seat, screen = here.sit(), here.opened["screen_token"]
    for path, body in (
        ("next", {"week": 0}),
        ("freeze", {"frozen": True}),
        ("end", {}),
        ("pace", {"by": "hand"}),
        ("poll", {"question": "doing"}),
        ("poll/shown", {}),
        ("poll/told", {}),
    ):
        here.post(path, seat, body, 403)
        here.post(path, screen, body, 403)
    here.desk("weeks", {"week": 0}, 403)
    assert here.client.get(f"{here.path}/why", headers={"authorization": f"Bearer {screen}"}).status_code == 403


def test_the_desk_and_the_screen_say_where_pupils_join(a_class: Open) -> None:
    """It is the address that the desk was told when the class was opened, however the screen's tab was opened."""
    here = a_class()
    for token in (here.opened["desk_token"], here.opened["screen_token"]):
        assert here.state(token)["address"] == here.opened["address"]
    assert here.state(here.sit())["address"] is None


def test_friends_in_the_room_are_shown_to_pupils_at_the_desks_word_only(a_class: Open) -> None:
    """Which friends somebody plays, and not who; whoever sits down or leaves changes it for all."""
    here = a_class()
    first = here.sit()
    assert here.state(first)["in_room"] is None
    assert here.desk("friends", {"shown": True})["in_room"] is None
    assert here.state(first)["in_room"] is None, "two could be told from each other"
    taken = {here.client.post(f"{here.path}/seats", json={}).json()["citizen"] for _ in range(3)}
    assert here.state(first)["in_room"] is None
    taken.add(here.client.post(f"{here.path}/seats", json={}).json()["citizen"])
    state = here.state(first)
    friends = {each["citizen"] for each in state["life"]["friends"]}
    assert set(state["in_room"]) == friends & taken
    assert set(state["in_room"]) <= {each["citizen"] for each in state["life"]["friends"] if each["stands"]}
    assert state["in_room"]
    here.post("friends", first, {"shown": False}, 403)
    here.desk("friends", {"shown": False})
    assert here.state(first)["in_room"] is None


def test_desk_and_screen_are_never_told_of_a_pupil(a_class: Open) -> None:
    """Neither a citizen's number nor a name nor choices are in what they get."""
    here = a_class()
    seats = [here.sit() for _ in range(5)]
    people = [here.state(seat)["life"]["person"] for seat in seats]
    here.post("weeks", seats[0], {"week": 0, "do": ["volunteer"]})
    for token in (here.opened["desk_token"], here.opened["screen_token"]):
        told = here.client.get(f"{here.path}/state", headers={"authorization": f"Bearer {token}"}).text
        assert '"life":null' in told
        assert "volunteer" not in told
        assert not any(person["name"] in told for person in people)


def test_two_who_sit_down_at_once_get_two_seats(a_class: Open) -> None:
    """Six ask at the same moment, six get a seat of their own, the seventh none."""
    here = a_class()
    found: list[tuple[int, int]] = []

    def sit() -> None:
        answer = here.client.post(f"{here.path}/seats", json={})
        found.append((answer.status_code, answer.json().get("citizen", -1)))

    threads = [threading.Thread(target=sit) for _ in range(7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(status for status, _ in found) == [201] * 6 + [409]
    assert len({citizen for status, citizen in found if status == 201}) == 6


def test_choices_sent_again_count_once_and_those_of_another_week_are_refused(a_class: Open) -> None:
    """The last word before the step counts."""
    here = a_class()
    seat = here.sit()
    for _ in range(2):
        assert here.post("weeks", seat, {"week": 0})["ready"] == 1
    here.post("weeks", seat, {"week": 4}, 409)
    problems = here.post("weeks", seat, {"week": 0, "do": ["fly", "swim"]}, 422)["problems"]
    assert [each["key"] for each in problems] == ["do.0", "do.1"]


def test_an_answer_waits_until_there_is_something_new(a_class: Open) -> None:
    """A pupil who asks for what comes after the present state gets it once the desk has said something."""
    here = a_class()
    seat = here.sit()
    version = here.state(seat)["version"]
    came: list[dict[str, object]] = []
    waiting = threading.Thread(target=lambda: came.append(here.state(seat, after=version)))
    waiting.start()
    waiting.join(timeout=0.3)
    assert waiting.is_alive()
    here.desk("freeze", {"frozen": True})
    waiting.join(timeout=10)
    assert came[0]["phase"] == "frozen"


def test_a_poll_shows_no_count_before_the_desk_does(a_class: Open) -> None:
    """Pupils answer, change their mind, and see the count only when it is shown; then no more answers are taken."""
    here = a_class()
    one, other = here.sit(), here.sit()
    here.desk("poll", {"question": "doing"})
    here.post("answers", one, {"question": "doing", "option": 0}, 204)
    here.post("answers", one, {"question": "doing", "option": 2}, 204)
    here.post("answers", other, {"question": "punished", "option": 0}, 422)
    here.post("answers", other, {"question": "doing", "option": 3}, 422)
    poll = here.state(other)["poll"]
    assert (poll["answered"], poll["counts"], poll["yours"]) == (1, None, None)
    assert here.state(one)["poll"]["yours"] == 2
    assert here.desk("poll/shown", {})["poll"]["counts"] == [0, 0, 1]
    here.post("answers", other, {"question": "doing", "option": 0}, 409)


def test_a_seat_is_given_back_and_its_token_is_worth_nothing_then(a_class: Open) -> None:
    """Leaving frees the seat."""
    here = a_class(seats=1)
    seat = here.sit()
    headers = {"authorization": f"Bearer {seat}", "content-type": "application/json"}
    assert here.client.delete(f"{here.path}/seats", headers=headers).status_code == 204
    here.post("weeks", seat, {"week": 0}, 401)
    assert here.sit() != seat


def test_seats_that_are_not_heard_of_are_given_back_at_the_desks_word(
    a_class: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = a_class(seats=2)
    gone, there = here.sit(), here.sit()
    monkeypatch.setattr(pupils, "AWAY", -1.0)
    here.post("seats/away", there, {}, 403)
    assert here.desk("seats/away", {})["joined"] == 0
    monkeypatch.undo()
    here.post("ticks", gone, {"week": 0}, 401)
    new = here.sit()
    assert here.desk("seats/away", {})["joined"] == 1
    here.state(new)


def test_why_a_score_stands_where_it_does_adds_up_in_a_class_too(a_class: Open) -> None:
    """The terms of each account of a seat add up to its score."""
    here = a_class()
    seat = here.sit()
    here.desk("next", {"week": 0})
    told = here.client.get(f"{here.path}/why", headers={"authorization": f"Bearer {seat}"}).json()
    assert any(each["score"] is not None for each in told)
    assert all(each["adds_up"] for each in told)


def test_one_class_a_server_unless_it_is_to_be_ended(a_class: Open) -> None:
    """A second is refused, unless it says that it takes the place of the first."""
    here = a_class()
    again = here.client.post("/api/v1/classes", json={"people": 2_560, "seats": 2})
    assert again.status_code == 409
    back = here.client.post("/api/v1/classes", json={"people": 2_560, "seats": 2, "back": True})
    assert back.json() == here.opened
    other = a_class()
    assert other.opened["code"] != here.opened["code"]
    assert here.client.get(f"{here.path}/state", headers={"authorization": "Bearer x"}).status_code == 404


def test_whether_a_class_is_open_is_told_to_whoever_may_open_one(a_class: Open, client: TestClient) -> None:
    here = a_class()
    assert client.get("/api/v1/classes").json() == {"open": True}
    here.desk("end", {})
    assert client.get("/api/v1/classes").json() == {"open": False}


def test_a_server_for_others_holds_a_class_only_where_it_was_started_for_one() -> None:
    """Beyond loopback, `--class` is needed, and opening needs the server's token."""
    with TestClient(
        make_application(ServerSettings(host="192.0.2.7", token="a-long-token-of-ours")), base_url="http://192.0.2.7"
    ) as client:
        assert client.post("/api/v1/classes", json={}).status_code == 401
        assert client.get("/api/v1/classes").status_code == 401
        assert client.post("/api/v1/classes", json={"back": True}).status_code == 401
        told = {"authorization": "Bearer a-long-token-of-ours"}
        assert client.post("/api/v1/classes", json={}, headers=told).status_code == 403
        assert client.get("/api/v1/classes", headers=told).status_code == 403


def test_the_picture_for_cameras_is_one_and_holds_no_token(a_class: Open) -> None:
    """The address leads to the class by its code alone."""
    here = a_class()
    drawn = here.client.get(f"{here.path}/qr.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert here.opened["address"].endswith(f"/c/{here.opened['code']}")


@pytest.mark.parametrize("typed", ["abc def", "ABC-DEF", " abcdef "])
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    """Small letters, spaces and dashes do not matter."""
    assert as_code(typed) == "ABCDEF"


def test_codes_have_no_letters_that_look_alike() -> None:
    """They are read from a wall."""
    codes = {new_code() for _ in range(300)}
    assert len(codes) == 300
    assert all(len(code) == 6 and set(code) <= set(LETTERS) for code in codes)
    assert not set("ILOS015") & set(LETTERS)


def test_who_asks_too_often_is_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bucket gives so many at once, and fills again with time."""
    now = [100.0]
    monkeypatch.setattr(tokens, "monotonic", lambda: now[0])
    bucket = Bucket(2, 0.5)
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    now[0] += 2
    assert [bucket.take() for _ in range(2)] == [True, False]
    now[0] += 1_000
    assert [bucket.take() for _ in range(3)] == [True, True, False]


def test_a_code_that_is_too_long_to_be_one_is_refused_before_it_is_looked_for(client: TestClient) -> None:
    refused = client.get(f"/api/v1/classes/{'A' * 13}/state")
    assert refused.status_code == 422
    assert {each["key"] for each in refused.json()["problems"]} == {"code"}
