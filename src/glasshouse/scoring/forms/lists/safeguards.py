"""What safeguards leave of a list."""

from __future__ import annotations

from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.lists.configuration import ListSystem
from glasshouse.scoring.forms.narrowing import set_by_law


def forget(system: ListSystem, days: int) -> ListSystem:
    """The term becomes no longer than the law allows."""
    return system.model_copy(update={"term": set_by_law(system.term, min(system.term.value, float(days)))})


def to_purpose(system: ListSystem, purpose: Purpose) -> ListSystem:
    """Kinds of other contexts list nobody, and only measures within the purpose follow.

    An elastic offence that could be stretched beyond the purpose is no offence of this list.
    """
    vague = system.vague if system.vague and all(map(purpose.allows, system.vague.kinds)) else None
    return system.model_copy(
        update={
            "enters": tuple(kind for kind in system.enters if purpose.allows(kind)),
            "vague": vague,
            "listed": tuple(name for name in system.listed if name in purpose.measures),
        }
    )
