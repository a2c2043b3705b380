"""Norms of the rights audit: dated tables of choices, to be contested, varied and replaced.

    >>> from glasshouse.audit.norms import norms
    >>> given = norms()
    >>> given.related("tax", "welfare")
    True
    >>> given.severity("families.taken").level
    5
    >>> given.gravity("jaywalk", "points").value
    5.0

``docs/audit/norms.md`` says what the tables are and how one lays one's own over them.
"""

from glasshouse.audit.norms.agreement import Agreement, agreement
from glasshouse.audit.norms.norms import Norms, norms
from glasshouse.audit.norms.provisions import Provision, Section
from glasshouse.audit.norms.registers import Register
from glasshouse.audit.norms.schema import Level, ScaleName, Severity
from glasshouse.audit.norms.sizes import Size

__all__ = [
    "Agreement",
    "Level",
    "Norms",
    "Provision",
    "Register",
    "ScaleName",
    "Section",
    "Severity",
    "Size",
    "agreement",
    "norms",
]
