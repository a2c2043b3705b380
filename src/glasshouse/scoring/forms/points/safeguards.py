"""What safeguards leave of a points system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.narrowing import forget_in_a_window
from glasshouse.scoring.forms.points.configuration import PointsSystem


def forget(system: PointsSystem, days: int) -> PointsSystem:
    """The window, or the half-life, becomes no longer than the law allows."""
    return system.model_copy(update={"forgetting": forget_in_a_window(system.forgetting, days)})


def without_contacts(system: PointsSystem) -> PointsSystem:
    """Household and village bring nothing any more."""
    return system.model_copy(update={"collective": None})


def to_purpose(system: PointsSystem, purpose: Purpose) -> PointsSystem:
    """Rules about kinds of other contexts are gone, and so are measures of other contexts."""
    parameters = {kind: rule for kind, rule in system.rules.items() if purpose.allows(kind)}
    return system.model_copy(update={"rules": parameters, "bands": purpose.narrowed(system.bands)})
