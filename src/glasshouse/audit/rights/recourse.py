"""Way out: the shortest advice to people under a sanction, carried out in a world of its own beside one without it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, counted, undefined
from glasshouse.audit.recourse.advice import Advice, advise, within
from glasshouse.audit.recourse.sight import sight_of
from glasshouse.audit.recourse.ways import Question
from glasshouse.audit.rights.answers import criterion
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, CriterionFound, TableFound
from glasshouse.audit.rights.panel import Panel, panel_of
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred, span
from glasshouse.audit.undefined import Reason
from glasshouse.engine.recorder import Recorder
from glasshouse.scenario import Decision


@dataclass(frozen=True)
class Carried:
    """What became of people who were advised, with the advice and without.

    Attributes:
        target: whether one of the sanctions that they were under is in force, with the advice (people × days).
        anyway: the same without the advice.
        others: person-days under a sanction of all others: with the advice less without.
        person_days: person-days of all others.
    """

    target: np.ndarray
    anyway: np.ndarray
    others: int
    person_days: int


@dataclass(frozen=True)
class Person:
    """One person of the panel, with the advice and what came of it.

    Attributes:
        advice: the advice.
        cause: on what the sanction rests, in words.
        minority: whether the register counts the person to the minority.
        succeeded: whether the sanction was gone on the promised day and some time later; None without advice.
        anyway: whether it would have been without the advice.
        days: days until it was gone for so long; None if it never was.
    """

    advice: Advice
    cause: str
    minority: bool
    succeeded: bool | None = None
    anyway: bool | None = None
    days: int | None = None


def recourse(case: Case) -> Found:
    """The way out of people under a sanction in the middle of the run."""
    if not case.contexts:
        reason = undefined(Reason.NO_HARM)
        said = "Nobody comes under a sanction, so that nobody needs a way out."
        criteria = (criterion(case.norms, "recourse", reason, said),)
        return found(case, "recourse", [said], criteria)
    people, carried = case.once("recourse", lambda: _people(case))
    tables = (_followed(case, people), _none(people), _perverse(case, people))
    none = _criterion(case, people)
    return found(case, "recourse", [none.sentence, *_sentences(case, people, carried)], (none,), tables)


def question_of(case: Case, panel: Panel, citizen: int, horizon: int) -> Question:
    """The question of one person of the panel: what is the way out within so many days."""
    history = panel.history(citizen)
    return Question(history, panel.day, sight_of(history, panel.day), case.norms, horizon)


def horizon_of(case: Case) -> int:
    """Days within which a way out is looked for."""
    return int(case.norms.setting("horizon").value)


def _people(case: Case) -> tuple[list[Person], Carried]:
    panel, horizon = panel_of(case), horizon_of(case)
    advised = [_advised(case, panel, int(citizen), horizon) for citizen in panel.sanctioned]
    carried = _carried(case, panel, advised)
    return [_person(case, panel, advice, carried, at) for at, advice in enumerate(advised)], carried


def _advised(case: Case, panel: Panel, citizen: int, horizon: int) -> Advice:
    case.bench.heed()
    return advise(question_of(case, panel, citizen, horizon))


def _person(case: Case, panel: Panel, advice: Advice, carried: Carried, at: int) -> Person:
    cause, minority = _cause(panel, advice), bool(panel.history(advice.citizen).group & 2)
    if advice.none is not None:
        return Person(advice, cause, minority)
    later = _later(case)
    with_it, without = (_is_gone(under[at], advice.days, later) for under in (carried.target, carried.anyway))
    return Person(advice, cause, minority, with_it, without, _first_gone(carried.target[at], later))


def _is_gone(under: np.ndarray, days: int, later: int) -> bool:
    """Whether the sanctions are gone on the promised day and so many days later."""
    return not under[days] and not under[days + later]


def _first_gone(under: np.ndarray, later: int) -> int | None:
    """The first day on which the sanctions are gone, and so many days later as well; None if there is none."""
    gone = np.flatnonzero(~under[: len(under) - later] & ~under[later:])
    return int(gone[0]) if len(gone) else None


def _later(case: Case) -> int:
    return int(case.norms.setting("followed_after").value)


def _cause(panel: Panel, advice: Advice) -> str:
    """On what a sanction rests: a false record if there is one among those that cost, else a trait, others, or own conduct."""
    found = set[str]()
    for way in advice.ways:
        account = panel.account(advice.citizen, way.system)[2]
        costly = [item for item in account.items if item.points < 0 and item.kind is not None]
        cases = [case for case in account.cases if case.weighs]
        if any(item.happened is False for item in costly) or any(case.is_false for case in cases):
            found.add("a false record among those that cost")
        elif costly or cases:
            found.add("true records alone")
        else:
            found.add("no record at all")
    return min(found, default="no record at all")


def _carried(case: Case, panel: Panel, advised: Sequence[Advice]) -> Carried:
    """Live on from the middle of the run twice: with all advice followed at once, and without any."""
    decisions = [decision for advice in advised for decision in advice.decisions()]
    days = max((advice.days for advice in advised if advice.none is None), default=0) + _later(case) + 1
    said = hashlib.sha256(repr(decisions).encode()).hexdigest()
    kept = case.bench.kept_arrays(f"followed {days} {said}", lambda: _live_on(case, panel, decisions, days))
    bits = np.array([advice.sanctions for advice in advised], "u8")[:, None]
    sanctions = np.uint64(sum(1 << bit for bit in case.whole.sanctions))
    treated = {name: kept[name].T for name in ("followed", "alone")}
    own = {name: int(((rows & sanctions) != 0).sum()) for name, rows in treated.items()}
    total = {name: int(kept[f"sanctioned {name}"]) for name in treated}
    return Carried(
        (treated["followed"] & bits) != 0,
        (treated["alone"] & bits) != 0,
        total["followed"] - own["followed"] - (total["alone"] - own["alone"]),
        (case.scheme.citizens - len(advised)) * days,
    )


def _live_on(case: Case, panel: Panel, decisions: Sequence[Decision], days: int) -> dict[str, np.ndarray]:
    """The two worlds: who of the panel was under which measures on each day, and person-days under a sanction."""
    citizens = tuple(int(citizen) for citizen in panel.sanctioned)
    start = panel.day + 1
    scenario = case.scheme.model_copy(update={"days": start + days, "panel": citizens})
    world = case.bench.world(scenario)
    found: dict[str, np.ndarray] = {}
    try:
        recorder = Recorder(world, series=False)
        case.bench.through(recorder, start)
        before = int(recorder.sums.day_counts["sanctioned"].sum())
        twin = world.fork()
        try:
            twin.decide(decisions)
            for name, each in (("followed", recorder.fork(twin)), ("alone", recorder)):
                case.bench.through(each, start + days)
                found[name] = np.array(each.panel["treatment"][start:])
                found[f"sanctioned {name}"] = np.array(int(each.sums.day_counts["sanctioned"].sum()) - before)
        finally:
            twin.close()
    finally:
        world.close()
    return found


def _criterion(case: Case, people: Sequence[Person]) -> CriterionFound:
    known = worked_out(people)
    nobody = Reason.NOT_WORKED_OUT if people else Reason.NOBODY
    none = _share([each.advice.none is not None for each in known]) if known else undefined(nobody)
    said = f"{span(none, 'people')} under a sanction have no way out on paper within {horizon_of(case)} days."
    if people and not known:
        said = (
            f"Ways out of systems of this form are not worked out: of none of {len(people):,} people under a sanction."
        )
    elif len(known) < len(people):
        said += f" Of {len(people) - len(known):,} of {len(people):,} people it is not worked out, and they are not among these."
    return criterion(case.norms, "recourse", none, said, evidence=("followed", "no_way_out"))


def worked_out(people: Sequence[Person]) -> list[Person]:
    """The people of whom it is known whether there is a way out.

    Args:
        people: people under a sanction.
    """
    return [each for each in people if each.advice.none is not Reason.NOT_WORKED_OUT]


def _share(which: Sequence[bool]) -> Estimate:
    """The share of some people, who live in communities of their own, with its interval."""
    return counted(sum(which), len(which))


def _sentences(case: Case, people: Sequence[Person], carried: Carried) -> Iterator[str]:
    advised = [each for each in people if each.advice.none is None]
    known, settings = worked_out(people), case.norms.setting("horizon")
    for days in sorted(int(each) for each in settings.variants) if known else ():
        sooner = _share([not within(each.advice.ways, days) for each in known])
        yield f"{span(sooner, 'people')} are not out within {days} days by the cheapest way."
    if advised:
        worked = _share([bool(each.succeeded) for each in advised])
        anyway = _share([bool(each.anyway) for each in advised])
        yield f"{span(worked, 'people')} who followed the advice were out on the promised day and {_later(case)} days later."
        yield f"{span(anyway, 'people')} of the same would have been without following it."
        yield _effect(advised)
    if carried.person_days:
        yield _others(carried)


def _effect(advised: Sequence[Person]) -> str:
    gained = sum(bool(each.succeeded) and not each.anyway for each in advised)
    lost = sum(bool(each.anyway) and not each.succeeded for each in advised)
    others = f"and {lost} would have been out without it alone"
    return f"Of these {len(advised)}, {gained} were out only because they followed it, {others}."


def _others(carried: Carried) -> str:
    if not carried.others:
        return "Nobody else lived a day more or less under a sanction because of it."
    way = "more" if carried.others > 0 else "fewer"
    share = abs(carried.others) / carried.person_days
    return f"All others lived {abs(carried.others)} days {way} under a sanction meanwhile: {of_hundred(share)} of their days."


def _classes(people: Sequence[Person]) -> Iterator[tuple[str, list[Person]]]:
    yield "everybody", list(people)
    for cause in sorted({each.cause for each in people}):
        yield cause, [each for each in people if each.cause == cause]
    if any(each.minority for each in people):
        yield "minority", [each for each in people if each.minority]
        yield "majority", [each for each in people if not each.minority]


def _followed(case: Case, people: Sequence[Person]) -> TableFound:
    return table(
        "followed",
        "Advice carried out",
        {
            "class": ("class of citizen", ""),
            "people": ("people under a sanction who were looked at", "people"),
            "none": ("of these, people without a way out, or of whom none is worked out", "people"),
            "advised": ("people who were advised, and followed", "people"),
            "succeeded": ("of these, out on the promised day and later", "people"),
            "anyway": ("of these, would have been out without following it", "people"),
            "only_by_it": ("out only because they followed it", "people"),
            "promised": ("mean days promised", "days"),
            "days": ("mean days that it took, of those who got out", "days"),
            "hours": ("mean hours of their own time", "hours"),
            "chance": ("mean chance promised, where a step may fail", "share"),
        },
        [_row(name, chosen) for name, chosen in _classes(people)],
    )


def _row(name: str, people: Sequence[Person]) -> tuple[Cell, ...]:
    advised = [each for each in people if each.advice.none is None]
    out = [each.days for each in advised if each.days is not None]
    return (
        name,
        len(people),
        len(people) - len(advised),
        len(advised),
        sum(bool(each.succeeded) for each in advised),
        sum(bool(each.anyway) for each in advised),
        sum(bool(each.succeeded) and not each.anyway for each in advised),
        _mean([each.advice.days for each in advised]),
        _mean(out),
        _mean([each.advice.hours for each in advised]),
        _mean([each.advice.chance for each in advised]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _none(people: Sequence[Person]) -> TableFound:
    reasons = [each.advice.none for each in people if each.advice.none is not None]
    rows = sorted(((str(each), reasons.count(each)) for each in set(reasons)), key=lambda row: (-row[1], row[0]))
    columns = {"reason": ("why there is none", ""), "people": ("people", "people")}
    return table("no_way_out", "Why there is no way out", columns, rows)


def _perverse(case: Case, people: Sequence[Person]) -> TableFound:
    pulls = [pull for each in people for pull in each.advice.perverse]
    rows = [
        (case.scheme.conduct[kind].title, way, kind, pulls.count((kind, way)))
        for kind, way in sorted(set(pulls), key=lambda pull: (-pulls.count(pull), pull))
    ]
    return table(
        "perverse",
        "Where a rule pulls the wrong way",
        {
            "kind": ("conduct", ""),
            "pull": ("what would help, and is advised to nobody", ""),
            "id": ("its key", ""),
            "people": ("people whom it concerns", "people"),
        },
        rows,
    )
