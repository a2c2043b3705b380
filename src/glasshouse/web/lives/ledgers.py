"""The two ledgers and the days that were lived: what they know, what nobody records, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from glasshouse.engine.decisions import Refusal
from glasshouse.schema.codes import APPEALED, CASE_CORRECTED, DECIDED, DOMAINS, Domain
from glasshouse.web.lives.book import ENDINGS, Book
from glasshouse.web.lives.documents import (
    By,
    CaseShown,
    DayShown,
    Event,
    Feeling,
    FriendShown,
    Known,
    Ledgers,
    Met,
    News,
    Unrecorded,
)
from glasshouse.web.lives.rules import Rules, RulesByDay, kinds_in
from glasshouse.web.lives.standing import band_of
from glasshouse.web.lives.town import Place
from glasshouse.web.lives.twin import FEELINGS

_FEAR: Final[Mapping[Domain, str]] = dict(zip(DOMAINS, FEELINGS[: len(DOMAINS)], strict=True))
_RESTRAINT: Final[Mapping[Domain, str]] = dict(zip(DOMAINS, FEELINGS[len(DOMAINS) :], strict=True))
_NOBODY: Final = dict.fromkeys(FEELINGS, 0.0)
_SORTS: Final = (
    ("acts", "done"),
    ("withheld", "held_back"),
    ("hindered", "hindered"),
    ("refused", "refused"),
)
"""Fields of the panel, and what each says of a kind. What was left and what never happened is told apart."""


def ledgers_of(town: Place, rules: Rules, friends: list[FriendShown]) -> Ledgers:
    """The two ledgers over the days lived."""
    book, labels = town.book, rules.labels
    twin = town.twin
    row = town.rows[town.day - 1] if town.day else _NOBODY
    return Ledgers(
        known=Known(
            records=book.records,
            false=book.false,
            by=[
                By(channel=labels.channels[ch], title=labels.channel_titles[ch], records=true, false=false)
                for ch, (true, false) in sorted(book.by_channel.items(), key=lambda each: -sum(each[1]))
            ],
            on_score={labels.systems[s].name: n for s, n in sorted(book.on_score.items())},
        ),
        unrecorded=Unrecorded(
            acts=book.unseen,
            held_back=book.held_back,
            lawful_held_back=book.lawful_held_back,
            left_out=book.left_out,
            friends_lost=sum(not friend.stands for friend in friends),
            you=_feeling(row, book.said),
            twin=_feeling(dict(zip(FEELINGS, twin.feelings, strict=True)), twin.said),
        ),
        met=_met(book),
    )


def _met(book: Book) -> Met:
    return Met(
        denied=book.endings["denied"],
        worsened=book.endings["worsened"],
        eased=book.endings["eased"],
        sanctioned_days=book.sanctioned_days,
        wrongly_sanctioned_days=book.wrongly_sanctioned_days,
    )


def _feeling(felt: np.void | Mapping[str, float], said: int) -> Feeling:
    return Feeling(
        fear={domain: round(100 * float(felt[name])) for domain, name in _FEAR.items()},
        restraint={domain: round(100 * float(felt[name])) for domain, name in _RESTRAINT.items()},
        said=said,
    )


def days_of(town: Place, first: int) -> list[DayShown]:
    """The days from `first` on, without those on which nothing happened."""
    rows, rules = town.rows, town.rules
    days = (DayShown(day=day, events=list(_events(rows[day], rules.on(day)))) for day in range(first, town.day))
    return [day for day in days if day.events]


def _events(row: np.void, rules: Rules) -> Iterator[Event]:
    channels = rules.labels.channel_titles
    seen, false = (row[name][: len(channels)].tolist() for name in ("seen", "false"))
    acts, decided = int(row["acts"]), int(row["decided"])
    bits = {what: int(row[field]) for field, what in _SORTS}
    bits["left"] = decided & ~acts
    bits["false"] = _any(false) & ~acts
    endings = {ending: int(row[ending]) for ending in ENDINGS}
    for what, kinds in bits.items():
        recorded = seen if what == "done" else false if what == "false" else ()
        for k, kind in kinds_in(kinds, rules):
            yield Event.model_validate(
                {
                    "kind": kind.name,
                    "title": kind.title,
                    "what": what,
                    "seen_by": [channels[ch] for ch, each in enumerate(recorded) if each >> k & 1],
                    "ending": next((name for name in ENDINGS if what == "done" and endings[name] >> k & 1), None),
                    "decided": bool(decided >> k & 1),
                    "of_firm": kind.by_firms,
                }
            )


def _any(bits: list[int]) -> int:
    found = 0
    for each in bits:
        found |= each
    return found


def news_of(
    town: Place, first: int, ties: Mapping[int, FriendShown], cases: list[CaseShown], titles: Mapping[int, str]
) -> list[News]:
    """What is new since the morning of a day.

    Args:
        town: the town.
        first: the day.
        ties: near friends by the place of their tie.
        cases: cases of which the player has learned since.
        titles: by day, what a change of rules is called.
    """
    rows, rules = town.rows, town.rules
    found = [News(sort="chapter", day=day, title=title) for day, title in titles.items() if first <= day < town.day]
    for day in range(first, town.day):
        before = rows[day - 1] if day else None
        found += [*_news_of_day(before, rows[day], day, rules), *_lost(before, rows[day], day, ties)]
        found += _appeals(before, rows[day], day, rules.on(day))
    found += [
        News(sort="refused", day=each.day, title=_title_of(each, rules.on(each.day), ties.values()))
        for each in town.town.refused
        if first <= each.day and each.citizen == town.citizen
    ]
    found += [News(sort="case", day=case.opened, title=case.title, system=case.system) for case in cases]
    return sorted(found, key=lambda each: each.day)


def _title_of(refusal: Refusal, rules: Rules, friends: Iterable[FriendShown]) -> str:
    """What something that did not come about was about: conduct, a system or a friend."""
    titles: dict[str | int, str]
    if refusal.what == "do":
        titles = {kind.name: kind.title for kind in rules.labels.kinds}
    elif refusal.what in ("keep", "cut"):
        titles = {friend.citizen: friend.name for friend in friends}
    else:
        titles = {system.name: system.title for system in rules.labels.systems}
    return titles[refusal.name]


def _news_of_day(before: np.void | None, row: np.void, day: int, by_day: RulesByDay) -> Iterator[News]:
    rules = by_day.on(day)
    yield from _news_of_records(row, day, rules)
    if before is None:
        return
    was, now = before["published"].tolist(), row["published"].tolist()
    for s, label in enumerate(rules.labels.systems):
        # A day's codes mean what its own rules say; bands are compared where both days have some.
        old, new = band_of(by_day.on(day - 1), s, was[s]), band_of(rules, s, now[s])
        if old is not None and new is not None and old != new:
            better = new < old if label.capabilities.is_list else new > old
            sort = "listed" if label.capabilities.is_list else "band"
            yield News.model_validate(
                {"sort": sort, "day": day, "title": label.bands[new], "system": label.name, "better": better}
            )
    begun = int(row["treatment"]) & ~int(before["treatment"])
    for bit in range(begun.bit_length()):
        if begun >> bit & 1:
            system, title = rules.measure(bit)
            worse = rules.is_sanction(bit)
            yield News(
                sort="sanction" if worse else "entitlement", day=day, title=title, system=system, better=not worse
            )


def _lost(before: np.void | None, row: np.void, day: int, ties: Mapping[int, FriendShown]) -> Iterator[News]:
    """Friends who cut the tie; that shows the day after."""
    gone = int(before["ties"]) & ~int(row["ties"]) if before is not None else 0
    for tie, friend in ties.items():
        if gone >> tie & 1 and friend.cut_by != "you":
            yield News(sort="friend", day=day, title=friend.name, better=False)


def _appeals(before: np.void | None, row: np.void, day: int, rules: Rules) -> Iterator[News]:
    """Appeals that were decided: granted where the case was corrected."""
    known = {} if before is None else {key: flags for key, flags, _ in _cases_in(before)}
    for key, flags, status in _cases_in(row):
        if flags & int(APPEALED) and flags & int(DECIDED) and not known.get(key, 0) & int(DECIDED):
            system, kind, _ = key
            yield News(
                sort="appeal",
                day=day,
                title=rules.labels.kinds[kind].title,
                system=rules.labels.systems[system].name,
                better=status == int(CASE_CORRECTED),
            )


def _cases_in(row: np.void) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """Of each case that a day's record has: what tells it from others, flags and status."""
    for m in range(int(row["cases"])):
        system, kind, opened, flags, status = (
            int(row[f"case_{name}"][m]) for name in ("system", "kind", "opened", "flags", "status")
        )
        yield (system, kind, opened), flags, status


def _news_of_records(row: np.void, day: int, rules: Rules) -> Iterator[News]:
    for ending in ("denied", "worsened"):
        for _, kind in kinds_in(int(row[ending]), rules):
            yield News.model_validate({"sort": ending, "day": day, "title": kind.title, "better": False})
    false = _any(row["false"][: len(rules.labels.channels)].tolist()) & rules.own
    for _, kind in kinds_in(false, rules):
        yield News(sort="false", day=day, title=kind.title, better=False)
