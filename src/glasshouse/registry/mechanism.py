"""What a mechanism is here: a named set of a scenario's quantities with one way to turn it off.

The package `glasshouse.mechanisms` is something else: it holds the equations as pure functions.
"""

from __future__ import annotations

from pydantic import Field

from glasshouse.documents.strict import Document


class Trial(Document):
    """A small world in which a mechanism acts within days, so that turning it off can be tried.

    Attributes:
        scenario: a scenario of the library; empty for the crowded world of `glasshouse.testing`, in which nearly all act.
        settings: changes to it, ``key=value``.
    """

    scenario: str = ""
    settings: tuple[str, ...] = ()


class Mechanism(Document):
    """One mechanism: what it does, which quantities are its own, and what turns it off.

    Attributes:
        name: the file's name.
        title: what to call it.
        description: what it does and whose finding it is, in one or two sentences.
        owns: keys of its quantities; a ``*`` stands for any name, as the last part for all that follows. Each quantity belongs to
            one mechanism at most.
        off: what turns it off, by key, with stars where a key has them. With all of it set, nothing that it owns does anything.
        needs: other mechanisms without which it does nothing.
        scenario: a scenario of the library in which it acts.
        writes: fields of the tables at rest that it moves, or of the day's counts, each ``table.field``.
        decides: observables that count nothing but what it does, so that an effect on them needs it; a ``*`` stands for the
            name of a system, a market, a group or a state.
        literature: facts of the library that speak of it.
        trial: where turning it off is tried.
    """

    name: str = ""
    title: str = Field(min_length=1)
    description: str = Field(min_length=1)
    owns: tuple[str, ...] = Field(min_length=1)
    off: dict[str, float | bool | str] = Field(min_length=1)
    needs: tuple[str, ...] = ()
    scenario: str
    writes: tuple[str, ...] = Field(min_length=1)
    decides: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    trial: Trial = Trial()


class Plain(Document):
    """Quantities that belong to no mechanism, and why.

    Attributes:
        owns: keys, with stars.
        why: why they are no mechanism's.
    """

    owns: tuple[str, ...] = Field(min_length=1)
    why: str = Field(min_length=1)


class PlainQuantities(Document):
    """All quantities that belong to no mechanism.

    Attributes:
        plain: groups of them, by name.
    """

    plain: dict[str, Plain]
