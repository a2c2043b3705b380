"""The class: who sits where, what was chosen, and how everybody goes on together."""

from __future__ import annotations

from concurrent.futures import Future
from threading import RLock
from time import monotonic
from typing import Final

from starlette.exceptions import HTTPException

from glasshouse.scenario import Decision
from glasshouse.web.classes.bell import Bell
from glasshouse.web.classes.crowd import Crowd, SeatInCrowd
from glasshouse.web.classes.documents import FEWEST_SHOWN, Answer, Opening, Pace, Phase, Spoken, TownSeen, Vote
from glasshouse.web.classes.picture import town_of
from glasshouse.web.classes.plenary import carried, options_of, vote_of
from glasshouse.web.classes.polls import Poll
from glasshouse.web.classes.pupil import Pupil
from glasshouse.web.classes.seating import classmates
from glasshouse.web.classes.tokens import new_code, new_token
from glasshouse.web.lives.bets import Answers, Bet
from glasshouse.web.lives.choices import LENGTHS, Beginning, Choices
from glasshouse.web.lives.seated import Founded
from glasshouse.web.lives.town import WEEK, scenario_for

IDLE: Final = 7_200.0
"""Seconds after which a class of which nothing was heard is forgotten."""


class Room:
    """A class. One lock keeps it whole; nobody waits for anything but a step while holding it.

    Attributes:
        code: six letters by which pupils find it.
        desk_token: what the desk shows with every request.
        screen_token: what the screen shows.
        address: where pupils join.
        opening: what it began with.
        lock: held by whoever reads or changes the class.
        bell: rung when something is new.
        version: counts everything that is new.
        common: the version of the last thing that is new for pupils.
        phase: whether it goes on, stands still, or has ended.
        pace: what sets the pace.
        finds: whether pupils are shown which of their friends are in the room.
        poll: the question that is put, if any.
        counted: questions of which the count was shown, the last time each was put.
        decided: of a plenary, how it voted on the last step.
    """

    def __init__(self, opening: Opening) -> None:
        """Open a class.

        Args:
            opening: what it begins with.

        Raises:
            InputError: a scenario that there is not or that cannot be lived.
        """
        self.code, self.desk_token, self.screen_token = new_code(), new_token(), new_token()
        scenario = scenario_for(opening.scenario, opening.seed, opening.people, 0).model_copy(update={"panel": ()})
        self.address = ""
        number = 1 if opening.plenary else opening.seats
        self.opening, self.crowd, self.founded = opening, Crowd(scenario, number), Founded.by(scenario)
        self._seats = {citizen: SeatInCrowd(self.crowd, citizen) for citizen in self.crowd.seats}
        self._pupils: dict[int, Pupil] = {}
        self.lock, self.bell = RLock(), Bell()
        self.version = self.common = 1
        self.phase: Phase = "open"
        self.pace, self._turned = Pace(by="hand"), monotonic()
        self.finds = False
        self.poll: Poll | None = None
        self.counted: dict[Bet, Poll] = {}
        self.decided: Vote | None = None
        self._voted: list[Choices] = []
        self._before: int | None = None
        self._town: tuple[tuple[int, frozenset[int]], TownSeen] | None = None
        known = classmates(self.crowd.town.world.society, self.crowd.seats)
        self.classmates = sum(known.values()) / len(known)
        self._used = monotonic()

    @property
    def pupils(self) -> list[Pupil]:
        """Those who have a seat."""
        return list(self._pupils.values())

    @property
    def step(self) -> int:
        """Weeks that a step takes."""
        return LENGTHS[self.opening.length]

    @property
    def week(self) -> int:
        """Weeks lived."""
        return self.crowd.day // WEEK

    @property
    def over(self) -> bool:
        """Whether the year has been lived."""
        return self.week >= self.founded.weeks

    @property
    def change(self) -> int:
        """Weeks lived when the rules change next, or when the year is over."""
        coming = (day // WEEK for day in self.founded.changes if day // WEEK > self.week)
        return min(coming, default=self.founded.weeks)

    @property
    def can_look_back(self) -> bool:
        """Whether pupils may look back: something was lived, and nothing more will be."""
        return self.week > 0 and (self.over or self.phase == "ended")

    @property
    def ready(self) -> int:
        """How many have chosen."""
        return sum(pupil.ready for pupil in self.pupils)

    @property
    def away(self) -> int:
        """Seats whose page was not heard of lately."""
        return sum(not pupil.is_there for pupil in self.pupils)

    @property
    def is_idle(self) -> bool:
        """Whether nothing was heard of it for long."""
        return monotonic() - self._used > IDLE

    def used(self) -> None:
        """Note that somebody has asked for something."""
        self._used = monotonic()

    def _tell(self, *, everybody: bool) -> None:
        self.version += 1
        if everybody:
            self.common = self.version
        self.bell.ring()

    def sit(self) -> Pupil:
        """Take the next free seat.

        Raises:
            HTTPException: 409, no seat is free or the class has ended.
        """
        if self.phase == "ended":
            raise HTTPException(409, "the class has ended")
        # In the order of seating, so that those who are there sit close together.
        places = range(self.opening.seats) if self.opening.plenary else self.crowd.seats
        free = [number for number in places if number not in self._pupils]
        if not free:
            raise HTTPException(409, f"all {self.opening.seats} seats are taken")
        number, citizen = free[0], self.crowd.seats[0] if self.opening.plenary else free[0]
        beginning = Beginning(
            scenario=self.opening.scenario,
            seed=self.opening.seed,
            people=self.opening.people,
            citizen=citizen,
            length=self.opening.length,
        )
        pupil = Pupil(number, beginning, self._seats[citizen], self.founded)
        if self.opening.plenary:
            pupil.choices[:] = self._voted
        self._pupils[number] = pupil
        self.crowd.taken.add(citizen)
        self._look_again()
        self._tell(everybody=self.finds)
        return pupil

    def leave(self, pupil: Pupil) -> None:
        """Give a seat back, once: its citizen lives on by habit, and somebody else may take it."""
        if self._pupils.get(pupil.number) is not pupil:
            return
        del self._pupils[pupil.number]
        if not any(other.town.citizen == pupil.town.citizen for other in self.pupils):
            self.crowd.taken.discard(pupil.town.citizen)
        self._look_again()
        if self.poll is not None:
            self.poll.forget(pupil.number)
        self._tell(everybody=self.finds)

    def _look_again(self) -> None:
        """Have the coming days foreseen anew, as another's cases wait now. Before the first week there are none that could."""
        if self.week:
            self.crowd.look_again()

    def choose(self, pupil: Pupil, choices: Choices, *, ticked: bool = False) -> Spoken:
        """Take down what a pupil chooses for the coming step.

        Args:
            pupil: who.
            choices: what.
            ticked: whether it is only ticked on the page; then the pupil does not count as one who has chosen.

        Raises:
            HTTPException: 409, the class stands still or has ended, or it is another week.
            InputError: choices that cannot be; lists every problem.
        """
        self._need_step(choices.week)
        pupil.tick(choices)
        pupil.ready |= not ticked
        # Of what is ticked only a plenary shows its desk anything: votes.
        if self.opening.plenary or not ticked:
            self._tell(everybody=False)
        return self._spoken

    @property
    def _spoken(self) -> Spoken:
        return Spoken(week=self.week, ready=self.ready, joined=len(self._pupils))

    def live(self, week: int, *, to_change: bool = False) -> None:
        """Live one step, all together, as is chosen or ticked, else by habit. Sent twice it is lived once.

        Args:
            week: weeks lived before the step.
            to_change: whether to live on to the next change of rules, or to the end. Beyond the first step only holds go on.

        Raises:
            HTTPException: 409, the class stands still or has ended, or it is another week.
        """
        if week == self._before:
            return
        self._need_step(week)
        until = self.change if to_change else 0
        self._live_step(week)
        self._before, decided = week, self.decided
        try:
            # Not past the change: only at the year's end a step is shorter.
            while self.week < until and (self.week + self.step <= until or until == self.founded.weeks):
                for pupil in self.pupils:
                    pupil.hold_on()
                self._live_step(week)
        finally:
            self.decided, self._turned = decided, monotonic()
            self._tell(everybody=True)

    def _live_step(self, told_from: int) -> None:
        """Live a step, one of several after so many weeks, or the only one."""
        week = self.week
        decisions, together = self._decisions()
        self.crowd.live(min(self.step, self.founded.weeks - week) * WEEK, decisions)
        for pupil in self.pupils:
            pupil.went_on(week, together, told_from=told_from)
        if self.opening.plenary:
            self._voted.append(together or Choices(week=week))

    def _decisions(self) -> tuple[list[Decision], Choices | None]:
        """What the engine is to carry out; of a plenary also what it chose."""
        if not self.opening.plenary or not self.pupils:
            return [each for pupil in self.pupils for each in pupil.take_decisions()], None
        life = self.pupils[0]
        together, self.decided = carried(self._ballots, life.coming), self.vote
        return list(life.chosen(together)), together

    @property
    def _ballots(self) -> list[Choices]:
        """What everybody votes for. Who has said nothing and ticked nothing does not vote."""
        voting = [(pupil.next, pupil.ready) for pupil in self.pupils if pupil.next is not None]
        return [choices for choices, ready in voting if ready or any(options_of(choices))]

    @property
    def vote(self) -> Vote | None:
        """Of a plenary, how it votes on the coming step; None where there is nobody or no step."""
        if not self.opening.plenary or not self.pupils or self.over:
            return None
        life = self.pupils[0]
        return vote_of(self._ballots, life.coming, {each.citizen: each.name for each in life.shown.friends})

    def set_pace(self, pace: Pace) -> None:
        """Let a word, a timer or the class itself set the pace."""
        self.pace, self._turned = pace, monotonic()
        self._tell(everybody=True)

    def find_friends(self, shown: bool) -> None:
        """Show pupils which of their friends are in the room, or show it no more. Nobody is told who is who."""
        self.finds = shown
        self._tell(everybody=True)

    def in_room(self, pupil: Pupil) -> list[int] | None:
        """Numbers of a pupil's friends whose seats others have taken; None where it is not shown, or where few are there."""
        if not self.finds or self.opening.plenary or len(self._pupils) < FEWEST_SHOWN:
            return None
        return [friend.citizen for friend in pupil.shown.friends if friend.stands and friend.citizen in self._pupils]

    def freeze(self, frozen: bool) -> None:
        """Let everything stand still, or go on; a timer begins anew.

        Raises:
            HTTPException: 409, the class has ended.
        """
        if self.phase == "ended":
            raise HTTPException(409, "the class has ended")
        self.phase, self._turned = "frozen" if frozen else "open", monotonic()
        self._tell(everybody=True)

    def end(self) -> None:
        """End the class: nothing goes on, and everything can be looked at until it is forgotten."""
        self.phase = "ended"
        self._tell(everybody=True)

    def ask(self, question: Bet | None, towns: Future[Answers] | None = None) -> None:
        """Put a question to the class, or take it away.

        Args:
            question: the question.
            towns: what other towns will say of it; None where none can tell.
        """
        self.poll = None if question is None else Poll(question, towns)
        self._tell(everybody=True)
        if towns is not None and not towns.done():
            towns.add_done_callback(self._hear_of_towns)

    def _hear_of_towns(self, _: Future[Answers]) -> None:
        """Tell everybody who waits for it what other towns say."""
        with self.lock:
            self._tell(everybody=True)

    def reveal(self) -> None:
        """Show how the class has answered.

        Raises:
            HTTPException: 409, no question is put.
        """
        if self.poll is None:
            raise HTTPException(409, "no question is put")
        self.poll.open = False
        self.counted[self.poll.question] = self.poll
        self._tell(everybody=True)

    def tell(self) -> None:
        """Show what other towns say of the question that is put.

        Raises:
            HTTPException: 409, no question is put, its count is not shown yet, or no other town can tell.
        """
        if self.poll is None:
            raise HTTPException(409, "no question is put")
        self.poll.tell()
        self._tell(everybody=True)

    def answer(self, pupil: Pupil, answer: Answer) -> None:
        """Take a pupil's answer.

        Raises:
            HTTPException: 409, no question is put, or the count is shown already.
            InputError: another question, or no such answer.
        """
        if self.poll is None or not self.poll.open:
            raise HTTPException(409, "no question is put")
        self.poll.answer(pupil.number, answer)
        self._tell(everybody=False)

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the timer lets the class go on; None where none runs."""
        if self.pace.by != "timer" or self.phase != "open" or self.over:
            return None
        return max(0.0, self._turned + self.pace.seconds - monotonic())

    def is_due(self) -> bool:
        """Whether the pace says that the class goes on now."""
        if self.phase != "open" or self.over:
            return False
        there = [pupil for pupil in self.pupils if pupil.is_there]
        all_ready = bool(there) and all(pupil.ready for pupil in there)
        return {"hand": False, "timer": self.seconds_left == 0.0, "ready": all_ready}[self.pace.by]

    @property
    def town(self) -> TownSeen:
        """The town as the screen shows it."""
        now = self.crowd.day, frozenset(self._pupils)
        if self._town is None or self._town[0] != now:
            dots = [] if self.opening.plenary else list(self._pupils)
            self._town = now, town_of(self.crowd, dots, self.founded.changes)
        return self._town[1]

    def _need_open(self) -> None:
        if self.phase != "open":
            raise HTTPException(409, "the class stands still" if self.phase == "frozen" else "the class has ended")

    def _need_step(self, week: int) -> None:
        self._need_open()
        if week != self.week or self.over:
            raise HTTPException(409, "the year is over" if self.over else f"the class is in week {self.week}")

    def close(self) -> None:
        """Forget the class."""
        with self.lock:
            self.phase = "ended"
            self._tell(everybody=True)
            self.crowd.close()
