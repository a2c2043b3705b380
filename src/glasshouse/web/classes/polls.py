"""Bets as a poll: a question that is put to the class, each pupil's answer, the count, and what other towns say."""

from __future__ import annotations

from concurrent.futures import Future

from starlette.exceptions import HTTPException

from glasshouse.errors import InputError, Problem
from glasshouse.web.classes.documents import Answer, PollShown
from glasshouse.web.lives.bets import OPTIONS, Answers, Bet


class Poll:
    """A question that is put to the class.

    Attributes:
        question: the question.
        open: whether answers are taken; they are until the count is shown.
        told: whether the desk shows what other towns say.
    """

    def __init__(self, question: Bet, towns: Future[Answers] | None = None) -> None:
        """Put a question.

        Args:
            question: the question.
            towns: what other towns will say; None where no other town can tell.
        """
        self.question, self.open, self.told = question, True, False
        self._towns = towns
        self._answers: dict[int, int] = {}

    def answer(self, pupil: int, answer: Answer) -> None:
        """Take an answer, in place of the seat's earlier one.

        Raises:
            InputError: another question, or no such answer.
        """
        problems = []
        if answer.question != self.question:
            problems.append(Problem(key="question", expected=repr(self.question), found=repr(answer.question)))
        elif answer.option >= len(OPTIONS[self.question]):
            expected = f"a number below {len(OPTIONS[self.question])}"
            problems.append(Problem(key="option", expected=expected, found=str(answer.option)))
        if problems:
            raise InputError(problems)
        self._answers[pupil] = answer.option

    def tell(self) -> None:
        """Show what other towns say.

        Raises:
            HTTPException: 409, the count comes first, or no other town can tell.
        """
        if self.open or not self._can_tell:
            raise HTTPException(409, "the count is shown first" if self.open else "no other town answers this question")
        self.told = True

    def forget(self, pupil: int) -> None:
        """Forget the answer of a seat that was left."""
        self._answers.pop(pupil, None)

    def shown(self, pupil: int | None) -> PollShown:
        """The poll as it is shown to a seat, or to the desk and the screen."""
        answers, options = list(self._answers.values()), OPTIONS[self.question]
        return PollShown(
            question=self.question,
            options=list(options),
            answered=len(answers),
            yours=None if pupil is None else self._answers.get(pupil),
            counts=None if self.open else [answers.count(option) for option in range(len(options))],
            can_tell=self._can_tell,
            told=self.told,
            answers=self._answered if self.told else None,
        )

    @property
    def _can_tell(self) -> bool:
        """Whether other towns have an answer, or are still being lived in."""
        coming = self._towns
        return coming is not None and not (coming.done() and (coming.cancelled() or coming.exception()))

    @property
    def _answered(self) -> Answers | None:
        """What other towns say, once they have been lived in."""
        return self._towns.result() if self._towns and self._can_tell and self._towns.done() else None
