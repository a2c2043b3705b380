"""The tables of the page on norms, made from the tables of norms themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from glasshouse.audit.norms import norms
from glasshouse.audit.norms.telling import PARTS, TITLES, Told, told


def tables_of_norms() -> Told:
    """The tables: what each is, of which day, who chose it, its digest."""
    given = norms()
    rows = [
        (f"`{said['version']}`", TITLES[name], said["as_of"], said["chosen_by"], f"`{said['digest']}`")
        for name, said in given.document.items()
    ]
    return Told(("table", "what it says", "as of", "chosen by", "digest"), tuple(rows))


def heads_of_norms() -> Told:
    """What each table was taken from, and what it is not."""
    rows = [(f"`{table.version}`", table.source, table.note) for table in norms().tables.named().values()]
    return Told(("table", "source", "note"), tuple(rows))


NORMS: Mapping[str, Callable[[], Told]] = {
    "norms": tables_of_norms,
    "norms-sources": heads_of_norms,
    **{f"norms-{part.replace(' ', '-')}": partial(lambda part: told(norms(), part), part) for part in PARTS},
}
"""The tables by the name of the part of the page."""
