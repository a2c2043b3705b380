"""Who changed the rules: which reforms came in each world, and how near the others were."""

from __future__ import annotations

from typing import Any, Final

from glasshouse.report.data import ReportData
from glasshouse.report.wording import capital
from glasshouse.results.reforms import told

_NO_FORECAST: Final = (
    "Nobody knows how much support such a reform needs: the lines are assumptions that reach up to never. This asks what "
    "would follow if people changed the rules, and forecasts nothing."
)


def reforms(data: ReportData) -> dict[str, Any]:
    """What the page says of reforms; nothing where no world has any."""
    found = []
    for world in data.worlds.values():
        where = f"{world.label}: " if data.twins else ""
        found += [capital(f"{where}{told(each, world.days)}") for each in world.document.get("reforms") or ()]
    return {"reforms": [*found, _NO_FORECAST] if found else []}
