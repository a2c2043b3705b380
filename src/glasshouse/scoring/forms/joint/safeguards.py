"""What safeguards leave of a joint system."""

from __future__ import annotations

from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.joint.configuration import JointSystem


def to_purpose(system: JointSystem, purpose: Purpose) -> JointSystem:
    """It reads only systems whose whole purpose lies within its own; without a purpose of their own, none."""
    reads = {
        name: reading
        for name, reading in system.reads_systems.items()
        if purpose.systems[name].purpose and purpose.own >= set(purpose.systems[name].purpose)
    }
    return system.model_copy(update={"reads_systems": reads, "bands": purpose.narrowed(system.bands)})
