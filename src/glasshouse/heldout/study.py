"""All experiments, or some: their worlds are lived, and every figure is set beside ours."""

from __future__ import annotations

import hashlib
import logging
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Unpack

import numpy as np

from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.heldout.document import DataDocument, FigureResult, Lived, NotTested
from glasshouse.heldout.experiment import (
    HELD,
    Experiment,
    Held,
    Size,
    library_figures,
    load_experiments,
    refused,
)
from glasshouse.heldout.fitted import fitted_figures
from glasshouse.heldout.judging import Spread, judge_sign, judge_size, spread
from glasshouse.scenario import Scenario, load
from glasshouse.store.options import StudyOptions, SweepOptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.sweep import Sweep, sweep
from glasshouse.targets.published import PublishedFigure

_LOG = logging.getLogger(__name__)
SEED: Final = 1
"""The first seed."""


@dataclass(frozen=True)
class DataValidation:
    """Held-out figures and re-enacted studies beside ours.

    Attributes:
        document: what was found; see `glasshouse.heldout.document.DataDocument`.
    """

    document: Mapping[str, Any]

    @cached_property
    def results(self) -> DataDocument:
        """The document with types."""
        found: DataDocument = DataDocument.model_validate(self.document)
        return found

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """What was found of one figure, by ``experiment.name`` or ``topic.name``."""
        known: dict[str, Mapping[str, Any]] = {each["name"]: each for each in self.document["figures"]}
        if name not in known:
            raise KeyError(f"no figure {name!r}; there are {', '.join(known)}")
        return known[name]

    def __repr__(self) -> str:
        met = ", ".join(f"{role} {met} of {told}" for role, (met, told) in self.document["met"].items())
        return f"<DataValidation: {len(self.document['figures'])} figures, met {met}>"

    def _repr_html_(self) -> str:
        rows = [(each["title"], each["role"], each["answer"], each["why"]) for each in self.document["figures"]]
        return notebook.table(repr(self), ("figure", "class", "answer", "why"), rows)


@dataclass(frozen=True)
class Worlds:
    """An experiment as scenarios.

    Attributes:
        name: the experiment's name.
        experiment: the experiment.
        size: how large its worlds are.
        bases: the scenario, once for each length.
        variants: the same for the worlds beside it, each under its own name.
    """

    name: str
    experiment: Experiment
    size: Size
    bases: tuple[Scenario, ...]
    variants: tuple[tuple[Scenario, ...], ...]

    @classmethod
    def of(cls, name: str, experiment: Experiment, *, quick: bool) -> Worlds:
        """Load the scenarios.

        Args:
            name: the experiment's name.
            experiment: the experiment.
            quick: whether small worlds do.

        Raises:
            InputError: anything wrong with a scenario, or a figure of the experiment that a value of it was set by.
        """
        size = experiment.quick if quick else experiment.full
        settings = experiment.settings

        def made(days: int, title: str, own: Sequence[str]) -> Scenario:
            found = load(experiment.scenario, [*settings, *own], citizens=size.citizens, days=days, seed=SEED)
            return found.model_copy(update={"title": title, "panel": ()})

        bases = tuple(made(days, name, ()) for days in size.days)
        variants = tuple(
            tuple(made(days, called, own) for called, own in experiment.variants.items()) for days in size.days
        )
        problems = [*fitted_figures(name, experiment, (*bases[:1], *variants[0]))]
        if problems:
            raise InputError(problems)
        return cls(name, experiment, size, bases, variants)


def chosen(names: Sequence[str]) -> dict[str, Experiment]:
    """The experiments of those names, or those that test a figure of that name; all, if none is named.

    Args:
        names: names of experiments, of their figures (``experiment.name``) or of published figures (``topic.name``).

    Raises:
        InputError: every unknown name, and every figure that was fitted, at once.
    """
    known = load_experiments()
    homes = _homes(known)
    problems = [_problem(name, homes) for name in names if name not in homes]
    if problems:
        raise InputError(problems)
    wanted = {homes[name] for name in names} or set(known)
    return {name: experiment for name, experiment in known.items() if name in wanted}


def _homes(known: Mapping[str, Experiment]) -> dict[str, str]:
    """The experiment of every name that one may ask for."""
    homes = {name: name for name in known}
    for name, experiment in known.items():
        homes |= dict.fromkeys(experiment.published, name)
        homes |= {f"{name}.{figure}": name for figure in experiment.figures}
    return homes


def _problem(name: str, homes: Mapping[str, str]) -> Problem:
    figure = library_figures().get(name)
    if figure is not None and figure.role not in HELD:
        return refused("--data", f"{name!r}, which values were set by")
    expected = "the name of an experiment, or of a figure that one tests"
    return Problem(key="--data", expected=expected, found=repr(name), nearest=nearest_name(name, homes))


@several_sweeps
def validate_data(names: Sequence[str] = (), *, quick: bool = False, **options: Unpack[StudyOptions]) -> DataValidation:
    """Live the worlds of experiments and set every figure beside ours. Sweeps that were made before are used again.

    Args:
        names: names of experiments or figures; all, if none is named.
        quick: small worlds and few seeds.
        **options: see `glasshouse.store.options.StudyOptions`.

    Raises:
        InputError: an unknown name, or a figure that values were set by.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    told = options.pop("progress", None)
    wanted = [Worlds.of(name, each, quick=quick) for name, each in chosen(names).items()]
    count = _Count(sum(len(each.bases) * each.size.seeds for each in wanted), told)
    sweeps: dict[str, list[Sweep]] = {}
    for worlds in wanted:
        _LOG.info("%s: %s", worlds.name, worlds.experiment.title)
        sweeps[worlds.name] = [_lived(worlds, k, options, count) for k in range(len(worlds.bases))]
    return DataValidation(_document(wanted, sweeps, names, quick).document())


def _lived(worlds: Worlds, k: int, options: StudyOptions, count: _Count) -> Sweep:
    """The worlds of one length, with every seed."""
    asked: SweepOptions = {**options, "progress": count.of(worlds.size.seeds), "out": None}
    return sweep(
        worlds.bases[k],
        Design(),
        worlds.variants[k],
        name=worlds.name,
        replicates=worlds.size.seeds,
        probe=worlds.experiment.probe,
        **asked,
    )


def _document(
    wanted: Sequence[Worlds], sweeps: Mapping[str, Sequence[Sweep]], names: Sequence[str], quick: bool
) -> DataDocument:
    figures = tuple(row for worlds in wanted for row in rows_of(worlds, sweeps[worlds.name]))
    words = ["glasshouse", "validate", "--data", *(["--quick"] if quick else []), *names]
    return DataDocument(
        quick=quick,
        command=shlex.join(words),
        digest=_digest(sweeps),
        met=met_by_class(figures),
        experiments=tuple(_said(worlds) for worlds in wanted),
        figures=figures,
        untested=tuple(each for worlds in wanted for each in _untested(worlds)),
        refused=tuple(name for name, figure in library_figures().items() if figure.role not in HELD),
    )


def _digest(sweeps: Mapping[str, Sequence[Sweep]]) -> str:
    """What identifies all runs together."""
    digests = "".join(str(each.document["digest"]) for found in sweeps.values() for each in found)
    return hashlib.sha256(digests.encode()).hexdigest()


def _untested(worlds: Worlds) -> Iterator[NotTested]:
    for each in worlds.experiment.untested:
        yield NotTested(experiment=worlds.name, what=each.what, why=each.why)


def met_by_class(figures: Sequence[FigureResult]) -> dict[str, tuple[int, int]]:
    """How many figures are met, of how many of which that can be told, by class."""
    judged = [(each.role, each.meets) for each in figures if each.meets is not None]
    return {role: (judged.count((role, True)), sum(each == role for each, _ in judged)) for role in HELD}


def _said(worlds: Worlds) -> Lived:
    own, size = worlds.experiment, worlds.size
    return Lived(
        name=worlds.name,
        title=own.title,
        about=own.about,
        put_in=own.put_in,
        scenario=own.scenario,
        settings=own.settings,
        variants=own.variants,
        citizens=size.citizens,
        days=size.days,
        seeds=size.seeds,
    )


def rows_of(worlds: Worlds, sweeps: Sequence[Sweep]) -> Iterator[FigureResult]:
    """Every figure of an experiment beside ours.

    Args:
        worlds: the experiment.
        sweeps: what was lived, one for each length.
    """
    for name in worlds.experiment.published:
        yield _published(worlds, name, library_figures()[name], _reading(sweeps, name))
    for name, figure in worlds.experiment.figures.items():
        yield _held(worlds, name, figure, sweeps[0])


def _reading(sweeps: Sequence[Sweep], name: str) -> Spread:
    """What the runs give for a published figure: of several lengths, the one that it is of."""
    for each in sweeps:
        if name in each.figures_read():
            return spread(each.readings(name)[0].tolist())
    return Spread(None, seeds=(0, int(sweeps[0].document["replicates"])))


def _published(worlds: Worlds, name: str, figure: PublishedFigure, ours: Spread) -> FigureResult:
    size = figure.published()
    verdict = judge_size(ours, size, figure.tolerance)
    return FigureResult(
        name=name,
        experiment=worlds.name,
        title=figure.title,
        kind="size",
        role=figure.role,
        fact=figure.fact,
        **figure.origin(),
        published=size,
        expected=None,
        ours=ours.value,
        low=ours.low,
        high=ours.high,
        seeds=ours.seeds,
        unit=figure.unit,
        ratio=_ratio(ours, size),
        tolerance=figure.tolerance,
        smallest=None,
        meets=verdict.meets,
        answer=verdict.answer,
        clear=verdict.clear,
        why=verdict.why,
        truth=None,
        truth_low=None,
        truth_high=None,
        truth_seeds=None,
        estimator="",
        put_in=worlds.experiment.put_in,
        how=figure.how,
        note=figure.note,
    )


def _held(worlds: Worlds, name: str, figure: Held, found: Sweep) -> FigureResult:
    ours, size = spread(_values(found, figure).tolist()), figure.published()
    if size is not None and figure.tolerance is not None:
        verdict = judge_size(ours, size, figure.tolerance)
    else:
        verdict = judge_sign(ours, figure.sign or "not 0", figure.smallest)
    truth = _truth(found, figure)
    return FigureResult(
        name=f"{worlds.name}.{name}",
        experiment=worlds.name,
        title=figure.title,
        kind="sign" if size is None else "size",
        role=figure.role,
        fact=figure.fact or figure.study or figure.source_fact or "",
        **figure.origin(),
        published=size,
        expected=figure.sign,
        ours=ours.value,
        low=ours.low,
        high=ours.high,
        seeds=ours.seeds,
        unit=figure.unit,
        ratio=_ratio(ours, size),
        tolerance=figure.tolerance,
        smallest=figure.smallest if size is None else None,
        meets=verdict.meets,
        answer=verdict.answer,
        clear=verdict.clear,
        why=verdict.why,
        truth=truth.value,
        truth_low=truth.low,
        truth_high=truth.high,
        truth_seeds=truth.seeds if figure.truth else None,
        estimator=figure.estimator,
        put_in=figure.put_in or worlds.experiment.put_in,
        how=figure.how,
        note=figure.note,
    )


def _ratio(ours: Spread, size: float | None) -> float | None:
    return ours.value / size if ours.value is not None and size else None


def _values(found: Sweep, figure: Held) -> np.ndarray:
    """What is held against the figure, one number a seed."""
    # Twins share their luck, so that a difference is taken seed by seed.
    values = found.values(figure.reads, against=figure.against)[0]
    return np.asarray(values / found.values(figure.reads, world=figure.against)[0] if figure.relative else values)


def _truth(found: Sweep, figure: Held) -> Spread:
    """The relative difference from the variant that twins show."""
    if figure.truth is None:
        return Spread(None)
    gap = found.values(figure.truth, against=figure.against)[0]
    return spread((gap / found.values(figure.truth, world=figure.against)[0]).tolist())


class _Count:
    """Runs done over all sweeps."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.before, self.progress = total, 0, progress

    def of(self, runs: int) -> Progress:
        """What the next sweep, of so many runs, tells its progress to."""
        start = self.before
        self.before += runs

        def told(done: int, of: int) -> None:
            if self.progress is not None:
                self.progress(start + done * runs // of, self.total)

        return told
