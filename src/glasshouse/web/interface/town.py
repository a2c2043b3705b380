"""The town of the front page: a year in a small town, lived once for each start of the server."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict

from glasshouse.engine.labels import label
from glasshouse.engine.plan import plan_of
from glasshouse.scenario import Scenario, load
from glasshouse.web.interface.answers import answer
from glasshouse.web.interface.runs import OnShelf
from glasshouse.web.work.asked import Weekly

router = APIRouter(prefix="/town", tags=["town"])

SCENARIO: Final = "sesame"
SYSTEM: Final = "sesame"
CITIZENS: Final = 5_000


class Town(BaseModel):
    """How scores are spread in a small town through a year.

    Attributes:
        scenario: the scenario of the library.
        system: the title of the system that scores people.
        citizens: how many adults live there.
        low: the lowest score of the scale.
        high: the highest.
        weeks: people by equal parts of the scale, after each week.
    """

    model_config = ConfigDict(extra="forbid")

    scenario: str
    system: str
    citizens: int
    low: float
    high: float
    weeks: list[list[int]]


@router.get("")
async def town(request: Request, shelf: OnShelf) -> Town:
    """The town of the front page. A worker lives it once, beside whatever experiment it has; then it is kept."""
    kept: Town | None = getattr(request.app.state, "town", None)
    if kept is None:
        scenario = load(SCENARIO, citizens=CITIZENS)
        # Two who ask for it at the same moment get it lived twice, and the same.
        kept = request.app.state.town = _told(scenario, await answer(shelf, Weekly(scenario, SYSTEM)))
    return kept


def _told(scenario: Scenario, weeks: object) -> Town:
    systems = label(scenario, plan_of(scenario).encoded).systems
    system = next(each for each in systems if each.name == SYSTEM)
    return Town.model_validate(
        {
            "scenario": SCENARIO,
            "system": system.title,
            "citizens": scenario.citizens,
            "low": system.low,
            "high": system.high,
            "weeks": weeks,
        }
    )
