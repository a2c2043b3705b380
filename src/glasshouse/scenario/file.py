"""What a scenario file may say, before names are looked up and files are laid over one another."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from glasshouse.documents.strict import Document
from glasshouse.scenario.decisions import Decision

Table = dict[str, Any]


class New(Document):
    """Parts that are written into the scenario file itself; each may say ``extends`` and what differs.

    Attributes:
        conduct: new kinds of conduct, by name.
        channels: new channels, by name.
        systems: new systems, by name.
        holders: new holders of everyday records, by name.
    """

    conduct: dict[str, Table] = Field(default_factory=dict)
    channels: dict[str, Table] = Field(default_factory=dict)
    systems: dict[str, Table] = Field(default_factory=dict)
    holders: dict[str, Table] = Field(default_factory=dict)


class ScenarioFile(Document):
    """A scenario as a file: names of library documents, and a diff.

    Attributes:
        title: what to call it.
        description: what it is about.
        extends: another scenario (a library name, or a path beside this file) of which this is a variation.
        citizens: how many adults.
        days: how many days.
        seed: the luck of the run.
        society: the name of a society, a path, or a table (which may itself say ``extends``).
        conduct: names of kinds of conduct, or ``["*"]`` for the whole library.
        channels: names of channels, or ``["*"]`` for the everyday ones; a system brings those that it reads.
        systems: names of systems, or ``["*"]``.
        holders: names of holders of everyday records, or ``["*"]``.
        attributes: what people have or have not, by name: share, groups, lean on income.
        goods: of what there is too little, by name: who asks, how much there is, by what it is given.
        debts: debts with a course of their own, by name.
        contexts: areas of life that the scenario declares beside the library's, by name.
        consequences: whether anything follows.
        response: how people change.
        safeguards: what a law lays upon every system.
        trade: who holds copies of cases.
        turnover: whether people age, go and come.
        panel: numbers of the citizens of whom everything is kept, from 0.
        new: parts written here.
        remove: dotted keys of the resolved document to take out.
        change: a diff on the resolved document.
        later: changes of rules on later days, each with ``day``, ``title`` and its own ``change``.
        reforms: changes of rules that come when enough people see a wrong and are able to act, by name.
        decisions: what citizens decide on some days.
        fitted: published figures, each ``topic.name``, that values were fitted to.
        other_luck: regions whose people's days are drawn anew, for a control of methods.
        ablation: what the rules are lived without, in an experiment.
    """

    title: str | None = None
    description: str | None = None
    extends: str | None = None
    citizens: int | None = None
    days: int | None = None
    seed: int | None = None
    society: str | Table | None = None
    conduct: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    systems: tuple[str, ...] | None = None
    holders: tuple[str, ...] | None = None
    attributes: dict[str, Table] | None = None
    goods: dict[str, Table] | None = None
    debts: dict[str, Table] | None = None
    contexts: Table | None = None
    consequences: Table | None = None
    response: Table | None = None
    safeguards: Table | None = None
    trade: Table | None = None
    turnover: Table | None = None
    panel: tuple[int, ...] | None = None
    new: New = New()
    remove: tuple[str, ...] = ()
    change: Table = Field(default_factory=dict)
    later: tuple[Table, ...] | None = None
    reforms: Table | None = None
    decisions: tuple[Decision, ...] | None = None
    fitted: tuple[str, ...] | None = None
    other_luck: tuple[str, ...] | None = None
    ablation: Table | None = None
