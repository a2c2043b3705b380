"""A listing explained: the cases behind it, and the copies of other systems' cases that it acts on."""

from __future__ import annotations

from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.cases import cases_of, copies_behind
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import band_of, code_on
from glasshouse.scoring.forms.lists.configuration import ListSystem


def explain_list(history: History, s: int, system: ListSystem, day: int) -> Account:
    """Whether the citizen is on list `s` in the evening of `day`, and by which cases and copies."""
    label = history.label(day, s)
    cases = (*cases_of(history, s, day), *copies_behind(history, s, day))
    band = band_of(history, s, code_on(history, s, day), day)
    is_on = any(case.weighs for case in cases)
    follows = (band == label.bands[-1]) == is_on
    return Account(label.name, label.title, label.form, None, band, day, cases=cases, explained=follows)
