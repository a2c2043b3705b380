"""Whom a system is for: by the register, the personnel office, and an attribute that the scenario declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U1, Flag, System


@kernel_function
def is_meant(system: System, status: U1, has: U1) -> Flag:
    """Whether somebody may have an account with a system.

    Args:
        system: the system's record: which bits of a status matter, how they must stand, and the attribute that it asks for, as
            a bit; 0 is none.
        status: the person's status in the register.
        has: the attributes that the person truly has, a bit each.

    Returns:
        Whether both the status and the attribute are as the system asks.
    """
    registered = (status & system.member_mask) == system.member_status
    is_it: Flag = registered and (has & system.member_attribute) == system.member_attribute
    return is_it
