"""Starting the server: the address, the browser, and kernels that compile while the first page is already there."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import tempfile
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import uvicorn

from glasshouse.errors import InputError, Problem
from glasshouse.web.application import make_application
from glasshouse.web.reach import reachable
from glasshouse.web.settings import ServerSettings

KEEP_ALIVE: Final = 75
"""Seconds that a connection is kept: longer than a player thinks, or a click meets a connection that is just being closed."""
GRACE: Final = 3
"""Seconds that answers under way are waited for when the server ends."""


def serve(settings: ServerSettings, say: Callable[[str], None], *, browser: bool = True) -> None:
    """Serve until interrupted.

    Args:
        settings: what to serve.
        say: told where it can be opened, line by line.
        browser: whether to open a browser.

    Raises:
        InputError: settings that let anybody in, or a port that is taken, or no folder for results.
    """
    if settings.classroom and not settings.token and not settings.is_loopback:
        settings = replace(settings, token=secrets.token_urlsafe(12))
    settings.check()
    _check_room()
    taken = _listen(settings)
    settings = replace(settings, port=taken.getsockname()[1], warm=True)
    address = address_of(settings)
    for line in greeting(settings, address):
        say(line)
    config = uvicorn.Config(
        make_application(settings),
        log_level=logging.WARNING,
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
    )
    server = uvicorn.Server(config)
    if browser:
        threading.Thread(target=_open_when_ready, args=(server, address), daemon=True).start()
    server.run(sockets=[taken])


def _check_room() -> None:
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        raise InputError(
            Problem(
                key="TMPDIR",
                expected="a folder that can be written, for the results of experiments",
                found="none",
                advice="make room on the disk, or name another folder in TMPDIR",
            )
        ) from None


def address_of(settings: ServerSettings) -> str:
    """The address to open, with the token in its fragment, which no server sees."""
    host = reachable(settings.host)
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{settings.port}/" + (f"#token={settings.token}" if settings.token else "")


def greeting(settings: ServerSettings, address: str) -> list[str]:
    """What is said at the start."""
    lines = [f"Glasshouse is at {address}", "Ctrl-C ends it."]
    if not settings.is_loopback:
        lines.append("Everybody in this network can reach it, and what is sent is not encrypted.")
    return lines


def _listen(settings: ServerSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":  # there it would take the port from a server that is running
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.host, settings.port))
        taken.listen()  # whoever follows the address at once waits for an answer, and is not refused
    except (OSError, UnicodeError) as error:
        taken.close()
        why = getattr(error, "strerror", None) or "not an address of this machine"
        expected = "an address of this machine and a port that is free"
        advice = "choose another with --port, or --port 0 for any"
        problem = Problem(
            key="--port", expected=expected, found=f"{settings.host}:{settings.port} ({why})", advice=advice
        )
        raise InputError(problem) from None
    return taken


def _open_when_ready(server: uvicorn.Server, address: str) -> None:
    while not server.started:
        if server.should_exit:
            return
        threading.Event().wait(0.05)
    webbrowser.open(address)
