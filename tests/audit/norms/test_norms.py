"""The norms that ship: whole, sourced, and enough for everything in the library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from glasshouse import library, scenario
from glasshouse.audit.norms import agreement, norms
from glasshouse.audit.norms.loading import quantities
from glasshouse.audit.norms.relation import reason_of
from glasshouse.audit.norms.schema import ContextVariant
from glasshouse.documents.quantity import Gravity
from glasshouse.documents.strict import validate_document
from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.errors import InputError
from glasshouse.observables.smallest import smallest_of
from glasshouse.scenario import Scenario

GIVEN = norms()


def changed(name: str, *settings: str) -> Scenario:
    return scenario.load(name, list(settings), citizens=2_048, days=30)


@pytest.mark.parametrize("name", library.names("scenarios"))
def test_nothing_of_any_scenario_of_the_library_lacks_an_entry(name: str) -> None:
    assert GIVEN.check(scenario.load(name)) == []


def test_every_context_and_kind_of_the_library_was_judged_and_every_sanction() -> None:
    assert set(GIVEN.tables.contexts.contexts) == set(CONTEXTS)
    judged = {*GIVEN.tables.gravity.lawful, *GIVEN.tables.gravity.kinds}
    assert set(library.names("conduct")) <= judged


def test_every_number_says_what_it_rests_on_and_an_assumption_its_range() -> None:
    found = [each for table in GIVEN.tables.named().values() for each in quantities(table)]
    assert len(found) > 100
    for key, number in found:
        assert number.status in ("fact", "derived", "assumption", "definition"), key
        assert number.reason or number.fact, key
        assert number.status in ("fact", "definition") or number.range is not None, key


def test_seriousness_is_the_number_of_the_conduct_document_and_of_nowhere_else() -> None:
    assert all(each.seriousness is None for each in GIVEN.tables.gravity.kinds.values())
    for name in library.names("conduct"):
        own = validate_document(library.read("conduct", name)["gravity"], Gravity)
        assert GIVEN.gravity(name) == own


def test_lawful_conduct_weighs_nothing_on_the_scales_of_the_table_and_other_conduct_something() -> None:
    for name in library.names("conduct"):
        lawful = library.read("conduct", name).get("law", "lawful") == "lawful"
        for scale in ("points", "penal"):
            assert (GIVEN.gravity(name, scale).value == 0) == lawful  # type: ignore[arg-type]


def test_a_scenario_that_forbids_what_is_lawful_elsewhere_makes_it_grave() -> None:
    forbidden = changed("rongcheng", "conduct.criticise.law=unlawful")
    assert GIVEN.gravity("criticise", "penal").value == 0
    assert GIVEN.on(forbidden).gravity("criticise", "penal").value > 0
    allowed = changed("rongcheng", "conduct.litter.law=lawful")
    assert GIVEN.gravity("litter", "penal").value > 0
    assert GIVEN.on(allowed).gravity("litter", "penal").value == 0


def test_kinds_that_a_scenario_declares_have_their_seriousness_from_it() -> None:
    with pytest.raises(InputError, match="on\\(scenario\\)"):
        GIVEN.gravity("claim-falsely")
    bound = GIVEN.on(scenario.load("allowance-fraud"))
    assert bound.gravity("claim-falsely").value == 5.0
    assert bound.gravity("claim-falsely", "points").unit == "points"


def test_no_sanction_weighs_more_than_the_loss_of_children_and_none_less_than_a_warning() -> None:
    classes = GIVEN.tables.severity.classes.values()
    assert GIVEN.severity("families.taken").tariff.value == max(each.tariff.value for each in classes)
    assert GIVEN.severity("safety.warned").tariff.value == min(each.tariff.value for each in classes)


def test_every_class_of_measures_is_used() -> None:
    severity = GIVEN.tables.severity
    assert {name for measures in severity.systems.values() for name in measures.values()} == set(severity.classes)


def test_the_variants_of_contexts_are_five_and_differ_from_one_another() -> None:
    answers = {name: tuple(GIVEN.related(a, b, name) for a in CONTEXTS for b in CONTEXTS) for name in GIVEN.variants()}
    assert len(answers) >= 5
    assert len(set(answers.values())) == len(answers)
    assert sum(answers["identical"]) == len(CONTEXTS)


def test_pairs_are_related_as_the_variants_say() -> None:
    assert GIVEN.related("traffic", "traffic")
    assert not GIVEN.related("traffic", "justice")
    assert GIVEN.related("traffic", "justice", "order-justice")
    assert not GIVEN.related("public order", "traffic", "order-justice")
    assert GIVEN.related("tax", "welfare")
    assert not GIVEN.related("tax", "welfare", "identical")
    assert GIVEN.related("civic", "tax", "all-state")
    assert not GIVEN.related("commerce", "tax", "all-state")
    assert GIVEN.related("commerce", "credit", "commerce-credit")
    assert GIVEN.why_related("school", "work") == GIVEN.tables.contexts.related["school"]["work"]


def test_a_kind_may_be_related_where_its_field_of_life_is_not() -> None:
    assert not GIVEN.related("justice", "credit")
    assert GIVEN.related("justice", "credit", kind="default-judgment")
    assert not GIVEN.related("justice", "credit", kind="offend-gravely")
    assert not GIVEN.related("justice", "credit", "identical", "default-judgment")
    assert not GIVEN.crosses(["justice"], ["travel", "credit"], kinds=["litter", "default-judgment"])
    assert GIVEN.crosses(["justice"], ["travel", "credit"], kinds=["litter"])
    assert GIVEN.crosses(["justice"], ["travel", "credit"], "identical", ["default-judgment"])
    assert GIVEN.crosses(["justice"], ["credit"])
    assert not GIVEN.crosses(["public order", "civic"], ["civic"])
    assert not GIVEN.crosses(["public order", "civic"], ["justice"], "order-justice")


def test_a_pair_that_is_named_as_unrelated_is_so_for_every_kind() -> None:
    table = GIVEN.tables.contexts
    why = {"justice": {"credit": "A wall."}}
    for walled, variant in (
        (table.model_copy(update={"unrelated": why}), "given"),
        (
            table.model_copy(
                update={"variants": {"wall": ContextVariant(title="a wall", why="It is one.", unrelated=why)}}
            ),
            "wall",
        ),
    ):
        assert reason_of(walled, "justice", "credit", variant, "default-judgment") is None
        assert reason_of(walled, "civic", "credit", variant, "default-judgment")
        assert reason_of(walled, "work", "justice", variant, "cheat")


def test_speech_and_assembly_bear_on_nothing_else_in_any_variant() -> None:
    for variant in GIVEN.variants():
        for freedom in ("speech", "assembly"):
            assert [each for each in CONTEXTS if GIVEN.related(freedom, each, variant)] == [freedom]


@pytest.mark.parametrize(
    ("ask", "nearest"),
    [
        (lambda: GIVEN.related("credits", "work"), "credit"),
        (lambda: GIVEN.related("work", "work", "al-state"), "all-state"),
        (lambda: GIVEN.gravity("jaywak", "points"), "jaywalk"),
        (lambda: GIVEN.gravity("jaywalk", "point"), "points"),
        (lambda: GIVEN.severity("court-list.no-flight"), "court-list.no-flights"),
        (lambda: GIVEN.smallest("unrelate"), "unrelated"),
        (lambda: GIVEN.setting("periods"), "period"),
    ],
)
def test_a_wrong_name_is_told_with_the_nearest(ask: object, nearest: str) -> None:
    with pytest.raises(InputError) as error:
        ask()  # type: ignore[operator]
    assert error.value.problems[0].nearest == nearest


def test_a_criterion_that_an_observable_measures_takes_its_smallest_size() -> None:
    size, own = GIVEN.smallest("unjustified"), smallest_of("wrongly_sanctioned_share_of_days")
    assert size is not None
    assert own is not None
    assert (size.value, size.of) == (own.value, own.of)
    unrelated = GIVEN.smallest("unrelated")
    assert unrelated is not None
    assert unrelated.size() == unrelated.value == GIVEN.tables.thresholds.criteria["unrelated"].size.value  # type: ignore[union-attr]
    twin = GIVEN.smallest("necessity")
    assert twin is not None
    assert (twin.size(None), twin.size(0.0), twin.size(-2.0)) == (None, None, 2.0 * twin.value)
    assert GIVEN.smallest("ai_system") is None


def test_the_agreement_counts_tables_with_the_answer_of_the_first() -> None:
    crossing = agreement(GIVEN, lambda variant: not GIVEN.related("commerce", "credit", variant))
    assert (crossing.answer, crossing.same, crossing.tables) == (True, 4, 5)
    assert crossing.sentence == "in 4 of 5 tables"
    assert crossing.document == {"tables": 5, "same_answer": 4}
    graver = agreement(
        GIVEN,
        lambda scale: GIVEN.gravity("offend-gravely", scale).value > GIVEN.gravity("litter", scale).value,  # type: ignore[arg-type]
        "gravity",
    )
    assert list(graver.answers) == ["seriousness", "points", "penal"]
    assert graver.same == 3


def test_a_context_or_a_sanction_that_nobody_judged_is_a_problem_with_its_remedy() -> None:
    whole = scenario.load("rongcheng")
    data = GIVEN.tables
    fewer = data.contexts.model_copy(update={"contexts": tuple(c for c in CONTEXTS if c != "welfare")})
    severity = data.severity.model_copy(update={"systems": {}})
    gravity = data.gravity.model_copy(update={"kinds": {k: v for k, v in data.gravity.kinds.items() if k != "litter"}})
    bare = replace(GIVEN, tables=replace(data, contexts=fewer, severity=severity, gravity=gravity))
    problems = bare.check(whole)
    keys = {problem.key for problem in problems}
    assert {"systems.rongcheng.measures.no-posts", "conduct.litter", "conduct.ask-for-help.context"} <= keys
    assert all(problem.advice and "--norms" in problem.advice for problem in problems)
    with pytest.raises(InputError):
        bare.on(whole)


def test_the_field_of_life_in_which_an_attribute_arises_must_be_judged_too() -> None:
    whole = scenario.load("student-grant")
    tables = GIVEN.tables
    contexts = tables.contexts.model_copy(update={"contexts": ("nowhere",)})
    keys = {problem.key for problem in replace(GIVEN, tables=replace(tables, contexts=contexts)).check(whole)}
    told = {f"attributes.{name}.context" for name, each in whole.attributes.items() if each.context}
    assert told
    assert told <= keys
