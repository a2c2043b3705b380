"""Glasshouse: a laboratory for social-scoring systems, on synthetic people only.

It builds such a system from a description, runs it on a society that is drawn from published aggregates, and shows
what it does to the people in it. The story in order:

1. `glasshouse.facts`: published figures, each with unit, date, source and basis.
2. `glasshouse.scenario`: the strict document that a run depends on, from the library or from files; `load`;
   `new` writes one to begin with.
3. Society: who lives there, in communities of 256 neighbours.
4. Conduct: what they do, acts and attempts.
5. Observation: who sees it, through channels with coverage and error; records, true and false.
6. Scoring: how they are judged, from records alone.
7. Consequences: what follows, entitlements and sanctions; and authorities: arrests, appeals decided, posts removed.
8. Response: how they change.
9. Measurement: what became of society, as exact counts; `describe_day` prints the stages of a day.
10. `glasshouse.engine` and `glasshouse.store`: runs, made once and kept by the digest of their inputs; `run`,
    `open_result`, `runs`, `resume`; and a town that one can hold, `Simulation`.
11. `glasshouse.worlds`: twins that share their luck, and many points at once; `compare`, `sweep`, `calibrate`.
12. `glasshouse.audit`: from a score back to rule, record, channel and conduct; `why`; and what a scheme would do to people;
    `rights_audit`.
13. `glasshouse.validation`: published models, computed by the same mechanisms; `validate`. `glasshouse.heldout`: figures and
    studies that no value was set by; `validate_data`.
14. `glasshouse.claims`: the essay's claims, put to the test; `run_claims`.
15. `glasshouse.protections`: what protects people from a scheme, and what does not; `remedies`.
16. `glasshouse.portraits`: what kind of society a scheme makes in ten years; `portrait`.

A first look:

    >>> import glasshouse as gh
    >>> result = gh.run("rongcheng", citizens=20_000, days=60)        # doctest: +SKIP
    >>> result.observables["mean_score_rongcheng"]                    # doctest: +SKIP
    >>> twins = gh.compare("rongcheng", "nothing", citizens=20_000)   # doctest: +SKIP
    >>> twins.individual_differences["nothing"]["silenced"]["people"]              # doctest: +SKIP
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glasshouse import facts
    from glasshouse.api import (
        Simulation,
        calibrate,
        compare,
        describe_day,
        inference_attack,
        load,
        new,
        open_result,
        resume,
        run,
        run_claims,
        runs,
        sweep,
        validate,
        why,
    )
    from glasshouse.audit.explain import Explanation
    from glasshouse.audit.rights.asking import rights_audit
    from glasshouse.audit.rights.study import Audit
    from glasshouse.calibration.fit import Fit
    from glasshouse.errors import GlasshouseError, InputError
    from glasshouse.heldout.asking import validate_data
    from glasshouse.heldout.study import DataValidation
    from glasshouse.objects import Comparison, Result, Sweep
    from glasshouse.portraits.asking import portrait
    from glasshouse.portraits.study import Portrait
    from glasshouse.protections.asking import remedies
    from glasshouse.protections.study import Remedies
    from glasshouse.scenario import Decision, Scenario

__all__ = [
    "facts",
    "load",
    "new",
    "Scenario",
    "Decision",
    "describe_day",
    "run",
    "resume",
    "Result",
    "Simulation",
    "open_result",
    "runs",
    "compare",
    "Comparison",
    "sweep",
    "Sweep",
    "calibrate",
    "Fit",
    "why",
    "Explanation",
    "inference_attack",
    "validate",
    "validate_data",
    "DataValidation",
    "run_claims",
    "remedies",
    "Remedies",
    "portrait",
    "Portrait",
    "rights_audit",
    "Audit",
    "GlasshouseError",
    "InputError",
]

_HOMES = {
    "Scenario": "glasshouse.scenario",
    "Decision": "glasshouse.scenario",
    "Result": "glasshouse.objects",
    "Comparison": "glasshouse.objects",
    "Sweep": "glasshouse.objects",
    "Fit": "glasshouse.calibration.fit",
    "Remedies": "glasshouse.protections.study",
    "remedies": "glasshouse.protections.asking",
    "Portrait": "glasshouse.portraits.study",
    "portrait": "glasshouse.portraits.asking",
    "validate_data": "glasshouse.heldout.asking",
    "DataValidation": "glasshouse.heldout.study",
    "Audit": "glasshouse.audit.rights.study",
    "rights_audit": "glasshouse.audit.rights.asking",
    "Explanation": "glasshouse.audit.explain",
    "GlasshouseError": "glasshouse.errors",
    "InputError": "glasshouse.errors",
}

# A library says nothing unless it is asked to; the command line and `logging.basicConfig` ask.
logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the package costs nothing."""
    if name == "facts":
        return import_module("glasshouse.facts")
    if name not in __all__:
        raise AttributeError(f"module 'glasshouse' has no attribute {name!r}")
    found = getattr(import_module(_HOMES.get(name, "glasshouse.api")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)
