"""The door: who may ask what. Every request passes here before anything else sees it.

A page of another site must not be able to use a server on this machine through the visitor's browser: names are checked
against DNS rebinding, origins against forged requests. Beyond loopback the interface needs a token.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glasshouse.web.problems import problem_response
from glasshouse.web.settings import ServerSettings

MOST_BYTES: Final = 65_536
"""Bytes of the largest request."""
TOO_LONG: Final = f"a request has at most {MOST_BYTES // 1024} kB"
INTERFACE: Final = "/api/v1/"
OPEN: Final = ("/api/v1/classes/",)
"""Parts of the interface with tokens of their own."""
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITE: Final = frozenset({"", "same-origin", "none"})

HEADERS: Final[Mapping[str, str]] = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
"""Headers of every answer but that to a fault of the server itself, which is made outside."""


class Guard:
    """Lets through what may pass, and answers everything else with a problem document."""

    def __init__(self, application: ASGIApp, settings: ServerSettings) -> None:
        """Stand before an application."""
        self._application, self._settings = application, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        guarded = _with_headers(send)
        refused = self._refused(scope)
        if refused is not None:
            status, why = refused
            await problem_response(status, why)(scope, receive, guarded)
            return
        await self._application(scope, _limited(receive), guarded)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if not self._is_known(headers.get("host", "")):
            return 421, "this server does not answer to that name; `--name` adds one"
        if scope["path"].startswith(INTERFACE) and headers.get("sec-fetch-site", "") not in _OWN_SITE:
            return 403, "the interface is asked by this server's own pages and by programs, not by pages of others"
        if scope["method"] not in _SAFE and (why := self._foreign(headers)):
            return why
        if not self._may_ask(scope["path"], headers):
            return 401, "this server needs its token; open the address that it printed when it was started"
        return None

    def _is_known(self, host: str) -> bool:
        """Whether a host is this server: a number, the machine's own name, or one that was given."""
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        if name in ("localhost", self._settings.host.lower(), *(each.lower() for each in self._settings.names)):
            return True
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not self._settings.is_loopback

    def _foreign(self, headers: Headers) -> tuple[int, str] | None:
        """Why a change that is asked for is none of our own pages', if so."""
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "")
        if site not in _OWN_SITE or (origin is not None and origin.partition("://")[2] != headers.get("host")):
            return 403, "changes are taken from this server's own pages only"
        if not headers.get("content-type", "").startswith("application/json"):
            return 415, "changes are sent as application/json"
        if not headers.get("content-length", "0").isdigit() or int(headers.get("content-length", "0")) > MOST_BYTES:
            return 413, TOO_LONG
        return None

    def _may_ask(self, path: str, headers: Headers) -> bool:
        if not self._settings.token or not path.startswith(INTERFACE) or path.startswith(OPEN):
            return True
        given = headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), self._settings.token.encode())


def _with_headers(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return told


def _limited(receive: Receive) -> Receive:
    """The body of a request, refused where it is longer than it said."""
    left = MOST_BYTES

    async def taken() -> Message:
        nonlocal left
        message = await receive()
        if message["type"] == "http.request":
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413, TOO_LONG)
        return message

    return taken
