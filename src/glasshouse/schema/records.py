"""A day's records of one community, and scratch of the forms of scoring.

Forms are handed the `RECORDS`, their own `LEDGER`, the `CASES` and numbers of their configuration, and nothing else. What
really happened lives in `glasshouse.schema.truth`, in `CONDUCT` and in `PROVENANCE`.
"""

from __future__ import annotations

from glasshouse.schema.alignment import aligned
from glasshouse.schema.codes import ATTRIBUTES, HEADINGS
from glasshouse.schema.limits import DIMENSIONS, EVENTS, FIRM_EVENTS, FREQUENT, LANES, QUARTERS, SYSTEMS, TALLIES

RECORDS = aligned([
    ("citizen", "u8"), ("people", "u4"), ("seed", "u4", (2,)),
    ("generation", "u4", (LANES,)),  # as in `glasshouse.schema.truth`; keys the draws of forms
    ("recorded", "u4", (FREQUENT, LANES)),  # channels that recorded a frequent kind today, a bit each
    ("seen", "u1", (FREQUENT, LANES)), ("watching", "u4", (FREQUENT,)),  # whether any did, and which of them can
    ("n", "u4"), ("code", "u4", (EVENTS,)), ("channels", "u4", (EVENTS,)),  # rarer records: kind << 8 | lane
    ("profile", "f4", (len(ATTRIBUTES), LANES)), ("member", "u1", (LANES,)),
    ("near", "u4", (4,)), ("far", "u4", (2, QUARTERS)), ("tied", "u2", (LANES,)),  # friends' lists
    ("household_first", "u1", (LANES,)),  # the household register: 1 where a household begins
    ("gain", "i4", (DIMENSIONS, LANES)), ("row", "f4", (LANES,)), ("row16", "u2", (LANES,)), ("row8", "u1", (LANES,)),
    ("account", "u1", (LANES,)), ("band", "u1", (LANES,)), ("band_now", "u1", (LANES,)), ("lane", "u4", (LANES,)),
    ("total", "f4", (LANES,)),
    ("ring", "u2", (2 * LANES,)), ("friends", "u2", (LANES,)), ("sum", "u4", (LANES,)),
    ("firm_n", "u4"), ("firm_code", "u4", (FIRM_EVENTS,)), ("firm_channels", "u4", (FIRM_EVENTS,)),
    ("hidden", "u8", (LANES,)),  # kinds of conduct of today whose posts were removed before contacts looked, a bit each
    ("files", "u1", (2, len(HEADINGS), LANES)),  # what is on file when a system that may read files opens
    ("opened", "u4"),  # cases before today's, so that their provenance can be filled in
    ("others", "u2", (SYSTEMS, LANES)),  # what systems that others read had published up to last night
    ("disclosed", "u1", (LANES,)),  # attributes declared by the scenario that are on file with a system, a bit each
    ("tallied", "i4", (TALLIES, LANES)),  # what each rule that needs a tally brings today, in the ledger's steps
    ("group", "u1", (LANES,)),  # the register's groups, where a system that publishes goes by them
    ("before", "u2", (LANES,)),  # what a system whose scores are blurred had published before
])  # fmt: skip
"""A day's records of one community: all that a form of scoring may see, and its own scratch."""
