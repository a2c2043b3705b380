"""The smallest sizes that matter, ready to be held against a value."""

from __future__ import annotations

from dataclasses import dataclass

from glasshouse.audit.norms.schema import Criterion, Setting
from glasshouse.observables.smallest import Of, smallest_of


@dataclass(frozen=True)
class Size:
    """The smallest size that matters for a criterion, or a number that a computation needs.

    Attributes:
        value: the size, in `unit`.
        unit: its unit.
        of: ``unit`` if it is in that unit, ``twin`` if it is a part of the value in the twin.
        why: why less would not matter.
        range: from the least to the greatest that is reasonable; None where an observable's size is taken.
        observable: the observable whose size is taken; None where the table has its own.
        variants: other values that are tried.
    """

    value: float
    unit: str
    of: Of
    why: str
    range: tuple[float, float] | None = None
    observable: str | None = None
    variants: tuple[float, ...] = ()

    def size(self, reference: float | None = None) -> float | None:
        """The size in the unit of the value itself.

        Args:
            reference: the value in the twin.

        Returns:
            None for a part of a value that is 0 or is not known.
        """
        if self.of == "unit":
            return self.value
        return self.value * abs(reference) if reference else None


def size_of(criterion: Criterion) -> Size | None:
    """The smallest size that matters for a criterion; None for one that is stated and not measured."""
    if criterion.size is not None:
        return Size(criterion.size.value, criterion.unit, "unit", criterion.why, criterion.size.range)
    found = smallest_of(criterion.observable) if criterion.observable else None
    if found is None:
        return None
    return Size(found.value, criterion.unit, found.of, criterion.why, observable=criterion.observable)


def setting_size(setting: Setting) -> Size:
    """A number that a computation needs."""
    size = setting.size
    return Size(size.value, size.unit, "unit", setting.why, size.range, variants=setting.variants)
