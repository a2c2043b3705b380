"""What comes without being asked for by name: what ``*`` stands for, and what a system brings with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from glasshouse import library
from glasshouse.library import Section

_READS: Final[Mapping[Section, str]] = {"systems": "reads", "holders": "channels"}
"""Under which key a part names the channels that feed it."""


def everyday(section: Section) -> list[str]:
    """What ``*`` stands for: the whole shelf, of channels and kinds of conduct only those that are always there."""
    apart = section in ("channels", "conduct")
    return [name for name in library.names(section) if not apart or _is_everyday(section, name)]


def brought_by(part: Section, table: Mapping[str, Any]) -> Iterator[tuple[Section, str]]:
    """The parts of the library that a system or a holder brings: channels that feed it, and kinds that ``*`` does not stand for.

    Such a kind brings the one that is done in its place.

    Args:
        part: the section in which it stands.
        table: its table, as it is written.
    """
    for name in (table.get(_READS[part]) or ()) if part in _READS else ():
        if name in library.names("channels"):
            yield "channels", name
    for name in _named_kinds(table) if part == "systems" else ():
        if name in library.names("conduct") and not _is_everyday("conduct", name):
            yield "conduct", name
            instead = library.look("conduct", name).get("instead")
            if instead is not None:
                yield "conduct", instead


def _is_everyday(section: Section, name: str) -> bool:
    return bool(library.look(section, name).get("always_on", True))


def _named_kinds(system: Mapping[str, Any]) -> list[str]:
    """The kinds that a system's table names: in rules, absences, lists, and as what its measures deny or ease."""
    measures = _tables_of(system, "measures")
    lists = [
        system.get("enters"),
        system.get("repairs"),
        list(system.get("rules") or {}),
        _kinds_of_absences(system),
        *(m.get(key) for m in measures for key in ("denies", "eases")),
    ]
    return [name for names in lists if isinstance(names, Sequence) for name in names if isinstance(name, str)]


def _kinds_of_absences(system: Mapping[str, Any]) -> list[str]:
    """The kinds that a system wants records of, and those whose record calls for them."""
    return [each[key] for each in _tables_of(system, "absences") for key in ("kind", "after") if key in each]


def _tables_of(system: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables that a system's table holds by name under a key."""
    return [each for each in (system.get(key) or {}).values() if isinstance(each, Mapping)]
