"""Scenarios and systems as numbers, in the form that kernels read."""

from __future__ import annotations

import numpy as np

from glasshouse.schema.codes import ATTRIBUTES, DOMAINS, HEADINGS, TRUSTED
from glasshouse.schema.limits import (
    BANDS,
    CELLS,
    CHANNELS,
    DEBTS,
    DECLARED,
    DIMENSIONS,
    FALSE_PAIRS,
    FEEDS,
    FILE_HOLDERS,
    FIRM_KINDS,
    FREQUENT,
    GOODS,
    GROUPS,
    HOLDERS,
    KINDS,
    MEASURES,
    OWN,
    PAIRS,
    PASSINGS,
    PEOPLE_GROUPS,
    REACHES,
    SHARES,
    SYSTEMS,
    TALLIES,
    TALLY_TOP,
    WALKS,
    WORDS,
)

PARAMETERS = np.dtype([
    ("seed", "u4", (2,)), ("kinds", "u4"), ("frequent", "u4"),
    ("channels", "u4"), ("systems", "u4"), ("trace", "u4"), ("shown", "u4"), ("turnover", "u1"),
    # conduct
    ("rate", "f4", (KINDS,)), ("ceiling", "f4", (KINDS,)), ("self_censorship_weight", "f4", (KINDS,)), ("guard", "u4", (KINDS,)),
    ("trait_count", "u4", (KINDS,)), ("trait_index", "u4", (KINDS, 4)), ("trait_weight", "f4", (KINDS, 4)),
    ("state_count", "u4", (KINDS,)), ("state_index", "u4", (KINDS, 4)), ("state_weight", "f4", (KINDS, 4)),
    ("need", "u4", (KINDS,)), ("effect", "u4", (KINDS,)), ("attempt", "u1", (KINDS,)), ("attempts", "u4"),
    ("travels", "u1", (KINDS,)), ("managing", "u1"), ("parenting", "u1"),
    # what is given up once it has been refused, and the kind that is done instead
    ("given_up", "f4", (KINDS,)), ("instead", "u4", (KINDS,)),
    ("ending", "u4", (FREQUENT,)), ("heading", "u1", (KINDS,)),
    # a day's words: blocks that are drawn, the row of each kind's word, and kinds with a row keyed by their name
    ("blocks", "u4"), ("block", "u4", (WORDS // 4,)), ("row", "u4", (KINDS,)), ("named", "u4"), ("named_kind", "u4", (FREQUENT,)),
    # where the rarer kinds are looked for: the row, the kind if it is one kind's word, else the row of cells
    ("walks", "u4"), ("walk_row", "u4", (WALKS,)), ("walk_kind", "u4", (WALKS,)), ("walk_end", "u4", (WALKS,)),
    ("walk_cells", "u4", (WALKS,)), ("cell", "u1", (GROUPS, CELLS)), ("slot", "u4", (KINDS,)),
    ("firms", "u1"), ("firm_kinds", "u4"), ("firm_kind", "u4", (FIRM_KINDS,)),
    # observation
    ("pairs", "u4"), ("pair_kind", "u4", (PAIRS,)), ("pair_channel", "u4", (PAIRS,)), ("pair_sensitivity", "f4", (PAIRS,)),
    ("pair_opens", "u1", (PAIRS,)), ("watching", "u4", (FREQUENT,)),
    ("filed", "u4"),  # rows of the dossier into which records of frequent kinds go, a bit each: pool, then heading
    ("watchers", "u4", (KINDS,)), ("watcher", "u4", (KINDS, CHANNELS)), ("sensitivity", "f4", (KINDS, CHANNELS)),
    ("false_records", "f4", (KINDS, CHANNELS)), ("sensitivity_by_group", "f4", (CHANNELS, PEOPLE_GROUPS)),
    ("false_records_by_group", "f4", (CHANNELS, PEOPLE_GROUPS)), ("loss_to_evasion", "f4", (CHANNELS,)), ("pool", "u4", (2,)),
    ("profile_error", "f4", (CHANNELS, len(ATTRIBUTES))), ("age_every", "u4", (2, len(HEADINGS))),
    ("reach_bit", "u4", (CHANNELS,)),
    ("false_pairs", "u4"), ("false_of_firms", "u4"), ("false_kind", "u4", (FALSE_PAIRS,)),
    ("false_channel", "u4", (FALSE_PAIRS,)), ("false_key", "u4", (FALSE_PAIRS,)), ("false_most", "u4", (FALSE_PAIRS,)),
    ("false_scale", "f4", (FALSE_PAIRS,)),
    ("exposure", "f4", (len(DOMAINS), REACHES)), ("exposure_all", "f4", (len(DOMAINS),)), ("reaches", "u4"),
    ("lookouts", "u4"), ("lookout", "u4", (CHANNELS,)), ("partial", "u1", (CHANNELS,)),
    # patrols: the channel that they make, `CHANNELS` if there is none, and what decides where they go
    ("patrol", "u4"), ("patrol_share", "f4"), ("patrol_reported", "f4"), ("patrol_start", "f4"), ("patrol_keep", "f4"),
    ("patrol_even", "u1"), ("patrol_corrected", "u1"), ("patrol_mean", "f4"),
    # consequences
    ("treats", "u1"), ("denies", "u8", (KINDS,)), ("eases", "u8", (KINDS,)), ("bars", "u8"),
    ("worsens", "u8", (KINDS,)), ("surcharge", "u4", (MEASURES,)),
    ("most_sanctions", "u4"), ("most_days", "u4"), ("sanctions", "u4"), ("sanction", "u1", (MEASURES,)),
    ("sanction_worth", "f4", (MEASURES,)), ("sanction_public", "f4", (MEASURES,)),
    ("sanction_in", "f4", (MEASURES, len(DOMAINS))), ("one_desk", "u1"), ("leave", "f4"),
    # response
    ("responds", "u1"), ("awareness", "f4"), ("risk_keep", "f4"), ("risk_sanction", "f4"), ("risk_contacts", "f4"),
    ("risk_spill", "f4"), ("risk_exposure", "f4"), ("self_censorship_speed", "f4"), ("self_censorship_reach", "f4"),
    ("conformity", "f4"), ("reactance", "f4"), ("effort_speed", "f4"), ("reward", "f4"),
    ("reward_lasting", "f4"), ("loss", "f4"), ("cost", "f4"),
    ("salience_start", "f4"), ("salience_keep", "f4"), ("salience_prize", "f4"), ("licensing", "f4"),
    ("grievance_injustice", "f4"), ("grievance_sanction", "f4"), ("grievance_relief", "f4"), ("ties_cut", "f4"),
    ("evasion_speed", "f4"), ("appeal", "f4"), ("appeal_means", "f4"), ("appeal_right", "f4"),
    ("doubt_named", "f4"), ("doubt_standing", "f4"), ("keeps", "f4"), ("keeps_reliability", "f4"), ("keeps_effort", "f4"),
    ("chances", "f4"), ("threshold_low", "f4"), ("threshold_high", "f4"), ("threshold_grievance", "f4"),
    ("threshold_risk", "f4"), ("opacity", "f4"), ("tie_weight", "f4"),
    ("near_ties", "u4"), ("far_ties", "u4"), ("households", "u1"), ("chances_kind", "u4"), ("kind_key", "u4", (KINDS,)),
    ("weighing", "f4"), ("tolerance", "f4"), ("punishment", "f4"), ("proportional", "u1"),
    # trust: whether people keep any, where it usually stands, what moves it in a day, what it moves
    ("trusts", "u1"), ("trust_usual", "f4", (len(TRUSTED),)), ("trust_spread", "f4"), ("trust_returns", "f4"),
    ("trust_wronged", "f4"), ("trust_sanctioned", "f4"), ("trust_rewarded", "f4"), ("trust_watched", "f4"),
    ("trust_persuaded", "f4"), ("trust_leaked", "f4"), ("trust_named", "f4"), ("trust_scored", "f4"),
    ("trust_kept", "f4"), ("trust_broken", "f4"), ("trust_complies", "f4"), ("trust_deals", "f4"),
    ("channel_key", "u4", (CHANNELS,)), ("visible", "f4"),
    ("markets", "u4"), ("joining_every", "u4"), ("taste", "f4"), ("network", "f4"), ("several", "f4"), ("most_accounts", "u4"),
    ("looks", "f4"), ("switching", "f4"), ("quits", "f4"), ("referral", "f4"),
    # speech and gatherings
    ("floods", "f4"), ("persuades", "f4"), ("persuasion_reach", "f4"), ("persuasion_days", "u4"),
    ("mobilises", "f4", (KINDS,)), ("friction", "f4", (KINDS,)), ("speech", "u1", (KINDS,)), ("removes", "u1"),
    ("officers", "f4"), ("crackdown", "f4"), ("crackdown_size", "f4"),
    ("escape", "f4"), ("rest_ends", "f4"), ("detention_ends", "f4"), ("risk_arrest", "f4"),
    ("arresting", "u4"), ("incidents", "f4"), ("incident_days", "u4"), ("incident_weight", "f4"),
    ("evasion_contacts", "f4"), ("evasion_keep", "f4"), ("evasion_as_suspicion", "f4", (CHANNELS,)),
    # trade in records
    ("holders", "u4"), ("holder_key", "u4", (HOLDERS,)), ("partners", "u2", (HOLDERS,)), ("passes", "f4", (HOLDERS,)),
    ("hears", "f4", (HOLDERS,)), ("puts_right", "f4", (HOLDERS,)), ("holds_for", "u4", (HOLDERS,)),
    ("answers", "f4", (HOLDERS,)), ("outside", "u2"), ("acts_on_copies", "u2"), ("complains", "f4"), ("gives_up", "f4"),
    ("games", "u4"), ("game_row", "f4"), ("game_full", "f4"), ("game_comparison", "f4"), ("game_appeal", "f4", (256,)),
    # holders of everyday records: whose records they have, how long they keep them, whether they delete with their sources
    ("file_holders", "u4"), ("file_channels", "u4", (FILE_HOLDERS,)), ("file_every", "u4", (FILE_HOLDERS,)),
    ("file_follows", "u1", (FILE_HOLDERS,)), ("followers", "u4"),
    ("feeds", "u4"), ("feed_holder", "u4", (FEEDS,)), ("feed_channel", "u4", (FEEDS,)), ("feed_share", "f4", (FEEDS,)),
    ("feed_key", "u4", (FEEDS,)),
    # what they pass on to each other: from whom to whom, headings (a bit each), days, the first day, shares of people
    ("passings", "u4"), ("passing_from", "u4", (PASSINGS,)), ("passing_to", "u4", (PASSINGS,)),
    ("passing_headings", "u4", (PASSINGS,)), ("passing_every", "u4", (PASSINGS,)), ("passing_first", "u4", (PASSINGS,)),
    ("passing_share", "f4", (PASSINGS,)), ("passing_consents", "f4", (PASSINGS,)), ("passing_key", "u4", (PASSINGS,)),
    # attributes declared by the scenario: the channels that disclose each (a bit each), chances that they say it of those who
    # have it and of those who have it not, and what each makes of kinds' rates (kinds that lean on some, a bit each)
    ("attributes", "u4"), ("attribute_key", "u4", (DECLARED,)), ("disclosing", "u4", (DECLARED,)),
    ("disclosed", "f4", (CHANNELS, DECLARED)), ("disclosed_wrongly", "f4", (CHANNELS, DECLARED)),
    ("by_attribute", "u1", (KINDS,)), ("times", "f4", (KINDS, DECLARED)),
    ("borne", "u8", (DECLARED,)),  # measures that third persons bear of whom people with an attribute have some, a bit each
    # goods: the attempt by which people ask, what they are given by, the system, places for each person, days
    ("goods", "u4"), ("good_key", "u4", (GOODS,)), ("good_kind", "u4", (GOODS,)), ("good_by", "u4", (GOODS,)),
    ("good_system", "u4", (GOODS,)), ("good_places", "f4", (GOODS,)), ("good_period", "u4", (GOODS,)),
    ("good_again", "u1", (GOODS,)),
    # debts: the kind or the measure that puts each on people, amounts in steps, the chance of paying, what a default is
    ("debts", "u4"), ("debt_key", "u4", (DEBTS,)), ("debt_kind", "u4", (DEBTS,)), ("debt_measure", "u8", (DEBTS,)),
    ("debt_amount", "u4", (DEBTS,)), ("debt_instalment", "u4", (DEBTS,)), ("debt_fee", "u4", (DEBTS,)),
    ("debt_every", "u4", (DEBTS,)),
    ("debt_pays", "f4", (DEBTS,)), ("debt_pays_income", "f4", (DEBTS,)), ("debt_pays_reliability", "f4", (DEBTS,)),
    ("debt_patience", "u4", (DEBTS,)), ("debt_default", "u4", (DEBTS,)),
    # tallies, a row each: what for, whose, of which kind, after which other kind, days of a period (or before a measure begins),
    # records that there must be, what an absence brings, what so many records bring together
    ("tallies", "u4"), ("tally_type", "u1", (TALLIES,)), ("tally_system", "u4", (TALLIES,)), ("tally_kind", "u4", (TALLIES,)),
    ("tally_after", "u4", (TALLIES,)), ("tally_days", "u4", (TALLIES,)), ("tally_least", "u4", (TALLIES,)),
    ("tally_points", "i4", (TALLIES,)), ("tally_worth", "i4", (TALLIES, TALLY_TOP + 1)),
    # whether measures begin later, and whether absences count; of each such measure the bands that name it (a bit each), its own
    # bit, and what it brings
    ("late", "u1"), ("absences", "u1"), ("tally_bands", "u4", (TALLIES,)), ("tally_bit", "u8", (TALLIES,)),
    ("tally_burden", "f4", (TALLIES,)),
    ("tally_benefit", "f4", (TALLIES,)), ("tally_public", "f4", (TALLIES,)), ("tally_burden_in", "f4", (TALLIES, len(DOMAINS))),
    # number of the community in row 0 of the tables: not 0 where they hold a later range of communities
    ("first", "u4"),
])  # fmt: skip
"""A scenario as numbers, for all stages but the systems' forms."""
SYSTEM = np.dtype([
    ("number", "u4"), ("key", "u4"), ("kind_key", "u4", (KINDS,)), ("reads", "u4"), ("active", "u1"),
    ("publish_every", "u4"), ("publish_on", "u4"), ("form", "u4"), ("member_mask", "u1"), ("member_status", "u1"),
    ("member_attribute", "u1"),
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
    ("review_days", "u4"), ("overturned_wrong", "f4"), ("overturned_right", "f4"), ("suspends", "u1"), ("lag", "u4"),
    ("profiled", "u1"),
    ("bands", "u4"), ("band_code", "u4", (BANDS,)), ("treatment", "u8", (BANDS,)), ("burden", "f4", (BANDS,)),
    ("benefit", "f4", (BANDS,)), ("public", "f4", (BANDS,)), ("worth", "f4", (BANDS,)), ("removes", "f4", (KINDS,)),
    ("of_firms", "u1"), ("workers", "u8", (BANDS,)), ("managers", "u8", (BANDS,)), ("workers_share", "f4", (BANDS, SHARES)),
    ("managers_share", "f4", (BANDS, SHARES)), ("burden_in", "f4", (BANDS, len(DOMAINS))),
    ("noise", "f4"), ("leaves", "u1"),
    # what other systems' bands are worth to it
    ("others", "u4"), ("other_weight", "f4", (SYSTEMS,)), ("other_bands", "u4", (SYSTEMS,)),
    ("other_code", "u4", (SYSTEMS, BANDS)), ("other_points", "i4", (SYSTEMS, BANDS)),
    ("market", "u4"), ("market_key", "u4"), ("innovation", "f4"), ("imitation", "f4"), ("advantage", "f4"), ("entry", "u4"),
    ("file_pools", "u4"), ("file_points", "f4", (len(HEADINGS),)), ("old_counts", "f4"),
    ("given", "u2", (CHANNELS,)), ("holder", "u4"),  # who gets a copy of each channel's cases; whose copies it acts upon
    ("game", "u4"), ("plays", "u1", (KINDS,)), ("frequent_kinds", "u4"), ("prize_every", "u4"), ("shows_friends", "u1"),
    # attributes declared by the scenario that it reads, a bit each, and what each adds to a dimension
    ("attributes", "u1"), ("attribute_lean", "f4", (DIMENSIONS, DECLARED)),
    # rows of the tallies that are its own; by kind, the row in which its records are counted, and one more (0 is none); how much
    # more or less people of each group start with
    ("tally_first", "u4"), ("tally_end", "u4"), ("tally", "u1", (KINDS,)), ("grouped", "u1"), ("starts", "f4", (PEOPLE_GROUPS,)),
    # what follows for those who could have an account and have none
    ("refusal", "u1"), ("refusal_treatment", "u8"), ("refusal_burden", "f4"), ("refusal_benefit", "f4"),
    ("refusal_public", "f4"), ("refusal_in", "f4", (len(DOMAINS),)),
    # a human review before a worse band takes effect: the row of dockets from 1 (0: none), what is looked at, with which errors,
    # what the institution can take up today, what becomes of the rest; how heavy no band and each band is, from 0
    ("docket", "u4"), ("reviewed", "f4"), ("review_lapse_wrong", "f4"), ("review_lapse_right", "f4"), ("review_capacity", "f4"),
    ("review_taken", "f4"), ("review_seconds", "u4"), ("review_within", "u4"), ("review_above", "u4"),
    ("looks_for", "u1", (KINDS,)), ("looks_back", "u4"), ("severity", "u1", (BANDS + 1,)),
    # for forms of other packages only: no form that ships reads or writes them, and nothing else does
    ("own", "f4", (OWN,)), ("own_whole", "i4", (OWN,)),
])  # fmt: skip
"""One system as numbers, for its form's kernels and for the consequences of its bands."""
