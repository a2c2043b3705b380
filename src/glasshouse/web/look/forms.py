"""The form that changes a scenario's rules, made from its document: groups, plain words, units, bounds, sources.

A field is a number, a switch or a choice that the scenario has. Twenty that matter most come first; all others are asked for
group by group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document
from glasshouse.scenario import Scenario
from glasshouse.scenario.merging import Keys, join, names_in_list
from glasshouse.web.look.figures import Source, figure_of
from glasshouse.web.look.meaning import said_of

GroupName = Literal["seen", "judged", "follows", "react", "forbids"]
GROUPS: Final[tuple[GroupName, ...]] = get_args(GroupName)
FIRST: Final[Mapping[GroupName, tuple[int, tuple[str, ...]]]] = {
    "seen": (4, ("channels.*.coverage.town", "channels.*.coverage.country", "channels.*.retention")),
    "judged": (
        6,
        (
            "systems.*.rules.*.points",
            "systems.*.dimensions.*.weight",
            "systems.*.term",
            "systems.*.chance",
            "systems.*.vague.width",
            "systems.*.contacts.weight",
            "systems.*.forgetting.days",
            "systems.*.known",
            "systems.*.opaque",
        ),
    ),
    "follows": (
        4,
        ("consequences.enabled", "systems.*.redress.told", "systems.*.redress.appeals", "systems.*.redress.notice"),
    ),
    "react": (3, ("response.conformity", "response.risk_sanction", "response.self_censorship_reach")),
    "forbids": (3, ("safeguards.forget_after", "safeguards.purpose_limits", "safeguards.hearing")),
}
"""Of each group how many fields come first, and which, those that matter most before the others."""
_FIXED: Final = frozenset(
    {"form", "type", "context", "pool", "unit", "falls_on", "account_holders", "eligible", "given"}
)
"""Fields that say what a part is and not how it works: to change one is to make another part."""


class Field(BaseModel):
    """A field of the form.

    Attributes:
        path: the dotted key that it sets.
        where: titles of the parts in which it stands.
        meaning: what it is.
        kind: how it is entered: `number`, `whole`, `switch` or `choice`.
        value: what the scenario says.
        unit: the unit of a number; empty where it has none.
        at_least: the least that can be entered; None where nothing bounds it.
        at_most: the most.
        low: the least that its source allows; None where it has no range.
        high: the most.
        options: what can be chosen.
        status: how a number is known; empty for what is no number with a source.
        reason: why this value, where no fact states it.
        source: the published fact behind it, if there is one.
    """

    model_config = ConfigDict(extra="forbid")

    path: str
    where: list[str]
    meaning: str
    kind: Literal["number", "whole", "switch", "choice"]
    value: bool | float | str
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    low: float | None = None
    high: float | None = None
    options: list[str] = []
    status: str = ""
    reason: str | None = None
    source: Source | None = None


def fields_of(scenario: Scenario, group: GroupName) -> list[Field]:
    """All fields of a group that a scenario has, those that matter most first."""
    fields = [
        each
        for name in ("channels", "systems", "consequences", "response", "safeguards")
        for each in _walk(scenario, (name,), getattr(scenario, name), None)
        if _group(each.path) == group
    ]
    read = {name for system in scenario.systems.values() for name in system.reads}
    # A scenario may have several systems; the one with most to set is what it is about.
    many = Counter(_part(each) for each in fields)
    return sorted(fields, key=lambda each: (*_rank(each, group, read), -many[_part(each)], -_size(each)))


def _part(field: Field) -> str:
    """The name of the system that a field belongs to; empty for what is none's."""
    return field.path.split(".")[1] if field.path.startswith("systems.") else ""


def first_of(scenario: Scenario, group: GroupName) -> tuple[list[Field], int]:
    """The fields of a group that come first, and how many more there are."""
    fields = fields_of(scenario, group)
    most, patterns = FIRST[group]
    first = [each for each in fields if any(fnmatchcase(each.path, pattern) for pattern in patterns)]
    chosen = _spread(first, patterns, most)
    return chosen, len(fields) - len(chosen)


def _spread(fields: list[Field], patterns: tuple[str, ...], most: int) -> list[Field]:
    """Fields of as many patterns as there is room for, at most four of one, in their order."""
    chosen: list[Field] = []
    for pattern in patterns:
        fitting = [each for each in fields if fnmatchcase(each.path, pattern)]
        chosen += fitting[: min(4 if pattern == patterns[0] else 1, most - len(chosen))]
    return chosen


def _rank(field: Field, group: GroupName, read: set[str]) -> tuple[int, int]:
    """Where a field stands: what a system reads before what none reads, then in the order of what matters."""
    patterns = FIRST[group][1]
    place = next((n for n, pattern in enumerate(patterns) if fnmatchcase(field.path, pattern)), len(patterns))
    is_unread = group == "seen" and field.path.split(".")[1] not in read
    return (is_unread, place)


def _size(field: Field) -> float:
    """How much hangs on a field: how much it counts, or how far it may be off."""
    if field.unit == "points" and isinstance(field.value, float):
        return abs(field.value)
    return field.high - field.low if field.low is not None and field.high is not None else 0.0


def _group(path: str) -> GroupName:
    section, *rest = path.split(".")
    if section == "channels":
        return "seen"
    if section == "systems":
        return "follows" if rest[1] in ("measures", "redress", "human_review") else "judged"
    return {"consequences": "follows", "response": "react", "safeguards": "forbids"}[section]  # type: ignore[return-value]


def _walk(scenario: Scenario, keys: Keys, here: object, info: FieldInfo | None) -> Iterator[Field]:
    if isinstance(here, Quantity):
        yield _number(scenario, keys, here)
    elif isinstance(here, BaseModel):
        for name, inner in _inside(here):
            yield from _walk(scenario, (*keys, name), inner, type(here).model_fields[name])
    elif isinstance(here, Mapping):
        for name, inner in here.items():
            yield from _walk(scenario, (*keys, str(name)), inner, None)
    elif isinstance(here, tuple):
        for name, inner in zip(names_in_list(here), here, strict=True):
            if isinstance(inner, BaseModel):
                yield from _walk(scenario, (*keys, name), inner, None)
    elif info is not None:
        yield from _plain(scenario, keys, here, info)


def _inside(here: BaseModel) -> Iterator[tuple[str, object]]:
    if not (isinstance(here, Document) and here.is_idle):
        yield from ((name, getattr(here, name)) for name in type(here).model_fields if name not in _FIXED)


def _number(scenario: Scenario, keys: Keys, quantity: Quantity) -> Field:
    told = figure_of(scenario, join(keys), quantity)
    kind = type(quantity)
    return Field(
        path=told.key,
        where=told.where,
        meaning=told.meaning,
        kind="number",
        value=told.value,
        unit=told.unit,
        at_least=kind.at_least,
        at_most=kind.at_most,
        low=told.low,
        high=told.high,
        status=told.status,
        reason=told.reason,
        source=told.source,
    )


def _plain(scenario: Scenario, keys: Keys, value: object, info: FieldInfo) -> Iterator[Field]:
    """A field without a source: a switch, a choice, or a number within bounds."""
    said = said_of(scenario, join(keys))
    path, where, meaning = join(keys), list(said.where), said.meaning
    options = [str(each) for each in get_args(info.annotation)] if get_origin(info.annotation) is Literal else []
    if isinstance(value, bool):
        yield Field(path=path, where=where, meaning=meaning, kind="switch", value=value)
    elif options:
        yield Field(path=path, where=where, meaning=meaning, kind="choice", value=str(value), options=options)
    elif isinstance(value, int | float):
        low = next((float(each.ge) for each in info.metadata if hasattr(each, "ge")), None)
        high = next((float(each.le) for each in info.metadata if hasattr(each, "le")), None)
        kind: Literal["whole", "number"] = "whole" if isinstance(value, int) else "number"
        yield Field(path=path, where=where, meaning=meaning, kind=kind, value=float(value), at_least=low, at_most=high)
