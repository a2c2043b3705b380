"""Reasons: what a letter would name, by two baselines, whether it is so, and whether every point can be traced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, counted, undefined
from glasshouse.audit.figures.reasons import reason_codes
from glasshouse.audit.reasons.characteristics import Characteristic, characteristics_of, costs
from glasshouse.audit.recourse.advice import sanctions_in_force
from glasshouse.audit.rights.answers import criterion, share_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, CriterionFound, TableFound
from glasshouse.audit.rights.panel import Panel, panel_of
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import span
from glasshouse.audit.undefined import Reason
from glasshouse.scoring.explanation.account import Account

_LACKING = "less on record than others: "
TRUTHS = ("true", "partly", "false", "stale")
"""Whether what is behind a reason is so; *stale*: it is over at its source, and a copy says otherwise."""


@dataclass(frozen=True)
class Looked:
    """One account of a person under its sanctions.

    Attributes:
        system: the system's name.
        citizen: the person's number.
        account: the account.
        rests_on: what it rests on.
    """

    system: str
    citizen: int
    account: Account
    rests_on: tuple[Characteristic, ...]

    @cached_property
    def points(self) -> dict[str, float]:
        """Points by characteristic."""
        return {each.key: each.points for each in self.rests_on}


@dataclass(frozen=True)
class Letter:
    """What a letter about one account would name.

    Attributes:
        about: the account.
        by_cut: the main reasons beside the people at the line, at most four.
        by_mean: the main reasons beside all people.
    """

    about: Looked
    by_cut: tuple[Characteristic, ...]
    by_mean: tuple[Characteristic, ...]

    @property
    def told(self) -> tuple[Characteristic, ...]:
        """What is named: beside the people at the line; without a line beside all people."""
        return self.by_cut or self.by_mean

    @property
    def omitted(self) -> bool:
        """Whether the weightiest reason beside all people is not among those named."""
        return bool(self.by_mean) and self.by_mean[0] not in self.told

    @property
    def is_wrong(self) -> bool:
        """Whether it leaves out the main reason, or names one that is not wholly so."""
        return self.omitted or any(each.truth != "true" for each in self.told)


def reasons(case: Case) -> Found:
    """Reasons of people under a sanction in the middle of the run."""
    if not case.contexts:
        said = "Nobody comes under a sanction, so that nobody is owed reasons."
        criteria = tuple(
            criterion(case.norms, each, undefined(Reason.NO_HARM), said)
            for each in ("provenance", "explained", "reasons")
        )
        return found(case, "reasons", [said], criteria)
    panel = panel_of(case)
    looked = [each for citizen in panel.sanctioned for each in _accounts(panel, int(citizen))]
    letters = list(_letters(panel, looked))
    criteria = (_provenance(case, looked), _explained(case, looked), _reasons(case, letters))
    tables = (_named(case, letters), _rests_on(looked))
    return found(case, "reasons", (each.sentence for each in criteria), criteria, tables)


def _accounts(panel: Panel, citizen: int) -> Iterator[Looked]:
    """The accounts that sanctions of one person hang on; of a firm's account it is the firm's."""
    for name in sanctions_in_force(panel.history(citizen), panel.day):
        yield _looked(panel, citizen, name)


def _looked(panel: Panel, citizen: int, name: str) -> Looked:
    history, s, account = panel.account(citizen, name)
    return Looked(name, citizen, account, tuple(characteristics_of(history, s, panel.day, account)))


def _letters(panel: Panel, looked: Sequence[Looked]) -> Iterator[Letter]:
    baselines: dict[str, tuple[dict[str, float], dict[str, float]]] = {}
    for each in looked:
        if each.system not in baselines:
            at_line = panel.at_line.get(each.system, panel.all_people[:0])
            baselines[each.system] = (_means(panel, each.system, panel.all_people), _means(panel, each.system, at_line))
        yield letter_of(each, *baselines[each.system])


def _means(panel: Panel, name: str, citizens: np.ndarray) -> dict[str, float]:
    """Mean points by characteristic over some people; empty without people."""
    sums: dict[str, float] = {}
    for citizen in citizens:
        for key, points in _looked(panel, int(citizen), name).points.items():
            sums[key] = sums.get(key, 0.0) + points / len(citizens)
    return sums


def letter_of(about: Looked, all_people: Mapping[str, float], at_line: Mapping[str, float]) -> Letter:
    """What a letter about an account names.

    Args:
        about: the account.
        all_people: mean points of all people by characteristic.
        at_line: of the people at the line; empty where there are none.
    """
    keys = tuple(dict.fromkeys([*about.points, *all_people, *at_line]))
    by_key = {each.key: each for each in about.rests_on}
    own, mean, cut = (np.array([given.get(key, 0.0) for key in keys]) for given in (about.points, all_people, at_line))
    # Without people at the line there is one baseline, and it is told by that.
    codes = reason_codes(own, mean, cut if at_line else mean, told=None)
    named = _of(keys, by_key, codes.value or ())
    return Letter(about, named, _of(keys, by_key, codes.by_mean))


def _of(keys: Sequence[str], known: Mapping[str, Characteristic], codes: Sequence[int]) -> tuple[Characteristic, ...]:
    """Characteristics by their numbers; what somebody lacks that others have is told as lacking."""
    return tuple(known.get(keys[k]) or Characteristic(keys[k], f"{_LACKING}{keys[k]}", 0.0, "records") for k in codes)


def _provenance(case: Case, looked: Sequence[Looked]) -> CriterionFound:
    share = untraced(looked)
    said = (
        f"{span(share, 'points')} that cost people under a sanction, each account alike, rest on no record that names its "
        "channel and whose it is."
    )
    return criterion(case.norms, "provenance", share, said, evidence=("rests_on",))


def _bases(looked: Sequence[Looked]) -> list[dict[str, float]]:
    """What the points that cost rest on, as shares of each account: points of different systems are no common unit."""
    found = []
    for each in looked:
        sums: dict[str, float] = {}
        for basis, points in costs(list(each.rests_on)):
            sums[basis] = sums.get(basis, 0.0) + points
        every = sum(sums.values())
        if every:
            found.append({basis: points / every for basis, points in sums.items()})
    return found


def untraced(looked: Sequence[Looked]) -> Estimate:
    """The share of points that rest on no record; where all or none do, with the interval of so many accounts.

    Args:
        looked: accounts, each of which counts alike.
    """
    shares = np.array([1.0 - each.get("records", 0.0) for each in _bases(looked)])
    if not len(shares):
        return undefined(Reason.NOTHING_COSTS)
    if shares.min() == shares.max() and shares[0] in (0.0, 1.0):
        return counted(round(shares.sum()), len(shares))
    return share_of(shares, np.ones(len(shares)))


def _explained(case: Case, looked: Sequence[Looked]) -> CriterionFound:
    share = counted(sum(not each.account.adds_up for each in looked), len(looked))
    said = f"{span(share, 'accounts')} of people under a sanction do not add up to what was published."
    return criterion(case.norms, "explained", share, said, evidence=("rests_on",))


def _reasons(case: Case, every: Sequence[Letter]) -> CriterionFound:
    letters = [letter for letter in every if letter.told]
    share = counted(sum(each.is_wrong for each in letters), len(letters))
    omitted = counted(sum(each.omitted for each in letters), len(letters))
    said = (
        f"{span(share, 'letters')} with at most four reasons leave out the main one or rest on a record that is false or out of "
        f"date; {span(omitted, 'letters')} leave out the main one by the other of two ways to find it."
    )
    if len(letters) < len(every):
        without = len(every) - len(letters)
        said += f" {without:,} of {len(every):,} decisions have no reason that a letter could name, and are not among these."
    return criterion(case.norms, "reasons", share, said, evidence=("reasons",))


def _named(case: Case, letters: Sequence[Letter]) -> TableFound:
    """Reasons by system and characteristic: how often they are named, and whether they are so."""
    counts: dict[tuple[str, str], list[float]] = {}
    words: dict[tuple[str, str], str] = {}
    for letter in letters:
        for place, each in enumerate(letter.told):
            at = (letter.about.system, each.key)
            words.setdefault(at, _in_words(case, each.what))
            row = counts.setdefault(at, [0.0] * (3 + len(TRUTHS)))
            row[0] += 1
            row[1] += place == 0
            row[2] += each in letter.by_mean
            row[3 + TRUTHS.index(each.truth)] += 1
    rows: list[tuple[Cell, ...]] = [
        (case.scheme.systems[system].title, words[system, key], *(int(n) for n in counts[system, key]))
        for system, key in sorted(counts, key=lambda at: (at[0], -counts[at][0], at[1]))
    ]
    return table(
        "reasons",
        "Reasons that letters would name",
        {
            "system": ("whose decision", ""),
            "reason": ("the reason", ""),
            "named": ("letters that name it", "letters"),
            "first": ("letters that name it first", "letters"),
            "by_both": ("letters that name it by either of two ways to find reasons", "letters"),
            "true": ("letters in which all behind it is so", "letters"),
            "partly": ("letters in which part of it is false", "letters"),
            "false": ("letters in which all of it is false", "letters"),
            "stale": ("letters in which it is over, and a copy says otherwise", "letters"),
        },
        rows,
    )


def _in_words(case: Case, what: str) -> str:
    """What a reason is called: what somebody lacks by the title of the kind of conduct."""
    if not what.startswith(_LACKING):
        return what
    area, _, name = what.removeprefix(_LACKING).rpartition(": ")
    kind = case.scheme.conduct.get(name)
    return _LACKING + (f"{area}: " if area else "") + (kind.title if kind else name)


def _rests_on(looked: Sequence[Looked]) -> TableFound:
    """What points that cost rest on; the rows add up to all of them."""
    sums: dict[str, float] = {}
    for each in _bases(looked):
        for basis, share in each.items():
            sums[basis] = sums.get(basis, 0.0) + share
    total = sum(sums.values())
    rows = [(basis, share / total) for basis, share in sorted(sums.items(), key=lambda row: -row[1])] if total else []
    columns = {
        "basis": ("what the points rest on", ""),
        "share": ("of the points that cost, each account alike", "share"),
    }
    return table("rests_on", "What points that cost rest on", columns, rows)
