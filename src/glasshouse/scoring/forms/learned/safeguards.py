"""What safeguards, and experiments that leave something out, leave of a learned system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import LeftOut, Purpose
from glasshouse.scoring.forms.learned.configuration import LearnedSystem
from glasshouse.scoring.forms.narrowing import forget_by_halves, set_by_law


def forget(system: LearnedSystem, days: int) -> LearnedSystem:
    """The half-life of its features, and the window in which labels are gathered, become no longer than the law allows."""
    window = set_by_law(system.learning.window, min(system.learning.window.value, float(days)))
    learning = system.learning.model_copy(update={"window": window})
    return system.model_copy(update={"forgetting": forget_by_halves(system.forgetting, days), "learning": learning})


def to_purpose(system: LearnedSystem, purpose: Purpose) -> LearnedSystem:
    """Features and labels count only records within the purpose, and only measures within it follow.

    Declared attributes enter that arise within it; those that every society has, only where it takes in every context. If no
    kind of the outcome is left, there is nothing to learn, and everybody keeps the score before the first fit.
    """
    features = {
        name: feature.model_copy(update={"kinds": tuple(kind for kind in feature.kinds if purpose.allows(kind))})
        for name, feature in system.features.items()
    }
    outcome = tuple(kind for kind in system.learning.outcome if purpose.allows(kind))
    proxies = system.learning.proxies if purpose.is_everything else ()
    attributes = tuple(name for name in system.learning.attributes or () if purpose.allows_attribute(name)) or None
    learning = system.learning.model_copy(update={"outcome": outcome, "proxies": proxies, "attributes": attributes})
    return system.model_copy(
        update={"features": features, "learning": learning, "bands": purpose.narrowed(system.bands)}
    )


def without(system: LearnedSystem, left_out: LeftOut) -> LearnedSystem:
    """Features count no records of some kinds, and no attribute enters if they are left out; labels stay.

    Lived with the fits of the whole system (`glasshouse.institutions.fitting.HeldFits`), the other weights stay as they were.
    """
    features = {
        name: feature.model_copy(update={"kinds": tuple(kind for kind in feature.kinds if kind not in left_out.kinds)})
        for name, feature in system.features.items()
    }
    changes: dict[str, object] = {"features": features}
    if left_out.traits:
        changes["learning"] = system.learning.model_copy(update={"proxies": (), "attributes": None})
    return system.model_copy(update=changes)
