"""Contexts: the library's, and those that a scenario declares; together a closed list."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.engine.encode import encode_scenario
from glasshouse.errors import InputError, Problem
from glasshouse.scenario.digest import canonical
from glasshouse.schema.codes import DOMAINS, GUARDS, LIFE, MONEY, PUBLIC

WASTE = """
extends = "rongcheng"
[contexts.waste]
title = "bins and what is sorted into them"
domain = "{domain}"
[change.conduct.litter]
context = "waste"
"""


def _declared(folder: Path, text: str) -> scenario.Scenario:
    path = folder / "waste.toml"
    path.write_text(text)
    return scenario.load(path)


def _problems(*settings: str) -> dict[str, Problem]:
    with pytest.raises(InputError) as caught:
        scenario.load("rongcheng", settings)
    return {problem.key: problem for problem in caught.value.problems}


def _felt_of(town: scenario.Scenario) -> np.ndarray:
    """Where the sanctions of Rongcheng's bands are felt, by band and domain."""
    encoded = encode_scenario(town)
    return encoded.systems["burden_in"][encoded.system_names.index("rongcheng")]


@pytest.mark.parametrize(("domain", "number"), [("public", PUBLIC), ("money", MONEY), ("life", LIFE)])
def test_a_declared_context_lies_in_the_domain_that_it_says(tmp_path: Path, domain: str, number: int) -> None:
    encoded = encode_scenario(_declared(tmp_path, WASTE.format(domain=domain)))
    assert encoded.parameters[0]["guard"][encoded.kinds.index("litter")] == GUARDS[number]


def test_the_stakes_of_a_system_lie_there_too(tmp_path: Path) -> None:
    text = WASTE.format(domain="money") + "[change.systems.rongcheng.rules.litter]\npoints = -900\n"
    there = _felt_of(_declared(tmp_path, text + "[change.response]\nrisk_cause = 1\n"))
    in_street = scenario.load("rongcheng", ["systems.rongcheng.rules.litter.points=-900", "response.risk_cause=1"])
    here = _felt_of(in_street)
    assert there[:, MONEY].max() > here[:, MONEY].max()
    assert there[:, PUBLIC].max() < here[:, PUBLIC].max()


def test_a_measure_and_a_purpose_may_name_it(tmp_path: Path) -> None:
    text = (
        WASTE.format(domain="life")
        + """
    [change.systems.rongcheng]
    purpose = ["waste"]
    [change.systems.rongcheng.measures.no-posts]
    context = "waste"
    [change.safeguards]
    purpose_limits = true
    """
    )
    found = scenario.apply_safeguards(_declared(tmp_path, text)).systems["rongcheng"]
    assert list(found.rules) == ["litter"]  # type: ignore[attr-defined]


def test_a_name_that_nobody_declares_is_told_with_the_whole_list(tmp_path: Path) -> None:
    found = _problems(
        "conduct.litter.context=bins", "channels.police.context=housng", 'systems.rongcheng.purpose=["x"]'
    )
    assert set(found) == {"conduct.litter.context", "channels.police.context", "systems.rongcheng.purpose.0"}
    assert all(f"'{name}'" in found["conduct.litter.context"].expected for name in CONTEXTS)
    assert found["channels.police.context"].nearest == "housing"
    with pytest.raises(InputError, match=r"'game', .*'waste'"):
        _declared(tmp_path, WASTE.format(domain="life") + "[change.conduct.donate]\ncontext = 'wast'\n")


def test_a_declaration_with_faults_is_told_with_all_of_them(tmp_path: Path) -> None:
    text = (
        WASTE.format(domain="mind")
        + '[contexts.credit]\ntitle = "loans"\ndomain = "money"\n[contexts.river]\ntitle = ""\n'
    )
    with pytest.raises(InputError) as caught:
        _declared(tmp_path, text)
    keys = {problem.key for problem in caught.value.problems}
    assert {"contexts.waste.domain", "contexts.credit", "contexts.river.title", "contexts.river.domain"} <= keys


def test_contexts_stay_while_rules_change() -> None:
    found = _problems('later=[{day=3, change={contexts={river={title="the river", domain="life"}}}}]')
    assert "later.0.change.contexts" in found


def test_a_scenario_without_any_keeps_its_digest_and_its_numbers(tmp_path: Path) -> None:
    plain = scenario.load("rongcheng")
    assert '"contexts"' not in canonical(plain)
    same = _declared(tmp_path, WASTE.format(domain="public"))
    assert '"contexts"' in canonical(same)
    before, after = encode_scenario(plain), encode_scenario(same)
    assert np.array_equal(before.parameters, after.parameters)


def test_the_librarys_new_contexts_have_domains() -> None:
    from glasshouse.library.domains import domain_of

    of = {name: DOMAINS[domain_of(name)] for name in ("insurance", "housing", "tax", "health", "asylum")}
    assert of == {"insurance": "money", "tax": "money", "housing": "life", "health": "life", "asylum": "life"}
