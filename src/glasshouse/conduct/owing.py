"""Debts with a course of their own: who owes what for what, instalments, fees when late, and what a default leads to."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from pydantic import Field

from glasshouse.documents.quantity import Quantity, Ratio, Share, assumed
from glasshouse.documents.strict import Document
from glasshouse.kernels.randomness import key_of
from glasshouse.schema.codes import NO_KIND
from glasshouse.schema.limits import DEBT_STEPS


class Incomes(Quantity):
    """An amount of money in the debtor's own monthly incomes."""

    expected_unit = "monthly incomes"
    at_least, at_most = 0.0, 200.0


class Debt(Document):
    """A debt that a kind of conduct or a measure puts on a person.

    Attributes:
        title: what to call it.
        kind: the kind of conduct that puts it on whoever does it; each time adds the amount.
        measure: in its place the measure, ``system.measure``, that puts it on whoever comes under it.
        amount: how much, in the debtor's own monthly incomes.
        instalment: what falls due each time; as much as the amount is no instalments.
        every: days between instalments, and until the first.
        fee: what is added each time that nothing is paid.
        pays: chance that what falls due is paid, by somebody of middling income and reliability.
        pays_income: how far that chance leans on income rank (-1 to 1).
        pays_reliability: the same of reliability.
        patience: instalments missed in a row that make a default; 0 for never.
        default_kind: the kind of conduct that a default is, such as `miss-bill`; recorded as others of its kind are.
    """

    title: str
    kind: str | None = None
    measure: str | None = None
    amount: Incomes
    instalment: Incomes
    every: int = Field(default=30, ge=1, le=255)
    fee: Incomes
    pays: Share
    pays_income: Ratio = assumed(0.2, "Who has more pays more surely; the strength is a guess.", 0, 0.5)
    pays_reliability: Ratio = assumed(0.2, "Who keeps obligations pays more surely; the strength is a guess.", 0, 0.5)
    patience: int = Field(default=0, ge=0, le=200)
    default_kind: str | None = None


def encode_debts(
    parameters: np.void, debts: Mapping[str, Debt], kinds: Mapping[str, int], measures: Mapping[tuple[str, str], int]
) -> None:
    """Fill in what puts which debt on people, and its course.

    Args:
        parameters: the scenario's record.
        debts: by name, in the order of their numbers.
        kinds: number of each kind of conduct.
        measures: the bit of each measure, by system and name.
    """
    parameters["debts"] = len(debts)
    for d, (name, debt) in enumerate(debts.items()):
        parameters["debt_key"][d] = key_of(name)
        parameters["debt_kind"][d] = NO_KIND if debt.kind is None else kinds[debt.kind]
        if debt.measure is not None:
            system, _, measure = debt.measure.partition(".")
            parameters["debt_measure"][d] = 1 << measures[system, measure]
        for field in ("amount", "instalment", "fee"):
            parameters[f"debt_{field}"][d] = round(getattr(debt, field).value * DEBT_STEPS)
        for field in ("pays", "pays_income", "pays_reliability"):
            parameters[f"debt_{field}"][d] = getattr(debt, field).value
        parameters["debt_every"][d] = debt.every
        parameters["debt_patience"][d] = debt.patience
        parameters["debt_default"][d] = NO_KIND if debt.default_kind is None else kinds[debt.default_kind]
