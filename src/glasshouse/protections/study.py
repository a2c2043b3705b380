"""A study of remedies: every move alone, over luck and over assumptions, then the best five by twos."""

from __future__ import annotations

import hashlib
import logging
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any, Final, Unpack

from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem
from glasshouse.protections.adopters import APART
from glasshouse.protections.document import MoveResult, RemediesDocument
from glasshouse.protections.judging import Judge
from glasshouse.protections.moves import FOR_ASSUMPTIONS
from glasshouse.protections.reading import Read
from glasshouse.protections.size import FULL, QUICK, Size, minutes
from glasshouse.protections.worlds import Tried, pair, singles
from glasshouse.scenario import Scenario, overrides
from glasshouse.store.options import StudyOptions, SweepOptions
from glasshouse.sweeps.assumptions import FEWEST, MOST, PEOPLE, assumed_ranges, draw_assumptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.sweep import Sweep, sweep

_LOG = logging.getLogger(__name__)

BEST: Final = 5
"""How many of the best moves are tried by twos."""


@dataclass(frozen=True)
class Remedies:
    """What every move does to a scheme.

    Attributes:
        document: what was found; see `glasshouse.protections.document.RemediesDocument`.
    """

    document: Mapping[str, Any]

    @cached_property
    def results(self) -> RemediesDocument:
        """The document with types."""
        found: RemediesDocument = RemediesDocument.model_validate(self.document)
        return found

    @property
    def best(self) -> list[str]:
        """Ids of the moves that help, the most harm averted first."""
        return [each["id"] for each in self.document["moves"] if each["answer"] == "helps"]

    def __getitem__(self, move: str) -> Mapping[str, Any]:
        """What was found of one move or pair, by its id."""
        known = {each["id"]: each for each in (*self.document["moves"], *self.document["pairs"])}
        if move not in known:
            raise KeyError(f"no move {move!r}; there are {', '.join(known)}")
        found: Mapping[str, Any] = known[move]
        return found

    def __repr__(self) -> str:
        return f"<Remedies for {self.document['scenario']}: {len(self.document['moves'])} moves, {len(self.best)} help>"

    def _repr_html_(self) -> str:
        rows = [(each["title"], each["answer"], each["why"]) for each in self.document["moves"]]
        return notebook.table(repr(self), ("move", "answer", "why"), rows)


@dataclass
class _Study:
    """What is run, in the order in which it is run.

    Attributes:
        base: the scheme.
        name: what it is called by.
        size: how large the study is.
        options: where it is kept, with how much effort.
        settings: changes that the base was made with.
        sweeps: what was run so far.
    """

    base: Scenario
    name: str
    size: Size
    options: StudyOptions
    settings: Sequence[str] = ()
    sweeps: list[Sweep] = field(default_factory=list)

    def over_luck(self, moves: Sequence[Tried], progress: Progress | None, probe: str = "") -> Read:
        """Live moves beside the scheme with every seed."""
        return self._run(self.base, Design(), moves, progress, probe, self.size.seeds)

    def over_assumptions(self, moves: Sequence[Tried], progress: Progress | None) -> Read:
        """Live moves beside the scheme at every point, with fewer people."""
        people = min(self.base.citizens, PEOPLE)
        small = self.base.model_copy(update={"citizens": people, "panel": ()})
        within = [_of_fewer(each, people) for each in moves]
        return self._run(small, draw_assumptions(small, self.size.points), within, progress, intervals=False)

    def _run(
        self,
        base: Scenario,
        design: Design,
        moves: Sequence[Tried],
        progress: Progress | None,
        probe: str = "",
        replicates: int = 1,
        *,
        intervals: bool = True,
    ) -> Read:
        variants = [each.scenario for each in moves if each.scenario is not None]
        options: SweepOptions = {**self.options, "progress": progress, "out": None}
        found = sweep(
            base,
            design,
            variants,
            name=self.name,
            replicates=replicates,
            probe=probe,
            settings=self.settings,
            intervals=intervals,
            **options,
        )
        self.sweeps.append(found)
        return Read(found)


@several_sweeps
def remedies(
    base: Scenario,
    *,
    name: str | None = None,
    seeds: int | None = None,
    points: int | None = None,
    quick: bool = False,
    only: Sequence[str] = (),
    settings: Sequence[str] = (),
    **options: Unpack[StudyOptions],
) -> Remedies:
    """Try every move on a scheme. Sweeps of the same inputs that were made before are used again.

    Args:
        base: the scheme.
        name: what it was called by; by default its title.
        seeds: how many seeds, counting up; by default 8, or 3 for a quick look.
        points: how many points over the assumptions, or 0 for none; by default 32, or 10 for a quick look.
        quick: a first look, with wide intervals.
        only: ids of the moves to try; all, if it is empty.
        settings: changes that the base was made with.
        **options: see `glasshouse.store.options.StudyOptions`.

    Raises:
        InputError: too few seeds or points, or a move that there is not.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    size = _size(base, seeds, points, quick)
    told = options.pop("progress", None)
    study = _Study(base, name or base.title, size, options, settings)
    tried = singles(base, only)
    alone, personal, spread = _groups(tried, assumes=bool(size.points and assumed_ranges(base)))
    _tell_cost(study, alone, personal, spread)
    count = _Count(size.seeds * (2 + bool(personal)) + (size.points if spread else 0), told)
    read = study.over_luck(alone, count.of(size.seeds))
    judge = Judge.of(read, study.over_assumptions(spread, count.of(size.points)) if spread else None)
    where = dict.fromkeys((each.id for each in alone), read)
    if personal:
        where |= dict.fromkeys((each.id for each in personal), study.over_luck(personal, count.of(size.seeds), APART))
    found = [judge.result(each, where.get(each.id)) for each in tried]
    pairs = _pairs(study, judge, _best(tried, found), count)
    return Remedies(_document(study, judge, found, pairs, _asked(quick, only)).document())


def _asked(quick: bool, only: Sequence[str]) -> list[str]:
    """Options of the command that say what was asked."""
    return [*(["--quick"] if quick else []), *(f"--only={each}" for each in only)]


def _pairs(study: _Study, judge: Judge, best: Sequence[Tried], count: _Count) -> list[MoveResult]:
    """The best moves by twos, over luck."""
    # Over luck alone: over the assumptions too, ten pairs would cost as much as all moves.
    together = [pair(study.base, *two) for two in combinations(best, 2)]
    lived = [each for each in together if each.runs]
    read = study.over_luck(lived, count.of(study.size.seeds)) if lived else None
    count.finish()
    return [judge.result(each, read if each.runs else None) for each in together]


def sized(base_citizens: int, base_days: int, quick: bool) -> tuple[int, int]:
    """People and days where nobody asks for others: those of the scheme, or fewer."""
    size = QUICK if quick else FULL
    return min(base_citizens, size.citizens), min(base_days, size.days)


def _size(base: Scenario, seeds: int | None, points: int | None, quick: bool) -> Size:
    usual = QUICK if quick else FULL
    size = Size(
        base.citizens, base.days, usual.seeds if seeds is None else seeds, usual.points if points is None else points
    )
    problems = []
    if size.seeds < 2:
        problems.append(Problem(key="seeds", expected="2 seeds or more: one says nothing about luck", found=str(seeds)))
    if size.points and not FEWEST <= size.points <= MOST:
        expected = f"0 for none, or a number of points from {FEWEST} to {MOST}"
        problems.append(Problem(key="assumptions", expected=expected, found=str(points)))
    if problems:
        raise InputError(problems)
    return size


def _groups(tried: Sequence[Tried], *, assumes: bool) -> tuple[list[Tried], list[Tried], list[Tried]]:
    """Moves that are lived alike: laws and collective moves; personal ones, counted apart; those over assumptions."""
    lived = [each for each in tried if each.runs]
    alone, personal = ([each for each in lived if bool(each.adopters) == is_personal] for is_personal in (False, True))
    spread = [each for each in lived if each.adopters in (None, FOR_ASSUMPTIONS)] if assumes else []
    return alone, personal, spread


def _of_fewer(tried: Tried, people: int) -> Tried:
    """A move as a smaller society lives it: decisions of those who are not in it are left out."""
    scenario = tried.scenario
    if scenario is None:
        return tried
    decisions = tuple(each for each in scenario.decisions if each.citizen < people)
    update = {"citizens": people, "decisions": decisions, "panel": ()}
    return Tried(
        tried.id, tried.moves, tried.adopters, tried.nothing, tried.refused, scenario.model_copy(update=update)
    )


def _best(tried: Sequence[Tried], found: Sequence[MoveResult]) -> list[Tried]:
    """The moves that avert most harm, each at one share of adopters, the best first."""
    order = sorted(range(len(found)), key=lambda k: -(found[k].averted or 0.0))
    best: dict[str, Tried] = {}
    for k in order:
        if found[k].answer == "helps" and (found[k].averted or 0.0) > 0:
            best.setdefault(tried[k].moves[0].title, tried[k])
    return list(best.values())[:BEST]


def _document(
    study: _Study, judge: Judge, found: Sequence[MoveResult], pairs: Sequence[MoveResult], asked: Sequence[str]
) -> RemediesDocument:
    base, size = study.base, study.size
    spread = judge.spread.swept if judge.spread else None
    digest = hashlib.sha256("".join(str(each.document["digest"]) for each in study.sweeps).encode()).hexdigest()
    return RemediesDocument(
        scenario=study.name,
        title=base.title,
        citizens=base.citizens,
        days=base.days,
        seed=base.seed,
        seeds=size.seeds,
        points=len(spread.design) if spread else 0,
        citizens_at_points=int(spread.document["citizens"]) if spread else 0,
        quick="--quick" in asked,
        command=_command(study, asked),
        digest=digest,
        base=judge.base,
        moves=tuple(sorted(found, key=_order)),
        pairs=tuple(sorted(pairs, key=_order)),
    )


_ANSWERS = ("helps", "harms", "does nothing", "cannot be told", "nothing to act on")


def _order(result: MoveResult) -> tuple[int, float]:
    return _ANSWERS.index(result.answer), -(result.averted or 0.0)


def _command(study: _Study, asked: Sequence[str]) -> str:
    base, size = study.base, study.size
    changes = overrides(study.name, base)
    if changes is None:
        return ""
    words = ["glasshouse", "remedies", study.name, *asked]
    words += ["--citizens", str(base.citizens), "--days", str(base.days), "--seed", str(base.seed)]
    words += ["--seeds", str(size.seeds), "--assumptions", str(size.points)]
    return shlex.join(words + [word for each in study.settings or changes for word in ("-s", each)])


def _tell_cost(study: _Study, alone: Sequence[Tried], personal: Sequence[Tried], spread: Sequence[Tried]) -> None:
    """Say beforehand about how long it takes, if that is long."""
    base, size, workers = study.base, study.size, study.options.get("workers")
    best = min(BEST, len(alone) + len(personal))
    pairs = best * (best - 1) // 2
    over_luck = size.seeds * (len(alone) + 1 + (2 * len(personal) + 2 if personal else 0) + (pairs + 1 if pairs else 0))
    at_points = size.points * (len(spread) + 1) if spread else 0
    cost = minutes(over_luck, base.citizens, base.days, workers)
    cost += minutes(at_points, min(base.citizens, PEOPLE), base.days, workers)
    _LOG.info(
        "Moves: %d; seeds: %d; points over the assumptions: %d. At most %d worlds, about %.1f minutes if none was lived before",
        len(alone) + len(personal),
        size.seeds,
        size.points if spread else 0,
        over_luck + at_points,
        max(0.1, cost),
    )


class _Count:
    """Runs done over all sweeps of a study."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.before, self.progress = total, 0, progress

    def of(self, runs: int) -> Callable[[int, int], None]:
        """What the next sweep, of so many runs, tells its progress to."""
        start = self.before
        self.before += runs

        def told(done: int, of: int) -> None:
            if self.progress is not None:
                self.progress(start + done * runs // of, self.total)

        return told

    def finish(self) -> None:
        """Tell that all is done, also where fewer runs were needed than there might have been."""
        if self.progress is not None:
            self.progress(self.total, self.total)
