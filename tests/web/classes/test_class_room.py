"""A class in process: seats near each other, one step for all, choices of each, and what others live."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import thread_time

import numpy as np
import pytest
from starlette.exceptions import HTTPException
from tests.web.classes.conftest import SMALL

from glasshouse.errors import InputError
from glasshouse.web.classes import pupil as pupils
from glasshouse.web.classes import service
from glasshouse.web.classes.bell import Bell
from glasshouse.web.classes.debrief import debrief_of
from glasshouse.web.classes.documents import FEWEST_SHOWN, Opening, Pace
from glasshouse.web.classes.room import Room
from glasshouse.web.classes.seating import classmates, seats_for
from glasshouse.web.classes.service import go_on_if_due
from glasshouse.web.lives.choices import Choices, Holds
from glasshouse.web.lives.twin import Shares


def test_seats_lie_in_one_community_and_a_few_pupils_sit_together_already(room: Room) -> None:
    """Whoever comes first sits beside each other; a class of forty finds half of its neighbours in the room."""
    society = room.crowd.town.world.society
    found = seats_for(society, 3, 40)
    assert len(set(found)) == 40
    assert len({seat // 256 for seat in found}) == 1
    near = classmates(society, found)
    assert 3 <= np.mean(list(near.values())) <= 7
    assert np.mean(list(classmates(society, found[:10]).values())) >= 1.5
    assert found[:6] == room.crowd.seats


def test_all_go_on_together_and_who_has_not_chosen_lives_by_habit(room: Room) -> None:
    """One chooses, one does not, four seats are empty: all live the same weeks."""
    one, other = room.sit(), room.sit()
    day, kind = next((urge.day, urge.kind) for urge in one.shown.urges if not urge.fear and urge.choice.can)
    room.choose(one, Choices(week=0, leave=((day, kind),)))
    assert (room.ready, len(room.pupils)) == (1, 2)
    room.live(0)
    assert room.week == one.shown.week == other.shown.week == 4
    assert room.ready == 0
    left = [event.kind for each in one.shown.last if each.day == day for event in each.events if event.what == "left"]
    assert left == [kind]
    assert other.shown.choices == [Choices(week=0)]


def test_what_is_ticked_counts_when_the_step_comes_though_nobody_has_chosen(room: Room) -> None:
    """The last that the page told is lived; the seat is counted only once it says that it has chosen."""
    one = room.sit()
    room.set_pace(Pace(by="ready"))
    room.choose(one, Choices(week=0, do=("volunteer",)), ticked=True)
    assert (room.ready, room.is_due()) == (0, False)
    room.choose(one, Choices(week=0, do=("volunteer",)))
    room.choose(one, Choices(week=0, do=("donate",)), ticked=True)
    assert (room.ready, room.is_due()) == (1, True)
    room.live(0)
    assert one.shown.choices[-1].do == ("donate",)
    assert room.ready == 0
    room.live(4)
    assert one.shown.choices[-1] == Choices(week=4)


def test_foreseen_weeks_are_lived_where_nobody_chooses(room: Room) -> None:
    """The look ahead that all seats share is what then happens, bit for bit."""
    for _ in range(3):
        room.sit()
    room.live(0)
    ahead = room.crowd.foresee(28)
    room.live(4)
    lived = room.crowd.town.recording.panel[28:56]
    for field in ("acts", "withheld", "seen", "published"):
        assert np.array_equal(ahead[field], lived[field]), field


def test_what_one_pupil_does_moves_nobody_elses_acts_that_week() -> None:
    """The same class twice; in one of them a pupil leaves out everything. No other seat's draws move."""
    rooms = [Room(Opening(people=2_560, seats=6, length="full", seed=3)) for _ in range(2)]
    for room, rebels in zip(rooms, (False, True), strict=True):
        seats = [room.sit() for _ in range(6)]
        urges = [(u.day, u.kind) for u in seats[0].shown.urges if not u.fear and u.choice.can]
        assert urges
        if rebels:
            room.choose(seats[0], Choices(week=0, leave=tuple(urges)))
        room.live(0)
    lived = [room.crowd.town.recording.panel["acts"][:7] for room in rooms]
    places = [rooms[0].crowd.place(seat) for seat in rooms[0].crowd.seats]
    assert not np.array_equal(lived[0][:, places[0]], lived[1][:, places[0]])
    assert np.array_equal(lived[0][:, places[1:]], lived[1][:, places[1:]])
    for room in rooms:
        room.close()


def test_wrong_choices_are_told_all_at_once_and_what_was_chosen_before_stays(room: Room) -> None:
    """A life's checks are a seat's checks."""
    one = room.sit()
    room.choose(one, Choices(week=0, do=("volunteer",)))
    with pytest.raises(InputError) as wrong:
        room.choose(one, Choices(week=0, do=("fly",), leave=((500, "jaywalk"),), accounts={"nowhere": "join"}))
    assert {problem.key for problem in wrong.value.problems} == {"do.0", "leave.0", "accounts.nowhere"}
    room.live(0)
    assert one.shown.choices[-1].do == ("volunteer",)


def test_a_frozen_class_takes_no_choices_and_goes_on_with_nobody(room: Room) -> None:
    """Freezing holds pupils and desk alike; an ended class stays ended."""
    one = room.sit()
    room.freeze(True)
    for refused in (
        lambda: room.choose(one, Choices(week=0)),
        lambda: room.choose(one, Choices(week=0), ticked=True),
        lambda: room.live(0),
    ):
        with pytest.raises(HTTPException, match="stands still"):
            refused()
    room.freeze(False)
    room.live(0)
    room.end()
    with pytest.raises(HTTPException, match="ended"):
        room.live(4)
    with pytest.raises(HTTPException, match="ended"):
        room.sit()


def test_a_step_that_is_sent_twice_is_lived_once(room: Room) -> None:
    """The week's number says which step is meant; others are refused."""
    room.live(0)
    room.live(0)
    assert room.week == 4
    with pytest.raises(HTTPException, match="week 4"):
        room.live(8)


def test_everybody_ready_lets_the_class_go_on_and_whoever_is_away_holds_up_nobody(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two have seats; the page of one falls silent."""
    one, other = room.sit(), room.sit()
    room.set_pace(Pace(by="ready"))
    room.choose(one, Choices(week=0))
    go_on_if_due(room)
    assert room.week == 0
    monkeypatch.setattr(pupils, "AWAY", -1.0)
    one.hear()
    assert not room.is_due()
    monkeypatch.undo()
    other._heard -= 1_000
    assert room.away == 1
    go_on_if_due(room)
    assert room.week == 4


def test_a_timer_lets_the_class_go_on_and_stands_still_with_it(room: Room) -> None:
    """The timer begins anew after each step and after standing still."""
    room.set_pace(Pace(by="timer", seconds=10))
    assert not room.is_due()
    room._turned -= 11
    room.freeze(True)
    assert room.seconds_left is None
    room.freeze(False)
    assert not room.is_due()
    room._turned -= 11
    go_on_if_due(room)
    assert room.week == 4
    assert not room.is_due()


def test_a_seat_that_is_given_back_can_be_taken_again(room: Room) -> None:
    """The next pupil gets it, with another token, in the week in which the class is."""
    seats = [room.sit() for _ in range(6)]
    with pytest.raises(HTTPException, match="6 seats"):
        room.sit()
    room.live(0)
    room.leave(seats[2])
    again = room.sit()
    assert again.town.citizen == seats[2].town.citizen
    assert again.token != seats[2].token
    assert again.shown.week == 4
    assert again.shown.choices[-1].week == 0


def test_the_screen_counts_the_class_only_where_nobody_can_be_told_apart(room: Room) -> None:
    """Below five pupils there are no dots; with five, as many dots as have an account. No citizen's number is in it."""
    for _ in range(FEWEST_SHOWN - 1):
        room.sit()
    room.live(0)
    assert room.town.people == room.opening.people
    assert all(system.pupils is None for system in room.town.systems)
    room.sit()
    systems = {system.system: system for system in room.town.systems}
    world = room.crowd.town.world
    for s, label in enumerate(room.crowd.town.recording.labels.systems):
        if label.name in systems:
            lanes = [divmod(each.town.citizen, 256) for each in room.pupils]
            members = sum(int(world.ledgers["published"][s, c, lane]) > 0 for c, lane in lanes)
            assert sum(systems[label.name].pupils or ()) == members
            assert sum(systems[label.name].histogram) >= members
    assert "citizen" not in json.dumps(room.town.model_dump())


def test_the_middle_half_is_that_of_the_people_and_not_of_the_bars(room: Room) -> None:
    room.live(0)
    seen = next(each for each in room.town.systems if each.system == "sesame")
    s = room.crowd.town.world.encoded.names.systems["sesame"]
    codes = np.asarray(room.crowd.town.world.ledgers["published"][s]).reshape(-1)[: room.crowd.town.citizens]
    label = room.crowd.town.recording.labels.systems[s]
    scores = np.array([label.score(int(code)) for code in codes[codes > 0]])
    assert seen.middle is not None
    low, high = seen.middle
    assert (scores < low).mean() <= 0.25 <= (scores <= low).mean()
    assert (scores < high).mean() <= 0.75 <= (scores <= high).mean()


def test_held_back_is_a_share_of_what_people_had_in_mind(room: Room) -> None:
    """Each week has a share between 0 and 1; where nobody watches fear holds back less by the year's end."""
    for week in range(0, 52, 4):
        room.live(week)
    assert room.over
    assert len(room.town.weeks) == 52
    shares = [(each.held_back, each.twin_held_back) for each in room.town.weeks]
    assert all(share is not None and 0 <= share < 1 for both in shares for share in both)
    here, twin = shares[-1]
    assert here is not None
    assert twin is not None
    assert here > twin


def test_where_nobody_had_anything_in_mind_no_share_was_held_back() -> None:
    """Undefined is not 0: a week counts once somebody wanted to say something."""
    shares, counts = Shares(), np.zeros((), [("happened", "i8", (2,)), ("withheld", "i8", (2,))])
    shares.add(counts, 0b10)
    assert shares.share is None
    counts["withheld"], counts["happened"] = (5, 1), (5, 3)
    shares.add(counts, 0b10)
    assert shares.share == 0.25


def test_a_seat_given_back_twice_stays_with_whoever_has_taken_it_since(room: Room) -> None:
    """The second word of one who has left takes nobody's seat away."""
    one = room.sit()
    room.leave(one)
    other = room.sit()
    room.leave(one)
    assert other.town.citizen == one.town.citizen
    assert room.pupils == [other]
    assert room.crowd.taken == {other.town.citizen}


def test_once_weeks_are_lived_whoever_comes_or_goes_has_the_days_foreseen_anew(room: Room) -> None:
    """Cases of a taken seat wait for it, so what was foreseen without it holds no more."""
    first, before = room.sit(), room.crowd.foresee(28)
    room.sit()
    assert room.crowd.foresee(28) is before
    room.live(0)
    for change in (room.sit, lambda: room.leave(first)):
        ahead = room.crowd.foresee(28)
        change()
        assert room.crowd.foresee(28) is not ahead
        assert room.crowd.foresee(28) is room.crowd.foresee(28)


def test_the_town_is_worked_out_anew_for_a_step_or_another_seat_and_not_for_every_choice(room: Room) -> None:
    """What the screen shows hangs on the day and on who sits."""
    one = room.sit()
    seen = room.town
    room.choose(one, Choices(week=0))
    assert room.town is seen
    room.live(0)
    assert len(room.town.weeks) == 4
    seen = room.town
    room.sit()
    assert room.town is not seen


def test_the_clock_goes_on_after_a_step_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure is noted, and the next look comes all the same."""
    looks: list[object] = []
    again = Event()

    def fails_once(room: object) -> None:
        looks.append(room)
        if len(looks) == 1:
            raise ArithmeticError
        again.set()

    monkeypatch.setattr(service, "TICK", 0.01)
    monkeypatch.setattr(service, "go_on_if_due", fails_once)
    classes = service.Classes(allowed=True)
    classes.open(Opening.model_validate(SMALL))
    went_on = again.wait(20)
    classes.close()
    assert went_on


def test_a_bell_rings_for_the_others_where_one_loop_closes_just_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop that looks open a moment before it has closed."""
    bell, closed = Bell(), asyncio.new_event_loop()
    closed.close()
    monkeypatch.setattr(closed, "is_closed", lambda: False)

    async def rings() -> bool:
        mine = asyncio.Event()
        bell._waiting.update({(closed, asyncio.Event()), (asyncio.get_running_loop(), mine)})
        bell.ring()
        await asyncio.sleep(0)
        return mine.is_set()

    with ThreadPoolExecutor(1) as apart:  # another loop runs in this thread once a browser was started
        assert apart.submit(asyncio.run, rings()).result()


def test_forty_deciders_cost_about_what_one_costs() -> None:
    """Processor time of a step; the median of several, so that a busy machine does not decide."""
    medians = []
    for deciders in (1, 40):
        room = Room(Opening(people=5_000, seats=40, length="full"))
        seats = [room.sit() for _ in range(deciders)]
        costs = []
        for week in range(8):
            for each in seats:
                room.choose(each, Choices(week=week, do=("volunteer",)))
            began = thread_time()
            room.live(week)
            costs.append(thread_time() - began)
        medians.append(float(np.median(costs)))
        room.close()
    assert medians[1] < 2.5 * medians[0] + 0.01


def test_a_change_of_rules_is_told_with_what_it_brings_and_not_before(room: Room) -> None:
    """On the screen stands which systems come into force and what is forbidden from now on."""
    room.live(0)
    assert [(each.begun, each.title, each.systems, each.forbidden) for each in room.town.chapters] == [
        (False, None, [], [])
    ] * 3
    for week in range(4, 52, 4):
        room.live(week)
    city, joint, regime = room.town.chapters
    assert [(each.name, each.page) for each in city.systems] == [("rongcheng", "/systems/rongcheng")]
    assert [each.name for each in joint.systems] == ["national"]
    assert [each.name for each in regime.systems] == ["vetting"]
    assert (city.forbidden, joint.forbidden) == ([], [])
    assert [each.name for each in regime.forbidden] == ["criticise"]
    assert city.allowed == joint.allowed == regime.allowed == []
    assert city.systems[0].title == room.crowd.town.world.scenario.systems["rongcheng"].title


def test_quiet_weeks_are_lived_on_to_the_next_change_of_rules(room: Room) -> None:
    """What is chosen counts in the first step; then habit. Sent twice it is lived once; the last change is the year's end."""
    pupil = room.sit()
    assert room.change == 12
    evening = next(each.kind for each in pupil.shown.evenings if each.way.can)
    room.choose(pupil, Choices(week=0, do=(evening,)))
    for _ in range(2):
        room.live(0, to_change=True)
        assert (room.week, room.change) == (12, 24)
    assert [each.week for each in pupil.choices] == [0, 4, 8]
    assert pupil.choices[0].do == (evening,)
    assert not any(each.do for each in pupil.choices[1:])
    assert [each.begun for each in room.town.chapters] == [True, False, False], "what comes the next morning is told"
    assert room.town.chapters[0].week == room.week
    assert pupil.shown.told_from == 0
    assert len({each.day // 28 for each in pupil.shown.last}) == 3
    late = room.sit()
    room.live(12)
    assert (pupil.shown.told_from, late.shown.told_from) == (12, 12)
    room.live(16, to_change=True)
    assert room.town.chapters[0].begun
    assert (room.week, room.change) == (24, 40)
    room.live(24, to_change=True)
    room.live(40, to_change=True)
    assert (room.week, room.change, room.over) == (52, 52, True)


def test_a_step_that_fails_on_the_way_to_a_change_leaves_the_class_where_it_came_to(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived, version = room.crowd.live, room.version

    def live(*of: object) -> None:
        if room.week == 4:
            raise RuntimeError
        lived(*of)  # type: ignore[arg-type]

    monkeypatch.setattr(room.crowd, "live", live)
    with pytest.raises(RuntimeError):
        room.live(0, to_change=True)
    assert room.week == 4
    assert room.version > version
    monkeypatch.undo()
    room.live(4, to_change=True)
    assert room.week == 12


def test_no_step_crosses_a_change_that_lies_within_it(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(room.founded.changes, 13 * 7, "in the middle of a step")
    monkeypatch.delitem(room.founded.changes, 84)
    room.live(0, to_change=True)
    assert (room.change, room.week) == (13, 12)


def test_what_is_held_to_goes_on_through_quiet_weeks_and_is_counted(room: Room) -> None:
    """Habit brings lawful words in twelve weeks to somebody in a class of six; whoever holds the tongue says none of them."""
    talking, silent = [room.sit() for _ in range(3)], [room.sit() for _ in range(3)]
    for pupil in silent:
        room.choose(pupil, Choices(week=0, hold=Holds(tongue=True)))
    room.live(0, to_change=True)
    assert room.week == 12
    assert all(pupil.shown.ledgers.unrecorded.you.said == 0 for pupil in silent)
    assert sum(pupil.shown.ledgers.unrecorded.left_out for pupil in silent) > 3
    assert all(each.hold.tongue for pupil in silent for each in pupil.choices)
    assert sum(pupil.shown.ledgers.unrecorded.you.said for pupil in talking) > 3
    assert all(pupil.shown.ledgers.unrecorded.left_out == 0 for pupil in talking)
    room.end()
    total = debrief_of(room).total
    assert total is not None
    assert total.left_out == sum(pupil.shown.ledgers.unrecorded.left_out for pupil in silent)
