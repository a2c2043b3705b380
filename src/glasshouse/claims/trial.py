"""A trial: claims put to the test, with their controls in the same table."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from glasshouse.claims.bench import Bench, set_up
from glasshouse.claims.catalogue import chosen
from glasshouse.claims.claim import Claim
from glasshouse.claims.evidence import Evidence
from glasshouse.claims.record import row_of
from glasshouse.claims.size import FULL, QUICK, Size
from glasshouse.claims.steps import try_claim
from glasshouse.claims.verdict import Verdict, judge
from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.store.options import StudyOptions
from glasshouse.sweeps.design import Design
from glasshouse.sweeps.several import several_sweeps
from glasshouse.sweeps.study import Variant
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
        return f"<Finding {self.evidence.claim.id}: {self.verdict.words}>"

    def row(self) -> dict[str, Any]:
        """The row as plain data."""
        return row_of(self.evidence, self.verdict)


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
        rows = [(finding.row(), finding.verdict.words) for finding in self.findings]
        cells = [(r["title"], r["effect"], r["low"], r["high"], r["unit"], words) for r, words in rows]
        return notebook.table(repr(self), heads, cells)

    def rows(self) -> list[dict[str, Any]]:
        """The table, as plain data."""
        return [finding.row() for finding in self.findings]

    @property
    def digest(self) -> str:
        """SHA-256 over all runs behind the table, in hexadecimal."""
        return hashlib.sha256("".join(row["digest"] for row in self.rows()).encode()).hexdigest()


@several_sweeps
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
        quick: small societies, few points, and no more than what a claim leans to.
        size: another size than the quick or the full one.
        seed: the first seed, in place of the scenarios' own.
        **options: see `glasshouse.store.options.StudyOptions`. Progress is told in per cent: how many runs
            there are is known only as they are made, since a claim stops at the first word that fits.

    Raises:
        InputError: an unknown claim, or one that does not fit its scenario; lists every problem.
        InterruptedRunError: stopped before the end; what is done is kept, and the same call goes on.
    """
    size = size or (QUICK if quick else FULL)
    count = _Count(options.pop("progress", None))

    def live(base: Scenario, design: Design, twins: Sequence[Variant], **asked: Any) -> Sweep:
        told: dict[str, Any] = {**options, **asked, "progress": count.of()}
        return sweep(base, design, twins, **told)

    benches = _set_up(chosen(names), size, live, seed)
    count.claims = len(benches)
    findings = []
    for bench in benches:
        evidence = try_claim(bench, size)
        findings.append(Finding(evidence, judge(evidence)))
        count.next()
    return Trial(tuple(findings), size, quick, tuple(names), seed)


def _set_up(wanted: Sequence[Claim], size: Size, live: Callable[..., Sweep], seed: int | None) -> list[Bench]:
    benches: list[Bench] = []
    problems: list[Problem] = []
    for claim in wanted:
        try:
            benches.append(set_up(claim, size, live, seed))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return benches


class _Count:
    """How much of a trial is done, in per cent: how many runs a claim takes is known only afterwards."""

    def __init__(self, progress: Progress | None) -> None:
        self.progress, self.claims, self._done, self._within = progress, 1, 0, 0.0

    def of(self) -> Callable[[int, int], None]:
        """What the next sweep tells its progress to: half of what is left of the claim."""
        start = self._within
        self._within += (1 - start) / 2

        def told(done: int, total: int) -> None:
            self._tell(start + (1 - start) / 2 * done / total)

        return told

    def next(self) -> None:
        """A claim is done."""
        self._done, self._within = self._done + 1, 0.0
        self._tell(0.0)

    def _tell(self, within: float) -> None:
        if self.progress is not None:
            self.progress(int(100 * (self._done + within) / self.claims), 100)
