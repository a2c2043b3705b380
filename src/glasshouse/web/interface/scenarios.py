"""Scenarios that a page writes: the form of their rules, whether they fit, how long they take, and their text."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario, digest
from glasshouse.web import strangers
from glasshouse.web.look import document, forms

router = APIRouter(prefix="/scenarios", tags=["scenarios"])

PER_SECOND: Final = 5_000_000
"""Citizen-days that one core lives in a second, with all that is counted and written of them.

Measured in processor time on a busy common server: 20,000 people and their twins for a year, 3.7 to 6.4 million.
"""
Text = Annotated[str, Field(max_length=strangers.MOST_BYTES)]


class Asked(BaseModel):
    """A scenario that somebody writes: a name or a document, with changes.

    Attributes:
        base: a scenario of the library, in place of a document.
        toml: the document, in place of a name.
        settings: changes as `key.path=value`, the value in TOML.
        twins: what it is to be lived beside: `nothing`, `sensing`, `scoring`, a scenario of the library, or `key.path=value`.
        citizens: how many adults; by default the scenario's own.
        days: how many days.
        seed: the luck.
    """

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    base: Text | None = None
    toml: Text | None = None
    settings: list[Text] = Field(default_factory=list, max_length=strangers.MOST_SETTINGS)
    twins: list[Text] = Field(default_factory=list, alias="with", max_length=3)
    citizens: int | None = Field(default=None, ge=1)
    days: int | None = Field(default=None, ge=1)
    seed: int | None = Field(default=None, ge=0, lt=strangers.SEEDS)

    def scenario(self) -> Scenario:
        """The scenario.

        Raises:
            InputError: everything that is wrong with it.
        """
        return strangers.load_text(
            self.toml, self.base, self.settings, citizens=self.citizens, days=self.days, seed=self.seed
        )

    def document(self) -> dict[str, Any]:
        """The document with everything written into it.

        Raises:
            InputError: a document or a setting that cannot be read.
        """
        data = {"extends": self.base} if self.toml is None else strangers.read_document(self.toml)
        # One day, so that a scenario that is too long as it stands can still be written with fewer.
        resolved = strangers.load_text(self.toml, self.base, days=1).model_dump(mode="json", exclude_none=True)
        given = {"citizens": self.citizens, "days": self.days, "seed": self.seed}
        return document.with_settings(data, resolved, self.settings, given)


class AskedForm(Asked):
    """A scenario whose rules are to be shown as a form.

    Attributes:
        group: the group of which all fields are wanted; by default the first fields of every group.
    """

    group: forms.GroupName | None = None


class Wrong(BaseModel):
    """One thing that is wrong.

    Attributes:
        path: the dotted key, as the form's fields have it.
        expected: what was expected.
        found: what was found.
        nearest: the nearest valid name, if any is near.
        advice: what to do.
    """

    model_config = ConfigDict(extra="forbid")

    path: str
    expected: str
    found: str | None
    nearest: str | None
    advice: str | None

    @staticmethod
    def of(problem: Problem) -> Wrong:
        """A problem, as the interface tells it."""
        return Wrong(
            path=problem.key,
            expected=problem.expected,
            found=problem.found,
            nearest=problem.nearest,
            advice=problem.advice,
        )


class Cost(BaseModel):
    """How long a run takes.

    Attributes:
        seconds: about so many seconds of one core, at full pace.
        citizen_days: people times days times worlds.
        per_second: citizen-days that one core is taken to live in a second.
    """

    model_config = ConfigDict(extra="forbid")

    seconds: float
    citizen_days: int
    per_second: int


class Checked(BaseModel):
    """What was found about a scenario.

    Attributes:
        ok: whether it can be run.
        problems: everything that is wrong.
        title: what it is called.
        digest: SHA-256 of its values.
        citizens: how many adults.
        days: how many days.
        seed: the luck.
        cost: how long a run takes.
        base: the scenario of the library that it changes, where a form can show all that it says.
        settings: its changes, where a form can show them.
    """

    model_config = ConfigDict(extra="forbid")

    ok: bool
    problems: list[Wrong] = []
    title: str = ""
    digest: str = ""
    citizens: int | None = None
    days: int | None = None
    seed: int | None = None
    cost: Cost | None = None
    base: str | None = None
    settings: list[str] | None = None


class Group(BaseModel):
    """A group of the form.

    Attributes:
        name: `seen`, `judged`, `follows`, `react` or `forbids`.
        fields: its fields.
        more: how many more there are.
    """

    model_config = ConfigDict(extra="forbid")

    name: forms.GroupName
    fields: list[forms.Field]
    more: int


class Form(BaseModel):
    """The rules of a scenario as a form.

    Attributes:
        title: what the scenario is called.
        description: what it is about.
        citizens: how many adults it has by itself.
        days: how many days.
        seed: the luck.
        systems: titles of its systems by name.
        groups: the groups of fields.
    """

    model_config = ConfigDict(extra="forbid")

    title: str
    description: str
    citizens: int
    days: int
    seed: int
    systems: dict[str, str]
    groups: list[Group]


class Written(BaseModel):
    """A document as text.

    Attributes:
        toml: the document.
    """

    model_config = ConfigDict(extra="forbid")

    toml: str


@router.post("/check")
def check(asked: Asked) -> Checked:
    """Whether a scenario can be run, everything that is wrong with it, and how long it takes. Nothing is run."""
    base, settings = _for_the_form(asked)
    try:
        scenario = asked.scenario()
        for name in asked.twins:
            strangers.beside(scenario, name, asked.settings)
    except InputError as error:
        return Checked(ok=False, problems=[Wrong.of(each) for each in error.problems], base=base, settings=settings)
    lived = scenario.citizens * scenario.days * (1 + len(asked.twins))
    return Checked(
        ok=True,
        title=scenario.title,
        digest=digest(scenario),
        citizens=scenario.citizens,
        days=scenario.days,
        seed=scenario.seed,
        cost=Cost(seconds=round(lived / PER_SECOND, 1), citizen_days=lived, per_second=PER_SECOND),
        base=base,
        settings=settings,
    )


@router.post("/form")
def form(asked: AskedForm) -> Form:
    """The rules of a scenario as a form: what can be changed, in words, with unit, bounds and source."""
    scenario = asked.scenario()
    groups = []
    for name in forms.GROUPS if asked.group is None else (asked.group,):
        fields, more = forms.first_of(scenario, name) if asked.group is None else (forms.fields_of(scenario, name), 0)
        groups.append(Group(name=name, fields=fields, more=more))
    return Form(
        title=scenario.title,
        description=scenario.description,
        citizens=scenario.citizens,
        days=scenario.days,
        seed=scenario.seed,
        systems={name: system.title for name, system in scenario.systems.items()},
        groups=groups,
    )


@router.post("/toml")
def toml(asked: Asked) -> Written:
    """A scenario with its changes as a TOML document, which `glasshouse run` takes."""
    asked.scenario()
    return Written(toml=document.to_toml(asked.document()))


def _for_the_form(asked: Asked) -> tuple[str | None, list[str] | None]:
    """The base and the settings that say the same, where a form can show all of it."""
    if asked.toml is None:
        return asked.base, asked.settings
    try:
        return document.as_settings(strangers.read_document(asked.toml)) or (None, None)
    except InputError:
        return None, None
