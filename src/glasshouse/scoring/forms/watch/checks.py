"""What must hold for a silent reader."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.schema.limits import FREQUENT_CEILING
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name
from glasshouse.scoring.forms.watch.configuration import WatchSystem


def problems_of_watch(name: str, system: WatchSystem, parts: Surroundings) -> Iterator[Problem]:
    """Only the rarer kinds can be removed or hindered: the frequent ones are not walked one by one."""
    key = f"systems.{name}"
    named = [
        (f"{key}.removal.{target_name}.kinds.{place}", kind)
        for target_name, target in system.removal.items()
        for place, kind in enumerate(target.kinds)
    ]
    named += [(f"{key}.friction.hinders.{kind}", kind) for kind in (system.friction.hinders if system.friction else ())]
    for at, named_kind in named:
        yield from unknown_name(at, named_kind, parts, "conduct")
        kind_of = parts.conduct.get(named_kind)
        if kind_of is not None and kind_of.ceiling >= FREQUENT_CEILING and kind_of.effect != "gathers":
            expected = f"a kind that is not frequent (ceiling below {FREQUENT_CEILING})"
            yield Problem(key=at, expected=expected, found=f"{named_kind!r}, {kind_of.ceiling:g}")
