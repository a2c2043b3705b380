"""What is kept of a citizen, and guessed: files by keeper, profiles with their errors, copies of cases, the dose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from glasshouse.audit.history import CitizenHistory
from glasshouse.documents.vocabulary import POOLS
from glasshouse.schema.codes import ATTRIBUTES, CASE_ENDED, HEADINGS
from glasshouse.scoring.explanation.cases import all_noted, speaking_copies, when_recorded


@dataclass(frozen=True)
class File:
    """Records that somebody keeps of a citizen under one heading.

    Attributes:
        keeper: the pool, or the title of the system that keeps a file of its own.
        heading: under what they are filed.
        recent: recent records.
        old: old ones.
    """

    keeper: str
    heading: str
    recent: int
    old: int


@dataclass(frozen=True)
class Guess:
    """An attribute as a system has it on file.

    Attributes:
        system: title of the system.
        attribute: what it is about.
        shown: what is on file, from -1 to 1; 0 is the middle.
        error: the least error of the channels that it reads, from 0 (disclosed) to 1 (a guess).
    """

    system: str
    attribute: str
    shown: float
    error: float


@dataclass(frozen=True)
class OnFile:
    """An attribute declared by the scenario that a system has on file.

    Attributes:
        system: title of the system.
        attribute: title of the attribute.
        is_so: whether the citizen has it.
    """

    system: str
    attribute: str
    is_so: bool


@dataclass(frozen=True)
class Copy:
    """Who holds copies of one case.

    Attributes:
        case: what was recorded, and when.
        holders: holders whose copy speaks against the citizen.
        put_right: holders that had such a copy and put it right.
    """

    case: str
    holders: tuple[str, ...]
    put_right: tuple[str, ...]


@dataclass(frozen=True)
class KeptCase:
    """A case that a system keeps.

    Attributes:
        system: title of the system.
        case: what was recorded, and when.
    """

    system: str
    case: str


@dataclass(frozen=True)
class Holding:
    """Everyday records that a holder by name has of a citizen under one heading.

    Attributes:
        holder: the holder's title.
        heading: under what they are filed.
        own: records from the holder's own channels.
        copied: records of others that were passed on to it; some may be records that it has itself.
    """

    holder: str
    heading: str
    own: int
    copied: int


@dataclass(frozen=True)
class DataHeld:
    """All that is kept of a citizen in the evening of a day.

    Attributes:
        files: records by keeper and heading.
        guesses: profiles.
        copies: copies of cases.
        cases: the cases themselves, by the system that keeps each.
        accounts: titles of the systems with which the citizen has an account.
        holdings: everyday records by holder, where the scenario names holders; the same records as in the pools' files.
        attributes: attributes declared by the scenario that systems have on file.
    """

    files: tuple[File, ...]
    guesses: tuple[Guess, ...]
    copies: tuple[Copy, ...]
    cases: tuple[KeptCase, ...] = ()
    accounts: tuple[str, ...] = ()
    holdings: tuple[Holding, ...] = ()
    attributes: tuple[OnFile, ...] = ()

    @property
    def records(self) -> int:
        """The dose: records in all files, and copies of cases."""
        return sum(file.recent + file.old for file in self.files) + sum(len(copy.holders) for copy in self.copies)

    @property
    def keepers(self) -> int:
        """The dose: who has something on file, each holder of a copy counted for each case."""
        return len({file.keeper for file in self.files}) + sum(len(copy.holders) for copy in self.copies)

    @property
    def everybody(self) -> tuple[str, ...]:
        """All who keep anything of the citizen, each once: files, copies, holders by name, cases, accounts, profiles."""
        named = [file.keeper for file in self.files] + [guess.system for guess in self.guesses]
        named += [each.system for each in self.attributes]
        named += [holder for copy in self.copies for holder in copy.holders] + [each.holder for each in self.holdings]
        return tuple(dict.fromkeys([*named, *(case.system for case in self.cases), *self.accounts]))

    @property
    def document(self) -> dict[str, Any]:
        """As plain data. ``dose`` is what the observables of that name count; ``keepers`` names everybody, each once."""
        names = ("files", "guesses", "copies", "cases", "holdings", "attributes")
        lists = {name: [vars(each) for each in getattr(self, name)] for name in names}
        dose = {"records": self.records, "keepers": self.keepers}
        return {"dose": dose, **lists, "accounts": list(self.accounts), "keepers": list(self.everybody)}


def data_held_of(history: CitizenHistory, day: int) -> DataHeld:
    """What is kept of a citizen in the evening of a day.

    Args:
        history: the citizen's days.
        day: the day.
    """
    return DataHeld(
        tuple(_files(history, day)),
        tuple(_guesses(history, day)),
        tuple(_copies(history, day)),
        tuple(_cases(history, day)),
        tuple(_accounts(history, day)),
        tuple(_holdings(history, day)),
        tuple(_attributes(history, day)),
    )


def _cases(history: CitizenHistory, day: int) -> Iterator[KeptCase]:
    """Cases that are open at the system that keeps them; of those that are over, copies tell."""
    for case in all_noted(history, day):
        if case["status"] < int(CASE_ENDED):
            yield KeptCase(history.labels.systems[case["system"]].title, _said(history, case))


def _accounts(history: CitizenHistory, day: int) -> Iterator[str]:
    """Systems with a score of the citizen; lists tell only of those who are on them, by their cases."""
    for s, system in enumerate(history.labels.systems):
        is_own = history.under(day, s)[0].account_holders == "citizens"
        if system.capabilities.has_scale and is_own and history.rows["published"][day, s]:
            yield system.title


def _holdings(history: CitizenHistory, day: int) -> Iterator[Holding]:
    """What each holder by name has, heading by heading; low four bits are recent records, high four bits old ones."""
    held = history.rows[day]["held"]
    for h, holder in enumerate(history.labels.holders):
        for k, heading in enumerate(HEADINGS):
            own, copied = (int(n) % 16 + int(n) // 16 for n in held[h, :, k])
            if own or copied:
                yield Holding(holder.title, heading, own, copied)


def _attributes(history: CitizenHistory, day: int) -> Iterator[OnFile]:
    """Attributes that systems read and had on file when they last published; a bit each."""
    row = history.rows[day]
    for s, system in enumerate(history.labels.systems):
        for a, attribute in enumerate(history.labels.attributes):
            if int(row["disclosed"][s]) >> a & 1:
                yield OnFile(system.title, attribute.title, bool(int(row["has"]) >> a & 1))


def _files(history: CitizenHistory, day: int) -> list[File]:
    row = history.rows[day]
    found = [
        File(pool, heading, int(row["files"][p, h]) & 15, int(row["files"][p, h]) >> 4)
        for p, pool in enumerate(POOLS)
        for h, heading in enumerate(HEADINGS)
        if row["files"][p, h]
    ]
    for s, system in enumerate(history.labels.systems):
        if system.capabilities.keeps_files:
            levels = [int(level) for level in row["kept"][s]]
            found += [File(system.title, h, n & 127, n >> 8) for h, n in zip(HEADINGS, levels, strict=True) if n]
    return found


def _guesses(history: CitizenHistory, day: int) -> list[Guess]:
    errors = history.numbers(day)["profile_error"]
    found = []
    for s, system in enumerate(history.labels.systems):
        parameters = history.under(day, s)[1]
        reads = [ch for ch in range(len(history.labels.channels)) if int(parameters["reads"]) >> ch & 1]
        for a, attribute in enumerate(ATTRIBUTES):
            error = min((float(errors[ch, a]) for ch in reads), default=2.0)
            shown = float(history.rows["profile"][day, s, a])
            if shown and error <= 1:
                found.append(Guess(system.title, attribute, shown, error))
    return found


def _copies(history: CitizenHistory, day: int) -> Iterator[Copy]:
    """Of each case noted on a day that anybody holds a copy of, or has put right: what was recorded, and by whom."""
    for case in all_noted(history, day):
        found = _copy(history, case)
        if found.holders or found.put_right:
            yield found


def _copy(history: CitizenHistory, case: dict[str, int]) -> Copy:
    """Who holds a copy that counts: of a case that is over, a stale one; of one in force, any."""
    counts = speaking_copies(case)
    right = case["holders"] & ~counts if case["status"] >= int(CASE_ENDED) else 0
    return Copy(_said(history, case), _named(history, counts), _named(history, right))


def _said(history: CitizenHistory, case: dict[str, int]) -> str:
    """What was recorded, and when."""
    return f"{history.labels.kinds[case['kind']].title}, {when_recorded(history, case)}"


def _named(history: CitizenHistory, bits: int) -> tuple[str, ...]:
    return tuple(name for h, name in enumerate(history.encoded.names.holders) if bits >> h & 1)
