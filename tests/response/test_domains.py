"""Fear by domain: what a refused loan does not do, what contacts see of a sanction, and what spills over."""

from __future__ import annotations

import numpy as np

from glasshouse import scenario
from glasshouse.testing.simulated import SimulatedWorld, simulated

ALONE = ("response.risk_spill=0", "response.risk_exposure=0", "response.officers=0")


def _life(name: str, *settings: str, days: int = 40, citizens: int = 5_000) -> SimulatedWorld:
    return simulated(scenario.load(name, settings, citizens=citizens, days=days))


def _state(life: SimulatedWorld, field: str) -> np.ndarray:
    return np.array(life.world.response[field])


def test_a_refused_loan_does_not_silence_politics() -> None:
    life = _life("bureau", *ALONE)
    assert _state(life, "perceived_risk").max() == 0
    assert _state(life, "perceived_risk_money").max() > 0
    kinds = life.world.encoded.names.kinds
    assert life.day_counts["withheld"][kinds["criticise"]] == 0


def test_what_spills_over_reaches_the_other_domains() -> None:
    life = _life("bureau", "response.risk_spill=0.5", *ALONE[1:])
    public, money = (_state(life, f"perceived_risk{domain}").mean() for domain in ("", "_money"))
    assert 0 < public < money


def test_fear_of_the_cause_lies_where_the_system_judges() -> None:
    """A national account judges what is said in public, and its sanctions bite at work."""
    bites, cause = (_life("national", f"response.risk_cause={share}", *ALONE) for share in (0, 1))
    assert _state(cause, "perceived_risk").mean() > 1.5 * _state(bites, "perceived_risk").mean()
    assert _state(bites, "perceived_risk_life").mean() > 0


def test_contacts_see_of_a_sanction_what_is_public_of_it() -> None:
    measures = scenario.load("bureau").systems["bureau"].measures
    hidden = [f"systems.bureau.measures.{name}.public=0" for name, m in measures.items() if m.type == "sanction"]
    known = [setting.replace("=0", "=1") for setting in hidden]
    deaf, unseen = (
        _life("bureau", *hidden, "response.officers=0", f"response.risk_contacts={much}") for much in (0, 0.1)
    )
    assert all(np.array_equal(_state(deaf, f), _state(unseen, f)) for f in deaf.world.response.dtype.names)
    seen = _life("bureau", *known, "response.risk_contacts=0.1")
    assert _state(seen, "perceived_risk_money").mean() > 1.5 * _state(unseen, "perceived_risk_money").mean()


def test_silence_is_imitated_in_public_only() -> None:
    alone, together = (_life("sensing", f"response.conformity={much}", days=30) for much in (0, 1))
    for domain in ("_money", "_life"):
        field = f"self_censorship{domain}"
        assert np.array_equal(_state(alone, field), _state(together, field))
    assert not np.array_equal(_state(alone, "self_censorship"), _state(together, "self_censorship"))


def test_work_risks_are_weighed_by_fear_about_work() -> None:
    life = _life("sensing")
    kinds, rules = life.world.encoded.names.kinds, life.world.parameters
    rows = [int(rules["guard"][kinds[kind]]) for kind in ("criticise", "buy-approved", "take-work-risk")]
    assert len(set(rows)) == 3
