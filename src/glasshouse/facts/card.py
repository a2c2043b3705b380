"""A fact as a plain text card, for terminals."""

from __future__ import annotations

import textwrap

from glasshouse.facts.schema import Fact

_MARGIN = 12


def render(fact: Fact, width: int = 100) -> str:
    """A fact on one card: what it says, its values with units, date, source, basis and note.

    Args:
        fact: the fact.
        width: characters per line.
    """
    lines = [fact.id, "", *_field("Says", fact.statement, width)]
    for index, (key, value, unit) in enumerate(fact.leaves()):
        lines += _values("Value" if index == 0 else "", key, value, unit, width)
    if fact.range is not None:
        lines += _field("Range", f"{fact.range[0]:g} to {fact.range[1]:g}{_effect(fact)}", width)
    lines += _field("As of", fact.as_of, width)
    lines += _field("Source", fact.source, width)
    lines += _field("Link", fact.url, width)
    lines += _field("Basis", f"{fact.basis}; {_reading(fact)}", width)
    lines += _field("Note", fact.note, width)
    lines += _field("Topic", fact.topic, width)
    return "\n".join(lines)


def _field(name: str, text: str | None, width: int) -> list[str]:
    if text is None:
        return []
    head = f"{name:<{_MARGIN}}"
    return textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * _MARGIN,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _values(name: str, key: str, value: object, unit: str, width: int) -> list[str]:
    head = f"{key} = " if key else ""
    if isinstance(value, tuple) and value and all(isinstance(row, tuple) for row in value):
        rows = [f"{row[0]}: {_span(row[1:], unit)}" for row in value]
        lines = _field(name, f"{head}({unit})", width)
        return lines + [line for row in rows for line in _field("", row, width)]
    words = unit in ("text", "names", "date")
    return _field(name, f"{head}{_plain(value, unit)}{'' if words else f' {unit}'}", width)


def _plain(value: object, unit: str) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value)) if unit in ("text", "names", "date") else _span(value, unit)
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


def _span(values: tuple[object, ...], unit: str) -> str:
    """Two numbers as a span, where one end may be open; more as a list."""
    if len(values) == 2 and "open" in values:
        low, high = values
        return f"up to {_plain(high, unit)}" if low == "open" else f"{_plain(low, unit)} or more"
    return (" to " if len(values) == 2 else ", ").join(_plain(value, unit) for value in values)


def _effect(fact: Fact) -> str:
    return f" ({fact.none:g} means no effect)" if fact.none is not None else ""


def _reading(fact: Fact) -> str:
    if fact.basis == "assumption":
        return "declared, not found"
    if fact.confidence == "recalled":
        return "recalled: widely reported, not found when looked up; check before relying on it"
    return {
        "primary": "verified in the source itself",
        "abstract": "verified in the authors' abstract",
        "news": "verified in a news report",
        "secondary": "verified in a text that cites it",
        "weak": "verified, but only on a doubtful page",
        "none": "verified",
    }[fact.quality]
