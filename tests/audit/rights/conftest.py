"""Small schemes whose worlds are lived once for all tests of the audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.study import Audit, audit, costs_of
from glasshouse.audit.rights.worlds import Bench
from glasshouse.scenario import Scenario

ALIKE = (
    "society.national_minority=0.3",
    "systems.municipal-trust.starts.migrant=0",
    "channels.wardens.sensitivity_by_group.migrant=1",
    "channels.wardens.false_records_by_group.migrant=1",
)
"""What makes the town's score blind to both groups, but for the minority's factors."""
Town = Callable[..., Case]


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Makes a town by how many times as often wardens see and blame the minority, and by other changes."""
    return lambda minority, *more: _town(tmp_path_factory.mktemp("worlds"), minority, *more)


def _town(folder: Path, minority: float, *more: str) -> Case:
    factors = [f"channels.wardens.{what}_by_group.minority={minority}" for what in ("sensitivity", "false_records")]
    scheme = scenario.load("municipal-trust", [*ALIKE, *factors, *more], citizens=5_120, days=90)
    bench = Bench(scheme, folder, costs=costs_of(scheme), threads=1)
    return Case(scheme, bench, norms().on(scheme), (scheme.seed, scheme.seed + 1), quick=True)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("audits")


@pytest.fixture(scope="session")
def scheme() -> Scenario:
    return scenario.load("municipal-trust", citizens=2_560, days=90)


@pytest.fixture(scope="session")
def case(scheme: Scenario, folder: Path) -> Case:
    return Case(scheme, Bench(scheme, folder / "bench", threads=1), norms().on(scheme), (1, 2), quick=True)


@pytest.fixture(scope="session")
def audited(scheme: Scenario, folder: Path) -> Audit:
    return audit(scheme, name="municipal-trust", quick=True, folder=folder, threads=1)
