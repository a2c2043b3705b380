"""What may be said of a difference: that it is there, that it is too small to matter, or that one of both cannot be told."""

from __future__ import annotations

from typing import Final, Literal

Answer = Literal["changed", "too small", "chance", "cannot be told"]
"""The four answers; see `answer`."""
WORDS: Final[dict[Answer, str]] = {
    "changed": "rose or fell",
    "too small": "too small to matter",
    "chance": "no difference that can be told from chance",
    "cannot be told": "cannot be told whether it matters",
}
"""The answers as pages and terminals say them."""


def answer(value: float, low: float | None, high: float | None, smallest: float | None) -> Answer:
    """What may be said of a difference between twins.

    The first that fits:

    - *cannot be told*: there is no interval;
    - *too small*: the interval lies wholly inside ± the smallest size that matters, whether or not it holds zero;
    - *chance*: the interval holds zero, and reaches to what would matter;
    - *cannot be told*: the difference itself is below that size, and its interval reaches beyond;
    - *changed*: all others.

    Args:
        value: the difference.
        low: lower end of its interval.
        high: upper end.
        smallest: the smallest size that matters, in the same unit; None where there is none, as of a part of nothing.
    """
    if low is None or high is None:
        return "cannot be told"
    if smallest is not None and -smallest < low and high < smallest:
        return "too small"
    if low <= 0 <= high:
        return "chance"
    return "cannot be told" if smallest is not None and abs(value) < smallest else "changed"
