"""Living an experiment in a worker: day by day at its pace, telling of the newest day, keeping the result."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from glasshouse.engine.portrait import Picture, take_picture
from glasshouse.web.work.asked import Done, Experiment, Failed, Lived
from glasshouse.web.work.counting import Counting
from glasshouse.web.work.crowd import write_crowd
from glasshouse.web.work.failing import attempted
from glasshouse.web.work.pace import Pace
from glasshouse.worlds.comparison import compare
from glasshouse.worlds.twins import Twins

PICTURES: Final = 40
"""Pictures a second at most."""
RESULT: Final = "result"
"""The folder of the comparison below an experiment's folder."""
_ONE_THREAD: Final = 100_000
"""Up to so many people one thread is enough, and leaves the machine to the pages."""
_DIGITS: Final = 6


@dataclass
class _Watching:
    """Somebody who watches the worlds and tells of them.

    Attributes:
        pace: says when the next day may come.
        say: takes what is told.
        folder: where everybody is left at the end.
    """

    pace: Pace
    say: Callable[[Lived], None]
    folder: Path
    _twins: list[Twins] = field(default_factory=list)
    _counting: list[Counting] = field(default_factory=list)
    _told: float = 0.0

    def attend(self, twins: Twins) -> None:
        """Begin to watch worlds."""
        self._twins[:], self._counting[:] = [twins], [Counting(twins)]

    def day(self, day: int, days: int) -> None:
        """A day was lived: tell of it, unless that was done just before, and wait for the next."""
        self._counting[0].count()
        tell = partial(self._tell, day)
        if day == days or time.monotonic() - self._told >= 1 / PICTURES:
            tell()
        if day == days:
            write_crowd(self.folder, self._twins[0], self._counting[0])
        else:
            # A pause shows the day on which it falls, however quickly that was lived.
            self.pace.after(day, pausing=tell)

    def _tell(self, day: int) -> None:
        self._told = time.monotonic()
        recorders = self._twins[0].recorders
        self.say(Lived(day, {name: shown(take_picture(each)) for name, each in recorders.items()}))

    def stop(self) -> bool:
        """Whether to end now."""
        return self.pace.stopped


def shown(picture: Picture) -> Mapping[str, object]:
    """A picture as JSON, with no more digits than can be seen."""
    return {
        "gauges": {name: round(value, _DIGITS) for name, value in picture.gauges.items()},
        "histograms": picture.histograms,
        "regions": {name: round(value, _DIGITS) for name, value in picture.regions.items()},
    }


def live(asked: Experiment, pace: Pace, say: Callable[[Lived], None]) -> Done | Failed:
    """Live an experiment and keep its result.

    Args:
        asked: what to live.
        pace: how fast.
        say: told of days.
    """
    watching = _Watching(pace, say, asked.folder)
    return attempted(partial(_lived, asked, watching), pace, "an experiment")


def _lived(asked: Experiment, watching: _Watching) -> Path:
    """Where the result is."""
    compared = compare(
        asked.base,
        asked.variants,
        name=asked.name,
        settings=asked.settings,
        out=asked.folder / RESULT,
        threads=1 if asked.base.citizens <= _ONE_THREAD else None,
        attend=watching.attend,
        progress=watching.day,
        stop=watching.stop,
        checkpoint_every=float("inf"),
    )
    return compared.path
