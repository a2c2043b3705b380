"""The elements of the prohibition of social scoring, each answered by itself: no verdict is put together from them here."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.norms import Agreement, agreement
from glasshouse.audit.rights.answers import criterion, judged, share_ended, share_of
from glasshouse.audit.rights.case import Case, Found, total
from glasshouse.audit.rights.causes import TOGETHER
from glasshouse.audit.rights.document import Answer, CriterionFound, SectionFound, TableFound
from glasshouse.audit.rights.sources import together
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import of_hundred, span
from glasshouse.audit.undefined import Reason
from glasshouse.scenario.ablation import Ablation
from glasshouse.scoring.forms.registry import form_of

HEAVY = 4
"""From this level of severity on livelihood, home, schooling or freedom is at stake."""


def elements(case: Case) -> Found:
    """The elements, in the order of the prohibition."""
    found = (
        _ai_system(case), _evaluated(case), _over_time(case), _caused(case), _unrelated(case), _unjustified(case),
        _disproportionate(case),
    )  # fmt: skip
    return Found(
        SectionFound(
            id="elements",
            title="Elements of the prohibition",
            asks="(a) processes in which it is used, (d) risks of harm",
            sentences=tuple(each.sentence for each in found),
            criteria=tuple(each.id for each in found),
            tables=("systems",),
            how="Each element is answered by itself. Shares are of person-days under a sanction, and are found by taking something "
            "out of the rules while everybody does the same and the same is recorded. An answer goes by the whole interval "
            "and by a smallest size that was fixed beforehand.",
            cannot_tell="Whether a real scheme is prohibited: that is for authorities and courts. Not indicated never means allowed.",
        ),
        found,
        (_systems(case),),
    )


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
    period = case.norms.setting("period")

    def ended(days: float) -> Estimate:
        law = case.scheme.safeguards.model_copy(update={"forget_after": round(days)})
        return share_ended(case.whole.sanctioned, case.bench.still(law=law).sanctioned)

    found = ended(period.value)
    said = f"{span(found, 'days')} under a sanction would not be if nothing counted that is older than {period.value:g} days."
    return criterion(case.norms, "over_time", found, said, evidence=("systems",))


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
    found = share_ended(case.whole.sanctioned, case.without(Ablation(systems=tuple(case.judges))).sanctioned)
    return criterion(
        case.norms, "caused", found, said, answer=None if reviewed else "by construction", evidence=("systems",)
    )


def crossing_share(case: Case, variant: str) -> Estimate:
    """The share of person-days under sanctions that would not be without sources unrelated to the field of the treatment."""
    ended, all_days = [], []
    for context, bits in case.contexts.items():
        whole = case.whole.under_measures(bits)
        out = case.crossing(context, variant)
        less = case.without(together(out)).under_measures(bits) if out else whole
        ended.append(whole - less)
        all_days.append(whole)
    return share_of(total(ended), total(all_days)) if all_days else undefined(Reason.NO_HARM)


def _unrelated(case: Case) -> CriterionFound:
    size = case.norms.smallest("unrelated")
    smallest = size.size() if size else None
    answers: Agreement[Answer] = agreement(case.norms, lambda variant: judged(crossing_share(case, variant), smallest))
    found = crossing_share(case, case.norms.variants()[0])
    said = (
        f"{span(found, 'days')} under a sanction cross from a field of life that the table calls unrelated to the treatment "
        f"({answers.sentence} the answer is the same)."
    )
    return criterion(case.norms, "unrelated", found, said, robust=answers, evidence=("context_matrix",))


def heavy(case: Case) -> list[int]:
    """Sanctions of a heavy kind under which anybody was."""
    return [bit for bits in case.contexts.values() for bit in bits if case.severity(bit).level >= HEAVY]


def _of_heavy(case: Case, out: Ablation, of: np.ndarray | None) -> Estimate:
    """The share of some days that are lived under heavy sanctions and would not be without something."""
    bits = heavy(case)
    if of is None:
        return undefined(Reason.NO_HARM)
    return share_ended(case.whole.under_measures(bits), case.without(out).under_measures(bits), of)


def _sanctioned_days(case: Case) -> np.ndarray | None:
    """Person-days under sanctions, each for itself, by community; None where nobody is under any."""
    return total([case.whole.under_measures(bits) for bits in case.contexts.values()]) if case.contexts else None


def _unjustified(case: Case) -> CriterionFound:
    """Of all days, since its smallest size is one of all days."""
    found = _of_heavy(case, TOGETHER, case.whole.people * case.scheme.days if case.contexts else None)
    said = (
        f"{span(found, 'days')} are lived under a sanction that puts livelihood, home, schooling or freedom at stake, and would not be "
        "without false records, lawful acts, what others did or what people are."
    )
    return criterion(case.norms, "unjustified", found, said, evidence=("causes", "measures"))


def trifles(case: Case, most: float, scale: str = "seriousness") -> tuple[str, ...]:
    """Kinds of conduct that cost something and are no graver than a trifle.

    Args:
        most: the gravity of a trifle, on the library's scale.
        scale: on which scale conduct is grave; on others as many kinds are trifles, the least grave first.
    """
    by_library = sorted(case.kinds, key=lambda kind: case.norms.gravity(kind).value)
    number = sum(case.norms.gravity(kind).value <= most for kind in by_library)
    if scale == "seriousness":
        return tuple(sorted(by_library[:number]))
    values = {kind: case.norms.gravity(kind, scale).value for kind in case.kinds}  # type: ignore[arg-type]
    cut = sorted(values.values())[number - 1] if number else -np.inf
    return tuple(sorted(kind for kind, value in values.items() if value <= cut))


def _disproportionate(case: Case) -> CriterionFound:
    most = case.norms.setting("trifle").value
    size = case.norms.smallest("disproportionate")
    smallest = size.size() if size else None

    def of(scale: str) -> Estimate:
        return _of_heavy(case, Ablation(kinds=trifles(case, most, scale)), _sanctioned_days(case))

    answers: Agreement[Answer] = agreement(case.norms, lambda scale: judged(of(scale), smallest), "gravity")
    found = of("seriousness")
    said = (
        f"{span(found, 'days')} under a sanction put livelihood, home, schooling or freedom at stake for trifles: conduct whose gravity is "
        f"at most {most:g} of 10 ({answers.sentence} the answer is the same)."
    )
    return criterion(case.norms, "disproportionate", found, said, robust=answers, evidence=("kinds", "measures"))


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
        system = case.scheme.systems[name]
        ended = share_ended(case.whole.sanctioned, case.without(Ablation(systems=(name,))).sanctioned)
        forgetting = getattr(system, "forgetting", None)
        forgets = f"{forgetting.rule}, {forgetting.days.value:g} days" if forgetting else "by term"
        yield (
            system.title, system.form, ", ".join(system.purpose), case.whole.members[name],
            float(system.publish_every), forgets, ended.value,
        )  # fmt: skip
