"""What must hold for holders of everyday records: channels that exist, partners that exist, room for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.scenario.parts import Parts
from glasshouse.schema.limits import FEEDS, FILE_HOLDERS, PASSINGS
from glasshouse.scoring.forms.surroundings import unknown_name


def problems_of_holders(parts: Parts) -> Iterator[Problem]:
    """Everything about holders of everyday records that does not fit the rest of the scenario, or itself."""
    yield from _check_counts(parts)
    for name, holder in parts.holders.items():
        key = f"holders.{name}"
        for channel in holder.channels:
            yield from unknown_name(f"{key}.channels.{channel}", channel, parts, "channels")
        for to in holder.passes:
            yield from _check_partner(f"{key}.passes.{to}", name, to, parts)


def _check_counts(parts: Parts) -> Iterator[Problem]:
    feeds = sum(len(holder.channels) for holder in parts.holders.values())
    passings = sum(len(holder.passes) for holder in parts.holders.values())
    for count, most, words in (
        (len(parts.names("holders")), FILE_HOLDERS, "holders of everyday records"),
        (feeds, FEEDS, "pairs of a holder and a channel that feeds it"),
        (passings, PASSINGS, "pairs of holders that pass copies on"),
    ):
        if count > most:
            yield Problem(key="holders", expected=f"at most {most} {words}", found=str(count))


def _check_partner(key: str, name: str, to: str, parts: Parts) -> Iterator[Problem]:
    """Copies go to another holder of the scenario."""
    known = parts.names("holders")
    if to == name:
        yield Problem(key=key, expected="another holder", found=repr(to))
    elif to not in known:
        expected = "the name of a holder of the scenario"
        yield Problem(key=key, expected=expected, found=repr(to), nearest=nearest_name(to, known))
