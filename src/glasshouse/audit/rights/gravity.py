"""Gravity: how hard sanctions fall, and how grave what they follow is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.audit.figures.ranks import tau_b
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred
from glasshouse.scenario.ablation import Ablation


def gravity(case: Case) -> Found:
    """Measures by their severity, kinds of conduct by their gravity and the harm that follows."""
    kinds, measures = _kinds(case), _measures(case)
    return found(case, "gravity", _sentences(case, kinds), (), (measures, kinds))


def _sentences(case: Case, kinds: TableFound) -> Iterator[str]:
    share = case.whole.harm / case.person_days
    people = int((case.whole.days_under > 0).sum())
    ever = people / int(case.whole.people.sum())
    yield f"{of_hundred(share)} days are lived under a sanction; {of_hundred(ever)} people come under one at least once."
    rows = [row for row in kinds.rows if row[8] is not None and row[6]]
    if len(rows) > 2:
        grave = np.array([row[4] for row in rows], "f8")
        harm = np.array([row[8] for row in rows], "f8")
        rank = tau_b(grave, harm)
        if rank.value is not None:
            way = "graver conduct is followed by more" if rank.value > 0 else "graver conduct is not followed by more"
            yield f"Over {len(rows)} kinds of conduct, {way} (rank correlation {rank.value:.2f}, from -1 to 1)."


def _measures(case: Case) -> TableFound:
    whole, rows = case.whole, []
    for bit, (system, name) in enumerate(whole.measures):
        measure = case.measure(bit)
        is_sanction = bit in whole.sanctions
        severity = case.severity(bit) if is_sanction else None
        people = int(np.count_nonzero(whole.ever & np.uint64(1 << bit)))
        level = float(severity.level) if severity else None
        whose, days = case.scheme.systems[system].title, int(whole.under[:, bit].sum())
        rows.append((measure.title, whose, f"{system}.{name}", measure.type, measure.context, level, days, people))
    return table(
        "measures",
        "Measures and how many are under them",
        {
            "measure": ("what it is called", ""),
            "system": ("whose it is", ""),
            "id": ("its key", ""),
            "sort": ("entitlement or sanction", ""),
            "context": ("field of life", ""),
            "severity": ("from 1, trouble, to 5, existence; of sanctions", "level"),
            "person_days": ("days lived under it", "person-days"),
            "people": ("people who were ever under it", "people"),
        },
        rows,
    )


def _kinds(case: Case) -> TableFound:
    return table(
        "kinds",
        "Conduct that costs something",
        {
            "kind": ("conduct", ""),
            "context": ("field of life", ""),
            "law": ("lawful, civil or unlawful", ""),
            "id": ("its key", ""),
            "gravity": ("from 0 to 10, a table of norms", "gravity"),
            "happened": ("how often it happened", "acts"),
            "recorded": ("how often it was recorded", "records"),
            "invented": ("how often it was recorded and did not happen", "records"),
            "per_record": (
                "person-days under a sanction that would not be without its records, for each",
                "person-days",
            ),
            "person_days": ("person-days under a sanction that would not be without its records", "person-days"),
        },
        list(_kind_rows(case)),
    )


def _kind_rows(case: Case) -> Iterator[tuple[Cell, ...]]:
    whole = case.whole
    for name in case.kinds:
        kind, k = case.scheme.conduct[name], whole.kinds.index(name)
        lost = whole.harm - case.without(Ablation(kinds=(name,))).harm
        records = int(whole.recorded[k] + whole.invented[k])
        counts = int(whole.happened[k]), int(whole.recorded[k]), int(whole.invented[k])
        each = lost / records if records else None
        yield kind.title, kind.context, kind.law, name, case.norms.gravity(name).value, *counts, each, lost
