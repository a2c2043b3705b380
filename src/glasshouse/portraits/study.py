"""A portrait of a scheme: ten years on the ladder of worlds, over luck and over assumptions, and what each dimension says."""

from __future__ import annotations

import hashlib
import logging
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Unpack

from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem
from glasshouse.portraits.document import PortraitDocument
from glasshouse.portraits.judging import LOWER, Judge
from glasshouse.portraits.marginals import PROBE, marginals_of, refuse_drift
from glasshouse.portraits.packaged import alive, packaged
from glasshouse.portraits.size import FULL, QUICK, Size, minutes
from glasshouse.protections.reading import Read
from glasshouse.scenario import Scenario, digest, overrides
from glasshouse.store.options import StudyOptions, SweepOptions
from glasshouse.sweeps.assumptions import FEWEST, MOST, PEOPLE, assumed_ranges, draw_assumptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.sweep import Sweep, sweep

_LOG = logging.getLogger(__name__)
_YEAR = 365


@dataclass(frozen=True)
class Portrait:
    """What kind of society a scheme makes.

    Attributes:
        document: what was found; see `glasshouse.portraits.document.PortraitDocument`.
    """

    document: Mapping[str, Any]

    @cached_property
    def results(self) -> PortraitDocument:
        """The document with types."""
        found: PortraitDocument = PortraitDocument.model_validate(self.document)
        return found

    def __getitem__(self, dimension: str) -> Mapping[str, Any]:
        """What was found of one dimension, by its id."""
        known = {each["id"]: each for each in self.document["dimensions"]}
        if dimension not in known:
            raise KeyError(f"no dimension {dimension!r}; there are {', '.join(known)}")
        found: Mapping[str, Any] = known[dimension]
        return found

    def __repr__(self) -> str:
        return f"<Portrait of {self.document['scenario']}: {self.document['years']:g} years>"

    def _repr_html_(self) -> str:
        rows = [
            (each["title"], each["measured"], each["value"], each["nothing"], each["unit"], each["difference"]["says"])
            for each in self.document["dimensions"]
        ]
        return notebook.table(repr(self), ("dimension", "measured", "scheme", "nothing", "unit", "says"), rows)


@dataclass(frozen=True)
class _Study:
    """What is lived.

    Attributes:
        given: the scheme as it was given.
        base: the same, with people who age, go and come.
        name: what it is called by.
        size: how large the portrait is.
        settings: changes that it was made with.
        options: where it is kept, with how much effort.
    """

    given: Scenario
    base: Scenario
    name: str
    size: Size
    settings: Sequence[str]
    options: StudyOptions

    def over_luck(self, progress: Progress | None) -> Sweep:
        """All worlds with every seed, and the marginals of the one without the scheme."""
        return self._run(self.base, Design(), progress, probe=PROBE, replicates=self.size.seeds)

    def over_assumptions(self, progress: Progress | None) -> Sweep:
        """All worlds at every point, with fewer people."""
        small = self.base.model_copy(update={"citizens": min(self.base.citizens, PEOPLE), "panel": ()})
        return self._run(small, draw_assumptions(small, self.size.points), progress, intervals=False)

    def _run(
        self,
        base: Scenario,
        design: Design,
        progress: Progress | None,
        probe: str = "",
        replicates: int = 1,
        *,
        intervals: bool = True,
    ) -> Sweep:
        options: SweepOptions = {**self.options, "progress": progress, "out": None}
        return sweep(
            base,
            design,
            LOWER,
            name=self.name,
            replicates=replicates,
            probe=probe,
            intervals=intervals,
            **options,
        )


@several_sweeps
def portrait(
    base: Scenario,
    *,
    name: str | None = None,
    seeds: int | None = None,
    points: int | None = None,
    quick: bool = False,
    settings: Sequence[str] = (),
    **options: Unpack[StudyOptions],
) -> Portrait:
    """Live a scheme and the worlds below it for years, and say what kind of society each is.

    Args:
        base: the scheme. People age, go and come in every world, whether it says so or not.
        name: what it was called by; by default its title.
        seeds: how many seeds, counting up; by default 8, or 3 for a quick look.
        points: how many points over the assumptions, or 0 for none; by default 32, or 10 for a quick look.
        quick: a first look, with wide intervals.
        settings: changes that the base was made with.
        **options: see `glasshouse.store.options.StudyOptions`.

    Raises:
        InputError: too few seeds or points; or the society without the scheme does not stay as it was, with the numbers.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    size = _size(base, seeds, points, quick)
    told = options.pop("progress", None)
    study = _Study(base, alive(base), name or base.title, size, settings, options)
    assumes = bool(size.points and assumed_ranges(study.base))
    _tell_cost(study, assumes)
    total = size.seeds + (size.points if assumes else 0)
    luck = study.over_luck(_part(told, 0, total))
    read = Read(luck)
    marginals = marginals_of(read, luck.worlds[len(LOWER)])
    refuse_drift(marginals, base.days)
    spread = study.over_assumptions(_part(told, size.seeds, total)) if assumes else None
    judge = Judge(read, Read(spread) if spread else None)
    digests = "".join(str(each.document["digest"]) for each in (luck, spread) if each is not None)
    document = PortraitDocument(
        scenario=study.name,
        title=base.title,
        identity=digest(study.base),
        citizens=base.citizens,
        days=base.days,
        years=base.days / _YEAR,
        seed=base.seed,
        seeds=size.seeds,
        points=len(spread.design) if spread else 0,
        citizens_at_points=int(spread.document["citizens"]) if spread else 0,
        quick=quick,
        command=_command(study, quick),
        digest=hashlib.sha256(digests.encode()).hexdigest(),
        marginals=tuple(marginals),
        dimensions=tuple(judge.found()),
        library=packaged(),
    )
    return Portrait(document.document())


def sized(base_citizens: int, quick: bool) -> int:
    """People where nobody asks for others: those of the scheme, or fewer."""
    return min(base_citizens, (QUICK if quick else FULL).citizens)


def _size(base: Scenario, seeds: int | None, points: int | None, quick: bool) -> Size:
    usual = QUICK if quick else FULL
    size = Size(base.citizens, usual.seeds if seeds is None else seeds, usual.points if points is None else points)
    problems = []
    if size.seeds < 2:
        problems.append(Problem(key="seeds", expected="2 seeds or more: one says nothing about luck", found=str(seeds)))
    if size.points and not FEWEST <= size.points <= MOST:
        expected = f"0 for none, or a number of points from {FEWEST} to {MOST}"
        problems.append(Problem(key="assumptions", expected=expected, found=str(points)))
    if problems:
        raise InputError(problems)
    return size


def _command(study: _Study, quick: bool) -> str:
    given, size = study.given, study.size
    changes = study.settings or overrides(study.name, given)
    if changes is None:
        return ""
    words = ["glasshouse", "portrait", study.name, *(["--quick"] if quick else [])]
    words += ["--citizens", str(given.citizens), "--days", str(given.days), "--seed", str(given.seed)]
    words += ["--seeds", str(size.seeds), "--assumptions", str(size.points)]
    return shlex.join(words + [word for each in changes for word in ("-s", each)])


def _tell_cost(study: _Study, assumes: bool) -> None:
    """Say beforehand about how long it takes."""
    base, size, workers = study.base, study.size, study.options.get("workers")
    points = size.points if assumes else 0
    cost = minutes(size.seeds, base.citizens, base.days, workers)
    cost += minutes(points, min(base.citizens, PEOPLE), base.days, workers)
    _LOG.info(
        "Four worlds of %d days with %d seeds, and at %d points over the assumptions: about %.1f minutes if none was lived "
        "before",
        base.days,
        size.seeds,
        points,
        max(0.1, cost),
    )


def _part(told: Progress | None, before: int, total: int) -> Callable[[int, int], None]:
    """What a sweep tells its progress to, of all runs."""

    def tell(done: int, of: int) -> None:
        if told is not None:
            # A design may have fewer points than were asked for.
            told(min(before + done, total) if done < of or before == 0 else total, total)

    return tell
