"""Records as terms of a score: where a rule's value comes from, what a record is worth in the ledger's steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from glasshouse.documents.quantity import Quantity
from glasshouse.scoring.explanation.account import Account, Contribution
from glasshouse.scoring.explanation.history import History, Record

_MIDDLE_AGE, _HALF_OF_AGES = 58, 40
"""Ages are told on a scale from 18 to 98."""


def source_of(value: Quantity) -> str:
    """Where a value comes from, in words."""
    if value.derived:
        return (f"derived from fact {value.fact}: " if value.fact else "derived: ") + value.derived
    if value.fact:
        return f"fact {value.fact}" + (f" ({value.note})" if value.note else "")
    if value.assumption:
        return f"assumption: {value.assumption}"
    if value.fixed:
        return f"by definition: {value.fixed}"
    return "set by the user"


def in_words(attribute: str, value: float) -> str:
    """An attribute on file as somebody would say it.

    Args:
        attribute: one of `ATTRIBUTES`.
        value: from -1 to 1: ages from 18 to 98, all others ranks among all people.
    """
    if attribute == "age":
        return f"{_MIDDLE_AGE + _HALF_OF_AGES * value:.0f} years"
    return f"above {(min(max(value, -1.0), 1.0) + 1) / 2:.0%} of people"


def attribute_items(
    history: History,
    s: int,
    last: int,
    said: Mapping[str, Quantity] | None,
    scale: float = 1.0,
    dimension: str | None = None,
) -> list[Contribution]:
    """What attributes declared by the scenario bring to a score, where they are on file.

    Args:
        history: the citizen's days.
        s: number of the system.
        last: the day of the publication.
        said: what each brings, by the attribute's name.
        scale: by how much that is multiplied.
        dimension: the area that they belong to.
    """
    row, found = history.rows[last], []
    for a, each in enumerate(history.labels.attributes):
        if each.name in (said or {}) and int(row["disclosed"][s]) >> a & 1:
            value = (said or {})[each.name]
            what = f"{each.title} on file" + ("" if int(row["has"]) >> a & 1 else ", which is not so")
            found.append(Contribution(what, value.value * scale, rule=source_of(value), dimension=dimension))
    return found


def steps_of(parameters: np.void, k: int, d: int = 0) -> int:
    """What a record of kind `k` adds to dimension `d`, in the ledger's steps.

    Args:
        parameters: the system's `SYSTEM` record.
        k: number of the kind.
        d: number of the dimension.
    """
    for m in range(int(parameters["frequent_points"])):
        if int(parameters["frequent"][m]) == k and int(parameters["frequent_dimension"][m]) == d:
            return int(parameters["frequent_value"][m])
    return int(parameters["points"][k, d]) if parameters["scored"][k] else 0


def record_item(
    history: History, record: Record, points: float, rule: str, dimension: str | None = None
) -> Contribution:
    """A record as a term of a score."""
    kind = history.labels.kinds[record.kind]
    channels = tuple(history.labels.channel_titles[ch] for ch in record.channels)
    return Contribution(kind.title, points, record.day, kind.name, channels, not record.is_false, rule, dimension)


def last_publication(history: History, s: int, day: int) -> int:
    """The last day up to `day` on whose evening system `s` published; -1 where it has only opened its accounts so far.

    Each day goes by its own rhythm; what was published before the accounts of today were opened is gone.
    """
    for t in range(day, history.opened(day, s) - 1, -1):
        parameters = history.under(t, s)[1]
        if parameters["active"] and t % int(parameters["publish_every"]) == int(parameters["publish_on"]):
            return t
    return -1


def rules_of(history: History, s: int, day: int) -> int:
    """The day by whose rules the score that stood on `day` was worked out: of its publication, or of the opening."""
    last = last_publication(history, s, day)
    return last if last >= 0 else history.opened(day, s)


def band_of(history: History, s: int, code: int, day: int) -> str | None:
    """The band in which a published code lies by the rules of a day; None without an account."""
    if code == 0:
        return None
    label = history.label(day, s)
    return label.bands[sum(code >= start for start in label.codes[1:])]


def scored_records(history: History, s: int, day: int, dimension: int = 0) -> Iterator[tuple[Record, int]]:
    """A day's records that count in system `s`, with what each adds to a dimension of the ledger, in its steps.

    Records count while the system is in force and the citizen has an account with it.
    """
    system, parameters = history.under(day, s)
    if not system.active or not history.had_account(day, s):
        return
    for record in history.records(day, int(parameters["reads"])):
        if steps := steps_of(parameters, record.kind, dimension):
            yield record, steps


def code_on(history: History, s: int, day: int) -> int:
    """The code that system `s` had published in the evening of a day; 0 without an account."""
    return int(history.rows["published"][day, s])


def no_account(history: History, s: int) -> Account:
    """What there is to say of somebody who has no account with system `s`."""
    label = history.labels.systems[s]
    return Account(label.name, label.title, label.form, None, None)
