"""What there is to explain of a silent reader: that it judges nobody. What it keeps is told with all that is kept."""

from __future__ import annotations

from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History


def explain_watch(history: History, s: int, day: int) -> Account:
    """An account without anything published."""
    label = history.labels.systems[s]
    return Account(label.name, label.title, label.form, None, None, day, judges=False)
