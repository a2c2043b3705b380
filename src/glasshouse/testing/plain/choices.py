"""What citizens decide for a day, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Choice:
    """What one citizen has decided for today, and what became of it: kinds, systems and near ties by number.

    Attributes:
        voluntary: systems whose members may leave or refuse.
        done: kinds that were done, or dared.
        left: kinds that were left out.
        unable: kinds whose need did not hold.
        full: kinds for which the day had no room.
        unheard: systems that hear no appeals.
        gone: ties that were to be kept or cut and do not stand.
        why_not: why an account was not opened or closed.
    """

    voluntary: set[int] = field(default_factory=set)
    do: set[int] = field(default_factory=set)
    leave: set[int] = field(default_factory=set)
    dare: set[int] = field(default_factory=set)
    evade: bool | None = None
    cases: str | None = None
    join: set[int] = field(default_factory=set)
    quit: set[int] = field(default_factory=set)
    keep: set[int] = field(default_factory=set)
    cut: set[int] = field(default_factory=set)
    done: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    unable: set[int] = field(default_factory=set)
    full: set[int] = field(default_factory=set)
    unheard: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    why_not: dict[int, int] = field(default_factory=dict)
