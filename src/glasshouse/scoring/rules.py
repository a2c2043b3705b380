"""From a system's typed configuration to the numbers that kernels read: what is the same for every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from glasshouse.documents.quantity import Quantity
from glasshouse.documents.vocabulary import Measure
from glasshouse.kernels.randomness import key_of
from glasshouse.schema.codes import EMPLOYED, MIGRANT, NOBODY
from glasshouse.scoring.systems import Band, Forgetting, Register, System

_WHOLE_SCALE = 65_000
"""Steps that lead from one end of the ledger, -32,000 to 32,000, to the other; more would change nothing."""


@dataclass(frozen=True)
class Names:
    """The numbers that a scenario gives to names.

    Attributes:
        kinds: number of each kind of conduct; the frequent kinds come first.
        frequent: how many kinds are frequent.
        kept: kinds whose records are kept as cases.
        channels: number of each channel.
        delays: delay of each channel in days.
        measures: number of each measure, by system and name.
        systems: number of each system.
        bands: names of each system's bands, lowest first; a list has ``off`` and ``on``, a silent reader none.
        holders: number of each holder of copies, where records are traded.
        tallies: number of the row of tallies of each rule or measure that has one, by system and key.
        headings: number of the heading under which each kind is filed, for kinds that are.
        attributes: number of each attribute that the scenario declares.
        given: for each channel, who gets a copy of its records at once, a bit each.
    """

    kinds: Mapping[str, int]
    frequent: int
    kept: frozenset[str]
    channels: Mapping[str, int]
    delays: Sequence[int]
    measures: Mapping[tuple[str, str], int]
    systems: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    holders: Mapping[str, int] = field(default_factory=dict)
    headings: Mapping[str, int] = field(default_factory=dict)
    given: Sequence[int] = ()
    attributes: Mapping[str, int] = field(default_factory=dict)
    tallies: Mapping[tuple[str, str], int] = field(default_factory=dict)


def encode_attributes(
    parameters: np.void, d: int, said: Mapping[str, Quantity] | None, scale: float, names: Names
) -> None:
    """What attributes declared by the scenario add to a dimension where they are on file.

    Args:
        parameters: the system's record.
        d: number of the dimension.
        said: what each adds, by the attribute's name.
        scale: by how much it is multiplied.
        names: numbers of names.
    """
    for name, value in (said or {}).items():
        parameters["attributes"] |= 1 << names.attributes[name]
        parameters["attribute_lean"][d, names.attributes[name]] = value.value * scale


_REGISTERS: Mapping[Register, tuple[int | np.integer, int | np.integer]] = {
    "everybody": (0, 0),
    "registered here": (MIGRANT, 0),
    "registered elsewhere": (MIGRANT, MIGRANT),
    "employed": (EMPLOYED, EMPLOYED),
}
"""Whom a system is for: which bits of a citizen's status matter, and how they must stand."""


NO_GAME = 99
"""In place of a dimension of the ledger: the system has no game."""


def encode_system(parameters: np.void, name: str, number: int, system: System, names: Names) -> None:
    """Fill in what every form has: account, channels, rhythm, redress."""
    parameters["number"], parameters["key"], parameters["active"] = number, key_of(name), system.active
    for kind, k in names.kinds.items():
        parameters["kind_key"][k] = key_of(kind)
    parameters["reads"] = sum(1 << names.channels[channel] for channel in system.reads if channel in names.channels)
    parameters["publish_every"], parameters["publish_on"] = system.publish_every, system.publish_on
    parameters["member_share"], parameters["member_online"] = system.members.share.value, system.members.online.value
    parameters["member_mask"], parameters["member_status"] = _REGISTERS[system.members.eligible]
    if system.members.attribute is not None:
        parameters["member_attribute"] = 1 << names.attributes[system.members.attribute]
    parameters["known"], parameters["opaque"] = system.known.value, system.opaque.value
    parameters["of_firms"] = system.account_holders == "firms"
    parameters["contacts"] = system.contacts.weight.value if system.contacts else 0.0
    if system.contacts:
        parameters["believes"] = system.contacts.rule == "belief"
        parameters["contacts_error"], parameters["contacts_mixing"] = (
            system.contacts.error.value,
            system.contacts.mixing.value,
        )
    parameters["delay"][: len(names.delays)] = names.delays
    redress = system.redress
    parameters["notice"], parameters["told"] = round(redress.notice.value), redress.told.value
    parameters["appeals"], parameters["review_days"] = redress.appeals, max(1, round(redress.review_days.value))
    parameters["overturned_wrong"] = redress.overturned_wrong.value
    parameters["overturned_right"] = redress.overturned_right.value
    parameters["suspends"] = redress.suspends
    parameters["lag"] = max(1, round(redress.lag.value))
    parameters["keep"], parameters["forget_every"], parameters["window"] = 1.0, 0, 0
    parameters["entry"], parameters["game"] = 1, NO_GAME
    if system.adoption:
        parameters["market_key"] = key_of(system.adoption.market)
        parameters["innovation"] = system.adoption.innovation.value / 365
        parameters["imitation"] = system.adoption.imitation.value / 365
    parameters["given"][: len(names.given)] = names.given
    parameters["holder"] = NOBODY


def encode_bands(
    parameters: np.void, name: str, system: System, codes: Sequence[int], bands: Sequence[Band], names: Names
) -> None:
    """Fill in where bands start and what follows in each.

    Args:
        parameters: the system's record.
        name: the system's name.
        system: its configuration, for the measures.
        codes: published code at which each band starts.
        bands: the bands, lowest first.
        names: numbers of the measures.
    """
    parameters["bands"] = len(bands)
    parameters["band_code"][: len(bands)] = codes
    for b, band in enumerate(bands):
        measures = [(system.measures[m], names.measures[name, m]) for m in band.measures]
        whole = [(m, number) for m, number in measures if m.falls_on == "holder"]
        own = [(m, number) for m, number in whole if m.after is None]
        parameters["treatment"][b], (parameters["burden"][b], parameters["benefit"][b], parameters["public"][b]) = (
            _bits(own),
            _weights(own),
        )
        # What a band is worth includes what begins later there; what is in force from its first day does not.
        burden, benefit, _ = np.array(_weights(whole), "f4")
        parameters["worth"][b] = benefit - burden
        for others in ("workers", "managers"):
            theirs = [(m, number) for m, number in measures if m.falls_on == others]
            parameters[others][b], parameters[f"{others}_share"][b, :3] = _bits(theirs), _weights(theirs)
        parameters["worth"][b] += parameters["managers_share"][b, 1] - parameters["managers_share"][b, 0]


def encode_refusal(parameters: np.void, name: str, system: System, bands: Sequence[Band], names: Names) -> None:
    """Fill in what follows for those who could have an account and have none.

    Args:
        parameters: the system's record.
        name: the system's name.
        system: its configuration.
        bands: its bands.
        names: numbers of the measures.
    """
    under = refusal_measures(system, bands)
    measures = [(system.measures[m], names.measures[name, m]) for m in under]
    parameters["refusal"] = bool(under)
    parameters["refusal_treatment"] = _bits(measures)
    parameters["refusal_burden"], parameters["refusal_benefit"], parameters["refusal_public"] = _weights(measures)


def refusal_measures(system: System, bands: Sequence[Band]) -> tuple[str, ...]:
    """Names of the measures that those are under who could have an account and have none; each once."""
    refusal = system.members.refusal
    if refusal is None:
        return ()
    of_band = [measure for band in bands if band.name == refusal.band for measure in band.measures]
    return tuple(dict.fromkeys((*of_band, *refusal.measures)))


def _bits(measures: list[tuple[Measure, int]]) -> int:
    return sum({1 << number for _, number in measures})


def _weights(measures: list[tuple[Measure, int]]) -> tuple[float, float, float]:
    """Burden of the sanctions, worth of the entitlements, publicity of the most public sanction."""
    burden = sum(m.burden_weight.value for m, _ in measures if m.type == "sanction")
    benefit = sum(m.burden_weight.value for m, _ in measures if m.type == "entitlement")
    return burden, benefit, max((m.public.value for m, _ in measures if m.type == "sanction"), default=0.0)


def encode_points(parameters: np.void, table: Mapping[tuple[str, int], float], names: Names) -> None:
    """Fill in what a record adds, in the ledger's steps, by kind and dimension; frequent kinds get a list of their own.

    Args:
        parameters: the system's record.
        table: steps per record, by name of the kind and number of the dimension.
        names: numbers of the kinds.
    """
    n = 0
    for (kind, dimension), steps in table.items():
        k = names.kinds[kind]
        whole = round(min(max(steps, -_WHOLE_SCALE), _WHOLE_SCALE))
        if k < names.frequent:
            parameters["frequent"][n], parameters["frequent_dimension"][n] = k, dimension
            parameters["frequent_value"][n] = whole
            n += 1
        else:
            parameters["scored"][k] = 1
            parameters["points"][k, dimension] = whole
    parameters["frequent_points"] = n


def encode_forgetting(parameters: np.void, forgetting: Forgetting, every: int) -> None:
    """Fill in how old records lose their weight; a half-life is applied at every publication, a week apart at least."""
    if forgetting.rule == "window":
        parameters["window"] = max(4, round(forgetting.days.value))
    elif forgetting.rule == "half-life":
        parameters["forget_every"] = max(7, every)
        parameters["keep"] = 0.5 ** (max(7, every) / max(forgetting.days.value, 1e-9))
