"""From what was worked out to what was published: cut off at the ends of the scale, blurred, rounded to a step."""

from __future__ import annotations

import numpy as np

from glasshouse.kernels import randomness
from glasshouse.schema.codes import SCORE_HIGHEST, SCORE_SPAN
from glasshouse.scoring.accounts import TOP, score_of
from glasshouse.scoring.explanation.account import (
    CUT,
    ENTRY,
    NOISE,
    ROUNDING,
    UNEXPLAINED,
    Account,
    Case,
    Contribution,
    Others,
)
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import band_of, code_on, last_publication, rules_of


def ends(history: History, s: int, raw: float, code: int, last: int) -> list[Contribution]:
    """The last terms of a score, which lead from the sum of the others to what was published.

    What is left over within a step is rounding; more than that is explained by nothing.

    Args:
        history: the citizen's days.
        s: the system's number.
        raw: the sum of the other terms.
        code: the published code.
        last: the day of publication; that of the opening where nothing else was published yet.
    """
    label, found = history.label(last, s), []
    clipped = min(max(raw, label.low), label.high)
    if abs(clipped - raw) > 1e-9:
        found.append(Contribution(CUT, clipped - raw))
    noise = 0.0
    shift = _shift(history, s, last)
    if shift:
        clean = 1 + round((clipped - label.low) / (label.high - label.low) * float(TOP))
        noise = (min(max(clean + shift, 1), SCORE_HIGHEST) - clean) / float(TOP) * (label.high - label.low)
        found.append(Contribution(NOISE, noise))
    score = score_of(code, label.low, label.high)
    return [*found, _left_over(score - clipped - noise, (label.high - label.low) / SCORE_SPAN)]


def _left_over(points: float, step: float) -> Contribution:
    return Contribution(ROUNDING if abs(points) <= step else UNEXPLAINED, points)


def _shift(history: History, s: int, day: int) -> int:
    """The noise of one publication, in steps of the published code; the kernel's own draw."""
    system = history.under(day, s)[1]
    if not float(system["noise"]):
        return 0
    seed, citizen = np.ascontiguousarray(history.numbers(day)["seed"]), np.uint64(history.person)
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
    others: tuple[Others, ...] = (),
) -> Account:
    """The account of somebody who has a score: its terms, and what leads from them to what was published.

    Whoever has joined since the last publication stands at the level of a new account, whatever the terms are. A score
    means what it meant by the rules of its publication; the band is that in which it lies by the rules of the day.

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
        others: what other people bring to it.
    """
    code, last = code_on(history, s, day), last_publication(history, s, day)
    joined = history.joined(day, s)
    is_new = joined is not None and last < joined
    rules = joined if is_new and joined is not None else rules_of(history, s, day)
    label = history.label(rules, s)
    score, step = score_of(code, label.low, label.high), (label.high - label.low) / SCORE_SPAN
    if is_new:
        entry = score_of(int(history.under(rules, s)[1]["entry"]), label.low, label.high)
        kept = items[:base]
        items = [*kept, Contribution(ENTRY, entry - sum(item.points for item in kept)), _left_over(score - entry, step)]
        unexplained, others = 0.0, ()
    else:
        last = max(last, history.opened(day, s) or -1)
        items = [*items, *ends(history, s, sum(item.points for item in items), code, rules)]
    return Account(
        label.name, label.title, label.form, score, band_of(history, s, code, day), last if last >= 0 else None,
        tuple(items), tuple(pending or ()), cases, step, unexplained, behind, bands=_bands(history, s, day),
        firm=history.under(day, s)[0].account_holders == "firms", others=others,
    )  # fmt: skip


def account_from_before(history: History, s: int, day: int) -> Account:
    """The account of a firm that is older than whoever works there: where it stands, without what made it so."""
    code, label = code_on(history, s, day), history.label(day, s)
    score = score_of(code, label.low, label.high)
    item = Contribution("the firm's account, which began before the citizen came", score)
    return Account(
        label.name,
        label.title,
        label.form,
        score,
        band_of(history, s, code, day),
        items=(item,),
        step=(label.high - label.low) / SCORE_SPAN,
        bands=_bands(history, s, day),
        firm=True,
    )


def _bands(history: History, s: int, day: int) -> tuple[tuple[str, float], ...]:
    """Each band by the rules of a day, lowest first, with the score at which it starts."""
    label = history.label(day, s)
    return tuple(zip(label.bands, label.starts, strict=True))
