"""What was audited: systems, and what they have on file of people, from where."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.sources import judging
from glasshouse.audit.rights.tables import table


def audited(case: Case) -> Found:
    """The inventory of data: which channel records what, and who reads it."""
    inventory = _inventory(case)
    channels = {row[0] for row in inventory.rows}
    systems = ", ".join(case.scheme.systems[name].title for name in case.judges) or "none"
    said = (
        f"Systems that judge people: {systems}.",
        f"They read {len(channels)} channels with {len(inventory.rows)} sorts of record or attribute.",
    )
    return found(case, "audited", said, (), (inventory,))


def _inventory(case: Case) -> TableFound:
    return table(
        "inventory",
        "What is on file of people",
        {
            "channel": ("who records it", ""),
            "collected_in": ("field of life in which it is collected", ""),
            "what": ("conduct or attribute", ""),
            "arises_in": ("field of life in which it arises", ""),
            "seen": ("chance that it is recorded of somebody within reach", "share"),
            "false_records": ("false records for each person and day", "a day"),
            "kept": ("days for which everyday records stay on file; 0 is for ever", "days"),
            "systems": ("who reads it", ""),
        },
        sorted(_rows(case), key=str),
    )


def _rows(case: Case) -> Iterator[tuple[Cell, ...]]:
    scheme = case.scheme
    readers: dict[str, list[str]] = {}
    for name, system in judging(scheme):
        for read in system.reads:
            readers.setdefault(read, [])
            if scheme.systems[name].title not in readers[read]:
                readers[read].append(scheme.systems[name].title)
    for name, who in readers.items():
        channel = scheme.channels[name]
        common = (channel.retention.value, ", ".join(who))
        for kind in sorted({*channel.sensitivity, *channel.false_records}):
            conduct = scheme.conduct[kind]
            seen, false = channel.sensitivity.get(kind), channel.false_records.get(kind)
            yield (
                channel.title, channel.context, conduct.title, conduct.context, seen.value if seen else 0.0,
                false.value if false else 0.0, *common,
            )  # fmt: skip
        for rank, error in channel.profile.items():
            yield channel.title, channel.context, rank, channel.context, 1.0 - error.value, None, *common
        for attribute, said in (channel.discloses or {}).items():
            declared = scheme.attributes[attribute]
            arises = declared.context or channel.context
            yield (
                channel.title, channel.context, declared.title, arises, said.sensitivity.value, said.false_rate.value, *common,
            )  # fmt: skip
