"""Form ``none``, record by record: reads and keeps, judges nobody."""

from __future__ import annotations

from glasshouse.testing.plain.people import Community, Diary, Twin, World, numbers


def watch(world: World, community: Community, diary: Diary, s: int, day: int) -> None:
    """Form ``none``: count what was read of the rarer kinds, judge nobody."""
    system = world.systems[s]
    reads = numbers(system["reads"])
    diary.systems[s]["opened"] += sum(bool(channels & reads) for _, _, channels in diary.records)
    if system["dimensions"]:
        _keep_file(world, community, diary, s, reads, day)


def _keep_file(world: World, community: Community, diary: Diary, s: int, reads: set[int], day: int) -> None:
    """A reader's own file: each record that it read, under the heading of its kind; now and then all grow old."""
    records = [(kind, lane, channels) for lane, page in enumerate(diary.pages)
               for kind, channels in page.recorded.items()]  # fmt: skip
    for kind, lane, channels in records + diary.records:
        levels, heading = community.citizens[lane].accounts[s].levels, int(world.parameters["heading"][kind]) - 1
        if heading >= 0 and channels & reads and levels[heading] % 256 < 127:
            levels[heading] += 1
    every = int(world.systems[s]["forget_every"])
    if every and day % every == every - 1:
        for citizen in community.citizens:
            account = citizen.accounts[s]
            account.levels = [256 * (level % 256) for level in account.levels]


TWIN = Twin(watch)
