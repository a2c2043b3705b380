"""The door of the laboratory: choose a scenario, what it is lived beside, and change its rules."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from glasshouse import library
from glasshouse.web.look.gallery import entries
from glasshouse.web.pages.inquiries import ASKING
from glasshouse.web.templating import page

router = APIRouter()


@router.get("/lab", response_class=HTMLResponse)
def laboratory(request: Request) -> HTMLResponse:
    """Choose and change: what a run needs to know."""
    return page(request, "lab.html", scripts=("rules.", *ASKING), catalogue=_catalogue())


def _catalogue() -> list[dict[str, str]]:
    """All scenarios by the family of the gallery in which they stand, those of none last."""
    # Of several systems that are tried in one scenario, the first says where it stands.
    families = {each.scenario: each.family for each in reversed([*entries().values()])}
    order = [*dict.fromkeys(each.family for each in entries().values()), "other"]
    listed = [
        {
            "name": name,
            "title": str(library.look("scenarios", name).get("title", name)),
            "family": families.get(name, "other"),
        }
        for name in library.names("scenarios")
    ]
    return sorted(listed, key=lambda each: order.index(each["family"]))
