"""Ways to counter: each switch does what it says, and off it does nothing."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.engine.encode import encode_scenario
from glasshouse.errors import InputError
from glasshouse.scenario import Safeguards, Scenario, apply_safeguards
from glasshouse.scenario.forks import forked
from glasshouse.scenario.notice import notices
from glasshouse.schema.codes import CASE_CORRECTED
from glasshouse.testing.lockstep import COMPARED, crowded, walk_together
from glasshouse.testing.simulated import SimulatedWorld, simulated

EVERYTHING = ("notice=30", "hearing=0.9", "forget_after=90", "purpose_limits=true", "no_contacts=true", "noise=0.1",
              "opting_out=0.1", "most_sanctions=2", "most_days=20", "public_rules=true", "one_desk=true")  # fmt: skip


def _law(*said: str, base: str = "sesame") -> Scenario:
    return apply_safeguards(scenario.load(base, [f"safeguards.{each}" for each in said]))


def _life(*said: str, days: int = 12, settings: tuple[str, ...] = ()) -> SimulatedWorld:
    chosen = crowded(*settings, *(f"safeguards.{each}" for each in said)).model_copy(update={"days": days})
    return simulated(chosen, watch=tuple(range(600)))


def _without_debts(*said: str, settings: tuple[str, ...]) -> SimulatedWorld:
    """A life in which no sanction puts a debt on people, whose default would be an act."""
    chosen = crowded(*settings, *(f"safeguards.{each}" for each in said))
    return simulated(chosen.model_copy(update={"days": 12, "debts": {}}))


def test_all_are_off_unless_switched_on_and_off_changes_nothing() -> None:
    plain = scenario.load("rongcheng")
    assert plain.safeguards == Safeguards()
    assert apply_safeguards(plain) is plain


def test_every_switch_can_be_set_from_outside() -> None:
    assert {each.partition("=")[0] for each in EVERYTHING} == set(Safeguards.model_fields)
    law = scenario.load("rongcheng", [f"safeguards.{each}" for each in EVERYTHING]).safeguards
    assert all(getattr(law, name) for name in Safeguards.model_fields)


def test_an_unknown_safeguard_is_reported_with_the_nearest_one() -> None:
    with pytest.raises(InputError, match="noise"):
        scenario.load("rongcheng", ["safeguards.nois=0.1"])


FEW = ("citizens=300", "panel=[]")
"""A full community and the beginning of another: enough for what a law changes, since plain twins are slow."""


def test_the_kernels_under_all_safeguards_do_what_their_plain_twins_do() -> None:
    said = [each for each in EVERYTHING if not each.startswith("purpose")]
    found = walk_together(crowded(*FEW, *(f"safeguards.{each}" for each in said)), 4, 3)
    assert sum(stage[COMPARED] for stage in found.values()) > 150_000
    assert {name: set(stage) - {COMPARED} for name, stage in found.items() if set(stage) - {COMPARED}} == {}


def test_notice_is_given_to_all_and_never_shortened() -> None:
    listed, long = (_law(f"notice={days}", base="court-list").systems["court-list"].redress for days in (30, 1))
    assert (listed.notice.value, listed.told.value) == (30, 1)
    assert long.notice.value == scenario.load("court-list").systems["court-list"].redress.notice.value


def test_a_hearing_finds_the_truth_both_ways_and_is_open_to_all() -> None:
    shut = _law("hearing=0.98", base="national").systems["national"].redress
    assert shut.appeals
    assert shut.overturned_wrong.value == 0.98
    assert shut.overturned_right.value == 0
    assert _law("hearing=0.1").systems["sesame"].redress.overturned_wrong.value == 0.5


def test_nothing_counts_longer_than_the_ceiling() -> None:
    short = _law("forget_after=100", base="national")
    assert short.systems["court-list"].term.value == 100  # type: ignore[attr-defined]
    assert short.systems["rongcheng"].forgetting.days.value == 100  # type: ignore[attr-defined]
    assert short.systems["sesame"].forgetting.days.value == 25  # type: ignore[attr-defined]
    assert all(0 < channel.retention.value <= 100 for channel in short.channels.values())
    never = apply_safeguards(
        scenario.load("rongcheng", ['systems.rongcheng.forgetting.rule="never"', "safeguards.forget_after=90"])
    )
    assert never.systems["rongcheng"].forgetting.rule == "window"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["national", "sesame", "rongcheng"])
def test_limited_to_their_purpose_systems_read_and_do_nothing_outside_it(name: str) -> None:
    """The test of the matrix of contexts: nothing recorded in one context leads to harm in another."""
    limited = _law("purpose_limits=true", base=name)
    encoded = encode_scenario(scenario.load(name, ["safeguards.purpose_limits=true"]))
    context = {k: limited.conduct[kind].context for k, kind in enumerate(encoded.kinds)}
    for s, system in enumerate(limited.systems.values()):
        parameters = encoded.systems[s]
        frequent = {int(k) for k in parameters["frequent"][: int(parameters["frequent_points"])]}
        read = frequent | set(np.flatnonzero(parameters["scored"] | parameters["enters"]).tolist())
        assert {context[k] for k in read} <= set(system.purpose)
        in_force = int(np.bitwise_or.reduce(parameters["treatment"]))
        for bit, (owner, measure) in enumerate(encoded.measures):
            if in_force >> bit & 1:
                assert system.measures[measure].context in system.purpose
                assert owner == encoded.system_names[s]
            for part in ("denies", "eases"):
                bitten = [k for k in context if int(encoded.parameters[part][0, k]) >> bit & 1]
                assert {context[k] for k in bitten} <= set(limited.systems[owner].purpose)
    assert any(
        parameters["scored"].any() or parameters["enters"].any() or parameters["frequent_points"]
        for parameters in encoded.systems
    )


def test_a_purpose_reaches_attributes_contacts_files_and_proxies() -> None:
    sesame = _law("purpose_limits=true").systems["sesame"]
    assert sesame.contacts is None
    assert not any(area.profile for area in sesame.dimensions.values())  # type: ignore[attr-defined]
    assert any(area.rules for area in sesame.dimensions.values())  # type: ignore[attr-defined]
    learned = _law("purpose_limits=true", base="learned-credit").systems["learned-credit"]
    assert learned.learning.proxies == ()  # type: ignore[attr-defined]
    assert _law("purpose_limits=true", base="change-of-government").systems["vetting"].at_opening is None  # type: ignore[attr-defined]
    town = scenario.load("rongcheng", ["systems.rongcheng.contacts={weight=50}", "safeguards.purpose_limits=true"])
    rongcheng = apply_safeguards(town).systems["rongcheng"]
    assert (rongcheng.contacts, rongcheng.collective) == (None, None)  # type: ignore[attr-defined]


def test_a_purpose_that_takes_in_every_context_takes_nothing_away() -> None:
    every = sorted({kind.context for kind in scenario.load("sesame").conduct.values()})
    town = scenario.load("sesame", [f"systems.sesame.purpose={every}", "safeguards.purpose_limits=true"])
    assert apply_safeguards(town).systems["sesame"] == town.systems["sesame"]


def test_a_score_that_is_learned_under_a_purpose_is_another_score() -> None:
    fast = [
        f"systems.learned-credit.{each}"
        for each in (
            "learning.every=10",
            "learning.window=5",
            "learning.sample=1",
            "publish_every=10",
            'learning.outcome=["pay-bill"]',
        )
    ]
    law = scenario.load("learned-credit", [*fast, "safeguards.purpose_limits=true"], citizens=1_000, days=30)
    free = law.model_copy(update={"safeguards": Safeguards()})
    lawful, other = simulated(law), simulated(free)
    assert lawful.digests["scores"] != other.digests["scores"]
    assert not lawful.world.systems["lean"].any()
    assert other.world.systems["lean"].any()
    fits = lawful.world.decided_by_institutions()["learned learned-credit"]
    kinds = apply_safeguards(law).systems["learned-credit"].features  # type: ignore[attr-defined]
    empty = [name for name, feature in kinds.items() if not feature.kinds]
    assert empty
    assert any(fit["fitted"] for fit in fits)
    assert all(fit["coefficients"][name] == 0 for fit in fits for name in empty)


def test_nothing_counts_longer_in_copies_patrols_and_labels_either() -> None:
    brokers = _law("forget_after=30", base="brokers")
    free = scenario.load("brokers").trade.holders
    for name, holder in brokers.trade.holders.items():
        assert holder.retention == free[name].retention if holder.outside else 0 < holder.retention.value <= 30
    assert any(holder.outside for holder in free.values())
    patrols = [
        channel.patrols.fade.value
        for channel in _law("forget_after=30", base="patrols").channels.values()
        if channel.patrols
    ]
    assert patrols
    assert all(0 < fade <= 7.5 for fade in patrols)
    learned = _law("forget_after=30", base="learned-credit").systems["learned-credit"]
    assert learned.learning.window.value <= 30  # type: ignore[attr-defined]


def test_no_copy_within_reach_of_the_law_is_older_than_it_allows() -> None:
    town = scenario.load("brokers", ["safeguards.forget_after=12"], citizens=3_000, days=40)
    life = simulated(town)
    reached = sum(1 << h for h, name in enumerate(town.trade.names) if not town.trade.holders[name].outside)
    cases = np.asarray(life.world.cases)
    there = np.arange(cases["opened"].shape[1]) < cases["count"][:, None]
    old = there & (39 - cases["opened"].astype(int) >= 12)
    assert old.any()
    assert not (cases["holders"][old] & reached).any()
    assert not (cases["stale"][old] & reached).any()


def test_contacts_bring_nothing_from_the_next_publication_on_where_a_law_forbids_it_later() -> None:
    later = forked(crowded(), 4, {"safeguards": {"no_contacts": True}})
    life = simulated(later, watch=tuple(range(600)))
    s = life.world.encoded.names.systems["rongcheng"]
    shared = [np.abs(day.panel["kept"][:, s, 4].astype(int)).sum() for day in life.days]
    assert max(shared[:4]) > 0
    assert shared[-1] == 0


def test_the_kernels_under_a_purpose_and_under_laws_that_come_later_do_what_their_plain_twins_do() -> None:
    later = forked(crowded(*FEW), 3, {"safeguards": {"no_contacts": True, "forget_after": 20}})
    for town in (crowded(*FEW, "safeguards.purpose_limits=true"), later):
        found = walk_together(town, 5, 3)
        assert {name: set(stage) - {COMPARED} for name, stage in found.items() if set(stage) - {COMPARED}} == {}


def test_what_a_safeguard_does_not_reach_is_noticed() -> None:
    told = {each.key: each.text for each in notices(scenario.load("brokers", ["safeguards.forget_after=30"]))}
    outside = [name for name, holder in scenario.load("brokers").trade.holders.items() if holder.outside]
    assert all(name in told["safeguards.forget_after"] for name in outside)
    told = {each.key: each.text for each in notices(scenario.load("national", ["safeguards.purpose_limits=true"]))}
    assert "may use nothing" in told["systems.national.purpose"]
    assert not {each.key for each in notices(scenario.load("national"))} & {"systems.national.purpose"}


def test_a_joint_account_has_no_purpose_to_which_what_it_joins_could_be_held() -> None:
    assert not _law("purpose_limits=true", base="national").systems["national"].reads_systems  # type: ignore[attr-defined]


def test_without_contacts_nobody_is_judged_by_friends_and_no_tie_is_cut_for_it() -> None:
    life = _life("no_contacts=true")
    assert float(life.world.parameters["tie_weight"]) == 0
    assert not np.asarray(life.world.response["cut"]).any()
    assert np.asarray(_life().world.response["cut"]).any()


def test_noise_moves_each_score_within_its_reach_and_leaves_the_mean_alone() -> None:
    off = ("response.enabled=false", "systems.merits.members.share=1")
    plain, noisy = _without_debts(settings=off), _without_debts("noise=0.05", settings=off)
    s = plain.world.encoded.names.systems["merits"]
    ours, theirs = (np.asarray(life.world.ledgers["published"][s]).ravel().astype(float) for life in (noisy, plain))
    inside = (theirs > 4000) & (theirs < 61500)
    shift = (ours - theirs)[inside]
    assert len(shift) > 200
    assert np.abs(shift).max() <= 0.05 * 65533
    error = 0.05 * 65533 / np.sqrt(3 * len(shift))
    assert np.abs(shift).mean() > 0.02 * 65533
    assert abs(shift.mean()) < 4 * error
    assert plain.digests["conduct"] == noisy.digests["conduct"]
    lists = plain.world.encoded.names.systems["court-list"]
    assert (plain.world.ledgers["published"][lists] == noisy.world.ledgers["published"][lists]).all()


def test_moves_are_counted_as_they_are_seen() -> None:
    life = _life("noise=0.2")
    s = life.world.encoded.names.systems["merits"]
    for day in life.days:
        moves = day.system_counts["moves"][s]
        assert (moves >= 0).all()
        assert moves.sum() == (day.panel["published"][:, s] > 0).sum()
        assert np.triu(moves, 1).sum() == day.system_counts["rose"][s]


def _sanctions(life: SimulatedWorld) -> np.ndarray:
    """By day and citizen, how many sanctions are in force."""
    sanctions = [
        bit
        for bit, (system, measure) in enumerate(life.world.encoded.measures)
        if life.world.scenario.systems[system].measures[measure].type == "sanction"
    ]
    treatment = np.stack([day.panel["treatment"] for day in life.days])
    return sum(((treatment >> np.uint64(bit)) & np.uint64(1)).astype(int) for bit in sanctions)  # type: ignore[return-value]


def test_nobody_bears_more_sanctions_than_the_cap_and_the_heaviest_stay() -> None:
    free, capped = _life(), _life("most_sanctions=2")
    assert _sanctions(free).max() > 2
    assert _sanctions(capped).max() == 2
    names = capped.world.encoded.measures
    order = [
        names[int(bit)] for bit in capped.world.parameters["sanction"][: int(capped.world.parameters["sanctions"])]
    ]
    worth = [capped.world.scenario.systems[system].measures[measure].burden_weight.value for system, measure in order]
    assert worth == sorted(worth, reverse=True)


def test_nobody_is_under_sanction_for_longer_than_the_cap() -> None:
    def longest(life: SimulatedWorld) -> int:
        run = most = np.zeros(600, int)
        for today in _sanctions(life) > 0:
            run = (run + 1) * today
            most = np.maximum(most, run)
        return int(most.max())

    assert longest(_life()) == 12
    assert longest(_life("most_days=4")) == 4


def test_whoever_opts_out_is_out_for_good_and_lists_are_not_left() -> None:
    """Out for good where nobody is won again: `merits` wins members by other ways."""
    life = _life("opting_out=0.3")
    for name, leave in (("joint", True), ("court-list", False)):
        s = life.world.encoded.names.systems[name]
        codes = np.stack([day.panel["published"][:, s] > 0 for day in life.days])
        assert (codes[1:] <= codes[:-1]).all(), "nobody comes back"
        assert (codes[-1].sum() < codes[0].sum()) == leave, name


def test_nobody_leaves_where_people_do_not_react() -> None:
    life = _life("opting_out=1", settings=("response.enabled=false",))
    assert life.digests["scores"] == _life(settings=("response.enabled=false",)).digests["scores"]


def test_known_rules_are_known_to_all_and_hide_nothing() -> None:
    told = _life("public_rules=true").world
    assert float(told.parameters["opacity"]) == 0
    assert (told.systems["known"] == 1).all()


def test_one_desk_corrects_a_record_in_every_system_on_the_same_day() -> None:
    """Merits and rongcheng both keep cases of offences that the police recorded; only one of them is appealed first."""
    settings = ("systems.merits.redress.overturned_wrong=1", "systems.merits.redress.overturned_right=1",
                "systems.rongcheng.redress.overturned_wrong=0", "systems.rongcheng.redress.overturned_right=0",
                "response.appeal=1", "response.appeal_right=1", "response.neutrality=0")  # fmt: skip

    def corrected(life: SimulatedWorld) -> int:
        s = life.world.encoded.names.systems["rongcheng"]
        return sum(
            int(((day.panel["case_system"] == s) & (day.panel["case_status"] == int(CASE_CORRECTED))).sum())
            for day in life.days
        )

    assert corrected(_life(settings=settings, days=20)) == 0
    assert corrected(_life("one_desk=true", settings=settings, days=20)) > 0


def test_corrections_arrive_the_next_day_where_one_desk_makes_them() -> None:
    assert {system.redress.lag.value for system in _law("one_desk=true", base="national").systems.values()} == {1}
