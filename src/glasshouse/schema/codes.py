"""What numbers in tables stand for: places of named rows, scales of codes, bits of flags, values that mean none."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from glasshouse.schema.limits import HOLDERS, KINDS, REACHES

# --- named rows: each place has a name beside the tuple, so that a kernel writes `states[GUARD]` ---

Trait = Literal[
    "reliability", "income", "age", "conformity", "risk aversion", "sociability", "online", "town", "migrant", "man"
]
State = Literal["effort", "self_censorship", "salience", "evasion", "grievance", "crowd"]
Domain = Literal["public", "money", "life"]
Need = Literal["nothing", "in default", "not in default", "employed", "firm", "manages a firm", "parent"]
Effect = Literal["none", "starts default", "ends default", "gathers", "offers trust", "costs workers", "refers"]
Heading = Literal["credit", "commerce", "speech", "order", "civic"]
Attribute = Literal["age", "income", "reliability", "sociability", "online"]
"""The words themselves, for documents: each is written once, here, in the order of its places."""

TRAITS: tuple[Trait, ...] = get_args(Trait)
"""Rows of `traits`, in natural units: ranks from -1 to 1, age on a scale from 18 to 98, the last two 0 or 1."""
RELIABILITY, INCOME, AGE, CONFORMITY, RISK_AVERSION, SOCIABILITY, ONLINE, IN_TOWN, IS_MIGRANT, IS_MAN = range(10)
"""Places in `TRAITS`."""
STATES: tuple[State, ...] = get_args(State)
"""Rows of `states`: shares from 0 to 1, `guard` from -1 (louder) to 1; `crowd` is what contacts' gatherings add."""
EFFORT, GUARD, SALIENCE, EVASION, GRIEVANCE, CROWD = range(6)
"""Places in `STATES`."""
DOMAINS: tuple[Domain, ...] = get_args(Domain)
"""Domains of fear: what is said and shown in public, what money is about, work and life. Every context lies in one."""
PUBLIC, MONEY, LIFE = range(3)
"""Places in `DOMAINS`."""
TRUSTED = ("government", "institutions", "people")
"""Rows of `trust`: whom people trust; institutions are courts, banks and companies, people are those about one."""
GOVERNMENT, INSTITUTIONS, OTHERS = range(3)
"""Places in `TRUSTED`."""
STATE_ROWS = (*STATES, "self_censorship_money", "self_censorship_life")
"""Rows of `states`: self-censorship is one of `STATES` for documents, since a kind's context says which row it means."""
GUARDS = (GUARD, len(STATES), len(STATES) + 1)
"""Rows of self-censorship in `states`, by domain."""
NEEDS: tuple[Need, ...] = get_args(Need)
"""Conditions of conduct; what needs a firm is a firm's doing and never a citizen's."""
NEEDS_NOTHING, NEEDS_OWING, NEEDS_NOT_OWING, NEEDS_EMPLOYED, NEEDS_FIRM, NEEDS_MANAGING, NEEDS_PARENT = range(7)
"""Places in `NEEDS`."""
PARENT_FROM, PARENT_TO = 28, 50
"""Ages from and up to which the first of a household answers for its children at school."""
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""What a kind of conduct does beyond being done."""
NO_MARK, STARTS_OWING, ENDS_OWING, GATHERS, OFFERS_TRUST, COSTS_WORKERS, REFERS = (np.uint32(k) for k in range(7))
"""Places in `EFFECTS`, of the type of the parameters' `mark`, so that comparing widens nothing."""
HEADINGS: tuple[Heading, ...] = get_args(Heading)
"""Headings of the dossiers: under what a record is filed."""
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)
"""What profiles estimate: what they can say about a person."""

NOT_TALLIED, PER_RECORD, PER_PERIOD, AFTER_ANOTHER, DAYS_IN_BAND = (np.uint8(k) for k in range(5))
"""What a tally is for: nothing any more, points that hang on earlier records, the absence of records in each period or within
days after another record, and days in a row in a band."""
NOT_THERE = np.uint8(255)
"""In place of a tally's count of records: the account was not there for the whole period."""

# --- scales: state at rest is whole numbers, of 8 or 16 bits ---

SHARE_TOP = 65535
"""Code of the share 1 in 16 bits; 0 is the share 0."""
GUARD_NONE = 32767
"""Code of no self-censorship. Signed: 0 is -1 (louder than usual), 65534 is 1, so that `code / 32767 - 1` is exact at 0."""
SCORE_LOWEST, SCORE_HIGHEST = 1, 65534
"""Codes of the lowest and highest score that a system publishes; 0 is no account, 65535 is never published."""
SCORE_SPAN = SCORE_HIGHEST - SCORE_LOWEST
"""Steps of a published score: `(code - 1) / 65533` is its place between the ends of the system's scale."""
FACE_TOP, FACE_GUARD_NONE = 255, 127
"""The same two scales in the 8 bits that contacts see."""
TRUST_NONE = 1
"""Code of no trust at all; 255 is full trust, and 0 says that somebody's trust has not begun: it stands where it usually does."""
TRUST_LOW = 64
"""Codes from 1 up to here are little trust: less than a quarter of the scale."""

# --- in place of a number: none ---

NO_KIND = KINDS
"""In place of a kind's number."""
EVERYBODY = np.uint32(REACHES)
"""In place of a bit of `reach`: the channel has everybody within reach."""
NOBODY = np.uint32(HOLDERS)
"""In place of a holder's bit: no holder."""
ASKED = np.int16(-32768)
"""In the last dimension of a ledger, until the evening: the citizen has asked for an account, or to close the one they have."""

# --- bits ---

MAN, MIGRANT, MINORITY, FIRST, EMPLOYED = (np.uint8(1 << k) for k in range(5))
"""Bits of a citizen's status; FIRST opens a household."""
IN_DEFAULT, ACTIVE, EVER_DENIED, EVER_GROUNDED, RESTING, DETAINED, TURNED_AWAY = (np.uint8(1 << k) for k in range(7))
"""Bits of a citizen's situation. RESTING stays away from gatherings after one, DETAINED is arrested and not released,
TURNED_AWAY knows from a refusal that journeys are barred."""
SIGNAL_ACTIVE, SIGNAL_PUBLIC, SIGNAL_MONEY, SIGNAL_REFERS, SIGNAL_EVADES, SIGNAL_LIFE = (
    np.uint16(1 << k) for k in range(6)
)
"""Bits of what contacts see of a citizen. Public, money and life: a sanction that they learn of, by domain of fear."""
ASKS, HAS_ONE, WITHOUT = (np.uint8(k) for k in range(1, 4))
"""How somebody stands with a good of which there are too few: 0 has not asked; asks, has one, got none when it was given out."""
CASE_EMPTY, CASE_RECORDED, CASE_LISTED, CASE_REPAIRED = (np.uint8(k) for k in range(4))
CASE_CORRECTED, CASE_ENDED, CASE_REVOKED = (np.uint8(k) for k in range(4, 7))
"""Status of a case. Listed, repaired and corrected cases are in force until their next day of change. Of ended cases and
of those revoked as errors nothing is left at the source; they live on in copies."""
NO_FINDING, WAITING, LET_LAPSE, LAPSED, CONFIRMED, UNSEEN = (np.uint8(k) for k in range(6))
"""What a human review has come to: nothing is asked; a caseworker has not looked yet; let the measure lapse; nobody looked and it
lapsed; confirmed it; nobody looked and it took effect."""
AboveCapacity = Literal["automatic", "waits", "lapses"]
ABOVE_CAPACITY: tuple[AboveCapacity, ...] = get_args(AboveCapacity)
"""What becomes of cases that no caseworker reaches in time."""
TAKES_EFFECT, WAITS, LAPSES = (np.uint32(k) for k in range(3))
"""Places in `ABOVE_CAPACITY`, of the type of the system's `review_above`."""
TOLD, APPEALED, DECIDED, ACCEPTED, SPARED, COMPLAINED, GAVE_UP, SUSPENDED = (np.uint8(1 << k) for k in range(8))
"""Bits of a case's flags. SUSPENDED: set aside at the last publication, since an appeal was not decided."""
