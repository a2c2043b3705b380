"""Inquiring in a worker: an audit, remedies or a portrait of a scheme, with its page and its document kept in a folder."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from glasshouse.audit.rights.study import audit
from glasshouse.errors import InterruptedRunError
from glasshouse.portraits.study import portrait
from glasshouse.protections.study import remedies
from glasshouse.report.audit import compose as audit_page
from glasshouse.report.portrait import compose as portrait_page
from glasshouse.report.remedies import compose as remedies_page
from glasshouse.store.options import StudyOptions
from glasshouse.web.work.asked import Done, Failed, Inquired, Inquiry
from glasshouse.web.work.failing import attempted
from glasshouse.web.work.pace import Pace

PAGE: Final = "page.html"
DOCUMENT: Final = "document.json"
WORKING: Final = 3 * 3600.0
"""Seconds that an inquiry may take."""
_WORLDS: Final = "worlds"
_SELDOM: Final = 0.25
"""Seconds between two words on how far it is, where it goes on."""
_BEAT: Final = 10.0
"""Seconds after which it says again how far it is: a step may take long."""


@dataclass
class _Steps:
    """How far an inquiry is, told as it goes on.

    Attributes:
        pace: says when to end.
        say: takes what is told.
        part: how many steps of the study make one that is told, such as the days of a world.
    """

    pace: Pace
    say: Callable[[Inquired], None]
    part: int = 1
    _newest: Inquired = field(default_factory=lambda: Inquired(0, 0))
    _told: float = 0.0

    def progress(self, done: int, of: int) -> None:
        """Tell how far it is, unless that was done just before.

        Raises:
            InterruptedRunError: it is to end now.
        """
        before, self._newest = self._newest, Inquired(done // self.part, of // self.part)
        if self._newest != before and time.monotonic() - self._told >= _SELDOM:
            self._told = time.monotonic()
            self.say(self._newest)
        if self.stop():
            raise InterruptedRunError("stopped")

    def stop(self) -> bool:
        """Whether to end now."""
        self.pace.after(self._newest.done)
        return self.pace.stopped

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Within, the same is said from time to time, also while kernels compile; but no longer than an inquiry may take."""
        over = threading.Event()

        def beat() -> None:
            for _ in range(int(WORKING / _BEAT)):
                self.say(self._newest)
                if over.wait(_BEAT):
                    return

        threading.Thread(target=beat, daemon=True).start()
        try:
            yield
        finally:
            over.set()


def inquire(asked: Inquiry, pace: Pace, say: Callable[[Inquired], None]) -> Done | Failed:
    """Make an inquiry, and keep its document and its page.

    Args:
        asked: what to look into.
        pace: says when to end.
        say: told how far it is.
    """
    steps = _Steps(pace, say, asked.scheme.days if asked.kind == "audit" else 1)
    with steps.beating():
        return attempted(partial(_kept, asked, steps), pace, "an inquiry")


def _kept(asked: Inquiry, steps: _Steps) -> None:
    """Write what is found; the worlds that it rests on go."""
    found, page = _MADE[asked.kind](asked, steps)
    (asked.folder / DOCUMENT).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    (asked.folder / PAGE).write_text(page, encoding="utf-8")
    shutil.rmtree(asked.folder / _WORLDS, ignore_errors=True)


def _audited(asked: Inquiry, steps: _Steps) -> tuple[Mapping[str, Any], str]:
    found = audit(
        asked.scheme,
        name=asked.name,
        quick=True,
        settings=asked.settings,
        folder=asked.folder / _WORLDS,
        threads=1,
        progress=steps.progress,
    )
    return found.document, audit_page(found.document)


def _remedied(asked: Inquiry, steps: _Steps) -> tuple[Mapping[str, Any], str]:
    found = remedies(asked.scheme, name=asked.name, quick=True, settings=asked.settings, **_options(asked, steps))
    return found.document, remedies_page(found.document)


def _portrayed(asked: Inquiry, steps: _Steps) -> tuple[Mapping[str, Any], str]:
    found = portrait(asked.scheme, name=asked.name, quick=True, settings=asked.settings, **_options(asked, steps))
    return found.document, portrait_page(found.document)


def _options(asked: Inquiry, steps: _Steps) -> StudyOptions:
    return {"folder": asked.folder / _WORLDS, "workers": 1, "progress": steps.progress, "stop": steps.stop}


_MADE: Final[Mapping[str, Callable[[Inquiry, _Steps], tuple[Mapping[str, Any], str]]]] = {
    "audit": _audited,
    "remedies": _remedied,
    "portrait": _portrayed,
}
