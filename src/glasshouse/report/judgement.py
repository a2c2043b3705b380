"""The judgement: how people are scored, what they withhold, how they are treated, and where."""

from __future__ import annotations

from typing import Any

from glasshouse.report import charts
from glasshouse.report.charts.scores import moves
from glasshouse.report.data import World
from glasshouse.report.findings import scores_sentence
from glasshouse.report.wording import count, listing, share


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
        "withheld": charts.withheld(world),
        "withheld_sentence": _withheld_sentence(world),
        "treatment": charts.treatment(world),
        "attempts": charts.attempts(world),
        "map": charts.tile_map(world),
    }


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
