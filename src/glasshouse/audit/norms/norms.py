"""The norms that an audit holds a scheme against: one frozen object, asked by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from glasshouse.audit.norms.checking import problems_with
from glasshouse.audit.norms.kinds import KindSaid, kinds_of, library_kinds
from glasshouse.audit.norms.loading import Tables, read_tables
from glasshouse.audit.norms.moves import Move, MoveName
from glasshouse.audit.norms.provisions import Provision, Section
from glasshouse.audit.norms.registers import Register
from glasshouse.audit.norms.relation import GIVEN, reason_of
from glasshouse.audit.norms.schema import Criterion, Hours, ScaleName, Severity
from glasshouse.audit.norms.sizes import Size, setting_size, size_of
from glasshouse.documents.quantity import Days, Gravity, Minutes, Quantity, Score, defined
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.scenario import Scenario

_SCALES: Final[Mapping[ScaleName, type[Quantity]]] = {"seriousness": Gravity, "points": Score, "penal": Days}
_LAWFUL: Final = "It is lawful."


@dataclass(frozen=True)
class Norms:
    """The tables of norms and what they say.

    Attributes:
        tables: the tables, whole.
        kinds: what conduct documents say of kinds; of the library's until `on` binds the norms to a scenario.
    """

    tables: Tables
    kinds: Mapping[str, KindSaid] = field(default_factory=library_kinds)

    def on(self, scenario: Scenario) -> Norms:
        """The same norms for one scenario: its kinds are as grave, and as lawful, as it says on its first day.

        Where a law changes on a later day, ask the norms that `on` gives for the rules of that day (`scenario.rules_by_day`).

        Raises:
            InputError: the norms have no entry for something of the scenario; lists every problem.
        """
        problems = self.check(scenario)
        if problems:
            raise InputError(problems)
        return replace(self, kinds=kinds_of(scenario))

    def check(self, scenario: Scenario) -> list[Problem]:
        """What the norms lack for a scenario: contexts, kinds of conduct and measures without an entry.

        Nothing has a default: what nobody judged is a problem.
        """
        return [*problems_with(self.tables, scenario)]

    def related(self, record: str, purpose: str, variant: str = GIVEN, kind: str | None = None) -> bool:
        """Whether a record that arose in one context bears on a treatment, or a system's purpose, in another.

        Args:
            record: the context of the record.
            purpose: the context of the treatment or the purpose.
            variant: ``given``, or one of the variants.
            kind: the kind of conduct that is recorded, which may be related where its context is not.

        Raises:
            InputError: a context that was not judged, or an unknown variant.
        """
        return self.why_related(record, purpose, variant, kind) is not None

    def crosses(
        self, origins: Iterable[str], aims: Iterable[str], variant: str = GIVEN, kinds: Iterable[str] = ()
    ) -> bool:
        """Whether records cross into an unrelated field of life: nothing that they come from bears on anything they are used for.

        Args:
            origins: the contexts that they come from: the conduct's and the channels'.
            aims: the contexts that they are used for: the treatment's and the system's purposes.
            variant: ``given``, or one of the variants.
            kinds: the kinds of conduct that are recorded, of which one may be related where no context is; none for traits.

        Raises:
            InputError: a context that was not judged, or an unknown variant.
        """
        asked = product(origins, aims, tuple(kinds) or (None,))
        return all(reason_of(self.tables.contexts, origin, aim, variant, kind) is None for origin, aim, kind in asked)

    def why_related(self, record: str, purpose: str, variant: str = GIVEN, kind: str | None = None) -> str | None:
        """The reason why two contexts are related, or a kind of conduct and a context; None if they are not.

        Raises:
            InputError: a context that was not judged, or an unknown variant.
        """
        return reason_of(self.tables.contexts, record, purpose, variant, kind)

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
        said = self.kinds.get(kind)
        if said.is_lawful if said else entry is None:
            laid = None if scale == "seriousness" else _nothing(_SCALES[scale])
        else:
            laid = entry.on(scale) if entry else None
        number = laid or (said.gravity if said and scale == "seriousness" else None)
        if number is None:
            raise InputError(_bind(kind))
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
        return size_of(self.criterion(criterion))

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
        return setting_size(found[name])

    def registers(self, on: date, kind: str | None = None, context: str | None = None) -> dict[str, Register]:
        """Registers and limits by law that hold on a day, the shortest term first, by name.

        Args:
            on: the day.
            kind: only those that are compared with records of this kind of conduct.
            context: only those that are compared with records of this field of life.
        """
        return dict(self.tables.memory.holding(on, kind, context))

    def cost(self, kind: str) -> Hours:
        """Hours that it costs to do a kind of conduct once; from its conduct document if that says how long it takes.

        Raises:
            InputError: no entry.
        """
        said = self.kinds.get(kind)
        if said is not None and said.minutes is not None:
            return _in_hours(said.minutes)
        found = self.tables.costs.kinds
        if kind not in found:
            raise InputError(_unknown("a kind of conduct in the table of costs", kind, found))
        return found[kind]

    def move(self, name: MoveName) -> Move:
        """What a move beside doing a kind of conduct costs: to leave out, settle, appeal, correct or wait.

        Raises:
            InputError: an unknown move.
        """
        found = self.tables.costs.moves
        if name not in found:
            raise InputError(_unknown("a move", name, found))
        return found[name]

    def law(self, criterion: str, on: date | None = None) -> dict[str, Provision]:
        """The provisions that a criterion speaks to, by how to cite them.

        Args:
            criterion: the criterion's id.
            on: only those that hold on this day; None for all, whatever their dates.

        Raises:
            InputError: an unknown criterion.
        """
        self.criterion(criterion)
        return dict(self.tables.law.cited(criterion, on))

    def sections(self) -> Mapping[str, Section]:
        """The sections of the report by id, each beside the forms of impact assessment."""
        return self.tables.law.sections

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


def _in_hours(minutes: Minutes) -> Hours:
    """What a conduct document says in minutes, in hours."""
    low, high = minutes.range or (minutes.value, minutes.value)
    why = f"The conduct document says {minutes.value:g} minutes. {minutes.reason or ''}".strip()
    return Hours(value=minutes.value / 60, unit="hours", derived=why, range=(low / 60, high / 60))


def _bind(kind: str) -> Problem:
    advice = "a scenario declares it: ask the norms that `on(scenario)` gives"
    return Problem(key=kind, expected="a kind of the library", found=repr(kind), advice=advice)


def _unknown(expected: str, name: str, valid: Any) -> Problem:
    return Problem(expected=expected, found=repr(name), nearest=nearest_name(name, valid))
