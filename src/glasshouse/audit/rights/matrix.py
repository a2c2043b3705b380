"""The context matrix: from which field of life a record comes, and in which field it bites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from glasshouse.audit.figures.shapley import Shapley, shapley
from glasshouse.audit.rights.answers import SEED, share_ended
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.sources import Source, together
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.unions import in_field
from glasshouse.audit.rights.words import of_hundred

APART: Final = 3
"""Sources that are told apart where days are divided evenly; the others are taken together, since each doubles the worlds."""


@dataclass(frozen=True)
class _Player:
    title: str
    sources: tuple[Source, ...]


def matrix(case: Case) -> Found:
    """The matrix, by what would not be and divided evenly."""
    return found(case, "context_matrix", _sentences(case), (), (_matrix(case), _sources(case)))


def _sentences(case: Case) -> list[str]:
    shares = {
        source.title: share_ended(case.whole.sanctioned, case.without(source.out).sanctioned) for source in case.sources
    }
    known = [(each.value, title) for title, each in shares.items() if each.value]
    if not known:
        return ["No field of life by itself decides a day under a sanction."]
    largest = sorted(known, reverse=True)[:APART]
    said = ", ".join(f"{of_hundred(value or 0.0)} without {title}" for value, title in largest)
    return [f"Of the days under a sanction would not be: {said}. Several can count together."]


def _players(case: Case) -> list[_Player]:
    """Whom days are divided among: all sources if they are few, else the largest and the rest."""
    if len(case.sources) <= APART + 1:
        return [_Player(source.title, (source,)) for source in case.sources]
    lost = {source.id: case.whole.harm - case.without(source.out).harm for source in case.sources}
    ranked = sorted(case.sources, key=lambda source: -lost[source.id])
    return [
        *(_Player(source.title, (source,)) for source in ranked[:APART]),
        _Player("all others", tuple(ranked[APART:])),
    ]


def _by_subset(case: Case, players: Sequence[_Player]) -> np.ndarray:
    """Harm with each subset of players in the rules (communities × subsets)."""
    columns = []
    # Bit j of a subset says whether player j is in the rules, as `shapley` wants it.
    for subset in range(1 << len(players)):
        out = [source for j, player in enumerate(players) if not subset >> j & 1 for source in player.sources]
        lived = case.without(together(out)) if out else case.whole
        columns.append(lived.sanctioned)
    return np.stack(columns, 1).astype("f8")


def _divided(case: Case, players: Sequence[_Player]) -> Shapley:
    by_community = _by_subset(case, players)
    return shapley(by_community.sum(0), by_community=by_community, seed=SEED)


def _sources(case: Case) -> TableFound:
    players = _players(case)
    rows = []
    if players and case.whole.harm:
        even_shares = _divided(case, players)
        for j, player in enumerate(players):
            but_for, even = even_shares.but_for[j], even_shares.shares[j]
            rows.append((player.title, but_for.value, even.value, even.low, even.high))
        # What no source alone or with others ends: a scheme that sanctions whoever it finds.
        rest = 1.0 - sum(share.value or 0.0 for share in even_shares.shares)
        rows.append(("none of these", None, rest, None, None))
    return table(
        "sources",
        "Days under a sanction by what they rest on",
        {
            "source": ("field of life", ""),
            "but_for": ("share that would not be without it", "share"),
            "evenly": ("share when days are divided evenly; these add up to all", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
        },
        rows,
    )


def _matrix(case: Case) -> TableFound:
    rows: list[tuple[str | float | None, ...]] = []
    variant = case.norms.variants()[0]
    for source in case.sources:
        without = case.without(source.out)
        for context in case.contexts:
            ended = share_ended(case.whole.days_in(in_field(context)), without.days_in(in_field(context)))
            is_crossing = source in case.crossing(context, variant)
            rows.append((source.title, context, ended.value, ended.low, ended.high, "yes" if is_crossing else "no"))
    return table(
        "context_matrix",
        "From which field of life into which",
        {
            "source": ("field of life of the record", ""),
            "treatment": ("field of life of the sanction", ""),
            "but_for": ("share of person-days under sanctions of that field that would not be without it", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
            "crosses": ("whether the table of contexts calls the two unrelated", ""),
        },
        rows,
    )
