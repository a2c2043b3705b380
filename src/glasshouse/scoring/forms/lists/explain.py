"""A listing explained: the cases behind it."""

from __future__ import annotations

from glasshouse.scoring.explanation.account import IN_FORCE, Account
from glasshouse.scoring.explanation.cases import cases_of
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import band_of, code_on
from glasshouse.scoring.forms.lists.configuration import ListSystem


def explain_list(history: History, s: int, system: ListSystem, day: int) -> Account:
    """Whether the citizen is on list `s` in the evening of `day`, and by which cases."""
    label, cases = history.labels.systems[s], cases_of(history, s, day)
    band = band_of(history, s, code_on(history, s, day))
    on = any(case.status in IN_FORCE for case in cases)
    return Account(label.name, label.title, label.form, None, band, day, cases=cases, explained=(band == "on") == on)
