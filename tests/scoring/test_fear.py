"""Where sanctions are felt: where they bite, and where their system judges."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.encode import encode_scenario
from glasshouse.library.domains import domain_of
from glasshouse.schema.codes import LIFE, MONEY, PUBLIC
from glasshouse.scoring.fear import Contexts, felt_in, judged


def _judged(name: str, system: str, *settings: str) -> tuple[float, ...]:
    found = scenario.load(name, settings)
    return judged(system, found.systems, Contexts({kind: each.context for kind, each in found.conduct.items()}))


def test_a_bureau_judges_no_speech() -> None:
    for name in ("bureau", "bureau-schufa"):
        shares = _judged(name, name)
        assert (shares[PUBLIC], max(shares)) == (0, 1)
        assert shares[MONEY] > 0


def test_points_are_felt_by_what_a_record_may_cost() -> None:
    rules = scenario.load("suining").systems["suining"].rules  # type: ignore[attr-defined]
    conduct = scenario.load("suining").conduct
    costs = {k: -rule.points.value for k, rule in rules.items() if rule.points.value < 0}
    most = {d: max((c for k, c in costs.items() if domain_of(conduct[k].context) == d), default=0) for d in range(3)}
    assert _judged("suining", "suining") == pytest.approx([most[d] / max(most.values()) for d in range(3)])


def test_who_reads_other_systems_judges_where_they_do() -> None:
    of = scenario.load("national").systems["national"].reads_systems  # type: ignore[attr-defined]
    each = [_judged("national", other) for other in of]
    assert _judged("national", "national") == tuple(np.max(each, axis=0))


def test_a_silent_reader_judges_nowhere() -> None:
    assert _judged("golden-shield", "golden-shield") == (0, 0, 0)


def test_a_sanction_is_felt_where_it_bites_or_where_its_system_judges() -> None:
    measures = scenario.load("bureau").systems["bureau"].measures
    measure = next(m for m in measures.values() if m.type == "sanction")
    weight, bites = measure.burden_weight.value, domain_of(measure.context)
    assert felt_in(measure, (0.5, 0.0, 1.0), 0) == tuple(weight * (d == bites) for d in range(3))
    assert felt_in(measure, (0.5, 0.0, 1.0), 1) == (weight * 0.5, 0, weight)
    assert felt_in(measure, (0.0, 0.0, 0.0), 1) == felt_in(measure, (0.5, 0.0, 1.0), 0)


def test_caps_know_where_each_sanction_is_felt() -> None:
    found = encode_scenario(scenario.load("bureau", ["safeguards.most_sanctions=1", "response.risk_cause=0"]))
    rules = found.parameters[0]
    for n in range(int(rules["sanctions"])):
        assert rules["sanction_in"][n].sum() == pytest.approx(rules["sanction_worth"][n])


@pytest.mark.parametrize("name", ["national", "rongcheng", "companies"])
def test_what_is_felt_where_it_bites_adds_up_to_the_burden(name: str) -> None:
    found = encode_scenario(scenario.load(name, ["response.risk_cause=0"]))
    for system in found.systems:
        assert system["burden_in"].sum(1) == pytest.approx(system["burden"], abs=1e-6)
        for whom in ("workers_share", "managers_share"):
            assert system[whom][:, 3:].sum(1) == pytest.approx(system[whom][:, 0], abs=1e-6)


def test_work_is_where_firms_are_judged() -> None:
    assert _judged("companies", "companies")[LIFE] > 0
