"""How the audit says numbers: per hundred people or days, with the interval, and never more than the interval allows."""

from __future__ import annotations

from math import floor, log10

from glasshouse.audit.figures.estimate import Estimate

_FEW = 0.0005


def of_hundred(share: float) -> str:
    """A share as so many of 100."""
    return f"{_short(share * _base(share))} of {_base(share):,}"


def _base(share: float) -> int:
    """Of how many a share is told: of more where it is tiny."""
    return 100_000 if share and abs(share) < _FEW else 100


def _short(number: float) -> str:
    """A number with as many digits as anybody needs."""
    if number and abs(number) < 0.1:
        return f"{number:.2g}"
    return f"{number:.0f}" if abs(number) >= 10 or number == round(number) else f"{number:.1f}"


def span(found: Estimate, what: str) -> str:
    """A share with its interval, as the beginning of a sentence: ``74 of 100 (71 to 77) days``.

    Args:
        found: the share.
        what: of what it is one: days, people.
    """
    if found.value is None:
        return f"An undefined share (because: {found.undefined}) of the {what}"
    said = f"{of_hundred(found.value)} {what}"
    if found.low is None or found.high is None:
        return said
    factor = _base(found.value)
    low, high = found.low * factor, found.high * factor
    if found.value == found.low == 0:
        return f"{said} (at most {_short(high)})"
    if found.low <= 0 <= found.high:
        return f"{said} (cannot be told from none)"
    ends = _apart(low, high)
    if not float(ends[0]) <= float(_short(found.value * factor)) <= float(ends[1]):  # as short, it would lie outside
        places = max(len(end.partition(".")[2]) for end in ends)
        said = f"{found.value * factor:.{places}f} of {factor:,} {what}"
    return f"{said} ({' to '.join(ends)})"


def _apart(low: float, high: float) -> tuple[str, str]:
    """Two ends with as many digits as it takes to tell them apart, up to six."""
    ends = _short(low), _short(high)
    for digits in (3, 4, 5, 6):
        if ends[0] == ends[1]:
            ends = _with(low, digits), _with(high, digits)
    return ends


def _with(number: float, digits: int) -> str:
    """A number with so many digits that count."""
    places = max(0, digits - 1 - floor(log10(abs(number)))) if number else 0
    return f"{number:.{places}f}"
