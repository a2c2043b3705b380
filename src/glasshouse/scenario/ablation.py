"""Ablation: the same rules without one of the things they rest on, so that one can see how much rests on it.

An ablation is an experiment, no law. Of records it takes away what costs people anything, and leaves what brings them
something; others and traits it takes out whole, so that what they bring goes too. Lived beside the whole scenario with the same
luck, it shows which treatment would not be without what was taken out, and which would come instead.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from glasshouse.conduct.kinds import Kind
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import CONTEXTS, Context, Measure
from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.attributes import Disclosure
from glasshouse.observation.channels import Channel
from glasshouse.schema.codes import ATTRIBUTES
from glasshouse.scoring.forms.form import LeftOut
from glasshouse.scoring.forms.narrowing import set_by_law
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System


class Ablation(Document):
    """What the rules of every system are lived without. What is empty or false stays.

    Attributes:
        contexts: no record of conduct of these areas of life costs anybody anything.
        kinds: nor does one of these kinds of conduct.
        lawful: nor does one of any lawful kind.
        false_records: no channel records what did not happen, or says of people what they are not.
        others: nobody bears what others did: contacts, household, village, the firm that one works for.
        traits: nobody bears what they are: attributes on file, groups of the household register.
        attributes: these attributes are not on file: age, income and the like, or those that the scenario declares.
        groups: nobody bears to which group the household register counts them.
        systems: these systems judge nobody.
    """

    contexts: tuple[Context, ...] = ()
    kinds: tuple[str, ...] = ()
    lawful: bool = False
    false_records: bool = False
    others: bool = False
    traits: bool = False
    attributes: tuple[str, ...] = ()
    groups: bool = False
    systems: tuple[str, ...] = ()

    def takes(self, kind: Kind, name: str) -> bool:
        """Whether records of a kind of conduct cost nobody anything."""
        return name in self.kinds or kind.context in self.contexts or (self.lawful and kind.law == "lawful")


def ablate(scenario: Any) -> Any:
    """The scenario as its ablation leaves it: the same parts by the same names, with less in them."""
    out = scenario.ablation
    if out is None or out == Ablation():
        return scenario
    kinds = frozenset(name for name, kind in scenario.conduct.items() if out.takes(kind, name))
    headings = _emptied(scenario.conduct, kinds)
    left_out = LeftOut(kinds, headings, out.traits, out.groups or out.traits, out.others)
    systems = {name: _system(system, left_out, name in out.systems) for name, system in scenario.systems.items()}
    channels = {name: _channel(channel, out) for name, channel in scenario.channels.items()}
    return scenario.model_copy(update={"systems": systems, "channels": channels})


def _emptied(conduct: Mapping[str, Kind], kinds: Collection[str]) -> frozenset[str]:
    """Headings of files under which nothing else is filed than what is taken out."""
    kept = {kind.heading for name, kind in conduct.items() if name not in kinds}
    return frozenset({conduct[name].heading for name in kinds} - kept)


def _system(system: System, left_out: LeftOut, is_mute: bool) -> System:
    if is_mute:
        return system.model_copy(update={"active": False})
    form, changes = form_of(system), dict[str, object]()
    if left_out.others:
        # Measures that fall on a firm's workers or managers stay in their places, so that no bit of another measure moves.
        system = form.without_contacts(system.model_copy(update={"contacts": None}))
        changes["measures"] = {n: m if m.falls_on == "holder" else _harmless(m) for n, m in system.measures.items()}
    narrowed: System = form.without(system.model_copy(update=changes), left_out)
    return narrowed


def _harmless(measure: Measure) -> Measure:
    """A measure that nobody feels: it stays in its place, so that no number moves, and falls on the account alone."""
    nothing = {"denies": (), "worsens": (), "falls_on": "holder"}
    return measure.model_copy(update=nothing | {"burden_weight": set_by_law(measure.burden_weight, 0.0)})


def _channel(channel: Channel, out: Ablation) -> Channel:
    changes: dict[str, object] = {}
    if out.false_records:
        none = {kind: set_by_law(rate, 0.0) for kind, rate in channel.false_records.items()}
        said = {name: _truthful(each) for name, each in (channel.discloses or {}).items()}
        changes |= {"false_records": none, "discloses": said or None}
    if out.traits:
        return channel.model_copy(update=changes | {"profile": {}, "discloses": None})
    if out.attributes:
        discloses = changes.get("discloses", channel.discloses)
        changes |= {"profile": _left(channel.profile, out), "discloses": _left(discloses, out) or None}
    return channel.model_copy(update=changes) if changes else channel


def _left(said: object, out: Ablation) -> dict[str, object]:
    """What is disclosed of the attributes that are not taken out."""
    given = said if isinstance(said, Mapping) else {}
    return {name: each for name, each in given.items() if name not in out.attributes}


def _truthful(said: Disclosure) -> Disclosure:
    return said.model_copy(update={"false_rate": set_by_law(said.false_rate, 0.0)})


def problems_of_ablation(ablation: Ablation | None, parts: Any) -> Iterator[Problem]:
    """What an ablation names and the scenario has not, and systems whose form cannot say what it leaves of them.

    Args:
        ablation: the ablation, if any.
        parts: the rest of the scenario (`glasshouse.scenario.parts.Parts`).
    """
    if ablation is None:
        return
    known: Mapping[str, tuple[str, ...]] = {
        "contexts": (*CONTEXTS, *parts.contexts),
        "attributes": (*ATTRIBUTES, *parts.names("attributes")),
        "kinds": tuple(parts.names("conduct")),
        "systems": tuple(parts.names("systems")),
    }
    for key, names in known.items():
        for name in getattr(ablation, key):
            if name not in names:
                expected, nearest = f"one of the scenario's {key}", nearest_name(name, names)
                yield Problem(key=f"ablation.{key}", expected=expected, found=repr(name), nearest=nearest)
    for name, system in parts.systems.items():
        if not form_of(system).can_be_ablated and name not in ablation.systems:
            expected = f"nothing: form {system.form!r}, of system {name!r}, cannot say what is left of it"
            yield Problem(key="ablation", expected=expected, found="an ablation")
