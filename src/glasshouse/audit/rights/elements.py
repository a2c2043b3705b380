"""The elements of the prohibition of social scoring, each answered by itself: no verdict is put together from them here."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, exactly, undefined
from glasshouse.audit.norms import Agreement, agreement
from glasshouse.audit.rights.answers import criterion, judged, share_ended, share_of, size_of, worst_of
from glasshouse.audit.rights.case import Case, Found, total
from glasshouse.audit.rights.document import Answer, CriterionFound, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.sources import together
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.unions import ANY_VITAL, heavy_in_field, in_field
from glasshouse.audit.rights.words import of_hundred, span
from glasshouse.audit.undefined import Reason
from glasshouse.scenario import apply_safeguards
from glasshouse.scenario.ablation import Ablation
from glasshouse.scoring.forms.registry import form_of


def elements(case: Case) -> Found:
    """The elements, in the order of the prohibition."""
    criteria = (
        _ai_system(case),
        _evaluated(case),
        _over_time(case),
        _caused(case),
        _unrelated(case),
        _unjustified(case),
        _disproportionate(case),
    )
    return found(case, "elements", (each.sentence for each in criteria), criteria, (_systems(case),))


def _ai_system(case: Case) -> CriterionFound:
    learned = [name for name in case.judges if form_of(case.scheme.systems[name]).sample(case.scheme.systems[name])]
    if learned:
        said = f"Weights are learned from data by {_named(case, learned)}: that is an AI system."
    else:
        said = "Rules are set by people; whether such a system is an AI system is assumed here, and for a court to say."
    return criterion(case.norms, "ai_system", None, said, answer="stated", evidence=("systems",))


def _named(case: Case, names: list[str]) -> str:
    return ", ".join(case.scheme.systems[name].title for name in names)


def _evaluated(case: Case) -> CriterionFound:
    people = int(case.whole.people.sum())
    # Of several systems the one with most people: whoever stands in it is judged, whoever stands in others too is counted once.
    judged_by = max((case.whole.members[name] for name in case.judges), default=0)
    share = Estimate(value=judged_by / people) if case.judges else undefined(Reason.NO_MEMBER)
    said = (
        f"{of_hundred(judged_by / people)} people stand with an account or in a register of the scheme."
        if case.judges
        else "The scheme judges nobody."
    )
    answer: Answer | None = None if case.judges else "not indicated"
    return criterion(case.norms, "evaluated", share, said, answer=answer, evidence=("systems",))


def _over_time(case: Case) -> CriterionFound:
    """What is left if nothing counts that is older than the period of the norms."""
    period = case.norms.setting("period").value
    own = case.scheme.safeguards.forget_after
    # A law of the scheme's own that is stricter stays: nothing that it forgets sooner would come back.
    law = case.scheme.safeguards.model_copy(update={"forget_after": min(own or round(period), round(period))})
    share = share_ended(case.whole.sanctioned, case.bench.still(law=law).sanctioned)
    said = f"{span(share, 'days')} under a sanction would not be if nothing counted that is older than {period:g} days."
    return criterion(case.norms, "over_time", share, said, evidence=("systems",))


def _caused(case: Case) -> CriterionFound:
    """By structure: a measure hangs on a band or a list. The share that each system alone brings stands in the table."""
    reviewed = [name for name in case.judges if case.scheme.systems[name].human_review is not None]
    if not case.contexts:
        said = "Nobody comes under a sanction."
        return criterion(case.norms, "caused", undefined(Reason.NO_HARM), said)
    if reviewed:
        said = f"A person decides between score and measure in {_named(case, reviewed)}; elsewhere the score decides by itself."
    else:
        said = "Nobody decides between score and measure: whoever stands in a band is under its measures."
    share = share_ended(case.whole.sanctioned, case.without(Ablation(systems=tuple(case.judges))).sanctioned)
    return criterion(
        case.norms, "caused", share, said, answer=None if reviewed else "by construction", evidence=("systems",)
    )


def crossing_share(case: Case, variant: str) -> Estimate:
    """The share of person-days under sanctions that would not be without sources unrelated to the field of the treatment."""
    ended, all_days = [], []
    for context in case.contexts:
        whole, out = case.whole.days_in(in_field(context)), case.crossing(context, variant)
        less = case.without(together(out)).days_in(in_field(context)) if out else whole
        ended.append(whole - less)
        all_days.append(whole)
    return share_of(total(ended), total(all_days)) if all_days else undefined(Reason.NO_HARM)


def _unrelated(case: Case) -> CriterionFound:
    smallest = size_of(case.norms, "unrelated")
    answers: Agreement[Answer] = agreement(case.norms, lambda variant: judged(crossing_share(case, variant), smallest))
    share = crossing_share(case, case.norms.variants()[0])
    said = (
        f"{span(share, 'days')} under a sanction cross from a field of life that the table calls unrelated to the treatment "
        f"({answers.sentence} the answer is the same; a day counts once in each field of life)."
    )
    return criterion(case.norms, "unrelated", share, said, robust=answers, evidence=("context_matrix",))


def no_fault(case: Case, context: str) -> dict[str, Ablation]:
    """Grounds that are no fault of the person and have nothing to do with treatment in a field of life, and what takes them out.

    Lawful acts and traits that arose in unrelated fields, what others did, and both at once. What is related may be a ground
    though it is no fault: an income is one for a loan. False records are errors and no ground: the ledger of errors counts
    them. Each ground is tried by itself, since what others did can also spare people days, which would hide what the other
    ground costs; and both at once, since each may be enough.
    """
    crossing = together(case.crossing(context, case.norms.variants()[0]))
    lawful = tuple(kind for kind in crossing.kinds if case.scheme.conduct[kind].law == "lawful")
    own = crossing.model_copy(update={"kinds": lawful})
    found = {"unrelated lawful acts or traits": own} if own != Ablation() else {}
    found["what others did"] = Ablation(others=True)
    if own != Ablation():
        found["unrelated lawful acts or traits and what others did"] = own.model_copy(update={"others": True})
    return found


def _unjustified(case: Case) -> CriterionFound:
    """Of all days, since its smallest size is one of all days; each field of life by itself, so that a day counts once."""
    tried = list(_without_fault(case))
    if tried:
        (context, ground), share = worst_of(tried, size_of(case.norms, "unjustified"))
        said = (
            f"{span(share, 'days')} are lived under a heavy sanction in one field of life ({context}) that would not be "
            f"without {ground}."
        )
    elif case.contexts:
        share, said = exactly(0.0), "Nobody comes under a heavy sanction."
    else:
        share, said = undefined(Reason.NO_HARM), "Nobody comes under a sanction."
    return criterion(case.norms, "unjustified", share, said, evidence=("causes", "measures"))


def _without_fault(case: Case) -> Iterator[tuple[tuple[str, str], Estimate]]:
    """The share of days under heavy sanctions that rest on each ground that is no fault, by field of life and ground."""
    for context in case.contexts:
        heavy = heavy_in_field(context)
        if case.whole.days_in(heavy).any():
            for ground, out in no_fault(case, context).items():
                less = case.without(out).days_in(heavy)
                yield (
                    (context, ground),
                    share_ended(case.whole.days_in(heavy), less, case.whole.people * case.scheme.days),
                )


def trifles(case: Case, most: float, scale: str = "seriousness") -> tuple[str, ...]:
    """Kinds of conduct that cost something and are no graver than a trifle.

    Args:
        case: the case.
        most: the gravity of a trifle, on the library's scale.
        scale: on which scale conduct is grave; on others as many kinds are trifles, the least grave first.
    """
    by_library = sorted(case.kinds, key=lambda kind: case.norms.gravity(kind).value)
    number = sum(case.norms.gravity(kind).value <= most for kind in by_library)
    if scale == "seriousness":
        return tuple(sorted(by_library[:number]))
    values = {kind: case.norms.gravity(kind, scale).value for kind in case.kinds}  # type: ignore[arg-type]
    # Scales have no common unit: on the others as many kinds are trifles as on the first.
    cut = sorted(values.values())[number - 1] if number else -np.inf
    return tuple(sorted(kind for kind, value in values.items() if value <= cut))


def _disproportionate(case: Case) -> CriterionFound:
    """Of the days under sanctions that put so much at stake: milder ones of other days make these no more proportionate."""
    most, smallest = case.norms.setting("trifle").value, size_of(case.norms, "disproportionate")
    vital = case.whole.days_in(ANY_VITAL)

    def of(scale: str) -> Estimate:
        if not vital.any():
            return exactly(0.0) if case.contexts else undefined(Reason.NO_HARM)
        out = trifles(case, most, scale)
        return share_ended(vital, case.without(Ablation(kinds=out)).days_in(ANY_VITAL) if out else vital)

    answers: Agreement[Answer] = agreement(case.norms, lambda scale: judged(of(scale), smallest), "gravity")
    share = of("seriousness")
    said = (
        f"{span(share, 'days')} under a sanction that puts livelihood, home, schooling or freedom at stake "
        f"({int(vital.sum()):,} such days) would not be without "
        f"trifles: conduct whose gravity is at most {most:g} of 10 ({answers.sentence} the answer is the same)."
    )
    if not vital.any():
        said = "Nobody comes under a sanction that puts livelihood, home, schooling or freedom at stake."
    return criterion(case.norms, "disproportionate", share, said, robust=answers, evidence=("kinds", "measures"))


def _systems(case: Case) -> TableFound:
    return table(
        "systems",
        "Systems that judge people",
        {
            "system": ("what it is called", ""),
            "form": ("how it scores", ""),
            "purpose": ("what it is meant for", ""),
            "members": ("people with an account or in its register at the end", "people"),
            "publishes_every": ("days between publications", "days"),
            "forgets": ("how old records lose their weight", ""),
            "ends_if_mute": ("share of person-days under a sanction that would not be if it judged nobody", "share"),
        },
        list(_system_rows(case)),
    )


def _system_rows(case: Case) -> Iterator[tuple[str | float | None, ...]]:
    for name in case.judges:
        system = apply_safeguards(case.scheme).systems[name]
        ended = share_ended(case.whole.sanctioned, case.without(Ablation(systems=(name,))).sanctioned)
        forgetting = getattr(system, "forgetting", None)
        forgets = f"{forgetting.rule}, {forgetting.days.value:g} days" if forgetting else "by term"
        said = system.title, system.form, ", ".join(system.purpose)
        yield *said, case.whole.members[name], float(system.publish_every), forgets, ended.value
