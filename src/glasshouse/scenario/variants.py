"""Variants: the same society and the same luck under other rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from glasshouse import library
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario.decision_checks import carried_over
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.loading import Reading
from glasshouse.scenario.lookup import Layer, is_path, layers
from glasshouse.scenario.merging import Draft, Source, join, split
from glasshouse.scenario.points import at_point

LADDER: Final[Mapping[str, str]] = {
    "nothing": "no channels, no systems: nobody is watched",
    "sensing": "channels keep records, nobody is judged",
    "scoring": "people are judged, nothing follows",
}
"""The lower rungs of the ladder of worlds, as variants of any scenario."""

_KEPT: Final = ("citizens", "days", "seed", "society", "panel")
"""What another scenario keeps of the base, besides its decisions."""


def changed(base: Scenario, settings: Sequence[str], *, where_it_fits: bool = False) -> Scenario:
    """The scenario with some of its values changed.

    Args:
        base: the scenario to change.
        settings: changes as ``key.path=value``, the value in TOML; a bare word is text.
        where_it_fits: whether to leave out the changes whose key the scenario does not have.

    Raises:
        InputError: a setting that does not fit; lists every problem.
    """
    made = at_point(base, settings)
    if made is not None:
        return made
    reading = _reading(base)
    left_out = set(keys_not_in(base, settings)) if where_it_fits else ()
    for setting in settings:
        if _key_of(setting) not in left_out:
            reading.setting(setting)
    return reading.finish()


def keys_not_in(scenario: Scenario, settings: Sequence[str]) -> list[str]:
    """Of changes ``key.path=value``, the keys that a scenario does not have."""
    draft = _reading(scenario).draft if settings else None
    keys = [_key_of(setting) for setting in settings]
    return [key for key in keys if draft is not None and draft.get(split(key)) is None]


def keys_that_differ(one: Scenario, other: Scenario, keys: Sequence[str]) -> frozenset[str]:
    """Of dotted keys, those whose value is not the same in two scenarios; of a quantity its number alone counts."""
    mine, theirs = _reading(one).draft, _reading(other).draft
    return frozenset(key for key in keys if _value_at(mine, key) != _value_at(theirs, key))


def _value_at(draft: Draft, key: str) -> object:
    found = draft.get(split(key))
    return found["value"] if isinstance(found, dict) and "value" in found else found


def names_of(scenario: Scenario, keys: Sequence[str]) -> list[str]:
    """Dotted keys as a scenario names them, so that keys that mean the same are the same: entries of lists by names."""
    draft = _reading(scenario).draft
    return [join(draft.named(split(key))) for key in keys]


def _key_of(setting: str) -> str:
    return setting.partition("=")[0].strip()


def variant(base: Scenario, name: str | Path, settings: Sequence[str] = ()) -> Scenario:
    """The base scenario under other rules, with the same people, days and luck.

    Args:
        base: the scenario to vary.
        name: ``nothing``, ``sensing``, ``scoring``, the name of another scenario, a TOML file with a diff, or
            ``key=value``. Of another scenario only the rules are taken; citizens, days, seed, society, panel and
            decisions stay those of the base, and the description says so where they differ. A diff may change decisions:
            then the two differ by what somebody decides, and share everything else.
        settings: changes that the base was made with; another scenario takes those whose key it has.

    Raises:
        InputError: no such variant, or one that does not fit; lists every problem.
    """
    if name in LADDER:
        return _rung(base, str(name))
    if is_path(name) or name in library.names("scenarios"):
        found = layers("scenarios", name)
        is_diff = len(found) == 1 and not {"citizens", "days", "society"} <= found[0].data.keys()
        return _changed(base, found[0]) if is_diff else _other(base, found, settings)
    if "=" in str(name):
        reading = _reading(base)
        reading.setting(str(name))
        reading.describe(f"{base.title}, {name}", f"{base.title} with {name}.")
        return _same_luck(base, reading, None)
    valid = [*LADDER, *library.names("scenarios")]
    raise InputError(
        Problem(
            expected="'nothing', 'sensing', 'scoring', the name of a scenario, a TOML file or key=value",
            found=repr(name),
            nearest=nearest_name(str(name), valid),
        )
    )


def _rung(base: Scenario, name: str) -> Scenario:
    reading = _reading(base)
    emptied = {"nothing": ("channels", "systems", "holders"), "sensing": ("systems",)}.get(name, ())
    for section in emptied:
        reading.draft.put((section,), {}, Source(None, (section,)))
    if base.decisions:
        reading.draft.put(("decisions",), _decisions_without(base, emptied), Source(None, ("decisions",)))
    if emptied:
        for section, left in _without_systems(base).items():
            reading.draft.put((section,), left, Source(None, (section,)))
    if emptied and base.later:
        reading.draft.put(("later",), _later_without(base, emptied), Source(None, ("later",)))
    if emptied and base.reforms:
        reading.draft.put(("reforms",), _reforms_without(base, emptied), Source(None, ("reforms",)))
    if name == "scoring":
        reading.draft.put(("consequences", "enabled"), False, Source(None, ("consequences", "enabled")))
    reading.describe(f"{base.title}, {name}", f"{base.title}: {LADDER[name]}.")
    return reading.finish()


def _without_systems(base: Scenario) -> dict[str, dict[str, Any]]:
    """Goods and debts where nobody is judged: what went by a score goes by lot, and no measure puts a debt on people."""
    found: dict[str, dict[str, Any]] = {}
    if base.goods:
        goods = {name: good.model_dump(mode="json", exclude_none=True) for name, good in base.goods.items()}
        by_lot = {name: {**good, "given": "lot"} if "system" in good else good for name, good in goods.items()}
        found["goods"] = {name: {key: v for key, v in good.items() if key != "system"} for name, good in by_lot.items()}
    if base.debts:
        debts = {name: debt for name, debt in base.debts.items() if debt.measure is None}
        found["debts"] = {name: debt.model_dump(mode="json", exclude_none=True) for name, debt in debts.items()}
    return found


def _decisions_without(base: Scenario, shelves: Collection[str]) -> list[dict[str, Any]]:
    """The decisions, without what they say of systems that are not there."""
    systems = () if "systems" in shelves else base.systems
    decisions = carried_over(base.decisions, base.conduct, systems)
    return [decision.model_dump(mode="json", exclude_none=True) for decision in decisions]


def _later_without(base: Scenario, shelves: Collection[str]) -> list[dict[str, Any]]:
    """The later changes of rules, without those of parts that are not there; a change of nothing is left out."""
    left = []
    for each in base.later:
        change = {key: value for key, value in each.change.items() if key.split(".")[0] not in shelves}
        if change:
            left.append({**each.model_dump(mode="json"), "change": change})
    return left


def _reforms_without(base: Scenario, shelves: Collection[str]) -> dict[str, Any]:
    """The reforms, without what they change of parts that are not there; a change of nothing is left out."""
    left = {}
    for name, reform in base.reforms.items():
        change = {key: value for key, value in reform.change.items() if key not in shelves}
        if change:
            left[name] = {**reform.model_dump(mode="json", exclude_none=True), "change": change}
    return left


def _changed(base: Scenario, diff: Layer) -> Scenario:
    """The base with a diff laid over it."""
    reading = _reading(base)
    description = f"{base.title} with the changes of {diff.name}."
    told = {"title": f"{base.title}, {diff.name}", "description": description}
    reading.apply(replace(diff, data={**told, **diff.data}))
    return _same_luck(base, reading, diff.file)


def _other(base: Scenario, found: list[Layer], settings: Sequence[str]) -> Scenario:
    """Another scenario's rules, on the base's society."""
    reading = Reading()
    for layer in found:
        reading.apply(layer)
    theirs = changed(reading.finish(), settings, where_it_fits=True) if settings else reading.finish()
    kept = {name: getattr(base, name) for name in _KEPT}
    kept["decisions"] = carried_over(base.decisions, theirs.conduct, theirs.systems)
    differing = [name for name in _KEPT if name != "panel" and getattr(theirs, name) != kept[name]]
    differing += ["decisions"] if theirs.decisions else []
    note = f"Kept from {base.title}: {', '.join(differing)}." if differing else ""
    return theirs.model_copy(update={**kept, "description": f"{theirs.description} {note}".strip()})


def _same_luck(base: Scenario, reading: Reading, file: str | None) -> Scenario:
    """The variant, if it leaves people, days and luck alone."""
    scenario = reading.finish()
    problems = [
        Problem(
            file=file,
            key=name,
            expected=f"{getattr(base, name)}, as in the scenario that it is compared with",
            found=str(getattr(scenario, name)),
            advice="set it for both",
        )
        for name in ("citizens", "days", "seed")
        if getattr(scenario, name) != getattr(base, name)
    ]
    if problems:
        raise InputError(problems)
    return scenario.model_copy(update={"panel": base.panel})


def _reading(base: Scenario) -> Reading:
    """A reading that begins with a scenario as it is."""
    reading = Reading()
    reading.begin(base)
    return reading
