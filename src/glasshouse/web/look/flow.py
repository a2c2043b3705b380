"""Pictures of a system: who is seen, how they are judged, what follows; drawn as SVG by a layout of our own.

The large picture is drawn twice, in three columns for a desk and in one for a telephone, so that its letters keep their size.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from glasshouse.web.look.steps import Item, Step, Steps

Say = Callable[..., str]
"""Gives a text by its key."""

WIDE: Final = 360
TALL: Final = 320
"""Pixels of each of three columns, and of the one column of a telephone."""
GAP: Final = 48
LINE: Final = 22
"""Pixels from one line to the next."""
_NARROW: Final = 22
"""Pixels before the words where only a mark stands there."""
_BROAD: Final = 58
"""Pixels before the words where points or weights stand there."""
_LETTER: Final = 8.9
"""Pixels that a letter takes at 15 pixels, a little too many so that nothing is clipped."""
_TOP: Final = 46
MOST: Final = 8
"""Most lines of a kind in the picture; the table beside it has all."""


@dataclass(frozen=True)
class _Row:
    """One line of a column: what stands before it, its words, and how it is drawn."""

    prefix: str
    words: str
    style: str = ""

    def lines(self, width: int, before: int) -> list[str]:
        """The words, broken where the column ends."""
        return textwrap.wrap(self.words, int((width - (0 if self.style == "note" else before)) / _LETTER)) or [""]


@dataclass(frozen=True)
class _Column:
    """A step with its lines, in a column of some width, with some room before the words."""

    heading: str
    rows: Sequence[_Row]
    before: int
    width: int

    @property
    def height(self) -> int:
        return _TOP + 8 + sum(self.height_of(row) for row in self.rows)

    def height_of(self, row: _Row) -> int:
        return len(row.lines(self.width, self.before)) * LINE + 4


def picture(told: Steps, say: Say, title: str, *, columns: int) -> Markup:
    """The large picture.

    Args:
        told: the system in three steps.
        say: the texts.
        title: the system's title.
        columns: 3 for a desk, 1 for a telephone.
    """
    width = WIDE if columns == 3 else TALL
    names = ("seen", "judged", "follows")
    parts = [
        _Column(f"{number}  {say(f'gallery.step_{name}')}", rows, _BROAD if name == "judged" else _NARROW, width)
        for number, (name, rows) in enumerate(zip(names, _columns(told, say), strict=True), 1)
    ]
    # Side by side, every column begins at the top; one below the other, each begins where the one before ends.
    drawn: list[Markup] = []
    at = 0
    for number, column in enumerate(parts):
        x, y = ((width + GAP) * number, 0) if columns == 3 else (0, at)
        drawn.append(_drawn(x, y, column))
        at += column.height + (0 if number == 2 else GAP)
        if number < 2:
            drawn.append(_arrow(x + width + 16, y + 18) if columns == 3 else _arrow_down(width // 2, at - 38))
    whole = 3 * width + 2 * GAP if columns == 3 else width
    height = max(column.height for column in parts) if columns == 3 else at
    return Markup(
        '<svg class="flow flow-{0}" viewBox="0 0 {1} {2}" width="{1}" height="{2}" role="img" aria-label="{3}">{4}</svg>'
    ).format(columns, whole, height, f"{title}: {sentence(told, say)}", Markup("").join(drawn))


def thumbnail(told: Steps, say: Say) -> Markup:
    """The small picture: a dot for each channel, the form, a square for each measure. The sentence beside it says the same."""
    dots = _dots((12 + 14 * (n % 3), 14 + 14 * (n // 3)) for n in range(min(len(told.seen), 9)))
    bars = []
    for column, kind in enumerate(("sanction", "entitlement")):
        count = min(sum(item.kind == kind for item in told.follows), 8)
        left = 160 + 52 * column * any(item.kind == "sanction" for item in told.follows)
        bars.append(_bars(kind, ((left + 26 * (n // 4), 4 + 13 * (n % 4)) for n in range(count))))
    middle = _scale(told.bands) if told.bands else _EYE
    parts = [dots, _arrow(53, 28), middle, _arrow(136, 28), *bars]
    return Markup(
        '<svg class="small-flow" viewBox="0 0 260 56" width="260" height="56" aria-hidden="true">{}</svg>'
    ).format(Markup("").join(parts))


def sentence(told: Steps, say: Say) -> str:
    """The same in words."""
    counts = [sum(item.kind == kind for item in told.follows) for kind in ("sanction", "entitlement")]
    follows = [say(f"gallery.count_{name}", n=n) for name, n in zip(("penalties", "gains"), counts, strict=True) if n]
    follows += [say(f"gallery.does_{item.title}") for item in told.judged if item.kind == "does"]
    seen = say("gallery.count_sources", n=len(told.seen)) if told.seen else _without_sources(told, say)
    judged = say(f"gallery.form_{told.form}")
    if len(told.bands) > 2:
        judged += " " + say("gallery.in_bands", n=len(told.bands))
    return f"{seen} → {judged} → {', '.join(follows) or say('gallery.no_measures')}"


def _columns(told: Steps, say: Say) -> tuple[list[_Row], list[_Row], list[_Row]]:
    seen = [_Row("●", item.title, "channel") for item in told.seen[:MOST]]
    judged = [
        _Row("", say(f"gallery.form_{told.form}_says"), "note"),
        *(_judged(item, say) for item in told.judged[:MOST]),
    ]
    follows = [_measure(item, say) for item in told.follows[:MOST]]
    for rows, items in ((seen, told.seen), (judged, told.judged), (follows, told.follows)):
        if len(items) > MOST:
            rows.append(_Row("", say("gallery.more", n=len(items) - MOST), "more"))
    if len(told.bands) > 2:
        judged += [_Row("", say("gallery.bands"), "note"), *(_band(step, say) for step in told.bands)]
    none_seen, none_follow = _Row("", _without_sources(told, say), "note"), _Row("", say("gallery.no_measures"), "note")
    return (seen or [none_seen], judged, follows or [none_follow])


def _without_sources(told: Steps, say: Say) -> str:
    return say("gallery.other_systems" if told.reads_others else "gallery.no_sources")


def _judged(item: Item, say: Say) -> _Row:
    if item.kind in ("plus", "minus") and item.amount is not None:
        return _Row(f"{'+' if item.amount > 0 else '−'}{abs(item.amount):g}", item.title, item.kind)
    if item.kind == "weight" and item.amount is not None:
        return _Row(f"{item.amount:.0%}", item.title, "weight")
    words = say(f"gallery.does_{item.title}") if item.kind == "does" else item.title
    return _Row(say(f"gallery.mark_{item.kind}"), words, "minus" if item.kind == "enters" else "plain")


def _band(step: Step, say: Say) -> _Row:
    marks = [f"−{step.sanctions}"] * bool(step.sanctions) + [f"+{step.entitlements}"] * bool(step.entitlements)
    style = "minus" if step.sanctions else "plus" if step.entitlements else "plain"
    return _Row(" ".join(marks) or "·", say("gallery.band_from", name=step.name, start=f"{step.start:,.4g}"), style)


def _measure(item: Item, say: Say) -> _Row:
    where = f" ({', '.join(item.bands)})" if len(item.bands) and item.bands != ("on",) else ""
    return _Row(
        "−" if item.kind == "sanction" else "+", f"{item.title}{where}", "minus" if item.kind == "sanction" else "plus"
    )


def _drawn(x: int, y: int, column: _Column) -> Markup:
    head = Markup('<path class="head" d="M{} {}h{}"/><text class="heading" x="{}" y="{}">{}</text>').format(
        x, y + 2, column.width, x, y + 26, column.heading
    )
    return head + Markup("").join(_rows(x, y + _TOP + 12, column))


def _rows(x: int, y: int, column: _Column) -> Iterator[Markup]:
    for row in column.rows:
        left = x if row.style == "note" else x + column.before
        if row.prefix:
            at = x + column.before - 10
            yield Markup('<text class="before {}" x="{}" y="{}">{}</text>').format(row.style, at, y, row.prefix)
        for number, line in enumerate(row.lines(column.width, column.before)):
            yield Markup('<text class="{}" x="{}" y="{}">{}</text>').format(row.style, left, y + number * LINE, line)
        y += column.height_of(row)


def _scale(bands: Sequence[Step]) -> Markup:
    """The bands as a stair, the best at the right."""
    width = 54 / len(bands)
    return Markup("").join(
        Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            "sanction" if step.sanctions else "entitlement" if step.entitlements else "neutral",
            75 + n * width,
            50 - (n + 1) / len(bands) * 44,
            max(width - 2, 1),
            (n + 1) / len(bands) * 44,
        )
        for n, step in enumerate(reversed(bands))
    )


_EYE: Final = Markup('<path class="eye" d="M78 28q25 -26 50 0q-25 26 -50 0z"/><path class="dot" d="M103 28h0"/>')
"""For a system that judges nobody."""


def _dots(places: Iterable[tuple[int, int]]) -> Markup:
    return Markup('<path class="dot" d="{}"/>').format("".join(f"M{x} {y}h0" for x, y in places))


def _bars(kind: str, places: Iterable[tuple[int, int]]) -> Markup:
    """Bars, filled for what is taken and hollow for what is given."""
    return Markup('<path class="{}" d="{}"/>').format(kind, "".join(f"M{x} {y}h20v9h-20z" for x, y in places))


def _arrow(x: int, y: int) -> Markup:
    return Markup('<path class="arrow" d="M{} {}h10m-5 -5l5 5l-5 5"/>').format(x, y)


def _arrow_down(x: int, y: int) -> Markup:
    return Markup('<path class="arrow" d="M{} {}v18m-6 -6l6 6l6 -6"/>').format(x, y)
