"""What must hold for every system, whatever its form; its form says what must hold beside that."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.documents.vocabulary import Measure
from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.account_checks import problems_of_accounts
from glasshouse.scenario.market_checks import problems_of_market
from glasshouse.scenario.parts import Parts
from glasshouse.scenario.review_checks import problems_of_human_review
from glasshouse.scenario.rollout_checks import problems_of_rollout
from glasshouse.scenario.safeguards import refused
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.forms.surroundings import unknown_name
from glasshouse.scoring.systems import System


def problems_of_system(parts: Parts, name: str) -> Iterator[Problem]:
    """Everything about one system that does not fit the rest of the scenario, or itself."""
    system, key = parts.systems[name], f"systems.{name}"
    for place, channel in enumerate(system.reads):
        yield from unknown_name(f"{key}.reads.{place}", channel, parts, "channels")
    if system.publish_on >= system.publish_every:
        yield Problem(
            key=f"{key}.publish_on",
            expected=f"a day of the rhythm, below publish_every = {system.publish_every}",
            found=str(system.publish_on),
        )
    yield from problems_of_accounts(key, system, parts)
    yield from _check_measures(key, system, parts)
    yield from problems_of_market(parts, name)
    yield from problems_of_human_review(parts, name)
    yield from problems_of_rollout(parts, name)
    yield from form_of(system).check(name, system, parts)
    yield from refused(name, system, parts.safeguards)


def _check_measures(key: str, system: System, parts: Parts) -> Iterator[Problem]:
    for measure_name, measure in system.measures.items():
        parts_of = (("denies", measure.denies), ("eases", measure.eases), ("worsens", measure.worsens))
        for part, attempts in parts_of:
            for place, attempt in enumerate(attempts):
                yield from _no_attempt(f"{key}.measures.{measure_name}.{part}.{place}", attempt, parts)
        yield from _check_terms(f"{key}.measures.{measure_name}", measure, parts)


def _check_terms(key: str, measure: Measure, parts: Parts) -> Iterator[Problem]:
    """Worse terms that say how much worse, of attempts that people make and the same measure does not deny."""
    if measure.worsens and measure.surcharge is None:
        yield Problem(key=f"{key}.surcharge", expected="what the attempts cost beyond the usual price", found="nothing")
    if measure.surcharge is not None and not measure.worsens:
        yield Problem(key=f"{key}.worsens", expected="the attempts that cost more", found="nothing")
    for place, attempt in enumerate(measure.worsens):
        at = f"{key}.worsens.{place}"
        if attempt in measure.denies:
            yield Problem(key=at, expected="an attempt that the measure does not deny", found=repr(attempt))
        if attempt in parts.conduct and parts.conduct[attempt].needs == "firm":
            yield Problem(key=at, expected="something that citizens do", found=f"{attempt!r}, which only firms do")


def _no_attempt(key: str, name: str, parts: Parts) -> Iterator[Problem]:
    if name in parts.unread.get("conduct", ()):
        return
    attempts = [kind_name for kind_name, kind in parts.conduct.items() if kind.type == "attempt"]
    if name not in attempts:
        yield Problem(
            key=key,
            expected="the name of an attempt of this scenario",
            found=f"{name!r}, an act" if name in parts.conduct else repr(name),
            nearest=nearest_name(name, attempts),
        )
