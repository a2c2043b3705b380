"""Equality: whether people are sanctioned alike for the same conduct, whatever group they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.groups import (
    Crossing,
    Crossings,
    ImpactRatio,
    Standardised,
    crossings,
    impact_ratio,
    standardised,
)
from glasshouse.audit.figures.ratios import Discoveries, benjamini_hochberg
from glasshouse.audit.rights.answers import SEED, criterion, judged, size_of, worst_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.crossings import CROSSINGS, title_of
from glasshouse.audit.rights.document import Answer, Cell, CriterionFound, TableFound
from glasshouse.audit.rights.flips import counterfactual
from glasshouse.audit.rights.groups import FEWEST_MET, Group, groups_of
from glasshouse.audit.rights.proxies import proxies
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.strata import STRATA, Conduct, conduct_of
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred
from glasshouse.audit.undefined import Reason


@dataclass(frozen=True)
class Beside:
    """One group beside everybody else.

    Attributes:
        group: the group.
        raw: days under a sanction beside those of everybody else, whatever they did.
        equal: the same at the same conduct.
        test: what is observed beside what is expected, with the chance of so large a gap.
        false_days: days under a sanction that rest on false records, beside those of everybody else.
        spared: people who never come under a sanction, beside everybody else.
    """

    group: Group
    raw: ImpactRatio
    equal: Standardised
    test: Crossing
    false_days: ImpactRatio
    spared: ImpactRatio


@dataclass(frozen=True)
class Gaps:
    """All groups and crossings, tested together.

    Attributes:
        groups: every group of one attribute beside everybody else.
        crossed: every crossing beside everybody else.
        tests: the tests of groups, then of crossings, those alone that have a chance.
        met: people of each of these who ever come under a sanction.
        found: which of them are discoveries.
    """

    groups: tuple[Beside, ...]
    crossed: Crossings
    tests: tuple[tuple[str, Estimate], ...]
    met: tuple[int, ...]
    found: Discoveries


def equality(case: Case) -> Found:
    """Groups and crossings beside everybody else at the same conduct; one person in another group; scores and groups."""
    conduct = conduct_of(case)
    gaps = gaps_of(case, conduct)
    criteria, flipped = [_equality(case, conduct, gaps)], counterfactual(case)
    criteria += [flipped.criterion, proxies(case, conduct)]
    said = [*_sentences(conduct, gaps), *(each.sentence for each in criteria)]
    tables = (_groups(gaps), _errors(case, conduct), _crossings(gaps), _cells(conduct), flipped.table)
    return found(case, "equality", said, criteria, tables)


def gaps_of(case: Case, conduct: Conduct) -> Gaps:
    """Every group and every crossing beside everybody else, tested together."""
    groups = tuple(_beside(conduct, group) for group in groups_of(case.scheme, conduct.lived))
    hits = conduct.by_crossing(conduct.lived.days_under)
    crossed = crossings(hits, conduct.by_crossing(np.ones(hits.shape[0:1] + conduct.there.shape[1:])), SEED)
    ever = conduct.by_crossing(conduct.ever).sum((0, 2)).astype("i8")
    tried: list[tuple[str, Estimate, int, float | None]] = [
        (each.group.title, each.equal, int((conduct.ever & each.group.members).sum()), each.test.p) for each in groups
    ]
    tried += [(title_of(k), each, int(ever[k]), each.p) for k, each in enumerate(crossed.value or ())]
    # Without a chance there is no test: too few people, or nothing met anybody.
    tested = [(title, estimate, met, p) for title, estimate, met, p in tried if p is not None]
    level = case.norms.setting("false_discoveries").value
    discoveries = benjamini_hochberg(np.array([p for *_, p in tested]), level)
    tests = tuple((title, estimate) for title, estimate, *_ in tested)
    return Gaps(groups, crossed, tests, tuple(met for _, _, met, _ in tested), discoveries)


def _beside(conduct: Conduct, group: Group) -> Beside:
    people = conduct.by_group(np.ones(conduct.there.shape), group.members)
    days = conduct.by_group(conduct.lived.days_under, group.members)
    false_days = conduct.by_group(conduct.false_days, group.members).sum(2)
    spared = conduct.by_group(~conduct.ever, group.members).sum(2)
    # Everybody else is the first of the two columns, the group the second.
    everybody, tested = people.sum(2), crossings(days, people, SEED).value
    assert tested is not None
    return Beside(
        group,
        impact_ratio(days.sum(2), everybody, 1, 0, SEED),
        standardised(days, people, 1, 0, seed=SEED),
        tested[1],
        impact_ratio(false_days, everybody, 1, 0, SEED),
        impact_ratio(spared, everybody, 1, 0, SEED),
    )


def discovered(gaps: Gaps) -> list[tuple[str, Estimate]]:
    """Groups and crossings that are met more often than everybody else, and not by chance, the surest first."""
    pairs = zip(gaps.tests, gaps.found.discovered, strict=True)
    sure = [
        (title, each) for (title, each), is_one in pairs if is_one and each.value is not None and each.low is not None
    ]
    return sorted(sure, key=lambda each: -(each[1].low or 0.0))


def only_met(gaps: Gaps) -> list[str]:
    """Groups and crossings whose people alone are met, and not by chance: no ratio says how much more often.

    Those of whom fewer than `FEWEST_MET` people are met are not among them.
    """
    alone = zip(gaps.tests, gaps.met, gaps.found.discovered, strict=True)
    return [
        title
        for (title, each), met, is_one in alone
        if is_one and each.undefined == Reason.NONE_TO_COMPARE and met >= FEWEST_MET
    ]


def _equality(case: Case, conduct: Conduct, gaps: Gaps) -> CriterionFound:
    smallest = size_of(case.norms, "equality")
    evidence = ("equality", "crossings", "cells")
    if not conduct.lived.harm:
        said = "Nobody comes under a sanction, so that nobody comes under one more often than others."
        return criterion(case.norms, "equality", undefined(Reason.NO_HARM), said, evidence=evidence)
    alone = only_met(gaps)
    if alone:
        said = f"At about the same conduct, {alone[0]} come under a sanction, and nobody else does."
        none = undefined(Reason.NONE_TO_COMPARE)
        return criterion(case.norms, "equality", none, said, answer="indicated", evidence=evidence)
    title, worst = _worst(gaps, smallest)
    if worst is None:
        few = undefined(Reason.TOO_FEW_PEOPLE)
        return criterion(case.norms, "equality", few, "No group is large enough to tell.", evidence=evidence)
    groups = left_open([(each.equal, each.test) for each in gaps.groups], smallest)
    crossed = left_open([(each, each) for each in gaps.crossed.value or ()], smallest)
    answer = _answer(groups, crossed, gaps, smallest)
    said = f"At about the same conduct, {title}: {times(worst)} as many days under a sanction as everybody else."
    if answer == "cannot be told" and crossed:
        said += f" Of {crossed} crossings it is open whether they are sanctioned more often than matters."
    return criterion(case.norms, "equality", worst, said, answer=answer, evidence=evidence)


def _worst(gaps: Gaps, smallest: float | None) -> tuple[str, Estimate | None]:
    """The gap to tell of: the surest discovery that matters, else the group of one attribute that leaves most open."""
    for title, estimate in discovered(gaps):
        if judged(estimate, smallest) == "indicated":
            return title, estimate
    told = [(each.group.title, each.equal) for each in gaps.groups if each.equal.value is not None]
    return worst_of(told, smallest) if told else ("", None)


def left_open(found: Sequence[tuple[Estimate, Crossing]], smallest: float | None) -> int:
    """Of how many groups or crossings it is open whether they are sanctioned more often than matters.

    Args:
        found: ratios at the same conduct, each with its test; groups of too few people have none and are not counted.
        smallest: the smallest ratio that matters.
    """
    return sum(
        judged(ratio, smallest) != "not indicated"
        if ratio.value is not None
        else ratio.undefined == Reason.NONE_TO_COMPARE and test.observed > 0
        for ratio, test in found
    )


def _answer(groups: int, crossed: int, gaps: Gaps, smallest: float | None) -> Answer:
    """The answer, where of so many groups and crossings it is open."""
    if any(judged(each, smallest) == "indicated" for _, each in discovered(gaps)):
        return "indicated"
    return "cannot be told" if groups or crossed else "not indicated"


def times(found: Estimate) -> str:
    """A ratio with its interval."""
    if found.value is None:
        return f"a ratio that is {found.undefined.sentence if found.undefined else 'undefined'}"
    if found.low is None or found.high is None:
        return f"{found.value:.2f} times"
    unless = "cannot be told from 1; " if found.low <= 1 <= found.high else ""
    return f"{found.value:.2f} times ({unless}{found.low:.2f} to {found.high:.2f})"


def _sentences(conduct: Conduct, gaps: Gaps) -> Iterator[str]:
    sure = sum(gaps.found.discovered)
    yield (
        f"{gaps.found.tests} groups and crossings were tested together; {sure} differ from everybody else at the same conduct, "
        f"of which at most {gaps.found.expected_false:.1f} are expected to be chance."
    )
    crossed, everybody = gaps.crossed, int(conduct.there.sum())
    yield (
        f"{crossed.too_few} of {CROSSINGS} crossings have fewer than 100 people and are too few to tell: "
        f"{of_hundred(crossed.too_few_people / everybody)} people; {crossed.empty} have nobody."
    )


def _ends(each: Estimate) -> tuple[float | None, float | None, float | None]:
    return each.value, each.low, each.high


def _groups(gaps: Gaps) -> TableFound:
    q = _shares(gaps)
    rows = [
        (
            each.group.title,
            each.group.attribute,
            int(each.raw.people[1]),
            each.raw.rates[1].value,
            *_ends(each.raw),
            *_ends(each.equal),
            each.equal.left_out,
            *_ends(each.spared),
            each.test.p,
            q.get(each.group.title),
        )
        for each in gaps.groups
    ]
    return table(
        "equality",
        "Days under a sanction, each group beside everybody else",
        {
            "group": ("group", ""),
            "attribute": ("what it is told apart by", ""),
            "people": ("people", "people"),
            "days": ("days under a sanction for each of them", "days"),
            "ratio": ("times as many as everybody else", "ratio"),
            "ratio_low": ("lower end of the 95% interval over communities", "ratio"),
            "ratio_high": ("upper end", "ratio"),
            "at_same_conduct": ("times as many at the same conduct", "ratio"),
            "low": ("lower end", "ratio"),
            "high": ("upper end", "ratio"),
            "left_out": ("share of people whose conduct only one side shows", "share"),
            "spared": ("times as often never sanctioned", "ratio"),
            "spared_low": ("lower end", "ratio"),
            "spared_high": ("upper end", "ratio"),
            "p": ("chance of so large a gap at the same conduct if there is none", "share"),
            "q": ("share of false findings if this and all surer ones are taken for findings", "share"),
        },
        rows,
    )


def _shares(gaps: Gaps) -> dict[str, float]:
    return {title: q for (title, _), q in zip(gaps.tests, gaps.found.value or (), strict=True)}


def _errors(case: Case, conduct: Conduct) -> TableFound:
    return table(
        "error_rates",
        "Errors by group",
        {
            "group": ("group", ""),
            "attribute": ("what it is told apart by", ""),
            "false_days": ("days under a sanction that rest on false records, for each person", "days"),
            "low": ("lower end of the 95% interval over communities", "days"),
            "high": ("upper end", "days"),
            "false_positives": ("of those who did nothing that costs, share ever under a sanction", "share"),
            "true_positives": ("of those who did, share ever under one", "share"),
            "false_discoveries": ("of those ever under one, share who did nothing that costs", "share"),
        },
        [_error_row(conduct, group) for group in groups_of(case.scheme, conduct.lived)],
    )


def _error_row(conduct: Conduct, group: Group) -> tuple[Cell, ...]:
    people = conduct.by_group(np.ones(conduct.there.shape), group.members)
    ever = conduct.by_group(conduct.ever, group.members)
    wrong = impact_ratio(conduct.by_group(conduct.false_days, group.members).sum(2), people.sum(2), 1, 0, SEED).rates[1]
    rates: Sequence[Estimate] = [
        impact_ratio(hits, of, 1, 0, SEED).rates[1]
        for hits, of in (
            (ever[..., 0], people[..., 0]),
            (ever[..., 1:].sum(2), people[..., 1:].sum(2)),
            (ever[..., 0], ever.sum(2)),
        )
    ]
    return (group.title, group.attribute, *_ends(wrong), *(each.value for each in rates))


def _crossings(gaps: Gaps) -> TableFound:
    q = _shares(gaps)
    rows = [
        (
            title_of(k),
            int(each.people),
            each.observed,
            each.expected,
            *_ends(each),
            each.p,
            q.get(title_of(k)),
            str(each.undefined) if each.undefined else "",
        )
        for k, each in sorted(enumerate(gaps.crossed.value or ()), key=lambda pair: _rank(pair[1]))
        if each.people
    ]
    return table(
        "crossings",
        "Crossings beside everybody else at the same conduct",
        {
            "crossing": ("crossing of six attributes", ""),
            "people": ("people", "people"),
            "days": ("days under a sanction", "person-days"),
            "expected": ("as many as are expected at the rates of everybody else at the same conduct", "person-days"),
            "ratio": ("the first over the second", "ratio"),
            "low": ("lower end of the 95% interval over communities", "ratio"),
            "high": ("upper end", "ratio"),
            "p": ("chance of so large a gap if there is none", "share"),
            "q": ("share of false findings if this and all surer ones are taken for findings", "share"),
            "why": ("why nothing is told", ""),
        },
        rows,
    )


def _rank(crossing: Crossing) -> tuple[bool, float]:
    """The widest gaps first, those that are not told last."""
    return crossing.value is None, -(crossing.value or 0.0)


def _cells(conduct: Conduct) -> TableFound:
    days, false = conduct.lived.days_under, conduct.false_days
    counts = [
        conduct.by_crossing(each).sum(0).astype("i8") for each in (np.ones(days.shape), days, conduct.ever, false)
    ]
    rows = [
        (title_of(k), STRATA[s], *(int(each[k, s]) for each in counts))
        for k, s in zip(*np.nonzero(counts[0]), strict=True)
    ]
    return table(
        "cells",
        "People by crossing and conduct",
        {
            "crossing": ("crossing of six attributes", ""),
            "conduct": ("what true acts would cost, if each was recorded", ""),
            "people": ("people", "people"),
            "sanctioned_days": ("days under a sanction", "person-days"),
            "ever": ("people who were ever under one", "people"),
            "wronged_days": ("days under a sanction that would not be without false records", "person-days"),
        },
        rows,
    )
