"""One chart on its own: shown in a notebook, or saved as SVG, PNG, PDF or a Vega-Lite document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import vl_convert

from glasshouse.errors import InputError, Problem
from glasshouse.report.drawing import PANEL, VEGA_LITE, Figure, Picture
from glasshouse.report.palette import THEME
from glasshouse.store import manifest
from glasshouse.store.folder import make_folder, write_aside

_COLUMNS: Final = 3
"""Small charts in a row."""


@dataclass(frozen=True)
class Chart:
    """One chart.

    Attributes:
        name: its name in the catalogue.
        figures: what it consists of: one figure, or one for each system or twin.
    """

    name: str
    figures: tuple[Figure, ...]

    @property
    def title(self) -> str:
        """What it shows."""
        return "; ".join(dict.fromkeys(figure.title for figure in self.figures))

    @property
    def description(self) -> str:
        """What it says, in words."""
        return " ".join(figure.description for figure in self.figures)

    @property
    def spec(self) -> dict[str, Any]:
        """The chart as one Vega-Lite document, with its data."""
        parts = [_titled(picture, figure) for figure in self.figures for picture in figure.pictures
                 if picture.shown != "narrow"]  # fmt: skip
        head = {
            "$schema": f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE}.json",
            "description": self.description,
        }
        look = {"config": {**THEME, "background": "white"}}
        if len(parts) == 1:
            return {**head, **parts[0], **look}
        data = {name: rows for part in parts for name, rows in part.pop("datasets", {}).items()}
        columns = 1 if any("width" in part and part["width"] > PANEL for part in parts) else _COLUMNS
        return {**head, "datasets": data, "concat": parts, "columns": columns, **look}

    def svg(self) -> str:
        """As SVG."""
        return str(vl_convert.vegalite_to_svg(self.spec, vl_version=VEGA_LITE))

    def png(self, scale: float = 2.0) -> bytes:
        """As PNG.

        Args:
            scale: pixels for each unit of length.
        """
        return bytes(vl_convert.vegalite_to_png(self.spec, vl_version=VEGA_LITE, scale=scale))

    def pdf(self) -> bytes:
        """As PDF."""
        return bytes(vl_convert.vegalite_to_pdf(self.spec, vl_version=VEGA_LITE))

    def save(self, path: str | Path) -> Path:
        """Write the chart as its file's ending says: ``.svg``, ``.png``, ``.pdf``, or ``.json`` for Vega-Lite.

        Raises:
            InputError: another ending, or the file is one of a run's own.
            StorageError: the file cannot be written.
        """
        path = Path(path)
        writers: Mapping[str, Callable[[], str | bytes]] = {
            ".svg": self.svg, ".png": self.png, ".pdf": self.pdf,
            ".json": lambda: json.dumps(self.spec, ensure_ascii=False) + "\n",
        }  # fmt: skip
        if path.suffix not in writers:
            expected = f"a file that ends in {', '.join(writers)}"
            raise InputError(Problem(key="path", expected=expected, found=repr(str(path))))
        if path.suffix == ".json" and path.exists() and (path.parent / manifest.NAME).exists():
            found = f"{path}, which belongs to the results in that folder"
            raise InputError(
                Problem(key="path", expected="a file of its own", found=found, advice="nothing was changed")
            )
        made = writers[path.suffix]()

        def put(aside: Path) -> None:
            aside.write_bytes(made.encode() if isinstance(made, str) else made)

        make_folder(path.parent)
        write_aside(path, put)
        return path

    def __repr__(self) -> str:
        return f"<Chart {self.name}: {self.title}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """What a notebook shows."""
        return {"image/svg+xml": self.svg(), "text/plain": f"{self!r}\n{self.description}"}


def _titled(picture: Picture, figure: Figure) -> dict[str, Any]:
    """A picture's specification with its heading as title."""
    spec = {key: value for key, value in picture.spec.items() if key not in ("$schema", "config", "autosize")}
    return {**spec, "title": {"text": picture.heading or figure.title, "anchor": "start", "fontWeight": "normal"}}
