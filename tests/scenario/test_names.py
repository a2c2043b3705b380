"""The names that changed in 0.2: documents, settings and results with old names are told, and documents converted."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.claims.claim import Claim
from glasshouse.documents.strict import load_document
from glasshouse.errors import InputError, nearest_name
from glasshouse.renamed import renamings
from glasshouse.scenario.upgrade import upgrade

OLD = """
extends = "rongcheng"
remove = ["channels.camera.invents.jaywalk"]

[response]
guard_speed = 0.1   # slow
wrongs = 0

[new.conduct.lend]
title = "lend money"
sort = "act"
context = "credit"
memory = "credit"
mark = "none"
needs = "not owing"
gravity = 0
rate = 0.001
ceiling = 0.01
rouses = 0
leans = { states = { guard = -1 } }

[new.channels.bank]
title = "a bank"
everyday = true
pool = "commercial"
context = "credit"
coverage = { town = 1, country = 1 }
delay = 1
retention = 30
holders = ["bank"]
evaded = 0
suspects = 0
sees = { lend = 0.5 }
invents = {}
seeing = { migrant = 0.9 }
inventing = { migrant = 2 }

[change.systems.rongcheng]
redress = { open = false, days = 5 }
members = { who = "everybody" }
"""
FIRST = [
    "response.guard_speed", "response.wrongs", "conduct.lend.sort", "conduct.lend.memory", "conduct.lend.mark",
    "conduct.lend.rouses", "conduct.lend.leans.states.guard", "conduct.lend.needs", "channels.bank.everyday",
    "channels.bank.evaded", "channels.bank.suspects", "channels.bank.sees", "channels.bank.invents",
    "channels.bank.seeing", "channels.bank.inventing", "systems.rongcheng.redress.open",
    "systems.rongcheng.redress.days", "systems.rongcheng.members.who",
]  # fmt: skip


def test_an_old_scenario_is_told_every_old_name_at_once_and_is_a_scenario_once_converted(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_text(OLD)
    with pytest.raises(InputError) as caught:
        scenario.load(path)
    told = {
        problem.key.removeprefix("new.").removeprefix("change."): problem
        for problem in caught.value.problems
        if "its name before 0.2" in str(problem)
    }
    assert sorted(told) == sorted(FIRST)
    assert "expected 'self_censorship_speed', found 'guard_speed', its name before 0.2" in str(
        told["response.guard_speed"]
    )
    assert "expected 'not in default'" in str(told["conduct.lend.needs"])
    (removed,) = (problem for problem in caught.value.problems if problem.key == "remove.0")
    assert removed.nearest == "channels.camera.false_records.jaywalk"

    done = upgrade(OLD)
    assert done.problems == ()
    assert done.changes == len(FIRST) + 1
    assert "self_censorship_speed = 0.1   # slow" in done.text
    path.write_text(done.text)
    found = scenario.load(path)
    assert found.response.self_censorship_speed.value == 0.1
    assert found.conduct["lend"].needs == "not in default"
    assert not found.systems["rongcheng"].redress.appeals


def test_a_setting_with_an_old_key_is_told_the_new_one() -> None:
    settings = ["response.wrong_days=3", "systems.rongcheng.redress.days=3", "society.owing_at_start=0"]
    with pytest.raises(InputError) as caught:
        scenario.load("rongcheng", settings)
    text = str(caught.value)
    for new in ("incident_days", "review_days", "in_default_at_start"):
        assert f"expected '{new}'" in text


def test_an_old_claim_is_told_its_old_keys_and_converted(tmp_path: Path) -> None:
    old = (
        'title = "t"\nsays = "s"\nplace = "p"\nhypothesis = "h"\nscenario = "rongcheng"\nobservable = "mean_guard"\n'
        'direction = "more"\nrungs = ["scoring", "response.guard_reach=0"]\nalso = ["otherwise_silenced", "otherwise_wronged"]\n'
        'against = "nothing"\n[smallest]\nvalue = 1\nwhy = "w"\n'
    )
    path = tmp_path / "claim.toml"
    path.write_text(old)
    with pytest.raises(InputError) as caught:
        load_document(path, Claim)
    assert len(caught.value.problems) == 4
    path.write_text(upgrade(old).text)
    claim = load_document(path, Claim)
    assert claim.observable == "mean_self_censorship"
    assert claim.beside == ("individual_differences_silenced", "individual_differences_wrongly_sanctioned")
    assert claim.ladder == ("scoring", "response.self_censorship_reach=0")


def test_what_is_gone_from_claims_is_told_with_what_stands_in_its_place() -> None:
    old = 'title = "t"\nstatement = "s"\nhypothesis = "h"\nobservable = "dose"\nover = ["response.*"]\n[[links]]\nkey = "k"\n'
    told = " ".join(str(problem) for problem in upgrade(old).problems)
    assert "everything that is uncertain is varied" in told
    assert "mechanisms are switched by the registry" in told


@pytest.mark.parametrize("row", renamings().of("observable"), ids=lambda row: row.old)
def test_an_old_observable_is_answered_with_the_new_name(row) -> None:
    old, new = row.old.replace("*", "silenced"), row.new.replace("*", "silenced")
    assert nearest_name(old, [new, old[:-1]]) == new
