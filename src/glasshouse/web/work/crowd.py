"""Everybody at the end of an experiment: who they are, where they stand, and how often their days went otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from glasshouse.schema.codes import EMPLOYED, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import LANES
from glasshouse.web.work.counting import WAYS, Counting
from glasshouse.worlds.twins import Twins

NAME: Final = "crowd.npz"
_RANKS: Final = 255
_BITS: Final = {"man": MAN, "registered_elsewhere": MIGRANT, "minority": MINORITY, "employed": EMPLOYED}


@dataclass(frozen=True)
class Person:
    """A synthetic citizen, as the society has them.

    Attributes:
        citizen: the number.
        age: in years.
        man: whether a man; else a woman.
        registered_elsewhere: whether the register has them elsewhere.
        minority: whether of the minority.
        employed: whether in work.
        town: whether in town; else in the country.
        region: the region's name.
        income: share of people who earn less.
    """

    citizen: int
    age: int
    man: bool
    registered_elsewhere: bool
    minority: bool
    employed: bool
    town: bool
    region: str
    income: float


class Crowd:
    """Everybody, read from the file that a worker left.

    Attributes:
        citizens: how many there are.
        twins: the twins' names.
        regions: the regions' names.
    """

    def __init__(self, folder: Path) -> None:
        """Read the file in a folder."""
        with np.load(folder / NAME, allow_pickle=False) as kept:
            self._arrays = {name: kept[name] for name in kept.files}
        self.twins = tuple(str(name) for name in self._arrays["twins"])
        self.regions = tuple(str(name) for name in self._arrays["regions"])
        self.citizens = int(self._arrays["citizens"])

    def person(self, citizen: int) -> Person:
        """One citizen."""
        status = int(self._arrays["status"][citizen])
        is_ = {name: bool(status & int(bit)) for name, bit in _BITS.items()}
        community = citizen // LANES
        return Person(
            citizen=citizen,
            age=int(self._arrays["age"][citizen]),
            town=bool(self._arrays["town"][community]),
            region=self.regions[int(self._arrays["region"][community])],
            income=int(self._arrays["income"][citizen]) / _RANKS,
            **is_,
        )

    def days(self, twin: str, citizen: int) -> dict[str, int]:
        """On how many days each way showed for one citizen, compared with a twin."""
        return dict(zip(WAYS, self._days(twin)[:, citizen].tolist(), strict=True))

    def of(self, twin: str, way: str) -> int:
        """To how many people a way befell."""
        return int((self._days(twin)[WAYS.index(way)] > 0).sum())

    def found(self, twin: str, way: str, by: str, first: int, most: int) -> Sequence[int]:
        """Citizens to whom a way befell.

        Args:
            twin: compared with which twin.
            way: which way.
            by: ``days`` puts those first to whom it befell most often, ``number`` the lowest number.
            first: how many to leave out.
            most: how many to give.
        """
        days = self._days(twin)[WAYS.index(way)]
        citizens = np.flatnonzero(days)
        if by == "days":
            citizens = citizens[np.argsort(-days[citizens].astype("i8"), kind="stable")]
        return [int(each) for each in citizens[first : first + most]]

    def _days(self, twin: str) -> np.ndarray:
        days: np.ndarray = self._arrays[f"days.{self.twins.index(twin)}"]
        return days


def write_crowd(folder: Path, twins: Twins, counting: Counting) -> None:
    """Leave everybody in a file.

    Args:
        folder: where.
        twins: worlds that have lived all their days.
        counting: what was counted on each of them.
    """
    base = next(iter(twins.recorders.values()))
    world, society = base.world, base.world.society[: base.world.communities]
    arrays = {name: society[name].reshape(-1) for name in ("age", "status", "income")}
    arrays |= {name: society[name] for name in ("town", "region")}
    arrays |= {f"days.{k}": days for k, days in enumerate(counting.days.values())}
    arrays |= {"twins": np.array(list(counting.days)), "regions": np.array(base.labels.regions or ("",))}
    np.savez(folder / NAME, allow_pickle=False, citizens=np.int64(world.citizens), **arrays)
