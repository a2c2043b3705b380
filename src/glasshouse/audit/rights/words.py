"""How the audit says numbers: per hundred people or days, with the interval, and never more than the interval allows."""

from __future__ import annotations

from glasshouse.audit.figures.estimate import Estimate

_FEW = 0.0005


def of_hundred(share: float) -> str:
    """A share as so many of 100."""
    if share and share < _FEW:
        return f"{_short(share * 100_000)} of 100,000"
    return f"{_short(share * 100)} of 100"


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
        return f"Of the {what} (a share that is undefined, because: {found.undefined}), those"
    said = f"{of_hundred(found.value)} {what}"
    if found.low is None or found.high is None:
        return said
    if found.low <= 0 <= found.high:
        return f"{said} (cannot be told from none)"
    factor = 100_000 if 0 < found.value < _FEW else 100
    return f"{said} ({_short(found.low * factor)} to {_short(found.high * factor)})"
