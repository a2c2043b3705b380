"""One small scheme whose worlds are lived once for all tests of the audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.audit.norms import norms
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.study import Audit, audit
from glasshouse.audit.rights.worlds import Bench
from glasshouse.scenario import Scenario


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
