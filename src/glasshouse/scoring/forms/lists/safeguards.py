"""What safeguards, and experiments that leave something out, leave of a list."""

from __future__ import annotations

from glasshouse.scoring.forms.form import LeftOut, Purpose
from glasshouse.scoring.forms.lists.configuration import ListSystem, Vague
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


def without(system: ListSystem, left_out: LeftOut) -> ListSystem:
    """Records of some kinds list nobody; with none left, nobody is on the list when it begins."""
    vague = _vague_without(system.vague, left_out) if system.vague else None
    enters = tuple(kind for kind in system.enters if kind not in left_out.kinds)
    changes: dict[str, object] = {"enters": enters, "vague": vague}
    if not enters and vague is None:
        changes["at_start"] = set_by_law(system.at_start, 0.0)
    return system.model_copy(update=changes)


def _vague_without(vague: Vague, left_out: LeftOut) -> Vague | None:
    """The elastic offence over the kinds that are left, each of which is reached as far as before."""
    reach = {kind: part for kind, part in vague.reach().items() if kind not in left_out.kinds}
    if not reach:
        return None
    # Kinds are taken in one after the other: the first are reached in full, one in part, the rest not at all. That holds
    # for those that are left too, so that the sum of their parts says how far the width goes over them.
    width = set_by_law(vague.width, sum(reach.values()) / len(reach))
    return vague.model_copy(update={"kinds": tuple(reach), "width": width})
