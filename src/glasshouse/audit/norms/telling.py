"""The tables of norms in rows of words, for pages and terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from glasshouse.audit.norms.norms import Norms
from glasshouse.audit.norms.provisions import FRAMES
from glasshouse.documents.quantity import Quantity

Row = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A part of a table in words.

    Attributes:
        heads: what each column holds.
        rows: the rows.
    """

    heads: Row
    rows: tuple[Row, ...]


def told(norms: Norms, part: str) -> Told:
    """A part of the tables in words; one of `PARTS`.

    Raises:
        KeyError: there is no such part.
    """
    heads, rows = PARTS[part]
    return Told(heads, tuple(rows(norms)))


def entries(norms: Norms) -> Iterator[dict[str, Any]]:
    """Each table as `glasshouse list` tells it: whose choice it is, its digest, and its rows in words."""
    for name, said in norms.document.items():
        table = norms.tables.named()[name]
        yield {
            "name": table.version,
            "title": TITLES[name],
            "as of": said["as_of"],
            "chosen by": table.chosen_by,
            "source": table.source,
            "note": table.note,
            "digest": said["digest"],
            "rows": [_line(row) for part in PARTS if part.partition(" ")[0] == name for row in told(norms, part).rows],
        }


TITLES: Final[Mapping[str, str]] = {
    "contexts": "which fields of life bear on which",
    "gravity": "how grave each kind of conduct is",
    "severity": "how hard each sanction falls",
    "thresholds": "the smallest sizes that matter",
    "memory": "registers and limits by law",
    "costs": "what the moves of a citizen cost",
    "law": "provisions by criterion, and a crosswalk of sections",
}
"""What each table is, in words."""


def number(quantity: Quantity) -> str:
    """A number with its unit and, where there is one, its range."""
    span = f" ({quantity.range[0]:g} to {quantity.range[1]:g})" if quantity.range else ""
    return f"{quantity.value:g} {quantity.unit}{span}"


def _line(row: Row) -> str:
    """A row on one line: its name, a colon, the rest."""
    return f"{row[0]}: {'; '.join(filter(None, row[1:]))}".replace("`", "")


def _basis(quantity: Quantity) -> str:
    """What a number rests on, in words."""
    fact = f"fact `{quantity.fact}`" if quantity.fact else ""
    return "; ".join(filter(None, (quantity.status, fact, quantity.reason)))


def _pairs(norms: Norms) -> Iterator[Row]:
    for record, purposes in norms.tables.contexts.related.items():
        for purpose, why in purposes.items():
            yield record, purpose, why


def _kinds_related(norms: Norms) -> Iterator[Row]:
    for kind, purposes in norms.tables.contexts.by_kind.items():
        for purpose, why in purposes.items():
            yield f"`{kind}`", purpose, why


def _variants(norms: Norms) -> Iterator[Row]:
    contexts = norms.tables.contexts.contexts
    titles = {"given": ("as given", "The table above.")}
    titles |= {name: (each.title, each.why) for name, each in norms.tables.contexts.variants.items()}
    for name, (title, why) in titles.items():
        related = sum(norms.related(a, b, name) for a in contexts for b in contexts if a != b)
        yield f"`{name}`", title, f"{related} of {len(contexts) * (len(contexts) - 1)}", why


def _gravity(norms: Norms) -> Iterator[Row]:
    for kind, entry in norms.tables.gravity.kinds.items():
        said = norms.kinds.get(kind)
        serious = number(said.gravity) if said and not said.is_lawful else "as the scenario says"
        yield f"`{kind}`", serious, number(entry.points), _basis(entry.points), number(entry.penal), _basis(entry.penal)


def _severity(norms: Norms) -> Iterator[Row]:
    table = norms.tables.severity
    for name, each in table.classes.items():
        measures = [f"`{s}.{m}`" for s, found in table.systems.items() for m, c in found.items() if c == name]
        yield f"`{name}`", str(each.level), each.title, number(each.tariff), each.why, ", ".join(measures)


def _levels(norms: Norms) -> Iterator[Row]:
    for level, each in norms.tables.severity.levels.items():
        yield level, each.title, f"{each.at_least:g} days"


def _thresholds(norms: Norms) -> Iterator[Row]:
    for name, each in norms.tables.thresholds.criteria.items():
        size = norms.smallest(name)
        if size is None:
            told_size = "stated, not measured"
        else:
            unit = "of the value in the twin" if size.of == "twin" else size.unit
            span = f" ({size.range[0]:g} to {size.range[1]:g})" if size.range else ""
            told_size = f"{size.value:g} {unit}{span}"
        observable = f"`{each.observable}`" if each.observable else ""
        yield f"`{name}`", str(each.number), each.title, told_size, observable, each.why


def _settings(norms: Norms) -> Iterator[Row]:
    for name, each in norms.tables.thresholds.settings.items():
        others = ", ".join(f"{value:g}" for value in each.variants)
        yield f"`{name}`", number(each.size), others, each.why, each.size.reason or ""


def _memory(norms: Norms) -> Iterator[Row]:
    for name, each in norms.tables.memory.registers.items():
        term = f"{each.term.value:g} {each.term.unit}" if each.term else "as the purpose needs"
        days = f"{each.in_force or '?'} to {each.until or 'today'}"
        cautions = " ".join(filter(None, (each.term.fixed if each.term else None, each.analogy, each.note)))
        yield f"`{name}`", each.title, each.jurisdiction, term, days, f"{each.law} ({each.confidence})", cautions


def _moves(norms: Norms) -> Iterator[Row]:
    for name, each in norms.tables.costs.moves.items():
        yield f"`{name}`", each.title, number(each.hours), each.hours.reason or ""


def _kind_costs(norms: Norms) -> Iterator[Row]:
    known = [*norms.tables.costs.kinds, *(name for name, said in norms.kinds.items() if said.minutes is not None)]
    for name in sorted(known):
        hours = norms.cost(name)
        yield f"`{name}`", number(hours), hours.reason or ""


def _law(norms: Norms) -> Iterator[Row]:
    for criterion in norms.tables.law.criteria:
        cited = "; ".join(norms.law(criterion)) or norms.tables.law.without[criterion]
        yield f"`{criterion}`", cited


def _provisions(norms: Norms) -> Iterator[Row]:
    for each in norms.tables.law.provisions.values():
        first = each.in_force.isoformat() if each.in_force else "not in force"
        last = each.until.isoformat() if each.until else ""
        source = f"{each.source} ({each.confidence})"
        yield each.cite, each.title, each.jurisdiction, first, last, source, each.note or ""


def _sections(norms: Norms) -> Iterator[Row]:
    for each in norms.sections().values():
        places = (", ".join(getattr(each, frame)) for frame in FRAMES)
        yield f"{each.number} {each.title}", *places


def _frames(norms: Norms) -> Iterator[Row]:
    for name in FRAMES:
        frame = norms.tables.law.frames[name]
        yield frame.title, f"{frame.source} ({frame.confidence})"


PARTS: Final[Mapping[str, tuple[Row, Callable[[Norms], Iterator[Row]]]]] = {
    "contexts": (("record of", "bears on", "because"), _pairs),
    "contexts by kind": (("kind of conduct", "bears on", "because"), _kinds_related),
    "contexts variants": (("variant", "what it is", "related pairs", "who would read it so"), _variants),
    "gravity": (("kind", "seriousness", "points", "basis of the points", "penal", "basis of the days"), _gravity),
    "severity": (("class", "level", "what it is", "tariff", "why", "measures"), _severity),
    "severity levels": (("level", "what is at stake", "tariff from"), _levels),
    "thresholds": (("criterion", "number", "what it says", "smallest size", "observable", "why"), _thresholds),
    "thresholds settings": (("setting", "value", "others tried", "what for", "why"), _settings),
    "memory": (("register", "what is kept", "where", "term", "in force", "law", "cautions"), _memory),
    "costs": (("move", "what it is", "hours", "why"), _moves),
    "costs kinds": (("kind", "hours", "why"), _kind_costs),
    "law": (("criterion", "where to read on"), _law),
    "law provisions": (
        ("provision", "what it is about", "where", "first day", "last day", "source", "cautions"),
        _provisions,
    ),
    "law sections": (("section", "AI Act 27(1)", "ISO/IEC 42005", "NIST AI RMF", "HUDERIA"), _sections),
    "law frames": (("form", "what was read"), _frames),
}
"""The parts of the tables by name; the first word is the table's name."""
