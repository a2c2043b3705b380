"""A year in a small town that was lived to its end, with a choice in every step."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from glasshouse.web.lives.choices import Beginning, Choices
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.year import Year, year_of

PEOPLE = 2_000


def choices_for(week: int, evenings: list[str]) -> dict[str, Any]:
    """What is chosen in a step: petitions where one can, help else."""
    wanted = [kind for kind in ("petition", "volunteer") if kind in evenings]
    return {"week": week, "do": wanted, "cases": "wait"}


@pytest.fixture(scope="session")
def lived() -> Lived:
    """The same year in process."""
    life = Lived("ended", Beginning(people=PEOPLE, length="short"))
    while life.days:
        able = [each.kind for each in life.page.evenings if each.way.can]
        life.live(Choices.model_validate(choices_for(life.week, able)))
    return life


@pytest.fixture(scope="session")
def year(lived: Lived) -> Year:
    """The year that was lived."""
    return year_of(lived)


@pytest.fixture(scope="session")
def ended(served: str) -> str:
    """The life's name on the server of the browser tests."""
    with httpx2.Client(base_url=f"{served}/api/v1", timeout=120) as asked:
        life = asked.post("/lives", json={"people": PEOPLE, "length": "short"}).raise_for_status().json()
        while not life["over"]:
            able = [each["kind"] for each in life["evenings"] if each["way"]["can"]]
            step = choices_for(life["week"], able)
            life = asked.post(f"/lives/{life['id']}/weeks", json=step).raise_for_status().json()
    return str(life["id"])
