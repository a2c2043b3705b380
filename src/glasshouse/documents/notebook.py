"""What notebooks show of an object: a heading and a small table, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


def table(heading: str, heads: Sequence[str], rows: Iterable[Sequence[object]], note: str = "") -> str:
    """A heading and a table.

    Args:
        heading: what it is.
        heads: headings of the columns.
        rows: cells; numbers are written short, None as "undefined".
        note: a line below.
    """
    head = "".join(f"<th>{escape(each)}</th>" for each in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell(each))}</td>' for each in row)}</tr>" for row in rows)
    below = f"<p>{escape(note)}</p>" if note else ""
    return f"<p><b>{escape(heading)}</b></p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def cell(value: object) -> str:
    """A value as text: whole numbers in groups of three, others with four digits."""
    if value is None:
        return "undefined"
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
