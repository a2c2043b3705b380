"""The parameters of play: what games with a score do to those who play them.

The equations stand in ``docs/model.md``; the kernel is `glasshouse.response.play`.
"""

from __future__ import annotations

from glasshouse.documents.quantity import Days, Ratio, Share, assumed
from glasshouse.documents.strict import Document

FULL_ROW = 3
"""Days in a row at which a row of days holds people as much as it ever does."""
WEEKS = 256
"""Weeks for which the appeal of a game is told; it stays where it is afterwards."""

_FATIGUE = (
    "See `half_life`; 0 leaves a game without effect in the end, less than 0 a lasting one, up to the part that was left at "
    "follow-up in trials of games for moving about (mazeas_2022; its sizes are recalled)."
)


class Playing(Document):
    """What a game does to the salience of its score, as long as it is fresh, and when it has worn out.

    Attributes:
        row: salience added each day by a row of three days or more.
        comparison: salience added each day by seeing all contacts at the top of the scale from its bottom.
        half_life: days after which a game has lost half of its appeal, beyond what it falls to in the end.
        fatigue: how far a worn-out game repels, as a share of its first appeal; below 0, what is left of the appeal for good.
    """

    row: Share = assumed(0.1, "A day in a full row counts as much as a prize; no published figure.", 0, 0.5, Share)
    comparison: Share = assumed(
        0.02, "Letters that compare neighbours saved 2 % of energy; size here unknown.", 0, 0.1, Share
    )
    half_life: Days = assumed(
        30, "With `fatigue`, the first week, the first twenty and the years go as 1.57 to 0.30 to -0.20 (kim_castelli_2021).",
        7, 100_000, Days,
    )  # fmt: skip
    fatigue: Ratio = assumed(0.12, _FATIGUE, -0.35, 0.5)


def appeal_by_week(playing: Playing) -> list[float]:
    """What is left of a game's appeal after so many weeks: 1 at the start, minus `fatigue` in the end.

    (1 + fatigue) · 2^(-7·week/half_life) - fatigue.
    """
    fatigue, half = playing.fatigue.value, max(playing.half_life.value, 1e-9)
    return [(1 + fatigue) * 0.5 ** (7 * week / half) - fatigue for week in range(WEEKS)]
