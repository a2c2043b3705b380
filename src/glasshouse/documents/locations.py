"""Places in a document: which key an error is about, and what a model allows there.

Pydantic's paths mix keys with the names and tags of union members. Walking down the model and the data
together tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pydantic
from pydantic.fields import FieldInfo

_LISTED = 20  # names that a message lists in full; of more it names only the nearest
MOST_WITHOUT_NEAREST = 80
"""Names that a message lists where none is near."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document.

    Attributes:
        keys: the keys and indices that lead there.
        valid: the names that would be valid there, where the model has a closed list.
        words: the expected type in plain words.
        in_union: whether the error speaks for one member of a union only.
    """

    keys: tuple[str, ...]
    valid: tuple[str, ...]
    words: str
    in_union: bool


def find_place(location: tuple[int | str, ...], kind: str, model: type[pydantic.BaseModel], data: object) -> Place:
    """Walk down model and data together; what is neither a key nor an index names a union member.

    Args:
        location: pydantic's path of an error.
        kind: pydantic's type of the error.
        model: the model at the top of the document.
        data: the document.
    """
    walk = _Walk(_members(model), data)
    parts = location[:-1] if location[-1:] == ("[key]",) else location
    for at, part in enumerate(parts):
        absent = at == len(location) - 1 and kind in ("missing", "extra_forbidden")
        if absent or not walk.chooses(part):
            walk.step(part)
    if kind == "union_tag_not_found":
        walk.valid = [tag for member in walk.members for tag in _tags(member, walk.members)]
    return Place(tuple(walk.keys), tuple(walk.valid), walk.words, walk.in_union)


class _Walk:
    """A walk down a model and its data together.

    Attributes:
        members: the members of the union at this place; a single one where it is none.
        here: the data at this place.
        keys, valid, words, in_union: see `Place`.
    """

    def __init__(self, members: list[Any], data: object) -> None:
        self.members, self.here = members, data
        self.keys: list[str] = []
        self.valid: list[str] = []
        self.words, self.in_union = "", False

    def chooses(self, part: int | str) -> bool:
        """Whether a part of the path names members of a union, and no key or index; these are then the members."""
        chosen = _chosen(self.members, self.here, part)
        if not chosen and _is_in(self.here, part):
            return False
        self.in_union = self.in_union or len(self.members) > 1
        self.members = chosen or self.members
        return True

    def step(self, part: int | str) -> None:
        """Go down one key or index."""
        self.keys.append(str(part))
        self.valid, self.in_union = _keys_of(self.members), False
        inner = [annotation for member in self.members for annotation in _below(member, part)]
        self.words = either(describe(annotation) for annotation in inner)
        self.members = [member for annotation in inner for member in _members(annotation)]
        self.here = self.here[part] if _is_in(self.here, part) else None  # type: ignore[index]  # _is_in has made sure


def describe(annotation: object) -> str:
    """A field's type in plain words: ``a whole number``, ``a list of text``, ``one of 'a', 'b'``."""
    members = _members(annotation)
    if len(members) > 1:
        return either(describe(member) for member in members if member is not NoneType)
    (only,) = members
    origin, arguments = get_origin(only), get_args(only)
    if origin is Literal:
        return one_of([str(argument) for argument in arguments])
    if origin in (list, tuple, set, frozenset):
        return _describe_list(arguments)
    if isinstance(only, type) and issubclass(only, Enum):
        return one_of([str(member.value) for member in only])
    if hasattr(only, "expected_unit"):  # a quantity: a plain number will do
        return f"a number in {only.expected_unit}" if only.expected_unit else "a number"
    return _PLAIN_TYPES.get(only if origin is None else origin, "a table")


def _describe_list(arguments: tuple[object, ...]) -> str:
    items = dict.fromkeys(describe(argument) for argument in arguments if argument is not Ellipsis)
    return f"a list of {' and '.join(_plural(item) for item in items)}" if items else "a list"


_PLAIN_TYPES: dict[object, str] = {
    int: "a whole number",
    float: "a number",
    str: "text",
    bool: "true or false",
    date: "a date such as 2020-12-31",
    NoneType: "nothing",
    Any: "a value",
    object: "a value",
}


def either(words: Iterable[str]) -> str:
    """Several expectations as one, each once."""
    known = dict.fromkeys(words)
    if "a number" in known or "a finite number" in known:
        known.pop("a whole number", None)
    return " or ".join(known)


def one_of(names: Iterable[str], otherwise: str = "a name of the closed list", most: int = _LISTED) -> str:
    """``one of 'a', 'b'``; ``otherwise`` where there are none, or too many to list."""
    known = list(dict.fromkeys(names))
    if not known or len(known) > most:
        return otherwise
    return ("one of " if len(known) > 1 else "") + ", ".join(f"'{name}'" for name in known)


def _members(annotation: object) -> list[Any]:
    """The members of a union (tagged or not); the annotation itself where it is none."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    value = getattr(annotation, "__value__", None)  # type X = …
    if value is not None:
        return _members(value)
    if get_origin(annotation) in (Union, UnionType):
        return [member for argument in get_args(annotation) for member in _members(argument)]
    return [annotation]


def _fields(member: object) -> dict[str, FieldInfo]:
    if isinstance(member, type) and issubclass(member, pydantic.BaseModel):
        return {field.alias or name: field for name, field in member.model_fields.items()}
    return {}


def _keys_of(members: Iterable[object]) -> list[str]:
    """The keys that a table may have here: a model's fields, or a dictionary's closed list of keys."""
    keys: list[str] = []
    for member in members:
        keys += _fields(member)
        if get_origin(member) is dict:
            keys += [str(key) for key in get_args(get_args(member)[0]) if isinstance(key, str)]
    return list(dict.fromkeys(keys))


def _below(member: object, part: int | str) -> list[object]:
    """The annotations of what lies under one key or index of a member."""
    fields = _fields(member)
    if fields:
        return [fields[str(part)].annotation] if part in fields else []
    origin, arguments = get_origin(member), get_args(member)
    if origin is dict and isinstance(part, str):
        return [arguments[1]]
    if origin in (list, tuple, set, frozenset) and isinstance(part, int):
        if origin is tuple and Ellipsis not in arguments:
            return [arguments[part]] if part < len(arguments) else []
        return [arguments[0]]
    return []


def _tags(member: object, members: list[Any]) -> list[str]:
    """What tells a model apart in a tagged union: values of the ``Literal`` fields that all members have."""
    literals = [
        {name for name, field in _fields(one).items() if get_origin(field.annotation) is Literal} for one in members
    ]
    shared = set.intersection(*literals) if len(members) > 1 else set()
    return [str(tag) for name in shared for tag in get_args(_fields(member)[name].annotation)]


def _chosen(members: list[Any], here: object, part: int | str) -> list[Any]:
    """The union members that ``part`` of a path names: by tag, or, where it is no key, by class name."""
    if not isinstance(part, str) or len(members) < 2:
        return []
    tagged = [member for member in members if part in _tags(member, members)]
    if tagged or _is_in(here, part):
        return tagged
    return [member for member in members if part in (getattr(member, "__name__", None), str(member))]


def _is_in(here: object, part: int | str) -> bool:
    if isinstance(here, Mapping):
        return part in here
    return isinstance(here, list | tuple) and isinstance(part, int) and part < len(here)


def _plural(words: str) -> str:
    singular = words.removeprefix("a ")
    return f"{singular}s" if words.startswith("a ") and singular != words else words
