"""Plain twins of the forms of scoring, one module each.

They stand here and not in the forms' folders because a twin shares no code with the kernels that it is held against.
"""

from glasshouse.testing.plain.forms import joint, learned, lists, points, watch, weighted
from glasshouse.testing.plain.people import Twin

TWINS: dict[str, Twin] = {
    "points": points.TWIN,
    "weighted": weighted.TWIN,
    "list": lists.TWIN,
    "joint": joint.TWIN,
    "learned": learned.TWIN,
    "none": watch.TWIN,
}
"""The twin of each form, by the form's name; the conformance suite adds those of other packages."""

__all__ = ["Twin", "TWINS", "points", "weighted", "lists", "joint", "learned", "watch"]
