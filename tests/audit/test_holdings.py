"""Who holds what of whom: what `why` and `infer` tell of holders by name, and the observables that count the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse import scenario
from glasshouse.audit.data_held import DataHeld
from glasshouse.audit.explain import Explanation, explain_history
from glasshouse.audit.exports import export
from glasshouse.audit.inference import attack_by_holder
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World

PEOPLE, DAYS = 512, 40


@pytest.fixture(scope="module")
def town() -> scenario.Scenario:
    return scenario.load("three-giants", citizens=PEOPLE, days=DAYS, panel=tuple(range(PEOPLE)))


@pytest.fixture(scope="module")
def everybody(town: scenario.Scenario) -> list[Explanation]:
    return [explain_history(history, DAYS - 1) for history in histories_of(town)]


def test_why_names_every_holder_and_the_observables_count_the_same(
    town: scenario.Scenario, everybody: list[Explanation]
) -> None:
    observables = simulate(town).observables
    known: list[DataHeld] = [why.known for why in everybody]
    holders = [{each.holder for each in one.holdings} for one in known]
    assert np.isclose(observables["holders_per_citizen"].value or 0, sum(map(len, holders)) / PEOPLE)
    for name, holder in town.holders.items():
        mine = [each for one in known for each in one.holdings if each.holder == holder.title]
        assert np.isclose(observables[f"held_by_{name}"].value or 0, sum(max(e.own, e.copied) for e in mine) / PEOPLE)
        people = sum(holder.title in each for each in holders)
        assert np.isclose(observables[f"known_to_{name}"].value or 0, people / PEOPLE)
    for one, whose in zip(known, holders, strict=True):
        assert whose <= set(one.everybody)


def test_the_ledger_tells_own_records_and_copies(everybody: list[Explanation]) -> None:
    texts = [why.text(full=True) for why in everybody]
    assert any("held by Alibaba: shopping sites, and Alipay with Ant: commerce" in text for text in texts)
    assert any("from others" in text for text in texts)


def test_concentration_is_that_of_the_records(town: scenario.Scenario) -> None:
    recorder = Recorder(World(town))
    for _ in range(DAYS):
        recorder.step()
    held = recorder.snapshot()["held_records"].astype(float)
    found = simulate(town).observables["holders_concentration"].value
    assert found == pytest.approx((held**2).sum() / held.sum() ** 2)
    assert 1 / len(town.holders) < (found or 0) < 1


def test_each_holder_is_attacked_with_its_own_files_alone(town: scenario.Scenario) -> None:
    found = export(town.model_copy(update={"panel": ()}), PEOPLE)
    assert set(found.by_holder) <= {holder.title for holder in town.holders.values()}
    assert town.holders["tencent"].title in found.by_holder
    some = {name: found.by_holder[name] for name in sorted(found.by_holder)[:3]}  # each takes seconds
    told = attack_by_holder(replace(found, by_holder=some))
    assert told.keys() == some.keys()
    for attacks in told.values():
        assert [each.trait for each in attacks] == list(found.traits)
