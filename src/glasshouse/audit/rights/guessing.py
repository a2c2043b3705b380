"""Privacy: how many are alone of their kind by what is kept of them, and what can be guessed of them beyond a register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import hypot
from typing import Any

from glasshouse.audit.exports import LEAST, SAMPLE
from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.infer import PROBED, infer
from glasshouse.audit.rights.answers import criterion, size_of, worst_of
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.document import Cell, CriterionFound, TableFound
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred
from glasshouse.audit.undefined import Reason

_POINTS = "4"
"""Points of a trace that are known, as in the study that named the figure."""


def inferred(case: Case) -> Mapping[str, Any] | None:
    """What holders of the scheme's records can infer, as `glasshouse.audit.infer` tells it; None of too few people."""
    if case.scheme.citizens < LEAST:
        return None
    sample = PROBED if case.quick else SAMPLE
    return case.bench.kept_document(f"inferred {sample}", lambda: _inferred(case, sample))


def _inferred(case: Case, sample: int) -> dict[str, Any]:
    return infer(case.scheme, sample, threads=case.bench.threads, progress=case.bench.heed).document


def privacy(case: Case, told: Mapping[str, Any] | None) -> CriterionFound:
    """The trait that decides whether records tell more than the register."""
    gains = [] if told is None else [(each["trait"], _gain(each, len(told["traits"]))) for each in told["traits"]]
    known = [(trait, gain) for trait, gain in gains if gain is not None]
    evidence = ("privacy",)
    if not known:
        said = "No trait is common enough in the sample to be guessed."
        return criterion(case.norms, "privacy", undefined(Reason.TOO_FEW_PEOPLE), said, evidence=evidence)
    trait, gain = worst_of(known, size_of(case.norms, "privacy"))
    unless = " (cannot be told from none)" if (gain.low or 0.0) <= 0 else ""
    said = (
        f"Of a hundred pairs of people, one {trait} and one not, those who hold the records pick the right one in "
        f"{100 * (gain.value or 0.0):.0f} more than whoever has only the register{unless}."
    )
    return criterion(case.norms, "privacy", gain, said, evidence=evidence)


def _gain(attack: Mapping[str, Any], tried: int) -> Estimate | None:
    """What records add to the register for one of several traits; the interval holds for all of them together."""
    if attack["auc"] is None or attack["control"] is None:
        return None
    from scipy.special import ndtri

    # Both areas are of the same people and go together, so that this is wider than need be.
    half = float(ndtri(1 - 0.025 / tried)) * hypot(attack["error"], attack["control_error"])
    value = attack["auc"] - attack["control"]
    return Estimate(value=value, low=value - half, high=value + half) if half > 0 else None


def sentences(told: Mapping[str, Any] | None) -> Iterator[str]:
    """How many are alone of their kind."""
    if told is None:
        return
    alone = told["unique"]
    yield (
        f"By the register (age, sex, town, registration, region) {of_hundred(alone['register'])} people are alone of their "
        f"kind, among all {alone['people']:,}; by what is on file of them {of_hundred(alone['records'])}."
    )
    # Traces are those of the sample: among all people fewer would be singled out.
    singled, fewer = told["unicity"][_POINTS], told["left_out"][_POINTS]
    if singled is None:
        yield "Nobody's trace has four points, so that it cannot be said whom four points single out."
    else:
        yield (
            f"Four points of a trace single out {of_hundred(singled)} of those people of a sample who have so many; "
            f"{of_hundred(fewer)} have fewer and are left out."
        )


def privacy_table(told: Mapping[str, Any] | None) -> TableFound:
    """What is guessed of each trait, by all holders together and by each holder by name."""
    return table(
        "privacy",
        "What can be guessed of people",
        {
            "trait": ("what is guessed", ""),
            "holder": ("by whom", ""),
            "share": ("share of people of whom it is true", "share"),
            "auc": ("how often the right one of two people is picked", "AUC"),
            "register": ("the same with the register alone", "AUC"),
            "gain": ("what records add", "AUC"),
            "why": ("why it is undefined", ""),
        },
        [] if told is None else list(_rows(told)),
    )


def _rows(told: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    by_holder = {"all together": told["traits"], **told["holders"]}
    for holder, attacks in by_holder.items():
        for each in attacks:
            yield (
                each["trait"],
                holder,
                each["share"],
                each["auc"],
                each["control"],
                each["gain"],
                each["reason"] or "",
            )
