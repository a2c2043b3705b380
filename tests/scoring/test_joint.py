"""Joint systems read what others published up to last night, whatever the order of their names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.errors import InputError
from glasshouse.testing.lockstep import crowded
from glasshouse.testing.plain.forms.joint import worth
from glasshouse.testing.simulated import SimulatedWorld, simulated

WATCHED = tuple(range(0, 600, 3))


@pytest.fixture(scope="module")
def life() -> SimulatedWorld:
    return simulated(crowded().model_copy(update={"days": 12}), watch=WATCHED)


def test_a_joint_score_is_the_start_value_and_what_the_others_published_last_night_is_worth(
    life: SimulatedWorld,
) -> None:
    encoded = life.world.encoded
    s, system = encoded.names.systems["joint"], encoded.systems[encoded.names.systems["joint"]]
    others = [o for o in range(len(encoded.system_names)) if int(system["others"]) >> o & 1]
    assert len(others) == 3
    seen, low = set(), set()
    for day in range(1, 12, 2):
        before, after = (life.days[t].panel["published"] for t in (day - 1, day))
        for m in np.flatnonzero(after[:, s]):
            steps = sum(worth(system, o, int(before[m, o])) for o in others)
            place = min(max((50 + steps / 16) / 100, 0), 1)
            assert abs(int(after[m, s]) - 1 - place * 65533) <= 1
            seen.add(steps)
            low.add(steps < -200)
    assert len(seen) > 50
    assert low == {True, False}


def test_without_an_account_elsewhere_nothing_is_added(life: SimulatedWorld) -> None:
    encoded = life.world.encoded
    assert worth(encoded.systems[encoded.names.systems["joint"]], encoded.names.systems["sesame"], 0) == 0


def test_it_publishes_on_its_own_days_only(life: SimulatedWorld) -> None:
    s = life.world.encoded.names.systems["joint"]
    codes = np.stack([day.panel["published"][:, s] for day in life.days])
    assert (codes[1:-1:2] == codes[2::2]).all()
    assert (codes[1:-2:2] != codes[3::2]).any()


def _renamed(name: str) -> scenario.Scenario:
    base = crowded("systems.joint.members.share=1").model_copy(update={"days": 8})
    systems = {name if old == "joint" else old: system for old, system in base.systems.items()}
    without = {"goods": {}, "debts": {}}  # some go by what the joint account publishes, under its own name
    return base.model_copy(update={"systems": dict(sorted(systems.items())), **without})


def test_the_order_of_names_changes_nothing() -> None:
    first, last = (simulated(_renamed(name)) for name in ("a-joint", "z-joint"))
    a, z = (life.world.encoded.names.systems[name] for life, name in ((first, "a-joint"), (last, "z-joint")))
    assert a == 0
    assert z == len(last.world.encoded.system_names) - 1
    ours, theirs = first.world.ledgers["published"][a], last.world.ledgers["published"][z]
    assert len(np.unique(ours)) > 50
    assert (ours == theirs).all()
    assert first.digests["conduct"] == last.digests["conduct"]


JOINT = """
title = "Two accounts"
extends = "rongcheng"

[new.systems.one]
extends = "national"
reads_systems = { ONE }

[new.systems.two]
extends = "national"
reads_systems = { TWO }

[new.systems.eye]
title = "eye"
form = "none"
reads = ["court"]
known = 0
opaque = 0
members = { share = 1, online = 0 }
redress = { notice = 0, told = 0, appeals = false, review_days = 1, overturned_wrong = 0, overturned_right = 0, lag = 1 }
"""


@pytest.mark.parametrize(
    ("one", "two", "said"),
    [
        ("rongcheng = { points = { A = 1 } }, rongchen = { weight = 1 }", "", "rongchen"),
        ("one = { weight = 1 }", "", "none reads itself"),
        ("two = { weight = 1 }", "one = { weight = 1 }", "one → two → one"),
        ("rongcheng = { points = { E = 1 } }", "", "a band of rongcheng"),
        ("eye = { weight = 1 }", "", "judges nobody"),
    ],
)
def test_what_cannot_be_read_is_reported(tmp_path: Path, one: str, two: str, said: str) -> None:
    file = tmp_path / "joint.toml"
    text = JOINT.replace("ONE", one).replace("TWO", two or "rongcheng = { weight = 1 }")
    # A table that extends another keeps what it does not say, so what `national` reads is taken out by name.
    parts = [f'"systems.{name}.reads_systems.{old}"' for name in ("one", "two") for old in ("tax-list", "sesame")]
    file.write_text(text.replace('extends = "rongcheng"\n', f'extends = "rongcheng"\nremove = [{", ".join(parts)}]\n'))
    with pytest.raises(InputError, match=said):
        scenario.load(file)


def test_two_accounts_that_fit_are_taken(tmp_path: Path) -> None:
    file = tmp_path / "joint.toml"
    parts = [f'"systems.{name}.reads_systems.{old}"' for name in ("one", "two") for old in ("tax-list", "sesame")]
    text = JOINT.replace("ONE", "two = { weight = 1 }").replace("TWO", "rongcheng = { weight = 1 }")
    file.write_text(text.replace('extends = "rongcheng"\n', f'extends = "rongcheng"\nremove = [{", ".join(parts)}]\n'))
    assert {"one", "two"} < set(scenario.load(file).systems)


def test_a_system_that_is_read_for_nothing_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "nothing.toml"
    file.write_text('extends = "national"\nremove = ["systems.national.reads_systems.sesame.points"]\n')
    with pytest.raises(InputError, match="neither"):
        scenario.load(file)
