"""The first screen: three to five numbers that say what a system did to people, each with one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from glasshouse.report.data import ReportData, World
from glasshouse.report.difference import find_difference
from glasshouse.report.wording import count, inside, listing, number, share

_LARGE: Final = 0.01
_RUN_FINDINGS: Final[Mapping[str, tuple[Callable[[float], str], str]]] = {
    "speech_withheld_share": (
        share,
        "of lawful words and searches are withheld by people who censor themselves.",
    ),
    "denied_attempts_per_1000_years": (
        number,
        "bookings, loans or applications are denied for each 1,000 people in a year.",
    ),
    "false_records_per_1000_years": (
        number,
        "false records are made for each 1,000 people in a year: what nobody did, on somebody's file.",
    ),
}
"""The findings of a run alone, by observable: how the number is written, and its sentence."""
_WORDS: Final = ("no", "one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Finding:
    """A number with a sentence.

    Attributes:
        number: the number, as it is set in large type.
        sentence: what it means, with its unit and what it is compared with.
        observable: name of the observable or the outcome in the results document that it states.
    """

    number: str
    sentence: str
    observable: str


def headline(data: ReportData) -> list[Finding]:
    """The findings of the first screen: of twins if there are any, else of the run alone."""
    twin = next(iter(data.twins), None)
    return _of_twins(data, twin) if twin else _of_run(data.base)


def _of_twins(data: ReportData, twin: World) -> list[Finding]:
    entries = data.individual_differences(twin.name)
    offences = _aim(data, twin)
    outcomes = (
        (
            "silenced",
            "withheld a lawful word, search, request for help or risk where their twin did not",
            _louder(entries),
        ),
        ("denied", "were refused a booking, a loan, a school or a post, and their twin was not", ""),
        ("wrongly_sanctioned", "were under a sanction for something that they had not done", ""),
        ("deterred", "left out at least one offence that their twin committed", offences),
        ("encouraged", "did at least one more civic or family act than their twin", ""),
    )
    findings = [_outcome(entries, outcome, deed, more, data.base.citizens) for outcome, deed, more in outcomes]
    return [finding for finding in findings if finding is not None]


def _outcome(entries: Mapping[str, Any], outcome: str, deed: str, more: str, citizens: int) -> Finding | None:
    entry = entries.get(outcome)
    if not isinstance(entry, Mapping) or entry.get("share") is None:
        return None
    part = float(entry["share"])
    people = int(entry.get("people") or round(part * citizens))
    name = f"individual_differences.{outcome}"
    if not part:
        return Finding("0", f"Nobody {_of_one(deed)}{more}.", name)
    if part >= _LARGE:
        them = "One person" if people == 1 else f"{count(people)} people"
        return Finding(share(part), f"{them} {_of_one(deed) if people == 1 else deed}{more}.", name)
    return Finding(count(people), f"of {count(citizens)} people {_of_one(deed) if people == 1 else deed}{more}.", name)


def _of_one(deed: str) -> str:
    """The same said of one person, or of nobody."""
    for plural, singular in (
        ("were ", "was "),
        ("at least one offence", "an offence"),
        ("at least one", "one"),
    ):
        deed = deed.replace(plural, singular)
    return deed


def _louder(entries: Mapping[str, Any]) -> str:
    entry = entries.get("louder")
    part = float(entry.get("share") or 0) if isinstance(entry, Mapping) else 0.0
    return f"; {share(part)} spoke up once more" if part else ""


def _aim(data: ReportData, twin: World) -> str:
    """What became of offences in all, so that the count of people is not mistaken for the effect."""
    difference = find_difference(data, twin, "offences_per_1000_days")
    if difference is None:
        return ""
    if not difference.value:
        return "; offences in all are the same"
    if not difference.is_clear:
        return "; offences in all do not differ clearly"
    return f"; offences in all {'rose' if difference.value > 0 else 'fell'} by {difference.size}"


def _of_run(world: World) -> list[Finding]:
    if not world.systems:
        return _unjudged(world)
    findings = [
        _sanctioned(world),
        _wronged(world),
        *(_finding(world, name, form, sentence) for name, (form, sentence) in _RUN_FINDINGS.items()),
    ]
    return [finding for finding in findings if finding is not None]


def _finding(world: World, name: str, form: Callable[[float], str], sentence: str) -> Finding | None:
    value = world.value(name)
    return None if value is None else Finding(form(value), sentence, name)


def _sanctioned(world: World) -> Finding | None:
    name = "sanctioned_share_of_days"
    value = world.value(name)
    if value is None:
        return None
    of_all = f"{_people(world, value)} of {count(world.citizens)}"
    return Finding(share(value), f"of people are under a sanction on an average day: {of_all}.", name)


def _wronged(world: World) -> Finding | None:
    name = "wrongly_sanctioned_share_of_sanctioned"
    value, days = world.value(name), world.value("wrongly_sanctioned_share_of_days")
    if value is None:
        return None
    if not value:
        return Finding("0", "days under a sanction were without cause: every case rested on something done.", name)
    within = f" ({_people(world, days)} people on an average day)" if days else ""
    return Finding(share(value), f"of days under a sanction are for something that nobody did{within}.", name)


def _people(world: World, part: float) -> str:
    people = part * world.citizens
    return count(people) if people >= 10 else number(people)


def _unjudged(world: World) -> list[Finding]:
    """Nobody is judged: what society is like without any system."""
    nobody = "people are judged: no system is in force. This is a world to hold others against."
    findings = [
        _finding(world, name, number, sentence)
        for name, sentence in (
            ("criticism_per_1000_days", "times in 1,000 days a person criticises the authorities in public."),
            ("offences_per_1000_days", "offences in 1,000 days a person commits, nearly all of them petty."),
            ("defaults_per_1000_years", "people in 1,000 leave a judgment unpaid in a year."),
        )
    ]
    return [Finding("0", nobody, "systems"), *(finding for finding in findings if finding is not None)]


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
    """Two sentences under the title: who was simulated for how long under what, and what it is compared with."""
    base = data.base
    systems = listing([inside(str(system["title"])) for system in base.judges.values()])
    days = "one day" if base.days == 1 else f"{count(base.days)} days"
    people = "One generated adult" if base.citizens == 1 else f"{count(base.citizens)} generated adults"
    under = f"under {systems}" if systems else "without being judged by anyone"
    text = f"{people} lived {days} {under}."
    if data.twins:
        twins = listing([twin.phrase for twin in data.twins])
        text += " There is a twin" if base.citizens == 1 else " Each has a twin"
        text += f", the same person with the same luck, in {twins}. What differs is the system's doing."
    return text


def scores_sentence(world: World, name: str) -> str:
    """Mean, spread and moves of one system's scores, or the length of its list."""
    system = world.systems[name]
    if "listed" in system:
        return _list_sentence(world, name)
    if system.get("mean") is None:
        return "Nobody has an account."
    mean, spread = number(system["mean"], 4), number(system.get("sd") or 0)
    text = f"{count(system.get('members') or 0)} people have an account. "
    text += f"Mean score {mean} points, standard deviation {spread}."
    rises, falls = (world.value(f"band_{way}_per_1000_years_{name}") for way in ("rises", "falls"))
    return text if rises is None or falls is None else f"{text} {_moves_sentence(rises, falls)}"


def _moves_sentence(rises: float, falls: float) -> str:
    if not rises and not falls:
        return "Nobody moved from one band to another."
    more = "Falls outnumber rises" if falls > rises else "Rises outnumber falls"
    more = "There are as many rises as falls" if falls == rises else more
    return f"{more}: for 1,000 people in a year, {number(rises)} moves up a band and {number(falls)} down."


def _list_sentence(world: World, name: str) -> str:
    system = world.systems[name]
    listed = system.get("listed") or {}
    people, members = count(listed.get("count") or 0), count(system.get("members") or 0)
    text = f"{people} of {members} people ({share(float(listed.get('share') or 0))}) are on the list at the end."
    added = world.value(f"listings_per_1000_years_{name}")
    return text if added is None else f"{text} In a year {number(added)} in 1,000 are newly listed."
