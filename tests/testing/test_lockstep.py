"""Holding kernels against their plain twins: a twin that does otherwise is noticed, and nothing is compared for show."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from glasshouse.engine.stages import DAY
from glasshouse.kernels import randomness
from glasshouse.testing import plain
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing, walk_together
from glasshouse.testing.plain import accounts
from glasshouse.testing.plain.forms import points
from glasshouse.testing.simulated import simulated
from glasshouse.testing.stepping import stepped, steps


def test_plain_twins_need_nothing_but_numpy() -> None:
    script = (
        "import sys\n"
        "from glasshouse.testing import plain\n"
        "assert plain.society and plain.measurement\n"
        "heavy = {'numba', 'pydantic', 'pandas', 'altair', 'duckdb', 'typer'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_plain_twins_share_no_code_with_the_kernels() -> None:
    script = (
        "import sys\n"
        "from glasshouse.testing import plain\n"
        "print(sorted(n for n in sys.modules if n.startswith('glasshouse.') and '.testing' not in n))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['glasshouse.schema', 'glasshouse.schema.codes', 'glasshouse.schema.limits']"


def test_the_plain_generator_gives_the_published_answers_for_thirteen_and_twenty_rounds() -> None:
    pi = [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344], [0xA4093822, 0x299F31D0, 0x082EFA98, 0xEC4E6C89]
    assert plain.randomness.threefry([0] * 4, [0] * 4) == [0x531C7E4F, 0x39491EE5, 0x2C855A92, 0x3D6ABF9A]
    assert plain.randomness.threefry(*pi) == [0x4AA71D8F, 0x734738C2, 0x431FC6A8, 0xAE6DEBF1]
    assert plain.randomness.threefry([0] * 4, [0] * 4, 20) == [0x9C6CA96A, 0xE17EAE66, 0xFC10ECD4, 0x5256A7D8]


def test_purposes_have_the_same_numbers_in_both() -> None:
    numbers = {name.lower(): int(value) for name, value in vars(randomness).items()
               if name.isupper() and not name.startswith("_") and isinstance(value, np.uint32)}  # fmt: skip
    assert plain.randomness.PURPOSES == numbers


def test_a_stepped_world_lives_as_any_other() -> None:
    days = 3
    world = stepped(crowded().model_copy(update={"days": days}))
    for _ in range(days):
        for _ in steps(world):
            pass
    usual = simulated(crowded().model_copy(update={"days": days})).world
    for name, table in usual.state().items():
        assert world.state()[name].tobytes() == table.tobytes(), name


@pytest.mark.parametrize("scene", SCENES)
def test_millions_of_numbers_are_compared(scene: str) -> None:
    stages = ("founding", *(stage.name for stage in DAY), "tidying", "publishing", "admission", "granting")
    assert sum(compared(stage, scene) for stage in stages) > 1_000_000
    assert not any(differing(stage, scene) for stage in stages)


FEW = ("citizens=256", "panel=[]")
"""One community: enough to see that something differs."""


@pytest.mark.parametrize(
    ("module", "name", "stage"),
    [("society", "contacts", "society"), ("conduct", "rates", "conduct"), ("observation", "sight", "observation"),
     ("accounts", "added", "scoring"), ("consequences", "_pull", "consequences"), ("response", "_code", "response"),
     ("measurement", "_fold", "measurement"), ("accounts", "band_of", "publishing")],
)  # fmt: skip
def test_a_twin_that_does_otherwise_is_noticed(
    monkeypatch: pytest.MonkeyPatch, module: str, name: str, stage: str
) -> None:
    home: Any = accounts if module == "accounts" else getattr(plain, module)
    original = getattr(home, name)

    def otherwise(*arguments: Any) -> Any:
        found = original(*arguments)
        if isinstance(found, dict):
            return {}
        if isinstance(found, tuple):
            return found[0] * np.float32(1.5), found[1]
        return found + 1 if isinstance(found, int) else found * np.float32(0.9)

    monkeypatch.setattr(home, name, otherwise)
    if hasattr(points, name):
        monkeypatch.setattr(points, name, otherwise)
    found = walk_together(crowded(*FEW), 4, 2)
    assert set(found[stage]) - {"numbers compared"}
