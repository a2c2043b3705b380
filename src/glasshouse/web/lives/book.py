"""The account book of a life: counts of what is known and of what nobody records, kept by adding each day once."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Final

import numpy as np

from glasshouse.web.lives.rules import Rules

ENDINGS: Final = ("denied", "worsened", "eased")
"""How an attempt ends that meets a measure."""


@dataclass
class Book:
    """Counts over the days that were added.

    Attributes:
        records: acts that some channel recorded; of one act on one day several channels make one record here.
        false: records of what never happened, likewise.
        by_channel: by the channel's number, records true and false that it made.
        on_score: by the system's number, records that it read and has a rule for, while there was an account.
        unseen: acts that nobody recorded.
        held_back: what self-censorship withheld.
        lawful_held_back: of it, what was lawful.
        left_out: acts that habit would have brought and the player left out.
        said: lawful acts that self-censorship can withhold, and that happened.
        endings: attempts by how they ended: ``denied``, ``worsened``, ``eased``.
        in_force: by the measure's bit, days on which it was in force.
        sanctioned_days: days under any sanction.
        wrongly_sanctioned_days: days under a sanction that was not earned.
    """

    records: int = 0
    false: int = 0
    by_channel: dict[int, list[int]] = field(default_factory=dict)
    on_score: dict[int, int] = field(default_factory=dict)
    unseen: int = 0
    held_back: int = 0
    lawful_held_back: int = 0
    left_out: int = 0
    said: int = 0
    endings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ENDINGS, 0))
    in_force: dict[int, int] = field(default_factory=dict)
    sanctioned_days: int = 0
    wrongly_sanctioned_days: int = 0

    def add(self, row: np.void, rules: Rules) -> None:
        """Add a day.

        Args:
            row: the player's `PANEL` record of it.
            rules: the rules under which it was lived.
        """
        own, acts = rules.own, int(row["acts"])
        # What a firm does is on the record of whoever works there, and is not theirs.
        channels = len(rules.labels.channels)
        seen = [int(each) & own for each in row["seen"][:channels].tolist()]
        false = [int(each) & own for each in row["false"][:channels].tolist()]
        on_record = _any(seen)
        self.records += on_record.bit_count()
        self.false += _any(false).bit_count()
        self.unseen += (acts & own & ~on_record).bit_count()
        withheld = int(row["withheld"])
        self.held_back += withheld.bit_count()
        self.lawful_held_back += (withheld & rules.guarded).bit_count()
        self.left_out += (int(row["decided"]) & ~acts & ~withheld & own).bit_count()
        self.said += (acts & rules.guarded).bit_count()
        for ending in ENDINGS:
            self.endings[ending] += int(row[ending]).bit_count()
        for ch in range(channels):
            if seen[ch] or false[ch]:
                counts = self.by_channel.setdefault(ch, [0, 0])
                counts[0] += seen[ch].bit_count()
                counts[1] += false[ch].bit_count()
        self._add_to_scores(row, rules, [a | b for a, b in zip(seen, false, strict=True)])
        self._add_measures(row, rules)

    def _add_to_scores(self, row: np.void, rules: Rules, recorded: list[int]) -> None:
        published = row["published"].tolist()
        for s, judged in enumerate(rules.with_rule):
            if judged and published[s]:
                reads = int(rules.encoded.systems["reads"][s])
                read = _any(bits for ch, bits in enumerate(recorded) if reads >> ch & 1)
                self.on_score[s] = self.on_score.get(s, 0) + (read & judged).bit_count()

    def _add_measures(self, row: np.void, rules: Rules) -> None:
        treatment, under_any = int(row["treatment"]), False
        for bit in range(treatment.bit_length()):
            if treatment >> bit & 1:
                self.in_force[bit] = self.in_force.get(bit, 0) + 1
                under_any |= rules.is_sanction(bit)
        self.sanctioned_days += under_any
        self.wrongly_sanctioned_days += bool(row["wrongly_sanctioned"])

    def copy(self) -> Book:
        """The same counts, to go on from."""
        return deepcopy(self)


def _any(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)
