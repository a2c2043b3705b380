"""The form ``list`` as the program asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import numpy as np

from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.explanation.records import source_of
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule
from glasshouse.scoring.forms.lists import safeguards
from glasshouse.scoring.forms.lists.checks import problems_of_list
from glasshouse.scoring.forms.lists.configuration import ListSystem
from glasshouse.scoring.forms.lists.encoding import encode
from glasshouse.scoring.forms.lists.explain import explain_list
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class ListForm(Form[ListSystem]):
    """Form ``list``."""

    name = "list"
    configuration = ListSystem
    capabilities = Capabilities(has_scale=False, is_list=True)

    def encode(self, parameters: np.void, name: str, number: int, system: ListSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.lists import kernel

        return kernel.begin, kernel.judge, kernel.publish

    def scale(self, system: ListSystem) -> None:
        """None: published codes are off and on."""
        return

    def bands(self, system: ListSystem) -> tuple[Band, ...]:
        """Off and on."""
        return system.bands

    def check(self, name: str, system: ListSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_list(name, system, parts)

    def forget(self, system: ListSystem, days: int) -> ListSystem:
        """Nothing counts for longer than some days."""
        return safeguards.forget(system, days)

    def without_contacts(self, system: ListSystem) -> ListSystem:
        """A list judges nobody by others."""
        return system

    def to_purpose(self, system: ListSystem, purpose: Purpose) -> ListSystem:
        """Only records and measures within the purpose."""
        return safeguards.to_purpose(system, purpose)

    def without(self, system: ListSystem, left_out: LeftOut) -> ListSystem:
        """What is left of it without some of what it rests on."""
        return safeguards.without(system, left_out)

    def cases(self, system: ListSystem, kept: Collection[str]) -> tuple[str, ...]:
        """All that lists: each listing is a case, also one that rests on another holder's copy."""
        return (*system.enters, *(system.vague.kinds if system.vague else ()))

    def copies_of(self, system: ListSystem) -> str:
        """The holder that it names."""
        return system.holder or ""

    def rules_for(self, system: ListSystem, kind: str) -> tuple[Rule, ...]:
        """Getting on the list, or off it."""
        chance, stretched = source_of(system.chance), system.vague.reach() if system.vague else {}
        found = []
        if kind in system.enters:
            found.append(Rule(f"enters.{system.enters.index(kind)}", f"lists for {system.term.value:g} days", chance))
        if stretched.get(kind, 0.0) > 0:
            found.append(
                Rule(f"vague.kinds.{list(stretched).index(kind)}", "lists, as the words are stretched", chance)
            )
        if kind in system.repairs:
            found.append(Rule(f"repairs.{system.repairs.index(kind)}", "takes off the list early", "set by the list"))
        return tuple(found)

    def stakes(self, system: ListSystem, kinds: Iterable[str]) -> Mapping[str, float]:
        """Being listed: all at once, and in part where words are stretched."""
        stretched = system.vague.reach() if system.vague else {}
        found = {kind: max(float(kind in system.enters), stretched.get(kind, 0.0)) for kind in kinds}
        return {kind: stake for kind, stake in found.items() if stake}

    def explain(self, history: History, s: int, system: ListSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_list(history, s, system, day)


FORM = ListForm()
