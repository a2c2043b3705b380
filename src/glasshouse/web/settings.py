"""What a server was started with."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address

from glasshouse.errors import InputError, Problem

PORT = 8077
"""The port, if none is chosen."""
SHORTEST_TOKEN = 12
"""Letters that a token has at least."""


@dataclass(frozen=True)
class ServerSettings:
    """What a server was started with.

    Attributes:
        host: the address that it listens at.
        port: the port; 0 takes a free one.
        token: what a request to the interface must carry; empty on a loopback address, where nobody else can ask.
        names: further names by which it is reached, as a reverse proxy passes them on.
        classroom: whether a teacher may open a class on it.
        workers: processes that run experiments.
        warm: whether workers start with the server, and not with the first experiment.
    """

    host: str = "127.0.0.1"
    port: int = PORT
    token: str = ""
    names: tuple[str, ...] = field(default=())
    classroom: bool = False
    workers: int = 2
    warm: bool = False

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    def check(self) -> None:
        """See that nobody is let in by mistake.

        Raises:
            InputError: an address beyond this machine without a token or a class, or a token that is easily guessed.
        """
        problems = []
        if not self.is_loopback and not self.token:
            problems.append(
                Problem(
                    key="--host",
                    expected="--token or --class beside an address that others can reach",
                    found=self.host,
                    advice="without --host only this machine can open it",
                )
            )
        if self.token and len(self.token) < SHORTEST_TOKEN:
            problems.append(
                Problem(key="--token", expected=f"{SHORTEST_TOKEN} letters or more", found=f"{len(self.token)}")
            )
        if not 0 <= self.port <= 65535:
            problems.append(Problem(key="--port", expected="a number from 0 to 65535", found=str(self.port)))
        if problems:
            raise InputError(problems)
