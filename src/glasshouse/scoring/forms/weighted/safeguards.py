"""What safeguards, and experiments that leave something out, leave of a weighted system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import LeftOut, Purpose
from glasshouse.scoring.forms.narrowing import forget_by_halves, set_by_law
from glasshouse.scoring.forms.weighted.configuration import Dimension, WeightedSystem


def forget(system: WeightedSystem, days: int) -> WeightedSystem:
    """The half-life, and the term of cases, become no longer than the law allows."""
    changes: dict[str, object] = {"forgetting": forget_by_halves(system.forgetting, days)}
    if system.cases:
        term = system.cases.term
        changes["cases"] = system.cases.model_copy(update={"term": set_by_law(term, min(term.value, float(days)))})
    return system.model_copy(update=changes)


def without_contacts(system: WeightedSystem) -> WeightedSystem:
    """Areas that follow contacts stay at their base: contacts weigh nothing any more.

    They go on being set anew at each publication, so that under a law that begins on a later day nothing remains of
    what contacts had brought before.
    """
    return system.model_copy(update={"contacts": None})


def to_purpose(system: WeightedSystem, purpose: Purpose) -> WeightedSystem:
    """Only records and declared attributes within the purpose count: no other traits, no contacts, no measures beyond it."""
    areas = {name: _area(area, purpose) for name, area in system.dimensions.items()}
    left = system.model_copy(update={"dimensions": areas, "bands": purpose.narrowed(system.bands)})
    return left if purpose.is_everything else without_contacts(left)


def _area(area: Dimension, purpose: Purpose) -> Dimension:
    rules = {kind: rule for kind, rule in area.rules.items() if purpose.allows(kind)}
    profile = area.profile if purpose.is_everything else {}
    attributes = purpose.of_attributes(area.attributes)
    return area.model_copy(update={"rules": rules, "profile": profile, "attributes": attributes})


def without(system: WeightedSystem, left_out: LeftOut) -> WeightedSystem:
    """Records of some kinds lower no level; attributes on file, if they are left out, move none."""
    areas = {name: _area_without(area, left_out) for name, area in system.dimensions.items()}
    return system.model_copy(update={"dimensions": areas})


def _area_without(area: Dimension, left_out: LeftOut) -> Dimension:
    rules = {kind: rule for kind, rule in area.rules.items() if kind not in left_out.kinds or rule.value >= 0}
    no_traits: dict[str, object] = {"profile": {}, "attributes": None} if left_out.traits else {}
    return area.model_copy(update={"rules": rules, **no_traits})
