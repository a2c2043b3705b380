"""Bets before reveals: questions about the year that are answered by living it with other seeds, each answer with its spread."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import CancelledError
from statistics import mean
from typing import Final, Literal, get_args

import numpy as np
from pydantic import Field

from glasshouse.engine.observers import Observer, View
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Decision, Scenario
from glasshouse.schema.codes import EVER_DENIED
from glasshouse.schema.limits import LANES
from glasshouse.scoring.forms.registry import form_of
from glasshouse.web.lives.abreast import WRONGED, PersonRecords
from glasshouse.web.lives.casting import by_lot
from glasshouse.web.lives.documents import Shown
from glasshouse.web.lives.twin import WEEK

Bet = Literal["criticism", "punished", "refused", "doing"]
BETS: Final[tuple[Bet, ...]] = get_args(Bet)
WEEKS: Final[Mapping[Bet, int]] = {"criticism": 4, "punished": 16, "refused": 28, "doing": 44}
"""Weeks that are lived when a bet is offered."""
OPTIONS: Final[Mapping[Bet, tuple[str, ...]]] = {
    "criticism": ("much", "little", "none"),
    "punished": ("none", "few", "many", "most"),
    "refused": ("few", "some", "many", "most"),
    "doing": ("doing", "being", "depends"),
}
"""What can be bet on, by the names under which the app has their words."""
_PUNISHED: Final = (0, 10, 200)
"""The most people that each option but the last is about."""
_REFUSED: Final = (0.01, 0.05, 0.2)
"""Likewise as shares of all people; the first option is about fewer than that."""
_LITTLE: Final = 1.0
"""Points below which criticism is taken to cost nothing."""
_MUCH: Final = 10.0
"""Points from which on it is taken to cost much."""
SEEDS: Final = 20
"""Other towns that answer."""
FEW: Final = 1_280
"""People in a town in which only some are looked at: what happens to them hangs on their own luck and their neighbours'."""
_ASKED: Final = 40
"""People of whom the score is compared, in each town."""
_SYSTEM: Final = "sesame"
"""The system that the bet on criticism is about."""
_CRITICISM: Final = "criticise"
_FEWEST: Final = 10
"""People with a score that a town needs to say anything of what moves it."""
_FIRST_SEED: Final = 1_000_001
"""The other towns are the same for every player: answers are worked out once for all."""
_DAYS: Final[Mapping[str, Sequence[int]]] = {
    "criticise": (1, 4),
    "petition": (2,),
    "volunteer": (3, 5),
    "donate": (4,),
    "miss-bill": (0,),
    "jaywalk": (1, 3, 5),
    "buy-approved": (0, 1, 2, 3, 4, 5, 6),
    "check-in": (0, 1, 2, 3, 4, 5, 6),
}
"""Days of the week on which those who do something do it."""
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "habit": (),
    "critic": ("criticise",),
    "petitioner": ("petition",),
    "helper": ("volunteer", "donate"),
    "careless": ("miss-bill", "jaywalk"),
    "shopper": ("buy-approved", "check-in"),
}
"""Ways to live a year that are compared, each beside one's own habits."""


class Spread(Shown):
    """A number in each town."""

    values: list[float] = Field(description="One for each seed.")
    lowest: float
    middle: float = Field(description="The mean.")
    highest: float


class Split(Shown):
    """What moves a score: what people do, or who they are."""

    system: str
    title: str
    doing: Spread = Field(description="How many of 100 parts of the differences between scores go with what people do.")
    being: Spread = Field(description="How many of 100 go with who they are; what is left, with both together.")


class Answers(Shown):
    """What living the year in other towns says. It hangs on the model's assumptions, which the spread does not show."""

    seeds: int
    people: int = Field(description="People in each town, for what befalls few.")
    fewer: int = Field(description="People in each town in which scores are compared.")
    asked: int = Field(description="People whose scores are compared, in each of those.")
    days: int
    punished: Spread = Field(description="People under a sanction that they had not earned, on some day.")
    misrecorded: Spread = Field(description="People with a record of what never happened.")
    refused: Spread = Field(description="People to whom something was denied.")
    rules_on_criticism: int = Field(description="Rules of the system that are about criticism.")
    system: str
    criticism: Spread = Field(description="Points that criticising twice a week moves the score by, on average.")
    splits: list[Split]
    right: dict[Bet, dict[str, int]] = Field(description="By bet and option, in how many of the towns it is right.")


class Offered(Shown):
    """A bet that a player may make."""

    bet: Bet
    week: int = Field(description="Weeks that are lived when it is offered.")
    options: list[str] = Field(description="What can be bet on, by the names of their words.")


class Told(Shown):
    """The answer to a bet; None while the towns are still being lived in."""

    bet: Bet
    done: int = Field(description="Towns that are done.")
    seeds: int
    answers: Answers | None


class _Wronged(Observer):
    """Notes who was ever under a sanction not earned; looks closer only on days on which anybody is."""

    name = "wronged"

    def __init__(self) -> None:
        self.ever: np.ndarray | None = None

    def evening(self, view: View) -> None:
        """Look at a day."""
        if view.day_counts["wrongly_sanctioned"].sum():
            today = view.traces["ends"] & WRONGED > 0
            self.ever = today if self.ever is None else self.ever | today


Lived = tuple[int, int, int, dict[str, np.ndarray]]
"""What one town says: people punished for what they had not done, people with a record of what never happened, people
refused something, scores by way of life."""
Elsewhere = Callable[[Callable[[Scenario, int], Lived], Scenario, int], Lived]
"""Lets a town be lived in by somebody else."""


class Ensemble:
    """The other towns, lived in one after the other.

    Attributes:
        done: how many are done.
    """

    def __init__(self, scenario: Scenario, seeds: int) -> None:
        """Prepare.

        Args:
            scenario: the year, by habit.
            seeds: how many towns.

        Raises:
            InputError: it lacks what the bets are about.
        """
        _check(scenario)
        self.done, self._scenario = 0, scenario.model_copy(update={"panel": (), "decisions": ()})
        self._seeds = range(_FIRST_SEED, _FIRST_SEED + seeds)
        self._fewer = min(FEW, scenario.citizens)

    def answer(self, gives_up: Callable[[], bool] = lambda: False, elsewhere: Elsewhere | None = None) -> Answers:
        """Live in all the towns.

        Args:
            gives_up: asked before each town; true ends it.
            elsewhere: where the towns are lived in, one after the other; by default here.

        Raises:
            CancelledError: it gave up.
        """
        self.done = 0
        towns = []
        for seed in self._seeds:
            if gives_up():
                raise CancelledError
            there = self._scenario.model_copy(update={"seed": seed})
            towns.append(elsewhere(_lived, there, self._fewer) if elsewhere else _lived(there, self._fewer))
            self.done += 1
        wronged, misrecorded, denied, scores = zip(*towns, strict=True)
        systems = list(self._scenario.systems)
        at = systems.index(_SYSTEM)
        effects = [float(np.nanmean(found["critic"][at] - found["habit"][at])) for found in scores]
        splits = _splits(self._scenario, scores)
        refused = _refused_up_to(self._scenario.citizens)
        options: dict[Bet, Iterable[str]] = {
            "criticism": map(_of_criticism, effects),
            "punished": (_of_people("punished", number, _PUNISHED) for number in wronged),
            "refused": (_of_people("refused", number, refused) for number in denied),
            "doing": (_of_splits(splits, town) for town in range(len(self._seeds))),
        }
        return Answers(
            seeds=len(self._seeds),
            people=self._scenario.citizens,
            fewer=self._fewer,
            asked=_ASKED,
            days=self._scenario.days,
            punished=_spread(wronged),
            misrecorded=_spread(misrecorded),
            refused=_spread(denied),
            rules_on_criticism=_rules_on_criticism(self._scenario),
            system=self._scenario.systems[_SYSTEM].title,
            criticism=_spread(effects),
            splits=splits,
            right={bet: {**dict.fromkeys(OPTIONS[bet], 0), **Counter(found)} for bet, found in options.items()},
        )


def _check(scenario: Scenario) -> None:
    """Refuse a scenario in which the bets mean nothing, before any town is lived in."""
    missing = {kind for kinds in WAYS.values() for kind in kinds} - scenario.conduct.keys()
    if missing or _SYSTEM not in scenario.systems:
        lacks = sorted(missing) if _SYSTEM in scenario.systems else [_SYSTEM, *sorted(missing)]
        expected = f"a scenario with the system {_SYSTEM!r} and the conduct that bets are about"
        found = f"{scenario.title!r}, which lacks {', '.join(lacks)}"
        raise InputError(Problem(key="scenario", expected=expected, found=found))


def _lived(scenario: Scenario, fewer: int) -> Lived:
    return *_befell(scenario), _scores(scenario.model_copy(update={"citizens": fewer}))


def _befell(scenario: Scenario) -> tuple[int, int, int]:
    """People of a town who were ever punished for what they had not done, who had a false record, who were refused something."""
    wronged, records = _Wronged(), PersonRecords(scenario.citizens)
    with Simulation(scenario, observers=[wronged, records], threads=1) as town:
        town.step(scenario.days)
        situation = np.asarray(town.world.conduct["situation"][: town.world.communities]).reshape(-1)
        false = int((records.counted(town)[1] > 0).sum())
    denied = int((situation[: scenario.citizens] & EVER_DENIED > 0).sum())
    return 0 if wronged.ever is None else int(wronged.ever.sum()), false, denied


def _scores(scenario: Scenario) -> dict[str, np.ndarray]:
    """Scores at the end, by way of life: systems × people, the same people in each; not a number without a scale or account."""
    asked = by_lot(scenario, "bets")[:_ASKED].tolist()
    c, i = np.divmod(asked, LANES)
    found = {}
    with Simulation(scenario, threads=1) as founded:
        for way, kinds in WAYS.items():
            with founded.fork() as town:
                town.decide(*(_always(citizen, kinds, scenario) for citizen in asked if kinds))
                town.step(scenario.days)
                labels, codes = town.recording.labels.systems, np.asarray(town.world.ledgers["published"])[:, c, i]
                found[way] = np.array(
                    [
                        [label.score(code) if code and label.capabilities.has_scale else np.nan for code in row]
                        for label, row in zip(labels, codes.tolist(), strict=False)
                    ]
                )
    return found


def _always(citizen: int, kinds: Sequence[str], scenario: Scenario) -> Decision:
    """Do some things every week; nothing holds them back."""
    weeks = range(0, scenario.days - WEEK + 1, WEEK)
    days = {kind: tuple(first + day for first in weeks for day in _DAYS[kind]) for kind in kinds}
    return Decision(citizen=citizen, days=(0, scenario.days), do=days)


def _rules_on_criticism(scenario: Scenario) -> int:
    system = scenario.systems[_SYSTEM]
    return len(form_of(system).rules_for(system, _CRITICISM))


def _apart(found: Mapping[str, np.ndarray], s: int) -> tuple[float, float] | None:
    """Of all differences between the scores of a system, the percentage that goes with the way of life, and with the person.

    None where fewer than a few people have scores, or all have the same.
    """
    scores = np.stack([found[way][s] for way in WAYS])
    scores = scores[:, ~np.isnan(scores).any(0)]
    whole = float(scores.var()) if scores.shape[1] >= _FEWEST else 0.0
    if not whole:
        return None
    return 100 * float(scores.mean(1).var()) / whole, 100 * float(scores.mean(0).var()) / whole


def _splits(scenario: Scenario, scores: Sequence[Mapping[str, np.ndarray]]) -> list[Split]:
    """What moves the scores of each system, of which every town can say something."""
    systems = enumerate(scenario.systems.items())
    told = ((name, each.title, [_apart(found, s) for found in scores]) for s, (name, each) in systems)
    return [_split(name, title, towns) for name, title, towns in told if all(towns)]


def _split(system: str, title: str, apart: Sequence[tuple[float, float] | None]) -> Split:
    told = [both for both in apart if both is not None]
    return Split(
        system=system, title=title, doing=_spread([one for one, _ in told]), being=_spread([other for _, other in told])
    )


def _refused_up_to(people: int) -> tuple[float, ...]:
    """The most people that each option but the last is about; the first is about fewer than its share of all people."""
    fewest, *more = (share * people for share in _REFUSED)
    return math.ceil(fewest) - 1, *more


def _of_people(bet: Bet, number: int, up_to: Sequence[float]) -> str:
    """The option that is right where something befalls so many people; each but the last goes up to some number."""
    return OPTIONS[bet][sum(number > most for most in up_to)]


def _of_criticism(effect: float) -> str:
    """The option that is right where criticism moves a score by so many points."""
    return "none" if -effect < _LITTLE else "much" if -effect >= _MUCH else "little"


def _of_splits(splits: Sequence[Split], town: int) -> str:
    """What moves the scores of a town more, if it is the same for all systems."""
    more = {"doing" if each.doing.values[town] > each.being.values[town] else "being" for each in splits}
    return more.pop() if len(more) == 1 else "depends"


def _spread(values: Sequence[float]) -> Spread:
    ordered = sorted(float(value) for value in values)
    return Spread(values=list(map(float, values)), lowest=ordered[0], middle=mean(ordered), highest=ordered[-1])
