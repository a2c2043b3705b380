"""What people withheld: acts that they would have done without self-censorship."""

from __future__ import annotations

from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.data import World
from glasshouse.report.drawing import Figure, Table, draw
from glasshouse.report.palette import ACCENT, QUIET
from glasshouse.report.wording import capital, count, listing, share

_QUIET_CONTEXTS = ("speech", "assembly", "welfare", "work")


def withheld(world: World) -> Figure | None:
    """Share withheld, by kind of conduct."""
    kinds = [kind for kind in world.kinds.values() if kind.get("withheld")]
    if not kinds:
        return None
    kinds.sort(key=lambda kind: -_share(kind))
    rows = [
        Bar(
            capital(kind["title"]),
            _share(kind),
            f"{share(_share(kind))}",
            ACCENT if kind["context"] in _QUIET_CONTEXTS else QUIET,
        )
        for kind in kinds
    ]
    table = Table(
        ("what", "area of life", "withheld", "done", "share withheld"),
        tuple(
            (
                kind["title"],
                kind["context"],
                count(kind["withheld"]),
                count(kind["happened"]),
                share(_share(kind), 3),
            )
            for kind in kinds
        ),
    )
    shares = listing([f"{kind['title']} {share(_share(kind))}" for kind in kinds])
    return draw(
        "withheld",
        "What people withheld",
        f"Bars, the share withheld of all that would have been done: {shares}.",
        bars(rows, "share withheld, of all that would have been done"),
        table,
        "Red bars: speech, assembly, asking for help, risks at work; grey: anything else.",
    )


def _share(kind: dict[str, float]) -> float:
    return kind["withheld"] / (kind["withheld"] + kind["happened"])
