"""What people owe, how they pay, and days on which children bear what was meant for those who bring them up."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.measurement.totals import Declared, Totals
from glasshouse.observables.observable import Observable, share
from glasshouse.schema.limits import DEBT_STEPS

_YEAR = 365


def observe_debts(totals: Totals, declared: Declared) -> Iterator[Observable]:
    """The observables of debts, and of measures that third persons bear; none where the scenario declares none.

    Args:
        totals: the run's exact counts.
        declared: what the scenario declares.
    """
    counts, days = totals.day_counts, totals.person_days
    for d, debt in enumerate(declared.debts):
        name, debtors = debt.name, int(counts["debtors"][d])
        yield share(
            f"debtors_share_{name}", debtors, days, f"days on which somebody owes {debt.title}", "no day was lived"
        )
        title = f"debts put on people: {debt.title}"
        opened, late = int(counts["debts_opened"][d]), int(counts["debts_late"][d])
        value, unit = opened * 1000 * _YEAR / days, "per 1,000 people and year"
        yield Observable(f"debts_per_1000_years_{name}", value, unit, title, counts=(opened,))
        ratio = share("", int(counts["debts_owed"][d]), debtors, "", "nobody owes anything")
        owed, title = ratio.value / DEBT_STEPS if ratio.value is not None else None, f"what a debtor owes: {debt.title}"
        counted = (int(counts["debts_owed"][d]), debtors)
        yield Observable(f"owed_{name}", owed, "monthly incomes", title, None, ratio.reason, counted)
        fees, paid = int(counts["debts_fees"][d]), int(counts["debts_paid"][d])
        title = f"fees for late instalments, beside what is paid: {debt.title}"
        each = share(f"fees_per_payment_{name}", fees, paid, title, "nothing was paid")
        yield Observable(each.name, each.value, "ratio", title, None, each.reason, (fees, paid))
        title = f"defaults for each missed instalment: {debt.title}"
        yield share(f"defaults_share_{name}", int(counts["debts_defaults"][d]), late, title, "none was missed")
    for a, attribute in enumerate(declared.attributes):
        if attribute.number:
            yield _borne(totals, a, attribute.name, attribute.title, attribute.number)


def _borne(totals: Totals, a: int, name: str, title: str, number: float) -> Observable:
    """Days of third persons under measures that fall on those who have them."""
    borne, days = int(totals.day_counts["attribute_borne"][a]), totals.person_days
    title = f"days of third persons under measures that they bear: {title}"
    value = borne * number * 1000 / days
    return Observable(f"borne_days_{name}", value, "per 1,000 people and day", title, counts=(borne,))
