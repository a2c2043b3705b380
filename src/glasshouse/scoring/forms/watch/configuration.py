"""What a silent reader is: what it keeps, removes, floods, persuades and hinders."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.censorship import Flooding, Friction, Persuasion, Target
from glasshouse.documents.quantity import Days
from glasshouse.scoring.systems import System


class WatchSystem(System):
    """Form ``none``: reads and keeps records, judges nobody.

    Attributes:
        removal: what it removes, by the name of the target.
        flooding: paid commentators, if it has any.
        friction: obstacles, if it puts up any.
        persuasion: propaganda that moves people, if it spreads any.
        retention: days for which it keeps a file of its own on everybody, whatever the source deletes; 0 means for ever.
            Without it, nothing is kept.
    """

    form: Literal["none"]
    removal: dict[str, Target] = Field(default_factory=dict)
    flooding: Flooding | None = None
    friction: Friction | None = None
    persuasion: Persuasion | None = None
    retention: Days | None = None
