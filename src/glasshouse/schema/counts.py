"""What a day leaves behind: exact counts, traces that twins are compared by, and the notes of the panel."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES, HEADINGS
from glasshouse.schema.limits import (
    BANDS,
    BINS,
    CHANNELS,
    DEBTS,
    DECLARED,
    DIMENSIONS,
    FILE_HOLDERS,
    GOODS,
    KINDS,
    LANES,
    NOTED,
    PEOPLE_GROUPS,
    SIZES,
    SYSTEMS,
)

DAY_COUNTS = np.dtype([
    ("happened", "i8", (KINDS,)), ("withheld", "i8", (KINDS,)), ("recorded", "i8", (KINDS,)), ("missed", "i8", (KINDS,)),
    ("invented", "i8", (KINDS,)), ("denied", "i8", (KINDS,)), ("eased", "i8", (KINDS,)),
    ("people", "i8", (PEOPLE_GROUPS,)), ("sanctioned", "i8", (PEOPLE_GROUPS,)), ("wrongly_sanctioned", "i8", (PEOPLE_GROUPS,)),
    ("invented_group", "i8", (PEOPLE_GROUPS,)), ("denied_group", "i8", (PEOPLE_GROUPS,)),
    ("effort", "i8"), ("self_censorship", "i8"), ("self_censorship_money", "i8"), ("self_censorship_life", "i8"),
    ("perceived_risk", "i8"), ("perceived_risk_money", "i8"), ("perceived_risk_life", "i8"), ("grievance", "i8"),
    ("salience", "i8"), ("evasion", "i8"),
    ("effort_square", "i8"), ("self_censorship_square", "i8"), ("in_default", "i8"), ("active", "i8"),
    ("gatherings", "i8", (SIZES,)),
    ("ties", "i8"), ("listed", "i8", (SYSTEMS,)), ("appeals", "i8"), ("overturned", "i8"), ("upheld", "i8"),
    ("offered", "i8"), ("refused", "i8"), ("deals_kept", "i8"), ("deals_broken", "i8"),
    ("firms", "i8"), ("liable", "i8"), ("arrests", "i8"), ("begun", "i8"), ("flooded", "i8"), ("evaders", "i8"),
    ("hindered", "i8", (KINDS,)), ("removed", "i8", (KINDS,)), ("critical_speech_group", "i8", (PEOPLE_GROUPS,)),
    ("critical_withheld_group", "i8", (PEOPLE_GROUPS,)), ("speech_acts", "i8", (2,)), ("speech_acts_recorded", "i8", (2,)),
    ("true_matches", "i8", (CHANNELS,)), ("false_matches", "i8", (CHANNELS,)),
    ("beats", "i8"), ("patrolled", "i8"), ("patrol_chance", "i8"), ("patrol_square", "i8"), ("patrol_records", "i8"),
    ("patrol_weight", "i8"),
    ("copies", "i8"), ("copied_cases", "i8"), ("revoked_cases", "i8"), ("passed", "i8"), ("leaked", "i8"),
    ("reappeared", "i8"), ("corrected_copies", "i8"), ("errors_cleared", "i8"), ("errors_cleared_days", "i8"), ("evicted", "i8"),
    ("complaints", "i8"), ("complainants", "i8"), ("gave_up", "i8"), ("sanctions_past_cause", "i8", (SYSTEMS,)),
    ("sanctions_on_errors", "i8", (SYSTEMS,)),
    ("conduct", "u8"), ("records", "u8"), ("scores", "u8"), ("treatment", "u8"), ("response", "u8"),
    ("attribute_sanctioned", "i8", (DECLARED,)), ("attribute_wronged", "i8", (DECLARED,)),
    ("attribute_denied", "i8", (DECLARED,)), ("attribute_borne", "i8", (DECLARED,)),
    ("goods_asked", "i8", (GOODS, PEOPLE_GROUPS)), ("goods_given", "i8", (GOODS, PEOPLE_GROUPS)),
    ("goods_short", "i8", (GOODS, PEOPLE_GROUPS)), ("goods_given_band", "i8", (GOODS, BANDS)),
    ("goods_short_band", "i8", (GOODS, BANDS)), ("goods_asked_attribute", "i8", (GOODS, DECLARED)),
    ("goods_given_attribute", "i8", (GOODS, DECLARED)),
    ("debts_opened", "i8", (DEBTS,)), ("debts_ended", "i8", (DEBTS,)), ("debts_late", "i8", (DEBTS,)),
    ("debts_defaults", "i8", (DEBTS,)), ("debts_paid", "i8", (DEBTS,)), ("debts_fees", "i8", (DEBTS,)),
    ("debts_owed", "i8", (DEBTS,)), ("debtors", "i8", (DEBTS,)),
])  # fmt: skip
"""A day's exact counts; sums of codes are whole numbers, so that the order of adding does not matter."""

SYSTEM_COUNTS = np.dtype([
    ("opened", "i8"), ("entered", "i8"), ("expired", "i8"), ("repaired", "i8"), ("corrected", "i8"), ("overflow", "i8"),
    ("entered_kind", "i8", (KINDS,)),
    ("waiting_days", "i8"), ("rewards", "i8"), ("deductions", "i8"), ("rose", "i8"), ("fell", "i8"),
    ("moves", "i8", (BANDS, BANDS)), ("members", "i8"), ("joined", "i8"), ("left", "i8"),
    ("rescored", "i8"), ("condemned", "i8"),
    ("played", "i8"), ("prizes", "i8"),
])  # fmt: skip
"""A day's exact counts of one system's form."""

REGION_COUNTS = np.dtype([
    ("people", "i8"), ("self_censorship", "i8"), ("withheld", "i8"), ("denied", "i8"), ("sanctioned", "i8"),
    ("grievance", "i8"), ("critical_speech", "i8"), ("critical_withheld", "i8"), ("removed", "i8"),
])  # fmt: skip
"""Counts by region."""

TRACE = np.dtype([("acts", "u8", (LANES,)), ("treatment", "u8", (LANES,)), ("ends", "u4", (LANES,))])
"""What twins are compared by on one day: acts as bits, treatment as bits, and what befell (denied 1, eased 2, wronged 4)."""

PANEL = np.dtype([
    ("acts", "u8"), ("withheld", "u8"), ("seen", "u8", (CHANNELS,)), ("false", "u8", (CHANNELS,)), ("denied", "u8"),
    ("eased", "u8"), ("effort", "f4"), ("self_censorship", "f4"), ("self_censorship_money", "f4"), ("self_censorship_life", "f4"),
    ("perceived_risk", "f4"), ("perceived_risk_money", "f4"), ("perceived_risk_life", "f4"), ("grievance", "f4"),
    ("salience", "f4"),
    ("evasion", "f4"), ("treatment", "u8"), ("ties", "u4"), ("in_default", "u1"), ("wrongly_sanctioned", "u1"), ("income", "f4"),
    ("gain", "f4", (SYSTEMS, DIMENSIONS)), ("level", "i2", (SYSTEMS, DIMENSIONS)), ("published", "u2", (SYSTEMS,)),
    ("others", "u2", (SYSTEMS,)),
    # noted at the end of the day, after publishing
    ("kept", "i2", (SYSTEMS, DIMENSIONS)), ("profile", "f4", (SYSTEMS, len(ATTRIBUTES))),
    ("files", "u1", (2, len(HEADINGS))), ("cases", "u1"), ("case_system", "u1", (NOTED,)), ("case_kind", "u1", (NOTED,)),
    ("case_channel", "u1", (NOTED,)), ("case_status", "u1", (NOTED,)), ("case_flags", "u1", (NOTED,)),
    ("case_opened", "u2", (NOTED,)), ("case_next", "u2", (NOTED,)), ("case_review", "u2", (NOTED,)),
    ("case_points", "i2", (NOTED,)), ("case_false", "u1", (NOTED,)), ("case_holders", "u2", (NOTED,)),
    ("case_stale", "u2", (NOTED,)),
    # noted with the acts: kinds that the citizen decided about, and kinds that they decided to do and could not
    ("decided", "u8"), ("refused", "u8"), ("hindered", "u8"),
    # noted at the end of the day: what each holder has, own records and copies, by heading
    ("held", "u1", (FILE_HOLDERS, 2, len(HEADINGS))),
    # noted at the end of the day: attributes declared by the scenario, and those on file with each system, a bit each
    ("has", "u1"), ("disclosed", "u1", (SYSTEMS,)),
    # likewise how they stand with each good, and what they owe on each debt, in its steps, and how many instalments are late
    ("places", "u1", (GOODS,)), ("owed", "u2", (DEBTS,)), ("late", "u1", (DEBTS,)),
])  # fmt: skip
"""Everything of one citizen on one day. `level` is a ledger after the day's records, `kept` after fading and publishing;
`others` is what systems that others read had published the evening before;
`profile` is what each system had on file when it last published. A kind in `decided` was done if it is among the acts,
else left out; one in `hindered` did not come about because of an obstacle."""

_BY_KIND = dict.fromkeys(
    ("happened", "withheld", "recorded", "missed", "invented", "denied", "eased", "hindered", "removed"), ("kind",)
)
_BY_GROUP = dict.fromkeys(
    (
        "people",
        "sanctioned",
        "wrongly_sanctioned",
        "invented_group",
        "denied_group",
        "critical_speech_group",
        "critical_withheld_group",
    ),
    ("group",),
)
_BY_SYSTEM = dict.fromkeys(("listed", "sanctions_past_cause", "sanctions_on_errors"), ("system",))
_BY_ATTRIBUTE = dict.fromkeys(
    ("attribute_sanctioned", "attribute_wronged", "attribute_denied", "attribute_borne"), ("declared",)
)
_BY_GOOD = {
    **dict.fromkeys(("goods_asked", "goods_given", "goods_short"), ("good", "group")),
    **dict.fromkeys(("goods_given_band", "goods_short_band"), ("good", "band")),
    **dict.fromkeys(("goods_asked_attribute", "goods_given_attribute"), ("good", "declared")),
}
_BY_DEBT = dict.fromkeys(
    (
        "debts_opened",
        "debts_ended",
        "debts_late",
        "debts_defaults",
        "debts_paid",
        "debts_fees",
        "debts_owed",
        "debtors",
    ),
    ("debt",),
)
_BY_CASE = {name: ("noted",) for name in PANEL.names or () if name.startswith("case_")}

AXES: dict[np.dtype[np.void], dict[str, tuple[str, ...]]] = {
    DAY_COUNTS: {
        **_BY_KIND, **_BY_GROUP, **_BY_SYSTEM, **_BY_ATTRIBUTE,
        **_BY_GOOD, **_BY_DEBT, "gatherings": ("size",), "speech_acts": ("evasion",),
        "speech_acts_recorded": ("evasion",), "true_matches": ("channel",), "false_matches": ("channel",),
    },
    SYSTEM_COUNTS: {"entered_kind": ("kind",), "moves": ("band", "band")},
    REGION_COUNTS: {},
    TRACE: dict.fromkeys(("acts", "treatment", "ends"), ("citizen",)),
    PANEL: {
        "seen": ("channel",), "false": ("channel",), "gain": ("system", "dimension"), "level": ("system", "dimension"),
        "published": ("system",), "others": ("system",), "kept": ("system", "dimension"),
        "profile": ("system", "attribute"), "files": ("pool", "heading"), "held": ("holder", "origin", "heading"),
        "disclosed": ("system",), "places": ("good",), "owed": ("debt",), "late": ("debt",), **_BY_CASE,
    },
}  # fmt: skip
"""What each axis of each field stands for, since lengths do not tell. A field that is not named is a single number.

Along `evasion`, people who do not evade come first and those who do second; `size` is ten
people or more, then doubles from 16; `noted` are a citizen's first cases."""

LENGTHS = {
    "kind": KINDS, "group": PEOPLE_GROUPS, "system": SYSTEMS, "channel": CHANNELS, "size": SIZES, "evasion": 2,
    "band": BANDS, "citizen": LANES, "dimension": DIMENSIONS, "attribute": len(ATTRIBUTES), "pool": 2,
    "heading": len(HEADINGS), "noted": NOTED, "bin": BINS, "age": 2, "correlate": 2, "sum": 3,
    "holder": FILE_HOLDERS, "origin": 2, "number": FILE_HOLDERS + 1, "by": 2, "declared": DECLARED, "truth": 2,
    "good": GOODS, "debt": DEBTS,
}  # fmt: skip
"""How many places each axis has."""
