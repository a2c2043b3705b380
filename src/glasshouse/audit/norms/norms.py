"""The norms that an audit holds a scheme against: one frozen object, asked by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from glasshouse import library
from glasshouse.audit.norms.checking import problems_with
from glasshouse.audit.norms.loading import Tables, read_tables
from glasshouse.audit.norms.relation import GIVEN, reason_of
from glasshouse.audit.norms.schema import Criterion, ScaleName, Severity
from glasshouse.documents.quantity import Days, Gravity, Quantity, Score, defined
from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.observables.smallest import Of, smallest_of
from glasshouse.scenario import Scenario

_SCALES: Final[Mapping[ScaleName, type[Quantity]]] = {"seriousness": Gravity, "points": Score, "penal": Days}
_LAWFUL: Final = "It is lawful."


@cache
def _library_kinds() -> Mapping[str, tuple[Gravity, bool]]:
    return dict(_read_kinds())


def _read_kinds() -> Iterator[tuple[str, tuple[Gravity, bool]]]:
    for name in library.names("conduct"):
        said = library.read("conduct", name)
        yield name, (validate_document(said["gravity"], Gravity), said.get("law", "lawful") == "lawful")


@dataclass(frozen=True)
class Size:
    """The smallest size that matters for a criterion, or a number that a computation needs.

    Attributes:
        value: the size, in `unit`.
        unit: its unit.
        of: ``unit`` if it is in that unit, ``twin`` if it is a part of the value in the twin.
        why: why less would not matter.
        range: from the least to the greatest that is reasonable; None where an observable's size is taken.
        observable: the observable whose size is taken; None where the table has its own.
        variants: other values that are tried.
    """

    value: float
    unit: str
    of: Of
    why: str
    range: tuple[float, float] | None = None
    observable: str | None = None
    variants: tuple[float, ...] = ()

    def size(self, reference: float | None = None) -> float | None:
        """The size in the unit of the value itself.

        Args:
            reference: the value in the twin.

        Returns:
            None for a part of a value that is 0 or is not known.
        """
        if self.of == "unit":
            return self.value
        return self.value * abs(reference) if reference else None


@dataclass(frozen=True)
class Norms:
    """The tables of norms and what they say.

    Attributes:
        tables: the tables, whole.
        kinds: how grave the scenario's kinds of conduct are in its own words (`Kind.gravity`), and whether each is lawful;
            of the library's kinds until `on` binds the norms to a scenario.
    """

    tables: Tables
    kinds: Mapping[str, tuple[Gravity, bool]] = field(default_factory=_library_kinds)

    def on(self, scenario: Scenario) -> Norms:
        """The same norms for one scenario: its kinds are as grave, and as lawful, as it says on its first day.

        Where a law changes on a later day, ask the norms that `on` gives for the rules of that day (`scenario.rules_by_day`).

        Raises:
            InputError: the norms have no entry for something of the scenario; lists every problem.
        """
        problems = self.check(scenario)
        if problems:
            raise InputError(problems)
        kinds = {name: (kind.gravity, kind.law == "lawful") for name, kind in scenario.conduct.items()}
        return replace(self, kinds=kinds)

    def check(self, scenario: Scenario) -> list[Problem]:
        """What the norms lack for a scenario: contexts, kinds of conduct and measures without an entry.

        Nothing has a default: what nobody judged is a problem.
        """
        return [*problems_with(self.tables, scenario)]

    def related(self, record: str, purpose: str, variant: str = GIVEN) -> bool:
        """Whether a record that arose in one context bears on a treatment, or a system's purpose, in another.

        Args:
            record: the context of the record.
            purpose: the context of the treatment or the purpose.
            variant: ``given``, or one of the variants.

        Raises:
            InputError: a context that was not judged, or an unknown variant.
        """
        return self.why_related(record, purpose, variant) is not None

    def why_related(self, record: str, purpose: str, variant: str = GIVEN) -> str | None:
        """The reason why two contexts are related; None if they are not.

        Raises:
            InputError: a context that was not judged, or an unknown variant.
        """
        return reason_of(self.tables.contexts, record, purpose, variant)

    def variants(self) -> tuple[str, ...]:
        """The names of all answers to which contexts are related: ``given`` first."""
        return (GIVEN, *self.tables.contexts.variants)

    def scales(self) -> tuple[ScaleName, ...]:
        """The names of the scales of gravity."""
        return tuple(self.tables.gravity.scales)

    def gravity(self, kind: str, scale: ScaleName = "seriousness") -> Quantity:
        """How grave a kind of conduct is.

        The conduct document holds the number of the first scale. On the others, what is lawful is 0.

        Args:
            kind: the kind's name.
            scale: one of `scales`.

        Raises:
            InputError: an unknown kind or scale.
        """
        self._known_kind(kind, scale)
        entry = self.tables.gravity.kinds.get(kind)
        own, is_lawful = self.kinds.get(kind, (None, kind in self.tables.gravity.lawful))
        if scale == "seriousness":
            said = (entry.seriousness if entry else None) or own
            if said is None:
                raise InputError(_bind(kind))
            return said
        if is_lawful:
            return _nothing(_SCALES[scale])
        number = entry.on(scale) if entry else None
        if number is None:
            raise InputError(Problem(key=f"gravity.kinds.{kind}.{scale}", expected="a number", found="nothing"))
        return number

    def _known_kind(self, kind: str, scale: str) -> None:
        gravity = self.tables.gravity
        valid = [*gravity.lawful, *gravity.kinds]
        problems = [] if kind in valid else [_unknown("a kind of conduct in the table of gravity", kind, valid)]
        if scale not in gravity.scales:
            problems.append(_unknown("a scale of gravity", scale, gravity.scales))
        if problems:
            raise InputError(problems)

    def severity(self, measure: str) -> Severity:
        """How hard a sanction falls on whoever is under it.

        Args:
            measure: the measure as ``SYSTEM.MEASURE``.

        Raises:
            InputError: no entry; privileges have none, since they take nothing from those who have them.
        """
        system, _, name = measure.partition(".")
        table = self.tables.severity
        try:
            return table.classes[table.systems[system][name]]
        except KeyError:
            valid = [f"{each}.{inner}" for each, measures in table.systems.items() for inner in measures]
            raise InputError(_unknown("a sanction in the table of severity", measure, valid)) from None

    def smallest(self, criterion: str) -> Size | None:
        """The smallest size that matters for a criterion; None for one that is stated and not measured.

        Raises:
            InputError: an unknown criterion.
        """
        return _size_of(self.criterion(criterion))

    def criterion(self, criterion: str) -> Criterion:
        """A criterion: its number, title, unit and size as the table says them.

        Raises:
            InputError: an unknown criterion.
        """
        found = self.tables.thresholds.criteria
        if criterion not in found:
            raise InputError(_unknown("a criterion", criterion, found))
        return found[criterion]

    def setting(self, name: str) -> Size:
        """A number that a computation needs, such as the length of *a certain period*.

        Raises:
            InputError: an unknown setting.
        """
        found = self.tables.thresholds.settings
        if name not in found:
            raise InputError(_unknown("a setting of the table of thresholds", name, found))
        each = found[name]
        return Size(each.size.value, each.size.unit, "unit", each.why, each.size.range, variants=each.variants)

    @property
    def document(self) -> dict[str, Any]:
        """What an audit's document says of its norms: of each table version, date, author and digest."""
        return {
            name: {
                "version": table.version,
                "as_of": table.as_of.isoformat(),
                "chosen_by": table.chosen_by,
                "digest": digest,
            }
            for (name, table), digest in zip(self.tables.named().items(), self.tables.digests().values(), strict=True)
        }


def norms(overrides: Path | None = None) -> Norms:
    """The norms that ship, or with somebody's own laid over them.

    Args:
        overrides: a TOML file with `version`, `as_of`, `chosen_by`, `source`, `note`, and below the name of a table what is
            said otherwise there.

    Raises:
        InputError: the file cannot be read, or it does not fit; lists every problem.
    """
    return Norms(read_tables(overrides))


@cache
def _nothing(scale: type[Quantity]) -> Quantity:
    found: Quantity = defined(0.0, _LAWFUL, scale)
    return found


def _size_of(criterion: Criterion) -> Size | None:
    if criterion.size is not None:
        return Size(criterion.size.value, criterion.unit, "unit", criterion.why, criterion.size.range)
    found = smallest_of(criterion.observable) if criterion.observable else None
    if found is None:
        return None
    return Size(found.value, criterion.unit, found.of, criterion.why, observable=criterion.observable)


def _bind(kind: str) -> Problem:
    advice = "a scenario declares it: ask the norms that `on(scenario)` gives"
    return Problem(key=kind, expected="a kind of the library", found=repr(kind), advice=advice)


def _unknown(expected: str, name: str, valid: Any) -> Problem:
    return Problem(expected=expected, found=repr(name), nearest=nearest_name(name, valid))
