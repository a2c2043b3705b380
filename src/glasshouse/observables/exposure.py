"""A citizen's dose: how many records are kept of somebody, by how many, and how old they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from glasshouse.documents.vocabulary import POOLS
from glasshouse.measurement.totals import SystemLabel, Totals, sum_of
from glasshouse.observables.observable import Observable, share
from glasshouse.schema.codes import CASE_ENDED, CASE_LISTED


def add_dose(
    total: np.ndarray, dossier: np.ndarray, ledgers: np.ndarray, cases: np.ndarray, readers: Sequence[int]
) -> None:
    """Count what is kept of the people of some communities.

    Args:
        total: a `SNAPSHOT` record, to add to.
        dossier: the pools' files of these communities.
        ledgers: the systems' ledgers of the same, one row a system.
        cases: their cases.
        readers: numbers of the systems that only read; their ledgers are files of their own.
    """
    keepers = np.zeros((len(dossier), dossier["recent"].shape[-1]), "i8")
    for pool in range(len(POOLS)):
        held = dossier["recent"][:, pool]
        total["on_file"][pool] += [int((held & 15).sum(dtype="i8")), int((held >> 4).sum(dtype="i8"))]
        keepers += held.any(1)
    for s in readers:
        held = ledgers["dimensions"][s]
        total["kept"][s] += [int((held & 127).sum(dtype="i8")), int((held >> 8).sum(dtype="i8"))]
        keepers += (held != 0).any(1)
    total["copied"] += int(_copies(cases).sum())
    total["keepers"] += int(keepers.sum()) + int(_copies(cases).sum())


def _copies(cases: np.ndarray) -> np.ndarray:
    """Copies that speak against somebody, by community and case; of rooms that are empty, none."""
    room = np.arange(cases["status"].shape[1])[None, :] < np.asarray(cases["count"])[:, None]
    over, live = cases["status"] >= CASE_ENDED, cases["status"] >= CASE_LISTED
    return np.bitwise_count(np.where(over, cases["stale"], np.where(live, cases["holders"], 0))) * room


def observe_dose(totals: Totals, systems: Sequence[SystemLabel]) -> Iterator[Observable]:
    """The observables of what is kept of people, at the end of a run.

    Args:
        totals: the run's exact counts.
        systems: what each system's codes mean, by number.
    """
    snapshot, people = totals.snapshot, totals.people
    on_file, kept, copied = snapshot["on_file"], snapshot["kept"], int(snapshot["copied"])
    unit = "records per person"
    for pool, name in enumerate(POOLS):
        title = f"records on file in the {name} pool at the end (counts stop at 15 a heading and age)"
        yield _per_person(f"records_on_file_{name}", sum_of(on_file[pool]), people, unit, title)
    for s, system in enumerate(systems):
        if system.capabilities.keeps_files:
            title = f"records that {system.title} keeps at the end"
            yield _per_person(f"records_kept_{system.name}", sum_of(kept[s]), people, unit, title, system.name)
    records = sum_of(on_file) + sum_of(kept) + copied
    title = "a citizen's dose: records in all files, and copies of cases, at the end"
    yield _per_person("dose", records, people, unit, title)
    title = "a citizen's dose: who has something on file, pools, readers and holders of copies, at the end"
    yield _per_person("keepers_per_citizen", int(snapshot["keepers"]), people, "keepers per person", title)
    old = sum_of(on_file[:, 1]) + sum_of(kept[:, 1])
    title = "a citizen's dose: part of the records on file that are old"
    yield share("old_share_of_records", old, records - copied, title, "nothing is on file")
    counts = totals.system_counts
    for field, title in (
        ("rescored", "people whose account began with points for what was on file"),
        ("condemned", "people newly punishable: a burden that nothing but files put on them when a system opened"),
    ):
        found = share(f"{field}_by_files_share", sum_of(counts[field]), people, title, "nobody is there")
        yield found


def _per_person(name: str, count: int, people: int, unit: str, title: str, group: str | None = None) -> Observable:
    found = share(name, count, people, title, "nobody is there", group)
    return Observable(name, found.value, unit, title, group, found.reason)
