"""Each case passes as it is, and fails with its mechanism broken."""

from __future__ import annotations

import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from glasshouse.mechanisms.scales import OddsScale
from glasshouse.validation.case import Case
from glasshouse.validation.catalogue import cases
from glasshouse.validation.checking import at_published_points, validate

_SPEC = importlib.util.spec_from_file_location("breaking", Path(__file__).with_name("breaking.py"))
_BREAKING = importlib.util.module_from_spec(_SPEC)
sys.modules["breaking"] = _BREAKING
_SPEC.loader.exec_module(_BREAKING)
broken = _BREAKING.broken


class _TenfoldScale(OddsScale):
    @classmethod
    def through(cls, points, odds, doubling):
        factor = doubling / math.log(10)
        return cls(factor, points - factor * math.log(odds))


def _acting(sigma: float) -> float:
    share = 0.0
    for _ in range(10_000):
        share = math.erfc((0.25 - share) / sigma / math.sqrt(2)) / 2
    return share


BREAKS = [
    ("granovetter-100", "joins", lambda crowd, threshold: crowd > threshold, (), False),
    ("granovetter-normal", "own_threshold", lambda least, spread, nerve: least + spread * nerve * 1.01,
     ("share of an infinite crowd that acts",), False),
    ("granovetter-random", "joins", lambda crowd, threshold: crowd >= threshold - 1, (), True),
    ("self-censorship", "seen_chance", lambda voiced, surveillance: surveillance, (), False),
    ("self-censorship", "worth_of_voicing", lambda voiced, desired, bold, seen, tolerance, hard, part: voiced, (), False),
    ("runaway", "entered", lambda incidents, is_there, found, told: incidents * (found + told),
     ("share of patrols that place A ends with",), False),
    ("runaway", "corrected", lambda entry, share: entry, ("share of patrols that place A ends with",), True),
    ("runaway", "is_sent", lambda records, others, luck: luck < 0.5,
     ("mean share of records of place A in drawn urns",), True),
    ("friends-score", "tie_ratio", lambda error, mixing: (error + (1 - error) * mixing) / (1 - error + error * mixing),
     ("chance to be of the high type",), False),
    ("friends-score", "drops", lambda gap, most, luck: luck < most,
     ("ties cut to the low type, for each as many to the high type",), True),
    ("lock-in", "worth_of_joining", lambda taste, network, users: taste,
     ("chance that the first provider locks in", "newcomers until one provider locks in"), False),
    ("lock-in", "picked_by_size", lambda sizes, count, luck: 0 if luck < 0.5 else 1,
     ("mean concentration (HHI) where newcomers follow the crowd",), True),
    ("bass", "adoption_chance", lambda adopters, innovation, imitation: innovation + imitation * adopters * adopters,
     ("time of the peak, years",), True),
    ("bass", "adopts", lambda adopters, innovation, imitation, luck: luck < innovation,
     ("share that has adopted after five years, mean of drawn crowds",), True),
    ("epstein", "least_threshold", lambda low, risk_weight, risk, weight, grievance: low + risk_weight * risk - grievance / 2,
     ("share that acts without police",), False),
    ("epstein", "arrest_chance", lambda officers, active, escape, whole: 0.0,
     ("greatest share of citizens who act on one day, with police",), True),
    ("scorecard", "OddsScale", _TenfoldScale, (), False),
    ("pagerank", "pulled", lambda own, contacts, weight: own + 0.9 * weight * (contacts - own), (), False),
    ("degroot", "pulled", lambda own, contacts, weight: own + weight * (contacts * contacts - own), (), False),
    ("friedkin", "pulled", lambda own, contacts, weight: own + weight / 2 * (contacts - own), (), False),
    ("performative", "moved_outcome", lambda base, effect, prediction: base + prediction * 0, (), False),
    ("performative", "refitted", lambda old, outcome, speed: old, ("prediction that refitting ends in",), False),
    ("coate-loury", "passes", lambda signal, expected, stakes: signal >= 0.5, (), False),
    ("coate-loury", "makes_effort", lambda cost, worth, standard: cost <= worth * standard, (), False),
    ("cascade", "updated_odds", lambda odds, ratio, times: odds * ratio, (), False),
    ("unicity", "unique_share", lambda cells: len(set(cells.tolist())) / len(cells),
     ("share of people alone in their cell",), False),
    ("unicity", "unicity", lambda traces, points, seed: len(set(traces)) / len(traces) - 0.5,
     ("share of people singled out by some points of their trace",), False),
    ("monoculture", "band_of", lambda system, code: np.uint32(0), (), True),
    ("mobility", "band_of", lambda system, code: np.uint32(0), (), True),
]  # fmt: skip


@pytest.mark.parametrize("name", cases())
def test_a_case_passes(name: str) -> None:
    findings = at_published_points(cases()[name])
    assert findings
    assert [finding.figure for finding in findings if finding.passed is not True] == []


@pytest.mark.parametrize(("name", "mechanism", "instead", "figures", "compiled"), BREAKS)
def test_a_case_fails_with_its_mechanism_broken(name, mechanism, instead, figures, compiled) -> None:
    findings = at_published_points(broken(cases()[name], mechanism, instead, figures, compiled))
    assert any(finding.passed is False for finding in findings)


def test_every_case_is_broken_by_some_test_and_every_mechanism_is_named() -> None:
    assert {name for name, *_ in BREAKS} == set(cases())
    for name, mechanism, *_ in BREAKS:
        named = [each.rpartition(".")[2] for each in cases()[name].mechanisms]
        inner = {"seen_chance": "voiced_dissent", "worth_of_voicing": "voiced_dissent", "tie_ratio": "judged_by_ties"}
        assert inner.get(mechanism, mechanism) in named, (name, mechanism)


def test_a_case_rebuilt_around_its_own_mechanism_still_passes() -> None:
    from glasshouse.mechanisms.influence import pulled

    findings = at_published_points(broken(cases()["friedkin"], "pulled", pulled))
    assert all(finding.passed for finding in findings)


def test_there_are_seventeen_cases_or_more_without_counting_identities() -> None:
    tested = [name for name, case in cases().items() if _proves_something(case)]
    assert len(tested) >= 17


def _proves_something(case: Case) -> bool:
    return any(target.kind != "identity" for point in case.points for target in point.targets.values())


def test_figures_from_samples_state_n_seed_and_standard_error() -> None:
    for name in ("granovetter-random", "bass", "runaway", "lock-in", "unicity", "monoculture"):
        findings = validate([name])
        sampled = [finding.measured for finding in findings if finding.measured.error is not None]
        assert sampled, name
        assert all(each.n and each.seed is not None and each.error > 0 for each in sampled)


@pytest.mark.parametrize(
    ("name", "settings", "figure", "expected"),
    [
        ("self-censorship", ["beta=2", "nu=0.5", "tau=0.25", "psi=1"], 0, 2 / 3),
        ("self-censorship", ["beta=1", "psi=1.2"], 2, 0.458333),
        ("self-censorship", ["beta=3", "nu=0.2", "tau=0.1", "psi=2"], 0, (3 * 0.1 + 0.2 * 2) / (3 - 0.8 * 2)),
        ("granovetter-normal", ["sigma=0.11"], 0, _acting(0.11)),
        ("granovetter-random", ["n=4"], 0, 5**3 / 4**4),
        ("runaway", ["rate_a=2", "rate_b=1", "discovered=1", "reported=3"], 0, math.sqrt(22) - 4),
        ("friends-score", ["epsilon=0.1", "p=0.3", "y=-1", "high=2", "low=1"], 0, 1 / (1 + 9 * 0.37 / 0.93)),
        ("lock-in", ["j=3", "k=5", "p=0.6"], 0, (1 - (2 / 3) ** 3) / (1 - (2 / 3) ** 8)),
        ("bass", ["p=0.01", "q=0.5"], 0, math.log(50) / 0.51),
        ("epstein", ["legitimacy=0.7"], 0, 2 / 3),
        ("scorecard", ["double=40", "points=500", "odds=20"], 0, 57.707802),
        ("performative", ["mu=0.4", "epsilon=0.2"], 1, 2 / 3),
        ("unicity", ["k=500", "n=300", "samples=50"], 0, (1 - 1 / 500) ** 299),
        ("coate-loury", ["cost=0.8"], 0, 0.6),
        ("cascade", ["p=0.6"], 0, 1.4 * 0.4 / (2 * 0.76)),
        ("monoculture", ["m=3", "f=0.3", "people=50000"], 1, 0.027),
        ("mobility", [], 0, 1),
    ],
)
def test_a_point_of_ones_own_is_computed_and_held_against_theory(name, settings, figure, expected) -> None:
    case = cases()[name]
    findings = validate([name], settings)
    finding = next(each for each in findings if each.figure == list(case.figures)[figure])
    assert finding.ours == pytest.approx(expected, abs=max(5e-4, 4 * (finding.measured.error or 0)))
    assert finding.passed is not False


def test_outbursts_need_officers_counted_whole() -> None:
    outburst = "greatest share of citizens who act on one day, with police"
    found = {finding.figure: finding.ours for finding in validate(["epstein"], ["whole=0"])}
    assert found[outburst] < 0.05


def test_where_nobody_knows_the_answer_nothing_is_passed_or_failed() -> None:
    finding = validate(["granovetter-normal"], ["sigma=0.11"])[0]
    assert finding.target is None
    assert finding.passed is None
    assert finding.document()["target"] is None
