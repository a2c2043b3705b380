"""Fines instead of a scheme: who breaks a rule, and is seen, pays for it, and nothing is added up over a life."""

from __future__ import annotations

from typing import Final

from glasshouse.audit.norms import Norms
from glasshouse.audit.rights.sources import costly_kinds, judging
from glasshouse.scenario import Scenario, load, variant
from glasshouse.scoring.forms.points.fines import Fines, register_of_fines

NAME: Final = "fines"
_FAIR: Final = "narrow-penalty"
"""The scheme of the library whose notice, hearing and publicity fines have, each with its source there."""


def finable_kinds(scheme: Scenario) -> tuple[str, ...]:
    """Conduct of people that costs something under a scheme and that some law forbids: what is lawful cannot be fined.

    Args:
        scheme: the scheme.
    """
    return tuple(
        name
        for name in costly_kinds(scheme)
        if scheme.conduct[name].law != "lawful" and scheme.conduct[name].needs != "firm"
    )


def fined(scheme: Scenario, norms: Norms) -> Scenario | None:
    """The same people and channels where the same conduct is fined, and nobody has a score.

    Whoever is on record with a finable act owes a fine for some weeks; then it is paid and forgotten. What is recorded, and
    how often falsely, is as under the scheme.

    Args:
        scheme: the scheme.
        norms: the norms that say how long a fine is owed, and how much it weighs.

    Returns:
        The scenario; None where the scheme asks for nothing that could be fined.
    """
    kinds = finable_kinds(scheme)
    if not kinds:
        return None
    channels = [name for _, system in judging(scheme) if system.account_holders == "citizens" for name in system.reads]
    days, weight = (norms.setting(f"fine_{what}").value for what in ("days", "weight"))
    contexts = sorted({scheme.conduct[name].context for name in kinds})
    fines = Fines(kinds, tuple(dict.fromkeys(channels)), tuple(contexts), days, weight)
    system = register_of_fines(load(_FAIR).systems[_FAIR], fines)
    title = f"{scheme.title}, fines instead"
    return variant(scheme, "sensing").model_copy(update={"title": title, "systems": {NAME: system}})
