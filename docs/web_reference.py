"""The routes of the web app's interface, from its own description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

METHODS = ("get", "post", "delete")


def routes() -> Iterator[tuple[str, str, str]]:
    """Method, path and what each does, in the order of the paths."""
    from glasshouse.web.application import INTERFACE, make_application
    from glasshouse.web.settings import ServerSettings

    paths: dict[str, dict[str, Any]] = make_application(ServerSettings()).openapi()["paths"]
    for path, methods in sorted(paths.items()):
        for method in METHODS:
            if method in methods:
                says = " ".join(str(methods[method].get("description", "")).split("\n\n")[0].split())
                yield method.upper(), f"`{path.removeprefix(INTERFACE)}`", says
