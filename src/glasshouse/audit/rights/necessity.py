"""Necessity: whether less would reach as much of what the scheme is said to be for, at less harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.ratios import fieller
from glasshouse.audit.rights.answers import criterion
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Answer, Cell, CriterionFound, TableFound
from glasshouse.audit.rights.fines import fined
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.undefined import Reason
from glasshouse.observables.smallest import smallest_of
from glasshouse.protections.harms import AIMS, Counted, counted
from glasshouse.scenario import Scenario, variant
from glasshouse.worlds.intervals import over_seeds

HARM: Final = "sanctioned_share_of_days"
OFFENCES: Final = "offences_per_1000_days"
YEAR: Final = 365
"""Days after which nothing counts any more in a narrow scheme; fewer where its own law says so."""


@dataclass(frozen=True)
class _Way:
    """A way of doing less.

    Attributes:
        id: its name.
        title: what it is.
        scenario: the scheme done so; None where there is no such way.
    """

    id: str
    title: str
    scenario: Scenario | None


@dataclass(frozen=True)
class _Difference:
    """What a way of doing less changes in one official aim: its value less the scheme's, over seeds."""

    aim: Counted
    scheme: float
    way: float
    low: float | None
    high: float | None
    smallest: float | None

    @property
    def is_as_good(self) -> bool | None:
        """Whether it reaches as much, by less than matters; None where that cannot be told."""
        worse = self.aim.sign(self.scheme)
        if self.low is None or self.high is None:
            return self.way == self.scheme or None
        # How much worse it is at least, and how much worse it may be.
        least, most = sorted((worse * self.low, worse * self.high))
        if self.smallest is None or most <= self.smallest:
            return True if self.smallest is not None else None
        return False if least > self.smallest else None


def necessity(case: Case) -> Found:
    """The scheme beside ways of doing less, over seeds."""
    ways = [each for each in _ways(case) if each.scenario is not None]
    scheme = _over_seeds(case, case.scheme)
    lived = {way.id: _over_seeds(case, way.scenario) for way in ways if way.scenario is not None}
    answers = {way.id: _answer(case, scheme, lived[way.id]) for way in ways}
    said = [*_sentences(ways, answers, scheme, lived), _price(scheme, lived["nothing"])]
    if "fines" not in lived:
        said.append(
            "Nothing that this scheme counts against people is against any law, so that nothing could be fined."
        )
    milder = [way for way in ways if (_mean(lived[way.id], HARM) or 0.0) < (_mean(scheme, HARM) or 0.0)]
    return found(
        case,
        "necessity",
        said,
        (_criterion(case, milder, answers, said[0]),),
        (_table(case, ways, answers, scheme, lived),),
    )


def _ways(case: Case) -> Iterator[_Way]:
    scheme = case.scheme
    yield _Way("nothing", "nothing is watched and nobody is judged", variant(scheme, "nothing"))
    yield _Way("scoring", "people are judged and nothing follows", variant(scheme, "scoring"))
    fines = fined(scheme, case.norms)
    yield _Way("fines", "what some law forbids is fined and nobody is scored", fines)
    own = scheme.safeguards
    law = {"purpose_limits": True, "no_contacts": True, "forget_after": min(own.forget_after or YEAR, YEAR)}
    narrow = scheme.model_copy(update={"safeguards": own.model_copy(update=law)})
    yield _Way("narrow", "only records of oneself, of its own purpose and of one year count", narrow)


def _over_seeds(case: Case, scenario: Scenario) -> list[Lived]:
    return [case.bench.live(scenario.model_copy(update={"seed": seed})) for seed in case.seeds]


def _values(lived: Sequence[Lived], name: str) -> np.ndarray | None:
    """An observable with each seed; None where it is undefined with some."""
    known = [value for value in (each.values.get(name) for each in lived) if value is not None]
    return np.array(known) if len(known) == len(lived) else None


def _mean(lived: Sequence[Lived], name: str) -> float | None:
    values = _values(lived, name)
    return None if values is None else float(values.mean())


def _answer(case: Case, scheme: Sequence[Lived], way: Sequence[Lived]) -> dict[str, _Difference]:
    """What a way changes in each aim that is defined in both."""
    aims = counted(AIMS, scheme[0].values)
    found = {name: _difference(name, aim, scheme, way) for name, aim in aims.items()}
    return {name: each for name, each in found.items() if each is not None}


def _difference(name: str, aim: Counted, scheme: Sequence[Lived], way: Sequence[Lived]) -> _Difference | None:
    """What a way changes in one aim; None where it is undefined with some seed."""
    ours, theirs = _values(scheme, name), _values(way, name)
    if ours is None or theirs is None:
        return None
    # The same people with the same luck under both, so that differences are taken seed by seed.
    span, size = over_seeds((theirs - ours).tolist()), smallest_of(name)
    means = float(ours.mean()), float(theirs.mean())
    return _Difference(aim, *means, span.low, span.high, size.size(means[1]) if size is not None else None)


def _reaches(differences: Mapping[str, _Difference]) -> bool | None:
    """Whether every aim is reached as much; None where that cannot be told of some and is false of none."""
    said = [each.is_as_good for each in differences.values()]
    if not said or any(each is False for each in said):
        return False if said else None
    return True if all(said) else None


def _criterion(
    case: Case, milder: Sequence[_Way], answers: Mapping[str, Mapping[str, _Difference]], sentence: str
) -> CriterionFound:
    """Indicated where a way with less harm reaches as much; undefined where there is no harm that could be less."""
    if not milder:
        return criterion(
            case.norms, "necessity", undefined(Reason.NO_HARM), "Nobody comes under a sanction: there is no less."
        )
    reached = [_reaches(answers[way.id]) for way in milder]
    answer: Answer = "cannot be told" if None in reached else "not indicated"
    if True in reached:
        answer = "indicated"
    share = _prevented(answers["nothing"].get(OFFENCES))
    return criterion(case.norms, "necessity", share, sentence, answer=answer, evidence=("necessity",))


def _prevented(offences: _Difference | None) -> Estimate:
    """The share of offences that the scheme prevents, against a world without it."""
    if offences is None or not offences.way:
        return undefined(Reason.NOT_GIVEN)
    ends = sorted(end / offences.way for end in (offences.low, offences.high) if end is not None)
    value, has_width = 1 - offences.scheme / offences.way, len(set(ends)) == 2
    return Estimate(value=value, low=ends[0], high=ends[1]) if has_width else Estimate(value=value)


def _sentences(
    ways: Sequence[_Way],
    answers: Mapping[str, Mapping[str, _Difference]],
    scheme: Sequence[Lived],
    lived: Mapping[str, Sequence[Lived]],
) -> Iterator[str]:
    said = {
        True: "reaches as much of every official aim",
        False: "reaches less of some official aim",
        None: "may or may not reach as much of the official aims",
    }
    # Page one has room for the first sentence alone: what narrows the scheme is nearer to it than doing without.
    harm, begins = _mean(scheme, HARM) or 0.0, "Under the scheme {} are lived under a sanction. "
    for k, way in enumerate(reversed(ways)):
        theirs = _mean(lived[way.id], HARM) or 0.0
        more = f"If {way.title}, it is {_days(theirs)}; that {said[_reaches(answers[way.id])]}."
        yield more if k else begins.format(_days(harm)) + more


def _days(share: float) -> str:
    return f"{share * 100:.2g} of 100 days" if share else "none"


def _price(scheme: Sequence[Lived], nothing: Sequence[Lived]) -> str:
    """Offences prevented for each day of harm, with Fieller's interval."""
    ours, theirs, harm = _values(scheme, OFFENCES), _values(nothing, OFFENCES), _values(scheme, HARM)
    if ours is None or theirs is None or harm is None:
        return "Offences prevented for each day under a sanction: undefined, because they are undefined with some seed."
    ratio = fieller(theirs - ours, 1000 * harm)
    if ratio.value is None or ratio.low is None or ratio.high is None:
        reason = ratio.undefined or ratio.no_interval or Reason.HARM_NOT_TOLD
        return f"Offences prevented for each day under a sanction: undefined, because: {reason}."
    return (
        f"For each day under a sanction {ratio.value:.2g} offences are prevented ({ratio.low:.2g} to {ratio.high:.2g}), against "
        "a world without the scheme."
    )


def _table(
    case: Case,
    ways: Sequence[_Way],
    answers: Mapping[str, Mapping[str, _Difference]],
    scheme: Sequence[Lived],
    lived: Mapping[str, Sequence[Lived]],
) -> TableFound:
    rows: list[tuple[Cell, ...]] = []
    under = _mean(scheme, HARM)
    words = {True: "as much", False: "less", None: "cannot be told"}
    for way in ways:
        harm = _mean(lived[way.id], HARM)
        for name, each in answers[way.id].items():
            said = way.title, harm, scheme[0].titles[name], scheme[0].units[name]
            rows.append(
                (*said, each.scheme, each.way, each.low, each.high, words[each.is_as_good], under, way.id, name)
            )
    return table(
        "necessity",
        f"Ways of doing less, over {len(case.seeds)} seeds",
        {
            "way": ("what is done instead", ""),
            "harm": ("share of days under a sanction", "share"),
            "aim": ("official aim", ""),
            "unit": ("its unit", ""),
            "scheme": ("under the scheme", ""),
            "instead": ("instead", ""),
            "low": ("lower end of the 95% interval of instead less scheme, over seeds", ""),
            "high": ("upper end", ""),
            "reaches": ("whether it reaches as much", ""),
            "harm_under_scheme": ("share of days under a sanction under the scheme", "share"),
            "id": ("short name of what is done instead", ""),
            "observable": ("name of the aim's observable", ""),
        },
        rows,
    )
