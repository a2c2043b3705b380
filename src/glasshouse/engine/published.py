"""Published figures beside the run's own: what was put in, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from glasshouse import facts

if TYPE_CHECKING:
    from glasshouse.engine.run import Run

ADULTS = 1120.0
"""Adults in China, million, about 2024: the whole to which national counts are related."""

FEWEST = 10
"""Events that must be expected before a comparison says anything."""
_LISTED_YEAR = "per listed person and year"
_BLOCKED = "From the end of 2018 to July 2019, over the people on the list in early 2020."
_ADULTS = f"Over about {ADULTS:,.0f} million adults."
_YEARLY = "per 1,000 people and year"


@dataclass(frozen=True)
class Comparison:
    """A published figure and what of a run it is compared with.

    Attributes:
        systems: names of the systems to which it belongs.
        title: what is compared.
        fact: path of the figure.
        published: the figure in `unit`, from the library.
        ours: the same of a run, for the number of the system; None where the run cannot tell.
        unit: unit of both.
        role: ``in`` if the figure was put into the model, ``out`` if it was not.
        factor: how many times greater or smaller ours may be.
        note: how the figure was turned into this one.
    """

    systems: tuple[str, ...]
    title: str
    fact: str
    published: Callable[[], float]
    ours: Callable[[Run, int], float | None]
    unit: str
    role: Literal["in", "out"]
    factor: float
    note: str


def compare_with_published(run: Run) -> list[dict[str, Any]]:
    """The comparisons that belong to the run's systems, as they stand in a results document."""
    return list(_compared(run))


def _compared(run: Run) -> Iterator[dict[str, Any]]:
    for s, system in enumerate(run.labels.systems):
        for each in COMPARISONS:
            if system.name in each.systems:
                yield _document(run, s, each)


def _document(run: Run, s: int, each: Comparison) -> dict[str, Any]:
    figure = facts.get(each.fact.partition(".")[0])
    published, ours = each.published(), each.ours(run, s)
    ratio = None if ours is None or not published else ours / published
    meets = None if ratio is None else 1 / each.factor <= ratio <= each.factor
    note = each.note
    if _expected(run, s, each.unit, published) < FEWEST:
        meets, note = None, f"{note} This run is too small or too short to tell."
    return {
        "title": each.title, "system": run.labels.systems[s].name, "fact": each.fact, "source": figure.source,
        "as_of": figure.as_of, "published": published, "ours": ours, "unit": each.unit, "role": each.role,
        "ratio": ratio, "factor": each.factor, "meets": meets, "note": note,
    }  # fmt: skip


def _expected(run: Run, s: int, unit: str, published: float) -> float:
    """Events that a run of this size would show if it met the published figure."""
    if unit == _YEARLY:
        return published * run.totals.person_days / 365_000
    if unit == _LISTED_YEAR:
        return published * int(run.totals.tally["listed"][s]) / 365
    if unit == "share":
        return published * run.totals.people
    return float(run.totals.counts[s]["deductions"]) * published


def _per_thousand_adults(path: str) -> Callable[[], float]:
    return lambda: facts.number(path).value / ADULTS * 1000


def _observed(name: str) -> Callable[[Run, int], float | None]:
    return lambda run, s: run.observables[name.format(run.labels.systems[s].name)].value


def _leaving(run: Run, s: int) -> float:
    counts = run.totals.counts[s]
    left = sum(int(counts[field]) for field in ("expired", "repaired", "corrected"))
    return left * 1000 * 365 / run.totals.person_days


def _per_listed(series: str) -> Callable[[], float]:
    """Blocked tickets a year for each listed person, from the first half of 2019 (190 days) and the stock of 2020."""

    def published() -> float:
        first, last = (facts.number(f"{series}.{day}").value for day in ("2018-12-31", "2019-07-09"))
        return (last - first) * 365 / 190 / facts.number("blacklist_current_stock.2020-02").value

    return published


def _denied_per_listed(kind: str) -> Callable[[Run, int], float | None]:
    def ours(run: Run, s: int) -> float | None:
        numbers = [k for k, each in enumerate(run.labels.kinds) if each.name == kind]
        listed = int(run.totals.tally["listed"][s])
        return int(run.totals.tally["denied"][numbers[0]]) * 365 / listed if numbers and listed else None

    return ours


def _rewards() -> float:
    records = "rongcheng_records_2015"
    return facts.number(f"{records}.reward_records").value / facts.number(f"{records}.dishonesty_records").value


COMPARISONS: tuple[Comparison, ...] = (
    Comparison(
        ("court-list",), "people on the court list", "blacklist_current_stock.2023-12",
        lambda: facts.number("blacklist_current_stock.2023-12").value / ADULTS,
        _observed("listed_share_{}"), "share", "in", 1.5, _ADULTS,
    ),
    Comparison(
        ("court-list",), "new listings", "blacklist_flows_2024.added_million",
        _per_thousand_adults("blacklist_flows_2024.added_million"),
        _observed("listings_per_1000_years_{}"), _YEARLY, "in", 1.5, _ADULTS,
    ),
    Comparison(
        ("court-list",), "people leaving the list", "blacklist_flows_2024.restored_million",
        _per_thousand_adults("blacklist_flows_2024.restored_million"), _leaving, _YEARLY, "out", 2.0, _ADULTS,
    ),
    Comparison(
        ("court-list",), "flights denied", "blocked_flights_series.2019-07-09", _per_listed("blocked_flights_series"),
        _denied_per_listed("book-flight"), _LISTED_YEAR, "out", 3.0, _BLOCKED,
    ),
    Comparison(
        ("court-list",), "fast trains denied", "blocked_trains_series.2019-07-09", _per_listed("blocked_trains_series"),
        _denied_per_listed("book-train"), _LISTED_YEAR, "out", 3.0, _BLOCKED,
    ),
    Comparison(
        ("sesame", "sesame-b"), "members who hire without deposit (from 600)",
        "sesame_hangzhou_penetration.deposit_free_share_of_registered",
        lambda: facts.number("sesame_hangzhou_penetration.deposit_free_share_of_registered").value,
        _observed("share_above_600_{}"), "share", "out", 1.5, "Which line the report means is not said.",
    ),
    Comparison(
        ("rongcheng",), "records of merit for each record of dishonesty", "rongcheng_records_2015.reward_records",
        _rewards, _observed("rewards_per_deduction_{}"), "ratio", "out", 2.0, "Records kept by the end of 2015.",
    ),
)  # fmt: skip
"""What is compared; a factor of 1.5 means that ours may be up to half as much again, or a third less."""
