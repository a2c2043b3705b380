"""What a rule is called and where its value comes from; how a system's steps turn into points."""

from __future__ import annotations

from typing import Any

from glasshouse.audit.account import Item
from glasshouse.audit.history import Diary, Record
from glasshouse.documents.quantity import Quantity


def source_of(value: Quantity) -> str:
    """Where a value comes from, in words."""
    if value.fact:
        return f"fact {value.fact}" + (f" ({value.note})" if value.note else "")
    if value.assumption:
        return f"assumption: {value.assumption}"
    return "set by the user"


def steps_of(numbers: Any, k: int, d: int = 0) -> int:
    """What a record of kind `k` adds to dimension `d`, in the ledger's steps.

    Args:
        numbers: the system's `SYSTEM` record.
        k: number of the kind.
        d: number of the dimension.
    """
    for m in range(int(numbers["frequent_points"])):
        if int(numbers["frequent"][m]) == k and int(numbers["frequent_dimension"][m]) == d:
            return int(numbers["frequent_value"][m])
    return int(numbers["points"][k, d]) if numbers["scored"][k] else 0


def record_item(diary: Diary, record: Record, points: float, rule: str, dimension: str | None = None) -> Item:
    """A record as a term of a score."""
    kind = diary.labels.kinds[record.kind]
    channels = tuple(diary.labels.channel_titles[ch] for ch in record.channels)
    return Item(kind.title, points, record.day, kind.name, channels, not record.is_false, rule, dimension)


def last_publication(diary: Diary, s: int, day: int) -> int:
    """The last day up to `day` on which system `s` published; -1 before the first."""
    rules = diary.numbers.systems[s]
    every, on = int(rules["publish_every"]), int(rules["publish_on"])
    found = [t for t in range(day, max(-1, day - every), -1) if t % every == on]
    return found[0] if found else -1


def band_of(diary: Diary, s: int, code: int) -> str | None:
    """The band of a published code; None without an account."""
    if code == 0:
        return None
    label = diary.labels.systems[s]
    return label.bands[sum(code >= start for start in label.codes[1:])]
