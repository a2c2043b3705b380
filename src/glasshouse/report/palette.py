"""The one look of all charts: colours and the Vega-Lite configuration.

Colours can be distinguished by people with any common colour blindness, and never carry a meaning alone: words and
shapes repeat it. Each is mapped to a darker page's colour in ``templates/base.css`` and ``page.css``.
"""

from __future__ import annotations

from typing import Any, Final

INK: Final = "#1d1c1a"
MUTED: Final = "#65625b"
RULE: Final = "#d9d5cb"
ACCENT: Final = "#a3202f"
QUIET: Final = "#8c8a84"
WORLDS: Final = (ACCENT, "#5b6670", "#b07c12", "#26777d", "#6a4c93", "#3f6fb0", "#6b7a1e", "#8a5638")
"""Colours of compared worlds, the base first; they begin again where there are more worlds."""
SCALE: Final = ("#f3e3dd", "#e2aea6", "#c9685f", "#a3202f", "#661019")
"""From little to much, for tiles."""
FONT: Final = "Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"

THEME: Final[dict[str, Any]] = {
    "background": None,
    "font": FONT,
    "padding": {"left": 2, "right": 6, "top": 4, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 11.5,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": RULE,
        "gridOpacity": 0.7,
        "labelPadding": 5,
        "titlePadding": 8,
        "tickSize": 4,
        "labelLimit": 260,
    },
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "labelColor": INK,
        "titleColor": MUTED,
        "labelFontSize": 11.5,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "orient": "top",
        "symbolType": "square",
        "labelLimit": 300,
        "offset": 6,
    },
    "text": {"fontSize": 11.5, "fill": INK},
    "rule": {"stroke": RULE},
    "bar": {"fill": ACCENT},
    "line": {"strokeWidth": 2},
}
"""Configuration that every chart gets."""
