"""Ways to counter: what a law could lay upon every system of a scenario at once. All are off unless switched on.

Most change what a system may do, and are applied here, before the scenario is turned into numbers; noise, opting out, caps
and the one desk act day by day, in the kernels. ``docs/safeguards.md`` says what each does and does not do.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import Field

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Measure, Redress
from glasshouse.scoring.systems import Forgetting, JointSystem, ListSystem, PointsSystem, System, WeightedSystem

Q = TypeVar("Q", bound=Quantity)


class Safeguards(Document):
    """What a law lays upon every system of the scenario. 0 and false are off.

    Attributes:
        notice: days between a decision and its effect during which everybody concerned is told; never fewer.
        hearing: chance that an appeal finds the truth, whatever it is: someone hears the person and looks at the facts.
        forget_after: days after which nothing may count any more.
        purpose_limits: whether a system may use only records of its own purpose, and punish and reward only there.
        no_contacts: whether nobody may be scored by those whom they know, live with or live beside.
        noise: how far a published score may lie from the one worked out, as a share of the scale, to either side.
        opting_out: chance per day that somebody who feels the risk in full closes an account.
        most_sanctions: most sanctions in force against one person at a time; the heaviest stay.
        most_days: most days in a row under sanction; then all rest until no band or list holds the person any more.
        public_rules: whether all rules are published and everybody knows of every system.
        one_desk: whether one desk corrects a record in every system at once.
    """

    notice: int = Field(default=0, ge=0, le=3660)
    hearing: float = Field(default=0.0, ge=0, le=1)
    forget_after: int = Field(default=0, ge=0, le=36_600)
    purpose_limits: bool = False
    no_contacts: bool = False
    noise: float = Field(default=0.0, ge=0, le=1)
    opting_out: float = Field(default=0.0, ge=0, le=1)
    most_sanctions: int = Field(default=0, ge=0, le=64)
    most_days: int = Field(default=0, ge=0, le=36_600)
    public_rules: bool = False
    one_desk: bool = False


def guarded(scenario: Any) -> Any:
    """The scenario as its safeguards leave it: the same parts by the same names, held to narrower rules."""
    law = scenario.safeguards
    if law == Safeguards():
        return scenario
    contexts = {name: kind.context for name, kind in scenario.conduct.items()}
    systems = {name: _narrow(system, law, contexts, scenario.systems) for name, system in scenario.systems.items()}
    channels = scenario.channels
    if law.forget_after:
        channels = {
            name: channel.model_copy(update={"retention": _within(channel.retention, law.forget_after)})
            for name, channel in channels.items()
        }
    return scenario.model_copy(update={"systems": systems, "channels": channels})


def _narrow(system: System, law: Safeguards, contexts: dict[str, str], systems: dict[str, System]) -> System:
    changes: dict[str, Any] = {"redress": _redress(system.redress, law)}
    if law.public_rules:
        changes |= {"opaque": _set(system.opaque, 0.0), "known": _set(system.known, 1.0)}
    system = system.model_copy(update=changes)
    if law.forget_after:
        system = _forget(system, law.forget_after)
    if law.no_contacts:
        system = _without_contacts(system)
    if law.purpose_limits:
        system = _to_purpose(system, contexts, systems)
    return system


def _redress(redress: Redress, law: Safeguards) -> Redress:
    changes: dict[str, Any] = {}
    if law.notice:
        days = max(redress.notice.value, float(law.notice))
        changes |= {"notice": _set(redress.notice, days), "told": _set(redress.told, 1.0)}
    if law.hearing:
        wrong = max(redress.overturned_wrong.value, law.hearing)
        right = min(redress.overturned_right.value, 1.0 - law.hearing)
        changes |= {
            "open": True,
            "overturned_wrong": _set(redress.overturned_wrong, wrong),
            "overturned_right": _set(redress.overturned_right, right),
        }
    if law.one_desk:
        changes["lag"] = _set(redress.lag, 1.0)
    return redress.model_copy(update=changes)


def _forget(system: System, days: int) -> System:
    if isinstance(system, ListSystem):
        return system.model_copy(update={"term": _set(system.term, min(system.term.value, float(days)))})
    given = getattr(system, "forgetting", None)
    if given is None:
        return system
    # A half-life never ends; at a quarter of the time a sixteenth is left, and that counts as forgotten.
    halves = given.rule == "half-life" or not isinstance(system, PointsSystem)
    most = days / 4 if halves else float(days)
    kept = most if given.rule == "never" else min(given.days.value, most)
    forgetting = Forgetting(rule="half-life" if halves else "window", days=_set(given.days, kept))
    return system.model_copy(update={"forgetting": forgetting})


def _without_contacts(system: System) -> System:
    changes: dict[str, Any] = {"contacts": None}
    if isinstance(system, WeightedSystem):
        changes["dimensions"] = {
            name: dimension.model_copy(update={"contacts": False}) for name, dimension in system.dimensions.items()
        }
    if getattr(system, "collective", None) is not None:
        changes["collective"] = None
    return system.model_copy(update=changes)


def _to_purpose(system: System, contexts: dict[str, str], systems: dict[str, System]) -> System:
    """Only records, systems and measures within the purpose that the system has declared; without one, nothing."""
    own = frozenset(system.purpose)

    def kept(kinds: Any) -> Any:
        return {k: v for k, v in kinds.items() if contexts[k] in own}

    measures = {name: _measure(measure, own, contexts) for name, measure in system.measures.items()}
    biting = {name for name, measure in measures.items() if measure.context in own}
    changes: dict[str, Any] = {"measures": measures}
    if hasattr(system, "bands"):
        changes["bands"] = tuple(
            band.model_copy(update={"measures": tuple(m for m in band.measures if m in biting)})
            for band in system.bands
        )
    if isinstance(system, PointsSystem):
        changes["rules"] = kept(system.rules)
    elif isinstance(system, WeightedSystem):
        changes["dimensions"] = {
            name: dimension.model_copy(update={"rules": kept(dimension.rules)})
            for name, dimension in system.dimensions.items()
        }
    elif isinstance(system, ListSystem):
        changes["enters"] = tuple(kind for kind in system.enters if contexts[kind] in own)
        # An elastic offence that could be stretched beyond the purpose is no offence of this list.
        if system.vague and not own >= {contexts[kind] for kind in system.vague.kinds}:
            changes["vague"] = None
        changes["listed"] = tuple(name for name in system.listed if name in biting)
    elif isinstance(system, JointSystem):
        changes["reads_systems"] = {
            name: reading
            for name, reading in system.reads_systems.items()
            if systems[name].purpose and own >= set(systems[name].purpose)
        }
    return system.model_copy(update=changes)


def _measure(measure: Measure, own: frozenset[str], contexts: dict[str, str]) -> Measure:
    parts = {part: tuple(k for k in getattr(measure, part) if contexts[k] in own) for part in ("denies", "eases")}
    return measure.model_copy(update=parts)


def _within(kept: Q, days: int) -> Q:
    """A retention of at most so many days; 0 means for ever."""
    return _set(kept, min(kept.value or float(days), float(days)))


def _set(quantity: Q, value: float) -> Q:
    """A quantity with the value that the safeguard allows; its source no longer stands behind it."""
    if quantity.value == value:
        return quantity
    return type(quantity)(value=value, unit=quantity.unit)
