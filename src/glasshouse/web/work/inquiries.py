"""Inquiries of a server: those that wait, are made or have ended; the oldest that has ended goes first."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal

from glasshouse.errors import InputError, Problem
from glasshouse.scenario import Scenario
from glasshouse.web.work.asked import Done, Failed, Inquired, Inquiry, InquiryKind, Order
from glasshouse.web.work.bell import Bell
from glasshouse.web.work.inquiring import DOCUMENT, PAGE
from glasshouse.web.work.workshop import Workshop

MOST: Final = 16
"""Inquiries that are kept."""
MOST_OPEN: Final = 6
"""Inquiries that wait or are made at once; each takes minutes."""

Status = Literal["queued", "running", "done", "stopped", "failed"]


@dataclass
class Making:
    """An inquiry that was asked for.

    Attributes:
        name: what it is known by.
        asked: what the worker was asked.
        bell: rung when there is news.
        status: how it stands.
        steps: how far it is.
        began: when a worker began, in seconds of the server's clock; None before.
        ended: when it ended likewise.
        why: why it failed, in a sentence.
        problems: why it failed, where the input was wrong.
        number: the workshop's number of it.
    """

    name: str
    asked: Inquiry
    bell: Bell = field(default_factory=Bell)
    status: Status = "queued"
    steps: Inquired = field(default_factory=lambda: Inquired(0, 0))
    began: float | None = None
    ended: float | None = None
    why: str = ""
    problems: tuple[Problem, ...] = ()
    number: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.status not in ("queued", "running")

    @property
    def seconds(self) -> float:
        """For how long a worker has been at it, or was."""
        return 0.0 if self.began is None else (self.ended or time.monotonic()) - self.began

    @cached_property
    def document(self) -> Mapping[str, Any]:
        """What was found, once it is done."""
        found: Mapping[str, Any] = json.loads((self.asked.folder / DOCUMENT).read_text(encoding="utf-8"))
        return found

    @property
    def page(self) -> str:
        """Its report, once it is done."""
        return (self.asked.folder / PAGE).read_text(encoding="utf-8")

    def hear(self, said: object) -> None:
        """Take news from a worker."""
        match said:
            case Inquired():
                if self.has_ended:  # a beat that came too late
                    return
                self.status, self.steps = "running", said
                self.began = self.began or time.monotonic()
            case Done():
                self.status = "done"
            case Failed():
                self.status = "stopped" if said.stopped and not said.why else "failed"
                self.why, self.problems = said.why, said.problems
                shutil.rmtree(self.asked.folder, ignore_errors=True)
        self.ended = time.monotonic() if self.has_ended else None
        self.bell.ring()


class Inquiries:
    """All inquiries of a server, in a folder of its own that goes with it."""

    def __init__(self, workshop: Workshop) -> None:
        """Begin with none."""
        self.workshop = workshop
        self._place = Path(tempfile.mkdtemp(prefix="glasshouse-"))
        self._lock = threading.Lock()
        self._made: OrderedDict[str, Making] = OrderedDict()

    def begin(self, kind: InquiryKind, scheme: Scenario, called: str, settings: tuple[str, ...]) -> Making:
        """Let an inquiry wait for a worker.

        Args:
            kind: what is made.
            scheme: the scheme, with its size and its seed.
            called: what it is called.
            settings: what it was changed by.

        Raises:
            InputError: too many inquiries wait.
        """
        name = secrets.token_hex(8)
        with self._lock:
            self._make_room()
            folder = self._place / name
            folder.mkdir()
            making = self._made[name] = Making(name, Inquiry(kind, scheme, called, settings, folder))
        making.number = self.workshop.live(making.asked, making.hear)
        return making

    def get(self, name: str) -> Making | None:
        """An inquiry by its name."""
        return self._made.get(name)

    def stop(self, making: Making) -> bool:
        """End one now; whether it was there to be ended."""
        return self.workshop.order(making.number, Order("stop"))

    def place(self, making: Making) -> int:
        """Its place in the queue; 0 for one that does not wait."""
        return self.workshop.place(making.number)

    def close(self) -> None:
        """Take everything away."""
        shutil.rmtree(self._place, ignore_errors=True)

    def _make_room(self) -> None:
        """Let the oldest that has ended go, if there are too many.

        Raises:
            InputError: too many have not ended.
        """
        still = sum(not each.has_ended for each in self._made.values())
        if still >= MOST_OPEN:
            expected = f"fewer than {MOST_OPEN} inquiries at once"
            raise InputError(
                Problem(expected=expected, found=str(still), advice="wait until one has ended, or stop one")
            )
        if len(self._made) >= MOST:
            old = next(each for each in self._made.values() if each.has_ended)
            del self._made[old.name]
            shutil.rmtree(old.asked.folder, ignore_errors=True)
