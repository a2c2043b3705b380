"""Endings ahead of time: what hangs on no choice is lived in a year's last weeks, the ending itself as soon as it is over."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import Final

from starlette.exceptions import HTTPException

from glasshouse.scenario import digest
from glasshouse.web.lives.bodies import Bodies, in_other_bodies
from glasshouse.web.lives.ending import Ending, look_back
from glasshouse.web.lives.errands import Errands
from glasshouse.web.lives.life import Lived
from glasshouse.web.lives.twin import WEEK
from glasshouse.web.lives.unchosen import Unchosen, unchosen
from glasshouse.web.lives.year import Year, year_of

WEEKS: Final = 8
"""Weeks before a year's end at which living it without its choices begins."""
_MOST_KEPT: Final = 16
"""Years without their choices that are kept; one of 20,000 people takes 7 MiB."""
_Key = tuple[str, int, int]


class Ahead:
    """Lives years without their choices in a thread of its own, one after the other."""

    def __init__(self, errands: Errands) -> None:
        """Begin with none.

        Args:
            errands: where endings are worked out and kept.
        """
        self._errands, self._pool, self._lock = errands, ThreadPoolExecutor(1, "ahead"), Lock()
        self._kept: OrderedDict[_Key, Future[Unchosen]] = OrderedDict()

    def follow(self, lived: Lived) -> None:
        """See a life that has just lived a step, and prepare its ending if it is near."""
        left = lived.weeks - lived.week
        if not left:
            year = year_of(lived)
            with suppress(HTTPException):  # the server is busy: it is worked out once somebody asks
                self._errands.send(("end", year.key), lambda: self.ending(year))
        elif left <= WEEKS < left + lived.step:
            self._begin(Year(lived.town.town.founding, lived.town.citizen, (), lived.weeks * WEEK))

    def ending(self, year: Year) -> Ending:
        """A year, looked back on."""
        return look_back(year, self._unchosen(year), self._errands.closing.is_set)

    def bodies(self, year: Year) -> Bodies:
        """A year's choices in other bodies."""
        return in_other_bodies(year, self._unchosen(year), gives_up=self._errands.closing.is_set)

    def close(self) -> None:
        """Begin nothing more. What is under way gives up once the errands are closed."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, year: Year) -> None:
        """Have a year lived without its choices, unless it is or was."""
        key = _key(year)
        with self._lock:
            if self._is_lacking(key):
                self._keep(key, self._pool.submit(unchosen, year, self._errands.closing.is_set))

    def _unchosen(self, year: Year) -> Unchosen:
        """A year without its choices. One that is still to begin is lived here and now."""
        key, mine = _key(year), Future[Unchosen]()
        with self._lock:
            known = self._kept.get(key)
            if known is not None and not known.cancel() and not self._is_lacking(key):
                self._kept.move_to_end(key)
                mine = known
            else:
                mine.set_running_or_notify_cancel()
                self._keep(key, mine)
        if mine is not known:
            try:
                mine.set_result(unchosen(year, self._errands.closing.is_set))
            except BaseException as error:
                mine.set_exception(error)
                raise
        return mine.result()

    def _is_lacking(self, key: _Key) -> bool:
        known = self._kept.get(key)
        return known is None or (known.done() and (known.cancelled() or known.exception() is not None))

    def _keep(self, key: _Key, coming: Future[Unchosen]) -> None:
        self._kept[key] = coming
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST_KEPT:
            _, forgotten = self._kept.popitem(last=False)
            forgotten.cancel()  # nobody will ask for one that has not begun


def _key(year: Year) -> _Key:
    """What a year without its choices is of. The digest of a scenario does not say whose seat it is."""
    return digest(year.scenario), year.citizen, year.days
