"""A world of an audit once it is lived: what it leaves behind, written and read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

import numpy as np

from glasshouse.audit.rights.evening import ENDS, Evening, unpacked
from glasshouse.audit.rights.lives import ARRAYS as CASE_ARRAYS
from glasshouse.audit.rights.lives import CaseWatch, Lives
from glasshouse.audit.rights.standings import Standings
from glasshouse.engine.recorder import Recorder
from glasshouse.institutions.fitting import FittingInstitution
from glasshouse.observables.catalogue import observe_all

Fits = Mapping[str, np.ndarray]
DAMAGED: Final = (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error)
"""What reading a file of arrays may end in: what is damaged is made again."""
_BY_KIND = ("happened", "recorded", "missed", "invented")
_COUNTED = (
    "people",
    "under",
    "unions",
    "sanctioned",
    "fields",
    "days_under",
    "ever",
    "ends",
    "deserved",
    "sanctioned_on",
)
_STANDING = ("cell", "has", "moves", "scores", "moments")
_ARRAYS = (*_COUNTED, *_STANDING, *_BY_KIND)
_WORDS = ("measures", "sanctions", "together", "kinds", "members", "values", "units", "titles", "conduct")


@dataclass(frozen=True)
class Lived:
    """What a world of the audit left behind; all counts are exact.

    Attributes:
        measures: (system, measure) by bit.
        sanctions: bits of the sanctions.
        together: names of what is counted together, in the order of `unions`.
        people: people in each community.
        under: person-days under each measure (communities × measures).
        unions: person-days under at least one of the sanctions that are counted together (communities × unions).
        sanctioned: person-days under at least one sanction, by community.
        fields: person-days by the number of fields of life with a sanction in force (communities × fields).
        days_under: days under a sanction (communities × lanes).
        ever: measures that somebody was ever under, as bits (communities × lanes).
        ends: person-days on which somebody was denied, eased, wronged, sanctioned, worsened.
        deserved: what a person's true acts would cost if each was recorded (communities × lanes).
        cell: the crossing of groups to which each person belongs (communities × lanes); see `glasshouse.audit.rights.crossings`.
        has: attributes that the scenario declares, a bit each, likewise.
        moves: people by system, horizon, where they stood on the first day and where they stand then; see `Standings`.
        scores: people by system, day and bin of their score, likewise.
        moments: sums over the members of each community on the last day, likewise.
        kinds: names of the kinds of conduct, in the order of the next four.
        happened: how often each kind happened.
        recorded: how often it was recorded.
        missed: how often it happened and no channel that could record it did.
        invented: how often it was recorded and did not happen.
        members: people with an account or an entry in some register of a system at the end, by system.
        values: observables by name; None where undefined.
        units: their units.
        titles: what to call them.
        conduct: digest of what people did, over all days.
        fits: what fitters of learned systems found, by system.
        sanctioned_on: who was under a sanction on which day, packed; see `days_sanctioned`.
        lives: what became of the cases of the scheme itself; None of other worlds, and where no system keeps any.
    """

    measures: tuple[tuple[str, str], ...]
    sanctions: tuple[int, ...]
    people: np.ndarray
    under: np.ndarray
    together: tuple[str, ...]
    unions: np.ndarray
    sanctioned: np.ndarray
    fields: np.ndarray
    days_under: np.ndarray
    ever: np.ndarray
    ends: np.ndarray
    deserved: np.ndarray
    cell: np.ndarray
    has: np.ndarray
    moves: np.ndarray
    scores: np.ndarray
    moments: np.ndarray
    kinds: tuple[str, ...]
    happened: np.ndarray
    recorded: np.ndarray
    missed: np.ndarray
    invented: np.ndarray
    members: Mapping[str, int]
    values: Mapping[str, float | None]
    units: Mapping[str, str]
    titles: Mapping[str, str]
    conduct: str
    fits: Fits
    sanctioned_on: np.ndarray
    lives: Lives | None = None

    @property
    def harm(self) -> int:
        """Person-days under at least one sanction."""
        return int(self.sanctioned.sum())

    def days_in(self, union: str) -> np.ndarray:
        """Person-days under at least one of some sanctions, by community; none where there are no such sanctions.

        Args:
            union: what they are called (see `glasshouse.audit.rights.unions`).
        """
        if union not in self.together:
            return np.zeros_like(self.sanctioned)
        found: np.ndarray = self.unions[:, self.together.index(union)]
        return found

    def days_sanctioned(self) -> np.ndarray:
        """Who was under a sanction on which day: days × communities × 32 bytes of eight people each."""
        return unpacked(self.sanctioned_on, len(self.people))

    def befell(self, what: str) -> int:
        """Person-days on which something befell somebody: one of `ENDS`."""
        return int(self.ends[ENDS.index(what)])


def concluded(
    recorder: Recorder, evening: Evening, standings: Standings, cases: CaseWatch | None, together: tuple[str, ...]
) -> Lived:
    """What a world leaves behind that was lived to its end.

    Args:
        recorder: the world with its counts.
        evening: who watched its evenings.
        standings: who watched where people stand.
        cases: who followed its cases; None where nobody did.
        together: names of what was counted together.
    """
    world, labels = recorder.world, recorder.labels
    totals = recorder.totals()
    observed = observe_all(totals, labels.kinds, labels.systems, labels.named)
    published = {
        name: int(np.count_nonzero(world.ledgers[s]["published"])) for s, name in enumerate(world.encoded.system_names)
    }
    return Lived(
        measures=evening.measures,
        sanctions=evening.sanctions,
        together=together,
        people=np.array(world.society["people"], "i8"),
        kinds=tuple(label.name for label in labels.kinds),
        **{name: np.array(totals.day_counts[name][: len(labels.kinds)]) for name in _BY_KIND},
        members=published,
        values={name: each.value for name, each in observed.items()},
        units={name: each.unit for name, each in observed.items()},
        titles={name: each.title for name, each in observed.items()},
        conduct=f"{int(totals.day_counts['conduct']):016x}",
        fits={each.system: each.fits for each in world.institutions if isinstance(each, FittingInstitution)},
        lives=cases.result() if cases else None,
        **evening.arrays(),
        **standings.arrays(),
    )


def write(path: Path, lived: Lived) -> None:
    """Keep a world.

    Args:
        path: the file.
        lived: the world.
    """
    arrays: dict[str, Any] = {name: getattr(lived, name) for name in _ARRAYS}
    arrays |= {f"fits {name}": rows for name, rows in lived.fits.items()}
    arrays |= {f"cases {name}": each for name, each in asdict(lived.lives).items()} if lived.lives else {}
    words = json.dumps({name: getattr(lived, name) for name in _WORDS})
    with path.open("wb") as out:
        np.savez_compressed(out, words=np.array(words), **arrays)


def write_arrays(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Keep arrays by name.

    Args:
        path: the file.
        arrays: the arrays.
    """
    with path.open("wb") as out:
        np.savez_compressed(out, **arrays)  # type: ignore[arg-type]


def read(path: Path) -> Lived | None:
    """A world that was kept; None if it is not there, or is damaged and must be lived again.

    Args:
        path: the file.
    """
    if not path.exists():
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            words = json.loads(str(kept["words"]))
            arrays = {name: kept[name] for name in _ARRAYS}
            fits = {name.removeprefix("fits "): kept[name] for name in kept.files if name.startswith("fits ")}
            has_cases = f"cases {CASE_ARRAYS[0]}" in kept.files
            lives = Lives(**{name: kept[f"cases {name}"] for name in CASE_ARRAYS}) if has_cases else None
    except DAMAGED:
        return None
    words["measures"] = tuple((system, name) for system, name in words["measures"])
    words |= {name: tuple(words[name]) for name in ("sanctions", "together", "kinds")}
    return Lived(**words, **arrays, fits=fits, lives=lives)
