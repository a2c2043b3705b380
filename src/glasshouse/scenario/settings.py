"""What was set: the changes that lead from a named scenario to another, as ``key=value``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from glasshouse.errors import GlasshouseError
from glasshouse.scenario.digest import canonical
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.loading import load

_GIVEN_APART = frozenset({"citizens", "days", "seed"})


def overrides(name: str, scenario: Scenario) -> list[str] | None:
    """The settings that turn the scenario called `name` into this one.

    Args:
        name: a library name or a path, as `glasshouse.scenario.load` takes it.
        scenario: the scenario that was lived under.

    Returns:
        ``key=value`` for each changed value, without citizens, days and seed; None if `name` cannot be read or if
        the two differ in more than values, so that settings alone do not lead from one to the other.
    """
    try:
        base = load(name)
    except GlasshouseError:
        return None
    changes = list(_changes("", json.loads(canonical(base)), json.loads(canonical(scenario))))
    return None if None in changes else [change for change in changes if change is not None]


def _changes(key: str, before: object, after: object) -> Iterator[str | None]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        if set(before) - {"unit"} != set(after) - {"unit"}:
            yield None
            return
        for name in before:
            if key or name not in _GIVEN_APART:
                yield from _changes(f"{key}.{name}" if key else name, before[name], after.get(name))
    elif before != after:
        yield f"{key.removesuffix('.value')}={json.dumps(after)}"
