"""What the runs say about a claim, in one of five words.

The rules are fixed before anything is run. Effects are counted in the direction that the claim expects, and held against
the smallest that matters.

- *assumed*: the effect is there at the assumptions' middle, one assumed link alone brings it about, and without that link
  it is gone. The run then repeats what was put in.
- *holds*: the whole interval at the middle is large enough, and so is the effect at nine of ten points of the assumptions.
- *does not hold*: the whole interval at the middle is too small or goes the other way, and so does the effect at nine of ten
  points.
- *holds only if …*: neither, and what decides stands out of the noise; it is named.
- *cannot be told*: everything else, such as an interval that spans the smallest effect, no interval since too little went
  otherwise, or an observable that is undefined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from glasshouse.claims.evidence import Effect, Evidence

Word = Literal["holds", "holds only if", "assumed", "does not hold", "cannot be told"]
Side = Literal["large", "small", "open", "undefined"]

MOST: Final = 0.9
"""The share of points at which a claim must hold (or fail) to hold (or fail) over the assumptions."""
_NAMED: Final = 3


@dataclass(frozen=True)
class Verdict:
    """A verdict.

    Attributes:
        word: one of the five.
        condition: for *holds only if*, what decides; for *assumed*, the link; else empty.
        reason: why, in a sentence.
        hangs_on: keys that the claim hangs on, the most first.
    """

    word: Word
    condition: str
    reason: str
    hangs_on: tuple[str, ...]


def judge(evidence: Evidence) -> Verdict:
    """The verdict on a claim."""
    hangs_on = tuple(each.key for each in evidence.influential)
    share = evidence.share_of_points
    middle = _side(evidence, evidence.effect)
    if middle == "undefined" or share is None:
        return Verdict("cannot be told", "", "The observable is undefined in some of the worlds.", hangs_on)
    if evidence.effect.low is None and evidence.effect.reason:
        return Verdict("cannot be told", "", f"There is no interval: {evidence.effect.reason}.", hangs_on)
    over = f"At {share:.0%} of the points of the assumptions the effect is as claimed and large enough."
    link = _sole_link(evidence) if middle == "large" else None
    if link is not None:
        return _assumed(evidence, link, over, hangs_on)
    if middle == "large" and share >= MOST:
        return Verdict("holds", "", over, hangs_on)
    if middle == "small" and share <= 1 - MOST:
        return Verdict("does not hold", "", over, hangs_on)
    return _undecided(evidence, middle, share, over, hangs_on)


def _assumed(evidence: Evidence, link: str, over: str, hangs_on: tuple[str, ...]) -> Verdict:
    """The verdict where one assumed link carries the claim."""
    title = next(each.title for each in evidence.claim.links if each.key == link)
    reason = f"Without {title} the effect is gone, and {title} alone brings it about. {over}"
    return Verdict("assumed", f"{link} (put in by assumption)", reason, (link, *(k for k in hangs_on if k != link)))


def _undecided(evidence: Evidence, middle: Side, share: float, over: str, hangs_on: tuple[str, ...]) -> Verdict:
    """The verdict where middle and points do not agree: what decides, if that is known."""
    decided = 1 - MOST < share < MOST or middle != "open"  # at some points and not at others, the middle among them
    if decided and hangs_on:
        return Verdict("holds only if", _condition(evidence), over, hangs_on)
    spans, nothing = "The interval spans the smallest effect that matters.", "Nothing stands out that decides."
    return Verdict("cannot be told", "", f"{spans if middle == 'open' else nothing} {over}", hangs_on)


def _side(evidence: Evidence, effect: Effect) -> Side:
    """Where an effect's interval lies: beyond the smallest that matters, short of it, or across."""
    if effect.value is None:
        return "undefined"
    sign, smallest = evidence.claim.sign, evidence.claim.smallest_effect.value
    low, high = effect.low, effect.high
    ends = sorted(sign * end for end in ((effect.value,) if low is None or high is None else (low, high)))
    if ends[0] >= smallest:
        return "large"
    return "small" if ends[-1] < smallest else "open"


def _sole_link(evidence: Evidence) -> str | None:
    """The link that alone carries the claim, if there is one."""
    carrying = [
        key
        for key in evidence.without
        if _side(evidence, evidence.without[key]) == "small" and _side(evidence, evidence.alone[key]) == "large"
    ]
    return carrying[0] if len(carrying) == 1 else None


def _condition(evidence: Evidence) -> str:
    words = []
    for each in evidence.influential[:_NAMED]:
        rises = each.rises * evidence.claim.sign
        how = "is high" if rises > 0 else "is low" if rises < 0 else "lies right"
        words.append(f"{each.key} {how}")
    return ", ".join(words)
