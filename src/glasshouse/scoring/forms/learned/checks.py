"""What must hold for a learned system."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.scoring.forms.checks import check_bands, check_start, no_contacts, undisclosed, unread_attributes
from glasshouse.scoring.forms.form import Scale
from glasshouse.scoring.forms.learned.configuration import LearnedSystem
from glasshouse.scoring.forms.surroundings import Surroundings, unknown_name


def problems_of_learned(name: str, system: LearnedSystem, parts: Surroundings) -> Iterator[Problem]:
    """Everything about one learned system that does not fit itself or the rest of its scenario."""
    key, learning = f"systems.{name}", system.learning
    kinds = {f"{key}.features.{feature_name}.kinds": feature.kinds for feature_name, feature in system.features.items()}
    for at, names in (*kinds.items(), (f"{key}.learning.outcome", learning.outcome)):
        for place, kind in enumerate(names):
            yield from unknown_name(f"{at}.{place}", kind, parts, "conduct")
    for place, attribute in enumerate(learning.proxies):
        yield from undisclosed(f"{key}.learning.proxies.{place}", attribute, system, parts)
        if attribute in system.features:
            expected = "another name: an attribute that may enter as a proxy has this one"
            yield Problem(key=f"{key}.features.{attribute}", expected=expected, found=repr(attribute))
    yield from _check_attributes(key, system, parts)
    if not 1 <= learning.window.value <= learning.every:
        expected = f"1 to {learning.every} days: a label matures before the next fit"
        yield Problem(key=f"{key}.learning.window", expected=expected, found=f"{learning.window.value:g}")
    if system.forgetting.rule == "window":
        expected = "'half-life' or 'never' in a learned system"
        yield Problem(key=f"{key}.forgetting.rule", expected=expected, found="'window'")
    yield from no_contacts(key, system, "a learned score has features only")
    scale = Scale(system.low.value, system.high.value)
    yield from check_start(f"{key}.scale.points", system.scale.points.value, scale)
    yield from check_bands(key, system.bands, scale, system)


def _check_attributes(key: str, system: LearnedSystem, parts: Surroundings) -> Iterator[Problem]:
    """Declared attributes that may enter: disclosed, and with names of their own."""
    yield from unread_attributes(f"{key}.learning.attributes", system.learning.attributes, system, parts)
    for name in system.learning.attributes or ():
        if name in system.features:
            expected = "another name: an attribute that may enter has this one"
            yield Problem(key=f"{key}.features.{name}", expected=expected, found=repr(name))
