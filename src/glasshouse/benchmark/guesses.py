"""How often the 95 % intervals of `infer` cover the mean area over many seeds, and how wide they are beside the ideal ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from glasshouse.audit.infer import infer, interval
from glasshouse.audit.inference import Attack
from glasshouse.benchmark.coverage import Row, row_of
from glasshouse.scenario import Scenario, changed, load
from glasshouse.worlds.intervals import Span

NORMAL = 1.959964
"""Standard deviations of an ideal half-width: the area of one seed is about normal."""
REGISTER, RECORDS = "infer, the register alone", "infer, with records"


@dataclass(frozen=True)
class Sample:
    """Records that are attacked.

    Attributes:
        scenario: whose.
        citizens: people.
        days: days.
        seeds: how many seeds, from 1.
        sample: citizens whose records are attacked.
    """

    scenario: str
    citizens: int
    days: int
    seeds: int
    sample: int

    def world(self, seed: int) -> Scenario:
        """The scenario with one seed."""
        base = changed(load(self.scenario), [f"citizens={self.citizens}", f"days={self.days}"])
        return base.model_copy(update={"seed": seed, "panel": ()})

    def __str__(self) -> str:
        return (
            f"infer {self.scenario}, {self.sample:,} of {self.citizens:,} people, {self.days} days, {self.seeds} seeds"
        )


def measure_guesses(sample: Sample, told: Callable[[int], None] = lambda _: None) -> list[Row]:
    """How often the intervals of each trait cover, with records and with the register alone.

    Args:
        sample: whose records are attacked.
        told: told after each seed.
    """
    found: list[Mapping[str, Attack]] = []
    for seed in range(1, sample.seeds + 1):
        found.append({each.trait: each for each in infer(sample.world(seed), sample.sample).attacks})
        told(seed)
    return list(judge_guesses(found))


def judge_guesses(found: Sequence[Mapping[str, Attack]]) -> Iterator[Row]:
    """How often intervals cover, from the attacks of each seed by trait; a trait that some seed does not tell is left out.

    Args:
        found: the attacks, one mapping for each seed.
    """
    for trait in found[0]:
        said = [each[trait] for each in found]
        for kind, areas in (
            (RECORDS, [(each.auc, each.error) for each in said]),
            (REGISTER, [(each.control, each.control_error) for each in said]),
        ):
            known = [(area, error) for area, error in areas if area is not None and error is not None]
            if len(known) == len(areas):
                values = [area for area, _ in known]
                spans = [Span(*interval(area, error)) for area, error in known]
                yield row_of(trait, mean(values), stdev(values), kind, spans, NORMAL)
