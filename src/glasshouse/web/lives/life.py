"""A life in a town of its own: step by step, back, and again from its choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from glasshouse.errors import InputError, Problem
from glasshouse.web.lives.choices import Beginning, Choices
from glasshouse.web.lives.exporting import toml_of
from glasshouse.web.lives.names import drawn_by_lot
from glasshouse.web.lives.seated import Founded, Seated
from glasshouse.web.lives.town import WEEK, Town, scenario_for
from glasshouse.web.lives.week import by_habit


class Lived(Seated[Town]):
    """A life that is being lived in a town of its own."""

    def __init__(self, name: str, beginning: Beginning, *, same_engine: bool = True) -> None:
        """Take a seat.

        Args:
            name: its name in addresses.
            beginning: where and as whom.
            same_engine: whether what is lived again was first lived with this engine.

        Raises:
            InputError: a scenario that there is not or that cannot be lived, or no such citizen.
        """
        citizen = drawn_by_lot(beginning.seed, beginning.people) if beginning.citizen is None else beginning.citizen
        if citizen >= beginning.people:
            expected = f"a number from 0 to {beginning.people - 1}"
            raise InputError(Problem(key="citizen", expected=expected, found=str(citizen)))
        beginning = beginning.model_copy(update={"citizen": citizen})
        scenario = scenario_for(beginning.scenario, beginning.seed, beginning.people, citizen)
        super().__init__(name, beginning, Town(scenario), Founded.by(scenario))
        self.same_engine = same_engine

    def foreseen(self) -> Any:
        """The coming days by habit, `PANEL` records."""
        return self.town.peek(self.days, by_habit(self.town.citizen, self.town.day, self.days))

    def live(self, choices: Choices) -> None:
        """Live a step.

        Args:
            choices: what the player chooses for it.

        Raises:
            InputError: choices that cannot be; lists every problem, and nothing is lived.
        """
        self.town.live(self.days, self.chosen(choices))
        self.lived(choices)

    def live_again(self, steps: Sequence[Choices]) -> None:
        """Live several steps, as they were chosen before.

        Raises:
            InputError: choices that cannot be, or that are not the next step's; the key says of which step.
        """
        for place, choices in enumerate(steps):
            if choices.week != self.week or not self.days:
                expected = f"week {self.week}, the next" if self.days else "no more steps: the year is over"
                raise InputError(Problem(key=f"choices.{place}.week", expected=expected, found=str(choices.week)))
            try:
                self.live(choices)
            except InputError as error:
                raise InputError(
                    [replace(each, key=f"choices.{place}.{each.key}") for each in error.problems]
                ) from None

    def undo(self) -> None:
        """Go back to the morning of the last step."""
        last = self.choices.pop()
        self.town.go_back(last.week * WEEK)
        self._forget()

    @property
    def toml(self) -> str:
        """The year with its decisions as a scenario in TOML."""
        beginning, made = self.beginning, [each.decision for each in self.town.made]
        numbers = {"seed": beginning.seed, "citizens": beginning.people, "panel": [self.town.citizen]}
        return toml_of(beginning.scenario, f"{self.founded.title}, as it was chosen", numbers, made)

    def close(self) -> None:
        """Give back what the towns hold."""
        self.town.close()
