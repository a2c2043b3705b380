"""A run's exact totals in a file: enough to say its results anew, in other words, without living it again."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from glasshouse.engine.encode import encode_scenario
from glasshouse.engine.labels import label
from glasshouse.engine.run import Conclusion
from glasshouse.errors import DamagedRunError
from glasshouse.measurement.totals import Totals
from glasshouse.observables.catalogue import observe_all
from glasshouse.scenario import Scenario
from glasshouse.schema.outcomes import ReformOutcome
from glasshouse.store.folder import write_aside

NAME = "totals.npz"
"""The file of the totals in a run directory."""
_PARTS = ("day_counts", "system_counts", "region_counts", "snapshot")


def write(folder: Path, run: Conclusion) -> None:
    """Write a run's totals.

    Raises:
        StorageError: the folder cannot be written, or the disk is full.
    """
    arrays: dict[str, Any] = {name: np.asarray(getattr(run.totals, name)) for name in _PARTS}

    def save(aside: Path) -> None:
        with aside.open("wb") as file:
            np.savez_compressed(file, place_means=run.place_means, **arrays)

    write_aside(folder / NAME, save)


def read(folder: Path, scenario: Scenario, document: Mapping[str, Any]) -> Conclusion:
    """What came of a run, from its totals and its results document, with the names that a scenario gives.

    Args:
        folder: the run directory.
        scenario: a scenario of the same digest, perhaps in other words.
        document: the results document.

    Raises:
        DamagedRunError: the totals cannot be read.
    """
    path = folder / NAME
    try:
        with np.load(path, allow_pickle=False) as file:
            reforms = tuple(ReformOutcome(**each) for each in document.get("reforms", ()))
            day_counts, system_counts, region_counts, snapshot = (_record(file[name]) for name in _PARTS)
            totals = Totals(day_counts, system_counts, region_counts, snapshot, reforms)
            place_means = file["place_means"]
    except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError) as error:
        raise DamagedRunError(f"cannot read {path}: {error}; `--fresh` makes the run again") from error
    labels = label(scenario, encode_scenario(scenario))
    kept = ("digests", "state_digest", "decided", "seconds", "threads", "bytes_per_citizen", "peak_rss_mib")
    return Conclusion(
        scenario=scenario,
        labels=labels,
        totals=totals,
        place_means=place_means,
        observables=observe_all(totals, labels.kinds, labels.systems, labels.named),
        census=dict(document["society"]),
        turnover=document.get("turnover"),
        **{name: document[name] for name in kept},
    )


def _record(array: np.ndarray) -> Any:
    """One record, or a row of them, as it was before it was written."""
    return array[()] if array.ndim == 0 else array
