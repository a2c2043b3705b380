"""Claims that share runs: the same scenario, the same people and days, one design for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel

from glasshouse import scenario as scenarios
from glasshouse.claims.claim import Claim
from glasshouse.claims.size import Size
from glasshouse.documents.quantity import Quantity
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, changed, quantities
from glasshouse.sweeps.design import Design, Value
from glasshouse.sweeps.latin_hypercube import latin_hypercube
from glasshouse.sweeps.ranges import ranges
from glasshouse.sweeps.study import Variant

INFERRED = "inferred"
"""What attacks a world's records."""


@dataclass(frozen=True)
class Experiment:
    """What claims of one scenario are tried on.

    Attributes:
        name: the scenario's name.
        base: the scenario.
        claims: the claims.
        probe: name of what else is asked of each world (see `glasshouse.sweeps.probes`); nothing if empty.
        settings: changes that the base was made with.
    """

    name: str
    base: Scenario
    claims: tuple[Claim, ...]
    probe: str = ""
    settings: tuple[str, ...] = ()

    @property
    def twins(self) -> list[Variant]:
        """Everything that some claim is compared with or shown beside."""
        return self._variants(each for claim in self.claims for each in (claim.against, *claim.ladder))

    @property
    def rivals(self) -> list[Variant]:
        """What claims are compared with: the twins that are lived at every point of the hypercube."""
        return self._variants(claim.against for claim in self.claims)

    def _variants(self, names: Iterable[str]) -> list[Variant]:
        own = {name: settings for claim in self.claims for name, settings in claim.variants.items()}
        return [
            _of_its_own(self.base, name, own[name]) if name in own else name for name in dict.fromkeys(names) if name
        ]

    def middle(self) -> dict[str, Value]:
        """Every link of every claim at the scenario's own value.

        Raises:
            InputError: a link that the scenario does not have.
        """
        keys = dict.fromkeys(link.key for claim in self.claims for link in claim.links)
        return {key: value_at(self.base, key) for key in keys}

    def switched(self) -> Design:
        """The first design: the scenario as it is, then each link off, then each link of a claim on alone."""
        middle = self.middle()
        points = {tuple(middle.values()): None}
        for claim in self.claims:
            for setting in switches(claim).values():
                points[tuple((middle | setting).values())] = None
        return Design(tuple(middle), tuple(points))

    def spread(self, size: Size) -> Design:
        """The second design: a Latin hypercube over all that the claims vary."""
        wanted = list(dict.fromkeys(key for claim in self.claims for key in claim.over))
        return latin_hypercube(ranges(self.base, wanted), size.points, self.base.seed)

    def point_of(self, setting: Mapping[str, Value]) -> int:
        """The number of the point of the first design that sets this."""
        return self.switched().points.index(tuple((self.middle() | dict(setting)).values()))


def switches(claim: Claim) -> dict[tuple[str, str], dict[str, Value]]:
    """What is set to try a claim's links: ``("without", key)`` and ``("alone", key)``."""
    found: dict[tuple[str, str], dict[str, Value]] = {}
    for link in claim.links:
        found["without", link.key] = {link.key: link.off}
        found["alone", link.key] = {other.key: other.off for other in claim.links if other.key != link.key}
    return found


def experiments(wanted: Sequence[Claim], size: Size, seed: int | None = None) -> Iterator[Experiment]:
    """The claims, sorted by what they can share.

    Args:
        wanted: the claims.
        size: the size of the trial.
        seed: the first seed, in place of the scenarios' own.

    Raises:
        InputError: a claim whose scenario, settings or links do not fit; lists every problem.
    """
    groups: dict[tuple[Any, ...], list[Claim]] = {}
    for claim in wanted:
        probe = INFERRED if claim.infer else ""
        key = (claim.scenario, claim.settings, claim.citizens or size.citizens, claim.days or size.days, probe)
        groups.setdefault(key, []).append(claim)
    problems: list[Problem] = []
    for (source, settings, citizens, days, probe), together in groups.items():
        try:
            base = scenarios.load(source, settings, citizens=citizens, days=days, seed=seed, panel=())
            experiment = Experiment(source, base, tuple(together), probe, settings)
            experiment.switched(), experiment.twins
        except InputError as error:
            problems += [problem.inside(together[0].id) for problem in error.problems]
            continue
        if not problems:
            yield experiment
    if problems:
        raise InputError(problems)


def _of_its_own(base: Scenario, name: str, settings: Sequence[str]) -> Scenario:
    """A variant that a claim describes itself; every key that fits a pattern is set."""
    keys = [key for key, _ in quantities(base)]
    wanted = []
    for setting in settings:
        pattern, _, value = setting.partition("=")
        found = [key for key in keys if fnmatchcase(key, pattern)] if "*" in pattern else [pattern]
        if not found:
            raise InputError(
                Problem(key=pattern, expected="a pattern that some key of the scenario fits", found="none")
            )
        wanted += [f"{key}={value}" for key in found]
    return changed(base, wanted).model_copy(update={"title": name})


def value_at(scenario: Scenario, key: str) -> Value:
    """The value of a key of a scenario.

    Raises:
        InputError: the scenario has no such key, or it is no single value.
    """
    here: Any = scenario
    for part in key.split("."):
        if isinstance(here, BaseModel):
            here = getattr(here, part, None)
        elif isinstance(here, Mapping):
            here = here.get(part)
        else:
            here = None
    here = here.value if isinstance(here, Quantity) else here
    if not isinstance(here, bool | int | float | str):
        raise InputError(Problem(key=key, expected=f"a value of the scenario {scenario.title!r}", found="none"))
    return here
