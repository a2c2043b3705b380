"""Everyday records by holder, person by person: entered, passed on, grown old, deleted with their source."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import HEADINGS
from glasshouse.testing.plain.people import Citizen, Community, Diary, Files, World, numbers
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
_NO_DAY = 0xFFFFFFFF


def hold(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's day, for all holders."""
    rules = world.parameters
    if not rules["file_holders"]:
        return
    records = [
        (kind, lane, channels) for lane, page in enumerate(diary.pages) for kind, channels in page.recorded.items()
    ]
    for kind, lane, channels in records + diary.records:
        _enter(rules, community.citizens[lane], kind, channels)
    _pass_on(rules, community, day)
    for h in range(int(rules["file_holders"])):
        every = int(rules["file_every"][h])
        if every and day % every == every - 1:
            for citizen in community.citizens:
                citizen.own[h], citizen.copied[h] = _older(citizen.own[h]), _older(citizen.copied[h])
    _follow(rules, community)


def _enter(rules: np.void, citizen: Citizen, kind: int, channels: set[int]) -> None:
    """A record goes to every holder that one of the channels that made it feeds, for this citizen."""
    heading = int(rules["heading"][kind]) - 1
    if heading < 0:
        return
    word = draw(rules["seed"], citizen.person, _NO_DAY, "holdings")[0]
    fed = {
        int(rules["feed_holder"][f])
        for f in range(int(rules["feeds"]))
        if int(rules["feed_channel"][f]) in channels
        and derived(word, int(rules["feed_key"][f])) < int(rules["feed_share"][f] * F(65536))
    }
    for h in fed:
        recent, old = citizen.own[h].get(heading, (0, 0))
        citizen.own[h][heading] = (min(recent + 1, 15), old)


def _older(files: Files) -> Files:
    return {heading: (0, recent) for heading, (recent, _) in files.items()}


def _has(citizen: Citizen, h: int, heading: int) -> int:
    """What a holder has under a heading: its own records or copies, whichever are more."""
    return max(sum(files[h].get(heading, (0, 0))) for files in (citizen.own, citizen.copied))


def _pass_on(rules: np.void, community: Community, day: int) -> None:
    for citizen in community.citizens:
        came: dict[tuple[int, int], int] = {}
        for p in range(int(rules["passings"])):
            if _is_due(rules, p, day) and _is_chosen(rules, citizen, p, day):
                _offer(rules, citizen, p, came)
        for (h, heading), wanted in came.items():
            recent, old = citizen.copied[h].get(heading, (0, 0))
            citizen.copied[h][heading] = (min(15, max(recent, wanted - old)), old)


def _is_due(rules: np.void, p: int, day: int) -> bool:
    since, every = day - int(rules["passing_first"][p]), int(rules["passing_every"][p])
    return since == 0 if every == 0 else since >= 0 and since % every == 0


def _is_chosen(rules: np.void, citizen: Citizen, p: int, day: int) -> bool:
    """Whether the person has agreed, for life, and is among those of today."""
    key = int(rules["passing_key"][p])
    consents, share = rules["passing_consents"][p], rules["passing_share"][p]
    agrees = consents >= 1 or unit(draw(rules["seed"], citizen.person, _NO_DAY, "passing", key)[0]) < consents
    today = share >= 1 or unit(draw(rules["seed"], citizen.person, day, "passing", key)[0]) < share
    return bool(agrees and today)


def _offer(rules: np.void, citizen: Citizen, p: int, came: dict[tuple[int, int], int]) -> None:
    source, to = int(rules["passing_from"][p]), int(rules["passing_to"][p])
    for heading in numbers(rules["passing_headings"][p]):
        came[to, heading] = max(came.get((to, heading), 0), _has(citizen, source, heading))


def _follow(rules: np.void, community: Community) -> None:
    """Holders that delete with their sources keep no more than a source has; old records go first."""
    followers = [h for h in range(int(rules["file_holders"])) if rules["file_follows"][h]]
    for citizen in community.citizens if followers else ():
        left: dict[tuple[int, int], int] = {}
        for p in range(int(rules["passings"])):
            _offer(rules, citizen, p, left)
        for h in followers:
            for heading in range(len(HEADINGS)):
                recent, old = citizen.copied[h].get(heading, (0, 0))
                most = left.get((h, heading), 0)
                recent = min(recent, most)
                citizen.copied[h][heading] = (recent, min(old, most - recent))
