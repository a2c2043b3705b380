"""Over how much of a society patrols were in effect spread, world by world."""

from __future__ import annotations

from collections.abc import Sequence

from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.data import World
from glasshouse.report.drawing import Figure, Table, draw
from glasshouse.report.palette import ACCENT, INK
from glasshouse.report.wording import amount, listing, share

_ROWS = (
    ("patrolled_share", "days with a patrol", "share"),
    ("patrols_spread", "in effect spread over", "share of communities"),
    ("patrol_records_per_1000_days", "records of patrols", "per 1,000 people and day"),
)


def patrols(worlds: Sequence[World]) -> Figure | None:
    """The spread of patrols in each world that sends any; None where none does."""
    sent = [world for world in worlds if world.value("patrols_spread") is not None]
    if not sent:
        return None
    rows = [
        Bar(short_name(world, worlds[0]), spread, share(spread), ACCENT if world is worlds[0] else INK)
        for world, spread in ((world, world.value("patrols_spread") or 0.0) for world in sent)
    ]
    spreads = listing([f"{row.label} {row.text}" for row in rows])
    description = f"Share of communities over which patrols are in effect spread: {spreads}."
    table = _table(sent, worlds[0])
    note = "100% would be all communities alike; a small share, that patrols go to the same few."
    return draw(
        "patrols", "How evenly patrols were spread", description, bars(rows, "share of communities"), table, note
    )


def _table(sent: Sequence[World], base: World) -> Table:
    """What patrols did in each world."""
    rows = tuple(
        (short_name(world, base), *(amount(world.value(name), unit) for name, _, unit in _ROWS)) for world in sent
    )
    return Table(("world", *(f"{heading}, {unit}" for _, heading, unit in _ROWS)), rows)


def short_name(world: World, base: World) -> str:
    """A short name: of a twin that only has other settings, those settings."""
    return world.label.removeprefix(f"{base.title}, ") if world is not base else world.label
