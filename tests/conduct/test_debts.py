"""Debts with a course of their own: amounts add up, instalments end them, misses lead to defaults; children bear measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse.audit.explain import explain_history
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.results.build import results
from glasshouse.scenario import Scenario, load
from glasshouse.schema.limits import DEBT_STEPS
from glasshouse.testing.lockstep import SCENES, compared, crowded, differing

FINE = """
[change.conduct.offend-slightly]
rate = 0.002
ceiling = 0.006

[debts.fine]
title = "a fine"
kind = "offend-slightly"
amount = 1
instalment = 0.25
fee = 0.125
pays = {pays}
pays_income = 0
pays_reliability = 0
patience = 2
default_kind = "miss-bill"
"""


def _town(folder: Path, pays: float, days: int, citizens: int = 2048) -> Scenario:
    (folder / "town.toml").write_text(f'title = "A town"\nextends = "nothing"\n{FINE.format(pays=pays)}')
    return load(folder / "town.toml", citizens=citizens, days=days, panel=())


@pytest.mark.parametrize("scene", SCENES)
def test_the_kernels_do_what_their_plain_twins_do(scene: str) -> None:
    assert compared("debts", scene) > 10_000
    assert differing("debts", scene) == {}
    assert differing("conduct", scene) == {}


@pytest.mark.parametrize("pays", [0.0, 0.4, 1.0])
def test_what_is_owed_is_what_was_put_on_people_and_fees_less_what_was_paid(tmp_path: Path, pays: float) -> None:
    town = _town(tmp_path, pays, 130)
    world, sums = World(town), {"opened": 0, "fees": 0, "paid": 0, "late": 0, "defaults": 0, "ended": 0}
    for _ in range(130):
        left = world.step()
        for name in sums:
            sums[name] += int(left.day_counts[f"debts_{name}"][0])
    owed = int(np.asarray(world.debts["owed"][0], "i8").sum())
    assert sums["opened"] > 100
    assert owed == sums["opened"] * DEBT_STEPS + sums["fees"] - sums["paid"]
    assert sums["fees"] == sums["late"] * DEBT_STEPS // 8
    assert (sums["paid"] > 0, sums["late"] > 0) == (pays > 0, pays < 1)
    if pays == 1:
        assert sums["ended"] > 10
    if pays == 0:
        # Every second miss is a default, and each debt has at most four instalments in 130 days.
        assert sums["late"] // 4 <= sums["defaults"] <= sums["late"] // 2


def test_a_debt_that_is_always_paid_ends_after_its_instalments(tmp_path: Path) -> None:
    world = World(_town(tmp_path, 1.0, 150))
    seen: dict[tuple[int, int], list[int]] = {}
    for day in range(150):
        world.step()
        for c, i in zip(*np.nonzero(world.debts["owed"][0]), strict=True):
            seen.setdefault((int(c), int(i)), []).append(day)
    alone = [days for days in seen.values() if days[0] < 20 and days == list(range(days[0], days[-1] + 1))]
    # Four instalments, thirty days apart; longer only where a second fine came on top.
    assert len(alone) > 20
    assert sum(len(days) == 120 for days in alone) > 0.6 * len(alone)


def test_a_default_is_an_act_of_its_kind(tmp_path: Path) -> None:
    paid, missed = (simulate(_town(tmp_path, pays, 130)) for pays in (1.0, 0.0))
    k = [kind.name for kind in missed.labels.kinds].index("miss-bill")
    more = int(missed.totals.day_counts["happened"][k]) - int(paid.totals.day_counts["happened"][k])
    defaults = int(missed.totals.day_counts["debts_defaults"][0])
    assert 0.9 * defaults <= more <= defaults
    assert defaults > 50


def test_without_an_amount_nothing_changes(tmp_path: Path) -> None:
    town = _town(tmp_path, 0.0, 60)
    none, without = (
        World(each.model_copy(update={"debts": debts}))
        for each, debts in (
            (
                town,
                {"fine": town.debts["fine"].model_copy(update={"amount": type(town.debts["fine"].amount)(value=0.0)})},
            ),
            (town, {}),
        )
    )
    for _ in range(60):
        ours, theirs = none.step(), without.step()
        for name in ("conduct", "records", "scores", "treatment", "response"):
            assert ours.day_counts[name] == theirs.day_counts[name]
    assert not np.asarray(none.debts["owed"]).any()


def test_a_measure_puts_its_debt_on_whoever_comes_under_it_once() -> None:
    town = load("childcare-benefit", ["debts.repayment.pays=0"], citizens=4096, days=70, panel=())
    run = simulate(town)
    told = results(run, "childcare-benefit")
    debt, children = told["debts"]["repayment"], told["attributes"]["children"]
    under = sum(group["sanctioned_days"] for group in told["groups"].values())
    assert 0 < debt["opened"] < under / 10
    assert debt["ended"] == 0 == debt["paid"]
    assert debt["owed"] > 0
    # Each adult with children in care who is under the measure brings 1.5 children with them.
    borne = run.observables["borne_days_children"].value
    assert borne == pytest.approx(children["sanctioned_days"] * 1.5 * 1000 / (4096 * 70))
    assert children["sanctioned_days"] > 0


def test_why_says_what_somebody_owes(tmp_path: Path) -> None:
    town = _town(tmp_path, 0.5, 60, citizens=256).model_copy(update={"panel": tuple(range(256))})
    world = World(town)
    for _ in range(60):
        world.step()
    owed = np.asarray(world.debts["owed"][0, 0], "i8") / DEBT_STEPS
    for history, amount in zip(histories_of(town), owed, strict=True):
        why = explain_history(history, 59)
        assert [debt.amount for debt in why.debts] == ([amount] if amount else [])
        assert ("monthly incomes: a fine" in why.text(full=True)) == bool(amount)
    assert (owed > 0).sum() > 5


def test_all_counts_occur_in_the_crowded_world() -> None:
    world, seen = World(crowded()), np.zeros(0)
    names = ("opened", "ended", "late", "defaults", "paid", "fees")
    for day in range(24):
        left = world.step()
        counts = np.array([left.day_counts[f"debts_{name}"].sum() for name in names])
        seen = counts if day == 0 else seen + counts
    assert (seen > 0).all(), dict(zip(names, seen, strict=True))


@pytest.mark.parametrize(
    ("change", "key", "words"),
    [
        ('measure = "court-list.named"', "debts.x", "a `kind` or a `measure`"),
        ('kind = "litter"', "debts.x.kind", "a rarer kind"),
        ('default_kind = "mis-bill"\npatience = 1', "debts.x.default_kind", "kind of conduct"),
        ('default_kind = "miss-bill"', "debts.x.patience", "1 or more"),
        ("instalment = 0", "debts.x.instalment", "more than 0"),
        ("amount = 201", "debts.x.amount", "at most 200"),
        ("pays = 2", "debts.x.pays", "at most 1"),
    ],
)
def test_what_does_not_fit_is_said_with_its_key(tmp_path: Path, change: str, key: str, words: str) -> None:
    said = {"title": '"x"', "kind": '"offend-slightly"', "amount": "1", "instalment": "1", "fee": "0", "pays": "0.5"}
    said |= dict(line.split(" = ", 1) for line in change.splitlines())
    lines = "".join(f"{name} = {value}\n" for name, value in said.items())
    (tmp_path / "bad.toml").write_text(f'title = "Bad"\nextends = "rongcheng"\n[debts.x]\n{lines}')
    with pytest.raises(InputError) as error:
        load(tmp_path / "bad.toml")
    assert [problem.key for problem in error.value.problems if words in problem.expected] == [key]


@pytest.mark.parametrize(
    ("measure", "words"), [("rongchen.named", "system.measure"), ("court-list.nam", "after the dot")]
)
def test_a_measure_that_is_not_there_is_said(tmp_path: Path, measure: str, words: str) -> None:
    text = f'[debts.x]\ntitle="x"\nmeasure="{measure}"\namount=1\ninstalment=1\nfee=0\npays=0.5\n'
    (tmp_path / "bad.toml").write_text(f'title = "Bad"\nextends = "rongcheng"\n{text}')
    with pytest.raises(InputError) as error:
        load(tmp_path / "bad.toml")
    assert [problem.key for problem in error.value.problems if words in problem.expected] == ["debts.x.measure"]


def test_who_bears_a_measure_must_be_counted(tmp_path: Path) -> None:
    text = '[attributes.ill]\ntitle="x"\nshare=0.1\n[change.systems.court-list.measures.named]\nbears = "ill"\n'
    (tmp_path / "bad.toml").write_text(f'title = "Bad"\nextends = "rongcheng"\n{text}')
    with pytest.raises(InputError, match="how many somebody has"):
        load(tmp_path / "bad.toml")
