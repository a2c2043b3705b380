"""Which mechanisms an effect rests on: the smallest sets of them that bring it about when all others are off.

One link is not a well-defined thing: where two sources of fear replace each other, switching off either changes little, and
each alone may do nothing. So sets are asked for. A set of mechanisms *suffices* if with it on, and all other candidates off,
the effect is as large as matters and at least half of what it is with all of them. The *order* of a claim is the size of
its smallest sufficient set: 0, if what is compared already is the effect; 1, if one mechanism puts it in; more, if the
effect follows from that many assumptions together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Final

Names = frozenset[str]
Values = Mapping[Names, float]
Oracle = Callable[[Sequence[Names]], Values]
"""Gives the effect, in the claim's direction, with each set of mechanisms on and all other candidates off."""

MOST_SEARCHES: Final = 5
"""How often a sufficient set is looked for, each time without some member of those found before; there may be more."""
MOST_SHOWN: Final = 6
"""Most mechanisms of which all subsets are tried."""
_BRAKE: Final = 1.5


@dataclass(frozen=True)
class Links:
    """What an effect rests on.

    Attributes:
        candidates: mechanisms that were switched.
        set_aside: mechanisms that were not: what is compared itself, and what decides what the observable counts.
        effect: the effect with all of them on.
        enough: what a sufficient set must bring about.
        sets: minimal sufficient sets, the smallest first; there may be more.
        values: the effect for each set that was tried.
        brakes: mechanisms without which the effect is at least half as large again.
    """

    candidates: tuple[str, ...]
    set_aside: tuple[str, ...]
    effect: float
    enough: float
    sets: tuple[tuple[str, ...], ...]
    values: Values
    brakes: tuple[str, ...]

    @property
    def order(self) -> int | None:
        """How many mechanisms bring the effect about together; None where not even all of them do."""
        return len(self.sets[0]) if self.sets else None


def find_links(candidates: Sequence[str], smallest: float, oracle: Oracle, set_aside: Sequence[str] = ()) -> Links:
    """The minimal sufficient sets of mechanisms.

    Where none of them is needed, that is the answer. Else, from all candidates, mechanisms are dropped in the order of the
    least loss when off singly, each if the rest still suffices. Then each member of each set found is forbidden in turn, and
    what is left is asked again.

    Args:
        candidates: mechanisms that can be switched.
        smallest: the smallest effect that matters, above 0.
        oracle: gives effects.
        set_aside: mechanisms that are on in all of them.
    """
    everything = frozenset(candidates)
    seen = _Seen(oracle, everything)
    nothing: Names = frozenset()
    seen.ask([everything, nothing])
    effect = seen[everything]
    enough = max(smallest, effect / 2)
    if seen[nothing] >= enough:  # the smallest set of all; no other matters
        return Links(tuple(candidates), tuple(set_aside), effect, enough, ((),), dict(seen.values), ())
    singly = {name: everything - {name} for name in candidates}
    seen.ask(list(singly.values()))
    by_loss = sorted(candidates, key=lambda name: (-seen[singly[name]], name))
    sets = _sufficient_sets(by_loss, everything, enough, seen)
    shown = sorted(set().union(*sets))[:MOST_SHOWN] if sets else []
    seen.ask([frozenset(part) for size in range(len(shown) + 1) for part in combinations(shown, size)])
    brakes = tuple(name for name in candidates if effect > 0 and seen[singly[name]] >= _BRAKE * effect)
    ordered = tuple(sorted((tuple(sorted(each)) for each in sets), key=lambda each: (len(each), each)))
    return Links(tuple(candidates), tuple(set_aside), effect, enough, ordered, dict(seen.values), brakes)


def _sufficient_sets(by_loss: Sequence[str], everything: Names, enough: float, seen: _Seen) -> list[Names]:
    found: list[Names] = []
    forbidden: list[Names] = [frozenset()]
    for without in islice(_growing(forbidden), MOST_SEARCHES):
        start = everything - without
        seen.ask([start])
        if seen[start] < enough:
            continue
        smallest = _reduced(by_loss, start, enough, seen)
        if smallest not in found:
            found.append(smallest)
            forbidden += [without | {name} for name in sorted(smallest) if without | {name} not in forbidden]
    return found


def _growing(names: list[Names]) -> Iterator[Names]:
    """The entries of a list that may grow while it is walked."""
    place = 0
    while place < len(names):
        yield names[place]
        place += 1


def _reduced(by_loss: Sequence[str], start: Names, enough: float, seen: _Seen) -> Names:
    """A minimal set: members are dropped in their order, each if the rest suffices.

    The rest after each possible drop is asked for at once, so that few rounds are needed: up to the first that does not
    suffice, they are what dropping one by one would ask for.
    """
    idle = frozenset(name for name in start if seen[seen.everything - {name}] == seen[seen.everything])
    seen.ask([start - idle])
    # What changes nothing at all when off alone goes at once, if the rest suffices without all of it.
    kept = start - idle if seen[start - idle] >= enough else start
    left = [name for name in by_loss if name in kept]
    while left:
        rests = [kept - frozenset(left[: k + 1]) for k in range(len(left))]
        seen.ask(rests)
        needed = next((k for k, rest in enumerate(rests) if seen[rest] < enough), len(left))
        kept -= frozenset(left[:needed])
        left = left[needed + 1 :]
    return kept


class _Seen:
    """Effects that were asked for, each once; `everything` is the set of all candidates."""

    def __init__(self, oracle: Oracle, everything: Names) -> None:
        self.values: dict[Names, float] = {}
        self.everything, self._oracle = everything, oracle

    def ask(self, sets: Collection[Names]) -> None:
        """Ask for all of these that are not known yet."""
        new = [each for each in dict.fromkeys(sets) if each not in self.values]
        if new:
            self.values.update(self._oracle(new))

    def __getitem__(self, names: Names) -> float:
        return self.values[names]
