"""The first screen: a few numbers that say what a system did to people, in per cent, each with one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from glasshouse.observables.answers import WORDS
from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import find_difference
from glasshouse.report.wording import count, number, share

_MOST: Final = 5
"""Most findings of a first screen."""
OVER_LUCK: Final = (
    "Spans are over luck alone (95%): other draws of the same model. What the assumptions do is not in them: "
    "glasshouse compare --assumptions 64 says it."
)
OVER_BOTH: Final = (
    "Spans over luck (95%): other draws of the same model. Over the assumptions: nine tenths of {points} runs of {citizens} "
    "people, each with {keys} assumed or derived numbers drawn at once from their ranges; "
    "the luck of so few people is in them too."
)


@dataclass(frozen=True)
class Finding:
    """A number with a sentence.

    Attributes:
        number: the number, as it is set in large type: a percentage.
        sentence: what it means, and what it is a percentage of.
        observable: name of the observable or the outcome in the results document that it states.
        people: how many people that are, in small print; empty where it is not of people.
        luck: its interval over luck; empty where there is none.
        assumptions: its span over the assumptions; empty where they were not varied.
    """

    number: str
    sentence: str
    observable: str
    people: str = ""
    luck: str = ""
    assumptions: str = ""


def headline(data: ReportData) -> list[Finding]:
    """The findings of the first screen: of twins if there are any, else of the run alone."""
    twin = next(iter(data.twins), None)
    found = _of_twins(data, twin) if twin else _of_run(data.base)
    return list(found)[:_MOST]


def spans_note(data: ReportData) -> str:
    """What the spans of the first screen are over; empty for a run alone, which has none."""
    if not data.twins:
        return ""
    said = data.assumptions
    if not said:
        return OVER_LUCK
    return OVER_BOTH.format(**{name: count(said[name]) for name in ("points", "citizens", "keys")})


def _of_twins(data: ReportData, twin: World) -> Iterator[Finding]:
    entries, base = data.individual_differences(twin.name), data.base
    is_sanctioned, is_denied = _shows(entries, "sanctioned"), _shows(entries, "denied")
    if is_sanctioned:
        yield from _outcome(data, twin, "sanctioned", "of people were under a sanction that their twin was spared")
    if is_denied or is_sanctioned:
        deed = "of people were refused a booking, a loan, a school or a post that their twin was not refused"
        yield from _outcome(data, twin, "denied", deed)
    if is_sanctioned:
        yield from _wrongly_sanctioned(data, twin)
    yield from _outcome(data, twin, "silenced", _silenced(base))
    yield from _censored(base, data.assumptions.get("values") or {})
    if base.judges or _shows(entries, "deterred"):
        deed = f"of people left out at least one offence that their twin committed{_aim(data, twin)}"
        yield from _outcome(data, twin, "deterred", deed)
    if not is_sanctioned and _shows(entries, "encouraged"):
        yield from _outcome(
            data, twin, "encouraged", "of people did at least one civic or family act more than their twin"
        )
    yield from _worsened(base)
    yield from _eased(base)
    yield from _reviewed(base)


def _wrongly_sanctioned(data: ReportData, twin: World) -> Iterator[Finding]:
    """Who was under a sanction not earned; where no record is kept as a case, that nobody can tell."""
    name, deed = (
        "wrongly_sanctioned_share_of_days",
        "of people were under a sanction for something that they had not done",
    )
    if data.base.value(name) is None and data.base.value("sanctioned_share_of_days"):
        yield Finding("?", f"{deed}: no record is kept as a case, so that nobody can tell.", name)
    else:
        yield from _outcome(data, twin, "wrongly_sanctioned", deed + _never_errs(data.base))


def _shows(entries: Mapping[str, Any], outcome: str) -> bool:
    """Whether it happened to anybody."""
    entry = entries.get(outcome)
    return isinstance(entry, Mapping) and bool(entry.get("share"))


def _outcome(data: ReportData, twin: World, outcome: str, sentence: str) -> Iterator[Finding]:
    """The share of people to whom something happened and not to their twin, with people and spans in small print."""
    entry = data.individual_differences(twin.name).get(outcome)
    if not isinstance(entry, Mapping) or entry.get("share") is None:
        return
    part, citizens = float(entry["share"]), data.base.citizens
    people = int(entry.get("people") or round(part * citizens))
    name = f"individual_differences.{outcome}"
    spans = (data.assumptions.get("individual_differences") or {}).get(twin.name) or {}
    yield Finding(
        share(part),
        f"{sentence}.",
        name,
        f"{count(people)} of {count(citizens)} people",
        _span(entry.get("low"), entry.get("high")),
        _span(*(spans.get(outcome) or (None, None))),
    )


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    ends = [share(low), share(high)]
    return " to ".join(ends) if ends[0] != ends[1] else f"{ends[0]} throughout"


def _silenced(base: World) -> str:
    """What those did who said less than their twins; where obstacles stand in the way, not all of it was held back."""
    prevented = base.times("hindered_per_1000_days")
    if not prevented:
        return "of people held back a lawful word, search, request for help or risk that their twin did not"
    held = sum(int(kind.get("withheld", 0)) for kind in base.kinds.values())
    return (
        "of people did not say, search, ask for or risk something lawful that their twin did: obstacles prevented "
        f"{count(prevented)} words and searches, {count(held)} acts were held back"
    )


def _never_errs(base: World) -> str:
    """A warning that nobody can be wronged, or fewer than elsewhere: channels that never err are an assumption."""
    if not base.value("false_records_per_1000_years"):
        return "; no channel here records what did not happen"
    silent = [key for key, _ in base.document.get("notices") or () if str(key).endswith(".false_records")]
    return "; some channels here never record what did not happen (see Limits)" if silent else ""


_Values = Mapping[str, Sequence[float | None]]
_CENSORED: Final[tuple[tuple[str, str, Callable[..., float]], ...]] = (
    (
        "removed_per_1000_days",
        "of open criticism was removed before others saw it; the rest stays visible.",
        lambda said, visible, flooded, critical: 1 - visible / said,
    ),
    (
        "flooded_per_1000_days",
        "of the praise and criticism that is visible are posts of paid commentators.",
        lambda said, visible, flooded, critical: flooded * critical / visible,
    ),
)
"""What a censor did to what was said: the observable, the sentence, and the part, made of the four below."""
_SPOKEN: Final = (
    "criticism_per_1000_days",
    "visible_criticism_per_1000_days",
    "flooded_per_1000_days",
    "public_criticism_share",
)


def _censored(base: World, points: _Values) -> Iterator[Finding]:
    """What a censor did to what was said, with spans over the values at points of the assumptions, if there are any."""
    values = [base.value(name) or 0.0 for name in _SPOKEN]
    said, visible, _, critical = values
    if not (said and visible and critical):
        return
    for name, sentence, part in _CENSORED:
        if base.value(name):
            span = _quantiles([part(*point) for point in _known_points(points)])
            yield Finding(share(part(*values)), sentence, name, assumptions=_span(*span))


def _quantiles(parts: Sequence[float]) -> tuple[float | None, float | None]:
    """Where nine tenths lie; nowhere, of nothing."""
    return (float(np.quantile(parts, 0.05)), float(np.quantile(parts, 0.95))) if parts else (None, None)


def _known_points(points: _Values) -> list[tuple[float, ...]]:
    """The points at which something was said, and everything is known."""
    found = zip(*(points.get(name, ()) for name in _SPOKEN), strict=False)
    return [point for point in found if point[0] and point[1] and None not in point]


def _worsened(base: World) -> Iterator[Finding]:
    """What succeeded at worse terms, and how much dearer it was."""
    kinds = [kind for kind in base.kinds.values() if kind.get("worsened")]
    if kinds:
        worsened, all_attempts, paid = (
            sum(int(kind[field]) for kind in kinds) for field in ("worsened", "happened", "surcharges")
        )
        dearer = share(paid / 1000 / worsened)
        sentence = (
            f"of the attempts that a measure makes dearer were at worse terms, on average {dearer} above the price."
        )
        yield Finding(share(worsened / all_attempts), sentence, "worsened_attempts_per_1000_years")


def _reviewed(base: World) -> Iterator[Finding]:
    """In how many cases a caseworker decided before something followed."""
    for system in base.systems.values():
        review = system.get("human_review")
        if review and review["cases"]:
            unseen = share(review["automatic"] / review["cases"])
            of = f"of the worse bands of {system['title']}"
            sentence = f"{of} were decided by a caseworker; {unseen} took effect though nobody looked."
            yield Finding(share(review["reviewed"] / review["cases"]), sentence, "reviewed_share")


def _eased(base: World) -> Iterator[Finding]:
    """What a system made easier, where it does."""
    kinds = [kind for kind in base.kinds.values() if kind.get("eased")]
    if kinds:
        eased, all_attempts = (sum(int(kind[field]) for kind in kinds) for field in ("eased", "happened"))
        sentence = "of the attempts for which there is a favour were made easier by one."
        yield Finding(share(eased / all_attempts), sentence, "eased_attempts_per_1000_years")


def _aim(data: ReportData, twin: World) -> str:
    """What became of offences in all, so that the share of people is not mistaken for the effect."""
    difference = find_difference(data, twin, "offences_per_1000_days")
    if difference is None:
        return ""
    if not difference.value:
        return "; offences in all are the same"
    if difference.answer == "chance":
        return "; offences in all do not differ clearly"
    change = f"; offences in all {'rose' if difference.value > 0 else 'fell'} by {difference.size}"
    return change if difference.answer == "changed" else f"{change}, {_ANSWERS.get(difference.answer, '')}"


_ANSWERS: Final = {"too small": WORDS["too small"], "cannot be told": "and it cannot be told whether that matters"}


def _of_run(world: World) -> Iterator[Finding]:
    if not world.systems:
        yield from _unjudged(world)
        return
    if world.value("sanctioned_share_of_days"):
        yield from _sanctioned(world)
        yield from _wronged(world)
        yield from _share_of_people(world, "people_denied_share", "of people were refused something at least once.")
    sentence = "of lawful words and searches are withheld by people who censor themselves."
    yield from _share_of(world, "speech_withheld_share", sentence)
    yield from _censored(world, {})
    yield from _share_of(world, "recorded_share", "of all that people did is on somebody's file.")
    yield from _worsened(world)
    yield from _eased(world)
    yield from _reviewed(world)


def _share_of(world: World, name: str, sentence: str) -> Iterator[Finding]:
    value = world.value(name)
    if value is not None:
        yield Finding(share(value), sentence, name)


def _share_of_people(world: World, name: str, sentence: str) -> Iterator[Finding]:
    value = world.value(name)
    if value is not None:
        yield Finding(share(value), sentence, name, _people(world, value))


def _sanctioned(world: World) -> Iterator[Finding]:
    yield from _share_of_people(world, "sanctioned_share_of_days", "of people are under a sanction on an average day.")


def _wronged(world: World) -> Iterator[Finding]:
    name = "wrongly_sanctioned_share_of_sanctioned"
    value, days = world.value(name), world.value("wrongly_sanctioned_share_of_days")
    if value is not None:
        sentence = f"of the days under a sanction are for something that nobody did{_never_errs(world)}."
        yield Finding(share(value), sentence, name, f"{_people(world, days)} on an average day" if days else "")


def _people(world: World, part: float) -> str:
    people = part * world.citizens
    return f"{count(people) if people >= 10 else number(people)} of {count(world.citizens)} people"


def _unjudged(world: World) -> Iterator[Finding]:
    """No system is in force: what society is like without any."""
    rows: tuple[tuple[str, str], ...] = (
        ("criticism_per_1000_days", "times in 1,000 days a person criticises the authorities in public."),
        ("offences_per_1000_days", "offences in 1,000 days a person commits, nearly all of them petty."),
        ("civic_acts_per_1000_days", "civic and family acts in 1,000 days a person does."),
    )
    for name, sentence in rows:
        value = world.value(name)
        if value is not None:
            yield Finding(number(value), sentence, name)
