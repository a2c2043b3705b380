"""Posts that are removed before contacts look; what floods and obstacles are in numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from glasshouse.documents.censorship import Censorship, Target
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function
from glasshouse.schema.limits import LANES

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Records, System, World

_ZERO = np.float32(0.0)


def encode_removal(parameters: np.void, removal: Mapping[str, Target], kinds: Mapping[str, int]) -> None:
    """Fill in what share of the recorded posts of each kind is gone in time; of several targets the strictest counts."""
    for target in removal.values():
        for kind in target.kinds:
            parameters["removes"][kinds[kind]] = max(float(parameters["removes"][kinds[kind]]), target.hidden)


def encode_censorship(parameters: np.void, acts: Iterable[Censorship], kinds: Mapping[str, int]) -> None:
    """Fill in what systems in force do to everybody: obstacles, attention drawn away, whether posts are removed.

    Of several systems the strictest counts. With response off, floods draw nobody's attention away and nobody gives up at
    an obstacle.
    """
    for act in acts:
        parameters["removes"] |= any(target.hidden > 0 for target in act.removal.values())
        if act.flooding:
            parameters["floods"] += act.flooding.posts.value
        if parameters["responds"]:
            _encode_response(parameters, act, kinds)


def _encode_response(parameters: np.void, act: Censorship, kinds: Mapping[str, int]) -> None:
    """What people do because of it: look away from floods, give up at obstacles."""
    if act.flooding and act.flooding.posts.value > 0:
        parameters["visible"] = min(float(parameters["visible"]), 1 - act.flooding.diverts.value)
    if act.persuasion and act.persuasion.effect.value > float(parameters["persuades"]):
        parameters["persuades"], parameters["persuasion_reach"] = (
            act.persuasion.effect.value,
            act.persuasion.reach.value,
        )
        parameters["persuasion_days"] = max(1, round(act.persuasion.lasts.value))
    for kind, share in (act.friction.hinders if act.friction else {}).items():
        parameters["friction"][kinds[kind]] = max(float(parameters["friction"][kinds[kind]]), share.value)


@kernel_function
def _remove_what_is_read(records: Records, system: System, day: U4) -> None:
    """Mark part of what the system's channels recorded as gone, each post by a draw of its own."""
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.removes[k] > _ZERO and (records.channels[e] & system.reads) != np.uint32(0):
            item = np.uint32(system.key + system.kind_key[k])
            word = randomness.draw(
                records.seed, randomness.person(records, np.uint32(i)), day, randomness.REMOVAL, item
            )[0]
            if randomness.unit(word) < system.removes[k]:
                records.hidden[i] |= np.uint64(np.uint64(1) << np.uint64(k))


def remove_posts(world: World, day: U4, c: U4) -> None:
    """Mark what is gone before contacts look; with nothing to remove, do nothing."""
    records, parameters, systems = world.records, world.parameters, world.systems
    if parameters.removes:
        for i in range(LANES):
            records.hidden[i] = np.uint64(0)
        for s in range(parameters.systems):
            if systems[s].active and not systems[s].of_firms:
                _remove_what_is_read(records, systems[s], day)
