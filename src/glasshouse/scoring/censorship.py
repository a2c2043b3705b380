"""What a silent reader may do with what it reads: remove posts, flood attention, put obstacles in the way.

After Roberts, "Censored" (2018): fear, friction, flooding. Fear is the matter of `glasshouse.response`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Days, Rate, Share
from glasshouse.documents.strict import Document
from glasshouse.kernels import randomness
from glasshouse.kernels.compilation import kernel_function

if TYPE_CHECKING:
    from glasshouse.schema.protocols import U4, Records, System

_ZERO = np.float32(0.0)


class Target(Document):
    """What is removed, how much of it, and how fast.

    Attributes:
        kinds: kinds of conduct whose posts are removed. Only what the system's channels have recorded can be.
        share: share of such posts that are removed.
        delay: longest time until a post is gone, in days; posts are removed at a time spread evenly up to it.
        heard: share of it that contacts hear of anyway, by word of mouth.
    """

    kinds: tuple[str, ...] = Field(min_length=1)
    share: Share
    delay: Days
    heard: Share

    @property
    def hidden(self) -> float:
        """Share of recorded posts that are gone before contacts look.

        A post is looked at within a day, at a time spread evenly over it.
        """
        days = self.delay.value
        in_time = 1 - days / 2 if days <= 1 else 1 / (2 * days)
        return self.share.value * in_time * (1 - self.heard.value)


class Flooding(Document):
    """Paid commentators: posts that cheer and distract. They move no conduct of anybody.

    Attributes:
        posts: their posts per adult and day.
        diverts: share of attention that they draw away from what contacts do.
    """

    posts: Rate
    diverts: Share


class Friction(Document):
    """Obstacles on the way to what is abroad or hidden.

    Attributes:
        hinders: share of conduct of a kind that does not come about, for somebody who does not evade. Full evasion gets
            round all of it.
    """

    hinders: dict[str, Share] = Field(min_length=1)


@dataclass(frozen=True)
class Censorship:
    """What one system removes, floods and hinders.

    Attributes:
        removal: what it removes, by the name of the target.
        flooding: paid commentators, if it has any.
        friction: obstacles, if it puts up any.
    """

    removal: Mapping[str, Target]
    flooding: Flooding | None
    friction: Friction | None


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
    if act.flooding:
        parameters["visible"] = min(float(parameters["visible"]), 1 - act.flooding.diverts.value)
    for kind, share in (act.friction.hinders if act.friction else {}).items():
        parameters["friction"][kinds[kind]] = max(float(parameters["friction"][kinds[kind]]), share.value)


@kernel_function
def remove_posts(records: Records, system: System, day: U4) -> None:
    """Mark what is gone before contacts look: part of what the system's channels recorded, each by a draw of its own."""
    for e in range(records.n):
        k, i = records.code[e] >> np.uint32(8), records.code[e] & np.uint32(255)
        if system.removes[k] > _ZERO and (records.channels[e] & system.reads) != np.uint32(0):
            item = np.uint32(system.key + system.kind_key[k])
            word = randomness.draw(records.seed, records.citizen + np.uint64(i), day, randomness.REMOVAL, item)[0]
            if randomness.unit(word) < system.removes[k]:
                records.hidden[i] |= np.uint64(np.uint64(1) << np.uint64(k))
