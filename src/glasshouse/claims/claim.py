"""What a claim is: one file that says, before anything is run, what is compared and what would count."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.strict import Document


class SmallestEffect(Document):
    """The smallest effect that matters, stated beforehand.

    Attributes:
        value: its size, in the observable's unit, above 0.
        why: why less would not matter.
    """

    value: float = Field(gt=0)
    why: str


class Link(Document):
    """An assumed link that may carry the claim.

    Attributes:
        title: what it is, in words.
        key: its key in the scenario.
        off: the value at which it does nothing.
    """

    title: str
    key: str
    off: float | bool | str


class Claim(Document):
    """One claim.

    Attributes:
        id: its name in tables; by default that of the file.
        title: the claim in a line.
        statement: what the essay says, in other words.
        place: where it says so.
        hypothesis: what should be seen in the runs if it is right.
        scenario: the scenario in which it is tried.
        settings: changes to that scenario, ``key=value``.
        citizens: people, where the trial's own number will not do.
        days: days, where the trial's own number will not do.
        against: the variant that it is compared with; empty to look at the scenario alone.
        variants: variants of the claim's own, by name: what each sets, ``key=value``; a key may have stars.
        ladder: other variants that are shown beside it, so that the effect can be put down to a step of the ladder.
        observable: what is measured.
        direction: whether the claim expects more of it than in the twin, or less.
        smallest_effect: the smallest effect that matters.
        links: assumed links that may carry the claim; each is switched off, and left on alone.
        over: what is varied to see whether the claim holds over the assumptions: keys, groups, or ``key=low:high``.
        secondary: other observables that belong to it.
        infer: whether records are attacked after each run, so that what can be inferred from them is an observable too.
        facts: published figures to read beside it.
        caution: what the runs cannot tell.
    """

    id: str = ""
    title: str
    statement: str
    place: str
    hypothesis: str
    scenario: str
    settings: tuple[str, ...] = ()
    citizens: int | None = Field(default=None, ge=256)
    days: int | None = Field(default=None, ge=2)
    against: str = ""
    variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    ladder: tuple[str, ...] = ()
    observable: str
    direction: Literal["more", "less"]
    smallest_effect: SmallestEffect
    links: tuple[Link, ...] = Field(default=(), max_length=6)
    over: tuple[str, ...] = ("response.*",)
    secondary: tuple[str, ...] = ()
    infer: bool = False
    facts: tuple[str, ...] = ()
    caution: str = ""

    @property
    def sign(self) -> int:
        """1 if the claim expects more, -1 if it expects less."""
        return 1 if self.direction == "more" else -1
