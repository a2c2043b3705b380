"""What fits, and yet may not do what its author expects: parts without effect, and parts that never err.

A scheme looks better than it is where nobody can appeal since nothing is kept as a case, or where no channel ever records
what did not happen. Neither is an error; both must be said before anybody reads a result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from glasshouse.scenario.document import Scenario
from glasshouse.scenario.noticed import Notice
from glasshouse.scenario.rollout_notices import rollout_notices
from glasshouse.scoring.forms.registry import capabilities_of, form_of
from glasshouse.scoring.rules import refusal_measures
from glasshouse.scoring.systems import System
from glasshouse.society.lives import DOUBLING, chances_to_die
from glasshouse.society.population import YOUNGEST


def notices(scenario: Scenario) -> list[Notice]:
    """All notices of a scenario, in the order of its parts."""
    found = [
        *_later_notices(scenario),
        *_turnover_notices(scenario),
        *_country_notices(scenario),
        *_channel_notices(scenario),
        *_law_notices(scenario),
    ]
    for name, system in scenario.systems.items():
        found += [*_system_notices(scenario, f"systems.{name}", name, system), *rollout_notices(scenario, name)]
    return found


def _later_notices(scenario: Scenario) -> Iterator[Notice]:
    for n, later in enumerate(scenario.later):
        if later.day >= scenario.days:
            told = f" ({later.title})" if later.title else ""
            text = (
                f"day {later.day} comes after the last day, {scenario.days - 1}: this change{told} never takes effect"
            )
            yield Notice(f"later.{n}.day", text)


def _turnover_notices(scenario: Scenario) -> Iterator[Notice]:
    turnover, society = scenario.turnover, scenario.society
    if not turnover.enabled:
        return
    if scenario.days <= turnover.year:
        text = f"the first birthday, day {turnover.year}, comes after the last day, {scenario.days - 1}: nobody ages"
        yield Notice("turnover.year", text)
    elif society.life_table is None and turnover.mortality is None and turnover.doubling is None:
        died = float(chances_to_die(turnover, None)[0, 60 - YOUNGEST])
        text = (
            f"the society has no life table: of people aged 60, {died:.3g} die each year, and twice as many with every "
            f"{DOUBLING.value:g} years of age, women like men"
        )
        yield Notice("society.life_table", text)


def _country_notices(scenario: Scenario) -> Iterator[Notice]:
    """What was counted in one country and is used of another."""
    society, own = scenario.society, scenario.society.conduct
    foreign = [
        name for name, kind in scenario.conduct.items() if kind.country not in ("", society.country) and name not in own
    ]
    if foreign and society.country:
        countries = sorted({scenario.conduct[name].country for name in foreign})
        text = (
            f"the rates of {', '.join(foreign)} are figures of {', '.join(countries)}, not of {society.country}; a society may "
            "bring its own under `conduct`"
        )
        yield Notice("society.conduct", text)
    unknown = [name for name in own if name not in scenario.conduct]
    if unknown:
        yield Notice(
            "society.conduct", f"nobody does {', '.join(unknown)} in this scenario: these rates have no effect"
        )
    yield from _coverage_notices(scenario)


def _coverage_notices(scenario: Scenario) -> Iterator[Notice]:
    """Channels that cover regions of another country."""
    for name, channel in scenario.channels.items():
        places = [place for place in channel.coverage.regions if place not in scenario.society.region_names]
        if places:
            text = f"{', '.join(places)} lies in none of the society's regions: these factors have no effect"
            yield Notice(f"channels.{name}.coverage.regions", text)


def _channel_notices(scenario: Scenario) -> Iterator[Notice]:
    read = {channel for system in scenario.systems.values() for channel in system.reads}
    unread = [name for name in scenario.channels if scenario.systems and name not in read]
    if unread:
        yield Notice("channels", f"no system reads {', '.join(unread)}: what is recorded there has no effect")
    for name, channel in scenario.channels.items():
        records = name not in unread and any(share.value > 0 for share in channel.sensitivity.values())
        if records and not any(rate.value > 0 for rate in channel.false_records.values()):
            text = (
                "it never records what did not happen, so that nobody can be wronged by it; give it a rate if it errs"
            )
            yield Notice(f"channels.{name}.false_records", text)


def _law_notices(scenario: Scenario) -> Iterator[Notice]:
    """What a safeguard does not reach, and systems that it leaves nothing."""
    law = scenario.safeguards
    outside = _holders_outside(scenario)
    if law.forget_after and outside:
        text = f"no law reaches {', '.join(outside)}: copies there are kept as long as before, and count where they are used"
        yield Notice("safeguards.forget_after", text)
    for name, system in scenario.systems.items():
        if law.purpose_limits and capabilities_of(system).judges and not system.purpose:
            yield Notice(
                f"systems.{name}.purpose", "it has declared no purpose: under purpose limits it may use nothing"
            )


def _holders_outside(scenario: Scenario) -> list[str]:
    """Names of the holders that no law reaches, of copies for sale and of everyday records."""
    trade = scenario.trade
    return [name for name in trade.names if trade.holders[name].outside] + [
        name for name, holder in scenario.holders.items() if holder.outside
    ]


def _system_notices(scenario: Scenario, key: str, name: str, system: System) -> Iterator[Notice]:
    if not capabilities_of(system).judges:
        return
    changes = [later.change for later in scenario.later] + [reform.change for reform in scenario.reforms.values()]
    if not system.active and not any(_begins(change, name) for change in changes):
        yield Notice(f"{key}.active", "it is not in force, and no later change or reform puts it in force")
    elif system.members.share.value == 0:
        yield Notice(f"{key}.members.share", "nobody has an account: it has no effect")
    bands = form_of(system).bands(system)
    used = {measure for band in bands for measure in band.measures} | {*refusal_measures(system, bands)}
    for measure in system.measures:
        if measure not in used:
            yield Notice(f"{key}.measures.{measure}", "it stands in no band: it never takes effect")
    yield from _redress_notices(scenario, key, system)
    yield from _review_notices(key, system)


def _redress_notices(scenario: Scenario, key: str, system: System) -> Iterator[Notice]:
    """Only a case is told to the person, can be appealed, and is put right."""
    absent = [each.key for each in form_of(system).tallied(system) if each.least]
    if absent:
        text = (
            f"what it makes of {', '.join(absent)} goes by records alone and is no case: who did unseen what is missed pays for "
            "it and cannot appeal; such days are counted as not earned"
        )
        yield Notice(f"{key}.absences", text)
    kept = {name for name, kind in scenario.conduct.items() if kind.kept}
    if not form_of(system).cases(system, kept):
        text = (
            "nothing that it judges is kept as a case: nobody is told of a record, nobody can appeal, no wrong record is put "
            "right, `redress` has no effect, and no day under its sanctions is counted as not earned"
        )
        more = "but those that rest on absences" if absent else "whether it was or not"
        yield Notice(f"{key}.redress", f"{text}, {more}")


def _review_notices(key: str, system: System) -> Iterator[Notice]:
    """A review in which nobody can see what they are to judge, or that reaches nobody."""
    review = system.human_review
    if review is None:
        return
    if review.shows == "score":
        text = "who sees nothing but the score cannot tell a justified measure from another: `overturned_wrong` has no effect"
        yield Notice(f"{key}.human_review.shows", text)
    if review.shows == "records" and review.anchoring.value > 0:
        yield Notice(f"{key}.human_review.anchoring", "the score is not shown, so that nobody follows it")
    if review.capacity.value == 0 and review.share.value > 0:
        follows = {
            "automatic": "takes effect",
            "waits": "waits for ever",
            "lapses": "lapses",
        }[review.above_capacity]
        yield Notice(f"{key}.human_review.capacity", f"nobody can look at anything: every case of its share {follows}")


def _begins(change: Mapping[str, Any], name: str) -> bool:
    """Whether a change of the rules puts a system in force."""
    system = (change.get("systems") or {}).get(name) or {}
    return bool(system.get("active"))
