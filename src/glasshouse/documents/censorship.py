"""What a silent reader may do with what it reads: remove posts, flood attention, put obstacles in the way.

A system states it, `glasshouse.authorities.censorship` carries it out. After Roberts, "Censored" (2018): fear, friction,
flooding. Fear is the matter of `glasshouse.response`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from glasshouse.documents.quantity import Days, Rate, Share
from glasshouse.documents.strict import Document


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


class Persuasion(Document):
    """Propaganda that moves people, apart from what merely distracts: for a few days they act on less grievance.

    Pan, Shao and Xu found that television news moves viewers towards the policy shown for up to 48 hours, all groups alike;
    Mattingly and Yao found anger abroad and no effect on the will to protest. The effect may be none.

    Attributes:
        reach: share of people whom it reaches in a spell.
        effect: share of their grievance on which those do not act while it lasts.
        lasts: days of a spell.
    """

    reach: Share
    effect: Share
    lasts: Days


@dataclass(frozen=True)
class Censorship:
    """What one system removes, floods, persuades and hinders.

    Attributes:
        removal: what it removes, by the name of the target.
        flooding: paid commentators, if it has any.
        friction: obstacles, if it puts up any.
        persuasion: propaganda that moves people, if it spreads any.
    """

    removal: Mapping[str, Target]
    flooding: Flooding | None
    friction: Friction | None
    persuasion: Persuasion | None = None
