"""The form ``none`` as the program asks it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from glasshouse.documents.censorship import Censorship
from glasshouse.errors import Problem
from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.explanation.account import Account
from glasshouse.scoring.explanation.history import History
from glasshouse.scoring.forms.form import Form, Kernels, LeftOut, Purpose, Rule
from glasshouse.scoring.forms.surroundings import Surroundings
from glasshouse.scoring.forms.watch.checks import problems_of_watch
from glasshouse.scoring.forms.watch.configuration import WatchSystem
from glasshouse.scoring.forms.watch.encoding import encode
from glasshouse.scoring.forms.watch.explain import explain_watch
from glasshouse.scoring.rules import Names
from glasshouse.scoring.systems import Band


class WatchForm(Form[WatchSystem]):
    """Form ``none``."""

    name = "none"
    configuration = WatchSystem
    capabilities = Capabilities(judges=False, has_scale=False, keeps_files=True)

    def encode(self, parameters: np.void, name: str, number: int, system: WatchSystem, names: Names) -> None:
        """Turn a configuration into numbers."""
        encode(parameters, name, number, system, names)

    def kernels(self) -> Kernels:
        """The three kernels."""
        from glasshouse.scoring.forms.watch import kernel

        return kernel.idle, kernel.watch, kernel.idle

    def scale(self, system: WatchSystem) -> None:
        """None: nothing is published."""
        return

    def bands(self, system: WatchSystem) -> tuple[Band, ...]:
        """None: nobody is judged."""
        return ()

    def check(self, name: str, system: WatchSystem, parts: Surroundings) -> Iterator[Problem]:
        """What does not fit (see `checks`)."""
        return problems_of_watch(name, system, parts)

    def forget(self, system: WatchSystem, days: int) -> WatchSystem:
        """Nothing that it keeps counts in any score; channels delete what they hold."""
        return system

    def without_contacts(self, system: WatchSystem) -> WatchSystem:
        """It judges nobody."""
        return system

    def to_purpose(self, system: WatchSystem, purpose: Purpose) -> WatchSystem:
        """It judges nobody by what it reads; what it removes and hinders is not a matter of records' purpose."""
        return system

    def without(self, system: WatchSystem, left_out: LeftOut) -> WatchSystem:
        """It judges nobody: nothing rests on it."""
        return system

    def rules_for(self, system: WatchSystem, kind: str) -> tuple[Rule, ...]:
        """None: no judgment follows from a record."""
        return ()

    def explain(self, history: History, s: int, system: WatchSystem, day: int) -> Account:
        """One citizen's account (see `explain`)."""
        return explain_watch(history, s, day)

    def censorship(self, system: WatchSystem) -> Censorship:
        """What it removes, floods, persuades and hinders."""
        return Censorship(system.removal, system.flooding, system.friction, system.persuasion)


FORM = WatchForm()
