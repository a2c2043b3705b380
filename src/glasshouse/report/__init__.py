"""Reports: one self-contained page for a run or for a comparison, made from results and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glasshouse.report.material import Course, Material, World
from glasshouse.report.page import compose, write

__all__ = ["compose", "write_comparison", "write_run"]


def write_run(document: Mapping[str, Any], path: Path | None = None, *, course: Course | None = None) -> Path:
    name = str(document.get("scenario", "run"))
    material = Material({name: World(name, document, course or {})})
    return write(material, path or Path("report.html"))


def write_comparison(
    comparison: Mapping[str, Any], path: Path | None = None, *, courses: Mapping[str, Course] | None = None
) -> Path:
    base = str(comparison["base"])
    order = [base, *(name for name in comparison["worlds"] if name != base)]
    worlds = {name: World(name, comparison["worlds"][name], (courses or {}).get(name, {})) for name in order}
    return write(Material(worlds, comparison), path or Path("report.html"))
