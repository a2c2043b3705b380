"""The truth of one community's day: scratch of one thread, in natural units. Forms of scoring are never handed it."""

from __future__ import annotations

from glasshouse.schema.alignment import aligned
from glasshouse.schema.codes import DOMAINS, HEADINGS, NEEDS, STATE_ROWS, TRAITS, TRUSTED
from glasshouse.schema.limits import CHANNELS, EVENTS, FILE_HOLDERS, FIRMS, FREQUENT, LANES, SHARES, WORDS

TRUTH = aligned([
    ("citizen", "u8"), ("slot", "u4"), ("first_decision", "u4"), ("last_decision", "u4"),  # rows of `decisions`, one past
    # how many people have left each lane, times 256: what generations add to the high word of a draw's counter (bit 40 of it)
    ("generation", "u4", (LANES,)),
    ("observer", "u4"),  # row of `extra` that the observer at work adds to
    ("traits", "f4", (len(TRAITS), LANES)), ("states", "f4", (len(STATE_ROWS), LANES)), ("needs", "f4", (len(NEEDS), LANES)),
    ("perceived_risk", "f4", (len(DOMAINS), LANES)), ("people", "f4", (LANES,)), ("turned_away", "u1", (LANES,)),
    ("words", "u4", (WORDS // 4, 4, LANES)), ("happened", "u1", (FREQUENT, LANES)),
    ("done", "u4", (FREQUENT,)),
    ("factor", "f4", (LANES,)), ("open", "f4", (LANES,)),
    ("n", "u4"), ("code", "u4", (EVENTS,)),  # rarer acts that happened: kind << 8 | lane
    ("hit", "u4", (LANES,)),
    ("sight", "f4", (CHANNELS, LANES)), ("within", "u1", (LANES,)),
    ("group", "u1", (LANES,)),
    ("ring_effort", "u2", (2 * LANES,)), ("ring_self_censorship", "u2", (2 * LANES,)), ("ring_flags", "u2", (2 * LANES,)),
    ("ring_cut", "u2", (2 * LANES,)),
    ("ties", "u2", (LANES,)), ("friends", "u1", (LANES,)), ("sum_effort", "u2", (LANES,)),
    ("sum_self_censorship", "u2", (LANES,)),
    ("sum_active", "u2", (LANES,)),
    ("near_effort", "f4", (LANES,)), ("near_self_censorship", "f4", (LANES,)),
    ("near_sanction", "f4", (len(DOMAINS), LANES)), ("exposed", "f4", (len(DOMAINS), LANES)), ("ends", "u4", (LANES,)),
    ("withheld", "u1", (FREQUENT, LANES)), ("n_withheld", "u4"), ("withheld_code", "u4", (EVENTS,)),
    ("ring_standing", "f4", (2 * LANES,)),
    ("treatment", "u8", (LANES,)), ("inside", "u2", (LANES,)), ("in_force", "u2", (LANES,)), ("count", "u4"),
    ("burden", "f4", (LANES,)),
    ("burden_in", "f4", (len(DOMAINS), LANES)),
    ("benefit", "f4", (LANES,)),
    ("named", "f4", (LANES,)), ("attraction", "f4", (LANES,)), ("standing", "f4", (LANES,)), ("counted", "f4", (LANES,)),
    ("wrongly_sanctioned", "u1", (LANES,)), ("prized", "u1", (LANES,)), ("held", "u1", (LANES,)),
    ("draw", "f4", (LANES,)), ("target", "f4", (len(DOMAINS), LANES)),
    # firms: the manager's lane, wages withheld today, what their standing brings; shares are burden, benefit, publicity, and the
    # burden in each domain of fear
    ("manager", "u4", (FIRMS,)), ("unpaid", "u1", (FIRMS,)), ("firm_did", "u8", (FIRMS,)), ("firm_effort", "f4", (FIRMS,)),
    ("firm_treatment", "u8", (FIRMS,)), ("liability", "u8", (2, FIRMS)), ("workers_share", "f4", (SHARES, FIRMS)),
    ("managers_share", "f4", (SHARES, FIRMS)),
    # who joins which provider
    ("ring_member", "u2", (2 * LANES,)), ("tie_member", "u2", (LANES,)), ("tie_any", "u2", (LANES,)),
    ("accounts", "u4", (LANES,)), ("best", "f4", (LANES,)), ("best_system", "u4", (LANES,)), ("worst", "f4", (LANES,)),
    ("worst_system", "u4", (LANES,)), ("tie_refers", "u2", (LANES,)), ("asked", "u1", (LANES,)),
    ("n_arrested", "u4"), ("arrested", "u1", (LANES,)), ("n_hindered", "u4"), ("hindered", "u4", (EVENTS,)),
    ("near_evades", "f4", (LANES,)), ("incident_grievance", "f4"), ("away", "u1"), ("were_active", "u4"),
    ("patrol_chance", "f4"), ("patrolled", "u1"), ("patrol_sensitivity", "f4"),
    # what games add to salience; what contacts stood at, packed, and what is left of a game's appeal
    ("game", "f4", (LANES,)), ("ring_code", "u4", (2 * LANES,)), ("sum_code", "u4", (LANES,)), ("appeal", "f4", (LANES,)),
    ("felt_grievance", "f4", (LANES,)),  # what people feel, while propaganda moves what they do
    # trust, where people keep it: today's, and what today's deals did to it; whom propaganda reaches
    ("trust", "f4", (len(TRUSTED), LANES)), ("trust_moves", "f4", (len(TRUSTED), LANES)),
    ("dealt", "f4", (LANES,)), ("persuaded", "f4", (LANES,)),
    # what a good goes by: a rank, then a lot
    ("place_rank", "u2", (LANES,)), ("place_lot", "u4", (LANES,)),
    ("has", "u1", (LANES,)),  # attributes declared by the scenario, a bit each
    # holders of everyday records: a word for life, channels of which one holder has the records, files on their way
    ("life", "u4", (LANES,)), ("feeding", "u4", (LANES,)), ("fresh", "u1", (FILE_HOLDERS, len(HEADINGS), LANES)),
    # tallies: how often a kind took place today, records and acts of the other kind, points for an absence of what took place
    ("acted", "u1", (LANES,)), ("called", "u1", (LANES,)), ("obliged", "u1", (LANES,)), ("unearned", "i4", (LANES,)),
])  # fmt: skip
"""What one thread works with: the truth of one community's day in natural units."""
