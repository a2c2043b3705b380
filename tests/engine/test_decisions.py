"""Decisions carried out: laid over the draws, so that nobody's luck moves; what comes about and what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest

import glasshouse as gh
from glasshouse import scenario
from glasshouse.engine.run import simulate
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.scenario import Scenario
from glasshouse.schema.codes import ACCEPTED, APPEALED, IN_DEFAULT, TOLD
from glasshouse.schema.limits import LANES
from glasshouse.society.contacts import far_contacts, near_contacts
from glasshouse.testing.lockstep import crowded, deciding
from glasshouse.testing.simulated import SimulatedWorld, simulated
from glasshouse.testing.stepping import stepped, steps

UNMOVED = "response.enabled=false"
SEVEN = ("companies", "court-list", "national", "rongcheng", "sesame", "tencent", "petitions")
WHO = 700
"""The citizen who decides, in the third community."""


@cache
def town(name: str = "rongcheng", *settings: str, citizens: int = 1_500, days: int = 20) -> Scenario:
    return scenario.load(name, settings, citizens=citizens, days=days, seed=5, panel=())


def under(base: Scenario, *decisions: gh.Decision) -> Scenario:
    return base.model_copy(update={"decisions": ()}).with_decisions(*decisions)


def one(days: tuple[int, int] = (0, 20), citizen: int = WHO, **what: Any) -> gh.Decision:
    return gh.Decision(citizen=citizen, days=days, **what)


def by_kind(base: Scenario, kinds: Sequence[str]) -> tuple[gh.Decision, ...]:
    """Decisions of all types, each day: every third kind is done, every third left out, every third dared."""
    daily = tuple(range(base.days))
    systems = [name for name, system in base.systems.items() if system.account_holders == "citizens"]
    society = World(base, watch=()).society
    near = near_contacts(society[WHO // LANES], WHO)
    return (
        one((0, base.days), do=dict.fromkeys(kinds[::3], daily), leave=tuple(kinds[1::3]), dare=tuple(kinds[2::3]),
            evade=True, cases="appeal", join=tuple(systems[::2]), quit=tuple(systems[1::2]), keep=tuple(near[:2]),
            cut=tuple(near[2:5])),
    )  # fmt: skip


def mobilises(kind: Any) -> bool:
    """Whether others may act because they see it."""
    return kind.effect == "gathers" or kind.mobilises.value > 0


def others(life: SimulatedWorld) -> Any:
    """Acts of everybody else, by day and citizen."""
    return np.delete(life.acts, WHO, axis=1)


@pytest.mark.parametrize("name", SEVEN)
@pytest.mark.parametrize("turn", [0, 1, 2])
def test_while_nobody_responds_nobody_else_acts_otherwise(name: str, turn: int) -> None:
    base = town(name, UNMOVED)
    kinds = [kind for kind, said in base.conduct.items() if said.needs != "firm" and not mobilises(said)]
    deciding_town = under(base, *by_kind(base, kinds[turn:] + kinds[:turn]))
    usual, decided = simulated(base, traced=True), simulated(deciding_town, traced=True)
    assert np.array_equal(others(usual), others(decided))
    assert not np.array_equal(usual.acts[:, WHO], decided.acts[:, WHO])


def words_and_acts(base: Scenario, days: int) -> tuple[list[Any], list[Any]]:
    """What is drawn for everybody each day, by community, and which frequent acts come of it."""
    world, words, acts = stepped(base), [], []
    blocks = int(world.parameters["blocks"])
    for _ in range(days):
        for step in steps(world):
            if step.stage == "conduct":
                words.append(step.chunk.truth["words"][:blocks].copy())
                acts.append(step.chunk.truth["happened"].copy())
    return words, acts


def test_no_draw_of_anybody_moves_whatever_is_decided() -> None:
    """Also while people respond, and whatever mobilises."""
    (words, acts), (theirs, others_acts) = (words_and_acts(base, 15) for base in (crowded(), deciding()))
    assert np.array_equal(words, theirs)
    assert (np.array(acts) != np.array(others_acts)).sum() > 100


def test_where_one_mobilises_others_may_follow() -> None:
    """Thresholds do not ask whether people respond: whoever is seen gathering can be followed also then."""
    base = town("rongcheng", UNMOVED, "response.incidents=1", "response.threshold_low=0.05", citizens=2_560, days=30)
    assert any(mobilises(kind) for kind in base.conduct.values())
    gathers = next(name for name, kind in base.conduct.items() if kind.effect == "gathers")
    joins = one((0, 30), do={gathers: tuple(range(30))})
    usual, decided = simulated(base, traced=True), simulated(under(base, joins), traced=True)
    assert (others(usual) != others(decided)).any()


def test_others_scores_may_move_by_those_who_count_contacts() -> None:
    base = town("rongcheng", UNMOVED, "systems.rongcheng.contacts.weight=200", days=60)
    good = one((0, 60), do={"volunteer": tuple(range(60)), "donate": tuple(range(60))})
    usual, decided = simulated(base, traced=True), simulated(under(base, good), traced=True)
    assert np.array_equal(others(usual), others(decided))
    s = list(base.systems).index("rongcheng")
    before, after = (np.delete(life.world.ledgers["published"][s].ravel(), WHO) for life in (usual, decided))
    assert (before != after).any()


def test_without_decisions_nothing_is_handed_to_anybody() -> None:
    world = World(town())
    assert len(world.schedule.today(0)) == 0
    assert world.step().refused == ()


@pytest.mark.parametrize("when", [0, 2])
def test_decided_on_the_way_is_decided_from_the_start(when: int) -> None:
    scenes = deciding()
    late = tuple(each for each in scenes.decisions if each.days[0] >= when)
    from_the_start = simulated(under(scenes, *late))
    world, days = World(under(scenes), watch=()), []
    for day in range(scenes.days):
        if day == when:
            world.decide(late[::2])
            world.decide(late[1::2])
        days.append(world.step())
    assert SimulatedWorld(world, days, None, []).digests == from_the_start.digests
    assert [day.refused for day in days] == [day.refused for day in from_the_start.days]
    assert scenario.digest(world.scenario) == scenario.digest(from_the_start.world.scenario)
    assert sum(len(day.refused) for day in days) > 10


def test_all_sorts_of_things_become_of_what_is_decided_where_twins_are_compared() -> None:
    """What kernels and plain twins are compared by would prove little if nobody were refused anything."""
    scenes = deciding()
    world, done, left = World(scenes), 0, 0
    told = set()
    for day in range(scenes.days):
        rows = world.schedule.today(day)
        world.schedule.today = lambda _, rows=rows: rows  # type: ignore[method-assign]
        refused = world.step().refused
        del world.schedule.today
        told |= {(refusal.what, refusal.why) for refusal in refused}
        done, left = done + int((rows["done"] != 0).sum()), left + int((rows["left"] != 0).sum())
    assert min(done, left) > 50
    assert {what for what, _ in told} >= {"do", "join", "quit", "keep"}
    whys = {why for _, why in told}
    assert {"its condition does not hold", "membership is not voluntary", "the tie does not stand any more"} <= whys
    assert {"the system is for others", "as many accounts in its market as one may have"} & whys


def test_a_day_already_lived_is_past_and_nothing_is_added() -> None:
    world = World(town())
    world.step()
    with pytest.raises(InputError, match="days from 1 on"):
        world.decide([one((0, 3), evade=True), one((2, 3), evade=True)])
    assert world.scenario.decisions == ()
    world.decide([one((1, 3), evade=True)])
    with pytest.raises(InputError, match="evade and do not"):
        world.decide([one((2, 3), evade=False)])


@pytest.mark.parametrize(("threads", "chunks"), [(1, 3), (2, 2), (3, 1)])
def test_threads_and_stretches_change_nothing(threads: int, chunks: int) -> None:
    scenes = deciding()
    usual, other = simulated(scenes), simulated(scenes, threads=threads, chunks=chunks)
    assert usual.digests == other.digests
    assert [day.refused for day in usual.days] == [day.refused for day in other.days]


def test_how_long_a_scenario_is_enters_no_draw_and_no_decision() -> None:
    scenes = deciding()
    longer = World(scenes.model_copy(update={"days": 300}))
    usual = simulated(scenes)
    for day in usual.days:
        assert longer.step().day_counts.tobytes() == day.day_counts.tobytes()


def test_a_contact_is_one_only_in_the_society() -> None:
    base = town()
    row = World(base).society[WHO // LANES]
    near, far = near_contacts(row, WHO), far_contacts(row, WHO)
    stranger = next(n for n in range(WHO, WHO + 200) if n not in (*near, *far))
    for wrong in ({"keep": (stranger,)}, {"cut": (near[0], stranger)}, {"cut": (far[0],)}):
        with pytest.raises(InputError, match=r"decisions\.0\.(keep|cut)\.\d: expected a .*contact") as raised:
            World(under(base, one(**wrong)))
        assert str(near[0]) in str(raised.value)
    assert World(under(base, one(keep=(near[0], far[0]), cut=(near[1],))))


def test_what_is_done_passes_observation_and_what_cannot_be_done_is_told() -> None:
    base = town(days=8)
    owing = np.asarray(World(base).conduct["situation"]).ravel()[: base.citizens] & IN_DEFAULT != 0
    free = int(np.flatnonzero(~owing)[0])
    daily = tuple(range(8))
    life = simulated(under(base, one((0, 8), free, do={"litter": daily, "settle-judgment": daily})), watch=(free,))
    kinds = life.world.encoded.names.kinds
    seen = 0
    for day in life.days:
        row = day.panel[0]
        assert row["acts"] >> kinds["litter"] & 1
        assert row["decided"] == 1 << kinds["litter"]
        assert row["refused"] == 1 << kinds["settle-judgment"]
        seen += any(int(bits) >> kinds["litter"] & 1 for bits in row["seen"])
        (refusal,) = day.refused
        assert (refusal.citizen, refusal.what, refusal.name) == (free, "do", "settle-judgment")
    assert seen < 8, "not everything is seen"


def test_what_is_left_out_never_happens_and_what_is_withheld_stays_withheld() -> None:
    base = crowded("response.risk_exposure=0.05").model_copy(update={"debts": {}})  # nobody decides on defaults
    kinds = [name for name, kind in base.conduct.items() if kind.needs != "firm"]
    people = range(0, 600, 7)
    usual = simulated(base, watch=tuple(people))
    left = [gh.Decision(citizen=n, days=(12, base.days), leave=tuple(kinds)) for n in people]
    life = simulated(under(base, *left), watch=tuple(people))
    after, before = (np.stack([day.panel for day in each.days[12:]]) for each in (life, usual))
    bits = np.uint64(sum(1 << life.world.encoded.names.kinds[kind] for kind in kinds))
    assert not (after["acts"] & bits).any()
    assert (before["acts"] & bits).any()
    assert after["withheld"].any()
    assert np.array_equal(after["withheld"][0], before["withheld"][0])
    assert np.array_equal(after["decided"][0], before["acts"][0] & bits)


def test_who_dares_does_what_fear_would_hold_back_and_nothing_else() -> None:
    base = crowded("response.risk_exposure=0.05")
    kinds = [name for name, kind in base.conduct.items() if kind.needs != "firm"]
    people = range(0, 600, 7)
    usual = simulated(base, watch=tuple(people))
    dares = [gh.Decision(citizen=n, days=(12, base.days), dare=tuple(kinds)) for n in people]
    life = simulated(under(base, *dares), watch=tuple(people))
    before, after = usual.days[12].panel, life.days[12].panel
    assert before["withheld"].any()
    assert not after["withheld"].any()
    assert np.array_equal(after["acts"], before["acts"] | before["withheld"])
    assert np.array_equal(after["decided"], before["withheld"])


def test_evasion_is_held_at_its_ends_and_habit_goes_on_from_there() -> None:
    base = town(days=12)
    life = simulated(under(base, one((3, 6), evade=True), one((8, 9), evade=False)), watch=(WHO,))
    evasion = [float(day.panel[0]["evasion"]) for day in life.days]
    assert evasion[3:6] == [1, 1, 1]
    assert 0.9 < evasion[6] < 1
    assert evasion[8] == 0
    assert evasion[2] == simulated(base, watch=(WHO,)).days[2].panel[0]["evasion"]


def case_flags(base: Scenario, choice: str | None, who: Sequence[int]) -> tuple[SimulatedWorld, dict[int, int]]:
    decisions = [gh.Decision(citizen=n, days=(0, base.days), cases=choice) for n in who] if choice else []
    life = simulated(under(base, *decisions))
    flags: dict[int, int] = {}
    for c, book in enumerate(life.world.cases):
        for m in range(int(book["count"])):
            citizen = c * LANES + int(book["citizen"][m])
            flags[citizen] = flags.get(citizen, 0) | int(book["flags"][m])
    return life, flags


@pytest.mark.parametrize("settings", [(), (UNMOVED,)])
def test_cases_are_appealed_accepted_or_left_open(settings: tuple[str, ...]) -> None:
    base = crowded("systems.court-list.redress.review_days=400", "systems.court-list.redress.told=1", "response.appeal=0.5",
                   *settings)  # fmt: skip
    everybody = range(600)
    _, waits = case_flags(base, "wait", everybody)
    assert waits
    assert not any(flags & int(APPEALED | ACCEPTED) for flags in waits.values())
    assert any(flags & int(TOLD) for flags in waits.values()), "people are told all the same"
    _, accepts = case_flags(base, "accept", everybody)
    assert any(flags & int(ACCEPTED) for flags in accepts.values())
    assert not any(flags & int(APPEALED) for flags in accepts.values())
    life, appeals = case_flags(base, "appeal", everybody)
    assert not any(flags & int(ACCEPTED) for flags in appeals.values() if flags & int(APPEALED))
    by_habit = simulated(base)
    assert life.day_counts["appeals"] > by_habit.day_counts["appeals"]


def test_an_appeal_decided_late_takes_back_what_habit_accepted() -> None:
    base = crowded(
        "systems.court-list.redress.review_days=400", "systems.court-list.redress.told=1", "response.appeal=0"
    )
    accepted = [n for n, flags in case_flags(base, None, ())[1].items() if flags & int(ACCEPTED)]
    late = [gh.Decision(citizen=n, days=(base.days - 1, base.days), cases="appeal") for n in accepted]
    life = simulated(under(base, *late))
    assert life.days[-1].day_counts["appeals"] > 0
    assert sum(day.day_counts["appeals"] for day in life.days[:-1]) == 0


def test_an_appeal_where_none_is_heard_is_refused() -> None:
    base = crowded("systems.court-list.redress.appeals=false", "systems.landlords.redress.appeals=false")
    decisions = [gh.Decision(citizen=n, days=(0, base.days), cases="appeal") for n in range(600)]
    life = simulated(under(base, *decisions))
    told = [refusal for day in life.days for refusal in day.refused]
    assert {refusal.what for refusal in told} == {"appeal"}
    assert "court-list" in {refusal.name for refusal in told}


def test_an_account_that_is_voluntary_can_be_left_and_opened_again() -> None:
    base = crowded("systems.joint.members.voluntary=true", "systems.rongcheng.members.share=1")
    s = list(base.systems).index("joint")
    first = simulated(base.model_copy(update={"days": 1})).world.ledgers["published"][s].ravel()
    member, stranger = int(np.flatnonzero(first[:600])[3]), int(np.flatnonzero(first[:600] == 0)[3])
    decisions = (
        one((2, 5), member, quit=("joint",)), one((8, 9), member, join=("joint",)),
        one((2, 3), stranger, join=("joint",)), one((4, 6), stranger, quit=("rongcheng",)),
    )  # fmt: skip
    world, codes, left, joined, refused = World(under(base, *decisions)), [], 0, 0, []
    for _ in range(12):
        day = world.step()
        codes.append(world.ledgers["published"][s].ravel()[[member, stranger]].tolist())
        left, joined = left + int(day.system_counts["left"][s]), joined + int(day.system_counts["joined"][s])
        refused += day.refused
    has = [[code > 0 for code in row] for row in zip(*codes, strict=True)]
    assert has[0] == [True] * 2 + [False] * 6 + [True] * 4
    assert has[1] == [False] * 2 + [True] * 10
    assert (left, joined) == (1, 2)
    assert [(each.day, each.what, each.name) for each in refused] == [
        (4, "quit", "rongcheng"),
        (5, "quit", "rongcheng"),
    ]
    assert refused[0].why == "membership is not voluntary"


def test_in_a_market_one_joins_and_leaves_when_one_decides() -> None:
    base = crowded("response.joining.most=1")
    kaola, sesame = (list(base.systems).index(name) for name in ("merits", "sesame"))
    world = World(base)
    for _ in range(3):
        world.step()
    codes = world.ledgers["published"]
    inside = int(np.flatnonzero(codes[sesame].ravel()[:600])[5])
    world.decide([one((3, 4), inside, join=("merits",)), one((4, 5), inside, quit=("sesame",), join=("merits",))])
    refused = [*world.step().refused, *world.step().refused]
    assert [(each.day, each.name) for each in refused if each.why.startswith("as many")] in ([(3, "merits")], [])
    assert codes[sesame].ravel()[inside] == 0
    assert (codes[kaola].ravel()[inside] > 0) or any(each.why == "the system is for others" for each in refused)


def test_a_tie_is_cut_once_and_kept_where_habit_would_cut_it() -> None:
    base = crowded("response.ties_cut=0.5")
    usual = simulated(base).world
    cut = np.asarray(usual.response["cut"]).ravel()[:600]
    some = [int(n) for n in np.flatnonzero(cut)]
    keepers = []
    for n in some:
        near = near_contacts(usual.society[n // LANES], n)
        lost = [near[tie] for tie in range(8) if cut[n] >> tie & 1]
        keepers.append(gh.Decision(citizen=n, days=(0, base.days), keep=tuple(dict.fromkeys(lost))))
    kept = np.asarray(simulated(under(base, *keepers)).world.response["cut"]).ravel()[:600]
    assert not (kept[some] & cut[some]).any()
    who = next(n for n in range(600) if not cut[n])
    friend = near_contacts(usual.society[who // LANES], who)[0]
    life = simulated(under(base, one((5, 9), who, cut=(friend,))), watch=(who, friend))
    ties = [int(day.panel[0]["ties"]) & 1 for day in life.days]
    assert ties[:6] == [1] * 6
    assert not any(ties[6:])
    assert all(refusal.citizen != who for day in life.days for refusal in day.refused), "one's own cut is no refusal"
    late = one((12, 13), friend, keep=(who,))
    told = simulated(under(base, one((5, 9), who, cut=(friend,)), late)).days[12].refused
    assert [(refusal.what, refusal.name) for refusal in told] == [("keep", who)]


def test_twins_may_differ_by_a_decision_alone() -> None:
    from glasshouse.worlds.twins import Twins

    base = town(days=6)
    twins = Twins({"habit": base, "decided": under(base, one((0, 6), do={"litter": tuple(range(6))}))})
    for _ in range(6):
        twins.step()
    runs = twins.conclude(1.0)
    twins.close()
    litter = runs["habit"].labels.kinds[[kind.name for kind in runs["habit"].labels.kinds].index("litter")]
    assert litter
    assert runs["habit"].digests["conduct"] != runs["decided"].digests["conduct"]


def test_a_scenario_whose_rules_change_later_runs_with_decisions_of_anybody() -> None:
    base = scenario.load("year", citizens=1_500, days=2, seed=5, panel=(WHO,))
    run = simulate(under(base, one((0, 2), do={"volunteer": (0,)})))
    assert run.digests != simulate(base).digests
