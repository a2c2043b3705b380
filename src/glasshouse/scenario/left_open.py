"""What a scheme in a file leaves open: questions that its author marked, and keys that were left out, each with what is assumed.

A proposal in prose says less than a model needs. Whoever writes it down marks a value that the proposal does not give with a
comment, ``known = 0.5  # OPEN: how many will know of it?``; the value is then what is assumed. The list of these is a finding
about the proposal, before anything has run.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.toml import parse_toml, read_text
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.merging import join, split
from glasshouse.scenario.setting_text import read_setting
from glasshouse.scenario.toml_text import Keys, Word, words
from glasshouse.scoring.forms.registry import capabilities_of
from glasshouse.scoring.systems import System

_MARK: Final = re.compile(r"#[ \t]*OPEN\b:?[ \t]*([^\r\n]*)")


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that nobody has answered yet.

    Attributes:
        key: dotted key of the value that hangs on it.
        asks: the question.
        assumed: the value that is taken meanwhile, as TOML or in words; empty where it does not stand on one line.
        line: the line of the file that asks it, from 1; None of a key that was left out.
    """

    key: str
    asks: str
    assumed: str
    line: int | None = None

    def __str__(self) -> str:
        """The question on one line."""
        place = f"line {self.line}, " if self.line else ""
        return f"{place}{self.key}{f' = {self.assumed}' if self.assumed else ''}: {self.asks}"

    def assuming(self, settings: Sequence[str], scenario: Scenario) -> OpenQuestion:
        """The same question, which nobody has answered, with what is assumed where a setting says something else.

        Args:
            settings: changes that the scenario was made with, as ``key.path=value``.
            scenario: the scenario, resolved.
        """
        mine, said = split(self.key), list[str]()
        for setting in settings:
            keys, value = read_setting(setting)
            if keys == mine and not isinstance(value, Mapping):
                said = [setting.partition("=")[2].strip()]
            elif keys[: len(mine)] == mine:  # a table is laid over what is there, and so is a key below it
                said.append(setting.strip())
            elif keys == mine[: len(keys)]:
                here = _at(scenario, list(mine))
                said = [] if here is _NOTHING else [_told(here)]
        return replace(self, assumed=", ".join(said)) if said else self


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a key that may be left out.

    Attributes:
        key: the key, below its part.
        asks: the question.
        absent: what is assumed where there is nothing at all.
    """

    key: str
    asks: str
    absent: str = ""


_OF_SYSTEMS: Final = (
    _Asked("purpose", "What is it for?", "no purpose, so that a law that limits purposes leaves it nothing"),
    _Asked("members.voluntary", "Can people stay out, or leave?"),
    _Asked("starts", "Does everybody begin alike?", "everybody does, as far as the register goes"),
    _Asked("human_review", "Does anybody look before a measure takes effect?", "nobody: the score decides alone"),
    _Asked("redress.appeals", "Can one appeal?"),
    _Asked("redress.suspends", "Does an appeal suspend the measure?"),
    _Asked("rollout", "Does it come step by step?", "no, everywhere at once"),
)
_OF_MEASURES: Final = (_Asked("after", "After how many days does it begin?", "at once"),)
_OF_CHANNELS: Final = (
    _Asked("false_records", "How often does it record what did not happen?", "never, which flatters the scheme"),
    _Asked("sensitivity_by_group", "Does it see some groups more often?", "all alike"),
    _Asked("false_records_by_group", "Does it err more often about some groups?", "about all alike"),
)


def open_questions(source: str | Path) -> list[OpenQuestion]:
    """The questions that are marked in a document, in the order in which they stand.

    Args:
        source: a TOML file.

    Raises:
        InputError: it cannot be read, or is no TOML.
    """
    text = read_text(Path(source))
    parse_toml(text, str(source))
    return list(_marked(text))


def left_out(source: str | Path, scenario: Scenario) -> list[OpenQuestion]:
    """Keys of the systems and channels written in a scenario file that it leaves out though an audit hangs on them.

    Parts that extend others are taken to leave nothing out.

    Args:
        source: the scenario's file.
        scenario: the same, resolved.

    Raises:
        InputError: the file cannot be read, or is no TOML.
    """
    own = own_parts(source)
    return [*_of_systems(own["systems"], scenario), *_of_channels(own["channels"], scenario)]


def own_parts(source: str | Path) -> dict[str, dict[str, Any]]:
    """The systems and channels that a scenario file writes as new, with what it changes of them laid over.

    Raises:
        InputError: the file cannot be read, or is no TOML.
    """
    data = parse_toml(read_text(Path(source)), str(source))
    new, changes = data.get("new", {}), data.get("change", {})
    return {
        section: {
            name: _laid_over(part, changes.get(section, {}).get(name, {}))
            for name, part in new.get(section, {}).items()
        }
        for section in ("systems", "channels")
    }


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """A table with another one's keys in place of its own, table by table."""
    both = dict(below)
    for key, value in above.items():
        mine = both.get(key)
        both[key] = _laid_over(mine, value) if isinstance(mine, Mapping) and isinstance(value, Mapping) else value
    return both


def _marked(text: str) -> Iterator[OpenQuestion]:
    known = words(text)
    keys = [word for word in known if word.is_key]
    for found in _MARK.finditer(text):
        # A text may hold the same words.
        if any(word.start < found.start() < word.end for word in known):
            continue
        begins = text.rfind("\n", 0, found.start()) + 1
        before = text[begins : found.start()].strip()
        word = _about(keys, begins, found.start(), before)
        if word is not None:
            line = text.count("\n", 0, found.start()) + 1
            yield OpenQuestion(join(_resolved(word.path)), found[1].strip(), _value(before), line)


def _resolved(path: Keys) -> Keys:
    """The key in the resolved scenario, as settings take it."""
    return path[1:] if path[0] in ("new", "change") and len(path) > 1 else path


def _about(keys: list[Word], begins: int, ends: int, before: str) -> Word | None:
    """The key that a mark is about: the last of a table's heading, the first of its line, else the next one."""
    here = [word for word in keys if begins <= word.start < ends]
    if here:
        return here[-1 if before.startswith("[") else 0]
    return next((word for word in keys if word.start > ends), None)


def _value(before: str) -> str:
    """The value of a line, as it is written; empty where it goes on in other lines."""
    _, equals, said = before.partition("=")
    try:
        tomllib.loads(f"value = {said}")
    except tomllib.TOMLDecodeError:
        return ""
    return said.strip() if equals else ""


def _of_systems(tables: Mapping[str, Any], scenario: Scenario) -> Iterator[OpenQuestion]:
    for name, table in tables.items():
        system = scenario.systems.get(name)
        if system is None or "extends" in table or not capabilities_of(system).judges:
            continue
        yield from _absent(f"systems.{name}", _OF_SYSTEMS, table, system)
        yield from _of_measures(name, table, system)


def _of_measures(name: str, table: Mapping[str, Any], system: System) -> Iterator[OpenQuestion]:
    for measure, said in table.get("measures", {}).items():
        if measure in system.measures:
            yield from _absent(f"systems.{name}.measures.{measure}", _OF_MEASURES, said, system.measures[measure])


def _of_channels(tables: Mapping[str, Any], scenario: Scenario) -> Iterator[OpenQuestion]:
    for name, table in tables.items():
        if name in scenario.channels and "extends" not in table:
            yield from _absent(f"channels.{name}", _OF_CHANNELS, table, scenario.channels[name])


def _absent(key: str, asked: tuple[_Asked, ...], said: Mapping[str, Any], part: object) -> Iterator[OpenQuestion]:
    """What a table leaves out of what is asked of it, with what its part then has."""
    for each in asked:
        keys = each.key.split(".")
        held, here = _at(said, keys), _at(part, keys)
        if held is _NOTHING and here is not _NOTHING:
            yield OpenQuestion(f"{key}.{each.key}", each.asks, each.absent or _told(here))


_NOTHING: Final = object()


def _at(here: object, keys: list[str]) -> object:
    for key in keys:
        here = here.get(key, _NOTHING) if isinstance(here, Mapping) else getattr(here, key, _NOTHING)
    return here


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value if isinstance(value, Quantity) else value)
