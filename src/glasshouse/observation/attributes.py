"""What channels disclose of attributes that a scenario declares, and what a system has on file of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.documents.quantity import Share
from glasshouse.documents.strict import Document
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.codes import EVERYBODY
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, U8, AttributesHeld, Index, Parameters, Records, Row, Society, System


class Disclosure(Document):
    """What a channel discloses or infers of an attribute, of people within its reach; it says the same for a whole run.

    Attributes:
        sensitivity: chance that it says so of somebody who has it.
        false_rate: chance that it says so of somebody who has it not.
    """

    sensitivity: Share
    false_rate: Share


def encode_disclosures(
    parameters: np.void, channels: Mapping[str, Mapping[str, Disclosure] | None], attributes: Mapping[str, int]
) -> None:
    """Fill in which channel says what of which attribute.

    Args:
        parameters: the scenario's record.
        channels: what each channel discloses, by name, in the order of their numbers.
        attributes: the number of each attribute that the scenario declares.
    """
    parameters["attributes"] = len(attributes)
    for name, a in attributes.items():
        parameters["attribute_key"][a] = randomness.key_of(name)
    for ch, discloses in enumerate(channels.values()):
        for name, said in (discloses or {}).items():
            a = attributes[name]
            parameters["disclosing"][a] |= 1 << ch
            parameters["disclosed"][ch, a] = said.sensitivity.value
            parameters["disclosed_wrongly"][ch, a] = said.false_rate.value


@kernel_function
def _add_channel(
    records: Records, parameters: Parameters, row: Society, held: AttributesHeld, first: U8, ch: Index, a: Index
) -> None:
    """Add to what is on file whom one channel says to have attribute `a`."""
    bit, reach = np.uint8(np.uint32(1) << np.uint32(a)), parameters.reach_bit[ch]
    key, channel = parameters.attribute_key[a], parameters.channel_key[ch]
    low, high = np.uint32(first & np.uint64(0xFFFFFFFF)), np.uint32(first >> np.uint64(32))
    for i in range(np.uint32(row.people)):
        within = reach == EVERYBODY or (np.uint32(row.reach[i]) >> (reach & np.uint32(15))) & np.uint32(1)
        word, _, _, _ = randomness.threefry(
            np.uint32(low + np.uint32(i)),
            np.uint32(high + records.generation[i]),
            channel,
            key,
            parameters.seed[0],
            parameters.seed[1],
            randomness.DISCLOSURE,
            np.uint32(0),
        )
        has = (held.has[i] & bit) != np.uint8(0)
        chance = parameters.disclosed[ch, a] if has else parameters.disclosed_wrongly[ch, a]
        if within and randomness.unit(word) < chance:
            records.disclosed[i] |= bit


def show_attributes(
    records: Records, parameters: Parameters, row: Society, attributes: Row[AttributesHeld], system: System, c: U4
) -> None:
    """Attributes on file with a system, a bit each: those that any of its channels says a person within reach to have.

    Only attributes that the system uses are looked up; where it uses none, nothing is done.
    """
    if not system.attributes:
        return
    first = (np.uint64(parameters.first) + np.uint64(c)) * np.uint64(LANES)
    for i in range(LANES):
        records.disclosed[i] = np.uint8(0)
    for a in range(parameters.attributes):
        if (np.uint32(system.attributes) >> np.uint32(a)) & np.uint32(1):
            channels = parameters.disclosing[a] & system.reads
            for ch in range(parameters.channels):
                if (channels >> np.uint32(ch)) & np.uint32(1):
                    _add_channel(records, parameters, row, attributes[c], first, np.uint32(ch), np.uint32(a))
