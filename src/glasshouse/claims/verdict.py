"""What the runs say about a claim, in the first word of a fixed order that fits.

Effects are counted in the direction that the claim expects, and held against the smallest that matters.

- *cannot be told*: the observable is undefined, or the control failed.
- *out of reach*: whatever is at its strongest, the observable does not move by twice what matters.
- *underpowered*: what it would take to see the smallest effect costs more than the trial may.
- *assumed*: the effect is there, and at most one mechanism beside what is compared and counted brings it about.
- *mixed*: another observable, named beforehand, goes the other way by more than matters.
- *holds*: the whole interval is large enough, and so is the effect at four of five points over the assumptions.
- *reversed*: the same the other way round.
- *does not hold*: the whole interval is too small or goes the other way, and at four of five points the effect is.
- *holds only if …*: what decides is confirmed in a fresh sample, and is named.
- *cannot be told*: everything else.

A quick trial has no fresh sample: of the last five words it says only that a claim leans to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from glasshouse.claims.evidence import Evidence
from glasshouse.claims.links import Links
from glasshouse.claims.points import Points, Sample
from glasshouse.claims.reach import SAME
from glasshouse.claims.switching import shown
from glasshouse.sweeps.confirmation import Confirmed

Word = Literal[
    "cannot be told",
    "out of reach",
    "underpowered",
    "assumed",
    "mixed",
    "holds",
    "reversed",
    "does not hold",
    "holds only if",
]
SURE: Final[tuple[Word, ...]] = ("mixed", "holds", "reversed", "does not hold", "holds only if")
"""Words that a quick trial only leans to."""
MOST: Final = 0.8
"""The share of points at which a claim must hold (or fail) over the assumptions."""
BLIND: Final = 0.2
"""The share of points that cannot show the effect, above which nothing is told."""
ORDER: Final = 1
"""The most mechanisms of an effect that is put in."""
_HALF: Final = 0.5
_NAMED: Final = 3


@dataclass(frozen=True)
class Verdict:
    """A verdict.

    Attributes:
        word: one of the nine.
        condition: for *holds only if*, what decides; for *assumed*, the sets of mechanisms; else empty.
        reason: why, in a sentence or two.
        hangs_on: quantities that the effect hangs on, confirmed in a full trial, named in a quick one; the most first.
        leans: whether it is only what the claim leans to.
        depends_on_prior: whether the other prior clearly says otherwise.
    """

    word: Word
    condition: str
    reason: str
    hangs_on: tuple[str, ...] = ()
    leans: bool = False
    depends_on_prior: bool = False

    @property
    def words(self) -> str:
        """The verdict as it stands in a table."""
        said = f"leans to {self.word}" if self.leans else self.word
        joined = " " if self.word == "holds only if" else ": "
        said = f"{said}{joined}{self.condition}" if self.condition else said
        return f"{said} (depends on the prior)" if self.depends_on_prior else said


_NEVER_MOVES = (
    "The observable was the same in both worlds to the last digit, wherever it was looked. It may count something else "
    "than what is compared: see with `glasshouse compare` what differs."
)
Rule = Callable[[Evidence], Verdict | None]


def judge(evidence: Evidence) -> Verdict:
    """The verdict on a claim, from all that was found out."""
    return decide(evidence) or Verdict("cannot be told", "", _open_end(evidence), _hangs_on(evidence))


def decide(evidence: Evidence) -> Verdict | None:
    """The first word that fits what was found out so far; None while none does."""
    return next((verdict for rule in _RULES if (verdict := rule(evidence)) is not None), None)


def _untold(evidence: Evidence) -> Verdict | None:
    effect = evidence.effect
    if effect.value is None:
        return Verdict("cannot be told", "", "The observable is undefined in some of the worlds.")
    if evidence.smallest is None:
        return Verdict("cannot be told", "", "The smallest effect is a part of what the twin has, and it has none.")
    if evidence.sham is not None and not evidence.sham.ok:
        return Verdict(
            "cannot be told", "", "The control failed: without its means the contrast does as much as matters."
        )
    return None


def _out_of_reach(evidence: Evidence) -> Verdict | None:
    reach = evidence.reach
    if reach is None or reach.ok:
        return None
    if reach.value == 0 and reach.at != SAME:
        return Verdict("out of reach", "", _NEVER_MOVES)
    reason = (
        f"At most {reach.value:.3g} {evidence.unit} was found, at {reach.at}; twice the smallest effect is "
        f"{2 * (evidence.smallest or 0):.3g}. The scenario cannot show what the claim speaks of."
    )
    return Verdict("out of reach", "", reason)


def _underpowered(evidence: Evidence) -> Verdict | None:
    power = evidence.power
    if power is None or not power.needs:
        return None
    return Verdict("underpowered", "", f"To see the smallest effect it would take {power.needs}.")


def _assumed(evidence: Evidence) -> Verdict | None:
    links = evidence.links
    if links is None or not _is_put_in(evidence, links):
        return None
    brought = shown(links.sets) if links.order else "what is compared"
    aside = (
        f", beside {', '.join(links.set_aside)}, compared or alone deciding what is counted," if links.set_aside else ""
    )
    reason = f"At least half of the effect is brought about by {brought}{aside} alone: the run repeats what was put in."
    sets = " or ".join(each[0] for each in links.sets if len(each) == 1)
    return Verdict("assumed", sets or ", ".join(links.set_aside) or "what is compared", reason)


def _is_put_in(evidence: Evidence, links: Links) -> bool:
    """Whether the effect is surely there, and hardly anything is needed for it."""
    is_there = evidence.directed[0] >= (evidence.smallest or 0)
    return is_there and links.order is not None and links.order <= ORDER


def _mixed(evidence: Evidence) -> Verdict | None:
    against = [each for each in evidence.secondaries if each.answer == "the other way"]
    if not against or not evidence.links_asked:
        return None
    names = ", ".join(each.title or each.expected.observable for each in against)
    return _sure(evidence, "mixed", f"Named beforehand, and beyond what matters the other way: {names}.")


def _over_points(evidence: Evidence) -> Verdict | None:
    """Holds, reversed, or does not hold."""
    points, smallest = evidence.points, evidence.smallest or 0.0
    if points is None:
        return None
    if points.blind > BLIND:
        reason = f"At {points.blind:.0%} of the points there is less in the twin than the effect would take away."
        return Verdict("cannot be told", "", reason, _hangs_on(evidence))
    low, high = evidence.directed
    p, q = points.as_claimed(), points.reversed()
    if low >= smallest and p.low >= MOST:
        return _sure(evidence, "holds", _told(points), prior=points.as_claimed(other_prior=True).high < MOST)
    if high <= -smallest and q.low >= MOST:
        return _sure(evidence, "reversed", _told(points), prior=points.reversed(other_prior=True).high < MOST)
    if high < smallest and p.high <= 1 - MOST:
        return _sure(evidence, "does not hold", _told(points), prior=points.as_claimed(other_prior=True).low > 1 - MOST)
    return None


def _only_if(evidence: Evidence) -> Verdict | None:
    points = evidence.points
    if points is None:
        return None
    deciding = list(_deciding(points))[:_NAMED]
    if not deciding:
        return None
    condition = ", ".join(f"{each.key} is {'high' if each.direction > 0 else 'low'}" for each in deciding)
    return _sure(evidence, "holds only if", _told(points), condition)


def _deciding(points: Points) -> Iterator[Confirmed]:
    """Confirmed quantities in whose one outer third the claim holds and in whose other it does not, in the fresh sample."""
    fresh = points.samples[1]
    for each in points.dependence.confirmed:
        if each.direction:
            ends = [_share_in_third(fresh, each.key, points.smallest, upper=upper) for upper in (False, True)]
            away, there = ends if each.direction > 0 else ends[::-1]
            if there >= MOST and away <= _HALF:
                yield each


def _share_in_third(sample: Sample, key: str, smallest: float, *, upper: bool) -> float:
    column = sample.table[:, sample.keys.index(key)]
    line = np.quantile(column, 2 / 3 if upper else 1 / 3)
    effects = sample.effects[(column >= line) if upper else (column <= line)]
    known = effects[~np.isnan(effects)]
    return float((known >= smallest).mean()) if len(known) else _HALF


def _sure(evidence: Evidence, word: Word, reason: str, condition: str = "", *, prior: bool = False) -> Verdict:
    leans = not evidence.is_full and word in SURE
    return Verdict(word, condition, reason, _hangs_on(evidence), leans, prior)


def _hangs_on(evidence: Evidence) -> tuple[str, ...]:
    if evidence.points is None:
        return ()
    dependence = evidence.points.dependence
    return tuple(each.key for each in dependence.confirmed) if evidence.is_full else dependence.named


def _told(points: Points) -> str:
    p = points.as_claimed()
    said = f"{p.value:.0%} of the points over the assumptions" if p.value is not None else "no point"
    return f"At {said} the effect is as claimed and large enough (95 % interval {p.low:.0%} to {p.high:.0%})."


def _open_end(evidence: Evidence) -> str:
    if evidence.effect.low is None:
        return f"There is no interval: {evidence.effect.reason or 'too few seeds'}."
    smallest, (low, high) = evidence.smallest or 0.0, evidence.directed
    spans = low < smallest <= high or low <= -smallest < high
    first = "The interval spans the smallest effect that matters."
    if not spans:
        there = "as claimed and large enough" if low >= smallest else "too small or the other way"
        first = f"At the scenario's own values the effect is {there}; over the assumptions that is not settled."
    return f"{first} {_told(evidence.points)}" if evidence.points is not None else first


_RULES: Final[tuple[Rule, ...]] = (_untold, _out_of_reach, _underpowered, _assumed, _mixed, _over_points, _only_if)
