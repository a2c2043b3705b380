"""What each form leaves of a system under the safeguards that concern its own rules."""

from __future__ import annotations

import pytest

from glasshouse import library
from glasshouse.documents.quantity import Ratio, Score
from glasshouse.scenario import apply_safeguards, load
from glasshouse.scenario.document import read_system
from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.narrowing import forget_by_halves, forget_in_a_window
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import Forgetting, System

CONTEXTS = {name: library.read("conduct", name)["context"] for name in library.names("conduct")}


def _system(name: str) -> System:
    return read_system(library.read("systems", name))


def _purpose(*own: str, measures: frozenset[str] = frozenset(), **systems: System) -> Purpose:
    return Purpose(frozenset(own), CONTEXTS, measures, systems)


NAMES = ("rongcheng", "sesame", "court-list", "learned-credit")


@pytest.mark.parametrize("name", NAMES)
def test_without_a_purpose_nothing_is_left_to_judge_by(name: str) -> None:
    system = _system(name)
    left = form_of(system).to_purpose(system, _purpose())
    assert any(form_of(system).rules_for(system, kind) for kind in CONTEXTS)
    entering = [kind for kind in CONTEXTS for rule in form_of(left).rules_for(left, kind) if "repairs" not in rule.key]
    assert entering == []
    assert all(band.measures == () for band in form_of(left).bands(left))


@pytest.mark.parametrize("name", NAMES)
def test_within_all_contexts_nothing_is_taken_away(name: str) -> None:
    system = _system(name)
    everything = _purpose(*CONTEXTS.values(), measures=frozenset(system.measures))
    assert form_of(system).to_purpose(system, everything) == system


def test_a_joint_system_keeps_only_systems_whose_whole_purpose_is_its_own() -> None:
    joint = _system("national")
    others = {name: _system("court-list") for name in joint.reads_systems}  # type: ignore[attr-defined]
    purposes = [("justice",), ("justice", "credit"), ()]
    named = {
        name: other.model_copy(update={"purpose": purposes[place % 3]})
        for place, (name, other) in enumerate(others.items())
    }
    left = form_of(joint).to_purpose(joint, Purpose(frozenset({"justice"}), CONTEXTS, frozenset(), named))
    assert list(left.reads_systems) == [name for name, each in named.items() if each.purpose == ("justice",)]


@pytest.mark.parametrize(("rule", "days", "law", "expected"), [
    ("never", 0, 100, ("window", 100)), ("window", 50, 100, ("window", 50)), ("window", 300, 100, ("window", 100)),
    ("half-life", 300, 100, ("half-life", 25)), ("half-life", 10, 100, ("half-life", 10)),
])  # fmt: skip
def test_a_window_is_cut_and_a_half_life_is_a_quarter_of_the_law(rule, days, law, expected) -> None:
    given = Forgetting.model_validate({"rule": rule, "days": {"value": days, "unit": "days"}})
    left = forget_in_a_window(given, law)
    assert (left.rule, left.days.value) == expected


def test_where_there_are_no_windows_what_never_faded_gets_a_half_life() -> None:
    given = Forgetting.model_validate({"rule": "never", "days": {"value": 0, "unit": "days"}})
    assert forget_by_halves(given, 100).rule == "half-life"
    assert forget_by_halves(given, 100).days.value == 25


def test_a_term_on_a_list_is_never_made_longer() -> None:
    system = _system("court-list")
    term = system.term.value  # type: ignore[attr-defined]
    assert form_of(system).forget(system, 30).term.value == 30
    assert form_of(system).forget(system, 36_000).term.value == term


def test_without_contacts_no_form_counts_them() -> None:
    for name in ("sesame", "rongcheng"):
        system = _system(name).model_copy(update={"contacts": None})
        left = form_of(system).without_contacts(system)
        assert not form_of(left).counts_contacts(left)
    assert form_of(_system("sesame")).counts_contacts(_system("sesame"))


TRAITS = {"debtor": "credit", "married": "family", "nameless": None}


def _limited(name: str, change: dict[str, object]) -> System:
    """A system of the library with declared attributes, as the purpose *credit* leaves it."""
    system = _system(name).model_copy(update=change)
    return form_of(system).to_purpose(system, Purpose(frozenset({"credit"}), CONTEXTS, frozenset(), {}, TRAITS))


def test_declared_attributes_stay_that_arise_within_the_purpose() -> None:
    points = dict.fromkeys(TRAITS, Score(value=-5, unit="points"))
    left = _limited("rongcheng", {"attributes": points})
    assert list(left.attributes) == ["debtor"]  # type: ignore[attr-defined]
    weighted = _system("sesame")
    areas = weighted.dimensions  # type: ignore[attr-defined]
    ratios = dict.fromkeys(TRAITS, Ratio(value=-0.1, unit="ratio"))
    area = areas["identity"].model_copy(update={"attributes": ratios})
    left = _limited("sesame", {"dimensions": {**areas, "identity": area}})
    assert list(left.dimensions["identity"].attributes) == ["debtor"]  # type: ignore[attr-defined]
    assert left.dimensions["identity"].profile == {}, "age and income arise in no context that could be named"  # type: ignore[attr-defined]
    learning = _system("learned-credit").learning.model_copy(update={"attributes": tuple(TRAITS)})  # type: ignore[attr-defined]
    assert _limited("learned-credit", {"learning": learning}).learning.attributes == ("debtor",)  # type: ignore[attr-defined]


def test_where_no_attribute_is_left_there_is_none() -> None:
    left = _limited("rongcheng", {"attributes": {"married": Score(value=-5, unit="points")}})
    assert left.attributes is None  # type: ignore[attr-defined]


def test_a_purpose_of_every_context_of_conduct_still_leaves_out_attributes_that_arise_elsewhere() -> None:
    purpose = Purpose(frozenset({"credit"}), {"default": "credit"}, frozenset(), {}, {"married": "family", "any": None})
    assert purpose.of_attributes({"married": 1, "any": 2}) == {"any": 2}


def test_a_law_that_forgets_cuts_the_term_of_cases_of_a_weighted_score() -> None:
    left = apply_safeguards(load("allowance-fraud", ["safeguards.forget_after=90"]))
    (system,) = (each for each in left.systems.values() if each.form == "weighted")
    assert system.cases.term.value == 90  # type: ignore[attr-defined]
