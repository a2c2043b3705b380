"""What rules are lived without: what is taken out is gone, and nothing else moves."""

from __future__ import annotations

import pytest

from glasshouse import Simulation, scenario
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario, apply_safeguards, changed, digest

SMALL = {"citizens": 2_048, "days": 60}
STILL = "response.enabled=false"


def lived(base: Scenario) -> Simulation:
    return Simulation(base, threads=1).step(base.days)


def still(name: str, *settings: str) -> Scenario:
    return scenario.load(name, [STILL, *settings], **SMALL)


@pytest.fixture(scope="module")
def trust() -> Scenario:
    return still("municipal-trust")


@pytest.fixture(scope="module")
def whole(trust: Scenario) -> Simulation:
    return lived(trust)


def test_nothing_taken_out_is_the_same_scenario(trust: Scenario) -> None:
    assert trust.ablation is None
    assert digest(changed(trust, ["ablation={}"])) == digest(trust)


def test_a_source_without_a_rule_changes_nothing(trust: Scenario, whole: Simulation) -> None:
    assert lived(changed(trust, ['ablation={contexts=["asylum"]}'])).digests == whole.digests


@pytest.mark.parametrize("out", ['contexts=["civic"]', "traits=true", 'kinds=["pay-tax-late"]'])
def test_what_is_taken_out_ends_harm_and_moves_no_conduct(trust: Scenario, whole: Simulation, out: str) -> None:
    town = lived(changed(trust, [f"ablation={{{out}}}"]))
    under = [each.observables()["sanctioned_share_of_days"].value for each in (town, whole)]
    assert under[0] < under[1]
    assert town.digests["conduct"] == whole.digests["conduct"]
    assert town.digests["records"] == whole.digests["records"]


def test_without_false_records_nothing_is_recorded_that_did_not_happen() -> None:
    town = lived(still("rongcheng", "ablation.false_records=true"))
    assert town.observables()["false_records_per_1000_years"].value == 0


def test_a_list_without_its_kinds_lists_nobody() -> None:
    town = lived(still("court-list", 'ablation={contexts=["credit","justice"]}'))
    assert town.observables()["sanctioned_share_of_days"].value == 0


def test_an_elastic_offence_reaches_as_far_over_what_is_left() -> None:
    base = still("misconduct-ban", "systems.misconduct-ban.vague.width=0.7")
    vague = base.systems["misconduct-ban"].vague  # type: ignore[attr-defined]
    first, *others = vague.kinds
    left = apply_safeguards(changed(base, [f'ablation.kinds=["{first}"]'])).systems["misconduct-ban"]
    before = vague.reach()
    assert left.vague.reach() == pytest.approx({kind: before[kind] for kind in others})


def test_rules_that_come_later_are_lived_without_it_too(trust: Scenario) -> None:
    change = "{systems={municipal-trust={rules={litter={points=-50}}}}}"
    later = changed(trust, [f"later=[{{day=10,change={change}}}]", 'ablation.kinds=["litter"]'])
    plan = World(later).plan
    for rules in (plan.rules_on(1), plan.rules_on(20)):
        assert "litter" not in rules.systems["municipal-trust"].rules


def test_a_silenced_system_has_no_accounts(trust: Scenario) -> None:
    town = lived(changed(trust, ['ablation.systems=["municipal-trust"]']))
    assert town.observables()["sanctioned_share_of_days"].value == 0


def test_held_fits_change_nothing_where_nothing_is_taken_out_and_hold_where_something_is() -> None:
    learning = "systems.learned-credit.learning"
    settings = [STILL, f"{learning}.every=20", f"{learning}.window=20", f"{learning}.sample=1"]
    base = scenario.load("learned-credit", settings, citizens=8_192, days=70)

    def fits(world: World) -> list[object]:
        for _ in range(70):
            world.step()
        return world.institutions[-1].report()  # type: ignore[return-value]

    found = World(base)
    told = fits(found)
    assert any(each["fitted"] for each in told)  # type: ignore[index]
    held = {"learned-credit": found.institutions[-1].fits}  # type: ignore[attr-defined]
    again = World(base, fits=held)
    assert fits(again) == told
    assert (again.ledgers["published"] == found.ledgers["published"]).all()
    less = World(changed(base, ['ablation.contexts=["credit"]']), fits=held)
    assert fits(less) == told
    assert (less.ledgers["published"] != found.ledgers["published"]).any()


def test_every_unknown_name_is_told_at_once(trust: Scenario) -> None:
    with pytest.raises(InputError) as error:
        changed(trust, ['ablation={contexts=["civik"],kinds=["liter"],systems=["town"],attributes=["incme"]}'])
    said = str(error.value)
    assert "civik" in said
    assert "did you mean 'civic'" in said
    assert "did you mean 'litter'" in said
    assert "'town'" in said
    assert "did you mean 'income'" in said
