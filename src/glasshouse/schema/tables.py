"""Every field that stages exchange: name, type, unit, meaning, and who writes it.

A community of 256 neighbours is one record; a table is an array of such records. State is compact at rest, natural
units exist in a stage's scratch only. Shapes are fixed here once, so that no scenario compiles anything anew.

Truth and record stay apart: forms of scoring are handed the `SHEET`, their own `LEDGER`, the `CASES` and numbers of
their configuration, and nothing else. What really happened lives in `DESK`, `CONDUCT` and `PROVENANCE`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.schema.alignment import LINE as LINE
from glasshouse.schema.alignment import aligned
from glasshouse.schema.fields import Field

LANES = 256
"""People in a community."""
KINDS = 64
"""Most kinds of conduct in a scenario."""
FREQUENT = 16
"""Most kinds that are drawn for everybody every day."""
FREQUENT_CEILING = 0.04
"""Kinds outside the library that anybody might do on one day in 25 or more are drawn for everybody."""
GROUPS = 4
"""Most words a day that rarer kinds of the library share."""
WORDS = 32
"""Rows of a day's words: blocks of four for the library's kinds, then a row for each frequent kind that is not in it; the last
block is spare."""
SPARE = WORDS // 4 - 1
"""The spare block of words."""
WALKS = GROUPS + KINDS
"""Most words in which rarer kinds are looked for: shared ones, and one for each kind that shares none."""
NO_KIND = KINDS
"""In place of a kind's number: none."""
CHANNELS = 32
REACHES = 16
"""Most channels that have only part of the people within reach: a bit each in a citizen's `reach`."""
FALSE_PAIRS = 256
"""Most pairs of a kind and a channel that makes false records of it."""
EVERYBODY = np.uint32(REACHES)
"""In place of such a bit: the channel has everybody within reach."""
MEASURES = 64
BANDS = 8
OWN = 16
"""Numbers of a system that forms of other packages may use as they like, of each type."""
DIMENSIONS = 5
CONTACTS = 10
QUARTERS = 4
"""Parts of a community whose far contacts live in communities of their own."""
QUARTER = LANES // QUARTERS
EVENTS = LANES * GROUPS
CELLS = 4096
"""Cells into which a shared word is cut; a kind's slot is a whole number of them."""
PAIRS = 96
"""Most pairs of a frequent kind and a channel that sees it."""
CASE_ROOM = 40
"""Cases kept at a time in one community; more are counted as overflow."""
HOLDERS = 16
"""Most holders of copies in a scenario: a bit each in a case."""
NOBODY = np.uint32(HOLDERS)
"""In place of such a bit: no holder."""
PATROL_STEPS = 16
"""Steps of what a community's records count for patrols, for each record."""
SPARE_ROOM = 8
"""Rooms of a book of cases that copies of ended cases leave free for new ones."""
NOTED = 8
"""Most cases of one citizen that the panel notes."""
FIRMS = 20
"""Most firms (work units) of a community."""
FIRM_KINDS = 8
"""Most kinds of conduct of firms."""
FIRM_EVENTS = 2 * FIRMS * FIRM_KINDS
"""Most records of a community's firms on one day: of each kind an act and a false record each."""
SYSTEMS = 24
ASKED = np.int16(-32768)
"""In the last dimension of a ledger, until the evening: the citizen has asked for an account, or to close the one they have."""
PROVINCES = 32
BINS = 64
"""Bins of a score histogram."""
PEOPLE_GROUPS = 4
"""Groups of people by minority (2) and registration (1)."""
SIZES = 8
"""Classes of gathering sizes, by powers of two."""

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


def _unit(name: str, code: str, meaning: str, writer: str) -> Field:
    step = 1 / 255 if code == "u1" else 1 / 65535
    return Field(name, code, (LANES,), meaning, writer, "share", step)


@dataclass(frozen=True)
class Table:
    """A named record of fields; one record is one community."""

    name: str
    fields: tuple[Field, ...]

    @property
    def dtype(self) -> np.dtype[np.void]:
        """The NumPy record type."""
        return np.dtype([(f.name, f.code, f.shape) if f.shape else (f.name, f.code) for f in self.fields])

    @property
    def bytes_per_citizen(self) -> float:
        """Size of one record divided by the people in it."""
        return self.dtype.itemsize / LANES


SOCIETY = Table("society", (
    Field("people", "u2", (), "people in this community; lanes beyond are nobody", "society", "persons"),
    Field("province", "u1", (), "number of the province, in census order", "society"),
    Field("town", "u1", (), "1 in town, 0 in the country", "society"),
    Field("near", "u4", (4,), "distances of near contacts, each to both sides", "society"),
    Field("far", "u4", (2, QUARTERS), "communities of the two far contacts, by quarter of the lanes", "society"),
    Field("age", "u1", (LANES,), "age", "society", "years"),
    Field("status", "u1", (LANES,), "bits: man, migrant, minority, first of a household, employed", "society"),
    Field("workplace", "u1", (LANES,), "number of the work unit within the community; 255 is none", "society"),
    _unit("income", "u1", "income rank", "society"),
    _unit("reliability", "u1", "disposition to keep obligations, as a rank", "society"),
    _unit("conformity", "u1", "disposition to follow others, as a rank", "society"),
    _unit("risk_aversion", "u1", "disposition to avoid risk, as a rank", "society"),
    _unit("sociability", "u1", "disposition to be with others, as a rank", "society"),
    _unit("online", "u1", "how much of life is online, as a rank", "society"),
    Field("reach", "u2", (LANES,), "one bit for each channel of partial reach that has this citizen within it", "society"),
))  # fmt: skip

CONDUCT = Table("conduct", (
    Field("situation", "u1", (LANES,), "bits: owing on a judgment, active in a gathering today, ever denied anything, ever "
          "denied a journey, resting after a gathering, detained", "conduct, consequences"),
))  # fmt: skip

RESPONSE = Table("response", (
    _unit("effort", "u2", "effort towards what is rewarded", "response"),
    Field("guard", "u2", (LANES,), "withholding what may cost; 32767 is none, below it people are louder", "response",
          "share", 1 / 32767),
    _unit("felt", "u2", "felt risk", "response"),
    _unit("grievance", "u2", "grievance", "response"),
    _unit("salience", "u1", "salience of the game", "response"),
    _unit("evasion", "u1", "encryption and anonymity in use", "response"),
    Field("cut", "u1", (LANES,), "bit j: the tie to near contact j was cut from this side", "response"),
    Field("spell", "u2", (LANES,), "days in a row under sanction, where a cap on days counts them", "response", "days"),
))  # fmt: skip

FACE = Table("face", (
    _unit("effort", "u1", "effort as contacts see it", "response"),
    Field("guard", "u1", (LANES,), "guard as contacts see it; 127 is none", "response", "share", 1 / 127),
    Field("flags", "u1", (LANES,), "bits: seen gathering or calling for it, sanctioned, publicly named, referred a "
          "friend, evades", "response"),
))  # fmt: skip

DOSSIER = Table("dossier", (
    Field("recent", "u1", (2, len(MEMORIES), LANES), "records on file by pool of holders and heading; low four bits "
          "recent, high four bits old; counts stop at 15", "observation", "records"),
))  # fmt: skip

LEDGER = Table("ledger", (
    Field("dimensions", "i2", (DIMENSIONS, LANES), "what records contributed, by dimension or by age", "scoring",
          "system's own step"),
    Field("published", "u2", (LANES,), "published score as a code; 0 is no account", "scoring", "system's own step"),
))  # fmt: skip

CASES = Table("cases", (
    Field("count", "u2", (), "cases kept", "scoring"),
    Field("overflow", "u2", (), "cases that found no room", "scoring"),
    Field("patrol", "u4", (), "records that patrols are sent by", "observation", "records", 1 / PATROL_STEPS),
    Field("citizen", "u1", (CASE_ROOM,), "lane of the citizen", "scoring"),
    Field("system", "u1", (CASE_ROOM,), "number of the system", "scoring"),
    Field("kind", "u1", (CASE_ROOM,), "kind of conduct recorded", "scoring"),
    Field("channel", "u1", (CASE_ROOM,), "channel of the record", "scoring"),
    Field("status", "u1", (CASE_ROOM,), "recorded, listed, repaired, corrected", "scoring, observation (reviews)"),
    Field("flags", "u1", (CASE_ROOM,),
          "bits: told, appealed, decided, accepted without appeal, spared (overturned in time)",
          "response, observation (reviews)"),
    Field("opened", "u2", (CASE_ROOM,), "day on which it was recorded", "scoring", "days"),
    Field("next", "u2", (CASE_ROOM,), "day of the next change", "scoring, observation (reviews)", "days"),
    Field("review", "u2", (CASE_ROOM,), "day on which an appeal is decided; 0 is none", "response", "days"),
    Field("points", "i2", (CASE_ROOM,), "points that it cost, to be given back if corrected", "scoring"),
    Field("holders", "u2", (CASE_ROOM,), "one bit for each holder that has, or once had, a copy", "scoring, observation"),
    Field("stale", "u2", (CASE_ROOM,), "one bit for each copy that says what the source no longer says",
          "scoring, observation"),
))  # fmt: skip

PROVENANCE = Table("provenance", (
    Field("false", "u1", (CASE_ROOM,), "1 if nothing happened behind the case's record", "observation"),
))  # fmt: skip

AT_REST = (SOCIETY, CONDUCT, RESPONSE, FACE, DOSSIER, LEDGER, CASES, PROVENANCE)
"""The tables that hold a society's state from day to day (faces twice: yesterday's and today's)."""

SHEET = aligned([
    ("citizen", "u8"), ("people", "u4"), ("seed", "u4", (2,)),
    ("recorded", "u4", (FREQUENT, LANES)),  # channels that recorded a frequent kind today, a bit each
    ("seen", "u1", (FREQUENT, LANES)), ("watching", "u4", (FREQUENT,)),  # whether any did, and which of them can
    ("n", "u4"), ("code", "u4", (EVENTS,)), ("channels", "u4", (EVENTS,)),  # rarer records: kind << 8 | lane
    ("profile", "f4", (len(ATTRIBUTES), LANES)), ("known", "f4", (LANES,)), ("member", "u1", (LANES,)),
    ("near", "u4", (4,)), ("far", "u4", (2, QUARTERS)), ("tied", "u2", (LANES,)),  # friends' lists
    ("household_first", "u1", (LANES,)),  # the household register: 1 where a household begins
    ("gain", "i4", (DIMENSIONS, LANES)), ("row", "f4", (LANES,)), ("row16", "u2", (LANES,)), ("row8", "u1", (LANES,)),
    ("account", "u1", (LANES,)), ("band", "u1", (LANES,)), ("band_now", "u1", (LANES,)), ("lane", "u4", (LANES,)),
    ("total", "f4", (LANES,)),
    ("ring", "u2", (2 * LANES,)), ("friends", "u2", (LANES,)), ("sum", "u4", (LANES,)),
    ("firm_n", "u4"), ("firm_code", "u4", (FIRM_EVENTS,)), ("firm_channels", "u4", (FIRM_EVENTS,)),
    ("hidden", "u8", (LANES,)),  # kinds of conduct of today whose posts were removed before contacts looked, a bit each
    ("files", "u1", (2, len(MEMORIES), LANES)),  # what is on file when a system that may read files opens
    ("opened", "u4"),  # cases before today's, so that their provenance can be filled in
    ("others", "u2", (SYSTEMS, LANES)),  # what systems that others read had published up to last night
    ("before", "u2", (LANES,)),  # what a system whose scores are blurred had published before
])  # fmt: skip
"""A day's records of one community: all that a form of scoring may see, and its own scratch."""

DESK = aligned([
    ("citizen", "u8"), ("slot", "u4"), ("first_decision", "u4"), ("last_decision", "u4"),  # rows of `decisions`, one past
    ("observer", "u4"),  # row of `extra` that the observer at work adds to
    ("traits", "f4", (len(TRAITS), LANES)), ("states", "f4", (len(STATES), LANES)), ("needs", "f4", (len(NEEDS), LANES)),
    ("felt", "f4", (LANES,)), ("people", "f4", (LANES,)),
    ("words", "u4", (WORDS // 4, 4, LANES)), ("happened", "u1", (FREQUENT, LANES)),
    ("done", "u4", (FREQUENT,)),
    ("factor", "f4", (LANES,)), ("open", "f4", (LANES,)),
    ("n", "u4"), ("code", "u4", (EVENTS,)),  # rarer acts that happened: kind << 8 | lane
    ("hit", "u4", (LANES,)),
    ("sight", "f4", (CHANNELS, LANES)), ("within", "u1", (LANES,)),
    ("group", "u1", (LANES,)),
    ("ring_effort", "u2", (2 * LANES,)), ("ring_guard", "u2", (2 * LANES,)), ("ring_flags", "u2", (2 * LANES,)),
    ("ring_cut", "u2", (2 * LANES,)),
    ("ties", "u2", (LANES,)), ("friends", "u1", (LANES,)), ("sum_effort", "u2", (LANES,)),
    ("sum_guard", "u2", (LANES,)),
    ("sum_active", "u2", (LANES,)),
    ("near_effort", "f4", (LANES,)), ("near_guard", "f4", (LANES,)), ("near_sanction", "f4", (LANES,)),
    ("near_public", "f4", (LANES,)), ("exposed", "f4", (LANES,)), ("ends", "u4", (LANES,)),
    ("withheld", "u1", (FREQUENT, LANES)), ("n_withheld", "u4"), ("kept_back", "u4", (EVENTS,)),
    ("ring_standing", "f4", (2 * LANES,)),
    ("treatment", "u8", (LANES,)), ("inside", "u2", (LANES,)), ("count", "u4"), ("burden", "f4", (LANES,)),
    ("boon", "f4", (LANES,)),
    ("named", "f4", (LANES,)), ("pull", "f4", (LANES,)), ("standing", "f4", (LANES,)), ("counted", "f4", (LANES,)),
    ("wronged", "u1", (LANES,)), ("prized", "u1", (LANES,)), ("held", "u1", (LANES,)), ("listed", "u1", (LANES,)),
    ("draw", "f4", (LANES,)), ("target", "f4", (LANES,)),
    # firms: the manager's lane, wages withheld today, what their standing brings; shares are burden, boon, publicity
    ("manager", "u4", (FIRMS,)), ("unpaid", "u1", (FIRMS,)), ("firm_did", "u8", (FIRMS,)), ("firm_effort", "f4", (FIRMS,)),
    ("firm_treatment", "u8", (FIRMS,)), ("liability", "u8", (2, FIRMS)), ("workers_share", "f4", (3, FIRMS)),
    ("managers_share", "f4", (3, FIRMS)),
    # who joins which provider
    ("ring_member", "u2", (2 * LANES,)), ("tie_member", "u2", (LANES,)), ("tie_any", "u2", (LANES,)),
    ("accounts", "u4", (LANES,)), ("best", "f4", (LANES,)), ("best_system", "u4", (LANES,)), ("worst", "f4", (LANES,)),
    ("worst_system", "u4", (LANES,)), ("tie_refers", "u2", (LANES,)), ("asked", "u1", (LANES,)),
    ("n_arrested", "u4"), ("arrested", "u1", (LANES,)), ("n_hindered", "u4"), ("hindered", "u4", (EVENTS,)),
    ("near_evades", "f4", (LANES,)), ("local", "f4"), ("away", "u1"), ("were_active", "u4"),
    ("patrol_chance", "f4"), ("patrolled", "u1"), ("patrol_sees", "f4"),
    # what games add to salience; what contacts stood at, packed, and what is left of a game's appeal
    ("game", "f4", (LANES,)), ("ring_code", "u4", (2 * LANES,)), ("sum_code", "u4", (LANES,)), ("appeal", "f4", (LANES,)),
])  # fmt: skip
"""What one thread works with: the truth of one community's day in natural units."""

RULES = np.dtype([
    ("seed", "u4", (2,)), ("kinds", "u4"), ("frequent", "u4"),
    ("channels", "u4"), ("systems", "u4"), ("trace", "u4"), ("shown", "u4"),
    # conduct
    ("rate", "f4", (KINDS,)), ("ceiling", "f4", (KINDS,)), ("guard_weight", "f4", (KINDS,)),
    ("trait_count", "u4", (KINDS,)), ("trait_index", "u4", (KINDS, 4)), ("trait_weight", "f4", (KINDS, 4)),
    ("state_count", "u4", (KINDS,)), ("state_index", "u4", (KINDS, 4)), ("state_weight", "f4", (KINDS, 4)),
    ("need", "u4", (KINDS,)), ("mark", "u4", (KINDS,)), ("attempt", "u1", (KINDS,)), ("attempts", "u4"),
    ("travels", "u1", (KINDS,)),
    ("ending", "u4", (FREQUENT,)), ("memory", "u1", (KINDS,)),
    # a day's words: blocks that are drawn, the row of each kind's word, and kinds with a row keyed by their name
    ("blocks", "u4"), ("block", "u4", (WORDS // 4,)), ("row", "u4", (KINDS,)), ("named", "u4"), ("named_kind", "u4", (FREQUENT,)),
    # where the rarer kinds are looked for: the row, the kind if it is one kind's word, else the row of cells
    ("walks", "u4"), ("walk_row", "u4", (WALKS,)), ("walk_kind", "u4", (WALKS,)), ("walk_end", "u4", (WALKS,)),
    ("walk_cells", "u4", (WALKS,)), ("cell", "u1", (GROUPS, CELLS)), ("slot", "u4", (KINDS,)),
    ("firms", "u1"), ("firm_kinds", "u4"), ("firm_kind", "u4", (FIRM_KINDS,)),
    # observation
    ("pairs", "u4"), ("pair_kind", "u4", (PAIRS,)), ("pair_channel", "u4", (PAIRS,)), ("pair_sees", "f4", (PAIRS,)),
    ("pair_opens", "u1", (PAIRS,)), ("watching", "u4", (FREQUENT,)),
    ("filed", "u4"),  # rows of the dossier into which records of frequent kinds go, a bit each: pool, then heading
    ("watchers", "u4", (KINDS,)), ("watcher", "u4", (KINDS, CHANNELS)), ("sees", "f4", (KINDS, CHANNELS)),
    ("invents", "f4", (KINDS, CHANNELS)), ("seeing", "f4", (CHANNELS, PEOPLE_GROUPS)),
    ("inventing", "f4", (CHANNELS, PEOPLE_GROUPS)), ("evaded", "f4", (CHANNELS,)), ("pool", "u4", (2,)),
    ("profile_error", "f4", (CHANNELS, len(ATTRIBUTES))), ("age_every", "u4", (2, len(MEMORIES))), ("delay", "u4", (CHANNELS,)),
    ("reach_bit", "u4", (CHANNELS,)),
    ("false_pairs", "u4"), ("false_of_firms", "u4"), ("false_kind", "u4", (FALSE_PAIRS,)),
    ("false_channel", "u4", (FALSE_PAIRS,)), ("false_key", "u4", (FALSE_PAIRS,)), ("false_most", "u4", (FALSE_PAIRS,)),
    ("false_scale", "f4", (FALSE_PAIRS,)),
    ("exposure", "f4", (REACHES,)), ("exposure_all", "f4"), ("reaches", "u4"),
    ("lookouts", "u4"), ("lookout", "u4", (CHANNELS,)), ("partial", "u1", (CHANNELS,)),
    # patrols: the channel that they make, `CHANNELS` if there is none, and what decides where they go
    ("patrol", "u4"), ("patrol_share", "f4"), ("patrol_reported", "f4"), ("patrol_start", "f4"), ("patrol_keep", "f4"),
    ("patrol_even", "u1"), ("patrol_corrected", "u1"), ("patrol_mean", "f4"),
    # consequences
    ("treats", "u1"), ("denies", "u8", (KINDS,)), ("eases", "u8", (KINDS,)),
    ("most_sanctions", "u4"), ("most_days", "u4"), ("sanctions", "u4"), ("sanction", "u1", (MEASURES,)),
    ("sanction_worth", "f4", (MEASURES,)), ("sanction_public", "f4", (MEASURES,)), ("one_desk", "u1"), ("leave", "f4"),
    # response
    ("responds", "u1"), ("awareness", "f4"), ("risk_keep", "f4"), ("risk_sanction", "f4"), ("risk_contacts", "f4"),
    ("risk_publicity", "f4"), ("risk_exposure", "f4"), ("guard_speed", "f4"), ("guard_reach", "f4"),
    ("conformity", "f4"), ("reactance", "f4"), ("effort_speed", "f4"), ("reward", "f4"), ("loss", "f4"), ("cost", "f4"),
    ("salience_start", "f4"), ("salience_keep", "f4"), ("salience_prize", "f4"), ("licensing", "f4"),
    ("grievance_injustice", "f4"), ("grievance_sanction", "f4"), ("grievance_relief", "f4"), ("ties_cut", "f4"),
    ("evasion_speed", "f4"), ("appeal", "f4"), ("appeal_means", "f4"), ("appeal_right", "f4"),
    ("doubt_named", "f4"), ("doubt_standing", "f4"), ("keeps", "f4"), ("keeps_reliability", "f4"), ("keeps_effort", "f4"),
    ("chances", "f4"), ("threshold_low", "f4"), ("threshold_high", "f4"), ("threshold_grievance", "f4"),
    ("threshold_risk", "f4"), ("opacity", "f4"), ("tie_weight", "f4"),
    ("near_ties", "u4"), ("far_ties", "u4"), ("households", "u1"), ("chances_kind", "u4"), ("kind_key", "u4", (KINDS,)),
    ("weighing", "f4"), ("tolerance", "f4"), ("punishment", "f4"), ("proportional", "u1"),
    ("channel_key", "u4", (CHANNELS,)), ("kept", "u1", (KINDS,)), ("visible", "f4"),
    ("markets", "u4"), ("joining_every", "u4"), ("taste", "f4"), ("network", "f4"), ("several", "f4"), ("most_accounts", "u4"),
    ("looks", "f4"), ("switching", "f4"), ("quits", "f4"), ("referral", "f4"),
    # speech and gatherings
    ("floods", "f4"), ("rouses", "f4", (KINDS,)), ("friction", "f4", (KINDS,)), ("speech", "u1", (KINDS,)), ("removes", "u1"),
    ("officers", "f4"), ("escape", "f4"), ("rest_ends", "f4"), ("detention_ends", "f4"), ("risk_arrest", "f4"),
    ("arresting", "u4"), ("wrongs", "f4"), ("wrong_days", "u4"), ("wrong_weight", "f4"),
    ("evasion_contacts", "f4"), ("evasion_keep", "f4"), ("suspects", "f4", (CHANNELS,)),
    # trade in records
    ("holders", "u4"), ("holder_key", "u4", (HOLDERS,)), ("partners", "u2", (HOLDERS,)), ("passes", "f4", (HOLDERS,)),
    ("hears", "f4", (HOLDERS,)), ("puts_right", "f4", (HOLDERS,)), ("holds_for", "u4", (HOLDERS,)),
    ("answers", "f4", (HOLDERS,)), ("outside", "u2"), ("acts_on_copies", "u2"), ("complains", "f4"), ("gives_up", "f4"),
    ("games", "u4"), ("game_row", "f4"), ("game_full", "f4"), ("game_comparison", "f4"), ("game_appeal", "f4", (256,)),
    # number of the community in row 0 of the tables: not 0 where they hold a later range of communities
    ("first", "u4"),
])  # fmt: skip
"""A scenario as numbers, for all stages but the systems' forms."""

SYSTEM = np.dtype([
    ("number", "u4"), ("key", "u4"), ("kind_key", "u4", (KINDS,)), ("reads", "u4"), ("active", "u1"),
    ("publish_every", "u4"), ("publish_on", "u4"), ("form", "u4"), ("member_mask", "u1"), ("member_status", "u1"),
    ("member_share", "f4"), ("member_online", "f4"), ("known", "f4"), ("opaque", "f4"), ("contacts", "f4"),
    ("household", "f4"), ("village", "f4"),
    ("believes", "u1"), ("contacts_error", "f4"), ("contacts_mixing", "f4"),
    ("low", "f4"), ("high", "f4"), ("start", "f4"), ("step", "f4"), ("level_step", "f4"),
    ("points", "i4", (KINDS, DIMENSIONS)), ("weight", "f4", (DIMENSIONS,)), ("base", "f4", (DIMENSIONS,)),
    ("lean", "f4", (DIMENSIONS, len(ATTRIBUTES))), ("dimensions", "u4"), ("contacts_dimension", "u4"),
    ("keep", "f4"), ("window", "u4"), ("forget_every", "u4"), ("frequent_points", "u4"), ("frequent", "u4", (KINDS,)),
    ("frequent_dimension", "u4", (KINDS,)), ("frequent_value", "i4", (KINDS,)), ("scored", "u1", (KINDS,)),
    ("enters", "u1", (KINDS,)), ("repairs", "u1", (KINDS,)), ("kept", "u1", (KINDS,)), ("chance", "f4", (KINDS,)),
    ("term", "u4"),
    ("at_start", "f4"), ("delay", "u4", (CHANNELS,)), ("notice", "u4"), ("told", "f4"), ("appeals", "u1"),
    ("review_days", "u4"), ("overturned_wrong", "f4"), ("overturned_right", "f4"), ("lag", "u4"), ("profiled", "u1"),
    ("bands", "u4"), ("band_code", "u4", (BANDS,)), ("treatment", "u8", (BANDS,)), ("burden", "f4", (BANDS,)),
    ("boon", "f4", (BANDS,)), ("public", "f4", (BANDS,)), ("worth", "f4", (BANDS,)), ("removes", "f4", (KINDS,)),
    ("of_firms", "u1"), ("workers", "u8", (BANDS,)), ("managers", "u8", (BANDS,)), ("workers_share", "f4", (BANDS, 3)),
    ("managers_share", "f4", (BANDS, 3)),
    ("noise", "f4"), ("leaves", "u1"),
    # what other systems' bands are worth to it
    ("others", "u4"), ("other_weight", "f4", (SYSTEMS,)), ("other_bands", "u4", (SYSTEMS,)),
    ("other_code", "u4", (SYSTEMS, BANDS)), ("other_points", "i4", (SYSTEMS, BANDS)),
    ("market", "u4"), ("market_key", "u4"), ("innovation", "f4"), ("imitation", "f4"), ("advantage", "f4"), ("entry", "u4"),
    ("file_pools", "u4"), ("file_points", "f4", (len(MEMORIES),)), ("old_counts", "f4"),
    ("given", "u2", (CHANNELS,)), ("holder", "u4"),  # who gets a copy of each channel's cases; whose copies it acts upon
    ("game", "u4"), ("plays", "u1", (KINDS,)), ("frequent_kinds", "u4"), ("prize_every", "u4"), ("shows_friends", "u1"),
    # for forms of other packages only: no form that ships reads or writes them, and nothing else does
    ("own", "f4", (OWN,)), ("own_whole", "i4", (OWN,)),
])  # fmt: skip
"""One system as numbers, for its form's kernels and for the consequences of its bands."""
