"""Why a joint score is what it is: from the account to each system's band, and from there to its records."""

from __future__ import annotations

from glasshouse.audit.explain import explain_history
from glasshouse.audit.history import CitizenHistory
from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.run import simulate
from glasshouse.testing.lockstep import crowded


def test_everybodys_joint_score_adds_up_and_leads_to_the_records_behind_it() -> None:
    chosen = crowded("systems.court-list.chance=1").model_copy(update={"days": 14, "panel": tuple(range(0, 600, 7))})
    done, encoded = simulate(chosen), encode_scenario(chosen)
    behind, records = set(), 0
    for m, citizen in enumerate(done.watched):
        why = explain_history(CitizenHistory(chosen, encoded, done.labels, int(citizen), done.panel[:, m]), 13, "joint")
        (account,) = why.accounts
        assert account.adds_up, why.text()
        if account.score is None:
            continue
        assert account.published == 13
        assert all(each.adds_up for each in account.behind)
        behind |= {each.system for each in account.behind}
        records += sum(item.happened is not None for each in account.behind for item in each.items)
        records += sum(len(each.cases) for each in account.behind)
        assert "behind it:" in why.text(full=True)
        assert why.document["systems"]["joint"]["behind"]
    assert behind == {"court-list", "merits", "sesame"}
    assert records > 50
