"""What safeguards leave of a weighted system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.narrowing import forget_by_halves
from glasshouse.scoring.forms.weighted.configuration import WeightedSystem


def forget(system: WeightedSystem, days: int) -> WeightedSystem:
    """The half-life becomes no longer than the law allows."""
    return system.model_copy(update={"forgetting": forget_by_halves(system.forgetting, days)})


def without_contacts(system: WeightedSystem) -> WeightedSystem:
    """No area follows contacts any more."""
    areas = {name: area.model_copy(update={"contacts": False}) for name, area in system.dimensions.items()}
    return system.model_copy(update={"dimensions": areas})


def to_purpose(system: WeightedSystem, purpose: Purpose) -> WeightedSystem:
    """Rules about kinds of other contexts are gone, and so are measures of other contexts."""
    areas = {
        name: area.model_copy(update={"rules": {kind: r for kind, r in area.rules.items() if purpose.allows(kind)}})
        for name, area in system.dimensions.items()
    }
    return system.model_copy(update={"dimensions": areas, "bands": purpose.narrowed(system.bands)})
