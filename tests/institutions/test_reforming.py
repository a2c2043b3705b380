"""Those who can change rules: read with errors, decided from exact totals, the same by threads, resumed, forked and told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.audit.history import read_history
from glasshouse.engine.plan import plan_of
from glasshouse.engine.recorder import Recorder
from glasshouse.engine.run import Run, simulate
from glasshouse.engine.simulation import Simulation
from glasshouse.engine.world import World
from glasshouse.errors import InputError
from glasshouse.institutions.institution import DayEnd
from glasshouse.institutions.reform import Reform, When
from glasshouse.institutions.reforming import MEASURES, ReformInstitution, support
from glasshouse.results.build import results
from glasshouse.scenario import Scenario
from glasshouse.scenario.digest import canonical
from glasshouse.scenario.forks import as_reformed
from glasshouse.schema.codes import GUARD_NONE
from glasshouse.schema.counts import DAY_COUNTS, SYSTEM_COUNTS
from glasshouse.store import totals
from glasshouse.worlds.twins import Twins

STRIKE = """
[reforms.strike]
title = "a court strikes the points"
by = "court"
delay = 2
when = { measure = "sanctioned", at_least = 0.001, window = 5 }
change = { systems.rongcheng.active = false }
"""
BEGINS = 7
"""The strike is reached on the first evening on which five days were lived, day 4; two days and a night later it is in force."""
NEVER = """
[reforms.charter]
title = "a charter"
by = "vote"
when = { measure = "sanctioned", at_least = 1, window = 3 }
change = { safeguards = { public_rules = true } }
"""
DAYS = 14


def written(folder: Path, text: str, days: int = DAYS) -> Path:
    place = folder / "mine.toml"
    place.write_text(f'extends = "rongcheng"\ncitizens = 2048\ndays = {days}\n{text}', encoding="utf-8")
    return place


@pytest.fixture
def town(tmp_path: Path) -> Scenario:
    return scenario.load(written(tmp_path, STRIKE + NEVER))


def members(world: World) -> int:
    return int((world.ledgers["published"][world.encoded.system_names.index("rongcheng")] != 0).sum())


def institution(*, by: str = "vote", at_least: float = 0.1, window: int = 2, able: float = 1.0) -> ReformInstitution:
    when = When(measure="sanctioned", at_least=at_least, window=window)  # type: ignore[arg-type]
    reform = Reform(title="t", by=by, when=when, able=able, change={"x": 1})  # type: ignore[arg-type]
    return ReformInstitution({"one": reform})


def evening(day: int, *, sanctioned: int, people: int = 100, silence: float = 0.0) -> DayEnd:
    counts = np.zeros((), DAY_COUNTS)
    counts["people"][0], counts["sanctioned"][1] = people, sanctioned
    counts["self_censorship"] = round((1 + silence) * GUARD_NONE) * people
    return DayEnd(day, counts, np.zeros(1, SYSTEM_COUNTS), np.zeros(1))


def first_day(reforms: ReformInstitution) -> int | None:
    return reforms.outcomes()[0].begins


def test_support_is_counted_over_the_whole_window() -> None:
    reforms = institution(window=3)
    for day, sanctioned in enumerate((30, 0, 0, 0, 14, 15, 0, 90)):
        reforms.decide(evening(day, sanctioned=sanctioned))
        assert first_day(reforms) == (None if day < 2 else 3)
    assert reforms.outcomes()[0].support == 0.1


def test_people_who_are_silenced_cannot_vote_and_a_court_can_judge() -> None:
    found = {}
    for by in ("vote", "refusal", "court", "regulator"):
        reforms = institution(by=by, at_least=0.9, window=1, able=0.5)
        reforms.decide(evening(0, sanctioned=40, silence=0.25))
        found[by] = reforms.outcomes()[0].support
    assert found["vote"] == found["refusal"] == pytest.approx(0.4 * 0.5 * 0.75, rel=1e-3)
    assert found["court"] == found["regulator"] == 0.4 * 0.5


def test_louder_people_count_once_and_wholly_silent_ones_not_at_all() -> None:
    reform = Reform(title="t", by="vote", when=When(measure="grievance", at_least=0.5), change={"x": 1})  # type: ignore[arg-type]
    assert support(reform, np.array([50, 100, 0, 100])) == 0.5
    assert support(reform, np.array([50, 100, 3 * GUARD_NONE * 100, 100])) == 0
    assert support(reform, np.array([0, 0, 0, 0])) == 0


def test_where_nobody_is_able_nothing_comes_and_what_was_reached_stays() -> None:
    nobody = institution(able=0.0, window=1)
    nobody.decide(evening(0, sanctioned=100))
    assert first_day(nobody) is None
    reached = institution(window=1)
    for day, sanctioned in enumerate((20, 0, 50)):
        reached.decide(evening(day, sanctioned=sanctioned))
    assert (first_day(reached), reached.outcomes()[0].support) == (1, 0.2)


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_counts_nothing_where_nothing_happened(name: str) -> None:
    counted, quiet = MEASURES[name], evening(0, sanctioned=0)  # type: ignore[index]
    assert counted.part(quiet) == 0
    assert counted.whole(quiet) >= 0


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (STRIKE.replace('"sanctioned"', '"sanctionned"'), "reforms.strike.when.measure"),
        (STRIKE.replace('"court"', '"courts"'), "reforms.strike.by"),
        (STRIKE.replace("0.001", "0"), "reforms.strike.when.at_least"),
        (STRIKE.replace("rongcheng.active", "rongcheng.activ"), "reforms.strike.change.systems.rongcheng.activ"),
        (STRIKE.replace("systems.rongcheng.active = false", "society.employed = 0.1"), "reforms.strike.change.society"),
        (
            STRIKE.replace("systems.rongcheng.active = false", "reforms.strike.able = 0"),
            "reforms.strike.change.reforms",
        ),
        (STRIKE.replace("delay", "delai"), "reforms.strike.delai"),
        ("[[later]]\nday = 3\nchange = { reforms.strike.able = 0.5 }\n" + STRIKE, "later.0.change.reforms"),
    ],
)
def test_what_does_not_fit_is_told_when_the_document_is_read(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario.load(written(tmp_path, text))
    assert key in {problem.key for problem in caught.value.problems}


def test_a_reform_must_fit_the_rules_of_every_later_day(tmp_path: Path) -> None:
    moved = "[[later]]\nday = 3\nchange = { systems.rongcheng.start = 1190 }\n"
    lower = STRIKE.replace("systems.rongcheng.active = false", "systems.rongcheng.high = 1150")
    with pytest.raises(InputError, match=r"reforms\.strike\.change"):
        scenario.load(written(tmp_path, moved + lower))


def test_reforms_are_part_of_the_digest_and_their_words_are_not(tmp_path: Path, town: Scenario) -> None:
    plain = scenario.load(written(tmp_path, ""))
    reworded = scenario.load(written(tmp_path, STRIKE.replace("strikes the", "forbids") + NEVER))
    assert scenario.digest(plain) != scenario.digest(town) == scenario.digest(reworded)
    assert '"reforms"' not in canonical(plain)


def test_a_variant_without_systems_keeps_no_reform_of_them(town: Scenario) -> None:
    assert list(scenario.variant(town, "nothing").reforms) == ["charter"]


def test_a_reform_comes_on_its_day_and_one_without_support_never(town: Scenario) -> None:
    world = World(town)
    found = []
    for _ in range(DAYS):
        world.step()
        found.append(members(world))
    assert all(found[:BEGINS])
    assert not any(found[BEGINS:])
    strike, charter = (
        next(each for each in world.reforming.outcomes() if each.name == n) for n in ("strike", "charter")
    )
    assert strike.begins == BEGINS
    assert charter.begins is None
    assert 0 < charter.support < 1
    assert not world.plan.rules_on(DAYS).safeguards.public_rules


def test_it_is_lived_as_a_change_on_that_day_is(town: Scenario) -> None:
    fixed = as_reformed(town, [("strike", BEGINS)])
    ours, theirs = simulate(town), simulate(fixed.model_copy(update={"reforms": {}}))
    assert ours.digests == theirs.digests
    assert np.array_equal(ours.day_counts, theirs.day_counts)


def lived(town: Scenario, **options: Any) -> Run:
    return simulate(town, **options)


def test_threads_change_nothing(town: Scenario) -> None:
    assert lived(town, threads=1).state_digest == lived(town, threads=2, chunks=5).state_digest


@pytest.mark.parametrize("stopped_after", [3, 5, 6, 7, 9])
def test_a_run_that_is_resumed_goes_on_to_the_same_bits(town: Scenario, stopped_after: int) -> None:
    whole, first = Recorder(World(town)), Recorder(World(town))
    for _ in range(DAYS):
        whole.step()
    for _ in range(stopped_after):
        first.step()
    second = Recorder(World(town))
    second.restore({name: np.array(value) for name, value in first.save().items()})
    for _ in range(DAYS - stopped_after):
        second.step()
    assert np.array_equal(whole.day_counts, second.day_counts)
    for name, table in whole.world.state().items():
        assert np.array_equal(table, second.world.state()[name]), name


def test_a_world_put_back_to_a_day_before_the_reform_forgets_it(town: Scenario) -> None:
    recorder = Recorder(World(town))
    for _ in range(3):
        recorder.step()
    saved = {name: np.array(value) for name, value in recorder.save().items()}
    for _ in range(8):
        recorder.step()
    assert members(recorder.world) == 0
    recorder.restore(saved)
    assert members(recorder.world)
    assert not recorder.world.plan.changes
    for _ in range(8):
        recorder.step()
    assert members(recorder.world) == 0


def test_forks_and_going_back_live_the_same_reform(town: Scenario) -> None:
    ours = Simulation(town).step(6)
    other = ours.fork().step(DAYS - 6)
    changed = ours.fork("response.conformity=0.1").step(DAYS - 6)
    ours.step(DAYS - 6)
    expected = ours.digests
    assert other.digests == expected != changed.digests
    assert members(changed.world) == 0
    assert ours.go_back(2).step(DAYS - 2).digests == expected
    assert Simulation(ours.past).step(DAYS).digests == expected


def test_twins_keep_their_luck(town: Scenario) -> None:
    quiet = town.model_copy(update={"reforms": {}})
    twins = Twins({"town": town, "twin": quiet})
    days = []
    for _ in range(DAYS):
        twins.step()
        ours, theirs = (recorder.recent[-1].day_counts for recorder in twins.recorders.values())
        days.append(ours == theirs)
    assert all(days[:BEGINS])
    assert not all(days[BEGINS:])


def test_results_and_observables_tell_what_came_and_how_near(town: Scenario, tmp_path: Path) -> None:
    run = lived(town)
    said = results(run, "town")
    came = {each["name"]: each for each in said["reforms"]}
    assert (came["strike"]["begins"], came["charter"]["begins"]) == (BEGINS, None)
    assert said["observables"]["reforms_reached"]["value"] == 1
    assert said["observables"]["reform_day_strike"]["value"] == BEGINS
    assert said["observables"]["reform_day_charter"]["value"] is None
    assert "never enough support" in said["observables"]["reform_day_charter"]["reason"]
    totals.write(tmp_path, run)
    again = totals.read(tmp_path, town, {**said, "society": said["society"]})
    assert again.observables == run.observables


def test_why_goes_by_the_rules_that_the_reform_made(town: Scenario) -> None:
    history = read_history(town, 5, DAYS - 1)
    s = plan_of(town).encoded.system_names.index("rongcheng")
    assert history.under(BEGINS - 1, s)[0].active
    assert not history.under(BEGINS, s)[0].active
