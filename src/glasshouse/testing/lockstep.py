"""Kernels and their plain twins, side by side: the same world twice, compared after every step.

Some days of a small world in which everything happens are lived twice; `differing` names every field in which a kernel
and its twin are not the same, by stage. None may be.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.engine.world import World
from glasshouse.kernels.compilation import cache_folder, is_compiled
from glasshouse.kernels.sources import PACKAGE, hash_of, read_sources
from glasshouse.results.identity import results_identity
from glasshouse.scenario import Scenario, load
from glasshouse.schema import counts as tallies
from glasshouse.schema import limits
from glasshouse.schema.codes import TRUSTED
from glasshouse.testing import plain
from glasshouse.testing.deciding import choices_on, decisions_for
from glasshouse.testing.plain.accounts import tidy
from glasshouse.testing.plain.forms import Twin
from glasshouse.testing.plain.people import Account, Community, Diary
from glasshouse.testing.plain.storage import read_world, write
from glasshouse.testing.plain.turnover import Land
from glasshouse.testing.scratch import SCRATCH
from glasshouse.testing.stepping import Step, stepped, steps

BEFORE, DAYS = 6, 18
"""Days lived before anything is compared, and days compared."""

SCENES: dict[str, tuple[str, ...]] = {
    "everything happens": (
        "turnover.enabled=true",
        "turnover.year=5",
        "turnover.mortality=0.05",
        "society.ties.age_likeness=0.3",
    ),
    "nothing follows, nobody changes, far ties only": (
        "consequences.enabled=false",
        "response.enabled=false",
        'society.ties.rule="random"',
        'systems.rongcheng.forgetting.rule="half-life"',
        "systems.sesame.publish_every=2",
        "systems.sesame.publish_on=1",
        'systems.court-list.human_review.above_capacity="waits"',
        'systems.court-list.human_review.shows="score"',
        'channels.informant.patrols.rule="even"',
        "systems.companies.rollout={days={Jilin=0, Sichuan=0}}",
        "systems.rongcheng.rollout={days={Jilin=3}, elsewhere=0}",
        "systems.sesame.rollout={days={Jilin=0, Shandong=5}}",
        "systems.court-list.rollout={days={Shandong=0, Jilin=0}}",
    ),
    "people weigh what they say, and scores believe in ties": (
        "response.weighing=0.6",
        "response.punishment=2",
        "response.proportional=true",
        'systems.sesame.contacts.rule="belief"',
        "channels.informant.patrols.corrected=true",
        "channels.informant.patrols.fade=0",
        'systems.rongcheng.contacts.rule="belief"',
        'systems.rongcheng.absences={idle={kind="volunteer", within=5, points=-40}}',
        'systems.rongcheng.absences.mute={kind="donate", after="litter", within=4, points=-30}',
        "systems.rongcheng.rules.litter.cap={points=12, days=9}",
        "systems.rongcheng.rules.offend-slightly.steps={second=2, third=3, later=4, days=15}",
        'systems.merits.absences={idle={kind="praise", within=4, at_least=2, points=-6}}',
        "systems.merits.rules.criticise.cap={records=2, days=7}",
        "systems.merits.starts={migrant=-5, minority=3}",
        "systems.rongcheng.measures.no-loans.after=3",
        "systems.rongcheng.measures.free-hire.after=2",
        "systems.rongcheng.measures.no-posts.after=2",
        "systems.merits.measures.named.after=2",
        'systems.merits.members.attribute="children"',
        'systems.joint.members.attribute="foreign"',
        "systems.sesame.cases={term=9}",
        "systems.sesame.redress={suspends=true, review_days=3, lag=2}",
    ),
}
"""Changes to the crowded world under which kernels and twins are compared."""

COMPARED = "numbers compared"

_CROWDED = Path(__file__).with_name("crowded.toml")


def crowded(*settings: str, days: int = BEFORE + DAYS) -> Scenario:
    """A small world in which everything happens within days: 600 citizens in three communities, five systems."""
    return load(_CROWDED, settings, days=days)


def deciding(*settings: str) -> Scenario:
    """The crowded world in which one citizen in 23 decides all sorts of things, from before anything is compared on."""
    scenario = crowded("systems.joint.members.voluntary=true", *settings)
    decisions = decisions_for(scenario, stepped(scenario).society, BEFORE - 5, BEFORE + DAYS)
    return scenario.model_copy(update={"decisions": decisions})


def differing(stage: str, scene: str) -> dict[str, int]:
    """How often a stage's kernel and its twin differ, by field. Empty if they do the same.

    Args:
        stage: a stage of the day, or ``founding``, ``publishing``, ``tidying``.
        scene: one of `SCENES`.
    """
    return {name: times for name, times in _scene(scene)[stage].items() if name != COMPARED}


def compared(stage: str, scene: str) -> int:
    """How many numbers were compared after that stage."""
    return _scene(scene)[stage][COMPARED]


@cache
def _scene(scene: str) -> dict[str, Counter[str]]:
    """What was found in a scene. Plain twins are slow, so it is kept for other processes that run the very same code."""
    made_from = hash_of(read_sources(PACKAGE), results_identity(), f"compiled: {is_compiled()}", scene)
    kept = cache_folder() / "lockstep" / f"{made_from}.json"
    if kept.exists():
        return {stage: Counter(found) for stage, found in json.loads(kept.read_text(encoding="utf-8")).items()}
    found = walk_together(deciding(*SCENES[scene]), BEFORE, DAYS)
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(found), encoding="utf-8")
    new.replace(kept)
    return found


def walk_together(scenario: Scenario, before: int, days: int) -> dict[str, Counter[str]]:
    """Live a world and its plain twin side by side.

    Args:
        scenario: what to live under.
        before: days lived before the twin joins in.
        days: days lived together.

    Returns:
        By stage, how often which field differed, and how many numbers were compared.
    """
    world = stepped(scenario)
    found: dict[str, Counter[str]] = {"founding": _compare_founding(world)}
    for _ in range(before):
        world.step()
    twin = read_world(world.parameters, world.systems, _forms(world), world.state())
    land = _land(world)
    for _ in range(days):
        diaries = [Diary() for _ in twin.communities]
        twin.choices = choices_on(scenario, world.encoded.names, twin, world.day)
        for step in steps(world):
            _go_by(twin, world, step.community)
            if step.stage == "turnover":
                plain.turnover.turn_over(twin, land, twin.communities[step.community], step.day)
            else:
                _follow(twin, diaries[step.community], step)
            _compare(found.setdefault(step.stage, Counter()), world, twin, diaries[step.community], step)
    return found


def _go_by(twin: plain.people.World, world: World, community: int) -> None:
    """Put the numbers of a community's region in force."""
    rules = world.rules.of(community)
    twin.parameters, twin.systems = rules.parameters, rules.systems


def _land(world: World) -> Land:
    """What the people of a world are made by, by community."""
    plan, place_of = world.plan, world.tables.place_of
    by_age = {a for a, each in enumerate(world.scenario.attributes.values()) if each.depends_on_age}
    return Land(plan.settlement[0], plan.place_records[place_of], plan.lives[place_of], plan.attributes, by_age)


def _forms(world: World) -> list[Twin]:
    """The twins of a world's forms.

    Raises:
        KeyError: a form has none.
    """
    return [plain.forms.TWINS[system.form] for system in world.scenario.systems.values()]


def _follow(twin: plain.people.World, diary: Diary, step: Step) -> None:
    """Let the plain world take the step that the kernels have taken."""
    community, day, s = twin.communities[step.community], step.day, step.system
    whole = {
        "society": plain.society.meet, "conduct": plain.conduct.act, "arrests": plain.authorities.police,
        "observation": plain.observation.observe, "holdings": plain.holdings.hold, "tallies": plain.tallies.tally,
        "redress": plain.authorities.decide_appeals,
        "complaints": plain.copies.complain, "copies": plain.copies.pass_on, "removal": plain.authorities.remove,
        "review": plain.human_review.review,
        "injustice": plain.wrongful.note_injustice,
        "firms": plain.firms.do_business,
        "consequences": plain.consequences.treat, "scarcity": plain.places.share_out,
        "debts": plain.debts.owe_by_measure, "response": plain.response.respond,
        "measurement": plain.measurement.measure,
    }  # fmt: skip
    if step.stage in whole:
        diary.known = len(community.cases) if step.stage == "observation" else diary.known
        whole[step.stage](twin, community, diary, day)
    elif step.stage == "scoring":
        read = plain.firms.records_of_firms(twin, diary) if twin.systems[s]["of_firms"] else diary
        if twin.systems[s]["active"]:
            twin.forms[s].judge(twin, community, read, s, day)
    elif step.stage == "provenance":
        plain.observation.trace_provenance(twin, community, diary, diary.known)
    elif step.stage == "tidying":
        tidy(community)
    elif step.stage == "granting":
        plain.decided.grant(twin, community, diary)
    elif step.stage == "admission":
        plain.membership.open_and_close(twin, community, s, diary.systems[s])
    else:
        _publish(twin, community, diary, s, day)


def _publish(twin: plain.people.World, community: Community, diary: Diary, s: int, day: int) -> None:
    form, count = twin.forms[s], diary.systems[s]
    if not twin.systems[s]["active"]:
        return
    if form.publish_list:
        form.publish_list(twin, community, s, count)
    for citizen in community.citizens if form.publish else ():
        profile = plain.observation.profile(twin, citizen, twin.systems[s])
        before = citizen.accounts[s].published
        if form.publish:
            form.publish(twin, citizen, s, profile, count, day)
        plain.noise.blur(twin, citizen, s, before, count, day)


_WRITES = {
    "society": (), "conduct": ("conduct", "debts"), "scarcity": ("goods",), "debts": ("debts",), "arrests": ("conduct",),
    "observation": ("dossier", "cases"),
    "holdings": ("holdings",), "tallies": ("tallies",), "redress": ("cases",),
    "complaints": ("cases",), "copies": ("cases",), "removal": (), "firms": (),
    "scoring": ("ledger", "cases"), "provenance": ("provenance",), "review": ("dockets", "tallies"),
    "consequences": ("conduct",), "injustice": (),
    "response": ("response", "trust", "society", "signals 0", "signals 1", "cases", "ledger"),
    "measurement": (), "tidying": ("cases", "provenance"), "publishing": ("ledger",),
    "admission": ("ledger",), "granting": ("ledger",),
    "turnover": ("society", "conduct", "response", "signals 0", "signals 1", "dossier", "cases", "provenance", "trust",
                 "attributes", "seats", "ledger", "holdings", "goods", "debts", "tallies", "dockets"),
}  # fmt: skip
"""Tables that a step writes; `glasshouse.engine.stages.DAY` says the same of the stages."""


def _compare(found: Counter[str], world: World, twin: plain.people.World, diary: Diary, step: Step) -> None:
    community = twin.communities[step.community]
    for table in _WRITES[step.stage]:
        for system in _whose(table, world, step):
            _compare_table(found, world, community, table, system)
    if step.stage in SCRATCH:
        for name, (ours, theirs) in SCRATCH[step.stage](diary, step, twin).items():
            _note(found, name, ours, theirs)
    if step.stage in (*_TALLIED, "measurement"):
        _compare_tally(found, diary, step)
    if step.stage in ("scoring", "publishing", "admission"):
        counted, count = step.chunk.system_counts[step.system], diary.systems[step.system]
        for name in tallies.SYSTEM_COUNTS.names or ():
            _note(found, f"counts.{name}", counted[name], _counted(count, name, counted[name].shape))


_KEPT = ("attributes",)
"""Tables that are settled with the people, and have rows only where a scenario needs them."""
_ROWS = ("holdings", "goods", "debts", "tallies", "dockets")
"""Tables of several rows for each community, one a holder, a good, a debt."""


def _whose(table: str, world: World, step: Step) -> Sequence[int]:
    """The systems whose ledgers or dockets, the holders whose files, the goods, the debts, or the tallies that a step writes."""
    if table in _ROWS:
        return range(len(getattr(world, table)))
    if table in ("trust", "attributes", "seats") and not len(getattr(world, table)):
        return ()
    if table == "ledger" and step.stage in ("response", "granting", "turnover"):
        return range(len(world.scenario.systems))
    return (step.system,)


def _note(found: Counter[str], name: str, ours: object, theirs: object) -> None:
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    found[COMPARED] += ours.size
    if ours.shape != theirs.shape or not np.array_equal(ours, theirs):
        found[name] += 1


def _compare_table(found: Counter[str], world: World, community: Community, table: str, system: int) -> None:
    c = community.number
    rows = {
        "society": world.society, "conduct": world.conduct, "response": world.response, "signals 0": world.signals[0],
        "signals 1": world.signals[1], "dossier": world.dossier, "ledger": world.ledgers[system], "cases": world.cases,
        "provenance": world.provenance, "trust": world.trust, "attributes": world.attributes, "seats": world.seats,
    }  # fmt: skip
    if table in _ROWS:
        rows[table] = getattr(world, table)[system]
    for name, theirs in write(community, table, system).items():
        ours = rows[table][c][name]
        if table in ("cases", "provenance") and ours.shape:
            ours = ours[: int(world.cases[c]["count"])]  # what is left of taken-out cases means nothing
        _note(found, f"{table}.{name}", ours, theirs)


def _counted(count: Counter[Any], name: str, shape: tuple[int, ...]) -> object:
    if not shape:
        return count[name]
    return np.array([count[(name, *place)] for place in np.ndindex(shape)]).reshape(shape)


_TALLIED = {
    "observation": ("recorded", "missed", "invented", "invented_group", "speech_acts", "speech_acts_recorded", "true_matches",
                    "false_matches", "corrected_copies", "beats", "patrolled", "patrol_chance", "patrol_square",
                    "patrol_records", "patrol_weight"),
    "complaints": ("complaints", "complainants", "gave_up", "corrected_copies"),
    "copies": ("passed", "leaked", "reappeared", "errors_cleared", "errors_cleared_days", "evicted"),
    "redress": ("overturned", "upheld"),
    "firms": ("firms",),
    "review": ("review_cases", "reviewed", "review_seconds", "review_overturned", "review_missed",
                     "review_confirmed_wrongly", "review_automatic", "review_lapsed", "review_waiting"),
    "consequences": ("denied", "denied_group", "attribute_denied", "eased", "worsened", "surcharges", "refusers",
                     "offered", "refused", "deals_kept", "deals_broken", "liable"),
    "scarcity": ("goods_asked", "goods_given", "goods_short", "goods_given_band", "goods_short_band", "goods_asked_attribute",
                 "goods_given_attribute"),
    "debts": ("debts_opened", "debtors", "debts_owed"),
    "response": ("appeals", *(f"{what}_{whom}" for what in ("trust", "low_trust") for whom in TRUSTED)),
}  # fmt: skip


def _compare_tally(found: Counter[str], diary: Diary, step: Step) -> None:
    day_counts = step.chunk.day_counts[0]
    for name in _TALLIED.get(step.stage, tallies.DAY_COUNTS.names or ()):
        if name not in ("people", "flooded"):  # the world itself counts these
            _note(found, f"day_counts.{name}", day_counts[name], _counted(diary.count, name, day_counts[name].shape))


def _compare_founding(world: World) -> Counter[str]:
    """Settle the same people again, open their accounts again."""
    found: Counter[str] = Counter()
    twin = read_world(world.parameters, world.systems, _forms(world), world.state())
    for community in twin.communities:
        _go_by(twin, world, community.number)
        community.cases = []
        for citizen in community.citizens[: community.people]:
            citizen.age, citizen.status, citizen.ranks, citizen.reach = 0, set(), {}, set()
            place = world.plan.place_records[world.tables.place_of[community.number]]
            plain.society.generate_population(world.plan.settlement[0], place, community, citizen)
            plain.attributes.give_attributes(world.plan.attributes, twin.parameters["seed"], community, citizen)
        _open_accounts(twin, community)
        for table in ("society", "conduct", "response", "signals 0", "signals 1", "dossier", "cases", *_KEPT):
            if table not in _KEPT or len(getattr(world, table)):
                _compare_table(found, world, community, table, 0)
        for s in range(len(twin.forms)):
            _compare_table(found, world, community, "ledger", s)
    return found


def _open_accounts(twin: plain.people.World, community: Community) -> None:
    for s, form in enumerate(twin.forms):
        system, count = twin.systems[s], Counter[Any]()
        for citizen in community.citizens:
            citizen.accounts[s] = Account([0] * limits.DIMENSIONS, 0)
        if not system["active"]:
            continue
        for citizen in community.citizens:
            plain.turnover.open_account(twin, community, citizen, s, count, 0)
        if form.publish_list:
            form.publish_list(twin, community, s, count)
