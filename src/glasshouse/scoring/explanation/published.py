"""From what was worked out to what was published: cut off at the ends of the scale, blurred, rounded to a step."""

from __future__ import annotations

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.schema.codes import SCORE_HIGHEST, SCORE_SPAN
from glasshouse.scoring.accounts import TOP, score_of
from glasshouse.scoring.explanation.account import CUT, ENTRY, NOISE, ROUNDING, Account, Case, Contribution
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import band_of, code_on, last_publication


def ends(history: History, s: int, raw: float, code: int, last: int) -> list[Contribution]:
    """The last terms of a score, which lead from the sum of the others to what was published.

    Args:
        history: the citizen's days.
        s: the system's number.
        raw: the sum of the other terms.
        code: the published code.
        last: the day of publication; -1 for the first one.
    """
    label, found = history.labels.systems[s], []
    clipped = min(max(raw, label.low), label.high)
    if abs(clipped - raw) > 1e-9:
        found.append(Contribution(CUT, clipped - raw))
    noise = 0.0
    shift = _shift(history, s, max(last, 0))
    if shift:
        clean = 1 + round((clipped - label.low) / (label.high - label.low) * float(TOP))
        noise = (min(max(clean + shift, 1), SCORE_HIGHEST) - clean) / float(TOP) * (label.high - label.low)
        found.append(Contribution(NOISE, noise))
    score = score_of(code, label.low, label.high)
    found.append(Contribution(ROUNDING, score - clipped - noise))
    return found


def _shift(history: History, s: int, day: int) -> int:
    """The noise of one publication, in steps of the published code; the kernel's own draw."""
    system = history.encoded.systems[s]
    if not float(system["noise"]):
        return 0
    seed, citizen = np.ascontiguousarray(history.encoded.parameters["seed"][0]), np.uint64(history.citizen)
    word = randomness.draw(seed, citizen, np.uint32(day), randomness.NOISE, np.uint32(system["key"]))[0]
    luck = randomness.unit(np.uint32(word))
    reach = np.float32(system["noise"]) * np.float32(TOP)
    return int(reach * (np.float32(2.0) * np.float32(luck) - np.float32(1.0)))


def scored_account(
    history: History,
    s: int,
    day: int,
    items: list[Contribution],
    *,
    base: int = 0,
    pending: list[Contribution] | None = None,
    cases: tuple[Case, ...] = (),
    unexplained: float = 0.0,
    behind: tuple[Account, ...] = (),
) -> Account:
    """The account of somebody who has a score: its terms, and what leads from them to what was published.

    Whoever has joined since the last publication stands at the level of a new account, whatever the terms are.

    Args:
        history: the citizen's days.
        s: the system's number.
        day: the day in whose evening the account stands.
        items: the terms up to the last publication, without those of cutting off, noise and rounding.
        base: how many of the first terms a new account has too.
        pending: terms since the last publication.
        cases: the system's cases.
        unexplained: what nothing accounts for, in points.
        behind: other systems' accounts on which this one rests.
    """
    label, code = history.labels.systems[s], code_on(history, s, day)
    last, score = last_publication(history, s, day), score_of(code, label.low, label.high)
    joined = history.joined(day, s)
    if joined is not None and last < joined:
        kept = items[:base]
        items = [*kept, Contribution(ENTRY, score - sum(item.points for item in kept))]
    else:
        last = max(last, history.opened(day, s) or -1)
        items = [*items, *ends(history, s, sum(item.points for item in items), code, last)]
    return Account(
        label.name, label.title, label.form, score, band_of(history, s, code), last if last >= 0 else None,
        tuple(items), tuple(pending or ()), cases, (label.high - label.low) / SCORE_SPAN, unexplained, behind,
    )  # fmt: skip
