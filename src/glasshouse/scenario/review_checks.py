"""What must hold for a human review: there are bands to decide about, and conduct that a full look can find."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem
from glasshouse.scenario.parts import Parts
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.forms.surroundings import unknown_name


def problems_of_human_review(parts: Parts, name: str) -> Iterator[Problem]:
    """A human review of firms, of a system that judges nobody, or one that looks for what nobody does."""
    system, key = parts.systems[name], f"systems.{name}.human_review"
    if system.human_review is None:
        return
    if system.account_holders != "citizens":
        yield Problem(key=key, expected="accounts of citizens: a caseworker decides about people", found="'firms'")
    if not form_of(system).bands(system):
        yield Problem(key=key, expected="a form with bands or a list", found=f"{system.form!r}, which judges nobody")
    for place, kind in enumerate(system.human_review.looks_for):
        at = f"{key}.looks_for.{place}"
        yield from unknown_name(at, kind, parts, "conduct")
        if kind in parts.conduct and parts.conduct[kind].needs == "firm":
            yield Problem(key=at, expected="something that citizens do", found=f"{kind!r}, which only firms do")
