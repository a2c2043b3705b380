"""What safeguards leave of a points system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.narrowing import forget_in_a_window
from glasshouse.scoring.forms.points.configuration import PointsSystem

_NO_FILES = {"at_opening": None, "attributes": None}


def forget(system: PointsSystem, days: int) -> PointsSystem:
    """The window, or the half-life, becomes no longer than the law allows."""
    return system.model_copy(update={"forgetting": forget_in_a_window(system.forgetting, days)})


def without_contacts(system: PointsSystem) -> PointsSystem:
    """Contacts, household and village bring nothing any more."""
    return system.model_copy(update={"contacts": None, "collective": None})


def to_purpose(system: PointsSystem, purpose: Purpose) -> PointsSystem:
    """Only records of the person's own conduct within the purpose count, and only measures within it follow.

    Nobody is judged by contacts, household or village. Files are gone too: a file holds records of all contexts under one
    heading, and nobody can tell any more which of them the purpose would allow.
    """
    rules = {kind: rule for kind, rule in system.rules.items() if purpose.allows(kind)}
    left = system.model_copy(update={"rules": rules, "bands": purpose.narrowed(system.bands)})
    return left if purpose.is_everything else without_contacts(left).model_copy(update=_NO_FILES)
