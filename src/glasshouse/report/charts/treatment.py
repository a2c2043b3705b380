"""How people were treated: sanctions, wrongs and false records by group, refusals by what was attempted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from glasshouse.report.charts.bars import Bar, bars
from glasshouse.report.charts.few import FEW, FEWEST
from glasshouse.report.data import World
from glasshouse.report.drawing import Figure, Table, draw_panels
from glasshouse.report.palette import ACCENT, INK, QUIET
from glasshouse.report.wording import capital, count, listing, number, share

_RATES: Final = (
    ("sanctioned_days", "Days under a sanction", "share of days", True),
    ("wrongly_sanctioned_days", "Days under a sanction not earned", "share of days", True),
    ("denied", "Attempts denied", "per 1,000 people and year", False),
    ("false_records", "False records", "per 1,000 people and year", False),
)


def treatment(world: World) -> Figure | None:
    """Sanctions, wrongs, refusals and false records by group."""
    groups = world.groups
    shown = [rate for rate in _RATES if any(group.get(rate[0]) for group in groups.values())]
    if not shown:
        return None
    panels = [_rates(groups, *rate) for rate in shown]
    table = Table(
        ("group", "people", *(f"{heading.lower()}, {unit}" for _, heading, unit, _ in shown)),
        tuple(
            (name, count(group["people"]), *(_text(group, field, is_share) for field, _, _, is_share in shown))
            for name, group in groups.items()
        ),
    )
    description = " ".join(f"{heading}: {text}" for heading, text, _ in panels)
    return draw_panels(
        "treatment", "Sanctions, refusals and false records by group", description, panels, table, _note(groups)
    )


def _note(groups: Mapping[str, Mapping[str, Any]]) -> str:
    """Which groups are too small for their figures to be read."""
    sizes = {name: int(group["people"]) for name, group in groups.items()}
    rough = [name for name, people in sizes.items() if FEWEST <= people < FEW]
    none = [name for name, people in sizes.items() if people < FEWEST]
    text = (
        f"Outlines, {listing(rough)}: fewer than {count(FEW)} people, whose figures vary much by chance."
        if rough
        else ""
    )
    if none:
        text += f" No bars for {listing(none)}: fewer than {count(FEWEST)} people."
    return text.strip()


def _rates(
    groups: Mapping[str, Mapping[str, Any]], field: str, heading: str, unit: str, is_share: bool
) -> tuple[str, str, Any]:
    """A small chart of one rate: its heading, its bars in words, and the bars."""
    rows = [_bar(name, group, field, is_share) for name, group in groups.items()]
    description = f"{unit}: {listing([f'{row.label} {row.text}' for row in rows])}."
    return heading, description, bars(rows, unit, is_share=is_share)


def _bar(name: str, group: Mapping[str, Any], field: str, is_share: bool) -> Bar:
    """One group's bar with its size beside its name; an outline for few people, words for fewer."""
    people, label = int(group["people"]), f"{name} ({count(group['people'])})"
    if people < FEWEST:
        return Bar(label, 0.0, "too few to show", QUIET, is_rough=True)
    rate, text = _rate(group, field, is_share), _text(group, field, is_share)
    return Bar(label, rate, text, QUIET if people < FEW else ACCENT, is_rough=people < FEW)


def _rate(group: Mapping[str, Any], field: str, is_share: bool) -> float:
    days = float(group.get("person_days") or 0)
    return 0.0 if not days else float(group.get(field, 0)) / days * (1 if is_share else 365_000)


def _text(group: Mapping[str, Any], field: str, is_share: bool) -> str:
    rate = _rate(group, field, is_share)
    return share(rate) if is_share else number(rate)


def attempts(world: World) -> Figure | None:
    """Share of attempts that were denied, dearer or eased, by what was attempted."""
    kinds = [kind for kind in world.kinds.values() if _met_with_something(kind)]
    if not kinds:
        return None
    sides = (("denied", "Denied", ACCENT), ("worsened", "At worse terms", QUIET), ("eased", "Made easier", INK))
    panels = [_parts(kinds, *side) for side in sides if any(kind.get(side[0]) for kind in kinds)]
    # Nothing is dearer in most scenarios: then there is no column for it.
    columns = [side for side in sides if side[0] != "worsened" or any(kind.get("worsened") for kind in kinds)]
    table = _attempts_table(kinds, [(field, heading.lower()) for field, heading, _ in columns])
    description = " ".join(text for _, text, _ in panels)
    title = "What was denied and what was made easier"
    if len(columns) > 2:
        title = "What was denied, what was dearer and what was made easier"
    return draw_panels("attempts", title, description, panels, table)


def _met_with_something(kind: Mapping[str, Any]) -> bool:
    return any(kind.get(field) for field in ("denied", "worsened", "eased"))


def _attempts_table(kinds: Sequence[Mapping[str, Any]], columns: Sequence[tuple[str, str]]) -> Table:
    """Attempts by kind, how many met with what, and which share of them."""
    heads = [heading for _, heading in columns]
    rows = []
    for kind in kinds:
        counts = [count(kind[field]) for field in ("happened", *(field for field, _ in columns))]
        shares = [share(_part(kind, field), 3) for field, _ in columns]
        rows.append((kind["title"], kind["context"], *counts, *shares))
    return Table(("attempt", "area of life", "attempts", *heads, *(f"share {head}" for head in heads)), tuple(rows))


def _parts(kinds: Sequence[Mapping[str, Any]], field: str, heading: str, colour: str) -> tuple[str, str, Any]:
    """A small chart of the share of attempts that met with something, the greatest first."""
    shown = sorted((kind for kind in kinds if kind.get(field)), key=lambda kind: -_part(kind, field))
    rows = [Bar(capital(kind["title"]), _part(kind, field), share(_part(kind, field)), colour) for kind in shown]
    shares = listing([f"{kind['title']} {share(_part(kind, field))}" for kind in shown])
    return heading, f"Share of attempts {heading.lower()}: {shares}.", bars(rows, "share of attempts")


def _part(kind: Mapping[str, Any], field: str) -> float:
    return float(kind[field]) / float(kind["happened"] or 1)
