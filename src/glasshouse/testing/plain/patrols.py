"""Patrols, plain twin: decision, effect on detection, update of the record count."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import CHANNELS
from glasshouse.testing.plain.people import Community, Diary
from glasshouse.testing.plain.randomness import draw, unit

F = np.float32


def has_patrols(rules: np.void) -> bool:
    """Whether a channel of the scenario is made by patrols."""
    return int(rules["patrol"]) < CHANNELS


def send(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """Draw whether a patrol comes: by lot, or in proportion to what patrols and people have entered before."""
    sent, mean = rules["patrol_share"], F(1)
    if not rules["patrol_even"]:
        sent = rules["patrol_share"] * (F(community.patrol) / F(16) + rules["patrol_start"])
        mean = rules["patrol_mean"]
    key = int(rules["channel_key"][int(rules["patrol"])])
    luck = unit(draw(rules["seed"], community.citizens[0].number, day, "patrol", key)[0])
    # The chance is sent / mean, and never above 1.
    diary.patrolled = bool(luck * (sent + max(mean - sent, F(0))) < sent)
    diary.patrol_chance = min(sent / mean, F(1)) if mean > 0 else F(0)
    part = int(diary.patrol_chance * F(65536))
    diary.count.update(beats=1, patrolled=int(diary.patrolled), patrol_chance=part, patrol_square=part * part)


def sight(rules: np.void, diary: Diary) -> np.float32:
    """How much of the channel's sight is open today."""
    reported: np.float32 = rules["patrol_reported"]
    return F(diary.patrolled) * (F(1) - reported) + reported


def remember(rules: np.void, community: Community, diary: Diary) -> None:
    """What was recorded today counts for the next patrols; what was there before counts for less."""
    channel = int(rules["patrol"])
    recorded = [channels for page in diary.pages for channels in page.recorded.values()]
    recorded += [channels for _, _, channels in diary.records]
    records = sum(channel in channels for channels in recorded)
    found = F(records) * (F(1) - rules["patrol_reported"]) if diary.patrolled else F(0)
    reported = F(records) - found
    if rules["patrol_corrected"] and diary.patrolled:
        found = found * (rules["patrol_share"] / diary.patrol_chance)
    community.patrol = int(F(community.patrol) * rules["patrol_keep"] + (found + reported) * F(16))
    diary.count.update(patrol_records=records, patrol_weight=community.patrol)
