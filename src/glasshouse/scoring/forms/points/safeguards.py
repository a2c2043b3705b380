"""What safeguards, and experiments that leave something out, leave of a points system."""

from __future__ import annotations

from typing import TypeVar

from glasshouse.documents.strict import Document
from glasshouse.scoring.forms.form import LeftOut, Purpose
from glasshouse.scoring.forms.narrowing import forget_in_a_window, set_by_law
from glasshouse.scoring.forms.points.configuration import Opening, PointRule, PointsSystem
from glasshouse.scoring.tallied import Absence

D = TypeVar("D", bound=Document)

_NO_FILES = {"at_opening": None}


def forget(system: PointsSystem, days: int) -> PointsSystem:
    """The window, or the half-life, and the period of each rule that counts records become no longer than the law allows."""
    rules = {kind: _within_days(rule, days) for kind, rule in system.rules.items()}
    absences = {name: _shorter(each, "within", days) for name, each in (system.absences or {}).items()} or None
    changes = {"forgetting": forget_in_a_window(system.forgetting, days), "rules": rules, "absences": absences}
    return system.model_copy(update=changes)


def _within_days(rule: PointRule, days: int) -> PointRule:
    """A rule whose cap and steps look no further back."""
    changes = {
        "cap": rule.cap and _shorter(rule.cap, "days", days),
        "steps": rule.steps and _shorter(rule.steps, "days", days),
    }
    return rule.model_copy(update=changes) if rule.hangs_on_earlier else rule


def _shorter(part: D, key: str, days: int) -> D:
    """A part of a rule with a period of at most some days."""
    period = getattr(part, key)
    return part.model_copy(update={key: set_by_law(period, min(period.value, float(days)))})


def without_contacts(system: PointsSystem) -> PointsSystem:
    """Contacts, household and village bring nothing any more."""
    return system.model_copy(update={"contacts": None, "collective": None})


def to_purpose(system: PointsSystem, purpose: Purpose) -> PointsSystem:
    """Only records of the person's own conduct within the purpose count, and only measures within it follow.

    Nobody is judged by contacts, household or village. Files are gone too: a file holds records of all contexts under one
    heading, and nobody can tell any more which of them the purpose would allow. Declared attributes stay that arise within it.
    """
    rules = {kind: rule for kind, rule in system.rules.items() if purpose.allows(kind)}
    absences = {name: each for name, each in (system.absences or {}).items() if _is_within(each, purpose)} or None
    if not purpose.is_everything:
        system = system.model_copy(update={"starts": None})
    left = system.model_copy(update={"rules": rules, "absences": absences, "bands": purpose.narrowed(system.bands)})
    left = left.model_copy(update={"attributes": purpose.of_attributes(system.attributes)})
    return left if purpose.is_everything else without_contacts(left).model_copy(update=_NO_FILES)


def _is_within(absence: Absence, purpose: Purpose) -> bool:
    """Whether records of a kind, and of the obligation to it, may be used."""
    return purpose.allows(absence.kind) and (absence.after is None or purpose.allows(absence.after))


def without(system: PointsSystem, left_out: LeftOut) -> PointsSystem:
    """Deductions for records of some kinds are gone, and for their absence; so are, if asked, points for what people are."""
    rules = {kind: rule for kind, rule in system.rules.items() if kind not in left_out.kinds or rule.points.value >= 0}
    absences = {
        name: each
        for name, each in (system.absences or {}).items()
        if each.points.value >= 0 or not left_out.kinds & {each.kind, each.after}
    }
    changes: dict[str, object] = {"rules": rules, "absences": absences or None}
    if system.at_opening is not None:
        changes["at_opening"] = _opening_without(system.at_opening, left_out)
    if left_out.traits:
        changes["attributes"] = None
    if left_out.groups:
        changes["starts"] = None
    return system.model_copy(update=changes)


def _opening_without(opening: Opening, left_out: LeftOut) -> Opening | None:
    points = {name: each for name, each in opening.points.items() if each.value >= 0 or name not in left_out.headings}
    return opening.model_copy(update={"points": points}) if points else None
