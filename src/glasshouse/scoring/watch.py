"""Form ``none``: reads and keeps records, judges nobody; it may remove posts, flood and hinder.

Being seen weighs on people all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glasshouse.scoring.censorship import encode_removal, remove_posts
from glasshouse.scoring.forms import Form
from glasshouse.scoring.rules import Names, encode_system
from glasshouse.scoring.systems import WatchSystem


def encode(rules: Any, name: str, number: int, system: WatchSystem, names: Names) -> None:
    """Turn a silent reader into numbers."""
    encode_system(rules, name, number, system, names)
    rules["bands"] = 1
    encode_removal(rules, system.removal, names.kinds)


def watch(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Count what was read, and remove part of it."""
    for e in range(sheet.n):
        if sheet.channels[e] & system.reads:
            counts.opened += 1
    remove_posts(sheet, system, day)


def idle(sheet: Any, system: Any, ledger: Any, cases: Any, counts: Any, day: Any, c: Any) -> None:
    """Publish nothing."""


def _kernels() -> tuple[Callable[..., None], Callable[..., None], Callable[..., None]]:
    return idle, watch, idle


FORM = Form("none", WatchSystem, encode, _kernels)
