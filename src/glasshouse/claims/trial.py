"""A trial: claims put to the test, with their controls in the same table."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Unpack

from glasshouse.claims.catalogue import chosen
from glasshouse.claims.claim import Claim
from glasshouse.claims.evidence import Evidence, gather
from glasshouse.claims.experiment import Experiment, experiments
from glasshouse.claims.size import FULL, QUICK, Size
from glasshouse.claims.verdict import Verdict, judge
from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.store.options import StudyOptions
from glasshouse.sweeps.sweep import Sweep, sweep


@dataclass(frozen=True)
class Finding:
    """One row of the table.

    Attributes:
        evidence: what the runs say.
        verdict: what that amounts to.
    """

    evidence: Evidence
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<Finding {self.evidence.claim.id}: {self.verdict.word}>"

    def row(self) -> dict[str, Any]:
        """The row as plain data."""
        evidence, verdict = self.evidence, self.verdict
        return {
            "id": evidence.claim.id,
            "title": evidence.claim.title,
            "effect": evidence.effect.value,
            "unit": evidence.unit,
            "low": evidence.effect.low,
            "high": evidence.effect.high,
            "smallest_effect": evidence.claim.smallest_effect.value,
            "direction": evidence.claim.direction,
            "verdict": verdict.word,
            "condition": verdict.condition,
            "reason": verdict.reason,
            "hangs_on": list(verdict.hangs_on),
            "share_of_points": evidence.share_of_points,
            "replicates": evidence.replicates,
            "points": len(evidence.points),
            "digest": hashlib.sha256("".join(evidence.digests).encode()).hexdigest(),
        }


@dataclass(frozen=True)
class Trial:
    """Claims that were put to the test.

    Attributes:
        findings: one for each claim, the controls last.
        size: how large the trial was.
        quick: whether it was a quick one.
        names: what was asked for, ids and files; all claims, if empty.
        seed: the first seed, where it was not the scenarios' own.
    """

    findings: tuple[Finding, ...]
    size: Size
    quick: bool
    names: tuple[str, ...] = ()
    seed: int | None = None

    def command(self, claim: Claim | None = None) -> str:
        """The command that does the trial again, or that of one claim."""
        words = ["glasshouse", "claims", *(["--quick"] if self.quick else [])]
        words += ["--seed", str(self.seed)] if self.seed is not None else []
        return shlex.join([*words, *(self.names if claim is None else [self._called(claim)])])

    def _called(self, claim: Claim) -> str:
        """What a claim was asked for by: its file, if it came from one."""
        files = {chosen([name])[0].id: name for name in self.names if name.endswith(".toml")}
        return files.get(claim.id, claim.id)

    def __repr__(self) -> str:
        return f"<Trial of {len(self.findings)} claims{', a quick one' if self.quick else ''}>"

    def _repr_html_(self) -> str:
        heads = ("claim", "effect", "low", "high", "unit", "verdict")
        rows = [finding.row() for finding in self.findings]
        cells = [(r["title"], r["effect"], r["low"], r["high"], r["unit"], r["verdict"]) for r in rows]
        return notebook.table(repr(self), heads, cells)

    def rows(self) -> list[dict[str, Any]]:
        """The table, as plain data."""
        return [finding.row() for finding in self.findings]

    @property
    def digest(self) -> str:
        """SHA-256 over all runs behind the table, in hexadecimal."""
        return hashlib.sha256("".join(row["digest"] for row in self.rows()).encode()).hexdigest()


def run_claims(
    names: Sequence[str] = (),
    *,
    quick: bool = False,
    size: Size | None = None,
    seed: int | None = None,
    **options: Unpack[StudyOptions],
) -> Trial:
    """Put claims to the test. Sweeps of the same inputs that were made before are used again.

    Args:
        names: ids or TOML files of claims; all, if none is named. The controls always run.
        quick: small societies, few points, wide intervals.
        size: another size than the quick or the full one.
        seed: the first seed, in place of the scenarios' own.
        **options: see `glasshouse.store.options.StudyOptions`.

    Raises:
        InputError: an unknown claim, or one that does not fit its scenario; lists every problem.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    size = size or (QUICK if quick else FULL)
    wanted = chosen(names)
    places = list(experiments(wanted, size, seed))
    counts = [(len(experiment.switched()) * size.replicates, size.points) for experiment in places]
    count = _Count(sum(map(sum, counts)), options.pop("progress", None))
    found: dict[str, Finding] = {}
    for experiment, (first, second) in zip(places, counts, strict=True):
        run = partial(
            sweep,
            experiment.base,
            name=experiment.name,
            probe=experiment.probe,
            settings=experiment.settings,
            **options,
        )
        switched = run(experiment.switched(), experiment.twins, replicates=size.replicates, progress=count.of(first))
        spread = run(experiment.spread(size), experiment.rivals, progress=count.of(second))
        found |= _judged(experiment, switched, spread)
    return Trial(tuple(found[claim.id] for claim in wanted), size, quick, tuple(names), seed)


def _judged(experiment: Experiment, switched: Sweep, spread: Sweep) -> dict[str, Finding]:
    problems = [
        Problem(
            key=f"{claim.id}.{key}", expected="an observable of its scenario", found=repr(name),
            nearest=nearest_name(name, switched.document["observables"]),
        )
        for claim in experiment.claims
        for key, names in (("observable", (claim.observable,)), ("secondary", claim.secondary))
        for name in names
        if name not in switched.document["observables"]
    ]  # fmt: skip
    if problems:
        raise InputError(problems)
    told = {claim.id: gather(experiment, claim, switched, spread) for claim in experiment.claims}
    return {name: Finding(evidence, judge(evidence)) for name, evidence in told.items()}


class _Count:
    """Runs done over all sweeps of a trial."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.before, self.progress = total, 0, progress

    def of(self, runs: int) -> Callable[[int, int], None]:
        """What the next sweep, of so many runs, tells its progress to."""
        start = self.before
        self.before += runs

        def told(done: int, _: int) -> None:
            if self.progress is not None:
                self.progress(start + done, self.total)

        return told
