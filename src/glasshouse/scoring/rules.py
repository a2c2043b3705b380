"""From a system's typed configuration to the numbers that kernels read: what is the same for every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from glasshouse.documents.vocabulary import Measure
from glasshouse.kernels.randomness import key_of
from glasshouse.schema.codes import EMPLOYED, MIGRANT, NOBODY
from glasshouse.scoring.systems import Band, Forgetting, System


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
        headings: number of the heading under which each kind is filed, for kinds that are.
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


_REGISTERS = {
    "everybody": (0, 0),
    "registered here": (MIGRANT, 0),
    "registered elsewhere": (MIGRANT, MIGRANT),
    "employed": (EMPLOYED, EMPLOYED),
}
"""Whom a system is for: which bits of a citizen's status matter, and how they must stand."""


NO_GAME = 99
"""In place of a dimension of the ledger: the system has no game."""


def encode_system(rules: Any, name: str, number: int, system: System, names: Names) -> None:
    """Fill in what every form has: account, channels, rhythm, redress."""
    rules["number"], rules["key"], rules["active"] = number, key_of(name), system.active
    for kind, k in names.kinds.items():
        rules["kind_key"][k] = key_of(kind)
    rules["reads"] = sum(1 << names.channels[channel] for channel in system.reads if channel in names.channels)
    rules["publish_every"], rules["publish_on"] = system.publish_every, system.publish_on
    rules["member_share"], rules["member_online"] = system.members.share.value, system.members.online.value
    rules["member_mask"], rules["member_status"] = _REGISTERS[system.members.who]
    rules["known"], rules["opaque"] = system.known.value, system.opaque.value
    rules["of_firms"] = system.accounts == "firms"
    rules["contacts"] = system.contacts.weight.value if system.contacts else 0.0
    if system.contacts:
        rules["believes"] = system.contacts.rule == "belief"
        rules["contacts_error"], rules["contacts_mixing"] = system.contacts.error.value, system.contacts.mixing.value
    rules["delay"][: len(names.delays)] = names.delays
    redress = system.redress
    rules["notice"], rules["told"] = round(redress.notice.value), redress.told.value
    rules["appeals"], rules["review_days"] = redress.open, max(1, round(redress.days.value))
    rules["overturned_wrong"] = redress.overturned_wrong.value
    rules["overturned_right"] = redress.overturned_right.value
    rules["lag"] = max(1, round(redress.lag.value))
    rules["keep"], rules["forget_every"], rules["window"] = 1.0, 0, 0
    rules["entry"], rules["game"] = 1, NO_GAME
    if system.adoption:
        rules["market_key"] = key_of(system.adoption.market)
        rules["innovation"] = system.adoption.innovation.value / 365
        rules["imitation"] = system.adoption.imitation.value / 365
    rules["given"][: len(names.given)] = names.given
    rules["holder"] = NOBODY


def encode_bands(
    rules: Any, name: str, system: System, codes: Sequence[int], bands: Sequence[Band], names: Names
) -> None:
    """Fill in where bands start and what follows in each.

    Args:
        rules: the system's record.
        name: the system's name.
        system: its configuration, for the measures.
        codes: published code at which each band starts.
        bands: the bands, lowest first.
        names: numbers of the measures.
    """
    rules["bands"] = len(bands)
    rules["band_code"][: len(bands)] = codes
    for b, band in enumerate(bands):
        measures = [(system.measures[m], names.measures[name, m]) for m in band.measures]
        own = [(m, number) for m, number in measures if m.falls_on == "holder"]
        rules["treatment"][b], (rules["burden"][b], rules["boon"][b], rules["public"][b]) = _bits(own), _weights(own)
        rules["worth"][b] = rules["boon"][b] - rules["burden"][b]
        for others in ("workers", "managers"):
            theirs = [(m, number) for m, number in measures if m.falls_on == others]
            rules[others][b], rules[f"{others}_share"][b] = _bits(theirs), _weights(theirs)
        rules["worth"][b] += rules["managers_share"][b, 1] - rules["managers_share"][b, 0]


def _bits(measures: list[tuple[Measure, int]]) -> int:
    return sum({1 << number for _, number in measures})


def _weights(measures: list[tuple[Measure, int]]) -> tuple[float, float, float]:
    """Burden of the sanctions, worth of the entitlements, publicity of the most public sanction."""
    burden = sum(m.worth.value for m, _ in measures if m.sort == "sanction")
    boon = sum(m.worth.value for m, _ in measures if m.sort == "entitlement")
    return burden, boon, max((m.public.value for m, _ in measures if m.sort == "sanction"), default=0.0)


def encode_points(rules: Any, table: Mapping[tuple[str, int], float], names: Names) -> None:
    """Fill in what a record adds, in the ledger's steps, by kind and dimension; frequent kinds get a list of their own.

    Args:
        rules: the system's record.
        table: steps per record, by name of the kind and number of the dimension.
        names: numbers of the kinds.
    """
    n = 0
    for (kind, dimension), steps in table.items():
        k = names.kinds[kind]
        if k < names.frequent:
            rules["frequent"][n], rules["frequent_dimension"][n] = k, dimension
            rules["frequent_value"][n] = round(steps)
            n += 1
        else:
            rules["scored"][k] = 1
            rules["points"][k, dimension] = round(steps)
    rules["frequent_points"] = n


def encode_forgetting(rules: Any, forgetting: Forgetting, every: int) -> None:
    """Fill in how old records lose their weight; a half-life is applied at every publication, a week apart at least."""
    if forgetting.rule == "window":
        rules["window"] = max(4, round(forgetting.days.value))
    elif forgetting.rule == "half-life":
        rules["forget_every"] = max(7, every)
        rules["keep"] = 0.5 ** (max(7, every) / max(forgetting.days.value, 1e-9))
