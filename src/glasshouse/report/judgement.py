"""The judgement: how people are scored, what they withhold, how they are treated, and where."""

from __future__ import annotations

from typing import Any

from glasshouse.report import charts
from glasshouse.report.charts.scores import moves
from glasshouse.report.data import World
from glasshouse.report.standings import scores_sentence
from glasshouse.report.wording import count, inside, listing, share


def judgement(world: World) -> dict[str, Any]:
    """What the page says of the people in the world that it is about."""
    systems = [
        {
            "title": system["title"],
            "sentence": f"{system['title']}. {scores_sentence(world, name)}",
            "distribution": charts.distribution(world, name),
            "bands": charts.bands(world, name),
            "moves": moves(world, name),
        }
        for name, system in world.judges.items()
    ]
    return {
        "systems": systems,
        "unjudged": _unjudged(world),
        "censored": _censored(world),
        "withheld": charts.withheld(world),
        "withheld_sentence": _withheld_sentence(world),
        "treatment": charts.treatment(world),
        "attempts": charts.attempts(world),
        "map": charts.tile_map(world),
    }


def _unjudged(world: World) -> str:
    """What there is to say where nobody is judged."""
    watchers = [inside(str(system.get("title", name))) for name, system in world.systems.items()]
    if not watchers:
        return "Nobody is judged: no system is in force."
    alone = len(watchers) == 1
    gives, puts = ("gives", "puts") if alone else ("give", "put")
    return f"Nobody is judged: {listing(watchers)} {gives} nobody a score and {puts} nobody on a list."


def _censored(world: World) -> list[str]:
    """What a censor did to what was said, in sentences; none where there is no censor."""
    if not world.is_censored:
        return []
    removed, prevented, flooded, said, visible = (
        world.times(f"{what}_per_1000_days")
        for what in ("removed", "hindered", "flooded", "criticism", "visible_criticism")
    )
    lines = [
        (removed, f"{count(removed)} posts were removed before contacts looked."),
        (
            said,
            f"Of {count(said)} times that somebody criticised the authorities in public, {count(visible)} stay visible.",
        ),
        (
            prevented,
            f"{count(prevented)} words and searches were prevented by obstacles; nobody decided to hold them back.",
        ),
        (flooded, f"{count(flooded)} posts of paid commentators stand among what is visible."),
    ]
    critical = world.value("public_criticism_share")
    of_all = (
        [] if critical is None else [f"Of the praise and criticism that is visible, {share(critical)} is critical."]
    )
    # Only of what there was any of: a censor need not do all of it.
    return [line for many, line in lines if many] + of_all


def _withheld_sentence(world: World) -> str:
    titles = {
        "speech_withheld_share": "lawful words and searches",
        "help_withheld_share": "requests for help",
    }
    shares = {what: world.value(name) for name, what in titles.items()}
    parts = [f"{share(value)} of {what}" for what, value in shares.items() if value is not None]
    total = sum(int(kind.get("withheld", 0)) for kind in world.kinds.values())
    acts = "One act was" if total == 1 else f"{count(total)} acts were"
    head = f"{acts} withheld in all: people who censor themselves would otherwise have done them."
    return f"{head} Withheld were {listing(parts)}." if parts else head
