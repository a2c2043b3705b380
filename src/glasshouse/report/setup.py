"""The setup: what was run, in which worlds, by which stages, and the command that does it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from glasshouse.report import turnover
from glasshouse.report.data import ReportData, World
from glasshouse.report.drawing import Table
from glasshouse.report.wording import count, listing, number


def setup(data: ReportData) -> dict[str, Any]:
    """What the page says of the run itself."""
    document = data.base.document
    return {
        "about": document.get("description", ""),
        "facts": _facts(data.base),
        "worlds": _worlds(data) if data.twins else None,
        "stages": document.get("stages") or (),
        "command": command(data),
        "digest": document.get("digest", ""),
        "state_digest": document.get("state_digest", ""),
        "made_with": _made_with(document),
        "version": version(document),
    }


def command(data: ReportData) -> str:
    """The command that makes the same results again; empty where settings alone do not lead from a name to the scenario."""
    base, document = data.base, data.base.document
    if document.get("settings") is None:
        return ""
    words = ["glasshouse", "compare" if data.twins else "run", str(document.get("scenario", base.name))]
    for twin in data.twins:
        words += ["--with", twin.name]
    words += [
        "--citizens",
        str(base.citizens),
        "--days",
        str(base.days),
        "--seed",
        str(document.get("seed", 1)),
    ]
    for setting in document.get("settings") or ():
        words += ["-s", str(setting)]
    replicates = data.comparison.get("replicates")
    if isinstance(replicates, int) and replicates > 1:
        words += ["--replicates", str(replicates)]
    return shlex.join(words)


def version(document: Mapping[str, Any]) -> str:
    """The version that made a document; empty where it is not known."""
    name = str(document.get("glasshouse") or "")
    return "" if name == "unknown" else name


def _facts(world: World) -> list[tuple[str, str]]:
    document = world.document
    facts = [
        ("Scenario", str(document.get("scenario", world.name))),
        ("Citizens", count(world.citizens)),
        *filter(None, (turnover.row(world),)),
        ("Days", count(world.days)),
        ("Seed", str(document.get("seed", ""))),
        ("Digest", _short(document)),
        ("Systems", _systems(world)),
        *_rollouts(world),
        ("Channels that watch", count(len(document.get("channels") or ()))),
    ]
    events = document.get("events_per_citizen_day")
    return facts if events is None else [*facts, ("Acts per person and day", number(events))]


def _worlds(data: ReportData) -> Table:
    rows = [
        (
            world.label,
            _systems(world),
            count(len(world.document.get("channels") or ())),
            _short(world.document),
        )
        for world in data.worlds.values()
    ]
    return Table(("world", "systems in force", "channels that watch", "digest"), tuple(rows))


def _systems(world: World) -> str:
    return listing([str(system["title"]) for system in world.systems.values()]) or "none"


def _rollouts(world: World) -> list[tuple[str, str]]:
    """Of each system that comes by region, when it comes where."""
    found = []
    for system in world.systems.values():
        rollout = system.get("rollout")
        if rollout:
            days, elsewhere = rollout["days"], rollout["elsewhere"]
            named = [f"{region} on day {day}" for region, day in sorted(days.items(), key=lambda each: each[1])]
            others = "never elsewhere" if elsewhere is None else f"all others on day {elsewhere}"
            found.append((f"{system['title']} comes to", listing([*named, others])))
    return found


def _short(document: Mapping[str, Any]) -> str:
    return str(document.get("digest", ""))[:16]


def _made_with(document: Mapping[str, Any]) -> str:
    made = document.get("environment") or {}
    names = {"python": "Python", "numpy": "NumPy", "numba": "Numba"}
    parts = [f"Glasshouse {version(document)}".strip()]
    parts += [f"{words} {made[name]}" for name, words in names.items() if name in made]
    seconds = document.get("seconds")
    within = f" in {number(seconds)} seconds" if isinstance(seconds, int | float) else ""
    return f"Made with {listing(parts)}{within}."
