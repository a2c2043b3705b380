"""What numbers in tables stand for: names of rows, bits of flags, status of cases, values in place of none, scales of codes."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.limits import HOLDERS, KINDS, REACHES

NO_KIND = KINDS
"""In place of a kind's number: none."""
EVERYBODY = np.uint32(REACHES)
"""In place of such a bit: the channel has everybody within reach."""
NOBODY = np.uint32(HOLDERS)
"""In place of such a bit: no holder."""
ASKED = np.int16(-32768)
"""In the last dimension of a ledger, until the evening: the citizen has asked for an account, or to close the one they have."""
TRAITS = (
    "reliability", "income", "age", "conformity", "risk aversion", "sociability", "online", "town", "migrant", "man",
)  # fmt: skip
STATES = ("effort", "guard", "salience", "evasion", "grievance", "crowd")
NEEDS = ("nothing", "owing", "not owing", "employed", "firm")
"""Conditions of conduct; what needs a firm is a firm's doing and never a citizen's."""
MARKS = ("none", "starts owing", "ends owing", "gathers", "offers trust", "costs workers", "refers")
MEMORIES = ("credit", "commerce", "speech", "order", "civic")
ATTRIBUTES = ("age", "income", "reliability", "sociability", "online")
MAN, MIGRANT, MINORITY, FIRST, EMPLOYED = np.uint8(1), np.uint8(2), np.uint8(4), np.uint8(8), np.uint8(16)
"""Bits of a citizen's status; FIRST opens a household."""
OWING, ACTIVE, EVER_DENIED, EVER_GROUNDED, RESTING, DETAINED = (np.uint8(1 << k) for k in range(6))
"""Bits of a citizen's situation. RESTING stays away from gatherings after one, DETAINED is arrested and not released."""
FACE_ACTIVE, FACE_SANCTION, FACE_PUBLIC, FACE_REFERS, FACE_EVADES = (np.uint16(1 << k) for k in range(5))
"""Bits of what contacts see of a citizen."""
(
    CASE_EMPTY, CASE_RECORDED, CASE_LISTED, CASE_REPAIRED, CASE_CORRECTED, CASE_ENDED, CASE_REVOKED,
) = (np.uint8(k) for k in range(7))  # fmt: skip
"""Status of a case. Listed, repaired and corrected cases are in force until their next day of change. Of ended cases and
of those revoked as errors nothing is left at the source; they live on in copies."""
TOLD, APPEALED, DECIDED, ACCEPTED, SPARED, COMPLAINED, GAVE_UP = (np.uint8(1 << k) for k in range(7))
"""Bits of a case's flags."""
