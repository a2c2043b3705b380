"""From channels to numbers: reach, chances to see and to invent, errors by group, files."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from glasshouse.documents.quantity import Ratio
from glasshouse.documents.vocabulary import POOLS
from glasshouse.errors import InputError, Problem
from glasshouse.kernels.randomness import key_of
from glasshouse.observation.channels import Channel, Groups
from glasshouse.schema.codes import ATTRIBUTES, EVERYBODY, MEMORIES, NEEDS
from glasshouse.schema.limits import CHANNELS, FALSE_PAIRS, QUARTER

_ROUNDED_UP = 1.000001
"""More than the kernels can be off by when they multiply rates."""
MOST_INVENTED = 1 / QUARTER
"""Most false records a day of one person, kind and channel: a quarter of a community gets one at most."""


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
                rules["pair_sees"][pairs] = seen.get(k, 0.0)
                rules["pair_opens"][pairs] = rules["watching"][k] == 0
                rules["watching"][k] |= 1 << ch
                pairs += 1
    rules["pairs"] = pairs
    _pair_false_records(rules, list(channels), kinds)
    _encode_retention(rules, channels, kinds)
    _encode_files(rules, frequent)
    _encode_patrols(rules, channels)


def _pair_false_records(rules: Any, channels: Sequence[str], kinds: Sequence[str]) -> None:
    """Number the pairs of a kind and a channel that makes false records of it, those of firms last.

    Each has a key by both names. Luck comes in steps of 2^-32 of a rate (`false_scale`), larger ones for frequent kinds,
    of which only those can be wrongly recorded whose own word lies above the ceiling; `false_most` bounds anybody's luck.
    """
    frequent = int(rules["frequent"])
    pairs, problems = [], []
    for ch, channel in enumerate(channels):
        for k, kind in enumerate(kinds):
            rate = float(rules["invents"][k, ch]) * float(rules["inventing"][ch].max())
            rate *= 1 + float(rules["suspects"][ch]) * (k >= frequent)
            scale = 2**32 / (1 - float(rules["ceiling"][k])) if k < frequent else 2**32
            if rate * scale > MOST_INVENTED * 2**32:
                problems.append(Problem(key=f"channels.{channel}.invents.{kind}", found=f"{rate:g} per day",
                                        expected=f"at most {MOST_INVENTED * 2**32 / scale:.2g} per day in the group "
                                        "most wronged"))  # fmt: skip
            elif rate > 0:
                is_firms = bool(rules["need"][k] == NEEDS.index("firm"))
                pairs.append((is_firms, k, ch, key_of(f"{kind} by {channel}"), scale, rate))
    if len(pairs) > FALSE_PAIRS:
        expected = f"at most {FALSE_PAIRS} pairs of a channel and a kind of which it makes false records"
        problems.append(Problem(key="channels", expected=expected, found=str(len(pairs))))
    if problems:
        raise InputError(tuple(problems))
    pairs.sort(key=lambda pair: pair[0])
    for p, (_, k, ch, key, scale, rate) in enumerate(pairs):
        rules["false_kind"][p], rules["false_channel"][p], rules["false_key"][p] = k, ch, key
        rules["false_scale"][p], rules["false_most"][p] = scale, math.ceil(rate * scale * _ROUNDED_UP + 1)
    rules["false_of_firms"] = sum(pair[0] for pair in pairs)
    rules["false_pairs"] = len(pairs) - int(rules["false_of_firms"])


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


def encode_coverage(
    settlement: Any,
    rules: Any,
    channels: Mapping[str, Channel],
    by_province: Callable[[Mapping[str, Ratio]], Sequence[float]],
) -> None:
    """Fill in whom each channel of partial reach has within it.

    Args:
        settlement: the `SETTLEMENT` record that people are made by.
        rules: the scenario's record, channels filled in.
        channels: by name, in the order of their numbers.
        by_province: turns factors by the names of provinces into one for each province.
    """
    for ch, channel in enumerate(channels.values()):
        bit, cover = int(rules["reach_bit"][ch]), channel.coverage
        if bit < EVERYBODY:
            settlement["reaches"] += 1
            settlement["channel_key"][bit] = rules["channel_key"][ch]
            settlement["cover_town"][bit] = cover.town.value
            settlement["cover_country"][bit] = cover.country.value
            settlement["cover_online"][bit] = cover.online.value
            settlement["cover_province"][bit] = by_province(cover.provinces)
