"""What a player chooses for the coming step, and what a life begins with, as JSON."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST_EVENINGS: Final = 3
"""Free evenings a week; that they are so few is the game's rule and not the model's."""
LENGTHS: Final = {"full": 1, "lesson": 2, "short": 4}
"""Weeks that one step takes, by the length of a game."""

Length = Literal["full", "lesson", "short"]
Name = Annotated[str, Field(min_length=1, max_length=80)]
OnDay = tuple[Annotated[int, Field(ge=0, le=36_600)], Name]
"""A day of the year, counted from 0, and the name of a kind of conduct."""


class Asked(BaseModel):
    """A document that a page sends: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Holds(Asked):
    """What the player holds to for the whole step."""

    rules: bool = Field(default=False, description="Break no rule: leave out all that is unlawful or a civil offence.")
    tongue: bool = Field(default=False, description="Hold my tongue: leave out lawful conduct that fear can hold back.")
    encrypt: bool = Field(default=False, description="Encrypt: evasion at its upper end. It may itself be noticed.")


class Choices(Asked):
    """What a player chooses for one step. Everything that is not chosen is left to habit; cases wait for the player."""

    week: int = Field(ge=0, le=5_300, description="Weeks lived before the step. It makes a step safe to send twice.")
    leave: tuple[OnDay, ...] = Field(
        default=(), max_length=200, description="Urges that are left out, with their days."
    )
    dare: tuple[OnDay, ...] = Field(default=(), max_length=200, description="What fear would hold back, and is done.")
    do: tuple[Name, ...] = Field(
        default=(),
        max_length=MOST_EVENINGS,
        description="What free evenings are used for; once in each week of the step.",
    )
    hold: Holds = Holds()
    cases: Literal["wait", "appeal", "accept", "habit"] = Field(
        default="wait", description="What becomes of cases that the player was told of."
    )
    accounts: dict[Name, Literal["join", "quit"]] = Field(default={}, max_length=64)
    ties: dict[Annotated[int, Field(ge=0)], Literal["keep", "cut"]] = Field(
        default={}, max_length=64, description="By the friend's number: stand by them, or cut the tie."
    )


class Beginning(Asked):
    """Where and as whom a life is lived."""

    scenario: Name = Field(default="year", description="A scenario of the library.")
    seed: int = Field(default=1, ge=0, lt=2**53, description="The luck: the same number gives the same town.")
    people: int = Field(default=20_000, ge=500, le=20_000, description="People in the town.")
    citizen: int | None = Field(default=None, ge=0, description="Whose seat it is; without it, one drawn by lot.")
    length: Length = "full"


class Replayed(Beginning):
    """A life with all that was chosen in it, to go on with or to look at again."""

    choices: tuple[Choices, ...] = Field(default=(), max_length=520)
    upto: int | None = Field(default=None, ge=0, description="How many steps to live again; by default all.")
    engine: str | None = Field(default=None, max_length=80, description="The engine that it was lived with, if known.")
