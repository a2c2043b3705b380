"""Portraits of the library's systems: made once by ``make portraits``, packaged with identity and date, and only read here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from glasshouse.portraits.document import Packaged, PackagedDimension, PortraitDocument
from glasshouse.scenario import Scenario, changed, digest, load

TURNOVER: Final = "turnover.enabled=true"
"""The setting with which every portrait is made: people age, go and come, in every world."""


def alive(base: Scenario) -> Scenario:
    """A scheme in which people age, go and come."""
    return base if base.turnover else changed(base, [TURNOVER])


def package(found: PortraitDocument, made: str) -> dict[str, Any]:
    """A portrait as it is packaged: one line a dimension.

    Args:
        found: the portrait.
        made: the day on which it was made, as ``2026-11-29``.
    """
    heads = set(PackagedDimension.model_fields)
    dimensions = [each.model_dump(mode="json", include=heads) for each in found.dimensions]
    kept = {
        name: getattr(found, name) for name in ("scenario", "title", "identity", "citizens", "days", "seed", "seeds")
    }
    return {**kept, "made": made, "dimensions": dimensions}


@cache
def packaged() -> tuple[Packaged, ...]:
    """The packaged portraits, by name; none where none was made yet."""
    folder = files("glasshouse.library") / "portraits"
    if not folder.is_dir():
        return ()
    entries = sorted((each for each in folder.iterdir() if each.name.endswith(".json")), key=lambda each: each.name)
    return tuple(read_packaged(json.loads(each.read_text(encoding="utf-8"))) for each in entries)


def read_packaged(kept: Mapping[str, Any]) -> Packaged:
    """A packaged portrait, with whether the library's scenario is still the one that was lived.

    Args:
        kept: what `package` gave.
    """
    size = {name: kept[name] for name in ("citizens", "days", "seed")}
    now = digest(load(kept["scenario"], (TURNOVER,), **size))
    found: Packaged = Packaged.model_validate({**kept, "is_current": now == kept["identity"]})
    return found
