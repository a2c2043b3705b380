"""Which version of Glasshouse this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of


def version() -> str:
    """The installed version; ``unknown`` when the package runs from a folder without being installed."""
    try:
        return version_of("glasshouse")
    except PackageNotFoundError:
        return "unknown"
