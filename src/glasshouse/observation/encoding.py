"""From channels to numbers: reach, chances to see and to invent, errors by group, files."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from glasshouse.documents.vocabulary import POOLS
from glasshouse.errors import InputError, Problem
from glasshouse.observation.channels import Channel, Groups
from glasshouse.schema.tables import ATTRIBUTES, CHANNELS, EVERYBODY, INVENTORS, KINDS, MEMORIES

_WORD = 2**31
_ROUNDED_UP = 1.000001
"""More than the kernels can be off by when they multiply rates."""
ROOMS = KINDS * INVENTORS
"""Rooms for false records of the rarer kinds in the last quarter of a draw: one a kind and channel."""
ROOM_OF_RARE = 1 / (4 * ROOMS)
"""Most false records a day of one rarer kind in one channel."""


def _by_group(groups: Groups) -> list[float]:
    """Factors for nobody in particular, migrants, the minority, and migrants of the minority."""
    migrant, minority = groups.migrant.value, groups.minority.value
    return [1.0, migrant, minority, migrant * minority]


def encode_channels(
    rules: Any,
    channels: Mapping[str, Channel],
    kinds: Sequence[str],
    frequent: int,
    rates: Sequence[float],
    keys: Sequence[int],
) -> None:
    """Fill in what each channel sees and invents.

    Args:
        rules: the scenario's record.
        channels: by name, in the order of their numbers.
        kinds: names of the kinds in the order of their numbers.
        frequent: how many of them are frequent.
        rates: daily rate of each kind, to weigh how much of a life a channel sees.
        keys: a number that belongs to each channel's name.
    """
    number = {name: k for k, name in enumerate(kinds)}
    rules["channels"] = len(channels)
    rules["profile_error"] = 2.0
    _give_reaches(rules, channels)
    _give_rooms(rules, channels, keys)
    everything = sum(rates) or 1.0
    pairs = 0
    for ch, channel in enumerate(channels.values()):
        rules["channel_key"][ch] = keys[ch]
        rules["pool"][0 if channel.pool == "state" else 1] |= 1 << ch
        rules["suspects"][ch] = channel.suspects.value
        rules["arresting"] |= channel.arrests << ch
        rules["evaded"][ch], rules["delay"][ch] = channel.evaded.value, round(channel.delay.value)
        rules["seeing"][ch], rules["inventing"][ch] = _by_group(channel.seeing), _by_group(channel.inventing)
        for attribute, error in channel.profile.items():
            rules["profile_error"][ch, ATTRIBUTES.index(attribute)] = error.value
        seen = {number[name]: share.value for name, share in channel.sees.items() if name in number}
        invented = {number[name]: rate.value for name, rate in channel.invents.items() if name in number}
        weight = sum(rates[k] * share for k, share in seen.items()) / everything
        if int(rules["reach_bit"][ch]) == EVERYBODY:
            rules["exposure_all"] += weight
        else:
            rules["exposure"][rules["reach_bit"][ch]] = weight
        if any(k < frequent for k in (*seen, *invented)):
            rules["lookout"][int(rules["lookouts"])] = ch
            rules["lookouts"] += 1
        rules["partial"][ch] = rules["seeing"][ch].max() != 1 or rules["seeing"][ch].min() != 1
        for k, share in seen.items():
            rules["sees"][k, ch] = share
            if k >= frequent:
                rules["watcher"][k, int(rules["watchers"][k])] = ch
                rules["watchers"][k] += 1
        for k, rate in invented.items():
            rules["invents"][k, ch] = rate
        for k in sorted(set(seen) | set(invented)):
            if k < frequent:
                rules["pair_kind"][pairs], rules["pair_channel"][pairs] = k, ch
                rules["pair_sees"][pairs], rules["pair_invents"][pairs] = seen.get(k, 0.0), invented.get(k, 0.0)
                rules["pair_opens"][pairs] = rules["watching"][k] == 0
                rules["watching"][k] |= 1 << ch
                pairs += 1
    rules["pairs"] = pairs
    _check_rooms(rules, channels, kinds, frequent)
    _bound_false_records(rules, len(channels), len(kinds), frequent)
    _encode_retention(rules, channels, kinds)
    _encode_files(rules, frequent)
    _encode_patrols(rules, channels)


def _bound_false_records(rules: Any, channels: int, kinds: int, frequent: int) -> None:
    """How far into the rooms for false records of the rarer kinds anything can happen, in all and room by room."""
    most = 0
    for ch in range(channels):
        for k in range(frequent, kinds):
            rate = float(rules["invents"][k, ch]) * float(rules["inventing"][ch].max())
            if rate > 0:
                steps = math.ceil(rate * (1 + float(rules["suspects"][ch])) * _WORD * _ROUNDED_UP + 1)
                rules["false_most"][k * INVENTORS + int(rules["room"][ch])] = steps
                most = max(most, steps)
    rules["false_end"] = min(most * ROOMS, _WORD // 4)


def _encode_files(rules: Any, frequent: int) -> None:
    """Into which rows of the dossiers records of frequent kinds go."""
    for pool in range(2):
        for k in range(frequent):
            if rules["memory"][k] and rules["watching"][k] & rules["pool"][pool]:
                rules["filed"] |= 1 << (pool * len(MEMORIES) + int(rules["memory"][k]) - 1)


def _encode_patrols(rules: Any, channels: Mapping[str, Channel]) -> None:
    """Where patrols go; the mean of what they are sent by is an office's matter."""
    rules["patrol"] = CHANNELS
    for ch, channel in enumerate(channels.values()):
        if channel.patrols:
            patrols, fade = channel.patrols, channel.patrols.fade.value
            rules["patrol"], rules["patrol_share"] = ch, patrols.share.value
            rules["patrol_reported"], rules["patrol_start"] = patrols.reported.value, patrols.start.value
            rules["patrol_keep"] = 0.5 ** (1 / fade) if fade > 0 else 1.0
            rules["patrol_even"], rules["patrol_corrected"] = patrols.rule == "even", patrols.corrected


def _encode_retention(rules: Any, channels: Mapping[str, Channel], kinds: Sequence[str]) -> None:
    """How long a pool keeps records under a heading: as long as the longest-keeping channel that files some there."""
    for pool, name in enumerate(POOLS):
        own = [channel for channel in channels.values() if channel.pool == name]
        for heading in range(len(MEMORIES)):
            under = {kind for k, kind in enumerate(kinds) if rules["memory"][k] == heading + 1}
            kept = [c.retention.value for c in own if under & {*c.sees, *c.invents}]
            rules["age_every"][pool, heading] = max(1, round(max(kept) / 2)) if kept and min(kept) > 0 else 0


def partial_reach(channel: Channel) -> bool:
    """Whether a channel has only part of the people within reach; else nobody needs a bit for it."""
    cover = channel.coverage
    return cover.town.value < 1 or cover.country.value < 1 or cover.online.value != 0 or bool(cover.provinces)


def _give_reaches(rules: Any, channels: Mapping[str, Channel]) -> None:
    n = 0
    for ch, channel in enumerate(channels.values()):
        rules["reach_bit"][ch] = n if partial_reach(channel) else EVERYBODY
        n += partial_reach(channel)
    rules["reaches"] = n


def _give_rooms(rules: Any, channels: Mapping[str, Channel], keys: Sequence[int]) -> None:
    """A room for false records to each channel that makes any, by its name, so that another channel seldom moves it."""
    rules["channel_of_room"] = CHANNELS
    inventors = [(keys[ch], ch) for ch, channel in enumerate(channels.values()) if channel.invents]
    if len(inventors) > INVENTORS:
        expected = f"at most {INVENTORS} channels that make false records"
        raise InputError(Problem(key="channels", expected=expected, found=str(len(inventors))))
    for key, ch in sorted(inventors):
        room = key % INVENTORS
        while rules["channel_of_room"][room] != CHANNELS:
            room = (room + 1) % INVENTORS
        rules["room"][ch], rules["channel_of_room"][room] = room, ch


def _check_rooms(rules: Any, channels: Mapping[str, Channel], kinds: Sequence[str], frequent: int) -> None:
    """False records need room in the draw beside the acts: 1/4096 a day for rarer kinds, what the ceiling leaves else."""
    problems = []
    for ch, name in enumerate(channels):
        for k, kind in enumerate(kinds):
            room = (1 - float(rules["ceiling"][k])) / INVENTORS if k < frequent else ROOM_OF_RARE
            rate = float(rules["invents"][k, ch]) * float(rules["inventing"][ch].max())
            rate *= 1 + float(rules["suspects"][ch]) * (k >= frequent)
            if rate > room:
                problems.append(Problem(key=f"channels.{name}.invents.{kind}", found=f"{rate:g} per day",
                                        expected=f"at most {room:.2g} per day in the group most wronged"))  # fmt: skip
    if problems:
        raise InputError(tuple(problems))
