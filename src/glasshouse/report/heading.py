"""The head of a page: its title, and who was simulated under what beside whom."""

from __future__ import annotations

from typing import Final

from glasshouse.documents.wording import in_days
from glasshouse.report import turnover
from glasshouse.report.data import ReportData, World
from glasshouse.report.wording import count, inside, listing

_WORDS: Final = ("no", "one", "two", "three", "four", "five")


def title(data: ReportData) -> str:
    """The page's headline."""
    twins = data.twins
    if not twins:
        return data.base.title
    if len(twins) == 1:
        return f"{data.base.title}, beside {twins[0].phrase}"
    many = _WORDS[len(twins)] if len(twins) < len(_WORDS) else str(len(twins))
    return f"{data.base.title}, beside {many} other worlds"


def summary(data: ReportData) -> str:
    """A few sentences under the title: who was simulated for how long under what, who came and went, what it is compared with."""
    base = data.base
    people = "One generated adult" if base.citizens == 1 else f"{count(base.citizens)} generated adults"
    text = " ".join(filter(None, (f"{people} lived {in_days(base.days)} {_under(base)}.", turnover.sentence(base))))
    if data.twins:
        twins = listing([twin.phrase for twin in data.twins])
        text += " There is a twin" if base.citizens == 1 else " Each has a twin"
        text += f", the same person with the same luck, in {twins}. What differs is the rules' doing."
    return text


def _under(world: World) -> str:
    """Under which systems people live; those that only watch judge nobody."""
    titles = [inside(str(system.get("title", name))) for name, system in world.systems.items()]
    if not titles:
        return "without any system"
    judge = "judges" if len(titles) == 1 else "judge"
    return f"under {listing(titles)}" + ("" if world.judges else f", which {judge} nobody")
