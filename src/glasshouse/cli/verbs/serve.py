"""``glasshouse serve``: the web app."""

from __future__ import annotations

from typing import Annotated

import typer

from glasshouse.cli.console.options import Reader
from glasshouse.cli.console.output import write
from glasshouse.errors import InputError, Problem


def command(
    port: Annotated[str | None, typer.Option("--port", metavar="P", help="The port; 0 takes a free one.")] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="H", help="An address that others can reach; needs --token or --class."),
    ] = None,
    token: Annotated[
        str | None, typer.Option("--token", metavar="T", help="What requests from elsewhere must carry.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A further name by which it is reached, behind a proxy."),
    ] = None,
    classroom: Annotated[
        bool, typer.Option("--class", help="Let a class in this network join; prints the address for it.")
    ] = False,
) -> None:
    """Open the laboratory in a browser: look into systems, live a year under one, teach with it.

    It listens on this machine alone unless told otherwise, sends nothing elsewhere and keeps nothing. Needs the extra
    `web`. Ctrl-C ends it.
    """
    reader = Reader()
    number = reader.whole("--port", port, 0)
    reader.finish()
    try:
        from glasshouse.web.serve import serve
        from glasshouse.web.settings import PORT, ServerSettings
    except ModuleNotFoundError as error:
        expected, advice = "the packages of the extra `web`", 'pip install "glasshouse[web]"'
        raise InputError(Problem(expected=expected, found=f"no {error.name}", advice=advice)) from None
    settings = ServerSettings(
        host=host or ("0.0.0.0" if classroom else "127.0.0.1"),
        port=PORT if number is None else number,
        token=token or "",
        names=tuple(name or ()),
        classroom=classroom,
    )
    serve(settings, write, browser=not no_browser)
