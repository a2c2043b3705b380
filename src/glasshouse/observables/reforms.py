"""What came of reforms: which came into force, on which day, and how near each came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from glasshouse.observables.observable import Observable
from glasshouse.schema.outcomes import ReformOutcome


def observe_reforms(reforms: Sequence[ReformOutcome]) -> Iterator[Observable]:
    """How many reforms were reached, and for each its first day and its greatest support; nothing where there are none.

    Args:
        reforms: what came of each.
    """
    if not reforms:
        return
    reached = sum(each.begins is not None for each in reforms)
    yield Observable(
        "reforms_reached", reached, "count", "reforms for which there was enough support", rests_on_few=True
    )
    for each in reforms:
        reason = None if each.begins is not None else "there was never enough support for it"
        title = f"first day under the rules of a reform: {each.title}"
        yield Observable(f"reform_day_{each.name}", each.begins, "days", title, reason=reason, rests_on_few=True)
        title = f"greatest support for a reform, of {each.at_least:g} that it needs: {each.title}"
        yield Observable(f"reform_support_{each.name}", each.support, "share", title, rests_on_few=True)
