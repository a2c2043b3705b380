"""What was audited: systems, and what they have on file of people, from where."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.sources import judging
from glasshouse.audit.rights.tables import table
from glasshouse.observation.channels import Channel


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
            "seen": ("of conduct: chance that an act of somebody within reach is recorded", "share"),
            "false_records": ("of conduct: false records for each person and day", "a day"),
            "said": ("of an attribute: chance that it is said of somebody who has it", "share"),
            "said_wrongly": ("of an attribute: chance that it is said of somebody who has it not", "share"),
            "error": ("of a rank such as age or income: width of its error; 0 is exact, 1 a guess", "share"),
            "kept": ("days for which everyday records stay on file; 0 is for ever", "days"),
            "systems": ("who reads it", ""),
        },
        sorted(_rows(case), key=str),
    )


def _rows(case: Case) -> Iterator[tuple[Cell, ...]]:
    for name, who in _readers(case).items():
        channel = case.scheme.channels[name]
        for row in (*_recorded(case, channel), *_disclosed(case, channel)):
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
        rates = seen.value if seen else 0.0, false.value if false else 0.0
        yield conduct.title, conduct.context, *rates, None, None, None


def _disclosed(case: Case, channel: Channel) -> Iterator[tuple[Cell, ...]]:
    """What a channel says of what people are."""
    for rank, error in channel.profile.items():
        yield rank, channel.context, None, None, None, None, error.value
    for attribute, said in (channel.discloses or {}).items():
        declared = case.scheme.attributes[attribute]
        rates = said.sensitivity.value, said.false_rate.value
        yield declared.title, declared.context or channel.context, None, None, *rates, None
