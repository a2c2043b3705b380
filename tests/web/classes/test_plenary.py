"""A plenary: one life on which a class votes; what more than half want is done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.web.classes.conftest import SMALL, Asked

from glasshouse.web.classes.documents import Opening
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.room import Room
from glasshouse.web.lives.choices import Choices
from glasshouse.web.lives.life import Lived


@pytest.fixture
def plenary() -> Iterator[Room]:
    """A class of six that votes on one life."""
    made = Room(Opening.model_validate({**SMALL, "plenary": True}))
    yield made
    made.close()


def _vote(room: Room, pupils: list[Pupil], *wanted: dict[str, object]) -> None:
    for pupil, each in zip(pupils, wanted, strict=True):
        room.choose(pupil, Choices.model_validate({"week": room.week, **each}))


def test_what_more_than_half_want_is_done_and_a_tie_is_habit(plenary: Room) -> None:
    voters = [plenary.sit() for _ in range(4)]
    assert len({pupil.town.citizen for pupil in voters}) == 1
    _vote(
        plenary,
        voters,
        {"do": ["volunteer", "donate"]},
        {"do": ["volunteer", "donate"], "hold": {"encrypt": True}},
        {"do": ["volunteer"]},
        {},
    )
    vote = plenary.vote
    assert vote is not None
    assert [(each.name, each.votes, each.carried) for each in vote.options] == [
        ("volunteer", 3, True),
        ("donate", 2, False),
        ("encrypt", 1, False),
    ]
    plenary.live(0)
    assert plenary.decided == vote
    assert plenary.week == 4
    for pupil in voters:
        assert pupil.shown.choices == [Choices(week=0, do=("volunteer",))]
        assert pupil.next is None


def test_what_is_ticked_is_a_vote_and_who_has_ticked_nothing_has_none(plenary: Room) -> None:
    one, other, third = (plenary.sit() for _ in range(3))
    plenary.choose(one, Choices(week=0, do=("volunteer",)), ticked=True)
    version = plenary.version
    plenary.choose(other, Choices(week=0), ticked=True)
    assert plenary.version > version
    assert third.next is None
    vote = plenary.vote
    assert vote is not None
    assert (vote.ballots, plenary.ready) == (1, 0)
    plenary.live(0)
    assert one.shown.choices == [Choices(week=0, do=("volunteer",))]


def test_the_life_is_the_one_that_the_same_choices_make_alone(plenary: Room) -> None:
    voters = [plenary.sit() for _ in range(2)]
    life = voters[0].shown
    _vote(plenary, voters, {"do": ["criticise"]}, {"do": ["criticise"]})
    plenary.live(0)
    alone = Lived("alone", voters[0].beginning)
    try:
        alone.live(Choices(week=0, do=("criticise",)))
        ours, theirs = voters[0].shown, alone.page
        assert ours.last == theirs.last
        assert ours.accounts == theirs.accounts
        assert ours.person == life.person
    finally:
        alone.close()


def test_of_two_majorities_that_contradict_each_other_holding_ones_tongue_wins(plenary: Room) -> None:
    voters = [plenary.sit() for _ in range(3)]
    hold, speak = {"hold": {"tongue": True}}, {"do": ["criticise"]}
    _vote(plenary, voters, hold, hold, speak)
    plenary.live(0)
    assert voters[0].shown.choices[-1] == Choices.model_validate({"week": 0, **hold})
    five = [*voters, plenary.sit(), plenary.sit()]
    both = [{"hold": {"rules": True}, "do": ["volunteer"]}] * 3
    _vote(plenary, five, *both, {"do": ["miss-bill"]}, {"do": ["miss-bill"]})
    plenary.live(4)
    assert voters[0].shown.choices[-1].do == ("volunteer",)
    assert voters[0].shown.choices[-1].hold.rules


def test_who_leaves_takes_only_the_own_vote_along_and_the_seat_stays_taken(plenary: Room) -> None:
    voters = [plenary.sit() for _ in range(2)]
    _vote(plenary, voters, {"do": ["volunteer"]}, {})
    plenary.leave(voters[0])
    assert plenary.crowd.taken == {voters[1].town.citizen}
    assert plenary.vote is not None
    assert (plenary.vote.ballots, plenary.vote.options) == (1, [])
    plenary.leave(voters[1])
    assert plenary.crowd.taken == set()
    assert plenary.vote is None


def test_only_the_desk_sees_the_vote_before_it_is_decided(a_class) -> None:
    asked: Asked = a_class(plenary=True)
    seats = [asked.sit() for _ in range(2)]
    for seat in seats:
        asked.post("weeks", seat, {"week": 0, "do": ["donate"]})
    desk = asked.state(asked.opened["desk_token"])
    assert desk["plenary"] is True
    assert [each["votes"] for each in desk["vote"]["options"]] == [2]
    assert desk["vote"]["options"][0]["title"]
    for token in (seats[0], asked.opened["screen_token"]):
        assert asked.state(token)["vote"] is None
    asked.desk("next", {"week": 0})
    assert asked.state(seats[0])["decided"]["options"][0]["carried"] is True
    debrief = asked.client.get(f"{asked.path}/debrief", headers={"authorization": f"Bearer {seats[0]}"}).json()
    assert debrief["plenary"] is True
    assert debrief["total"]["pupils"] == 1


def test_whoever_comes_late_is_told_what_the_class_has_chosen(plenary: Room) -> None:
    voters = [plenary.sit() for _ in range(2)]
    _vote(plenary, voters, {"do": ["criticise"]}, {"do": ["criticise"]})
    plenary.live(0)
    assert plenary.sit().shown.choices == voters[0].shown.choices


def test_what_was_decided_stays_said_when_quiet_weeks_are_lived_on(plenary: Room) -> None:
    """The vote was on the first step; those after it go by habit and leave what is said of it."""
    voters = [plenary.sit() for _ in range(3)]
    _vote(plenary, voters, *[{"hold": {"tongue": True}}] * 3)
    plenary.live(0, to_change=True)
    assert plenary.week == 12
    assert plenary.decided is not None
    assert (plenary.decided.week, plenary.decided.ballots) == (0, 3)
    assert [each.name for each in plenary.decided.options if each.carried] == ["tongue"]
