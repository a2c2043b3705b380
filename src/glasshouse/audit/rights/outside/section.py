"""What three auditors from outside would have said, beside the truth of the run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np

from glasshouse.audit.figures.estimate import Estimate
from glasshouse.audit.rights.answers import size_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.crossings import REGISTER
from glasshouse.audit.rights.document import TableFound
from glasshouse.audit.rights.groups import Group, groups_of, people_of
from glasshouse.audit.rights.outside.auditors import AUDITORS, MISSING, Luck, Sight, luck_of, sights, truth
from glasshouse.audit.rights.outside.battery import (
    Compared,
    Conclusion,
    Met,
    concludes,
    figures_between,
    figures_overall,
    side,
)
from glasshouse.audit.rights.outside.files import Files, files_of
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred
from glasshouse.scoring.forms.registry import form_of

ALL: Final = "everybody"


@dataclass(frozen=True)
class Said:
    """One figure as one auditor says it.

    Attributes:
        figure: its id.
        title: what it is.
        group: whose; `ALL` of figures of everybody.
        auditor: the auditor's id.
        missing: share of people whose groups are not on file.
        said: what the auditor says.
        truth: what is so.
        concludes: what follows from the ratio; None of figures of everybody.
        in_truth: what follows from the truth; None where it is undefined.
        uneven: whether groups are missing more often of those of the group who were ever under a sanction.
    """

    figure: str
    title: str
    group: str
    auditor: str
    missing: float
    said: Estimate
    truth: Estimate
    concludes: Conclusion | None = None
    in_truth: Conclusion | None = None
    uneven: bool = False

    @property
    def error(self) -> float | None:
        """What is said less the truth."""
        if self.said.value is None or self.truth.value is None:
            return None
        return self.said.value - self.truth.value

    @property
    def turns(self) -> bool | None:
        """Whether the auditor draws another conclusion than the truth; None where there is none to draw.

        Who cannot tell draws none, and errs in none.
        """
        if self.in_truth is None or self.concludes is None:
            return None
        return self.concludes not in (self.in_truth, "cannot be told")

    @property
    def is_right(self) -> bool:
        """Whether the conclusion is the true one."""
        return self.in_truth is not None and self.concludes == self.in_truth


def outside(case: Case) -> Found:
    """Every figure as each auditor says it, and as it is."""
    if not case.bench.live(case.scheme).harm:
        said = "Nobody comes under a sanction: whatever an auditor sees, there is nothing to say of it."
        return found(case, "outside", [said], (), (_table([]),))
    rows = said_of(case, files_of(case))
    return found(case, "outside", _sentences(case, rows), (), (_table(rows),))


def said_of(case: Case, files: Files) -> list[Said]:
    """What each auditor says of each figure.

    Args:
        case: the case.
        files: its files.
    """
    there = people_of(files.lived)
    met = Met(there, files.lived.days_under, _score(case, files) * there)
    luck = luck_of(case.scheme.seed, there)
    seen = sights(files, luck)
    return [*_overall(met, seen, truth(files)), *_between(case, files, met, luck, seen)]


def _score(case: Case, files: Files) -> np.ndarray:
    """The published scores of the first judging system that has a scale; 0 everywhere where none has."""
    names = [*case.scheme.systems]
    for name in case.judges:
        system = case.scheme.systems[name]
        if system.account_holders == "citizens" and form_of(system).scale(system) is not None:
            return np.asarray(files.published[names.index(name)])
    return np.zeros(files.recorded.shape, "u2")


def _overall(met: Met, seen: dict[str, Sight], true: Sight) -> Iterator[Said]:
    for name, (title, figure) in figures_overall(met).items():
        so = figure(met, true)
        for auditor, sight in seen.items():
            yield Said(name, title, ALL, auditor, 0.0, figure(met, sight), so)


def _between(case: Case, files: Files, met: Met, luck: Luck, seen: dict[str, Sight]) -> Iterator[Said]:
    size = size_of(case.norms, "equality") or 1.0
    for group in compared_groups(case, files):
        on_file = _on_file(case, met, luck, group)
        for name, (title, figure) in figures_between(met).items():
            so = figure(met, truth(files), Compared(group, met.there))
            in_truth = None if so.value is None else side(so.value, size)
            for auditor, sight in seen.items():
                for missing, uneven, known in on_file:
                    said = figure(met, sight, Compared(group, known))
                    ends = concludes(said, size), in_truth
                    yield Said(name, title, group.title, auditor, missing, said, so, *ends, uneven)


def _on_file(case: Case, met: Met, luck: Luck, group: Group) -> list[tuple[float, bool, np.ndarray]]:
    """Of whom groups are on file: by the share of people of whom they are not, and whether these are no matter of lot."""
    some, most = group.members & met.ever, MISSING[-1]
    times = case.norms.setting("missing_if_met").value
    by_lot = [(missing, False, luck.known(missing)) for missing in MISSING]
    return [*by_lot, (most, True, luck.known_less_of(some, met.there, most, times))]


def compared_groups(case: Case, files: Files) -> list[Group]:
    """The groups that are compared with everybody else: the register's two, and those who have an attribute that is declared.

    Args:
        case: the case.
        files: its files.
    """
    wanted = {*REGISTER, *case.scheme.attributes}
    found: dict[str, Group] = {}
    for group in groups_of(case.scheme, files.lived):
        if group.attribute in wanted:
            # Of the register the second of two groups is looked at, of an attribute the first: those who have it.
            first = group.attribute in case.scheme.attributes and group.attribute in found
            found |= {} if first else {group.attribute: group}
    return list(found.values())


def worst(rows: Sequence[Said], auditor: str) -> Said | None:
    """The ratio in which an auditor errs most, of those from which they conclude something else than is so.

    Args:
        rows: what is said.
        auditor: who says it, with everybody's groups on file.
    """
    turned = [row for row in rows if row.auditor == auditor and not row.missing and row.turns]
    return max(turned, key=_off, default=None)


def _off(row: Said) -> float:
    """How far a ratio is off: twice as many as far as half as many."""
    said, so = row.said.value or 0.0, row.truth.value or 0.0
    return abs(log(said / so)) if said > 0 and so > 0 else float("inf")


def in_words(row: Said) -> str:
    """A ratio as it is said and as it is."""
    said, so = row.said.value or 0.0, row.truth.value or 0.0
    return f"{row.group}, {row.title}: {said:.2f} times as often as everybody else, and in truth {so:.2f} times"


def _sentences(case: Case, rows: Sequence[Said]) -> Iterator[str]:
    told = ""
    if not any(row.turns is not None for row in rows):
        yield "Of no ratio between groups do enough people stand on both sides."
        yield from _innocent(rows)
        return
    for auditor, title in AUDITORS.items():
        yield _verdict([row for row in rows if row.auditor == auditor and not row.missing], title)
        off = worst(rows, auditor)
        if off is not None and in_words(off) != told:
            told = in_words(off)
            yield f"Furthest off, from {title}: {told}."
    yield from _innocent(rows)
    yield from _missing(case, rows)


def _verdict(rows: Sequence[Said], title: str) -> str:
    ratios = [row for row in rows if row.turns is not None]
    right, turned = sum(row.is_right for row in ratios), sum(bool(row.turns) for row in ratios)
    ratio = "ratio" if len(ratios) == 1 else "ratios"
    return (
        f"From {title}, the true conclusion follows from {right} of {len(ratios)} {ratio} between groups, another from "
        f"{turned}, and none from {len(ratios) - right - turned}."
    )


def _innocent(rows: Sequence[Said]) -> Iterator[str]:
    """What files say of those who did nothing, and what is so."""
    for row in rows:
        if (row.figure, row.group, row.auditor) == ("false_discoveries", ALL, "files") and row.error is not None:
            yield (
                f"Of people under a sanction, {of_hundred(row.said.value or 0.0)} have no record that costs; in truth "
                f"{of_hundred(row.truth.value or 0.0)} did nothing that costs."
            )


def _missing(case: Case, rows: Sequence[Said]) -> Iterator[str]:
    """How many conclusions of all three are true, with everybody's groups on file and without those of some."""
    most, times = MISSING[-1], case.norms.setting("missing_if_met").value
    asked = sum(row.turns is not None for row in rows if row.missing == most and not row.uneven)
    if asked:
        right = [
            sum(row.is_right for row in rows if (row.missing, row.uneven) == which)
            for which in ((0.0, False), (most, False), (most, True))
        ]
        yield (
            f"Of {asked} conclusions in all, of all three, {right[0]} are drawn and true; where the groups of "
            f"{of_hundred(most)} people are not on file, {right[1]} if they are missing by lot, and {right[2]} if "
            f"{times:g} times as often of members of the group who were ever under a sanction."
        )


def _table(rows: Sequence[Said]) -> TableFound:
    return table(
        "outside",
        "What auditors from outside would have said, beside the truth",
        {
            "figure": ("figure", ""),
            "title": ("what it is; of a group, as times that of everybody else", ""),
            "group": ("whose", ""),
            "auditor": ("what the auditor sees", ""),
            "missing": ("share of people whose groups are not on file", "share"),
            "uneven": ("whether more often of members of the group who were ever under a sanction", ""),
            "said": ("what is said", ""),
            "low": ("lower end of the 95% interval", ""),
            "high": ("upper end", ""),
            "truth": ("what is so in this run", ""),
            "error": ("what is said less what is so", ""),
            "concludes": ("what follows for the auditor", ""),
            "in_truth": ("what follows in truth", ""),
            "turns": ("whether another conclusion is drawn", ""),
            "why": ("why nothing is said, or no interval", ""),
        },
        [_row(row) for row in rows],
    )


def _row(row: Said) -> tuple[str | float | bool | None, ...]:
    why = row.said.undefined or row.said.no_interval
    return (
        row.figure,
        row.title,
        row.group,
        AUDITORS[row.auditor],
        row.missing,
        row.uneven,
        row.said.value,
        row.said.low,
        row.said.high,
        row.truth.value,
        row.error,
        row.concludes,
        row.in_truth,
        row.turns,
        str(why) if why else "",
    )
