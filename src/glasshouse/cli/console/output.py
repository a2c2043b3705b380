"""Results on stdout: text, tables, one JSON document."""

from __future__ import annotations

import json
import math
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

MOST_COLUMNS = 100
"""Text wider than this is hard to read, however wide the terminal is."""


def write(text: str = "") -> None:
    """Write a line (or several) to stdout, as it is: nothing is wrapped."""
    sys.stdout.write(f"{text}\n")


def write_json(document: object) -> None:
    """Write one JSON document to stdout. What has no number in JSON (not a number, infinity) is null."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    write(json.dumps(_plain(document), indent=2, ensure_ascii=not is_unicode, allow_nan=False))


def width() -> int:
    """Columns to fill: the terminal's, 80 where there is none, and at most `MOST_COLUMNS`."""
    return max(40, min(MOST_COLUMNS, shutil.get_terminal_size((80, 24)).columns))


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """Text in lines of at most `width` columns; words and paths are never broken.

    Args:
        text: the text.
        indent: what the first line begins with.
        hanging: what the other lines begin with; by default the same.
    """
    lines = textwrap.wrap(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def write_table(
    heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Iterable[int] = (), kept: Iterable[int] = (0,)
) -> None:
    """Write a table without lines. Long words in the columns that are not kept go on below.

    Args:
        heads: the columns' heads; no head line is written if all are empty.
        rows: the cells, as text.
        right: places of the columns that are set to the right.
        kept: places of the columns that are never broken.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=any(heads), pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    on_the_right, unbroken = set(right), set(kept)
    for place, head in enumerate(heads):
        justify: Any = "right" if place in on_the_right else "left"
        table.add_column(
            Text(head), justify=justify, no_wrap=place in unbroken or place in on_the_right, overflow="fold"
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(file=sys.stdout, width=width(), highlight=False, markup=False, emoji=False, soft_wrap=False)
    with console.capture() as captured:
        console.print(table)
    write("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


def write_sections(heads: Sequence[str], sections: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Write a table in sections, each below its title. The first column takes what the numbers leave.

    Args:
        heads: the columns' heads.
        sections: rows of cells by title.
    """
    rows = [heads, *(row for part in sections.values() for row in part)]
    widths = [max(len(row[place]) for row in rows) for place in range(1, len(heads))]
    first = max(12, width() - sum(widths) - 2 * len(widths))

    def line(row: Sequence[str]) -> str:
        words = textwrap.wrap(row[0], first, initial_indent="  ", subsequent_indent="    ") or [""]
        numbers = "".join(f"  {cell:>{room}}" for cell, room in zip(row[1:], widths, strict=True))
        return "\n".join([f"{words[0]:<{first}}{numbers}".rstrip(), *words[1:]])

    write(line(heads))
    for title, part in sections.items():
        write(title)
        for row in part:
            write(line(row))


def _plain(here: object) -> object:
    """The same data in the types that JSON knows."""
    if isinstance(here, Mapping):
        return {str(key): _plain(inner) for key, inner in here.items()}
    if isinstance(here, str | bool | int | None):
        return here
    if isinstance(here, float):
        return here if math.isfinite(here) else None
    if isinstance(here, Path):
        return str(here)
    if hasattr(here, "tolist"):
        return _plain(here.tolist())
    if isinstance(here, Iterable):
        return [_plain(inner) for inner in here]
    return str(here)
