"""What learned scores learned: how often they were fitted, to what, and what it means that they learn from their own effects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from glasshouse.report import charts
from glasshouse.report.charts.learned import areas, fits, points
from glasshouse.report.data import ReportData, World
from glasshouse.report.wording import count, listing, number

_GROUPS: Final = {"minority": "the minority", "migrant": "people registered elsewhere"}
_ONCE: Final = (
    "It was fitted once, to people whom it had not told apart before: nothing here is an answer to its own effects. Every "
    "later fit would be."
)
_AGAIN: Final = (
    "Each fit after the first learns from people whom the score has already refused or favoured: part of what it finds can "
    "be what it has done. A change from fit to fit mixes that with chance and with ageing files; beside a twin with "
    "response.enabled=false, in which nobody reacts, they can be told apart."
)


def learned(data: ReportData) -> dict[str, Any]:
    """What the page says of learned scores; nothing where there is none."""
    worlds = list(data.worlds.values())
    return {"learned": [_part(worlds, name) for name, system in data.base.systems.items() if system.get("learning")]}


def _part(worlds: Sequence[World], name: str) -> dict[str, Any]:
    base = worlds[0]
    several = sum(1 for world in worlds if fits(world, name)) > 1
    return {
        "title": base.systems[name]["title"],
        "sentences": sentences(base, name),
        "figure": charts.learned(worlds, name),
        "key": [world.label for world in worlds] if several else (),
    }


def sentences(world: World, name: str) -> list[str]:
    """What was fitted, how well, to which inputs and labels, and what follows from fitting again."""
    fitted, learning = fits(world, name), world.systems[name]["learning"]
    if not fitted:
        return ["It was never fitted: everybody has the same score.", _inputs(learning), _labels(world, learning)]
    lines = [
        _fitted(world, name, fitted, learning),
        _area(world, name),
        _inputs(learning),
        _labels(world, learning),
    ]
    lines += [_turned(world, name, learning)] if len(fitted) > 1 else []
    return [line for line in (*lines, _AGAIN if len(fitted) > 1 else _ONCE) if line]


def _fitted(world: World, name: str, fitted: Sequence[Mapping[str, Any]], learning: Mapping[str, Any]) -> str:
    when = f"once, on day {fitted[0]['day']}" if len(fitted) == 1 else (
        f"{len(fitted)} times, every {count(learning['every'])} days from day {fitted[0]['day']} to day {fitted[-1]['day']}"
    )  # fmt: skip
    sample, bad = (_range([fit[what] for fit in fitted]) for what in ("sample", "bad"))
    text = f"{world.systems[name]['title']} was fitted {when}, on {sample} people each, of whom {bad} were bad."
    gone = sum(fit.get("gone") or 0 for fit in fitted)
    if gone:
        text += f" {count(gone)} more died or left while the sample matured, and were not fitted with."
    skipped = len((world.document.get("decided") or {})[f"learned {name}"]) - len(fitted)
    if not skipped:
        return text
    return f"{text} {'Once' if skipped == 1 else f'{skipped} times'} too few were good or bad, and everything stayed as it was."


def _range(numbers: Sequence[int]) -> str:
    low, high = count(min(numbers)), count(max(numbers))
    return low if low == high else f"{low} to {high}"


def _area(world: World, name: str) -> str:
    line = [value for _, value in areas(world, name)]
    if not line:
        return "How well it separated good from bad cannot be said: too few were held out."
    text = f"The area under the curve, among people held out of the fit, was {number(line[0], 3)} at first"
    if len(line) > 1:
        text += f" and {number(line[-1], 3)} at last (lowest {number(min(line), 3)}, highest {number(max(line), 3)})"
    return f"{text}; 0.5 is a coin toss, 1 never errs."


def _inputs(learning: Mapping[str, Any]) -> str:
    inputs = learning["inputs"].values()
    counts = [f"“{entry['title']}”" for entry in inputs if not entry["proxy"]]
    proxies = [entry["title"] for entry in inputs if entry["proxy"]]
    text = f"It counts records of {listing(counts)}."
    if not proxies:
        return f"{text} No attribute on file enters as a proxy."
    are = "is a proxy: it says" if len(proxies) == 1 else "are proxies: they say"
    text_of_proxies = f"{listing(proxies)} on file {are} what people are, as channels disclose or guess it"
    return f"{text} Beside them, {text_of_proxies}, not what they did."


def _labels(world: World, learning: Mapping[str, Any]) -> str:
    kinds = [str(world.kinds.get(kind, {}).get("title", kind)) for kind in learning["outcome"]]
    text = f"Bad means a record of “{'” or “'.join(kinds)}” within {count(learning['window'])} days, true or false."
    heavier = learning["heavier"]
    if not heavier:
        return f"{text} These labels were taken as they are."
    weights = listing([f"{number(times)} times for {_GROUPS[group]}" for group, times in heavier.items()])
    return f"{text} The labels are biased: a bad one counts {weights}."


def _turned(world: World, name: str, learning: Mapping[str, Any]) -> str:
    """The inputs that raised the score by one fit and lowered it by another."""
    turned = []
    for part, entry in learning["inputs"].items():
        line = [value for _, value in points(world, name, part)]
        if line and min(line) < 0 < max(line):
            turned.append(f"“{entry['title']}”" if not entry["proxy"] else f"{entry['title']} on file")
    if not turned:
        return "No weight changed its sign from fit to fit."
    text = f"What raised the score by one fit lowered it by another: {listing(turned)}."
    return f"{text} In a sample of this size that can be chance."
