"""Rules that hang on more than one record: caps, steps for repeated offences, the absence of records."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from glasshouse.documents.quantity import Days, Ratio, Records, Score
from glasshouse.documents.strict import Document
from glasshouse.schema.limits import TALLY_TOP


class Cap(Document):
    """The most that records of one kind bring in a period. Periods follow each other from day 0.

    Attributes:
        records: most records that count; 0 for no cap.
        points: most points, of either sign; 0 for no cap.
        days: length of the period.
    """

    records: Records | None = None
    points: Score | None = None
    days: Days


class Steps(Document):
    """How much more repeated conduct counts within a period. Periods follow each other from day 0.

    Attributes:
        second: what a second record counts, beside the first.
        third: what a third counts.
        later: what each later one counts.
        days: length of the period.
    """

    second: Ratio
    third: Ratio
    later: Ratio
    days: Days


class Absence(Document):
    """Points for the absence of records, judged at the end of a period: what nobody recorded counts as not done.

    Attributes:
        kind: the kind of conduct of which there must be records.
        at_least: how many there must be.
        within: length of the period in days. Periods follow each other from day 0; who had no account all through one is not
            judged at its end; of a provider that people join freely the first one counts for nobody.
        after: a kind of conduct whose record begins a period of its own (an obligation), from the next day on; while one
            runs, another begins none.
        points: what it brings if there are fewer.
    """

    kind: str
    at_least: int = Field(default=1, ge=1, le=TALLY_TOP)
    within: Days
    after: str | None = None
    points: Score


@dataclass(frozen=True)
class Tallied:
    """One row of the tallies, as a form states it.

    Attributes:
        key: where the rule stands in the system's configuration, as ``rules.litter``.
        kind: the kind of conduct whose records are counted.
        days: length of the period.
        worth: steps that no record, one record, two records … bring together, up to `TALLY_TOP`; empty for an absence.
        least: of an absence, records that there must be.
        points: of an absence, steps that it brings.
        after: of an absence, the kind of conduct whose record begins the period.
        is_idle: whether the rule is turned off, so that nothing is counted.
    """

    key: str
    kind: str
    days: int
    worth: tuple[int, ...] = ()
    least: int = 0
    points: int = 0
    after: str | None = None
    is_idle: bool = False


def worth_of(points: float, cap: Cap | None, steps: Steps | None) -> tuple[float, ...]:
    """What no record, one record, two records … of a period bring together, up to `TALLY_TOP`.

    Args:
        points: what a first record brings.
        cap: the most that records bring.
        steps: how much more repeated conduct counts.
    """
    records = cap.records.value if cap and cap.records else 0.0
    most = abs(cap.points.value) if cap and cap.points else 0.0
    sums = [0.0]
    for n, factor in enumerate(_factors(steps)):
        sums.append(sums[-1] + points * factor * (n < records or not records))
    return tuple(min(max(total, -most), most) for total in sums) if most else tuple(sums)


def _factors(steps: Steps | None) -> list[float]:
    """How much each record of a period counts, beside the first."""
    if steps is None:
        return [1.0] * TALLY_TOP
    return [1.0, steps.second.value, steps.third.value, *[steps.later.value] * (TALLY_TOP - 3)]


def counted_in(cap: Cap | None, steps: Steps | None) -> int:
    """Length of the period of a rule with a cap or steps, in days."""
    return max(1, round(next(each.days.value for each in (cap, steps) if each is not None)))
