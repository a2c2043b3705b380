"""Reports as they are served: whole pages that need nothing else, run no script and ask nobody for anything."""

from __future__ import annotations

from typing import Final

from fastapi.responses import HTMLResponse

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"


def served(page: str) -> HTMLResponse:
    """A report under the policy of reports."""
    return HTMLResponse(page, headers={"content-security-policy": _POLICY})
