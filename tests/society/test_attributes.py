"""Attributes that a scenario declares: shares, lean on income, luck by name, what systems read of them, and that off is off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.audit.test_later import histories_of

from glasshouse.audit.explain import explain_history
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.results.build import results
from glasshouse.scenario import Scenario, load
from glasshouse.schema.limits import DECLARED
from glasshouse.society.attributes import DeclaredAttribute, encode_attributes
from glasshouse.testing.lockstep import crowded

DECLARATION = """
[attributes.foreign]
title = "a foreign nationality"
share = 0.05
groups = [{ share = 0.6, migrant = true, town = true }, { share = 0.3, age_from = 30, age_to = 39 }]

[attributes.ill]
title = "a chronic illness"
share = 0.3
income = -0.6
"""
OFFICE = """
[new.channels.office]
title = "an office"
pool = "state"
context = "welfare"
delay = 0
retention = 0
loss_to_evasion = 0
holders = ["office"]
coverage = { town = 1, country = 1 }
discloses = { foreign = { sensitivity = 0.8, false_rate = 0.1 } }

[change.systems.hire]
reads = ["hire-fleet", "office"]
attributes = { foreign = -1.5 }
"""


def _town(folder: Path, text: str, citizens: int = 20_000, days: int = 10, base: str = "hire", **more: Any) -> Scenario:
    place = folder / "town.toml"
    place.write_text(f'title = "A town"\nextends = "{base}"\n{text}')
    return load(place, citizens=citizens, days=days, panel=more.get("panel", ()))


def _people(world: World) -> dict[str, np.ndarray]:
    """Facts of everybody, in one row each."""
    row = world.society[: world.communities]
    there = np.arange(256)[None, :] < row["people"][:, None]
    town = np.repeat(row["town"][:, None], 256, 1)
    facts = {"age": row["age"], "income": row["income"], "status": row["status"], "town": town}
    return {name: np.asarray(fact)[there] for name, fact in facts.items()} | {
        "has": np.asarray(world.attributes["has"])[there]
    }


def test_shares_are_those_of_the_first_group_that_fits_and_else_the_attributes_own(tmp_path: Path) -> None:
    people = _people(World(_town(tmp_path, DECLARATION)))
    foreign = people["has"] & 1 > 0
    first = (people["status"] & 2 > 0) & (people["town"] == 1)
    second = ~first & (people["age"] >= 30) & (people["age"] <= 39)
    for who, share in ((first, 0.6), (second, 0.3), (~first & ~second, 0.05)):
        error = 4 * (share * (1 - share) / who.sum()) ** 0.5
        assert who.sum() > 500
        assert abs(foreign[who].mean() - share) < error


def test_a_lean_on_income_keeps_the_share_and_correlates_with_income(tmp_path: Path) -> None:
    people = _people(World(_town(tmp_path, DECLARATION)))
    ill, income = people["has"] & 2 > 0, people["income"].astype(float)
    assert abs(ill.mean() - 0.3) < 4 * (0.3 * 0.7 / len(ill)) ** 0.5 + 0.01
    # A line at 30 % takes a factor of 0.348 / 0.458 = 0.76 off a correlation of normal scores (point-biserial).
    assert -0.55 < np.corrcoef(ill, income)[0, 1] < -0.35


@pytest.mark.parametrize("leaning", [-0.9, -0.3, 0.0, 0.5, 0.95])
@pytest.mark.parametrize("share", [0.0, 0.003, 0.3, 0.97, 1.0])
def test_chances_over_all_incomes_have_the_share_as_their_mean(share: float, leaning: float) -> None:
    attribute = DeclaredAttribute(title="x", share=share, income=leaning)  # type: ignore[arg-type]
    chances = encode_attributes({"x": attribute})[0]["chance"][-1]
    assert chances.mean() == pytest.approx(share, abs=2e-3)
    assert 0 <= chances.min() <= chances.max() <= 1
    assert np.sign(chances[-1] - chances[0]) == (np.sign(leaning) if 0 < share < 1 else 0)


def test_another_attribute_moves_nobody_elses_luck(tmp_path: Path) -> None:
    alone = _people(World(_town(tmp_path, DECLARATION)))["has"]
    more = DECLARATION + '[attributes.children]\ntitle = "children"\nshare = 0.5\n'
    beside = _people(World(_town(tmp_path, more)))["has"]
    # In the order of their names: children, foreign, ill.
    assert np.array_equal(alone, beside >> 1)
    assert 0.45 < (beside & 1).mean() < 0.55


def test_an_attribute_that_nobody_reads_changes_no_bit(tmp_path: Path) -> None:
    with_it, without = (World(_town(tmp_path, text, citizens=2048)) for text in (DECLARATION, ""))
    for _ in range(10):
        ours, theirs = with_it.step(), without.step()
        for name in ("conduct", "records", "scores", "treatment", "response"):
            assert ours.day_counts[name] == theirs.day_counts[name], name
    assert (len(with_it.attributes), len(without.attributes)) == (8, 0)


def test_a_system_reads_what_is_on_file_and_never_the_truth(tmp_path: Path) -> None:
    world = World(_town(tmp_path, DECLARATION + OFFICE))
    world.step()
    there = np.arange(256)[None, :] < world.society["people"][:, None]
    has = (np.asarray(world.attributes["has"]) & 1 > 0)[there]
    said = (np.array([world.disclosed(0, c) for c in range(world.communities)]) & 1 > 0)[there]
    assert abs(said[has].mean() - 0.8) < 0.03
    assert abs(said[~has].mean() - 0.1) < 0.01
    codes = np.asarray(world.ledgers["published"][0])[there]
    # On a scale from 1 to 5 everybody begins at 5;
    # whoever is said to be foreign is at 3.5, foreign or not; hires move some a little.
    low = codes <= 1 + round(65533 * (3.7 - 1) / 4)
    assert low[said].all()
    assert low[~said].mean() < 0.02
    assert (has & ~said).sum() > 100


def test_a_factor_changes_how_often_people_do_something(tmp_path: Path) -> None:
    text = (
        DECLARATION
        + "[change.conduct.pay-bill.attributes]\nill = 0.2\n[change.conduct.criticise.attributes]\nill = 5\n"
    )
    for kind, share, low, high in (("pay-bill", 1.0, 0.15, 0.25), ("criticise", 1.0, 3.0, 6.0)):
        sick, well = (
            simulate(_town(tmp_path, text.replace("share = 0.3\nincome = -0.6", f"share = {s}"), 4096, base="nothing"))
            for s in (share, 0.0)
        )
        k = [each.name for each in sick.labels.kinds].index(kind)
        ratio = sick.totals.day_counts["happened"][k] / well.totals.day_counts["happened"][k]
        assert low < ratio < high, kind


def test_totals_by_attribute_and_observables_add_up(tmp_path: Path) -> None:
    run = simulate(_town(tmp_path, DECLARATION + OFFICE, citizens=4096, days=30))
    document = results(run, "town")
    halves = document["attributes"]
    assert set(halves) == {"foreign", "without foreign", "ill", "without ill"}
    for name in ("foreign", "ill"):
        mine, others = halves[name], halves[f"without {name}"]
        assert mine["people"] + others["people"] == 4096
        groups = document["groups"].values()
        for field in ("sanctioned_days", "denied", "person_days"):
            assert mine[field] + others[field] == sum(group[field] for group in groups), field
        gap = mine["sanctioned_days"] / mine["person_days"] - others["sanctioned_days"] / others["person_days"]
        assert run.observables[f"sanctioned_gap_{name}"].value == pytest.approx(gap)
        scores = mine["score_mean"]["hire"] - others["score_mean"]["hire"]
        assert run.observables[f"score_gap_{name}_hire"].value == pytest.approx(scores)
    on_file = [halves[name]["on_file"]["hire"] for name in ("foreign", "without foreign")]
    assert run.observables["wrongly_on_file_foreign_hire"].value == on_file[1] / sum(on_file)
    assert "wrongly_on_file_ill_hire" not in run.observables
    assert run.observables["score_gap_foreign_hire"].value < -0.3


def test_why_names_an_attribute_that_counted_and_says_where_it_is_not_so(tmp_path: Path) -> None:
    town = _town(tmp_path, DECLARATION + OFFICE, citizens=256, days=4, panel=tuple(range(256)))
    found = {"a foreign nationality on file": 0, "a foreign nationality on file, which is not so": 0}
    for history in histories_of(town):
        why = explain_history(history, 3)
        account = next(each for each in why.accounts if each.system == "hire")
        terms = {item.what: item.points for item in account.items if item.what in found}
        said = history.rows[3]["disclosed"][0] & 1
        assert list(terms.values()) == [-1.5] * int(said)
        assert account.adds_up
        on_file = [entry.is_so for entry in why.known.attributes]
        assert on_file == ["which is not so" not in what for what in terms]
        for what in terms:
            found[what] += 1
    assert min(found.values()) > 5


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("[attributes.age]\ntitle='x'\nshare=0.1\n", "attributes.age", "another name"),
        ("[attributes.x]\ntitle='x'\nshare=1.5\n", "attributes.x.share", "at most 1"),
        ("[attributes.x]\ntitle='x'\nshare=0.5\nincome=1\n", "attributes.x.income", "at most 0.95"),
        ("[attributes.x]\ntitle='x'\nshare=0.5\ngroups=[{share=0.1}]\n", "attributes.x.groups.0", "who is in it"),
        (
            "[attributes.x]\ntitle='x'\nshare=0.5\ngroups=[{share=0.1, age_from=40, age_to=30}]\n",
            "attributes.x.groups.0.age_to",
            "at least",
        ),
        ("[change.conduct.litter]\nattributes={foren=2}\n", "change.conduct.litter.attributes.foren", "declares"),
        ("[change.conduct.litter]\nattributes={foreign=20}\n", "change.conduct.litter.attributes.foreign", "0 to 10"),
        ("[change.systems.hire]\nattributes={foreign=-1}\n", "change.systems.hire.attributes.foreign", "disclose"),
        (
            "[change.channels.hire-fleet.discloses.nobody]\nsensitivity=1\nfalse_rate=0\n",
            "change.channels.hire-fleet.discloses.nobody",
            "declares",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_its_key(tmp_path: Path, text: str, key: str, words: str) -> None:
    with pytest.raises(InputError) as error:
        _town(tmp_path, DECLARATION + text)
    assert [p.key for p in error.value.problems if words in p.expected] == [key]


def test_there_is_room_for_so_many_and_no_more(tmp_path: Path) -> None:
    text = "".join(f"[attributes.a{n}]\ntitle='x'\nshare=0.5\n" for n in range(DECLARED + 1))
    with pytest.raises(InputError, match=f"at most {DECLARED} attributes"):
        _town(tmp_path, text)
    world = World(_town(tmp_path, text.replace(f"[attributes.a{DECLARED}]\ntitle='x'\nshare=0.5\n", ""), citizens=512))
    assert (np.asarray(world.attributes["has"]) >> 7 & 1).any()


def test_a_learned_score_finds_what_attributes_on_file_are_worth() -> None:
    world = World(crowded())
    for _ in range(12):
        world.step()
    fits = [fit for fit in world.decided_by_institutions()["learned fitted"] if fit["fitted"]]
    assert fits
    coefficients = fits[-1]["coefficients"]
    assert {"bills", "shops", "age", "income", "foreign", "children"} == set(coefficients)
    number = list(world.scenario.systems).index("fitted")
    names = list(world.scenario.attributes)
    leans = np.asarray(world.systems["attribute_lean"][number][0])
    for name in ("foreign", "children"):
        # What makes a bad outcome likelier takes points off.
        assert np.sign(leans[names.index(name)]) == -np.sign(coefficients[name])
    assert leans[names.index("illness")] == 0
