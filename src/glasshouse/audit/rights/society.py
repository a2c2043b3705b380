"""What a scheme does to a society: memory, privacy, speech, mobility, power, drift."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.mobility import prais, shorrocks
from glasshouse.audit.figures.power import Concentrated, hhi
from glasshouse.audit.figures.stability import Stability, psi
from glasshouse.audit.rights import guessing
from glasshouse.audit.rights.answers import criterion, share_of
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import Cell, CriterionFound, TableFound
from glasshouse.audit.rights.lived import Lived
from glasshouse.audit.rights.memories import memories, memory_criterion, memory_table
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.standings import EARLY
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import span
from glasshouse.audit.undefined import Reason
from glasshouse.scenario import variant
from glasshouse.scoring.forms.registry import form_of
from glasshouse.worlds.intervals import over_seeds

_SCALE = 10_000
"""The index of concentration of a market with one firm."""


def society(case: Case) -> Found:
    """Memory, privacy, speech, mobility, power, drift; all but the first in the world with reactions."""
    live, kept, told = case.bench.live(case.scheme), memories(case), guessing.inferred(case)
    drift, tables = _drift(case, live), (_bands(case, live), _fields(live, case.scheme.days), _scores(case, live))
    criteria = (
        memory_criterion(case, kept),
        guessing.privacy(case, told),
        _speech(case),
        _mobility(case, live),
        drift,
        _power(case, live),
    )
    said = [*(each.sentence for each in criteria), *guessing.sentences(told), *_stays(case, live)]
    return found(case, "society", said, criteria, (memory_table(case, kept), guessing.privacy_table(told), *tables))


def _judges(case: Case) -> Iterator[tuple[int, str]]:
    """Numbers and names of the systems that judge somebody."""
    for s, name in enumerate(case.scheme.systems):
        if name in case.judges:
            yield s, name


def _speech(case: Case) -> CriterionFound:
    """Lawful words that are withheld, beside the world without channels and systems, seed by seed."""
    if not case.scheme.response.enabled:
        said = "Nobody reacts in this scheme, so that nobody withholds anything."
        return criterion(case.norms, "speech", undefined(Reason.REACTIONS_OFF), said)
    words, help_ = (_difference(case, name) for name in ("speech_withheld_share", "help_withheld_share"))
    said = f"{span(words, 'lawful words and searches')} are withheld that would not be without the scheme"
    said += f", and {span(help_, 'requests for help')}." if help_.value is not None else "."
    return criterion(case.norms, "speech", words, said)


def _difference(case: Case, name: str) -> Estimate:
    """An observable beside the same in the world without channels and systems, over seeds."""
    nothing, found_ = variant(case.scheme, "nothing"), []
    for seed in case.seeds:
        worlds = (each.model_copy(update={"seed": seed}) for each in (case.scheme, nothing))
        ours, theirs = (case.bench.live(each).values.get(name) for each in worlds)
        if ours is not None and theirs is not None:
            found_.append(ours - theirs)
    return _spread(found_) if found_ else undefined(Reason.NOT_GIVEN)


def _spread(found_: list[float]) -> Estimate:
    """The mean over seeds, with the interval of Student's t."""
    value, span_ = float(np.mean(found_)), over_seeds(found_)
    if span_.low is None or span_.high is None or not span_.low < span_.high:
        return Estimate(value=value, no_interval=Reason.TOO_FEW_SEEDS if len(found_) < 2 else Reason.NO_SPREAD)
    return Estimate(value=value, low=span_.low, high=span_.high)


def _mobility(case: Case, live: Lived) -> CriterionFound:
    several = live.fields[:, 2:].sum(1)
    share = share_of(several, live.people * case.scheme.days) if live.harm else undefined(Reason.NO_HARM)
    said = (
        f"{span(share, 'days')} are lived under sanctions in two or more fields of life at once; none without the scheme."
        if live.harm
        else "Nobody comes under a sanction."
    )
    return criterion(case.norms, "mobility", share, said, evidence=("fields", "bands"))


def _stays(case: Case, live: Lived) -> Iterator[str]:
    """How far people move between bands, and how long they stay in the lowest, system by system."""
    for s, name in _judges(case):
        title = case.scheme.systems[name].title
        # Whoever had no account on one of the two days has not moved.
        held = live.moves[s, 1][1:, 1:].astype("f8")
        moved, stays = shorrocks(held), prais(held)
        if moved.value is None:
            yield f"{title}: how far people move between bands is {moved.undefined.sentence if moved.undefined else ''}."
            continue
        days = case.scheme.days - 1
        said = (
            f"{title}: over {days} days people move by {moved.value:.2f} (0: all stay, 1: the band before says nothing)"
        )
        lowest = next((each for each, people in zip(stays.value or (), held.sum(1), strict=False) if people), None)
        if lowest is not None and lowest.value is not None:
            said += f"; at that pace somebody in the lowest band stays {lowest.value:.1f} times as long"
        yield f"{said}."


def _drift(case: Case, live: Lived) -> CriterionFound:
    """The system whose scores moved furthest between the early day and the last."""
    evidence = ("scores",)
    moved = [(name, psi(*live.scores[s].astype("f8"))) for s, name in _judges(case)]
    known = [(each.value, name, each) for name, each in moved if each.value is not None]
    if case.scheme.days <= EARLY + 1 or not known:
        reason = Reason.NOT_SO_LONG if case.scheme.days <= EARLY + 1 else _first_reason([each for _, each in moved])
        return criterion(case.norms, "drift", undefined(reason), f"No drift can be told: {reason}.", evidence=evidence)
    value, name, worst = max(known, key=lambda each: each[0])
    said = (
        f"Scores of {case.scheme.systems[name].title} moved by {value:.2f} on the index of stability between day {EARLY} "
        f"and the last; 0.25 is a habit of the trade, and no threshold.{_by_chance(worst)}"
    )
    return criterion(case.norms, "drift", Estimate(value=value), said, evidence=evidence)


def _by_chance(moved: Stability) -> str:
    is_chance = moved.raw is not None and moved.by_chance is not None and moved.raw <= moved.by_chance
    return " No more than chance would move them." if is_chance else ""


def _first_reason(moved: list[Stability]) -> Reason:
    return next((each.undefined for each in moved if each.undefined), Reason.NO_MEMBER)


def _power(case: Case, live: Lived) -> CriterionFound:
    """The market that became most concentrated, from the first day to the last."""
    markets: dict[str, list[np.ndarray]] = {}
    for s, system in enumerate(case.scheme.systems.values()):
        if system.adoption:
            markets.setdefault(system.adoption.market, []).append(live.moves[s, 1])
    if not markets:
        said = "No provider has to win its members: there is no market."
        return criterion(case.norms, "power", undefined(Reason.NO_MARKET), said)
    told = {market: _concentrated(moves) for market, moves in markets.items()}
    market, worst = max(told.items(), key=lambda each: each[1].change.value or 0.0)
    change = worst.change
    share = undefined(change.undefined) if change.undefined else Estimate(value=(change.value or 0.0) / _SCALE)
    return criterion(case.norms, "power", share, _in_hands(market, worst))


def _concentrated(moves: list[np.ndarray]) -> Concentrated:
    """How concentrated a market is on the last day, and how much more than on the first, by accounts."""
    return hhi(np.array([m[:, 1:].sum() for m in moves], "f8"), np.array([m[1:].sum() for m in moves], "f8"))


def _in_hands(market: str, found_: Concentrated) -> str:
    if found_.value is None:
        return f"In the market {market}, nobody has an account at the end."
    said = f"In the market {market}, concentration is {found_.value / _SCALE:.2f} at the end (1: one provider has all)."
    change = found_.change.value
    if change is None:
        return f"{said} On the first day nobody had an account."
    return f"{said} That is {abs(change) / _SCALE:.2f} {'more' if change >= 0 else 'less'} than on the first day."


def _bands(case: Case, live: Lived) -> TableFound:
    return table(
        "bands",
        "Where people stood and where they stand",
        {
            "system": ("system", ""),
            "horizon": ("days after the first", "days"),
            "from": ("band on the first day", ""),
            "to": ("band then", ""),
            "people": ("people", "people"),
        },
        list(_band_rows(case, live)),
    )


def _band_rows(case: Case, live: Lived) -> Iterator[tuple[Cell, ...]]:
    last = case.scheme.days - 1
    for s, name in _judges(case):
        system = case.scheme.systems[name]
        bands = ["no account", *(band.name for band in form_of(system).bands(system))]
        for horizon, day in enumerate((min(EARLY, last), last)):
            for a, b in zip(*np.nonzero(live.moves[s, horizon]), strict=True):
                yield system.title, float(day), bands[a], bands[b], int(live.moves[s, horizon, a, b])


def _fields(live: Lived, days: int) -> TableFound:
    counts = live.fields.sum(0)
    several = [int(each) for each in counts[1:]]
    none = int(live.people.sum()) * days - sum(several)
    return table(
        "fields",
        "Days by the number of fields of life in which a sanction is in force",
        {
            "fields": ("fields of life", "fields"),
            "person_days": ("person-days", "person-days"),
            "share": ("share of all person-days", "share"),
        },
        [(n, each, each / (int(live.people.sum()) * days)) for n, each in enumerate([none, *several])],
    )


def _scores(case: Case, live: Lived) -> TableFound:
    last = case.scheme.days - 1
    rows = [
        (case.scheme.systems[name].title, float(day), bin_ + 1, int(live.scores[s, horizon, bin_]))
        for s, name in _judges(case)
        for horizon, day in enumerate((min(EARLY, last), last))
        for bin_ in range(live.scores.shape[2])
        if live.scores[s, :, bin_].any()
    ]
    return table(
        "scores",
        "Published scores by tenths of an early day",
        {
            "system": ("system", ""),
            "day": ("day", "days"),
            "bin": ("tenth, the lowest scores first; of equal scores all stand in one", ""),
            "people": ("people", "people"),
        },
        rows,
    )
