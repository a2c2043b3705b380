"""The scenario: one frozen document of all that a run depends on, made of the stages' own configurations."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, SerializeAsAny, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_core import to_json

from glasshouse.conduct.kinds import Kind
from glasshouse.conduct.owing import Debt
from glasshouse.consequences.goods import Good
from glasshouse.consequences.switch import Consequences
from glasshouse.documents import notebook
from glasshouse.documents.strict import Document, validate_document
from glasshouse.documents.vocabulary import DeclaredContext
from glasshouse.errors import InputError, Problem, nearest_name
from glasshouse.institutions.reform import Reform
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.observation.trade import Trade
from glasshouse.response.mechanisms import Response
from glasshouse.scenario.ablation import Ablation
from glasshouse.scenario.checks import problems_among
from glasshouse.scenario.decision_checks import added
from glasshouse.scenario.decisions import Decision
from glasshouse.scenario.parts import Parts
from glasshouse.scenario.safeguards import Safeguards
from glasshouse.scoring.forms.registry import forms
from glasshouse.scoring.systems import System
from glasshouse.society.attributes import DeclaredAttribute
from glasshouse.society.configuration import Society
from glasshouse.society.lives import Turnover

Citizen = Annotated[int, Field(ge=0)]


class Later(Document):
    """A change of rules on a later day: of a system, a channel, a law, or of how people react.

    What was drawn when the society was founded stays: people, ties, accounts, which kinds of conduct there are.

    Attributes:
        day: the first day under the new rules, counted from 0.
        title: what happens, in a phrase.
        change: a diff on the resolved document.
    """

    day: int = Field(ge=1, le=36_600)
    title: str = ""
    change: dict[str, Any] = Field(min_length=1)


class Scenario(Document):
    """Everything that a run depends on, resolved: no names are left to look up.

    Kinds, channels, systems, holders and reforms are in alphabetical order, so that the order in a file changes nothing.

    Attributes:
        title: what to call it.
        description: what it is about.
        citizens: how many adults.
        days: how many days.
        seed: the luck of the run.
        society: who lives there.
        conduct: what they do, by kind.
        channels: who sees it.
        systems: how they are judged, and what follows.
        attributes: what people have or have not beside age, income and the like, by name; none unless declared.
        holders: who holds their everyday records, by name; none leaves the two pools of the state and of companies.
        goods: of what there is too little, and by what it is given, by name.
        debts: what puts a debt on people, and its course, by name.
        contexts: areas of life that it declares beside the library's, by name; the two together are the closed list.
        consequences: whether anything follows at all.
        response: how they change.
        safeguards: what a law lays upon every system.
        trade: who holds copies of their cases.
        turnover: whether people age, go and come.
        panel: numbers of the citizens of whom everything is kept, from 0.
        later: rules that change on later days, in the order of the days.
        reforms: rules that change once enough people see a wrong and are able to act, by name.
        decisions: what citizens decide on some days, laid over their draws.
        fitted: published figures, each ``topic.name``, that values were fitted to, so that meeting them proves nothing.
        other_luck: regions whose people's days are drawn anew: the same people, other luck. It changes no rule; a control of
            methods compares the scenario with itself so.
        ablation: what the rules are lived without, in an experiment; None for nothing.
    """

    title: str
    description: str = ""
    citizens: int = Field(ge=1, le=1_000_000_000)
    days: int = Field(ge=1, le=36_600)
    seed: int = Field(default=1, ge=0, lt=2**64)
    society: Society
    conduct: dict[str, Kind] = Field(min_length=1)
    channels: dict[str, Channel] = Field(default_factory=dict)
    systems: dict[str, SerializeAsAny[System]] = Field(default_factory=dict)
    attributes: dict[str, DeclaredAttribute] = Field(default_factory=dict)
    holders: dict[str, NamedHolder] = Field(default_factory=dict)
    goods: dict[str, Good] = Field(default_factory=dict)
    debts: dict[str, Debt] = Field(default_factory=dict)
    contexts: dict[str, DeclaredContext] = Field(default_factory=dict)
    consequences: Consequences = Consequences()
    response: Response = Response()
    safeguards: Safeguards = Safeguards()
    trade: Trade = Trade()
    turnover: Turnover = Turnover()
    panel: tuple[Citizen, ...] = ()
    later: tuple[Later, ...] = ()
    reforms: dict[str, Reform] = Field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    fitted: tuple[str, ...] = ()
    other_luck: tuple[str, ...] = ()
    ablation: Ablation | None = None

    def with_decisions(self, *decisions: Decision) -> Scenario:
        """The same scenario in which citizens also decide something.

        Args:
            *decisions: what they decide, besides what they decide already.

        Raises:
            InputError: a decision that does not fit, or contradicts another; lists every problem.
        """
        return self.model_copy(update={"decisions": added(self, decisions, 0)})

    def __repr__(self) -> str:
        size = f"{self.citizens:,} citizens, {self.days} days, seed {self.seed}"
        return f"<Scenario {self.title!r}: {size}; systems: {', '.join(self.systems) or 'none'}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        rows = [
            ("citizens", self.citizens),
            ("days", self.days),
            ("seed", self.seed),
            ("systems", ", ".join(system.title for system in self.systems.values()) or "none"),
            ("channels", ", ".join(channel.title for channel in self.channels.values()) or "none"),
            ("kinds of conduct", len(self.conduct)),
            ("response", "on" if self.response.enabled else "off"),
            ("later changes", len(self.later)),
            ("reforms", ", ".join(reform.title for reform in self.reforms.values()) or "none"),
        ]
        return notebook.table(self.title, ("part", "what"), rows, self.description)

    @field_validator("systems", mode="wrap")
    @classmethod
    def _by_form(cls, given: object, _: object) -> dict[str, System]:
        if not isinstance(given, Mapping):
            raise ValueError("a table")
        return read_systems(given)

    @field_validator(
        "conduct", "channels", "systems", "attributes", "holders", "goods", "debts", "contexts", "reforms", mode="after"
    )
    @classmethod
    def _in_order(cls, given: dict[str, Any]) -> dict[str, Any]:
        return dict(sorted(given.items()))

    @field_validator("ablation", mode="after")
    @classmethod
    def _nothing_is_none(cls, given: Ablation | None) -> Ablation | None:
        return None if given == Ablation() else given

    @field_validator("fitted", mode="after")
    @classmethod
    def _known_figures(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if given:
            from glasshouse.targets.published import figure_names

            known = figure_names()
            problems = [
                Problem(key=str(place), expected="topic.name of a published figure", found=repr(name),
                        nearest=nearest_name(name, known))
                for place, name in enumerate(given) if name not in known
            ]  # fmt: skip
            if problems:
                raise InputError(problems)
        return given

    @model_validator(mode="after")
    def _fits_together(self) -> Scenario:
        problems = problems_among(
            Parts(
                conduct=self.conduct,
                channels=self.channels,
                systems=self.systems,
                attributes=self.attributes,
                goods=self.goods,
                debts=self.debts,
                holders=self.holders,
                contexts=self.contexts,
                trade=self.trade,
                citizens=self.citizens,
                panel=self.panel,
                firms=self.society.firms,
                regions=self.society.region_names,
                other_luck=self.other_luck,
                ablation=self.ablation,
                decisions=self.decisions,
                safeguards=self.safeguards,
            )
        )
        if problems:
            raise InputError(problems)
        return self


def configurations() -> dict[str, type[System]]:
    """The configuration of each installed form of system, by the form's name."""
    return {name: form.configuration for name, form in forms().items()}


def read_systems(given: Mapping[str, Any]) -> dict[str, System]:
    """Systems by name, each as its form's own configuration.

    Raises:
        InputError: an unknown form, or a system that does not fit its form; lists every problem.
    """
    systems: dict[str, System] = {}
    problems: list[Problem] = []
    for name, data in given.items():
        try:
            systems[name] = data if isinstance(data, System) else read_system(data)
        except InputError as error:
            problems += [problem.inside(name) for problem in error.problems]
    if problems:
        raise InputError(problems)
    return systems


def read_system(data: object) -> System:
    """One system as its form's own configuration.

    Raises:
        InputError: an unknown form, or data that do not fit it.
    """
    valid = configurations()
    if not isinstance(data, Mapping):
        raise InputError(Problem(expected="a table", found=repr(data)))
    name = data.get("form")
    if name not in valid:
        raise InputError(
            Problem(
                key="form",
                expected=f"one of {', '.join(map(repr, valid))}",
                found="nothing" if name is None else repr(name),
                nearest=nearest_name(name, valid) if isinstance(name, str) else None,
            )
        )
    return validate_document(data, valid[name])


def partial_problems(data: Mapping[str, Any]) -> list[Problem]:
    """What does not fit together in a scenario of which some parts cannot be read.

    Args:
        data: the resolved document, as plain data.
    """
    read: dict[str, Any] = {}
    unread: dict[str, frozenset[str]] = {}
    for section, reader in _READERS.items():
        read[section], unread[section] = _read_shelf(data.get(section), reader)
    citizens, panel, decided = data.get("citizens"), data.get("panel"), data.get("decisions")
    chosen = panel if isinstance(panel, list) else []
    drawn_anew = said if isinstance(said := data.get("other_luck"), list) else []
    society = data.get("society")
    return problems_among(
        Parts(
            **read,
            regions=readable.region_names if (readable := _readable_part(society, Society)) else None,
            trade=_readable_part(data.get("trade", {}), Trade),
            other_luck=tuple(name for name in drawn_anew if isinstance(name, str)),
            ablation=_readable_part(ablation, Ablation) if (ablation := data.get("ablation")) is not None else None,
            citizens=citizens if isinstance(citizens, int) else None,
            panel=tuple(number for number in chosen if isinstance(number, int)),
            firms=bool(society.get("firms")) if isinstance(society, Mapping) else False,
            decisions=_readable(decided if isinstance(decided, list) else []),
            safeguards=_readable_part(data.get("safeguards", {}), Safeguards) or Safeguards(),
            unread=unread,
        )
    )


_Part = TypeVar("_Part", bound=Document)


def _read_shelf(given: object, reader: Callable[[object], Document]) -> tuple[dict[str, Any], frozenset[str]]:
    """The parts of a shelf that can be read, and the names of those that cannot."""
    read, failed = {}, set()
    for name, part in given.items() if isinstance(given, Mapping) else ():
        try:
            read[name] = reader(part)
        except InputError:
            failed.add(name)
    return read, frozenset(failed)


def _readable_part(given: object, model: type[_Part]) -> _Part | None:
    """A part of the scenario; None if it cannot be read."""
    try:
        return validate_document(given, model)
    except InputError:
        return None


def _readable(decisions: list[Any]) -> tuple[Decision, ...]:
    """The decisions, if each of them can be read by itself; else none, since a place in the list is their only name."""
    try:
        return tuple(validate_document(each, Decision) for each in decisions)
    except InputError:
        return ()


def _reader(model: type[Document]) -> Callable[[Any], Document]:
    def read(data: object) -> Document:
        return validate_document(data, model)

    return read


_READERS: Mapping[str, Callable[[Any], Document]] = {
    "conduct": _reader(Kind),
    "channels": _reader(Channel),
    "systems": read_system,
    "attributes": _reader(DeclaredAttribute),
    "goods": _reader(Good),
    "debts": _reader(Debt),
    "holders": _reader(NamedHolder),
    "contexts": _reader(DeclaredContext),
}
"""What reads one part of each shelf whose parts are held against each other."""


def read_scenario(
    data: Mapping[str, Any], below: Scenario | None = None, touched: Collection[tuple[str, ...]] = ()
) -> Scenario:
    """A scenario from its resolved document.

    Args:
        data: the document, as plain data.
        below: the scenario that it was before parts of it were changed; what was not touched is taken as it is.
        touched: what was changed, by its first two keys.

    Raises:
        InputError: it does not fit; lists every problem.
    """
    names = {keys[0] for keys in touched}
    if below is not None:
        with suppress(InputError, ValidationError, AttributeError):  # read as a whole, it says all that is wrong
            given = {
                name: _read_part(name, below, said, touched) if name in names else getattr(below, name)
                for name, said in data.items()
            }
            return Scenario(**given)
    return validate_document(data, Scenario)


def _read_part(name: str, below: Scenario, said: Any, touched: Collection[tuple[str, ...]]) -> Any:
    """A field of a scenario that was changed as a whole, or of which some parts were."""
    if name not in _READERS or not isinstance(said, Mapping):
        return _field_reader(name).validate_json(to_json(said, inf_nan_mode="constants"))
    kept = {} if (name,) in touched else getattr(below, name)
    return {
        each: kept[each] if each in kept and (name, each) not in touched else _READERS[name](part)
        for each, part in said.items()
    }


@cache
def _field_reader(name: str) -> TypeAdapter[Any]:
    """What reads a field of a scenario from JSON, as strictly as the whole."""
    field = Scenario.model_fields.get(name)
    if field is None or field.annotation is None:
        raise InputError(Problem(key=name, expected="a part of a scenario", found=repr(name)))
    return TypeAdapter(field.annotation, config=None if _is_model(field.annotation) else ConfigDict(strict=True))


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Document)
