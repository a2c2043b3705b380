"""From a name or a file to a scenario: look up, extend, change, check."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.library import Section
from glasshouse.renamed import renamings
from glasshouse.scenario.bringing import brought_by, everyday
from glasshouse.scenario.document import Scenario, partial_problems, read_scenario
from glasshouse.scenario.file import ScenarioFile
from glasshouse.scenario.lookup import Layer, is_path, layers, parents
from glasshouse.scenario.merging import Draft, Keys, Source, join, split
from glasshouse.scenario.reform_checks import check_reforms
from glasshouse.scenario.remembered import Remembered
from glasshouse.scenario.setting_text import problems_of_settings, read_setting
from glasshouse.scenario.standing import check_fixed_parts

_SECTIONS: Final[tuple[Section, ...]] = ("conduct", "channels", "systems", "holders")
_WORDS: Final = {"conduct": "kinds", "channels": "channels", "systems": "systems", "holders": "holders"}


def load(
    source: str | Path,
    settings: Sequence[str] = (),
    *,
    citizens: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    panel: Sequence[int] | None = None,
) -> Scenario:
    """A scenario from the library or from a TOML file, with everything looked up and checked.

    Args:
        source: a library name, or a path to a TOML file.
        settings: changes as ``key.path=value``, the value in TOML; a bare word is text.
        citizens: number of adults, in place of the scenario's own.
        days: number of days, in place of the scenario's own.
        seed: seed, in place of the scenario's own.
        panel: numbers of citizens of whom everything is kept, in place of the scenario's own.

    Raises:
        InputError: anything wrong, all at once: file, key, what was found and what was expected.
    """
    reading = Reading()
    try:
        reading.scenario(source)
    except InputError as error:
        raise InputError([*error.problems, *problems_of_settings(settings)]) from None
    for setting in settings:
        reading.setting(setting)
    chosen = None if panel is None else list(panel)
    given = {"citizens": citizens, "days": days, "seed": seed, "panel": chosen}
    for name, value in given.items():
        if value is not None:
            reading.draft.put((name,), value, Source(None, (name,)))
    return reading.finish()


class Reading:
    """One scenario being read: a draft that grows file by file, and the problems met on the way.

    Attributes:
        draft: the document so far.
        problems: what was wrong so far.
    """

    def __init__(self) -> None:
        self.draft = Draft()
        self._begun: Scenario | None = None
        self.problems: list[Problem] = []
        self._failed: set[str] = set()

    def begin(self, base: Scenario, without: Collection[str] = ()) -> None:
        """Begin with a scenario as it is.

        Args:
            base: the scenario.
            without: fields of it that are left out.
        """
        self.draft.take(base.model_dump(mode="json", exclude_none=True, exclude=set(without)))
        self._begun = base

    def finish(self) -> Scenario:
        """The scenario.

        Raises:
            InputError: every problem of every file and setting.
        """
        self._lay_own_rates()
        try:
            scenario = read_scenario(self.draft.data, self._begun, self.draft.touched)
        except InputError as error:
            found = dict.fromkeys((*error.problems, *partial_problems(self.draft.data)))
            self.problems += [
                self.draft.trace(problem)
                for problem in found
                if split(problem.key)[:1] not in {(name,) for name in self._failed}
            ]
        if self.problems:
            raise InputError(dict.fromkeys(self.problems))
        check_rules(scenario)
        return scenario

    def _lay_own_rates(self) -> None:
        """Lay what the society says of kinds of conduct over the library's, where no scenario or setting says it already."""
        own = self.draft.get(("society", "conduct"))
        for name, table in own.items() if isinstance(own, Mapping) else ():
            for key, value in table.items() if isinstance(table, Mapping) else ():
                if self.draft.is_of_library(("conduct", name, key), "conduct"):
                    source = Source(None, ("society", "conduct", name, key))
                    self.draft.put(("conduct", name, key), value, source)

    def describe(self, title: str, description: str) -> None:
        """Name the scenario."""
        self.draft.put(("title",), title, Source(None, ("title",)))
        self.draft.put(("description",), description, Source(None, ("description",)))

    def scenario(self, name: str | Path) -> None:
        """Read a scenario and all that it extends.

        Raises:
            InputError: there is no such scenario, or it cannot be read at all.
        """
        for layer in layers("scenarios", name):
            self.apply(layer)

    def apply(self, layer: Layer) -> None:
        """Lay one scenario file over the draft."""
        source = Source(layer.file)
        said = self._well_formed(layer)
        self.draft.begin(source)
        for key in ("title", "description", "citizens", "days", "seed", "panel", "fitted", "other_luck"):
            if key in said:
                self.draft.put((key,), said[key], source.inside(key))
        if "society" in said:
            self._society(said["society"], source.inside("society"), layer.folder)
        for section in _SECTIONS:
            if section in said:
                self._select(section, said[section], source.inside(section), layer.folder)
            for name, table in said.get("new", {}).get(section, {}).items():
                self._new(section, name, table, layer)
        for key in ("consequences", "response", "safeguards", "trade", "turnover"):
            self.draft.lay((key,), said.get(key, {}), source.inside(key))
        for key in ("contexts", "attributes", "goods", "debts", "reforms", "ablation"):
            if key in said:
                self.draft.lay((key,), said[key], source.inside(key))
        self._change(said, source)

    def _change(self, said: Mapping[str, Any], source: Source) -> None:
        """What a file says of later days and of decisions, what it removes, and what it changes."""
        for key in ("later", "decisions"):
            if key in said:
                self.draft.put((key,), list(said[key]), source.inside(key))
        for place, key in enumerate(said.get("remove", ())):
            self._remove(key, source.inside("remove", str(place)))
        for key, value in said.get("change", {}).items():
            self.change((key,), value, source.inside("change", key))

    def setting(self, text: str) -> None:
        """Apply one ``key.path=value``."""
        try:
            keys, value = read_setting(text)
        except InputError as error:
            self.problems += error.problems
            return
        source = Source(None, keys)
        if keys == ("society",) and isinstance(value, str):
            self._society(value, source, None)
        elif len(keys) == 1 and keys[0] in _SECTIONS and isinstance(value, list):
            self._select(_section(keys[0]), value, source, None)
        else:
            self.change(keys, value, source)

    def change(self, keys: Keys, value: object, source: Source) -> None:
        """Lay a value over the resolved document; parts that a scenario does not have cannot be changed."""
        if keys[-1] == "value" and isinstance(self.draft.get(keys), int | float):
            self.change(keys[:-1], {"value": value}, replace(source, keys=source.keys[:-1]))
        elif len(keys) == 1 and keys[0] in _SECTIONS and isinstance(value, Mapping):
            for name, inner in value.items():
                self.change((*keys, name), inner, source.inside(name))
        elif len(keys) > 1 and keys[0] in _SECTIONS and self.draft.get(keys[:2]) is None:
            self.problems.append(self._no_such_part(keys, source))
        else:
            self._lay(keys, value, source)

    def _lay(self, keys: Keys, value: object, source: Source) -> None:
        try:
            self.draft.lay(keys, value, source)
        except InputError as error:
            self.problems += [replace(problem, file=source.file) for problem in error.problems]

    def _no_such_part(self, keys: Keys, source: Source) -> Problem:
        return Problem(
            file=source.file,
            key=join(source.keys[: len(source.keys) - len(keys) + 2]),
            expected=f"one of the scenario's {_WORDS[keys[0]]}",
            found=repr(keys[1]),
            nearest=nearest_name(keys[1], self.draft.get(keys[:1]) or {}),
        )

    def _well_formed(self, layer: Layer) -> dict[str, Any]:
        """What the file says, without the keys whose values have the wrong shape."""
        try:
            validate_document(layer.data, ScenarioFile, layer.file)
        except InputError as error:
            self.problems += error.problems
            wrong = {split(problem.key)[0] for problem in error.problems if problem.key}
            self._failed |= wrong & {"title", "citizens", "days", "seed", "society", "panel", "conduct"}
            return {key: value for key, value in layer.data.items() if key not in wrong}
        return layer.data

    def _society(self, given: str | Mapping[str, Any], source: Source, folder: Path | None) -> None:
        self.draft.remove(("society",))
        if isinstance(given, Mapping):
            self._lay_inline("societies", ("society",), given, source, folder)
            return
        found = self._layers("societies", given, source, folder)
        self._failed |= set() if found else {"society"}
        for layer in found:
            self.draft.lay(("society",), layer.data, Source(layer.file))

    def _select(self, section: Section, given: Iterable[str], source: Source, folder: Path | None) -> None:
        """Fill a part of the scenario with the named documents, in place of what was there."""
        self.draft.put((section,), {}, source)
        for place, name in enumerate(given):
            for each in everyday(section) if name == "*" else [name]:
                at = source.inside(str(place))
                found = self._layers(section, each, at, folder)
                if not found:
                    continue
                if self._is_taken(section, found[-1].name, at):
                    continue
                # A key that is missing is missing in the part's own file.
                self.draft.put((section, found[-1].name), {}, Source(found[-1].file))
                for layer in found:
                    self.draft.lay((section, found[-1].name), layer.data, Source(layer.file))
                self._bring(section, found[-1].name)

    def _bring(self, part: Section, named: str) -> None:
        """Add the library's parts that a system or a holder brings, where the scenario has none of that name."""
        for section, name in brought_by(part, self.draft.get((part, named)) or {}):
            if self.draft.get((section, name)) is None:
                self.draft.put((section, name), {}, Source(None, (section, name)))
                for layer in layers(section, name):
                    self.draft.lay((section, name), layer.data, Source(layer.file))

    def _new(self, section: Section, name: str, table: Mapping[str, Any], layer: Layer) -> None:
        source = Source(layer.file, ("new", section, name))
        if not self._is_taken(section, name, source):
            self._lay_inline(section, (section, name), table, source, layer.folder)
            self._bring(section, name)

    def _lay_inline(
        self, section: Section, keys: Keys, table: Mapping[str, Any], source: Source, folder: Path | None
    ) -> None:
        own = {key: value for key, value in table.items() if key != "extends"}
        inline = Layer(keys[-1], own, table.get("extends"), source.file or "", folder)
        try:
            below = parents(section, inline)
        except InputError as error:
            at = join(source.inside("extends").keys)
            self.problems += [
                replace(problem, file=source.file, key=at) if problem.key == "extends" else problem
                for problem in error.problems
            ]
            self._failed.add(keys[0])
            return
        self.draft.put(keys, {}, source)
        for layer in below:
            self.draft.lay(keys, layer.data, Source(layer.file))
        self.draft.lay(keys, own, source)

    def _is_taken(self, section: Section, name: str, source: Source) -> bool:
        taken = self.draft.get((section, name)) is not None
        if taken:
            expected = f"{_WORDS[section]} with names of their own"
            advice = f"to vary one, use [change.{section}.{name}] or another name"
            self.problems.append(
                Problem(
                    file=source.file,
                    key=join(source.keys),
                    expected=expected,
                    found=f"{name!r} a second time",
                    advice=advice,
                )
            )
        return taken

    def _layers(self, section: Section, name: str, source: Source, folder: Path | None) -> list[Layer]:
        try:
            return layers(section, name, folder)
        except InputError as error:
            for problem in error.problems:
                here = problem.key == "" and not is_path(name)
                self.problems.append(replace(problem, file=source.file, key=join(source.keys)) if here else problem)
            return []

    def _remove(self, key: str, source: Source) -> None:
        if self.draft.remove(split(key)):
            return
        new = renamings().path(split(key))
        nearest = join(new) if self.draft.get(new) is not None else None
        expected = "a key of the resolved scenario"
        self.problems.append(
            Problem(file=source.file, key=join(source.keys), expected=expected, found=repr(key), nearest=nearest)
        )


def check_rules(scenario: Scenario) -> None:
    """See whether what changes on later days, or by reforms, fits.

    Raises:
        InputError: a change that does not fit, or that moves what must stay; lists every problem.
    """
    by_day = rules_by_day(scenario)
    if scenario.reforms:
        check_reforms(scenario, [rules for _, rules in by_day], after)


def rules_by_day(scenario: Scenario, known: Sequence[Scenario] = ()) -> list[tuple[int, Scenario]]:
    """The scenario as it stands from each day on which its rules change: (first day, rules), the first from day 0.

    Args:
        scenario: the scenario.
        known: what an earlier call found for the first of its changes, which need not be worked out again.

    Raises:
        InputError: a change that does not fit, or that moves what must stay; lists every problem.
    """
    if known or not scenario.later:
        return _rules_by_day(scenario, known)
    return [(0, scenario), *_remembered(scenario)[1:]]


def _rules_by_day(scenario: Scenario, known: Sequence[Scenario] = ()) -> list[tuple[int, Scenario]]:
    found, now = [(0, scenario)], scenario
    problems: list[Problem] = []
    for place, later in enumerate(scenario.later):
        key = f"later.{place}"
        if later.day <= found[-1][0]:
            expected = f"a day after day {found[-1][0]}: changes stand in the order of their days"
            problems.append(Problem(key=f"{key}.day", expected=expected, found=str(later.day)))
            continue
        try:
            now = known[place] if place < len(known) else after(now, later.change)
            problems += [problem.inside(f"{key}.change") for problem in check_fixed_parts(scenario, now)]
        except InputError as error:
            problems += [replace(problem.inside(f"{key}.change"), file=None) for problem in error.problems]
            continue
        found.append((later.day, now))
    if problems:
        raise InputError(problems)
    return found


_remembered = Remembered(_rules_by_day, 4, ())


def after(now: Scenario, change: Mapping[str, Any]) -> Scenario:
    """The rules after a change.

    Args:
        now: the rules before.
        change: a diff on the resolved document.

    Raises:
        InputError: the change does not fit; lists every problem.
    """
    if "reforms" in change:
        raise InputError(
            Problem(
                key="reforms", expected="what it is from the first day: a change makes no reforms", found="a change"
            )
        )
    reading = Reading()
    reading.begin(now, ("later", "reforms"))
    for name, value in change.items():
        reading.change((name,), value, Source(None, (name,)))
    return reading.finish()


def _section(name: str) -> Section:
    return next(section for section in _SECTIONS if section == name)
