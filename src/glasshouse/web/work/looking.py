"""Looks: questions with one answer that take a worker's time, since a year is lived again or something is drawn."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from glasshouse.audit.history import CitizenHistory, read_history
from glasshouse.engine.encode import EncodedScenario
from glasshouse.engine.labels import label
from glasshouse.engine.plan import plan_of
from glasshouse.engine.run import simulate
from glasshouse.engine.simulation import Simulation
from glasshouse.errors import DamagedRunError, GlasshouseError, InputError, StorageError
from glasshouse.measurement.totals import SystemLabel
from glasshouse.report import opened as reports
from glasshouse.report.page import compose
from glasshouse.scenario import Decision, Scenario
from glasshouse.scenario.decision_checks import added
from glasshouse.store.result import find
from glasshouse.web.look.kept_chart import embedded, figures_as_csv
from glasshouse.web.work.asked import Bodies, Body, Diaries, Done, Drawing, Failed, Look, Otherwise, Parted, Weekly
from glasshouse.worlds.comparison import Comparison
from glasshouse.worlds.twins import Twins

_LOG = logging.getLogger(__name__)
SELDOM: Final = 12
"""On so many days at most a kind of conduct is held to exactly those days; else habit may add others."""
REPORT: Final = "report"
CHARTS: Final = "charts"
WEEK: Final = 7


def look(asked: Look) -> Done | Failed:
    """Answer a question."""
    try:
        return Done(_answered(asked))
    except InputError as error:
        return Failed("", tuple(error.problems))
    except (DamagedRunError, StorageError):
        _LOG.exception("a result could not be read")  # the message names a folder, which is none of a visitor's
        return Failed("its result cannot be read any more")
    except GlasshouseError as error:
        return Failed(str(error))
    except OSError as error:
        return Failed(f"a file could not be read or written ({error.strerror})")
    except MemoryError:
        return Failed("it needs more memory than a look may take")


def _answered(asked: Look) -> object:
    match asked:
        case Diaries():
            return {name: _diary(scenario, asked.citizen) for name, scenario in asked.scenarios.items()}
        case Otherwise():
            return _otherwise(asked)
        case Bodies():
            return _bodies(asked)
        case Drawing():
            return _drawn(asked)
        case Weekly():
            return _weekly(asked)


def _diary(scenario: Scenario, citizen: int) -> CitizenHistory:
    return read_history(scenario, citizen, scenario.days - 1)


def _otherwise(asked: Otherwise) -> Parted:
    """Live the year as it was and as it would have been, in lockstep."""
    habit = asked.scenario.model_copy(update={"panel": (asked.citizen,)})
    decided = habit.model_copy(update={"decisions": added(habit, asked.decisions, 0)})
    twins = Twins({"decided": decided, "habit": habit}, threads=1, series=False)
    try:
        while twins.day < twins.days:
            twins.step()
        bits = twins.ledgers["habit"].bits.reshape(-1).copy()
        bits[asked.citizen] = 0
        refused = [(each.day, str(each.name)) for each in twins.recorders["decided"].refused]
        histories = {
            name: _history(
                recorder.world.scenario, asked.citizen, recorder.panel[:, 0], recorder.world.decided_by_institutions()
            )
            for name, recorder in twins.recorders.items()
        }
        return Parted(histories, int(((bits & 1) != 0).sum()), tuple(refused))
    finally:
        twins.close()


def _history(scenario: Scenario, citizen: int, rows: object, decided: dict[str, object]) -> CitizenHistory:
    encoded: EncodedScenario = plan_of(scenario).encoded
    return CitizenHistory(scenario, encoded, label(scenario, encoded), citizen, rows, decided)


def _bodies(asked: Bodies) -> list[Body]:
    """Live one run in which others do what one citizen did."""
    days = asked.scenario.days
    decisions = [each for other in asked.others for each in _same(other, asked.done, days)]
    scenario = asked.scenario.model_copy(update={"decisions": added(asked.scenario, decisions, 0)})
    everybody = (asked.citizen, *asked.others)
    run = simulate(scenario, threads=1, watch=tuple(sorted(everybody)))
    sanctions = sanction_bits(scenario, plan_of(scenario).encoded)
    columns = {int(citizen): k for k, citizen in enumerate(run.watched)}
    return [_body(run.panel[:, columns[each]], each, run.labels.systems, sanctions) for each in everybody]


def _same(other: int, done: Mapping[str, Sequence[int]], days: int) -> Iterator[Decision]:
    """Decisions by which somebody does what another did on the same days; what was done seldom, on no other day."""
    never = tuple(kind for kind, on in done.items() if not on)
    if never:
        yield Decision(citizen=other, days=(0, days), leave=never)
    for kind, on in done.items():
        if 0 < len(on) <= SELDOM:
            for first, end in pairwise((-1, *on, days)):
                if end > first + 1:
                    yield Decision(citizen=other, days=(first + 1, end), leave=(kind,))
        for day in on if len(on) <= SELDOM else ():
            yield Decision(citizen=other, days=(day, day + 1), do={kind: (day,)})
        if len(on) > SELDOM:
            yield Decision(citizen=other, days=(0, days), do={kind: tuple(on)})


def _body(rows: np.ndarray, citizen: int, systems: Sequence[SystemLabel], sanctions: int) -> Body:
    last = rows["published"][-1]
    scores = {
        system.name: system.score(int(last[s])) if last[s] else None
        for s, system in enumerate(systems)
        if system.capabilities.has_scale
    }
    denied = sum(int(bits).bit_count() for bits in rows["denied"])
    return Body(citizen, scores, denied, int(((rows["treatment"] & np.uint64(sanctions)) != 0).sum()))


def sanction_bits(scenario: Scenario, encoded: EncodedScenario) -> int:
    """The bits of a day's treatment that are sanctions."""
    types = [scenario.systems[system].measures[measure].type for system, measure in encoded.measures]
    return sum(1 << bit for bit, kind in enumerate(types) if kind == "sanction")


def _weekly(asked: Weekly) -> list[tuple[int, ...]]:
    """People by equal parts of a system's scale, after each whole week."""
    with Simulation(asked.scenario, threads=1) as town:
        weeks = range(asked.scenario.days // WEEK)
        return [tuple(town.step(WEEK).picture().histograms[asked.system]) for _ in weeks]


def _drawn(asked: Drawing) -> object:
    """A page, a chart or the list of charts, as the command line makes them."""
    compared = Comparison(find(asked.folder))
    if asked.what == REPORT:
        return compose(reports.report_data(compared))
    if asked.what == CHARTS:
        drawn = [reports.chart(compared, name) for name in reports.charts(compared)]
        return [{"name": each.name, "title": each.title, "sentence": each.description} for each in drawn]
    chart = reports.chart(compared, asked.what)
    made: Mapping[str, Callable[[], str | bytes]] = {
        "svg": chart.svg,
        "png": chart.png,
        "json": lambda: json.dumps(chart.spec, ensure_ascii=False),
        "csv": lambda: figures_as_csv(chart),
        "html": lambda: embedded(chart, reports.report_data(compared).base.title),
    }
    found = made[asked.suffix]()
    return found.encode() if isinstance(found, str) else found
