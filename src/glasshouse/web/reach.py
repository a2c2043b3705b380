"""Where others reach the server."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from glasshouse.web.settings import ServerSettings


def reachable(host: str) -> str:
    """An address by which others reach a host that listens everywhere."""
    if host not in ("0.0.0.0", "::"):
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing; tells which of our addresses would be used
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def own_address(settings: ServerSettings, scheme: str, asked: str) -> str:
    """The address to tell others.

    Args:
        settings: what the server was started with.
        scheme: how it was asked, ``http``, or ``https`` behind a proxy that says so.
        asked: host and port by which it was asked; they are told on, unless others would end at their own machine by them.
    """
    name = asked.rpartition(":")[0].strip("[]") or asked
    if settings.is_loopback or not _is_own(name):
        return f"{scheme}://{asked}"
    host = reachable(settings.host)
    return f"http://[{host}]:{settings.port}" if ":" in host else f"http://{host}:{settings.port}"


def _is_own(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
