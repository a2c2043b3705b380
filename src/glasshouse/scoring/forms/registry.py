"""The forms of scoring systems that are installed: those that ship, and those of other packages.

The engine walks the forms of a scenario's systems without knowing which there are. Other packages add forms through the
entry point group ``glasshouse.forms``.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points

from glasshouse.schema.capabilities import Capabilities
from glasshouse.scoring.forms.form import AnyForm
from glasshouse.scoring.forms.joint.form import FORM as JOINT
from glasshouse.scoring.forms.learned.form import FORM as LEARNED
from glasshouse.scoring.forms.lists.form import FORM as LIST
from glasshouse.scoring.forms.points.form import FORM as POINTS
from glasshouse.scoring.forms.watch.form import FORM as WATCH
from glasshouse.scoring.forms.weighted.form import FORM as WEIGHTED
from glasshouse.scoring.systems import System

SHIPPED: tuple[AnyForm, ...] = (POINTS, WEIGHTED, LIST, JOINT, LEARNED, WATCH)


@cache
def forms() -> dict[str, AnyForm]:
    """All installed forms by name, the shipped ones first."""
    found = {form.name: form for form in SHIPPED}
    for point in entry_points(group="glasshouse.forms"):
        form: AnyForm = point.load()
        found[form.name] = form
    return found


def form_of(system: System) -> AnyForm:
    """The form of a system."""
    return forms()[system.form]


def capabilities_of(system: System) -> Capabilities:
    """What a system can do."""
    return form_of(system).capabilities


def band_names(system: System) -> tuple[str, ...]:
    """Names of a system's bands, from the lowest to the highest; a list has ``off`` and ``on``, a silent reader none."""
    return tuple(band.name for band in form_of(system).bands(system))
