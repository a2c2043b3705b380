"""Small towns with a player, shared by the tests that only look at them."""

from __future__ import annotations

import pytest

from glasshouse.web.lives.choices import Beginning, Choices
from glasshouse.web.lives.life import Lived

PEOPLE = 2_000


def begun(length: str = "full", *, citizen: int = 471, seed: int = 1) -> Lived:
    """A life before the first day."""
    return Lived(
        "a-life", Beginning.model_validate({"people": PEOPLE, "citizen": citizen, "seed": seed, "length": length})
    )


def eager(life: Lived) -> Choices:
    """Choices of somebody who does a bit of everything that can be done in the coming step."""
    page = life.page
    leave = [(urge.day, urge.kind) for urge in page.urges if not urge.fear][:2]
    dare = [(urge.day, urge.kind) for urge in page.urges if urge.fear]
    friend = next((each.citizen for each in page.friends if each.keep.can), None)
    return Choices.model_validate(
        {
            "week": life.week,
            "leave": leave,
            "dare": dare,
            "do": ["criticise", "volunteer", "criticise"],
            "hold": {"encrypt": life.week % 8 == 0},
            "ties": {friend: "keep"} if friend is not None else {},
        }
    )


@pytest.fixture(scope="session")
def busy() -> Lived:
    """A year in steps of four weeks in which a lot was chosen."""
    life = begun("short")
    while life.days:
        life.live(eager(life))
    return life


@pytest.fixture(scope="session")
def left_to_habit() -> Lived:
    """A year in steps of four weeks in which nothing was chosen."""
    life = begun("short")
    while life.days:
        life.live(Choices(week=life.week))
    return life
