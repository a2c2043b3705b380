"""From sweeps to answers: what each move changes, whether that can be told, and what it amounts to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any, get_args

import numpy as np

from glasshouse.observables.answers import answer
from glasshouse.observables.smallest import smallest_of
from glasshouse.protections.adopters import WHAT, apart_name
from glasshouse.protections.document import Answer, Apart, Base, BaseValue, Change, Gain, MoveResult, Says
from glasshouse.protections.harms import AIMS, GAINS, HARMS, Counted, counted
from glasshouse.protections.moves import SHARES
from glasshouse.protections.reading import Read
from glasshouse.protections.worlds import Tried
from glasshouse.sweeps.tidy import DIFFERENCES
from glasshouse.worlds.intervals import Events, over_seeds, too_few

_SPAN = (0.05, 0.95)


@dataclass(frozen=True)
class Judge:
    """What the runs of one scheme say.

    Attributes:
        base: the scheme as it is.
        harms: the harms that the scheme is asked about, by observable.
        aims: the aims.
        spread: the sweep over assumptions; None where there was none.
    """

    base: Base
    harms: Mapping[str, Counted]
    aims: Mapping[str, Counted]
    spread: Read | None

    @staticmethod
    def of(swept: Read, spread: Read | None) -> Judge:
        """Judge by the base's observables.

        Args:
            swept: the sweep over seeds, of whatever moves.
            spread: the sweep over assumptions.
        """
        known = swept.observables
        harms, aims = (counted(each, known) for each in (HARMS, AIMS))
        harms, aims = (
            {name: one for name, one in each.items() if _mean(swept, name) is not None} for each in (harms, aims)
        )
        values = ({name: _base(swept, name, one) for name, one in each.items()} for each in (harms, aims))
        return Judge(Base(harm=next(values), aims=next(values)), harms, aims, spread)

    def result(self, tried: Tried, swept: Read | None) -> MoveResult:
        """What is to be said of a move.

        Args:
            tried: the move, or two at once.
            swept: the sweep over seeds in which it was lived; None where nothing was lived.
        """
        said: dict[str, Any] = {
            "id": tried.id,
            "kind": tried.moves[0].kind if len(tried.moves) == 1 else "pair",
            "title": tried.title,
            "adopters": SHARES[tried.adopters] if tried.adopters else None,
            "acts_on": ", ".join(dict.fromkeys(move.acts_on for move in tried.moves)),
        }
        if swept is None:
            return MoveResult(**said, **_unlived(tried))
        harm = {name: self._change(swept, tried.id, name) for name in self.harms}
        aims = {name: self._change(swept, tried.id, name) for name in self.aims}
        by_kind = averted_by_kind(self.base.harm, harm)
        found, why = overall(self.base.harm, harm, _never_came(swept, tried))
        return MoveResult(
            **said,
            harm=harm,
            aims=aims,
            gains=tuple(_gains(swept, tried.id)),
            adopters_harm=_apart(swept, tried, "adopters"),
            others_harm=_apart(swept, tried, "others"),
            averted=mean(by_kind.values()) if by_kind else None,
            averted_by_kind=by_kind,
            answer=found,
            why=why,
        )

    def _change(self, swept: Read, move: str, name: str) -> Change:
        """What a move changes in one observable; the sweep has the base less the move."""
        found = swept.average(name, against=move)
        low, high = (None if end is None else -end + 0.0 for end in (found.high, found.low))
        value = None if found.value is None else -found.value + 0.0
        points = self._over_assumptions(move, name)
        values = swept.values(name, against=move)[0]
        # Equal counts, not merely a mean of 0: with every seed, to the last bit.
        same = bool((values == 0).all())
        base = {**self.base.harm, **self.base.aims}[name]
        says = say(base, value, (low, high), points, same=same)
        return Change(
            value=value,
            low=low,
            high=high,
            low_assumptions=points[0],
            high_assumptions=points[1],
            says=says,
            **({"reason": found.reason} if found.reason else {}),
        )

    def _over_assumptions(self, move: str, name: str) -> tuple[float | None, float | None]:
        spread = self.spread
        if spread is None or move not in spread.worlds or name not in spread.observables:
            return None, None
        means = spread.values(name, against=move).mean(1)
        if np.isnan(means).any():
            return None, None
        # The sweep has the base less the move; what is told is the move less the base.
        low, high = np.quantile(-means, _SPAN)
        return float(low) + 0.0, float(high) + 0.0


def say(
    base: BaseValue,
    value: float | None,
    luck: tuple[float | None, float | None],
    points: tuple[float | None, float | None],
    *,
    same: bool = False,
) -> Says:
    """What may be said of one difference.

    Args:
        base: the observable in the scheme as it is.
        value: what the move changes.
        luck: its interval over luck.
        points: its span over the assumptions; without one, luck alone decides.
        same: whether it is exactly 0 with every seed.
    """
    if same:
        return "none"
    if value is None:
        return "cannot be told"
    found = answer(value, *luck, base.smallest)
    if found != "changed":
        return found
    rises = value * _sign(base) > 0
    if _turns(base, points, rises=rises):
        return "cannot be told"
    return "worse" if rises else "better"


def _turns(base: BaseValue, points: tuple[float | None, float | None], *, rises: bool) -> bool:
    """Whether the assumptions turn a difference into its opposite, by more than the smallest size that matters."""
    if points[0] is None or points[1] is None:
        return False
    ends, size = [each * _sign(base) for each in (points[0], points[1])], base.smallest or 0.0
    return min(ends) < -size if rises else max(ends) > size


def averted_by_kind(base: Mapping[str, BaseValue], harm: Mapping[str, Change]) -> dict[str, float]:
    """The part of each kind of harm that is averted, of kinds that the scheme does; below 0 what is added.

    A kind goes by the first of its observables whose value in the scheme matters at all. What cannot be told counts as 0.

    Args:
        base: the harms in the scheme.
        harm: what a move changes.
    """
    found: dict[str, float] = {}
    for name, said in base.items():
        change, size = harm[name], said.smallest or 0.0
        if said.kind in found or not said.value or said.better == "more" or abs(said.value) <= size:
            continue
        # Above 0 harm is averted, below 0 it is added.
        part = -_sign(said) * (change.value or 0.0) / abs(said.value)
        found[said.kind] = max(-1.0, min(1.0, part)) if change.says in ("better", "worse") else 0.0
    return found


def overall(base: Mapping[str, BaseValue], harm: Mapping[str, Change], never_came: str = "") -> tuple[Answer, str]:
    """The answer about a move, and why.

    *Helps*: some harm is less, and none is more; or some are more, which are then named. *Harms*: some are more and none is
    less. *Does nothing*: every harm is the same, or what changes is too small to matter. Else it *cannot be told*.

    Args:
        base: the harms in the scheme.
        harm: what the move changes.
        never_came: why what the move waits for may have changed nothing; empty where it waits for nothing.
    """
    told = {says: [base[name].title for name, change in harm.items() if change.says == says] for says in get_args(Says)}
    better, worse, small = told["better"], told["worse"], told["too small"]
    if better:
        return "helps", f"less: {_list(better)}" + (f"; but more: {_list(worse)}" if worse else "")
    if worse:
        return "harms", f"worse: {_list(worse)}; nothing is better"
    if open_ := [*told["chance"], *told["cannot be told"]]:
        return "cannot be told", f"too little differs to tell, or chance would do: {_list(open_)}"
    if small:
        return "does nothing", f"what changes is too small to matter: {_list(small)}"
    return "does nothing", never_came or "not one count of harm differs with any seed"


def _list(titles: Sequence[str]) -> str:
    return "; ".join(titles)


def _sign(base: BaseValue) -> float:
    return Counted(base.kind, "", base.better).sign(base.value or 0.0)


def _unlived(tried: Tried) -> dict[str, Any]:
    """What is said of a move that was not lived."""
    found: Answer = "nothing to act on" if tried.nothing else "cannot be told"
    why = tried.nothing or f"the scheme cannot be lived with it: {tried.refused}"
    return {"harm": {}, "aims": {}, "gains": (), "averted": None, "averted_by_kind": {}, "answer": found, "why": why}


def _mean(swept: Read, name: str) -> float | None:
    values = swept.values(name)[0]
    return None if np.isnan(values).any() else float(values.mean())


def _base(swept: Read, name: str, one: Counted) -> BaseValue:
    said, value = swept.observables[name], _mean(swept, name)
    smallest = smallest_of(name)
    return BaseValue(
        kind=one.kind,
        title=said["title"],
        unit=said["unit"],
        value=value,
        better=one.better,  # type: ignore[arg-type]
        smallest=smallest.size(value) if smallest else None,
    )


def _never_came(swept: Read, tried: Tried) -> str:
    """Why a reform may have changed nothing; empty where there is none."""
    if not any(move.reform for move in tried.moves) or "reforms_reached" not in swept.observables:
        return ""
    if np.nan_to_num(swept.values("reforms_reached", world=tried.id)[0]).any():
        return "it was decided, and its rules began too late to change any harm, or not before the last day"
    return "it was never reached: too few people were concerned and able to act"


def _gains(swept: Read, move: str) -> Iterator[Gain]:
    """Who profits: people whom something befalls in the scheme and not with the move."""
    for way, title in GAINS.items():
        name = f"{DIFFERENCES}{way}"
        if name in swept.observables:
            found = swept.average(name, against=move)
            low, high = found.low, found.high
            yield Gain(id=way, title=title, value=found.value, low=None if low is None else max(0.0, low), high=high)


def _apart(swept: Read, tried: Tried, who: str) -> dict[str, Apart]:
    """What a personal move changes for adopters, or for the others."""
    if tried.adopters is None or len(tried.moves) > 1:
        return {}
    found = {}
    for what, (unit, title) in WHAT.items():
        name = apart_name(what, who, tried.adopters)
        if name not in swept.observables:
            continue
        ours, theirs = swept.values(name)[0], swept.values(name, world=tried.id)[0]
        known = not (np.isnan(ours).any() or np.isnan(theirs).any())
        low, high = _span_apart(swept, name, tried.id, theirs - ours) if known else (None, None)
        found[what] = Apart(
            title=title,
            unit=unit,
            base=float(ours.mean()) if known else None,
            value=float((theirs - ours).mean()) if known else None,
            low=low,
            high=high,
        )
    return found


def _span_apart(swept: Read, name: str, move: str, differences: np.ndarray) -> tuple[float | None, float | None]:
    """The interval over seeds; none where fewer people than `glasshouse.worlds.intervals.FEWEST` were touched in either world."""
    touched = [_people(swept, name, world) for world in (swept.worlds[0], move)]
    if None not in touched and too_few([Events(max(each or 0 for each in touched))]):
        return None, None
    span = over_seeds([float(each) for each in differences])
    return span.low, span.high


def _people(swept: Read, name: str, world: str) -> int | None:
    """How many people something befell, over all seeds; None where it befalls everybody."""
    found = swept.events(name, world)
    return None if any(each is None for each in found) else sum(int(each or 0) for each in found)
