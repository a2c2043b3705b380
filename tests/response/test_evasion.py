"""Encryption and anonymity: they spread by contacts, hide words, wear off, and make those who use them suspect."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

QUICK = ("response.risk_exposure=0.05", "response.evasion_speed=0.3")


def _life(*settings: str, days: int = 40) -> SimulatedWorld:
    return simulated(scenario.load("sensing", settings, citizens=6_000, days=days))


@pytest.fixture(scope="module")
def alone() -> SimulatedWorld:
    return _life(*QUICK, "response.evasion_contacts=0", "response.evasion_fade=0")


def _evasion(life: SimulatedWorld) -> float:
    return float(np.asarray(life.world.response["evasion"]).mean()) / 255


def test_it_spreads_faster_by_contacts(alone: SimulatedWorld) -> None:
    followed = _life(*QUICK, "response.evasion_contacts=0.1", "response.evasion_fade=0")
    assert _evasion(followed) > 1.1 * _evasion(alone) > 0


def test_what_is_a_trouble_is_given_up(alone: SimulatedWorld) -> None:
    assert _evasion(_life(*QUICK, "response.evasion_contacts=0", "response.evasion_fade=0.05")) < 0.9 * _evasion(alone)


def test_with_nothing_to_hide_from_nobody_hides() -> None:
    assert _evasion(_life("response.evasion_speed=0", "response.evasion_contacts=0.05", days=10)) == 0


def test_fewer_words_of_those_who_evade_are_recorded(alone: SimulatedWorld) -> None:
    said, recorded = alone.day_counts["speech_acts"], alone.day_counts["speech_acts_recorded"]
    assert said.min() > 100
    assert recorded[1] / said[1] < 0.8 * recorded[0] / said[0]


def test_who_hides_is_suspected() -> None:
    lives = [
        simulated(scenario.load("golden-shield", [*QUICK, f"channels.crawler.evasion_as_suspicion={weight}",
                                              "channels.crawler.false_records.call-to-act=0.00005",
                                              "channels.crawler.loss_to_evasion=0"], citizens=20_000, days=60))
        for weight in (0, 1)
    ]  # fmt: skip
    kind = lives[0].world.encoded.names.kinds["call-to-act"]
    none, many = (int(life.day_counts["invented"][kind]) for life in lives)
    assert many > 1.2 * none > 0
