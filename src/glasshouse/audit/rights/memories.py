"""How long a record counts, and how long a public register would keep it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.figures.memory import Memory, memory
from glasshouse.audit.norms.registers import Register
from glasshouse.audit.rights.answers import criterion
from glasshouse.audit.rights.case import Case
from glasshouse.audit.rights.document import Answer, Cell, CriterionFound, TableFound
from glasshouse.audit.rights.tables import table
from glasshouse.audit.undefined import Reason
from glasshouse.documents.wording import in_days
from glasshouse.engine.encode import encode_scenario
from glasshouse.scenario import Scenario, apply_safeguards
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import Forgetting, System

_WINDOW_STEPS = 4
_NO_REGISTER = ("none of the table", "", None)


@dataclass(frozen=True)
class Kept:
    """How long one system counts records of one kind.

    Attributes:
        system: the system.
        kind: the kind of conduct.
        rule: how its records are forgotten.
        found: how long a record counts; None where the form has no closed form for it.
        register: the register with the shortest term that speaks to the kind; None where there is none.
    """

    system: str
    kind: str
    rule: str
    found: Memory | None
    register: Register | None


def memories(case: Case) -> list[Kept]:
    """Every judging system with every kind whose record costs something there, under the rules that safeguards leave."""
    scheme: Scenario = apply_safeguards(case.scheme)
    encoded = encode_scenario(case.scheme)
    numbers = dict(zip(encoded.system_names, encoded.systems, strict=False))
    return [kept for name in case.judges for kept in _of_system(case, name, scheme.systems[name], numbers[name])]


def _of_system(case: Case, name: str, system: System, numbers: np.void) -> Iterator[Kept]:
    for kind in sorted(form_of(system).stakes(system, case.scheme.conduct)):
        if kind not in case.kinds:
            continue
        register = _register(case, kind)
        days = register.days if register else None
        rule, found = _memory(system, numbers, kind, days)
        yield Kept(name, kind, rule, found, register)


def _memory(system: System, numbers: np.void, kind: str, register: float | None) -> tuple[str, Memory | None]:
    """How a system forgets records of a kind, and how long one counts.

    Args:
        system: the system.
        numbers: its `SYSTEM` record, from which the ledger is kept.
        kind: the kind.
        register: days for which the register keeps such a record.
    """
    forgetting: Forgetting | None = getattr(system, "forgetting", None)
    term = getattr(system, "term", None)
    if forgetting is None and term is None:
        return "by those whose scores it reads", None
    if forgetting is None:
        return "term", memory("term", 1.0, term.value, register=register)  # type: ignore[union-attr]
    if form_of(system).sample(system) is not None:
        return f"{forgetting.rule}, weights are learned", None
    score = form_of(system).as_sum(system, numbers)
    if score is None or not any(score.worth):
        return forgetting.rule, None
    scale = form_of(system).scale(system)
    least = min(1.0, (scale.high - scale.low) / 100) if scale else 1.0
    # The ledger holds whole steps, and cuts off what a half-life leaves of one. Where areas have steps of different worth,
    # the finest stands for all of them.
    step = min(abs(worth) for worth in score.worth if worth)
    points = round(score.points.get(kind, 0.0) / step) * step
    if forgetting.rule == "half-life":
        every = float(numbers["forget_every"])
        found = memory(
            "half-life",
            points,
            forgetting.days.value,
            every=every,
            rounding="down",
            resolution=step,
            least=least,
            register=register,
        )
        return "half-life", found
    # The engine empties a window a quarter at a time.
    days = float(numbers["window"])
    return forgetting.rule, memory(forgetting.rule, points, days, _WINDOW_STEPS, least=least, register=register)


def _register(case: Case, kind: str) -> Register | None:
    """The register with the shortest term that speaks to a kind, in the field of life where it is done or collected."""
    found: list[Register] = []
    for context in {case.scheme.conduct[kind].context, *case.kinds[kind]}:
        found += case.norms.registers(case.norms.tables.memory.as_of, kind, context).values()
    with_term = [each for each in found if each.days is not None]
    return min(with_term, key=lambda each: (each.days or 0.0, each.title), default=None)


def memory_criterion(case: Case, kept: list[Kept]) -> CriterionFound:
    """Whether records count longer than a register keeps them: the kind that is furthest beyond its own."""
    evidence = ("memory",)
    compared = [each for each in kept if each.register and each.found]
    if not compared:
        said = "No register of the table speaks to what the scheme records, or how long it counts is not told by its rules."
        return criterion(case.norms, "memory", undefined(Reason.NO_REGISTER), said, evidence=evidence)
    worst = max(compared, key=_beyond)
    said = _sentence(case, worst)
    answer: Answer | None = None
    beyond: Estimate = worst.found.beyond_register if worst.found else undefined(Reason.NO_REGISTER)
    if beyond.undefined == Reason.COUNTS_FOR_EVER:
        answer = "indicated"
    return criterion(case.norms, "memory", beyond, said, answer=answer, evidence=evidence)


def _beyond(kept: Kept) -> float:
    found = kept.found.beyond_register if kept.found else None
    if found is None or found.value is None:
        return float("inf") if found and found.undefined == Reason.COUNTS_FOR_EVER else float("-inf")
    return found.value


def _sentence(case: Case, kept: Kept) -> str:
    register, found = kept.register, kept.found
    assert register is not None
    assert found is not None
    how_long = "for ever" if found.value is None else f"for {in_days(found.value)}"
    if found.value == 0:
        how_long = "for less than a point"
    title = case.scheme.conduct[kept.kind].title
    analogy = ", by analogy" if register.analogy else ""
    return (
        f"A record of this kind counts {how_long}: {title} ({case.scheme.systems[kept.system].title}). Beside it a "
        f"register, “{register.title}”, {register.jurisdiction}{analogy}: {in_days(register.days or 0)}."
    )


def memory_table(case: Case, kept: list[Kept]) -> TableFound:
    """Every system with every kind."""
    return table(
        "memory",
        "How long a record counts",
        {
            "system": ("system", ""),
            "kind": ("conduct", ""),
            "rule": ("how it is forgotten", ""),
            "days": (
                "days until it moves the score by less than a point, or a hundredth of a short scale; or is off the list",
                "days",
            ),
            "shortest": ("the same for one that was made at the best moment", "days"),
            "register": ("public register or limit with the shortest term that speaks to it", ""),
            "jurisdiction": ("where", ""),
            "register_days": ("how long that keeps it", "days"),
            "beyond": ("days beyond", "days"),
            "why": ("why it is undefined", ""),
        },
        [_row(case, each) for each in kept],
    )


def _row(case: Case, kept: Kept) -> tuple[Cell, ...]:
    named = (case.scheme.systems[kept.system].title, case.scheme.conduct[kept.kind].title, kept.rule)
    held = (kept.register.title, kept.register.jurisdiction, kept.register.days) if kept.register else _NO_REGISTER
    found = kept.found
    if found is None:
        return (*named, None, None, *held, None, "no closed form")
    return (*named, found.value, found.shortest, *held, found.beyond_register.value, str(found.undefined or ""))
