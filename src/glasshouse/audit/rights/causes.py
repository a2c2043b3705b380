"""Harm without a cause of one's own: what rests on false records, lawful acts, what others did, what people are."""

from __future__ import annotations

from typing import Final

from glasshouse.audit.figures.estimate import Estimate, undefined
from glasshouse.audit.rights.answers import criterion, share_ended
from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.document import TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.strata import unlisted
from glasshouse.audit.rights.tables import table
from glasshouse.audit.rights.words import span
from glasshouse.audit.undefined import Reason
from glasshouse.scenario.ablation import Ablation

CAUSES: Final = {
    "false": ("false records", Ablation(false_records=True)),
    "lawful": ("lawful acts", Ablation(lawful=True)),
    "others": ("what others did", Ablation(others=True)),
    "traits": ("what people are", Ablation(traits=True)),
}
"""What people can be under a sanction for without having done anything wrong, and what takes it out."""
TOGETHER: Final = Ablation(false_records=True, lawful=True, others=True, traits=True)
"""All four at once."""


def causes(case: Case) -> Found:
    """The four causes, one by one and together."""
    whole = case.whole.sanctioned
    shares = {name: share_ended(whole, case.without(out).sanctioned) for name, (_, out) in CAUSES.items()}
    everything = share_ended(whole, case.without(TOGETHER).sanctioned)
    said = [f"{span(shares[name], 'days')} under a sanction would not be without {CAUSES[name][0]}." for name in CAUSES]
    liable = _of_all_days(case)
    told = f"{span(liable, 'days')} are lived under a sanction that would not be without {CAUSES['others'][0]}."
    criteria = (
        criterion(case.norms, "association", liable, told, evidence=("causes",)),
        criterion(case.norms, "inputs", shares["traits"], said[3], evidence=("causes",)),
    )
    before = " or from a listing before the first day" if unlisted(case.scheme) else ""
    said.append(
        f"{span(everything, 'days')} would not be without all four; the rest follows from what people did themselves{before}."
    )
    return found(case, "without_cause", said, criteria, (_table(case, {**shares, "together": everything}),))


def _of_all_days(case: Case) -> Estimate:
    """Days under a sanction for what others did, of all days: the smallest size that matters is one of all days."""
    if not case.whole.harm:
        return undefined(Reason.NO_HARM)
    without = case.without(CAUSES["others"][1]).sanctioned
    return share_ended(case.whole.sanctioned, without, case.whole.people * case.scheme.days)


def _table(case: Case, shares: dict[str, Estimate]) -> TableFound:
    whole = case.whole
    rows = []
    for name, share in shares.items():
        title, out = CAUSES.get(name, ("all four", TOGETHER))
        without = case.without(out)
        spared = int(((whole.days_under > 0) & (without.days_under == 0)).sum())
        rows.append((title, whole.harm - without.harm, spared, share.value, share.low, share.high))
    return table(
        "causes",
        "Days under a sanction without a cause of one's own",
        {
            "cause": ("what is taken out", ""),
            "person_days": ("person-days under a sanction that would not be", "person-days"),
            "people": ("people who would never be under one", "people"),
            "share": ("of all person-days under a sanction", "share"),
            "low": ("lower end of the 95% interval over communities", "share"),
            "high": ("upper end", "share"),
        },
        rows,
    )
