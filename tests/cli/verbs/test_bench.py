"""`glasshouse bench`."""

from __future__ import annotations

import pytest

from glasshouse.cli.verbs import bench

FOUND = {
    "ns_per_citizen_day": 131.24,
    "bytes_per_citizen": {"society": 10.0, "total": 65.5},
    "ratio_numpy_1e6": 12.3,
    "left_out": {"ratio_mesa": "Mesa is not installed"},
    "environment": {"python": "3"},
}


@pytest.fixture(autouse=True)
def _measured(monkeypatch) -> None:
    def measure(**given) -> dict:
        given["say"]("a full day")
        return FOUND | {"given": (given["quick"], given["threads"])}

    monkeypatch.setattr(bench, "measure", measure)


def test_the_main_figures_are_shown_and_what_was_left_out(glasshouse) -> None:
    result = glasshouse("bench --threads 1")
    assert result.status == 0, result.err
    words = " ".join(result.out.split())
    for said in (
        "131 ns per citizen",
        "65.5 bytes per citizen",
        "12.3 times as long",
        "left out. Mesa is not installed",
    ):
        assert said in words
    assert result.err == "a full day\n"
    assert max(map(len, result.out.splitlines())) <= 80


def test_the_json_has_all_figures(glasshouse) -> None:
    found = glasshouse("bench --quick --threads 2 --json").json()
    assert found["given"] == [True, 2]
    assert found["environment"] == {"python": "3"}
