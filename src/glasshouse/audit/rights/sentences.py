"""Page one: at most 350 plain words, made from the criteria and the tables by fixed rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.document import CriterionFound, Summed, TableFound
from glasshouse.audit.rights.outside.auditors import AUDITORS
from glasshouse.audit.rights.words import of_hundred

NOT_TESTED: Final = (
    "On which law the scheme rests, and whether that law is enough.",
    "What those who run it reply, and what those under it tell.",
    "Whether data were collected lawfully.",
    "What the scheme does to anybody who really lives: every person here is generated.",
)
"""What no run can tell: empty frames of the report."""
_SAID: Final = {
    "evaluated": "people are judged",
    "over_time": "over a period of time",
    "caused": "worse treatment follows from the score",
    "unrelated": "in unrelated fields of life",
    "unjustified": "without a fault of their own",
    "disproportionate": "out of proportion",
}

_ASKED: Final = {
    "equality": "Is it equal?",
    "correction": "Are errors put right?",
    "recourse": "Is there a way out?",
    "necessity": "Would less do?",
}
"""Questions of page one that a criterion answers by its sentence."""


def summary(case: Case, criteria: Mapping[str, CriterionFound], tables: Mapping[str, TableFound]) -> Iterator[Summed]:
    """The lines of page one."""
    share = case.whole.harm / case.person_days
    ever = int((case.whole.days_under > 0).sum()) / int(case.whole.people.sum())
    yield Summed(
        id="does",
        title="What it does",
        sentence=f"{of_hundred(share)} days are lived under a sanction, and {of_hundred(ever)} people come under one at least "
        "once. Without the scheme: none.",
    )
    yield Summed(id="why", title="Why", sentence=" ".join(_why(criteria, tables)))
    yield Summed(id="nothing", title="Who did nothing wrong", sentence=_nothing(tables))
    for name, title in _ASKED.items():
        if name in criteria:
            yield Summed(id=name, title=title, sentence=criteria[name].sentence)
    yield from _outside(tables["outside"])
    yield Summed(id="elements", title="Elements of the ban", sentence=_elements(criteria))
    yield Summed(
        id="not",
        title="What this is not",
        sentence="No finding about a real town, and no verdict: a model with its assumptions. Not indicated never means allowed.",
    )


def _why(criteria: Mapping[str, CriterionFound], tables: Mapping[str, TableFound]) -> Iterator[str]:
    rows = [
        row
        for row in tables["sources"].rows
        if isinstance(row[2], float) and row[0] != "none of these" and row[2] > 0.005
    ]
    if rows:
        evenly = ", ".join(f"{row[0]} {of_hundred(float(row[2] or 0))}" for row in rows)
        yield f"Divided evenly, the days under a sanction rest on: {evenly}."
    yield f"{criteria['unrelated'].sentence.partition(' (in ')[0].rstrip('.')}."


def _nothing(tables: Mapping[str, TableFound]) -> str:
    rows = [row for row in tables["causes"].rows[:4] if isinstance(row[3], float)]
    if not rows:
        return "Nobody comes under a sanction."
    parts = ", ".join(f"{of_hundred(float(row[3] or 0))} without {row[0]}" for row in rows)
    return f"Of the days under a sanction would not be: {parts}. Several can count together."


def _outside(found: TableFound) -> Iterator[Summed]:
    """What files alone would have told wrongly of groups; nothing where they lead to no wrong conclusion."""
    at = {column.name: k for k, column in enumerate(found.columns)}
    rows = [row for row in found.rows if row[at["auditor"]] == AUDITORS["files"] and not row[at["missing"]]]
    compared = [row for row in rows if row[at["turns"]] is not None]
    turned = [row for row in compared if row[at["turns"]]]
    if turned:
        yield Summed(
            id="outside",
            title="From files alone",
            sentence=f"{len(turned)} of {len(compared)} comparisons of groups would mislead.",
        )


def _elements(criteria: Mapping[str, CriterionFound]) -> str:
    said = "; ".join(f"{words}: {criteria[name].answer}" for name, words in _SAID.items())
    system = "weights are learned" if "learned" in criteria["ai_system"].sentence else "assumed"
    return f"Whether it is an AI system: {system}; {said}."


def assumptions(case: Case) -> Iterator[str]:
    """What the report hangs on, beside the ranges of the scenario."""
    live = case.bench.live(case.scheme)
    still, with_reactions = case.whole.harm, live.harm
    limit = case.norms.setting("still_against_live").value
    if with_reactions and abs(still - with_reactions) > limit * with_reactions:
        yield (
            f"Shares are counted while nobody reacts; with reactions {with_reactions / case.person_days:.1%} of days are under a "
            f"sanction instead of {still / case.person_days:.1%}, so that shares may be otherwise too."
        )
    else:
        yield "Shares are counted while nobody reacts; with reactions nearly as many days are lived under a sanction."
    yield "Which fields of life are related, how grave conduct is and how hard a measure falls are choices, in dated tables."
    yield "Rates of conduct, of records and of errors are those of the scenario, each with its source and range."
