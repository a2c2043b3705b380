"""`glasshouse sweep`: many points, one table, one page."""

from __future__ import annotations

from pathlib import Path

import pytest

CALL = (
    "sweep rongcheng --grid response.self_censorship_reach=0,1 --with nothing --seeds 2 --citizens 300 --days 4 "
    "-s response.self_censorship_speed=0.5 -s response.risk_exposure=0.05 -s response.reactance=0 --workers 1"
)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_last_line_names_the_page(glasshouse) -> None:
    told = glasshouse(CALL)
    assert told.status == 0
    page = Path(told.out.splitlines()[-1])
    assert page.name == "report.html"
    text = page.read_text(encoding="utf-8")
    assert "<svg" in text
    assert "response.self_censorship_reach" in text
    assert "rongcheng minus nothing" in told.out
    assert "2 seeds" in told.out
    assert "results.parquet" in told.out
    again = glasshouse(*CALL.split(), "--observable", "mean_self_censorship", "--json")
    document = again.json()
    assert document["cached"] is True
    assert {row["observable"] for row in document["rows"]} == {"mean_self_censorship"}
    (off, on) = [row for row in document["rows"] if row["against"] == "nothing"]
    assert off["value"] == 0
    assert 0 < on["value"]
    assert (on["low"], on["high"], on["reason"]) == (None, None, "too few differing events: 4")
    assert document["points"] == [{"response.self_censorship_reach": 0}, {"response.self_censorship_reach": 1}]
    assert Path(document["report"]).is_file()
    written = glasshouse("report", str(page.parent)).out.strip()
    assert Path(written).samefile(page)
    refused = glasshouse("why", str(page.parent), "3")
    assert refused.status == 2
    assert "a sweep" in refused.err
    shown = glasshouse("resume", str(page.parent))
    assert shown.out.splitlines()[-1] == str(page)


def test_a_hypercube_needs_no_twin(glasshouse) -> None:
    told = glasshouse(
        "sweep rongcheng --lhs 3 --over response.self_censorship* --citizens 300 --days 2 --workers 1 --out here --json"
    )
    document = told.json()
    assert len(document["points"]) == 3
    assert document["keys"] == ["response.self_censorship_speed", "response.self_censorship_reach"]
    assert {row["against"] for row in document["rows"]} == {None}
    assert Path("here/results.parquet").is_file()


def test_everything_wrong_is_said(glasshouse) -> None:
    told = glasshouse("sweep rongcheng --lhs x --seeds 0 --executor dusk")
    assert told.status == 2
    assert all(option in told.err for option in ("--lhs", "--seeds", "--executor"))
    told = glasshouse("sweep rongcheng --grid response.reward=0:1 --over response.* --citizens 300")
    assert told.status == 2
    assert "--grid" in told.err
    assert "say --lhs N" in told.err
    told = glasshouse("sweep rongcheng --citizens 300 --days 2 --resume")
    assert told.status == 2
    assert "leave --resume out" in told.err


def test_a_sweep_of_many_points_says_what_it_hangs_on(glasshouse) -> None:
    call = "sweep micro --grid conduct.jaywalk.rate=0:0.02:0.0005 --citizens 256 --days 2 --workers 1"
    told = glasshouse(*call.split(), "--observable", "offences_per_1000_days")
    assert "offences_per_1000_days: conduct.jaywalk.rate +" in told.out
    assert "17 more points are in the tables" in told.out
    (row,) = glasshouse(*call.split(), "--observable", "offences_per_1000_days", "--json").json()["influences"]
    assert (row["key"], row["counts"]) == ("conduct.jaywalk.rate", True)
    page = Path(told.out.splitlines()[-1]).read_text(encoding="utf-8")
    assert "What it depends on" in page
