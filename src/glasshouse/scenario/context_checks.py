"""What must hold for contexts: each that a part of a scenario names is the library's, or declared by the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.documents.locations import one_of
from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts

_MOST_LISTED = 200
"""Contexts that a message lists: all but those of a scenario that declares a great many."""


def problems_of_contexts(parts: Parts) -> Iterator[Problem]:
    """Contexts that nobody declares, and declared ones that the library has already."""
    for name in parts.names("contexts"):
        if name in CONTEXTS:
            expected = "a name that no context of the library has"
            yield Problem(key=f"contexts.{name}", expected=expected, found=repr(name))
    valid = (*CONTEXTS, *parts.names("contexts"))
    for key, name in _named(parts):
        if name not in valid:
            yield Problem(
                key=key,
                expected=one_of(valid, most=_MOST_LISTED),
                found=repr(name),
                nearest=nearest_name(name, valid),
                advice=f"to add one, declare [contexts.{name}] with a title and a domain in the scenario",
            )


def _named(parts: Parts) -> Iterator[tuple[str, str]]:
    """Every context that the scenario's parts name, with its key."""
    for shelf in ("conduct", "channels"):
        for name, part in getattr(parts, shelf).items():
            yield f"{shelf}.{name}.context", part.context
    for name, attribute in parts.attributes.items():
        if attribute.context is not None:
            yield f"attributes.{name}.context", attribute.context
    for name, system in parts.systems.items():
        for place, context in enumerate(system.purpose):
            yield f"systems.{name}.purpose.{place}", context
        for measure_name, measure in system.measures.items():
            yield f"systems.{name}.measures.{measure_name}.context", measure.context
