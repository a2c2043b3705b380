"""What can be inferred from a run's records: hidden traits, and who is who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from glasshouse.audit.exports import SAMPLE, Export, Population, export
from glasshouse.audit.inference import Area, Attack, attack_all, attack_by_holder
from glasshouse.audit.traces import MOST, unicity_by_points
from glasshouse.documents.wording import in_days
from glasshouse.engine.loop import Progress
from glasshouse.measurement.uniqueness import unique_share
from glasshouse.observables.observable import Observable
from glasshouse.scenario import Scenario
from glasshouse.store.result import Result

_COIN, _WIDE = 0.5, 1.959964
PROBED = 1000
"""Citizens of a sample, where inference is one observable among others."""


@dataclass(frozen=True)
class Inference:
    """What holders of a run's records can infer.

    Attributes:
        people: citizens in the sample.
        days: days of records.
        attacks: how well each trait is guessed.
        unicity: by number of points known, the share of people of the sample whom they single out in it; None where
            nobody has so many.
        left_out: by number of points known, the share of the sample that has fewer, and is not tried.
        unique_registered: share of all people who are alone of their kind in the register: age, sex, town, registration,
            region.
        unique_recorded: share of all people who are alone by what is on file about them at the end.
        population: all people, among whom they are alone; those of the sample where only it is known.
        by_holder: by title of a holder by name, how well each trait is guessed from what it alone has.
    """

    people: int
    days: int
    attacks: tuple[Attack, ...]
    unicity: dict[int, float | None]
    unique_registered: float
    unique_recorded: float
    left_out: dict[int, float]
    population: int
    by_holder: dict[str, tuple[Attack, ...]] = field(default_factory=dict)

    @property
    def document(self) -> dict[str, Any]:
        """As one JSON document."""
        return {
            "people": self.people,
            "days": self.days,
            "traits": [attack.document for attack in self.attacks],
            "holders": {title: [each.document for each in found] for title, found in self.by_holder.items()},
            "unicity": {str(points): value for points, value in self.unicity.items()},
            "left_out": {str(points): share for points, share in self.left_out.items()},
            "unique": {
                "register": self.unique_registered,
                "records": self.unique_recorded,
                "people": self.population,
            },
        }

    def text(self) -> str:
        """As text for a terminal."""
        return "\n".join(_tell(self))


def infer(
    source: Result | Scenario, sample: int = SAMPLE, *, threads: int | None = None, progress: Progress | None = None
) -> Inference:
    """Attack the records of a run.

    Args:
        source: a run, or a scenario to be lived.
        sample: citizens whose records are exported.
        threads: threads to use; by default one for each core.
        progress: told after each day that is lived again.

    Raises:
        InputError: the sample is too small.
        DamagedRunError: the run does not come out the same when it is lived again.
        InterruptedRunError: stopped before the last day; nothing of it is kept.
    """
    return infer_from(export(source, sample, threads=threads, progress=progress))


def infer_from(found: Export) -> Inference:
    """Attack records that were exported."""
    tried, controls = range(1, MOST + 1), dict[str, Area]()
    alone = found.population or Population(
        len(found.citizens), unique_share(found.registered), unique_share(found.records)
    )
    return Inference(
        len(found.citizens), found.days, attack_all(found, controls),
        unicity_by_points(found.traces), alone.registered, alone.on_file,
        {points: sum(len(trace) < points for trace in found.traces) / len(found.traces) for points in tried}, alone.people,
        attack_by_holder(found, controls),
    )  # fmt: skip


def inferred(scenario: Scenario, sample: int = PROBED) -> dict[str, Observable]:
    """What can be inferred from the records of a scenario, as observables.

    Args:
        scenario: to be lived.
        sample: citizens whose records are exported.
    """
    told = infer(scenario, sample)
    found: list[Observable] = []
    for attack in told.attacks:
        name, unit = attack.trait.replace(" ", "_"), "area under the curve"
        for key, value, title in (
            (f"inferred_{name}", attack.auc, f"how well records tell who is {attack.trait}"),
            (f"inferred_beyond_register_{name}", attack.gain, f"what records add to a register: who is {attack.trait}"),
        ):
            found.append(Observable(key, value, unit, title, reason=attack.reason))
    for points, value in told.unicity.items():
        title, reason = f"people whom {points} points of their trace single out in a sample", "no trace is so long"
        key = f"singled_out_by_{points}_points"
        found.append(Observable(key, value, "share", title, reason=reason if value is None else None))
    return {each.name: each for each in found}


def interval(area: float, error: float) -> tuple[float, float]:
    """The 95 % interval of an area under the curve: 1.96 standard errors to each side, within 0 and 1."""
    return max(0.0, area - _WIDE * error), min(1.0, area + _WIDE * error)


def _area(value: float, error: float | None) -> str:
    """An area with its interval, or that a coin does as well."""
    if value <= _COIN:
        return f"no better than a coin ({value:.2f})"
    low, high = interval(value, error or 0.0)
    unless = ", which a coin may do" if low <= _COIN else ""
    return f"{value:.2f} ({low:.2f} to {high:.2f}{unless})"


def _tell_holders(by_holder: Mapping[str, tuple[Attack, ...]]) -> Iterator[str]:
    """For each holder by name, the trait about which its own records and copies add most to the register."""
    if by_holder:
        yield ""
        yield "What each holder alone can guess best, beside the register, from its own records and copies:"
    for title, attacks in by_holder.items():
        told = [each for each in attacks if each.gain is not None]
        if not told:
            yield f"  {title}: nothing that can be told"
            continue
        best = max(told, key=lambda each: each.gain or 0.0)
        yield f"  {title}: {best.trait}, {_area(best.auc or 0.0, best.error)}; register alone {best.control:.2f}"


def _tell(found: Inference) -> Iterator[str]:
    yield f"{found.people:,} citizens, {in_days(found.days)} of records"
    yield ""
    yield (
        "How well hidden traits are guessed by all holders together (0.50: a coin; 1.00: always right), with 95 % intervals and "
        "with the register alone beside it"
    )
    for each in found.attacks:
        yield _of_trait(each)
    yield from _tell_holders(found.by_holder)
    yield ""
    yield (
        f"Alone of their kind among all {found.population:,} people: by the register {found.unique_registered:.0%}, by what "
        f"is on file {found.unique_recorded:.0%}"
    )
    yield f"Singled out among the {found.people:,} people of the sample, by points of their trace:"
    for points, value in found.unicity.items():
        what = "1 point" if points == 1 else f"{points} points"
        fewer = f"; {found.left_out[points]:.0%} have fewer and are left out" if found.left_out[points] else ""
        yield f"  {what}: " + ("nobody, no trace is so long" if value is None else f"{value:.0%}{fewer}")


def _of_trait(each: Attack) -> str:
    """How well one trait is guessed, in a line."""
    if each.auc is None or each.control is None:
        return f"  {each.trait:20s}  undefined, because {each.reason}"
    said = f"{_area(each.auc, each.error)}, register alone {_area(each.control, each.control_error)}"
    return f"  {each.trait:20s}  {said}; {each.share:.0%} of people"
