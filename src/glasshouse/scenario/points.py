"""Points: a scenario with the same numbers set to other values again and again, each made from the parts that stay.

To set a number in a document, the document is written out, changed, and read anew, which takes longer the more it says. Where all
that is set are numbers with units, nothing of that is needed: the form of the document stays, so that it is enough to hold each
number against its own bounds and to ask the checks that look at several parts. What fits is the same scenario as if it had
been read; what does not is left to whoever reads it, who says what is wrong.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, Final, get_args

from pydantic import BaseModel

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.strict import Document, validate_document
from glasshouse.errors import InputError, Problem
from glasshouse.scenario.document import Scenario
from glasshouse.scenario.loading import check_rules
from glasshouse.scenario.merging import Keys, join, place_in_list, split
from glasshouse.scenario.remembered import parts_key
from glasshouse.scenario.seeds import SEEDS

KEPT: Final = 8
"""Moulds that are remembered; the one that was used longest ago is forgotten first."""
_FEWEST: Final = 2
"""Settings that are worth a mould."""
_NUMBER: Final = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
"""A number as TOML and JSON both write it."""
_SEED: Final = re.compile(r"0|[1-9][0-9]{0,19}")
"""A seed as both write it."""
_COUNTS: Final = frozenset({"MinLen", "MaxLen"})
"""What may be asked of a table or list without asking anything of the numbers in it."""
_SORTED: Final = frozenset({"_by_form", "_in_order", "_known_figures"})
"""Checks of a scenario's shelves that ask nothing of the numbers in them."""

Values = Sequence[float]
_Maker = Callable[[Values], Any]


class _UnfitError(Exception):
    """A key that no mould is made for, or a number outside its bounds."""


class Mould:
    """A scenario and keys of it, each of which leads to a number with a unit."""

    def __init__(self, base: Scenario, keys: Sequence[str]) -> None:
        """Find the numbers.

        Raises:
            InputError: the scenario does not fit together as it is.
            ValueError: a key leads to something else, or a part of the document has checks that are not known.
        """
        data = base.model_dump(mode="json", exclude_none=True)
        if validate_document(data, Scenario) != base:
            raise ValueError("a document that says something else when it is read anew")
        found: dict[Any, Any] = {}
        self._typed: dict[Keys, Keys] = {}
        for number, key in enumerate(keys):
            typed = _without_value(split(key))
            steps = [*_steps(base, typed)]
            self._typed[tuple(map(str, steps))] = typed
            *above, last = steps
            here = found
            for step in above:
                here = here.setdefault(step, {})
                if not isinstance(here, dict):
                    raise ValueError(f"{key} lies in a number")
            if last in here:
                raise ValueError(f"{key} is set twice")
            here[last] = number
        self._base = base
        self._makers = [(name, _maker(getattr(base, name), inner)) for name, inner in found.items()]
        self._checks = [*_checks(base, found)]

    def at(self, values: Values, seed: int | None = None) -> Scenario | None:
        """The scenario with these values, in the order of the keys; None where it must be read to say what is wrong.

        Args:
            values: the numbers.
            seed: the seed; by default the scenario's own.

        Raises:
            InputError: parts that do not go together; lists every problem.
        """
        own = {} if seed is None else {"seed": seed}
        try:
            made = self._base.model_copy(update={**own, **{name: make(values) for name, make in self._makers}})
        except (InputError, _UnfitError):
            return None
        try:
            for check in self._checks:
                getattr(made, check)()
        except InputError as error:
            raise InputError(dict.fromkeys(map(self._as_typed, error.problems))) from None
        try:
            check_rules(made)
        except InputError:
            return None
        return made

    def _as_typed(self, problem: Problem) -> Problem:
        """A problem with the key as it was set: entries of lists by their names."""
        keys = split(problem.key)
        for length in range(len(keys), 0, -1):
            if keys[:length] in self._typed:
                keys = (*self._typed[keys[:length]], *keys[length:])
                break
        return replace(problem, key=join(keys))


def _without_value(keys: Keys) -> Keys:
    """The keys of a number with a unit; its value is set with it."""
    return keys[:-1] if keys[-1:] == ("value",) else keys


def _steps(here: Any, keys: Keys) -> Iterator[Any]:
    """The fields, names and places that lead from a document to one of its numbers."""
    step: str | int
    for key in keys:
        if isinstance(here, Quantity):
            raise ValueError(f"{key} is a part of a number")
        if isinstance(here, tuple):
            place = place_in_list(here, key)
            if place is None:
                raise ValueError(f"no entry {key}")
            step, here = place, here[place]
        elif isinstance(here, Mapping) and key in here:
            step, here = key, here[key]
        elif isinstance(here, Document) and key in type(here).model_fields:
            step, here = key, getattr(here, key)
        else:
            raise ValueError(f"nothing at {key}")
        yield step
    if not isinstance(here, Quantity):
        raise ValueError("no number with a unit")


def _maker(here: Any, inside: Mapping[Any, Any] | int) -> _Maker:
    """What makes a part of the document again with other numbers inside."""
    if isinstance(inside, int):
        return _number_maker(here, inside)
    if isinstance(here, tuple):
        places = [(place, _maker(here[place], inner)) for place, inner in inside.items()]
        return lambda values: _with_entries(here, places, values)
    if isinstance(here, Mapping):
        entries = [(name, _maker(here[name], inner)) for name, inner in inside.items()]
        return lambda values: {**here, **{name: make(values) for name, make in entries}}
    fields = [(name, _maker(getattr(here, name), inner)) for name, inner in inside.items()]
    checks = [*_checks(here, inside)]
    if not checks:
        return lambda values: here.model_copy(update={name: make(values) for name, make in fields})

    def make_checked(values: Values) -> Any:
        made = here.model_copy(update={name: make(values) for name, make in fields})
        for check in checks:
            getattr(made, check)()
        return made

    return make_checked


def _with_entries(here: tuple[Any, ...], places: Sequence[tuple[int, _Maker]], values: Values) -> tuple[Any, ...]:
    entries = list(here)
    for place, make in places:
        entries[place] = make(values)
    return tuple(entries)


def _checks(here: BaseModel, fields: Collection[str]) -> Iterator[str]:
    """Names of the checks of a document that look at all of it.

    Raises:
        ValueError: one of the fields has a check of its own, or a check that comes before a document is read.
    """
    kind = type(here)
    marks = kind.__pydantic_decorators__
    asked = {name for name, mark in marks.field_validators.items() if {"*", *fields} & {*mark.info.fields}}
    if asked - (_SORTED if kind is Scenario else frozenset()) or marks.root_validators or marks.validators:
        raise ValueError(f"{kind.__name__} has checks of its own")
    for field in fields:
        _check_field(kind, field)
    for name, check in marks.model_validators.items():
        if check.info.mode != "after":
            raise ValueError(f"{kind.__name__} is changed before it is read")
        yield name


def _check_field(kind: type[BaseModel], field: str) -> None:
    """See whether a field asks nothing of its value but to be of one kind of document.

    Raises:
        ValueError: it does.
    """
    said = kind.model_fields[field]
    if any(type(each).__name__ not in _COUNTS for each in said.metadata):
        raise ValueError(f"{kind.__name__}.{field} has bounds of its own")
    if len([*_documents_in(said.annotation)]) != 1:
        raise ValueError(f"{kind.__name__}.{field} may be several kinds of document")


def _documents_in(annotation: Any) -> Iterator[type[Document]]:
    """The kinds of document that an annotation names."""
    if isinstance(annotation, type) and issubclass(annotation, Document):
        yield annotation
    for each in get_args(annotation):
        yield from _documents_in(each)


def _number_maker(here: Quantity, number: int) -> _Maker:
    """What makes a number of the same kind: without a source, as a number that somebody sets."""
    kind = type(here)
    if not _is_plain(kind):
        raise ValueError(f"{kind.__name__} has checks of its own")
    like = kind(value=here.value, unit=kind.expected_unit)
    low = -math.inf if kind.at_least is None else kind.at_least
    high = math.inf if kind.at_most is None else kind.at_most

    def make(values: Values) -> Quantity:
        value = values[number]
        if not low <= value <= high or math.isinf(value):
            raise _UnfitError
        return like.model_copy(update={"value": value})

    return make


_OWN: Final = ("_accept_plain_number", "_completed", "_check", "_check_size", "_check_source", "_check_range")


def _is_plain(kind: type[Quantity]) -> bool:
    """Whether a kind of quantity has a unit and bounds of its own, and nothing else."""
    own = [name for each in kind.__mro__[: kind.__mro__.index(Quantity)] for name in vars(each)]
    return kind.model_fields.keys() == Quantity.model_fields.keys() and not {*own} & {*_OWN, *Quantity.model_fields}


_moulds: OrderedDict[Hashable, tuple[Scenario, Mould | None]] = OrderedDict()
_lock = Lock()


def at_point(base: Scenario, settings: Sequence[str]) -> Scenario | None:
    """The scenario with some of its numbers set, and perhaps its seed; None where it must be read, if only to say what is wrong.

    Args:
        base: the scenario.
        settings: changes as ``key.path=value``.

    Raises:
        InputError: numbers that do not go together; lists every problem.
    """
    written = [(key.strip(), value.strip()) for key, _, value in (setting.partition("=") for setting in settings)]
    seeds = [value for key, value in written if key == "seed"]
    numbers = [(key, value) for key, value in written if key != "seed"]
    if len(numbers) < _FEWEST or len(seeds) > 1 or not all(map(_is_seed, seeds)):
        return None
    if not all(_NUMBER.fullmatch(value) for _, value in numbers):
        return None
    mould = _mould(base, tuple(key for key, _ in numbers))
    return None if mould is None else mould.at([float(value) for _, value in numbers], *map(int, seeds))


def _is_seed(written: str) -> bool:
    return _SEED.fullmatch(written) is not None and int(written) < SEEDS


def _mould(base: Scenario, keys: tuple[str, ...]) -> Mould | None:
    """The mould of a scenario and keys, made or remembered; None where there is none."""
    key = parts_key(base), keys
    with _lock:
        if key in _moulds:
            _moulds.move_to_end(key)
            return _moulds[key][1]
    try:
        made: Mould | None = Mould(base, keys)
    except (ValueError, InputError):
        made = None
    with _lock:
        _moulds[key] = base, made  # with the scenario, so that no other part gets the identity of one of its
        while len(_moulds) > KEPT:
            _moulds.popitem(last=False)
    return made
