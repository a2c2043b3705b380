"""What was audited: systems, and what they have on file of people, from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.sources import judging
from glasshouse.audit.rights.tables import table
from glasshouse.observation.channels import Channel

_OF_CONDUCT: Final = {
    "seen": ("chance that an act of somebody within reach is recorded", "share"),
    "false_records": ("false records for each person", "a day"),
}
_OF_ATTRIBUTES: Final = {
    "said": ("chance that it is said of somebody who has it", "share"),
    "said_wrongly": ("chance that it is said of somebody who has it not", "share"),
}
_OF_TRAITS: Final = {"error": ("width of its error: 0 is exact, 1 a guess", "share")}
Rows = Callable[[Case, Channel], Iterator[tuple[Cell, ...]]]


def audited(case: Case) -> Found:
    """The inventory of data: which channel records what, and who reads it."""
    tables: tuple[TableFound, ...] = (
        _inventory(case, "inventory", "What is on file of what people do", _recorded, _OF_CONDUCT),
        _inventory(case, "attributes", "What is on file of what people are", _disclosed, _OF_ATTRIBUTES),
        _inventory(case, "traits", "Ages, incomes and the like on file", _profiled, _OF_TRAITS),
    )
    channels = {row[0] for table_ in tables for row in table_.rows}
    systems = ", ".join(case.scheme.systems[name].title for name in case.judges) or "none"
    said = [
        f"Systems that judge people: {systems}.",
        f"They read {len(channels)} channels with {sum(len(table_.rows) for table_ in tables)} sorts of record or attribute.",
    ]
    if case.left_open:
        tables = (*tables, _left_open(case))
        said.append(
            f"Of what a model needs, the proposal leaves {len(case.left_open)} questions open: what is assumed instead stands "
            "in a table, and every number here hangs on it."
        )
    return found(case, "audited", said, (), tables)


def _left_open(case: Case) -> TableFound:
    """Questions that nobody has answered yet, with what is taken meanwhile."""
    return table(
        "left_open",
        "What the proposal leaves open, and what is assumed",
        {"key": ("key", ""), "asks": ("question", ""), "assumed": ("what is assumed", "")},
        [(each.key, each.asks, each.assumed or "as it stands in the file") for each in case.left_open],
    )


def _inventory(case: Case, name: str, title: str, of: Rows, rates: dict[str, tuple[str, str]]) -> TableFound:
    """What channels say of one sort, with the rates that such a thing has; sorts have no rate in common."""
    return table(
        name,
        title,
        {
            "channel": ("who records it", ""),
            "collected_in": ("field of life in which it is collected", ""),
            "what": ("conduct or attribute", ""),
            "arises_in": ("field of life in which it arises", ""),
            **rates,
            "kept": ("days for which everyday records stay on file; 0 is for ever", "days"),
            "systems": ("who reads it", ""),
        },
        sorted(_rows(case, of), key=str),
    )


def _rows(case: Case, of: Rows) -> Iterator[tuple[Cell, ...]]:
    for name, who in _readers(case).items():
        channel = case.scheme.channels[name]
        for row in of(case, channel):
            yield channel.title, channel.context, *row, channel.retention.value, ", ".join(who)


def _readers(case: Case) -> dict[str, list[str]]:
    """Titles of the systems that read each channel."""
    found: dict[str, dict[str, None]] = {}
    for name, system in judging(case.scheme):
        for channel in system.reads:
            found.setdefault(channel, {})[case.scheme.systems[name].title] = None
    return {channel: [*titles] for channel, titles in found.items()}


def _recorded(case: Case, channel: Channel) -> Iterator[tuple[Cell, ...]]:
    """What a channel records of what people do: conduct, its field of life, the chance to be seen, false records."""
    for kind in sorted({*channel.sensitivity, *channel.false_records}):
        conduct, seen, false = case.scheme.conduct[kind], channel.sensitivity.get(kind), channel.false_records.get(kind)
        yield conduct.title, conduct.context, seen.value if seen else 0.0, false.value if false else 0.0


def _disclosed(case: Case, channel: Channel) -> Iterator[tuple[Cell, ...]]:
    """What a channel says of attributes that the scheme declares."""
    for attribute, said in (channel.discloses or {}).items():
        declared = case.scheme.attributes[attribute]
        yield declared.title, declared.context or channel.context, said.sensitivity.value, said.false_rate.value


def _profiled(case: Case, channel: Channel) -> Iterator[tuple[Cell, ...]]:
    """What a channel says of ages, incomes and the like."""
    del case
    for trait, error in channel.profile.items():
        yield trait, channel.context, error.value
