"""A pupil: whoever has taken a seat, known by a token and by nothing else."""

from __future__ import annotations

from time import monotonic
from typing import Any

from glasshouse.scenario import Decision
from glasshouse.web.classes.crowd import SeatInCrowd
from glasshouse.web.classes.tokens import Bucket, new_token
from glasshouse.web.lives.choices import Beginning, Choices
from glasshouse.web.lives.documents import Life
from glasshouse.web.lives.seated import Founded, Seated

_AT_ONCE, _A_SECOND = 30, 3.0
"""Requests that a seat may send at once, and a second."""
AWAY = 45.0
"""Seconds without a word from a page after which its seat holds nobody up."""


class Pupil(Seated[SeatInCrowd]):
    """A seat in the town of a class.

    Attributes:
        number: what it is counted by in the class.
        token: what its page shows with every request.
        next: what is chosen for the coming step, said or only ticked; None while nothing was sent.
        ready: whether the pupil has said to have chosen.
        is_new: whether no step was lived since the seat was taken.
        requests: how often it may ask.
    """

    def __init__(self, number: int, beginning: Beginning, seat: SeatInCrowd, founded: Founded) -> None:
        """Sit down; the weeks that were lived before were lived by habit.

        Args:
            number: what it is counted by in the class.
            beginning: where and as whom.
            seat: the seat.
            founded: what all seats have in common.
        """
        super().__init__("class", beginning, seat, founded)
        self.number, self.token, self.requests = number, new_token(), Bucket(_AT_ONCE, _A_SECOND)
        self.next: Choices | None = None
        self.ready, self.is_new = False, True
        self._decided: tuple[Decision, ...] = ()
        self._heard = monotonic()
        self._told_from: int | None = None
        if self.week:
            self.choices.append(Choices(week=self.week - ((self.week - 1) % self.step + 1)))

    def foreseen(self) -> Any:
        """The coming days by habit, `PANEL` records."""
        return self.town.foresee(self.days)

    def tick(self, choices: Choices) -> None:
        """Take down what is ticked on the page, said or not: if the step comes now, it counts.

        Raises:
            InputError: choices that cannot be; lists every problem, and what was ticked before stays.
        """
        self._decided, self.next = self.chosen(choices), choices

    def hold_on(self) -> None:
        """Hold on to what was held to in the step before."""
        self.tick(Choices(week=self.week, hold=self.choices[-1].hold))

    def take_decisions(self) -> tuple[Decision, ...]:
        """What the engine is to carry out for the coming step."""
        return self._decided if self.next is not None else self.chosen(Choices(week=self.week))

    @property
    def told_from(self) -> int:
        """Weeks lived before those of which the page tells as the last."""
        return super().told_from if self._told_from is None else self._told_from

    def went_on(self, week: int, together: Choices | None = None, *, told_from: int | None = None) -> None:
        """Note that the step was lived that began with so many weeks lived.

        Args:
            week: weeks lived before the step.
            together: what the class chose, where it votes on one life.
            told_from: where several steps are lived in one go, weeks lived before the first of them.
        """
        self._told_from = told_from
        self.lived(together or self.next or Choices(week=week))
        self.next, self._decided, self.ready, self.is_new = None, (), False, False

    @property
    def shown(self) -> Life:
        """The life as its page shows it."""
        self.town.count()
        return self.page

    def hear(self) -> None:
        """Note that its page has asked for something."""
        self._heard = monotonic()

    @property
    def is_there(self) -> bool:
        """Whether its page was heard of lately."""
        return monotonic() - self._heard < AWAY
