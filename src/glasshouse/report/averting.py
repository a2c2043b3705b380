"""What each safeguard would avert of an audited scheme, from its remedies; or how to find out."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glasshouse.report.charts.remedies import averted
from glasshouse.report.drawing import Figure
from glasshouse.report.remedies import once, short


@dataclass(frozen=True)
class Averting:
    """The section as a page shows it.

    Attributes:
        sentences: what was found; empty where nothing was tried.
        chart: how much of the harm each move averts.
        command: the command that tries every move at this size; empty where there is none.
    """

    sentences: Sequence[str]
    chart: Figure | None
    command: str


def averting(audit: Mapping[str, Any], remedies: Mapping[str, Any] | None) -> Averting:
    """The section of an audit.

    Args:
        audit: the audit's document.
        remedies: the remedies document of the same scheme, size and seed; None where none was made.
    """
    if remedies is None:
        return Averting((), None, _command(audit["command"]))
    moves = once(remedies["moves"])
    points = f" and at {remedies['points']} points over the assumptions" if remedies["points"] else ""
    many = f"{len(moves)} moves were" if len(moves) != 1 else "One move was"
    tried = f"{many} tried, each alone, with {remedies['seeds']} seeds{points}."
    tried += " It was a quick look, with wide intervals." if remedies.get("quick") else ""
    return Averting((tried, *short(remedies)), averted(moves), remedies["command"])


def _command(audit: str) -> str:
    """The command of the audit, for remedies: the same scheme and size; norms play no part in them."""
    words = shlex.split(audit)
    if not words:
        return ""
    if "--norms" in words:
        at = words.index("--norms")
        del words[at : at + 2]
    return shlex.join([words[0], "remedies", *words[2:]])
