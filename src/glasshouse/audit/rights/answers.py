"""From a number to an answer: by its interval and the smallest size that matters, never by the number alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np

from glasshouse.audit.figures.bootstrap import DRAWS, FEWEST, estimated, quotient, resampled
from glasshouse.audit.figures.estimate import Estimate, exactly, undefined
from glasshouse.audit.norms import Agreement, Norms
from glasshouse.audit.rights.document import Answer, CriterionFound, Robust
from glasshouse.audit.undefined import Reason

SEED = 1
"""Seed of the draws of communities behind every interval."""
_MOST_SAID: Final[Sequence[Answer]] = ("undefined", "not indicated", "cannot be told", "indicated")
"""Answers of several candidates, any of which is enough: each goes before those to its left."""
T = TypeVar("T")


def size_of(norms: Norms, name: str) -> float | None:
    """The smallest size that matters of a criterion; None where its norm has none."""
    size = norms.smallest(name)
    return size.size() if size is not None else None


def share_ended(whole: np.ndarray, without: np.ndarray, of: np.ndarray | None = None) -> Estimate:
    """The share of some harm that would not be, with its interval over communities.

    Args:
        whole: harm in the whole scheme, by community.
        without: the same without something.
        of: harm of which it is a share, by community; by default `whole`.
    """
    below = whole if of is None else of
    return share_of(whole - without, below)


def share_of(part: np.ndarray, whole: np.ndarray) -> Estimate:
    """A share with its interval over communities; undefined where there is nothing of which it could be one."""
    if not whole.any():
        return undefined(Reason.NO_HARM)
    value = float(part.sum() / whole.sum())
    if np.count_nonzero(whole) < FEWEST:
        # However few communities are drawn again, they may all say the same, none of it among them.
        return Estimate(value=value, no_interval=Reason.TOO_FEW_COMMUNITIES)
    if not part.any():
        return exactly(0.0)
    drawn = resampled(np.stack([part, whole], 1).astype("f8"), DRAWS, SEED)
    return estimated(value, None if drawn is None else quotient(drawn[:, 0], drawn[:, 1]))


def judged(found: Estimate, smallest: float | None) -> Answer:
    """Indicated where the low end lies above the smallest size that matters, not indicated where the high end lies below it."""
    if found.value is None:
        return "undefined"
    size = smallest or 0.0
    low, high = _ends(found)
    if low is None or high is None:
        return "cannot be told"
    if low > size:
        return "indicated"
    return "not indicated" if high <= size else "cannot be told"


def judged_either_way(found: Estimate, smallest: float | None) -> Answer:
    """The answer to a difference that matters in whichever direction it goes."""
    ways = (judged(found, smallest), judged(turned(found), smallest))
    return max(ways, key=_MOST_SAID.index)


def worst_of(
    candidates: Sequence[tuple[T, Estimate]], smallest: float | None, *, either_way: bool = False
) -> tuple[T, Estimate]:
    """Which of several candidates decides the answer, where any of them is enough.

    The first that is indicated by the most; else that which leaves most open; so that "not indicated" is answered only if
    every candidate's whole interval lies at or below the smallest size.

    Args:
        candidates: what each is, with what was found of it; at least one.
        smallest: the smallest size that matters.
        either_way: whether a difference below 0 matters as one above.
    """
    answer_of = judged_either_way if either_way else judged

    def rank(candidate: tuple[T, Estimate]) -> tuple[int, float]:
        answer = answer_of(candidate[1], smallest)
        low, high = _ends(candidate[1])
        value = candidate[1].value or 0.0
        least, most = (value if end is None else end for end in (low, high))
        if either_way:
            least, most = max(least, -most), max(most, -least)
        return _MOST_SAID.index(answer), least if answer == "indicated" else most

    return max(candidates, key=rank)


def turned(found: Estimate) -> Estimate:
    """The same difference, seen from the other side."""
    if found.value is None:
        return found
    low, high = (None if end is None else -end for end in (found.high, found.low))
    return Estimate(value=-found.value, low=low, high=high, no_interval=found.no_interval)


def _ends(found: Estimate) -> tuple[float | None, float | None]:
    """Between what the value lies: where it is exact, or the same however communities are drawn, it is both ends."""
    if found.low is None and found.no_interval in (None, Reason.NO_SPREAD):
        return found.value, found.value
    return found.low, found.high


def criterion(
    norms: Norms,
    name: str,
    found: Estimate | None,
    sentence: str,
    *,
    answer: Answer | None = None,
    robust: Agreement[Answer] | None = None,
    evidence: Sequence[str] = (),
    reason: str | None = None,
) -> CriterionFound:
    """A criterion of the document.

    Args:
        norms: the norms that say its title, its unit, its smallest size and the law.
        name: its id.
        found: what was found; None where nothing is measured.
        sentence: what is said of it.
        answer: the answer, where it does not follow from the value.
        robust: the answers under variants of a table.
        evidence: ids of the tables that it rests on.
        reason: why it is undefined or by construction, where `found` does not say.
    """
    said, smallest = norms.criterion(name), size_of(norms, name)
    estimate = found or undefined(Reason.NOT_GIVEN)
    why = estimate.undefined or estimate.no_interval
    return CriterionFound(
        id=name,
        title=said.title,
        answer=answer or (judged(estimate, smallest)),
        value=estimate.value,
        low=estimate.low,
        high=estimate.high,
        unit=said.unit,
        smallest=smallest,
        robust=Robust(tables=robust.tables, same_answer=robust.same) if robust else None,
        evidence=tuple(evidence),
        law=law_of(norms, name),
        reason=reason or (str(why) if why and found is not None else None),
        sentence=sentence,
    )


def law_of(norms: Norms, name: str) -> tuple[str, ...]:
    """Provisions that a criterion speaks to on the day of the norms, by how to cite them."""
    return tuple(norms.law(name, norms.tables.law.as_of))
