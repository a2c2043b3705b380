"""From channels to numbers: reach, chances to see and to invent, errors by group, files."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from glasshouse.documents.quantity import Ratio
from glasshouse.documents.vocabulary import POOLS
from glasshouse.errors import InputError, Problem
from glasshouse.kernels.randomness import key_of
from glasshouse.observation.channels import Channel, Groups
from glasshouse.schema.codes import ATTRIBUTES, DOMAINS, EVERYBODY, HEADINGS, NEEDS
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
    parameters: np.void,
    channels: Mapping[str, Channel],
    kinds: Sequence[str],
    frequent: int,
    rates: Sequence[float],
    keys: Sequence[int],
    domains: Sequence[int],
) -> None:
    """Fill in what each channel sees and invents.

    Args:
        parameters: the scenario's record.
        channels: by name, in the order of their numbers.
        kinds: names of the kinds in the order of their numbers.
        frequent: how many of them are frequent.
        rates: daily rate of each kind, to weigh how much of a life a channel sees.
        keys: a number that belongs to each channel's name.
        domains: the domain of fear in which each kind lies.
    """
    number = {name: k for k, name in enumerate(kinds)}
    parameters["channels"] = len(channels)
    parameters["profile_error"] = 2.0
    _give_reaches(parameters, channels)
    everything = np.bincount(domains, rates, len(DOMAINS)) if kinds else np.zeros(len(DOMAINS))
    pairs = 0
    for ch, channel in enumerate(channels.values()):
        parameters["channel_key"][ch] = keys[ch]
        parameters["pool"][0 if channel.pool == "state" else 1] |= 1 << ch
        parameters["evasion_as_suspicion"][ch] = channel.evasion_as_suspicion.value
        parameters["arresting"] |= channel.arrests << ch
        parameters["loss_to_evasion"][ch] = channel.loss_to_evasion.value
        parameters["sensitivity_by_group"][ch], parameters["false_records_by_group"][ch] = (
            _by_group(channel.sensitivity_by_group),
            _by_group(channel.false_records_by_group),
        )
        for attribute, error in channel.profile.items():
            parameters["profile_error"][ch, ATTRIBUTES.index(attribute)] = error.value
        seen = {number[name]: share.value for name, share in channel.sensitivity.items() if name in number}
        invented = {number[name]: rate.value for name, rate in channel.false_records.items() if name in number}
        weight = channel.known.value * _exposes(seen, rates, domains) / np.where(everything > 0, everything, 1)
        if int(parameters["reach_bit"][ch]) == EVERYBODY:
            parameters["exposure_all"] += weight
        else:
            parameters["exposure"][:, parameters["reach_bit"][ch]] = weight
        if any(k < frequent for k in (*seen, *invented)):
            parameters["lookout"][int(parameters["lookouts"])] = ch
            parameters["lookouts"] += 1
        parameters["partial"][ch] = (
            parameters["sensitivity_by_group"][ch].max() != 1 or parameters["sensitivity_by_group"][ch].min() != 1
        )
        for k, share in seen.items():
            parameters["sensitivity"][k, ch] = share
            if k >= frequent:
                parameters["watcher"][k, int(parameters["watchers"][k])] = ch
                parameters["watchers"][k] += 1
        for k, rate in invented.items():
            parameters["false_records"][k, ch] = rate
        for k in sorted(set(seen) | set(invented)):
            if k < frequent:
                parameters["pair_kind"][pairs], parameters["pair_channel"][pairs] = k, ch
                parameters["pair_sensitivity"][pairs] = seen.get(k, 0.0)
                parameters["pair_opens"][pairs] = parameters["watching"][k] == 0
                parameters["watching"][k] |= 1 << ch
                pairs += 1
    parameters["pairs"] = pairs
    _pair_false_records(parameters, list(channels), kinds)
    _encode_retention(parameters, channels, kinds)
    _encode_files(parameters, frequent)
    _encode_patrols(parameters, channels)


def _exposes(seen: Mapping[int, float], rates: Sequence[float], domains: Sequence[int]) -> np.ndarray:
    """Records a day of each domain that a channel makes of somebody of middling habits, if they do what it sees."""
    found = np.zeros(len(DOMAINS))
    for k, share in seen.items():
        found[domains[k]] += rates[k] * share
    return found


def _pair_false_records(parameters: np.void, channels: Sequence[str], kinds: Sequence[str]) -> None:
    """Number the pairs of a kind and a channel that makes false records of it, those of firms last.

    Each has a key by both names. Luck comes in steps of 2^-32 of a rate (`false_scale`), larger ones for frequent kinds,
    of which only those can be wrongly recorded whose own word lies above the ceiling; `false_most` bounds anybody's luck.
    """
    frequent = int(parameters["frequent"])
    pairs, problems = [], []
    # Channel by channel, and for each kind by kind; most pairs make none.
    made = parameters["false_records"][: len(kinds), : len(channels)].T
    for ch, k in np.argwhere(made).tolist():
        channel, kind = channels[ch], kinds[k]
        rate = float(made[ch, k]) * float(parameters["false_records_by_group"][ch].max())
        rate *= 1 + float(parameters["evasion_as_suspicion"][ch]) * (k >= frequent)
        scale = 2**32 / (1 - float(parameters["ceiling"][k])) if k < frequent else 2**32
        if rate * scale > MOST_INVENTED * 2**32:
            expected = f"at most {MOST_INVENTED * 2**32 / scale:.2g} per day in the group most wronged"
            said = f"channels.{channel}.false_records.{kind}"
            problems.append(Problem(key=said, expected=expected, found=f"{rate:g} per day"))
        elif rate > 0:
            is_firms = bool(parameters["need"][k] == NEEDS.index("firm"))
            pairs.append((is_firms, k, ch, key_of(f"{kind} by {channel}"), scale, rate))
    if len(pairs) > FALSE_PAIRS:
        expected = f"at most {FALSE_PAIRS} pairs of a channel and a kind of which it makes false records"
        problems.append(Problem(key="channels", expected=expected, found=str(len(pairs))))
    if problems:
        raise InputError(tuple(problems))
    pairs.sort(key=lambda pair: pair[0])
    for p, (_, k, ch, key, scale, rate) in enumerate(pairs):
        parameters["false_kind"][p], parameters["false_channel"][p], parameters["false_key"][p] = k, ch, key
        parameters["false_scale"][p], parameters["false_most"][p] = scale, math.ceil(rate * scale * _ROUNDED_UP + 1)
    parameters["false_of_firms"] = sum(pair[0] for pair in pairs)
    parameters["false_pairs"] = len(pairs) - int(parameters["false_of_firms"])


def _encode_files(parameters: np.void, frequent: int) -> None:
    """Into which rows of the dossiers records of frequent kinds go."""
    for pool in range(2):
        for k in range(frequent):
            if parameters["heading"][k] and parameters["watching"][k] & parameters["pool"][pool]:
                parameters["filed"] |= 1 << (pool * len(HEADINGS) + int(parameters["heading"][k]) - 1)


def _encode_patrols(parameters: np.void, channels: Mapping[str, Channel]) -> None:
    """Where patrols go; the mean of what they are sent by is an office's matter."""
    parameters["patrol"] = CHANNELS
    for ch, channel in enumerate(channels.values()):
        if channel.patrols:
            patrols, fade = channel.patrols, channel.patrols.fade.value
            parameters["patrol"], parameters["patrol_share"] = ch, patrols.share.value
            parameters["patrol_reported"], parameters["patrol_start"] = patrols.reported.value, patrols.start.value
            parameters["patrol_keep"] = 0.5 ** (1 / fade) if fade > 0 else 1.0
            parameters["patrol_even"], parameters["patrol_corrected"] = patrols.rule == "even", patrols.corrected


def _encode_retention(parameters: np.void, channels: Mapping[str, Channel], kinds: Sequence[str]) -> None:
    """How long a pool keeps records under a heading: as long as the longest-keeping channel that files some there."""
    for pool, name in enumerate(POOLS):
        own = [channel for channel in channels.values() if channel.pool == name]
        for heading in range(len(HEADINGS)):
            under = {kind for k, kind in enumerate(kinds) if parameters["heading"][k] == heading + 1}
            kept = [c.retention.value for c in own if under & {*c.sensitivity, *c.false_records}]
            parameters["age_every"][pool, heading] = max(1, round(max(kept) / 2)) if kept and min(kept) > 0 else 0


def partial_reach(channel: Channel) -> bool:
    """Whether a channel has only part of the people within reach; else nobody needs a bit for it."""
    cover = channel.coverage
    return cover.town.value < 1 or cover.country.value < 1 or cover.online.value != 0 or bool(cover.regions)


def _give_reaches(parameters: np.void, channels: Mapping[str, Channel]) -> None:
    n = 0
    for ch, channel in enumerate(channels.values()):
        parameters["reach_bit"][ch] = n if partial_reach(channel) else EVERYBODY
        n += partial_reach(channel)
    parameters["reaches"] = n


def encode_coverage(
    settlement: np.void,
    parameters: np.void,
    channels: Mapping[str, Channel],
    by_region: Callable[[Mapping[str, Ratio]], Sequence[float]],
) -> None:
    """Fill in whom each channel of partial reach has within it.

    Args:
        settlement: the `POPULATION` record that people are made by.
        parameters: the scenario's record, channels filled in.
        channels: by name, in the order of their numbers.
        by_region: turns factors by the names of regions into one for each region.
    """
    for ch, channel in enumerate(channels.values()):
        bit, cover = int(parameters["reach_bit"][ch]), channel.coverage
        if bit < EVERYBODY:
            settlement["reaches"] += 1
            settlement["channel_key"][bit] = parameters["channel_key"][ch]
            settlement["cover_town"][bit] = cover.town.value
            settlement["cover_country"][bit] = cover.country.value
            settlement["cover_online"][bit] = cover.online.value
            settlement["cover_region"][bit] = by_region(cover.regions)
