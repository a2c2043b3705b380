"""Off is true: with a mechanism off nothing that it owns changes a bit, and with it on some bit is another."""

import pytest

from glasshouse.registry.catalogue import mechanisms, without
from glasshouse.scenario import Scenario, changed, load
from glasshouse.testing.simulated import simulated
from glasshouse.testing.switched_off import acts, leaks


@pytest.mark.parametrize("name", list(mechanisms()))
def test_a_mechanism_acts_in_its_trial(name: str) -> None:
    assert acts(mechanisms()[name]), "nothing changes where it is off: give it a trial in which it acts"


@pytest.mark.parametrize("name", list(mechanisms()))
def test_off_is_true(name: str) -> None:
    assert leaks(mechanisms()[name]) == []


def test_what_does_not_turn_it_off_is_found() -> None:
    wrong = mechanisms()["contacts"].model_copy(update={"off": {"systems.*.contacts.error": 0.2}})
    found = leaks(wrong)
    assert any(line.startswith("response.ties_cut at its high end moves ") for line in found)
    assert any("day_counts.ties" in line for line in found)


def test_what_turns_nothing_off_does_not_act() -> None:
    idle = mechanisms()["games"].model_copy(update={"off": {"response.licensing": 0.1}})
    assert not acts(idle)


@pytest.mark.parametrize("name", ["sesame", "tencent-stays"])
def test_friends_are_out_as_the_pages_say(name: str) -> None:
    base = load(name, citizens=1024, days=40, panel=())
    off = without(mechanisms()["contacts"], base)

    def ties(scenario: Scenario) -> int:
        return int(simulated(scenario).day_counts["ties"])

    assert ties(base) < ties(off) == ties(changed(base, ["response.ties_cut=0"]))


def test_a_score_that_is_not_in_force_cuts_no_ties() -> None:
    settings = ["response.ties_cut=0.1", "systems.sesame.active=false"]
    base = load("sesame", settings, citizens=512, days=10, panel=())
    assert int(simulated(base).world.parameters["tie_weight"]) == 0
