"""A joint account explained: what each other system had published, what that was worth, and the accounts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import numpy as np

from glasshouse.schema.codes import SCORE_SPAN
from glasshouse.scoring.explanation.account import UNEXPLAINED, Account, Contribution
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.published import scored_account
from glasshouse.scoring.explanation.records import (
    band_of,
    code_on,
    last_publication,
    no_account,
    rules_of,
    source_of,
)
from glasshouse.scoring.forms.joint.configuration import JointSystem

if TYPE_CHECKING:
    from glasshouse.schema.protocols import F4


def explain_joint(history: History, s: int, system: JointSystem, day: int) -> Account:
    """The account of system `s` in the evening of `day`, with the accounts that it rests on.

    Those are told as they stood the evening before the joint one was published.
    """
    if not code_on(history, s, day):
        return no_account(history, s)
    last, rules = last_publication(history, s, day), rules_of(history, s, day)
    in_force = cast(JointSystem, history.under(rules, s)[0])
    read = list(_read(history, s, in_force, last)) if last >= 0 else []
    start = Contribution("start value", in_force.start.value, rule=source_of(in_force.start))
    items = [start, *(item for _, item in read)]
    step = float(history.under(rules, s)[1]["step"])
    level = int(history.rows["level"][last, s, 0]) * step if last >= 0 else 0.0
    unexplained = level - sum(item.points for _, item in read)
    if unexplained:
        items.append(Contribution(UNEXPLAINED, unexplained))
    others = dict.fromkeys(o for o, _ in read) if last > 0 else ()
    behind = tuple(history.account(o, last - 1) for o in others)
    return scored_account(history, s, day, items, unexplained=abs(unexplained), behind=behind)


def _place(code: int) -> F4:
    """A published code as a share of its scale, as the kernel reckons it."""
    return np.float32(code - 1) * np.float32(1 / SCORE_SPAN)


def _read(history: History, s: int, system: JointSystem, last: int) -> Iterator[tuple[int, Contribution]]:
    """Each other system with whom the citizen had an account, with what its band and its score were worth."""
    parameters = history.under(last, s)[1]
    step = float(parameters["step"])
    for name, reading in system.reads_systems.items():
        o = history.encoded.names.systems[name]
        if not int(parameters["others"]) >> o & 1:
            continue
        title, code = history.labels.systems[o].title, int(history.rows["others"][last, o])
        band = band_of(history, o, code, last)
        if band is None:
            continue
        points = int(parameters["other_points"][o, history.label(last, o).bands.index(band)])
        said = reading.points.get(band)
        yield (
            o,
            Contribution(
                f"{title}: {band}", points * step, rule=source_of(said) if said else "no points for this band"
            ),
        )
        if reading.weight is not None and parameters["other_weight"][o]:
            worth = int(parameters["other_weight"][o] * _place(code))
            yield o, Contribution(f"{title}: place on its scale", worth * step, rule=source_of(reading.weight))
