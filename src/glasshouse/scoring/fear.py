"""Where the sanctions of a system are felt: in which domains of life, and how much of each sanction's weight in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from glasshouse.documents.vocabulary import DeclaredContext, Measure
from glasshouse.library.domains import domain_of
from glasshouse.schema.codes import DOMAINS
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.rules import Names, refusal_measures
from glasshouse.scoring.systems import System

Shares = tuple[float, ...]
"""A number for each domain of fear."""
_NONE: Mapping[str, DeclaredContext] = {}


@dataclass(frozen=True)
class Contexts:
    """Where a scenario's conduct lies.

    Attributes:
        kinds: the context of each kind of conduct.
        declared: contexts that the scenario declares beside the library's.
    """

    kinds: Mapping[str, str]
    declared: Mapping[str, DeclaredContext] = field(default_factory=dict)

    def domain(self, kind: str) -> int:
        """The domain of fear in which a kind of conduct lies."""
        return domain_of(self.kinds[kind], self.declared)


def judged(name: str, systems: Mapping[str, System], contexts: Contexts) -> Shares:
    """How much a system judges each domain: what one record there may cost at most, beside the dearest record of all.

    Args:
        name: the system's name.
        systems: all systems of the scenario: who reads another system judges where that one does.
        contexts: where the scenario's conduct lies.

    Returns:
        A share for each domain: 1 where the dearest record lies; zeros where it judges nobody by records.
    """
    system = systems[name]
    form, found = form_of(system), [0.0] * len(DOMAINS)
    for kind, stake in form.stakes(system, contexts.kinds).items():
        found[contexts.domain(kind)] = max(found[contexts.domain(kind)], stake)
    most = max(found)
    own = [stake / most if most else 0.0 for stake in found]
    others = (judged(other, systems, contexts) for other in form.sources(system) if other in systems)
    return tuple(max(shares) for shares in zip(own, *others, strict=True))


def felt_in(measure: Measure, shares: Shares, cause: float, declared: Mapping[str, DeclaredContext] = _NONE) -> Shares:
    """How much of one sanction's weight is felt in each domain.

    Args:
        measure: the sanction.
        shares: how much its system judges each domain.
        cause: how much is felt where the system judges instead of where the sanction bites; none if it judges nowhere.
        declared: contexts that the scenario declares.
    """
    by_cause, weight = cause if any(shares) else 0.0, measure.burden_weight.value
    bites = domain_of(measure.context, declared)
    return tuple(weight * ((1 - by_cause) * (d == bites) + by_cause * share) for d, share in enumerate(shares))


def encode_fear(
    parameters: np.void,
    table: np.ndarray,
    systems: Mapping[str, System],
    contexts: Contexts,
    names: Names,
    cause: float,
) -> None:
    """Fill in where each band's sanctions are felt, and each sanction's own, for caps; the rest is filled in already.

    Args:
        parameters: the scenario's record.
        table: the systems' records.
        systems: their configurations.
        contexts: where the scenario's conduct lies.
        names: numbers of the measures.
        cause: share that is felt where a system judges.
    """
    bits = {number: key for key, number in names.measures.items()}
    shares = {name: judged(name, systems, contexts) for name in systems}
    for n in range(int(parameters["sanctions"])):
        name, label = bits[int(parameters["sanction"][n])]
        parameters["sanction_in"][n] = felt_in(systems[name].measures[label], shares[name], cause, contexts.declared)
    late = {key: r for key, r in names.tallies.items() if key[1].startswith("measures.")}
    for (name, key), r in late.items():
        measure = systems[name].measures[key.partition(".")[2]]
        parameters["tally_burden_in"][r] = _felt_of_sanction(measure, shares[name], cause, contexts)
    for row, (name, system) in zip(table, systems.items(), strict=False):
        for b, band in enumerate(form_of(system).bands(system)):
            for measure in (m for m in map(system.measures.__getitem__, band.measures) if m.after is None):
                felt = _felt_of_sanction(measure, shares[name], cause, contexts)
                row[_PLACES[measure.falls_on]][b, -len(DOMAINS) :] += felt
        _encode_refusal(row, system, shares[name], cause, contexts)


def _felt_of_sanction(measure: Measure, shares: Shares, cause: float, contexts: Contexts) -> Shares:
    """Where a sanction is felt; an entitlement is felt nowhere."""
    if measure.type != "sanction":
        return (0.0,) * len(DOMAINS)
    return felt_in(measure, shares, cause, contexts.declared)


_PLACES = {"holder": "burden_in", "workers": "workers_share", "managers": "managers_share"}
"""Where a system's record keeps what its bands bring to whom; shares of domains come last."""


def _encode_refusal(row: np.void, system: System, shares: Shares, cause: float, contexts: Contexts) -> None:
    """Fill in where the sanctions against those are felt who have no account."""
    for measure in map(system.measures.__getitem__, refusal_measures(system, form_of(system).bands(system))):
        row["refusal_in"] += _felt_of_sanction(measure, shares, cause, contexts)
