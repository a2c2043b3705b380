"""What can be asked of a scheme in minutes: how large each inquiry is, and about how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, get_args

from pydantic import BaseModel, ConfigDict, Field

from glasshouse.portraits.size import QUICK as PORTRAIT
from glasshouse.portraits.size import TEN_YEARS
from glasshouse.portraits.size import minutes as portrait_minutes
from glasshouse.protections.size import QUICK as REMEDIES
from glasshouse.protections.size import minutes as remedies_minutes
from glasshouse.scenario import Scenario
from glasshouse.web import strangers
from glasshouse.web.interface.experiments import OWN
from glasshouse.web.interface.scenarios import Text
from glasshouse.web.work.asked import InquiryKind

KINDS: Final[tuple[InquiryKind, ...]] = get_args(InquiryKind)
MOST_PEOPLE: Final = 20_000
"""People of the largest inquiry: more take hours, and are for the command line."""


@dataclass(frozen=True)
class _Most:
    """How large an inquiry is where nobody asks for another size.

    Attributes:
        citizens: people in each world at most.
        days: days of each world; the scheme's own where it has fewer and `is_as_long` says so.
        is_as_long: whether it is no longer than the scheme.
    """

    citizens: int
    days: int
    is_as_long: bool = True


SIZES: Final[Mapping[InquiryKind, _Most]] = {
    "audit": _Most(10_240, 365),
    "remedies": _Most(REMEDIES.citizens, REMEDIES.days),
    "portrait": _Most(PORTRAIT.citizens, TEN_YEARS, is_as_long=False),
}
_AUDIT_WORLDS: Final = 60
"""Worlds of an audit of a common scheme."""
_MOVES: Final = 26
"""Moves that have something to act on, of a common scheme."""
_AT_ONCE: Final = 10
"""Pairs of moves that remedies try at the end."""
_WORLD, _DAY, _PERSON_DAY = 0.13, 0.0006, 2.7e-7
"""Seconds of one core for a world of an audit, for each of its days, and for each person's; measured on ``municipal-trust``."""


class Scheme(BaseModel):
    """A scheme that is to be looked into: a name or a document, with changes.

    Attributes:
        base: a scenario of the library, in place of a document.
        toml: the document, in place of a name.
        settings: changes as `key.path=value`, the value in TOML.
        seed: the first luck; by default the scheme's own.
        citizens: how many adults in each world; by default few, so that it takes minutes.
        days: how many days; by default 365 of an audit, 90 of remedies, ten years of a portrait.
    """

    model_config = ConfigDict(extra="forbid")

    base: Text | None = None
    toml: Text | None = None
    settings: list[Text] = Field(default_factory=list, max_length=strangers.MOST_SETTINGS)
    seed: Annotated[int, Field(ge=0, lt=2**53)] | None = None
    citizens: Annotated[int, Field(ge=1, le=MOST_PEOPLE)] | None = None
    days: Annotated[int, Field(ge=1, le=TEN_YEARS)] | None = None

    @property
    def called(self) -> str:
        """The name by which a command asks for it."""
        return self.base or OWN

    def own(self) -> Scenario:
        """The scheme as it stands.

        Raises:
            InputError: everything that is wrong with it.
        """
        return strangers.load_text(
            self.toml, self.base, self.settings, citizens=self.citizens, days=self.days, any_size=True
        )

    def size(self, kind: InquiryKind, own: Scenario) -> tuple[int, int]:
        """Adults and days of each world of an inquiry into the scheme."""
        most = SIZES[kind]
        citizens = self.citizens or min(own.citizens, most.citizens)
        return citizens, self.days or (min(own.days, most.days) if most.is_as_long else most.days)


class InquiryRequest(Scheme):
    """An inquiry into a scheme.

    Attributes:
        kind: `audit` says what it would do to people, `remedies` what protects them, `portrait` what society it makes.
    """

    kind: InquiryKind

    def scheme(self) -> Scenario:
        """The scheme at the inquiry's size.

        Raises:
            InputError: everything that is wrong with it.
        """
        citizens, days = self.size(self.kind, self.own())
        return strangers.load_text(self.toml, self.base, self.settings, citizens=citizens, days=days, seed=self.seed)


class Cost(BaseModel):
    """How large an inquiry is.

    Attributes:
        kind: which.
        citizens: adults in each world.
        days: days of each world.
        seconds: about so many seconds of one core.
    """

    model_config = ConfigDict(extra="forbid")

    kind: InquiryKind
    citizens: int
    days: int
    seconds: float


def cost_of(kind: InquiryKind, people: int, days: int) -> Cost:
    """How large an inquiry into a common scheme is, and about how long it takes, on one core that is free."""
    if kind == "audit":
        seconds = _AUDIT_WORLDS * (_WORLD + days * (_DAY + people * _PERSON_DAY))
    elif kind == "remedies":
        worlds = (REMEDIES.seeds + REMEDIES.points) * (_MOVES + 1) + REMEDIES.seeds * _AT_ONCE
        seconds = 60 * remedies_minutes(worlds, people, days, 1)
    else:
        seconds = 60 * portrait_minutes(PORTRAIT.seeds + PORTRAIT.points, people, days, 1)
    return Cost(kind=kind, citizens=people, days=days, seconds=round(seconds, 1))
