"""The steps of a trial of one claim, in the order of their cost; it stops at the first after which the verdict stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from glasshouse.claims.bench import Bench, Effect, Lived, Point, starred
from glasshouse.claims.evidence import Evidence, Secondary, Sham
from glasshouse.claims.points import live_points
from glasshouse.claims.power import plan_size
from glasshouse.claims.reach import find_reach
from glasshouse.claims.size import Size
from glasshouse.claims.switching import find_links_of
from glasshouse.claims.verdict import decide
from glasshouse.documents.toml import parse_toml
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.observables.smallest import smallest_of
from glasshouse.scenario import LADDER

NOBODY_SEEN: Final = ("channels.*.coverage.*=0", "consequences.enabled=false")
"""The sham of a contrast with a world that has no system: the systems are there and known, see nobody, and nothing follows."""
Step = Callable[[Bench, Evidence, Size], Evidence]


def try_claim(bench: Bench, size: Size) -> Evidence:
    """All that is to be found out about a claim.

    Args:
        bench: the claim's bench.
        size: the size of the trial.

    Raises:
        InputError: an observable that the scenario does not have; lists every one.
        InterruptedRunError: stopped before the end.
    """
    evidence = _look(bench, size)
    for step in _STEPS:
        if decide(evidence) is not None:
            break
        evidence = step(bench, evidence, size)
    return replace(evidence, digests=tuple(bench.digests))


def _look(bench: Bench, size: Size) -> Evidence:
    """The pilot: the effect at the scenario's own values."""
    lived = bench.lived([{}], bench.base.citizens, size.replicates)
    _check(bench, lived)
    told, effect = lived.swept.document["observables"][bench.claim.observable], lived.effect(bench.claim.observable)
    smallest = bench.claim.smallest.size(effect.twin)
    evidence = Evidence(bench.claim, effect, told["unit"], told["title"], smallest, bench.base.days, size.is_full)
    return _beside(bench, evidence, lived, size)


def _check(bench: Bench, lived: Lived) -> None:
    claim, known = bench.claim, lived.swept.document["observables"]
    wanted = [("observable", claim.observable), *(("secondaries", each.observable) for each in claim.secondaries)]
    wanted += [("beside", name) for name in claim.beside]
    expected = "an observable of its scenario"
    problems = [
        Problem(key=f"{claim.id}.{key}", expected=expected, found=repr(name), nearest=nearest_name(name, known))
        for key, name in wanted
        if name not in known
    ]
    if problems:
        raise InputError(problems)


def _beside(bench: Bench, evidence: Evidence, lived: Lived, size: Size) -> Evidence:
    """What is told beside the effect from the same worlds, and the effect against the other steps of the ladder."""
    claim, known = bench.claim, lived.swept.document["observables"]

    def secondary(number: int) -> Secondary:
        expected = claim.secondaries[number]
        effect, smallest = lived.effect(expected.observable), smallest_of(expected.observable)
        told = known[expected.observable]
        least = smallest.size(effect.twin) if smallest else None
        return Secondary(expected, effect, least, told["unit"], told["title"])

    beside = {name: (lived.effect(name), known[name]["unit"], known[name]["title"]) for name in claim.beside}
    return replace(
        evidence,
        secondaries=tuple(secondary(k) for k in range(len(claim.secondaries))),
        beside=beside,
        ladder=_ladder(bench, size) if claim.ladder else {},
    )


def _ladder(bench: Bench, size: Size) -> dict[str, Effect]:
    claim = bench.claim
    twins = [bench.variant(name) for name in claim.ladder]
    lived = bench.lived([{}], bench.base.citizens, size.replicates, twins)
    rungs = zip(claim.ladder, lived.swept.worlds[1:], strict=True)
    return {name: replace(lived, twin=called).effect(claim.observable) for name, called in rungs}


def _reach(bench: Bench, evidence: Evidence, size: Size) -> Evidence:
    assert evidence.smallest is not None
    people, points = bench.base.citizens, max(size.points[2], size.points[0] // 4)
    return replace(
        evidence, reach=find_reach(bench, evidence.value, evidence.smallest, people, size.replicates, points)
    )


def _power(bench: Bench, evidence: Evidence, size: Size) -> Evidence:
    assert evidence.smallest is not None
    power = plan_size(evidence.effect, evidence.smallest, bench.base.citizens, bench.base.days, size)
    return replace(evidence, power=power)


def _enough_people(bench: Bench, evidence: Evidence, size: Size) -> Evidence:
    """The effect once more, with as many people as it needs."""
    power = evidence.power
    assert power is not None
    if power.citizens == bench.base.citizens:
        return evidence
    lived = bench.lived([{}], power.citizens, size.replicates)
    evidence = replace(evidence, effect=lived.effect(bench.claim.observable))
    return _beside(bench, evidence, lived, size)


def _sham(bench: Bench, evidence: Evidence, size: Size) -> Evidence:
    settings = sham_of(bench)
    if not settings:
        return evidence
    point: Point = {
        key: parse_toml(f"it={value}")["it"] for key, _, value in (each.partition("=") for each in settings)
    }
    effect = bench.lived([point], bench.base.citizens, size.replicates).effect(bench.claim.observable)
    # A mean over seeds may lie off nothing by luck: it fails where it is as large as matters, and larger than its own spread.
    spread = 2 * (effect.sd or 0.0) / size.replicates**0.5
    ok = effect.value is None or abs(effect.value) < max(evidence.smallest or 0.0, spread)
    return replace(evidence, sham=Sham(effect, ok))


def sham_of(bench: Bench) -> list[str]:
    """The settings of a claim's sham; none where there is no such thing."""
    claim = bench.claim
    if claim.sham:
        return starred(bench.base, claim.sham)
    rung = claim.against in LADDER and not claim.no_sham
    return starred(bench.base, NOBODY_SEEN) if rung else []


def _links(bench: Bench, evidence: Evidence, _: Size) -> Evidence:
    assert evidence.smallest is not None
    assert evidence.power is not None
    if evidence.value < evidence.smallest:  # there is nothing that could be put in
        return replace(evidence, links_asked=True)
    links = find_links_of(bench, evidence.smallest, evidence.power.point_citizens)
    return replace(evidence, links=links, links_asked=True)


def _points(bench: Bench, evidence: Evidence, _: Size) -> Evidence:
    power = evidence.power
    assert power is not None
    assert evidence.smallest is not None
    return replace(evidence, points=live_points(bench, evidence.smallest, power.point_citizens, power.points))


_STEPS: Final[tuple[Step, ...]] = (_reach, _power, _enough_people, _sham, _links, _points)
