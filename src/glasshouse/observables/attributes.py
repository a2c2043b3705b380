"""What befell people by attributes that a scenario declares: gaps between those who have one and all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.measurement.totals import AttributeLabel, SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share

_YEAR = 365


def observe_attributes(
    totals: Totals, attributes: Sequence[AttributeLabel], systems: Sequence[SystemLabel]
) -> Iterator[Observable]:
    """The observables of declared attributes; none where the scenario declares none.

    Args:
        totals: the run's exact counts.
        attributes: the attributes, by number.
        systems: the systems, by number.
    """
    for a, attribute in enumerate(attributes):
        name, people = attribute.name, int(totals.snapshot["attribute_people"][a])
        yield share(f"has_{name}", people, totals.people, f"people with {attribute.title}", "nobody is there")
        yield from _gaps(totals, a, attribute, people)
        for s, system in enumerate(systems):
            if system.capabilities.has_scale and system.capabilities.judges:
                yield _score_gap(totals, a, attribute, s, system)
            if name in system.attributes:
                yield _error(totals, a, attribute, s, system)


def _gaps(totals: Totals, a: int, attribute: AttributeLabel, people: int) -> Iterator[Observable]:
    """Days under a sanction and refusals of those who have it, beyond those of all others."""
    counts = totals.day_counts
    for name, field, whole, scale, unit, title in (
        ("sanctioned_gap", "sanctioned", "sanctioned", 1, "share", "days under a sanction"),
        ("denied_gap", "denied", "denied_group", 1000 * _YEAR, "per 1,000 people and year", "attempts denied"),
    ):
        mine, everybody = int(counts[f"attribute_{field}"][a]), sum_of(counts[whole])
        others = totals.people - people
        words = f"{title}, of people with {attribute.title} beyond those of all others"
        if not people or not others:
            yield Observable(f"{name}_{attribute.name}", None, unit, words, reason="everybody has it, or nobody")
            continue
        days = totals.person_days / totals.people
        gap = (mine / people - (everybody - mine) / others) / days
        yield Observable(f"{name}_{attribute.name}", gap * scale, unit, words, counts=(mine, everybody - mine))


def _score_gap(totals: Totals, a: int, attribute: AttributeLabel, s: int, system: SystemLabel) -> Observable:
    snapshot = totals.snapshot
    members, codes = int(snapshot["attribute_members"][s, a]), int(snapshot["attribute_codes"][s, a])
    others, their_codes = sum_of(snapshot["members"][s]) - members, sum_of(snapshot["codes"][s]) - codes
    name, title = f"score_gap_{attribute.name}_{system.name}", f"{system.title}: mean score with {attribute.title}"
    title += " less that of all others, at the end"
    if not members or not others:
        reason = "everybody with an account has it, or nobody"
        return Observable(name, None, "points", title, system.name, reason)
    gap = system.score(codes / members) - system.score(their_codes / others)
    return Observable(name, gap, "points", title, system.name, counts=(codes, their_codes))


def _error(totals: Totals, a: int, attribute: AttributeLabel, s: int, system: SystemLabel) -> Observable:
    """How much of what a system has on file of an attribute is not so."""
    wrong, right = (int(n) for n in totals.snapshot["attribute_disclosed"][s, :, a])
    title, nobody = f"{system.title}: {attribute.title} on file at the end, which is not so", "it is on nobody's file"
    return share(f"wrongly_on_file_{attribute.name}_{system.name}", wrong, wrong + right, title, nobody, system.name)
