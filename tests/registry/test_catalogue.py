from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from tests.shipped import shipped

import glasshouse.testing
from glasshouse import library
from glasshouse.engine.expected import observables_by_stand_in
from glasshouse.errors import InputError
from glasshouse.registry.catalogue import (
    deciding,
    is_plain,
    matches,
    mechanisms,
    off_settings,
    owned,
    owners,
    plain_quantities,
    unknown_names,
    without,
)
from glasshouse.registry.mechanism import Mechanism
from glasshouse.scenario import load, quantities

CROWDED = Path(glasshouse.testing.__file__).with_name("crowded.toml")


@pytest.fixture(scope="module")
def keys() -> set[str]:
    """Keys of all quantities of all scenarios that ship, and of the crowded world."""
    return {key for name in (*library.names("scenarios"), CROWDED) for key, _ in quantities(shipped(name))}


def test_every_quantity_is_of_one_mechanism_or_plain_with_a_reason(keys: set[str]) -> None:
    several = {key: owners(key) for key in keys if len(owners(key)) > 1}
    assert not several
    assert not [key for key in sorted(keys) if owners(key) and is_plain(key) and key != "conduct.join-gathering.rate"]
    forgotten = [key for key in sorted(keys) if not owners(key) and not is_plain(key)]
    assert not forgotten, "enter it in library/mechanisms, or in library/plain.toml with a reason"


def test_a_quantity_of_nobody_is_found() -> None:
    assert owners("response.no_such_value") == []
    assert not is_plain("response.no_such_value")


def test_no_pattern_is_idle(keys: set[str]) -> None:
    off = dict.fromkeys((pattern for each in mechanisms().values() for pattern in each.off), 0.0)
    every = Mechanism(title="t", description="d", owns=("x",), off=off, scenario="s", writes=("w",))
    names = (*library.names("scenarios"), CROWDED)
    found = keys | {setting.partition("=")[0] for name in names for setting in off_settings(every, shipped(name))}
    patterns = [*off, *(pattern for each in mechanisms().values() for pattern in each.owns)]
    patterns += [pattern for group in plain_quantities().plain.values() for pattern in group.owns]
    assert not [pattern for pattern in patterns if not any(matches(key, pattern) for key in found)]


def test_what_a_mechanism_alone_decides_are_observables_that_there_are() -> None:
    names = [each.name for each in observables_by_stand_in()]
    names += ["individual_differences_silenced"]
    for name, each in mechanisms().items():
        idle = [pattern for pattern in each.decides if not any(fnmatchcase(one, pattern) for one in names)]
        assert not idle, name
    assert deciding("speech_withheld_share") == ["self-censorship"]
    assert deciding("offences_per_1000_days") == []


def test_a_star_stands_for_one_name_and_at_the_end_for_all_that_follows() -> None:
    assert matches("systems.sesame.high", "systems.*.high")
    assert not matches("systems.joint.reads_systems.merits.points.high", "systems.*.high")
    assert matches('trade.holders."credit centre".passes', "trade.holders.*.passes")
    assert matches("systems.sesame.bands.low.start", "systems.*.bands.*")
    assert not matches("systems.sesame.bands", "systems.*.bands.*")
    assert matches("response.risk_fade", "response.risk_*")


def test_each_acts_in_a_scenario_that_has_its_quantities() -> None:
    for each in mechanisms().values():
        assert owned(each, load(each.scenario)), each.name


def test_needs_lead_in_no_circle() -> None:
    def above(name: str, trail: tuple[str, ...] = ()) -> None:
        assert name not in trail
        for need in mechanisms()[name].needs:
            above(need, (*trail, name))

    for name in mechanisms():
        above(name)


def test_a_wrong_name_is_told_with_the_nearest() -> None:
    wrong = mechanisms()["fear"].model_copy(
        update={"needs": ("oppacity",), "writes": ("response.fear",), "literature": ("penney",), "scenario": "sesam"}
    )
    problems = {problem.key: problem for problem in unknown_names(wrong, mechanisms())}
    assert set(problems) == {"needs", "writes", "literature", "scenario"}
    assert problems["needs"].nearest == "opacity"
    assert problems["scenario"].nearest == "sesame"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(InputError, match="onws"):
        Mechanism(title="t", description="d", onws=("x",), off={"x": 0}, scenario="nothing", writes=("w",))  # type: ignore[call-arg]


def test_off_sets_every_system_that_has_it() -> None:
    settings = off_settings(mechanisms()["contacts"], load("national"))
    assert settings == ["systems.sesame.contacts.weight=0"]
    off = without(mechanisms()["trade"], load("brokers"))
    assert not off.trade.enabled
