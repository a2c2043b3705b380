"""Bets as a poll: a question that is put to the class, each pupil's answer, and the count that the desk shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from glasshouse.errors import InputError, Problem
from glasshouse.web.classes.documents import Answer, PollShown, Question

OPTIONS: Final[Mapping[Question, tuple[str, ...]]] = {
    "criticism": ("much", "little", "none"),
    "punished": ("none", "few", "many", "most"),
    "refused": ("few", "some", "many", "most"),
    "doing": ("doing", "being", "depends"),
}
"""The answers of each question, by the names under which the app has their words."""


class Poll:
    """A question that is put to the class.

    Attributes:
        question: the question.
        open: whether answers are taken; they are until the count is shown.
    """

    def __init__(self, question: Question) -> None:
        """Put a question."""
        self.question, self.open = question, True
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
        )
