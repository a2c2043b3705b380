"""A study: one scenario and its variants, lived at every point of a design and with several seeds."""

from __future__ import annotations

import hashlib
import json
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import Any

from glasshouse.errors import InputError, Problem
from glasshouse.results import forms_of, results_identity
from glasshouse.scenario import (
    LADDER,
    Scenario,
    changed,
    digest,
    files_as_of,
    is_path,
    keys_not_in,
    keys_that_differ,
    names_of,
    overrides,
    seed_after,
    variant,
    with_later_seed,
)
from glasshouse.sweeps.design import Design, Value
from glasshouse.sweeps.probes import installed_probe

MOST = 1_000_000
"""Most runs of a study."""
_SHOWN = 20
"""Most problems of points that one message lists."""

Variant = str | Scenario
"""A variant as `glasshouse.scenario.variant` takes it, or a whole scenario whose rules are taken: what it has otherwise than the
base is what is compared, and stays at every point."""


@dataclass(frozen=True)
class Job:
    """One thing to do: live the worlds of one point with one seed.

    Attributes:
        number: its place in the study.
        point: number of the point.
        replicate: number of the seed, from 0.
        called: what the base is called.
        base: the scenario before anything is set.
        variants: what it is compared with, by name.
        settings: what the point sets.
        before: changes that the base was made with, which variants given by name take too.
        probe: name of what else is asked of each world (see `glasshouse.sweeps.probes`).
        files: texts of the files that the study was made from, by the paths by which they are named.
        compared: for each variant that is a whole scenario, the keys of the design in which it differs from the base.
        intervals: whether each pair of worlds has intervals of its own.
    """

    number: int
    point: int
    replicate: int
    called: str
    base: Scenario
    variants: Mapping[str, Variant]
    settings: tuple[str, ...]
    before: tuple[str, ...] = ()
    probe: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    compared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    intervals: bool = True

    def own(self) -> tuple[int, int, int, tuple[str, ...]]:
        """What it has for itself: number, point, replicate and settings; all else is the same in every job of a study."""
        return self.number, self.point, self.replicate, self.settings

    def another(self, own: tuple[int, int, int, tuple[str, ...]]) -> Job:
        """Another job of the same study."""
        number, point, replicate, settings = own
        return replace(self, number=number, point=point, replicate=replicate, settings=settings)

    def is_beside(self, other: Job) -> bool:
        """Whether another job is of the same study: all but what each has for itself is the very same."""
        shared = ("called", "base", "variants", "before", "probe", "files", "compared", "intervals")
        return all(getattr(self, name) is getattr(other, name) for name in shared)

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return f"point {self.point}, seed {seed_after(self.base.seed, self.replicate)}"

    def worlds(self) -> dict[str, Scenario]:
        """The worlds by name, the base first.

        Raises:
            InputError: what is set does not fit the scenario, or a variant does not fit the point.
        """
        with files_as_of(dict(self.files)):
            return self._worlds()

    def _worlds(self) -> dict[str, Scenario]:
        here = changed(self.base, self.settings)
        found = {self.called: here}
        for name, each in self.variants.items():
            found[name] = _beside(here, each, self.before, self.settings, self.compared.get(name, frozenset()))
        return {name: with_later_seed(each, self.replicate) for name, each in found.items()}


@dataclass(frozen=True)
class Study:
    """What a sweep runs.

    Attributes:
        name: what the base is called.
        base: the scenario.
        variants: what it is compared with at every point, by name; none for single worlds.
        design: the points.
        replicates: how many seeds, counting up from the base's.
        probe: name of what else is asked of each world (see `glasshouse.sweeps.probes`); nothing if empty.
        settings: changes that the base was made with; variants given by name take those whose key they have.
        files: texts of the files that it is made from, by the paths by which they are named; see `with_files`.
        intervals: whether each pair of worlds has intervals of its own, and the events behind them; see
            `glasshouse.sweeps.sweep.sweep`.
    """

    name: str
    base: Scenario
    variants: Mapping[str, Variant]
    design: Design
    replicates: int = 1
    probe: str = ""
    settings: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    intervals: bool = True

    def __len__(self) -> int:
        return len(self.design) * self.replicates

    @property
    def worlds(self) -> tuple[str, ...]:
        """Names of the worlds at each point, the base first."""
        return (self.name, *self.variants)

    def jobs(self) -> Iterator[Job]:
        """All that is to be done, point by point, and for each point seed by seed."""
        for point in range(len(self.design)):
            yield from self._jobs_at(point)

    def _jobs_at(self, point: int) -> Iterator[Job]:
        settings = tuple(self.design.settings(point))
        for replicate in range(self.replicates):
            number = point * self.replicates + replicate
            yield Job(
                number, point, replicate, self.name, self.base, self.variants, settings, self.settings, self.probe,
                self.files, self._compared, self.intervals,
            )  # fmt: skip

    def digest(self) -> str:
        """SHA-256 over all that the results depend on, in hexadecimal."""
        parts = ["sweep", *(f"{name}={digest(each)}" for name, each in self._scenarios.items())]
        parts += [self.probe] if self.probe else []
        parts += [] if self.intervals else ["intervals=none"]
        parts += [str(self.replicates), json.dumps(self.design.keys), json.dumps(self.design.points)]
        parts += [digest(each) for each in self._with_files_set(dict(self.files))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def command(self) -> str:
        """The command that makes the same sweep; empty where none does: a scenario, a variant or points made in Python."""
        changes, variants = overrides(self.name, self.base), list(self.variants.values())
        has_options = bool(self.design.options) or not self.design.keys
        is_own = bool(self.probe) or not self.intervals or any(isinstance(each, Scenario) for each in variants)
        if changes is None or not has_options or is_own:
            return ""
        base, words = self.base, ["glasshouse", "sweep", self.name, *self.design.options]
        words += [word for each in variants for word in ("--with", str(each))]
        words += ["--citizens", str(base.citizens), "--days", str(base.days), "--seed", str(base.seed)]
        words += ["--seeds", str(self.replicates)] if self.replicates > 1 else []
        return shlex.join(words + [word for each in self.settings or changes for word in ("-s", each)])

    def with_files(self) -> Study:
        """The same study, with the texts of all files that variants and points name: what is edited later is not taken.

        Raises:
            InputError: a file or a variant does not fit.
        """
        files = dict(self.files)
        with files_as_of(files):
            Job(0, 0, 0, self.name, self.base, self.variants, (), self.settings)._worlds()
        self._with_files_set(files)
        return replace(self, files=files)

    def _with_files_set(self, files: dict[str, str]) -> list[Scenario]:
        """The base with each setting that names a file, one at a time; those that do not fit are told by `check`."""
        found = []
        for setting in sorted({setting for point in range(len(self.design)) for setting in self._named_files(point)}):
            with files_as_of(files), suppress(InputError):
                found.append(changed(self.base, [setting]))
        return found

    def _named_files(self, point: int) -> Iterator[str]:
        """What a point sets that names a file."""
        if not any(isinstance(value, str) for value in self.design.points[point]):
            return
        for value, setting in zip(self.design.points[point], self.design.settings(point), strict=True):
            if isinstance(value, str) and is_path(value):
                yield setting

    def identity(self) -> str:
        """What identifies the code that makes the results; see `glasshouse.results`."""
        named = {value for point in self.design.points for value in point if isinstance(value, str)}
        modules = [installed_probe(self.probe).__module__] if self.probe else ()
        return results_identity(named | forms_of(self._scenarios.values()), modules)

    @cached_property
    def _scenarios(self) -> dict[str, Scenario]:
        """The worlds before any point sets anything."""
        return Job(0, 0, 0, self.name, self.base, self.variants, (), self.settings, files=self.files).worlds()

    @cached_property
    def _compared(self) -> Mapping[str, frozenset[str]]:
        """For each variant that is a whole scenario, the keys of the design in which it differs from the base."""
        keys = self.design.keys
        return {
            name: keys_that_differ(self.base, each, keys)
            for name, each in self.variants.items()
            if keys and isinstance(each, Scenario)
        }

    def without(self) -> Iterator[tuple[str, str]]:
        """Worlds and keys that do not go together: the base was set, and the world has no such key."""
        for name, each in self.variants.items():
            if not isinstance(each, Scenario) and each not in LADDER:
                for key in keys_not_in(self._scenarios[name], self.settings):
                    yield name, key

    def worlds_to_prepare(self) -> Iterator[Scenario]:
        """Worlds that together need all the code that any needs: of the first point, and of others that set more than numbers.

        Numbers choose no code, and what is switched off needs none; names and what is switched on may.
        """
        seen: set[tuple[str, Value]] = set()
        for point, values in enumerate(self.design.points):
            pairs = zip(self.design.keys, values, strict=True)
            chosen = {(key, value) for key, value in pairs if value is True or isinstance(value, str)}
            if point == 0 or chosen - seen:
                seen |= chosen
                yield from next(self._jobs_at(point)).worlds().values()

    def check(self, told: Callable[[int, int], None] | None = None) -> None:
        """See whether every point makes worlds that fit together.

        Args:
            told: told after each point: points checked, points in all.

        Raises:
            InputError: a setting, a point or a variant does not fit; names the points. Or two keys mean the same.
        """
        if not 1 <= len(self) <= MOST:
            raise InputError(Problem(key="points × seeds", expected=f"from 1 to {MOST} runs", found=str(len(self))))
        self._check_keys()
        problems: dict[Problem, int] = {}
        for job in self._to_check():
            for problem in self._problems_of(job):
                problems.setdefault(problem, job.point)
            if len(problems) > _SHOWN:
                break
            if told is not None:
                told(job.point + 1, len(self.design))
        if problems:
            raise InputError(self._named(problem, point) for problem, point in list(problems.items())[:_SHOWN])

    def _check_keys(self) -> None:
        """See that no two keys of the design mean the same: the last set would hide the others."""
        keys, names = self.design.keys, names_of(self.base, self.design.keys)
        first = {name: key for key, name in zip(reversed(keys), reversed(names), strict=True)}
        expected = "a key that is varied in one way"
        twice = [
            Problem(key=key, expected=expected, found=f"{first[name]!r}, which means the same")
            for key, name in zip(keys, names, strict=True)
            if first[name] != key
        ]
        if twice:
            raise InputError(twice)

    def _to_check(self) -> Iterator[Job]:
        """A job of each point; where points were looked at before, only the first, whose variants are still to be seen.

        Variants that keep something of their own at every point are to be seen at each.
        """
        jobs = (job for job in self.jobs() if not job.replicate)
        return islice(jobs, 1) if self.design.fits is self.base and not any(self._compared.values()) else jobs

    def _problems_of(self, job: Job) -> tuple[Problem, ...]:
        """What does not fit at a point.

        Variants are made from the point, so that what fits one point's fits them all; but for whole scenarios, which keep what
        they have otherwise than the base.
        """
        with files_as_of(dict(self.files)):
            try:
                keeps = any(job.compared.values())
                job.worlds() if job.point == 0 or keeps else changed(self.base, job.settings)
            except InputError as error:
                return tuple(error.problems)
        return ()

    def _named(self, problem: Problem, point: int) -> Problem:
        if len(self.design) == 1:
            return problem
        return replace(problem, key=f"point {point}: {problem.key}" if problem.key else f"point {point}")

    def document(self) -> dict[str, Any]:
        """The study as plain data, from which `read_study` makes it again."""
        return {
            "name": self.name,
            "base": _dump(self.base),
            "variants": {
                name: {"scenario": _dump(each)} if isinstance(each, Scenario) else {"variant": each}
                for name, each in self.variants.items()
            },
            "keys": list(self.design.keys),
            "points": [list(point) for point in self.design.points],
            "options": list(self.design.options),
            "replicates": self.replicates,
            "probe": self.probe,
            "settings": list(self.settings),
            "files": dict(self.files),
            "intervals": self.intervals,
        }


def read_study(said: Mapping[str, Any], read: Callable[[Any], Scenario]) -> Study:
    """A study from its document.

    Args:
        said: what `Study.document` made.
        read: reads a scenario from plain data.
    """
    variants: dict[str, Variant] = {
        name: read(each["scenario"]) if "scenario" in each else str(each["variant"])
        for name, each in said["variants"].items()
    }
    points = tuple(tuple(point) for point in said["points"])
    design = Design(tuple(said["keys"]), points, tuple(said.get("options", ())))
    return Study(
        str(said["name"]), read(said["base"]), variants, design, int(said["replicates"]), str(said.get("probe", "")),
        tuple(said.get("settings", ())), dict(said.get("files", {})), bool(said.get("intervals", True)),
    )  # fmt: skip


def name_variants(base: str, given: Sequence[Variant]) -> dict[str, Variant]:
    """Variants by name; a name that comes twice is numbered."""
    found: dict[str, Variant] = {}
    for each in given:
        called = each.title if isinstance(each, Scenario) else str(each)
        free, number = called, 2
        while free in found or free == base:
            free, number = f"{called} ({number})", number + 1
        found[free] = each
    return found


def _beside(
    here: Scenario, each: Variant, before: Sequence[str], settings: Sequence[str], compared: frozenset[str]
) -> Scenario:
    """A variant at a point: what the point sets holds for it too, wherever it has such a key, but not where it is compared."""
    if not isinstance(each, Scenario):
        return variant(here, each, (*before, *settings))
    kept = {name: getattr(here, name) for name in ("citizens", "days", "seed", "society")}
    shared = [setting for setting in settings if setting.partition("=")[0].strip() not in compared]
    return changed(each, shared, where_it_fits=True).model_copy(update=kept)


def _dump(scenario: Scenario) -> object:
    return scenario.model_dump(mode="json", exclude_none=True)
