"""Makes an audit's sections, several at a time: while one adds up, worlds of another are lived."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from typing import Final

from glasshouse.audit.rights.case import Case, Found, Section
from glasshouse.engine.signals import stop_requested
from glasshouse.engine.warmup import prepare

AT_ONCE: Final = 4
"""Most sections at once: with more, most would wait for worlds that another one lives."""
_LOOK: Final = 0.2
"""Seconds after which it is seen whether somebody asked to stop."""


def made(case: Case, sections: Sequence[Section], first: Sequence[Section] = ()) -> list[Found]:
    """What the sections found, in their order; how many are made at once changes no number.

    Args:
        case: the case.
        sections: the sections.
        first: those that are begun first, since they take longest.

    Raises:
        InterruptedRunError: stopped; worlds that were finished are kept.
    """
    among = case.bench.share(AT_ONCE)
    if among == 1:
        return [section(case) for section in sections]
    prepare(case.scheme, traced=True)  # by one thread: it may let a second process compile
    begun = [*first, *(each for each in sections if each not in first)]
    with stop_requested() as request, ThreadPoolExecutor(among, "audit") as pool:
        making = {section: pool.submit(section, case) for section in begun}
        left = set(making.values())
        try:
            while left:
                done, left = wait(left, _LOOK, FIRST_COMPLETED)
                for each in done:
                    each.result()
                if request.asked:
                    case.bench.stop()
                case.bench.heed()
        except BaseException:
            case.bench.stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [making[section].result() for section in sections]
