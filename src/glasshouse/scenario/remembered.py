"""What was made of scenarios, remembered for as long as their parts are the very same objects.

A scenario and its parts are frozen: who changes one gets another. So the parts' identity is enough to know a scenario by, and
takes microseconds where comparing or writing out all values takes milliseconds. Files are not looked at: what a file says now
is in the scenario that is read from it now.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from glasshouse.scenario.document import Scenario

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """What was made of the last few scenarios; what was used longest ago is forgotten first."""

    def __init__(self, make: Callable[[Scenario], Made], most: int, without: Collection[str]) -> None:
        """Remember what `make` makes.

        Args:
            make: makes it; it must depend on nothing but the scenario.
            most: how many are remembered.
            without: fields of the scenario that it does not depend on.
        """
        self._make, self._most, self._without = make, most, frozenset(without)
        self._known: OrderedDict[Hashable, tuple[Scenario, Made]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, scenario: Scenario) -> Made:
        """What was made of a scenario of the same parts, or what is made of this one now."""
        key = parts_key(scenario, self._without)
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][1]
        made = self._make(scenario)
        with self._lock:
            self._known[key] = (
                scenario,
                made,
            )  # with the scenario, so that no other part gets the identity of one of its
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return made


def parts_key(scenario: Scenario, without: Collection[str] = (), changes: int | None = None) -> Hashable:
    """What a scenario is known by while somebody keeps it: its numbers and words, and the identity of its parts.

    Args:
        scenario: the scenario.
        without: fields that are left out.
        changes: how many of its later changes of rules count, from the first; by default all.
    """
    parts = {name: getattr(scenario, name) for name in type(scenario).model_fields if name not in without}
    if "later" in parts:
        parts["later"] = scenario.later[:changes]
    return tuple(map(_identity, parts.values()))


def _identity(part: object) -> Hashable:
    if isinstance(part, str | int | float | bool | None):
        return type(part), part
    if isinstance(part, Mapping):
        return tuple((name, id(each)) for name, each in part.items())
    if isinstance(part, tuple):
        return tuple(id(each) for each in part)
    return id(part)
