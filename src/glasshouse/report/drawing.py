"""Drawing: a chart's specification becomes inline SVG that carries its own title and description.

Every figure is drawn at two widths, for a page and for a telephone; the style sheet shows one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import altair as alt
import vl_convert
from markupsafe import Markup, escape

from glasshouse.report.palette import THEME

WIDE: Final = 820
NARROW: Final = 350
PANEL: Final = 300

VEGA_LITE: Final = ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])
_TAG: Final = re.compile(r"<[^>]*>")
_INNER: Final = re.compile(r' (?:aria-[a-z]+|role|class)="[^"]*"')
_ID: Final = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_ROOT: Final = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>")
_PLACES: Final = re.compile(r"(\d+\.\d{2})\d+")

Build = Callable[[int], alt.Chart | alt.LayerChart]


@dataclass(frozen=True)
class Table:
    """The figures behind a chart.

    Attributes:
        columns: headings.
        rows: one per line, as text; the first cell names the row.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """One drawing of a chart.

    Attributes:
        shown: when it is shown: ``wide``, ``narrow`` or ``panel`` (always).
        heading: a small heading above it, in a row of panels.
        build: makes the chart for a width in pixels.
        slug: its name within the page.
        title: what it shows.
        description: what it says, in words.
    """

    shown: str
    heading: str
    build: Build
    slug: str
    title: str
    description: str

    @cached_property
    def svg(self) -> Markup:
        """The drawing, made when it is first asked for."""
        return render(self.chart(), self.slug, self.title, self.description)

    @property
    def spec(self) -> dict[str, Any]:
        """The chart as a Vega-Lite document."""
        return dict(self.chart().to_dict(validate=False))

    def chart(self) -> alt.Chart | alt.LayerChart:
        """The chart at its width."""
        return self.build({"wide": WIDE, "narrow": NARROW}.get(self.shown, PANEL))


@dataclass(frozen=True)
class Figure:
    """A chart with everything that a reader who cannot see it needs.

    Attributes:
        slug: its name within the page.
        title: what it shows, as a sentence or a heading.
        description: the text alternative: what the chart says.
        pictures: the drawings.
        table: the figures behind it.
        note: how to read it, or what to be careful about.
    """

    slug: str
    title: str
    description: str
    pictures: tuple[Picture, ...]
    table: Table
    note: str = ""

    @property
    def in_panels(self) -> bool:
        """Whether it is a row of small charts."""
        return any(picture.shown == "panel" for picture in self.pictures)


def draw(slug: str, title: str, description: str, build: Build, table: Table, note: str = "") -> Figure:
    """A figure from one chart.

    Args:
        slug: its name within the page.
        title: what it shows.
        description: what the chart says, in words.
        build: makes the chart for a width in pixels.
        table: the figures behind it.
        note: how to read it.
    """
    pictures = tuple(Picture(shown, "", build, f"{slug}-{shown}", title, description) for shown in ("wide", "narrow"))
    return Figure(slug, title, description, pictures, table, note)


def draw_panels(
    slug: str,
    title: str,
    description: str,
    panels: Sequence[tuple[str, str, Build]],
    table: Table,
    note: str = "",
) -> Figure:
    """A figure from a row of small charts, each with a heading and a description of its own."""
    pictures = tuple(
        Picture("panel", heading, build, f"{slug}-{at}", heading, text)
        for at, (heading, text, build) in enumerate(panels)
    )
    return Figure(slug, title, description, pictures, table, note)


def render(chart: alt.Chart | alt.LayerChart, slug: str, title: str, description: str) -> Markup:
    """A chart as inline SVG: one image to assistive technology, with ids that are unique within the page."""
    spec = chart.to_dict(validate=False)
    spec["config"] = THEME
    spec["autosize"] = {"type": "fit", "contains": "padding"}
    return finish(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE), slug, title, description)


def finish(svg: str, slug: str, title: str, description: str) -> Markup:
    """SVG from Vega made fit for a page: named, described, small."""
    root = _ROOT.search(svg)
    if root is None:
        raise ValueError("the drawing has no view box")
    body = _TAG.sub(lambda tag: _tidy(tag[0], slug), svg[root.end() :])
    _, _, width, height = root[1].split()
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{root[1]}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="{slug}-title {slug}-desc">'
        f'<title id="{slug}-title">{escape(title)}</title>'
        f'<desc id="{slug}-desc">{escape(description)}</desc>{body}'
    )


def _tidy(tag: str, slug: str) -> str:
    """A tag without what one image does not need, its places rounded; the text between tags is left alone."""
    plain = _PLACES.sub(r"\1", _INNER.sub("", tag))
    return _ID.sub(lambda found: f"{found[1]}{slug}-{found[2]}", plain)


def values(rows: Sequence[dict[str, Any]]) -> alt.InlineData:
    """Rows as a chart's data."""
    return alt.InlineData(values=list(rows))
