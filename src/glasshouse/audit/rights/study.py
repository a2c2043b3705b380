"""The audit: worlds, then sections, then the document."""

from __future__ import annotations

import hashlib
import json
import logging
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from glasshouse.audit.norms import norms as load_norms
from glasshouse.audit.rights.audited import audited
from glasshouse.audit.rights.card import card
from glasshouse.audit.rights.case import Case, Found, Section
from glasshouse.audit.rights.causes import causes
from glasshouse.audit.rights.document import SCHEMA, AuditDocument, TableFound
from glasshouse.audit.rights.due_process import due_process
from glasshouse.audit.rights.elements import elements
from glasshouse.audit.rights.equality import equality
from glasshouse.audit.rights.error_ledger import errors
from glasshouse.audit.rights.gravity import gravity
from glasshouse.audit.rights.making import made
from glasshouse.audit.rights.matrix import matrix
from glasshouse.audit.rights.necessity import necessity
from glasshouse.audit.rights.outside.section import outside
from glasshouse.audit.rights.reasons import reasons
from glasshouse.audit.rights.recourse import recourse
from glasshouse.audit.rights.sentences import NOT_TESTED, assumptions, summary
from glasshouse.audit.rights.society import society
from glasshouse.audit.rights.sources import can_be_ablated
from glasshouse.audit.rights.tables import frame
from glasshouse.audit.rights.unions import unions_of
from glasshouse.audit.rights.worlds import Bench
from glasshouse.documents import notebook
from glasshouse.engine.loop import Progress
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario, apply_safeguards, digest, is_path, overrides, seed_after
from glasshouse.scenario.left_open import OpenQuestion, left_out, open_questions
from glasshouse.scoring.forms.registry import form_of
from glasshouse.store.options import RUNS

if TYPE_CHECKING:
    import pandas as pd

_LOG = logging.getLogger(__name__)

SECTIONS: Final[tuple[Section, ...]] = (
    audited,
    elements,
    matrix,
    causes,
    gravity,
    errors,
    equality,
    reasons,
    recourse,
    due_process,
    society,
    necessity,
    outside,
    card,
)
"""The sections in the order of the report."""
LONGEST: Final[tuple[Section, ...]] = (matrix, necessity, elements, society)
"""Sections that live most worlds of their own, by how long they take."""
ELEMENTS: Final = ("ai_system", "evaluated", "over_time", "caused", "unrelated", "unjustified", "disproportionate")
"""Elements of the prohibition, in their order: the first four and one of the last three."""
PEOPLE, QUICK_PEOPLE = 100_000, 8_000
"""Most people in a world, where nobody asks for others."""
DAYS, QUICK_DAYS = 365, 365
"""Most days likewise."""
SEEDS, QUICK_SEEDS = 8, 3
"""Seeds of the worlds with reactions."""


class AuditOptions(TypedDict, total=False):
    """How an audit is run; none of these changes a number.

    Attributes:
        folder: where its worlds are kept, in a folder named by the digest; by default `RUNS`.
        threads: threads to use.
        fresh: whether to live again what is there.
        progress: told of days lived and days in all.
    """

    folder: str | Path
    threads: int | None
    fresh: bool
    progress: Progress | None


@dataclass(frozen=True)
class Audit:
    """What a scheme would do to people, in the model.

    Attributes:
        document: what was found; see `glasshouse.audit.rights.document.AuditDocument`.
    """

    document: Mapping[str, Any]

    @cached_property
    def results(self) -> AuditDocument:
        """The document with types."""
        found: AuditDocument = AuditDocument.model_validate(self.document)
        return found

    @property
    def answers(self) -> dict[str, str]:
        """The answer of every criterion, by its id."""
        return {name: each["answer"] for name, each in self.document["criteria"].items()}

    def to_pandas(self, table: str) -> pd.DataFrame:
        """A table as a tidy frame.

        Raises:
            InputError: there is no such table.
        """
        if table not in self.document["tables"]:
            expected = f"one of {', '.join(self.document['tables'])}"
            raise InputError(Problem(key="table", expected=expected, found=repr(table)))
        return frame(TableFound.model_validate(self.document["tables"][table]))

    def fails(self, criteria: Sequence[str], *, strict: bool = False) -> bool:
        """Whether one of some criteria is indicated.

        Args:
            criteria: their ids.
            strict: whether one that cannot be told counts as well.

        Raises:
            InputError: a criterion that the audit did not look at.
        """
        unknown = [
            Problem(
                key="fail-on",
                expected="a criterion of the audit",
                found=repr(each),
                nearest=nearest_name(each, self.answers),
            )
            for each in criteria
            if each not in self.answers
        ]
        if unknown:
            raise InputError(unknown)
        bad = {"indicated", "cannot be told"} if strict else {"indicated"}
        return any(self.answers[each] in bad for each in criteria)

    def __repr__(self) -> str:
        indicated = sum(answer == "indicated" for answer in self.answers.values())
        return f"<Audit of {self.document['scenario']}: {indicated} of {len(self.answers)} criteria indicated>"

    def _repr_html_(self) -> str:
        rows = [(each["title"], each["answer"], each["sentence"]) for each in self.document["criteria"].values()]
        return notebook.table(repr(self)[1:-1], ("criterion", "answer", "what was found"), rows)


def audit(
    scheme: Scenario,
    *,
    name: str | None = None,
    quick: bool = False,
    norms: Path | None = None,
    settings: Sequence[str] = (),
    **options: Unpack[AuditOptions],
) -> Audit:
    """Audit a scheme: what it would do to people, to whom, why, and whether less would do.

    Args:
        scheme: the scheme.
        name: what it was called by; by default its title.
        quick: a first look: fewer seeds, wide intervals.
        norms: a file of one's own choices, laid over the tables of norms.
        settings: changes that the scheme was made with.
        **options: see `AuditOptions`.

    Raises:
        InputError: the norms do not fit, or the scheme has a form that cannot be audited; lists every problem.
        InterruptedRunError: stopped before the end; worlds that were lived are kept, and the same call goes on.
    """
    _check(scheme)
    bound = load_norms(norms).on(scheme)
    seeds = tuple(seed_after(scheme.seed, r) for r in range(QUICK_SEEDS if quick else SEEDS))
    named = _digest(scheme, bound.document, seeds)
    bench = Bench(
        scheme,
        # Other norms and other seeds share the worlds that they have in common.
        Path(options.get("folder", RUNS)) / f"audit-worlds-{digest(scheme)[:16]}",
        costs=costs_of(scheme),
        together=unions_of(scheme, bound),
        threads=options.get("threads"),
        fresh=options.get("fresh", False),
        progress=options.get("progress"),
    )
    case = Case(scheme, bench, bound, seeds, quick, tuple(_left_open(scheme, name, settings, norms)))
    bench.expect(_worlds(case))
    found = made(case, SECTIONS, LONGEST)
    bench.finish()
    return Audit(_document(case, found, name or scheme.title, named, settings, norms).document())


def refused_criteria(given: str | None) -> tuple[str, ...]:
    """Ids of criteria, as a list with commas.

    Raises:
        InputError: an id that is no criterion.
    """
    if given is None:
        return ()
    # A list that is empty by mistake, as of a variable that is not set, would let everything pass.
    named = tuple(each.strip() for each in given.split(",") if each.strip()) or ("",)
    known = load_norms().tables.thresholds.criteria
    problems = [
        Problem(key="--fail-on", expected="the id of a criterion", found=repr(each), nearest=nearest_name(each, known))
        for each in named
        if each not in known
    ]
    if problems:
        raise InputError(problems)
    return named


def sized(citizens: int, days: int, quick: bool) -> tuple[int, int]:
    """People and days where nobody asks for others: those of the scheme, or fewer."""
    return min(citizens, QUICK_PEOPLE if quick else PEOPLE), min(days, QUICK_DAYS if quick else DAYS)


def _check(scheme: Scenario) -> None:
    problems = [
        Problem(key="systems", expected="forms that say what is left of a system without something", found=repr(form))
        for form in can_be_ablated(scheme)
    ]
    if scheme.ablation is not None:
        problems.append(Problem(key="ablation", expected="none: an audit takes things out itself", found="an ablation"))
    if scheme.turnover.enabled:
        expected = "false: an audit follows the same people from the first day to the last"
        problems.append(Problem(key="turnover.enabled", expected=expected, found="true"))
    if problems:
        raise InputError(problems)


def _digest(scheme: Scenario, norms: Mapping[str, Any], seeds: Sequence[int]) -> str:
    said = json.dumps([digest(scheme), norms, list(seeds)], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def costs_of(scheme: Scenario) -> dict[str, float]:
    """What a record costs by kind, in parts of the system's heaviest; of several systems the sum."""
    found: dict[str, float] = {}
    for system in apply_safeguards(scheme).systems.values():
        stakes = form_of(system).stakes(system, scheme.conduct)
        heaviest = max(stakes.values(), default=0.0)
        for kind, stake in stakes.items():
            if heaviest > 0:
                found[kind] = found.get(kind, 0.0) + stake / heaviest
    return found


def _left_open(
    scheme: Scenario, name: str | None, settings: Sequence[str], norms: Path | None
) -> Iterator[OpenQuestion]:
    """What the scheme's file, if it has one, and that of its norms leave open.

    A setting answers no question: what it says is assumed instead.
    """
    if name is not None and is_path(name):
        for question in (*open_questions(name), *left_out(name, scheme)):
            yield question.assuming(settings, scheme)
    if norms is not None:
        yield from open_questions(norms)


def _worlds(case: Case) -> int:
    """About how many worlds there will be, for progress."""
    sources, kinds = len(case.sources), len(case.kinds)
    return 1 + sources + kinds + min(1 << sources, 16) + len(case.judges) + 16 + 5 * len(case.seeds) + 7


def _document(
    case: Case, found: Sequence[Found], name: str, named: str, settings: Sequence[str], norms: Path | None
) -> AuditDocument:
    criteria = {each.id: each for part in found for each in part.criteria}
    tables = {each.id: each for part in found for each in part.tables}
    return AuditDocument(
        format=SCHEMA,
        scenario=name,
        title=case.scheme.title,
        description=case.scheme.description,
        people=case.scheme.citizens,
        days=case.scheme.days,
        seeds=case.seeds,
        quick=case.quick,
        command=_command(case, name, settings, norms),
        digest=named,
        glasshouse=version("glasshouse"),
        norms=case.norms.document,
        summary=tuple(summary(case, criteria, tables)),
        elements={each: criteria[each].answer for each in ELEMENTS},
        criteria=criteria,
        sections=tuple(part.section for part in found),
        tables=tables,
        assumptions=tuple(assumptions(case)),
        not_tested=NOT_TESTED,
    )


def _command(case: Case, name: str, settings: Sequence[str], norms: Path | None) -> str:
    """The command that makes the audit again; empty for a scenario that no file and no name of the library stands for."""
    changes = settings or overrides(name, case.scheme)
    if changes is None:
        return ""
    scheme = case.scheme
    words = ["glasshouse", "audit", name, *(word for each in changes for word in ("-s", each))]
    words += ["--citizens", str(scheme.citizens), "--days", str(scheme.days), "--seed", str(scheme.seed)]
    words += [*(["--quick"] if case.quick else []), *(["--norms", str(norms)] if norms else [])]
    return shlex.join(words)
