"""Ways to counter: what a law could lay upon every system of a scenario at once. All are off unless switched on.

Most change what a system may do, and are applied here, before the scenario is turned into numbers; noise, opting out, caps
and the one desk act day by day, in the kernels. ``docs/safeguards.md`` says what each does and does not do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import Field

from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Measure, Redress
from glasshouse.errors import Problem
from glasshouse.observation.channels import Channel
from glasshouse.observation.holders import NamedHolder
from glasshouse.observation.trade import Trade
from glasshouse.scenario.ablation import ablate
from glasshouse.schema.capabilities import LIMITS
from glasshouse.scoring.forms.form import Purpose
from glasshouse.scoring.forms.narrowing import Q, set_by_law
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System


class Safeguards(Document):
    """What a law lays upon every system of the scenario. 0 and false are off.

    Attributes:
        notice: days between a decision and its effect during which everybody concerned is told; never fewer.
        hearing: chance that an appeal finds the truth, whatever it is: someone hears the person and looks at the facts.
        forget_after: days after which nothing may count any more.
        purpose_limits: whether a system may use only records of its own purpose, and punish and reward only there.
        no_contacts: whether nobody may be scored by those whom they know, live with or live beside.
        noise: how far a published score may lie from the one worked out, as a share of the scale, to either side.
        opting_out: chance per day that somebody who feels the risk in full closes an account.
        most_sanctions: most sanctions in force against one person at a time; the heaviest stay.
        most_days: most days in a row under sanction; then all rest until no band or list holds the person any more.
        public_rules: whether all rules are published and everybody knows of every system.
        one_desk: whether one desk corrects a record in every system at once.
    """

    notice: int = Field(default=0, ge=0, le=3660)
    hearing: float = Field(default=0.0, ge=0, le=1)
    forget_after: int = Field(default=0, ge=0, le=36_600)
    purpose_limits: bool = False
    no_contacts: bool = False
    noise: float = Field(default=0.0, ge=0, le=1)
    opting_out: float = Field(default=0.0, ge=0, le=1)
    most_sanctions: int = Field(default=0, ge=0, le=64)
    most_days: int = Field(default=0, ge=0, le=36_600)
    public_rules: bool = False
    one_desk: bool = False


def apply_safeguards(scenario: Any) -> Any:
    """The scenario as its ablation and its safeguards leave it: the same parts by the same names, held to narrower rules."""
    scenario, law = ablate(scenario), scenario.safeguards
    if law == Safeguards():
        return scenario
    contexts = {name: kind.context for name, kind in scenario.conduct.items()}
    attributes = {name: each.context for name, each in scenario.attributes.items()}
    systems = {
        name: _narrow(system, law, contexts, attributes, scenario.systems) for name, system in scenario.systems.items()
    }
    channels = scenario.channels
    if law.forget_after:
        channels = {name: _channel(channel, law.forget_after) for name, channel in channels.items()}
    holders = {name: _holder(holder, law) for name, holder in scenario.holders.items()}
    parts = {"systems": systems, "channels": channels, "trade": _trade(scenario.trade, law), "holders": holders}
    return scenario.model_copy(update=parts)


def _holder(holder: NamedHolder, law: Safeguards) -> NamedHolder:
    """A holder of everyday records within reach: it keeps nothing longer, deletes with its sources, and sells nothing on.

    What rests on the people's consent or on a law is still passed on, and no law stops a leak.
    """
    if holder.outside:
        return holder
    changes: dict[str, object] = {}
    if law.forget_after:
        changes |= {"retention": _within(holder.retention, law.forget_after), "follows": True}
    if law.purpose_limits:
        changes["passes"] = {to: each for to, each in holder.passes.items() if each.ground != "contract"}
    return holder.model_copy(update=changes)


def _channel(channel: Channel, days: int) -> Channel:
    """A channel that keeps records no longer, and whose patrols go by no older ones."""
    changes: dict[str, object] = {"retention": _within(channel.retention, days)}
    if channel.patrols is not None:
        fade = channel.patrols.fade
        changes["patrols"] = channel.patrols.model_copy(
            # As everywhere, a half-life of a quarter: a sixteenth is left when the time ends.
            update={"fade": set_by_law(fade, min(fade.value or days / 4, days / 4))}
        )
    return channel.model_copy(update=changes)


def _trade(trade: Trade, law: Safeguards) -> Trade:
    """Holders keep copies no longer than anything may count; those out of reach of the law do as before."""
    if not law.forget_after:
        return trade
    holders = {
        name: holder
        if holder.outside
        else holder.model_copy(update={"retention": _within(holder.retention, law.forget_after)})
        for name, holder in trade.holders.items()
    }
    return trade.model_copy(update={"holders": holders})


def refused(name: str, system: System, law: Safeguards) -> Iterator[Problem]:
    """Safeguards that a system's form cannot carry out: refused, so that nobody takes a law that does nothing for a finding."""
    obeys = form_of(system).obeys()
    for limit in LIMITS:
        given = getattr(law, limit)
        if given and limit not in obeys:
            off = "false" if given is True else "0"
            yield Problem(
                key=f"safeguards.{limit}",
                expected=f"{off}: form {system.form!r}, of system {name!r}, cannot say what this leaves of a system",
                found="true" if given is True else str(given),
            )


def _narrow(
    system: System,
    law: Safeguards,
    contexts: dict[str, str],
    attributes: dict[str, str | None],
    systems: dict[str, System],
) -> System:
    form = form_of(system)
    changes: dict[str, object] = {"redress": _redress(system.redress, law)}
    if law.public_rules:
        changes |= {"opaque": set_by_law(system.opaque, 0.0), "known": set_by_law(system.known, 1.0)}
    system = system.model_copy(update=changes)
    if law.forget_after:
        system = form.forget(system, law.forget_after)
    if law.no_contacts:
        system = form.without_contacts(system.model_copy(update={"contacts": None}))
    if law.purpose_limits:
        own = frozenset(system.purpose)
        measures = {name: _measure(measure, own, contexts) for name, measure in system.measures.items()}
        biting = frozenset(name for name, measure in measures.items() if measure.context in own)
        narrowed = system.model_copy(update={"measures": measures})
        system = form.to_purpose(narrowed, Purpose(own, contexts, biting, systems, attributes))
    return system


def _redress(redress: Redress, law: Safeguards) -> Redress:
    changes: dict[str, object] = {}
    if law.notice:
        days = max(redress.notice.value, float(law.notice))
        changes |= {"notice": set_by_law(redress.notice, days), "told": set_by_law(redress.told, 1.0)}
    if law.hearing:
        wrong = max(redress.overturned_wrong.value, law.hearing)
        right = min(redress.overturned_right.value, 1.0 - law.hearing)
        changes |= {
            "appeals": True,
            "overturned_wrong": set_by_law(redress.overturned_wrong, wrong),
            "overturned_right": set_by_law(redress.overturned_right, right),
        }
    if law.one_desk:
        changes["lag"] = set_by_law(redress.lag, 1.0)
    return redress.model_copy(update=changes)


def _measure(measure: Measure, own: frozenset[str], contexts: dict[str, str]) -> Measure:
    """A measure that denies, eases and worsens only attempts within the purpose."""
    given = {"denies": measure.denies, "eases": measure.eases, "worsens": measure.worsens}
    parts = {part: tuple(kind for kind in kinds if contexts[kind] in own) for part, kinds in given.items()}
    return measure.model_copy(update=parts)


def _within(kept: Q, days: int) -> Q:
    """A retention of at most so many days; 0 means for ever."""
    return set_by_law(kept, min(kept.value or float(days), float(days)))
