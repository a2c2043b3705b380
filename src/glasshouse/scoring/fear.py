"""Where the sanctions of a system are felt: in which domains of life, and how much of each sanction's weight in each."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from glasshouse.documents.vocabulary import Context, Measure
from glasshouse.library.domains import domain_of
from glasshouse.schema.codes import DOMAINS
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.rules import Names, refusal_measures
from glasshouse.scoring.systems import System

Shares = tuple[float, ...]
"""A number for each domain of fear."""


def judged(name: str, systems: Mapping[str, System], contexts: Mapping[str, Context]) -> Shares:
    """How much a system judges each domain: what one record there may cost at most, beside the dearest record of all.

    Args:
        name: the system's name.
        systems: all systems of the scenario: who reads another system judges where that one does.
        contexts: the context of each kind of conduct.

    Returns:
        A share for each domain: 1 where the dearest record lies; zeros where it judges nobody by records.
    """
    system = systems[name]
    form, found = form_of(system), [0.0] * len(DOMAINS)
    for kind, stake in form.stakes(system, contexts).items():
        found[domain_of(contexts[kind])] = max(found[domain_of(contexts[kind])], stake)
    most = max(found)
    own = [stake / most if most else 0.0 for stake in found]
    others = (judged(other, systems, contexts) for other in form.sources(system) if other in systems)
    return tuple(max(shares) for shares in zip(own, *others, strict=True))


def felt_in(measure: Measure, shares: Shares, cause: float) -> Shares:
    """How much of one sanction's weight is felt in each domain.

    Args:
        measure: the sanction.
        shares: how much its system judges each domain.
        cause: how much is felt where the system judges instead of where the sanction bites; none if it judges nowhere.
    """
    by_cause, weight = cause if any(shares) else 0.0, measure.burden_weight.value
    bites = domain_of(measure.context)
    return tuple(weight * ((1 - by_cause) * (d == bites) + by_cause * share) for d, share in enumerate(shares))


def encode_fear(
    parameters: np.void,
    table: np.ndarray,
    systems: Mapping[str, System],
    contexts: Mapping[str, Context],
    names: Names,
    cause: float,
) -> None:
    """Fill in where each band's sanctions are felt, and each sanction's own, for caps; the rest is filled in already.

    Args:
        parameters: the scenario's record.
        table: the systems' records.
        systems: their configurations.
        contexts: the context of each kind of conduct.
        names: numbers of the measures.
        cause: share that is felt where a system judges.
    """
    bits = {number: key for key, number in names.measures.items()}
    shares = {name: judged(name, systems, contexts) for name in systems}
    for n in range(int(parameters["sanctions"])):
        name, label = bits[int(parameters["sanction"][n])]
        parameters["sanction_in"][n] = felt_in(systems[name].measures[label], shares[name], cause)
    for row, (name, system) in zip(table, systems.items(), strict=False):
        for b, band in enumerate(form_of(system).bands(system)):
            sanctions = [m for m in map(system.measures.__getitem__, band.measures) if m.type == "sanction"]
            for measure in sanctions:
                felt = felt_in(measure, shares[name], cause)
                place = _PLACES[measure.falls_on]
                row[place][b, -len(DOMAINS) :] += felt
        _encode_refusal(row, system, shares[name], cause)


_PLACES = {"holder": "burden_in", "workers": "workers_share", "managers": "managers_share"}
"""Where a system's record keeps what its bands bring to whom; shares of domains come last."""


def _encode_refusal(row: np.void, system: System, shares: Shares, cause: float) -> None:
    """Fill in where the sanctions against those are felt who have no account."""
    for measure in map(system.measures.__getitem__, refusal_measures(system, form_of(system).bands(system))):
        if measure.type == "sanction":
            row["refusal_in"] += felt_in(measure, shares, cause)
