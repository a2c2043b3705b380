"""Who sees what was done today, person by person and channel by channel; files, profiles."""

from __future__ import annotations

from typing import Any

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES, DOMAINS, EFFECTS, EVERYBODY, HEADINGS
from glasshouse.schema.limits import DECLARED, QUARTER
from glasshouse.testing.plain import patrols
from glasshouse.testing.plain.copies import keep
from glasshouse.testing.plain.people import Citizen, Community, Diary, Page, World, numbers
from glasshouse.testing.plain.randomness import derived, draw, unit

F = np.float32
_FINE = F(65536)


def _exposed(rules: np.void, citizen: Citizen, domain: int) -> np.float32:
    """How much of a domain of life the channels of partial reach see: the first eight and the others apart, then both."""
    halves = [F(0), F(0)]
    for bit in sorted(citizen.reach):
        halves[bit // 8] += rules["exposure"][domain, bit]
    return halves[0] + halves[1]


def observe(world: World, community: Community, diary: Diary, day: int) -> None:
    """One community's records of the day."""
    rules = world.parameters
    if patrols.has_patrols(rules):
        patrols.send(rules, community, diary, day)
    for citizen, page in zip(community.citizens, diary.pages, strict=True):
        page.exposed = [
            (_exposed(rules, citizen, domain) + rules["exposure_all"][domain]) * F(citizen.here)
            for domain in range(len(DOMAINS))
        ]
        page.recorded = {kind: set() for kind in range(int(rules["frequent"]))}
        for pair in range(int(rules["pairs"])):
            _watch_frequent(rules, citizen, page, pair, diary)
    for kind, lane in diary.events:
        channels = _watchers(rules, community.citizens[lane], diary, kind, day)
        channels |= _seen_at_arrest(rules, diary, kind, lane)
        if rules["speech"][kind]:
            user = int(diary.pages[lane].states["evasion"] >= F(0.5))
            diary.count["speech_acts", user] += 1
            diary.count["speech_acts_recorded", user] += bool(channels)
        diary.count.update(("true_matches", channel) for channel in channels)
        diary.count["recorded" if channels else "missed", kind] += 1
        if channels:
            diary.records.append((kind, lane, channels))
    _invent(rules, community, diary, day)
    for page in diary.pages:
        _count_frequent(page, diary)
    if patrols.has_patrols(rules):
        patrols.remember(rules, community, diary)
    _keep_files(rules, community, diary, day)
    if world.parameters["holders"]:
        keep(world, community, diary, day)


def within(rules: np.void, citizen: Citizen) -> set[int]:
    """The channels that have a citizen within reach: everybody's, and those for which the citizen has a bit."""
    if not citizen.here:
        return set()
    bits = {int(EVERYBODY), *citizen.reach}
    reached = rules["reach_bit"][: int(rules["channels"])].tolist()
    return {channel for channel, bit in enumerate(reached) if bit in bits}


def sight(rules: np.void, citizen: Citizen, diary: Diary, channel: int) -> np.float32:
    """How well a channel sees a person today: by group, less what evasion hides; 0 out of its reach.

    Where somebody must be sent, only as much of it as is open today.
    """
    if channel not in within(rules, citizen):
        return F(0)
    page = diary.pages[citizen.lane]
    found: np.float32 = rules["sensitivity_by_group"][channel, page.group] * (
        F(1) - rules["loss_to_evasion"][channel] * page.states["evasion"]
    )
    return found * patrols.sight(rules, diary) if channel == int(rules["patrol"]) else found


def _watch_frequent(rules: np.void, citizen: Citizen, page: Page, pair: int, diary: Diary) -> None:
    """One frequent kind and one channel that sees it or invents it."""
    kind, channel = int(rules["pair_kind"][pair]), int(rules["pair_channel"][pair])
    seen = sight(rules, citizen, diary, channel)
    luck = derived(page.words[int(rules["row"][kind])], int(rules["channel_key"][channel]))
    if kind in page.done and luck < int(seen * (rules["pair_sensitivity"][pair] * _FINE)):
        page.recorded[kind].add(channel)


def _invent(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """False records of what people did not do: one word for each pair of a kind and a channel and quarter of the lanes."""
    for pair in range(int(rules["false_pairs"])):
        kind, channel = int(rules["false_kind"][pair]), int(rules["false_channel"][pair])
        number = community.citizens[0].number
        words = draw(rules["seed"], number, day, "false_records", int(rules["false_key"][pair]))
        for quarter, word in enumerate(words):
            luck, place = divmod(word, QUARTER)
            citizen = community.citizens[quarter * QUARTER + place]
            page = diary.pages[citizen.lane]
            rate = (
                rules["false_records"][kind, channel]
                * rules["false_records_by_group"][channel, page.group]
                * page.needs["nothing"]
            )
            if kind >= int(rules["frequent"]):
                rate = rate * (F(1) + rules["evasion_as_suspicion"][channel] * page.states["evasion"])
            if (
                _may_do(rules, diary, page, citizen.lane, kind)
                or luck >= int(rate * rules["false_scale"][pair])
                or sight(rules, citizen, diary, channel) <= 0
            ):
                continue
            diary.count["invented", kind] += 1
            diary.count["invented_group", page.group] += 1
            if kind < int(rules["frequent"]):
                page.recorded[kind].add(channel)
            else:
                diary.count["false_matches", channel] += 1
                diary.records.append((kind, citizen.lane, {channel}))


def _may_do(rules: np.void, diary: Diary, page: Page, lane: int, kind: int) -> bool:
    """Whether somebody's word lies below a frequent kind's ceiling, or they did something of a rarer kind."""
    if kind < int(rules["frequent"]):
        return page.words[int(rules["row"][kind])] >> 1 < int(rules["ceiling"][kind] * F(2**31))
    return (kind, lane) in diary.events


def _count_frequent(page: Page, diary: Diary) -> None:
    for kind in page.done:
        diary.count["recorded" if page.recorded[kind] else "missed", kind] += 1


def _watchers(rules: np.void, citizen: Citizen, diary: Diary, kind: int, day: int) -> set[int]:
    """The channels that recorded a rarer act, each by a luck of its own."""
    word = draw(rules["seed"], citizen.person, day, "sight", int(rules["kind_key"][kind]))[0]
    found = set()
    for channel in range(int(rules["channels"])):
        luck = F(derived(word, int(rules["channel_key"][channel])))
        if luck < rules["sensitivity"][kind, channel] * sight(rules, citizen, diary, channel) * _FINE:
            found.add(channel)
    return found


def _seen_at_arrest(rules: np.void, diary: Diary, kind: int, lane: int) -> set[int]:
    """Channels that record whoever is arrested at a gathering."""
    is_arrested = EFFECTS[rules["effect"][kind]] == "gathers" and lane in diary.arrested
    return numbers(rules["arresting"]) if is_arrested else set()


def _keep_files(rules: np.void, community: Community, diary: Diary, day: int) -> None:
    """Each record of a kind with a heading enters the files of its pools of holders; what is on file grows old."""
    records = [(kind, page_of, channels) for page_of, page in enumerate(diary.pages)
               for kind, channels in page.recorded.items()]  # fmt: skip
    records += diary.records
    for pool in range(2):
        holders = numbers(rules["pool"][pool])
        for kind, lane, channels in records:
            files, heading = community.citizens[lane].files, int(rules["heading"][kind]) - 1
            if heading >= 0 and channels & holders:
                recent, old = files[pool, heading]
                files[pool, heading] = (min(recent + 1, 15), old)
        for heading in range(len(HEADINGS)):
            every = int(rules["age_every"][pool, heading])
            if every and day % every == every - 1:
                for citizen in community.citizens:
                    citizen.files[pool, heading] = (0, citizen.files[pool, heading][0])


def trace_provenance(world: World, community: Community, diary: Diary, known: int) -> None:
    """Note of each case opened today, from place `known` of the book on, whether anything happened behind it."""
    for case in community.cases[known:]:
        if case.status != "closed":
            happened = (case.kind, case.lane) in diary.events or case.kind in diary.pages[case.lane].done
            case.false = not happened


def profile(world: World, citizen: Citizen, system: np.void) -> list[Any]:
    """Attributes on file with a system, from the best of its channels that reaches the citizen; 0 where none does.

    After them come those that the scenario declares, 1 where one is on file, else 0.
    """
    channels = numbers(system["reads"]) & within(world.parameters, citizen)
    exact = [_attribute_on_file(world.parameters, citizen, channels, a) for a in range(len(ATTRIBUTES))]
    disclosed = on_file(world, citizen, system)
    return exact + [F(a in disclosed) for a in range(DECLARED)]


def on_file(world: World, citizen: Citizen, system: np.void) -> set[int]:
    """Attributes that any channel of a system says the citizen to have, of those that it uses."""
    rules, found = world.parameters, set()
    for a in numbers(system["attributes"]):
        for channel in numbers(rules["disclosing"][a]) & numbers(system["reads"]) & within(rules, citizen):
            chances = rules["disclosed"] if a in citizen.attributes else rules["disclosed_wrongly"]
            key = int(rules["attribute_key"][a])
            word = draw(rules["seed"], citizen.person, int(rules["channel_key"][channel]), "disclosure", key)[0]
            if unit(word) < chances[channel, a]:
                found.add(a)
    return found


def _attribute_on_file(rules: np.void, citizen: Citizen, channels: set[int], a: int) -> np.float32:
    errors = [rules["profile_error"][channel, a] for channel in channels]
    best = min(errors, default=F(2))
    if not citizen.here or best > 1:
        return F(0)
    shown = attribute(citizen, ATTRIBUTES[a])
    if best > 0:
        words = draw(rules["seed"], citizen.person, 0, "profile", a)
        error = unit(words[0]) + unit(words[1]) - F(1)
        shown = min(max(shown + best * error * F(2), F(-1)), F(1))
    return shown


def attribute(citizen: Citizen, name: str) -> np.float32:
    """An attribute as it is, -1 to 1."""
    if name == "age":
        return (F(citizen.age) - F(58)) * F(0.025)
    return F(citizen.ranks[name]) * F(2 / 255) - F(1)
