"""What each field of the daily counts means, and its unit: for tables, charts and the reference page.

Counts are of one day and of all people together. A sum of codes is told as the number that stands for 1, so that a mean is
sum / people / scale; see `Meaning.scale`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glasshouse.schema.counts import DAY_COUNTS, SYSTEM_COUNTS
from glasshouse.schema.limits import DEBT_STEPS


@dataclass(frozen=True)
class Meaning:
    """What a field means.

    Attributes:
        title: what it is, in a phrase.
        unit: its unit.
        scale: for a sum of codes, the code that stands for 1; 1 for plain counts.
        shift: what is taken off a mean after scaling.
    """

    title: str
    unit: str
    scale: float = 1.0
    shift: float = 0.0


DIGESTS = ("conduct", "records", "scores", "treatment", "response")
"""Fields of a day that are digests of its stages, not counts: they stand in no table."""

_DAY = {
    "happened": Meaning("acts and attempts", "acts"),
    "withheld": Meaning("acts held back", "acts"),
    "recorded": Meaning("acts that somebody recorded", "acts"),
    "missed": Meaning("acts that nobody recorded", "acts"),
    "invented": Meaning("false records", "records"),
    "denied": Meaning("attempts denied", "attempts"),
    "eased": Meaning("attempts eased", "attempts"),
    "worsened": Meaning("attempts that succeeded at worse terms", "attempts"),
    "surcharges": Meaning("surcharges of those attempts, added up, in thousandths of the usual price", "thousandths"),
    "hindered": Meaning("words and searches that an obstacle prevented", "acts"),
    "removed": Meaning("posts removed before contacts looked", "acts"),
    "people": Meaning("people", "people"),
    "sanctioned": Meaning("people under a sanction", "people"),
    "wrongly_sanctioned": Meaning("people under a sanction not earned", "people"),
    "invented_group": Meaning("false records, by group", "records"),
    "denied_group": Meaning("attempts denied, by group", "attempts"),
    "critical_speech_group": Meaning("critical words, calls and searches", "acts"),
    "critical_withheld_group": Meaning("critical words, calls and searches held back", "acts"),
    "effort": Meaning("effort towards rewards, added up", "share × people", 65535),
    "self_censorship": Meaning("self-censorship in public, added up", "share × people", 32767, 1.0),
    "self_censorship_money": Meaning("self-censorship about money, added up", "share × people", 32767, 1.0),
    "self_censorship_life": Meaning("self-censorship in work and life, added up", "share × people", 32767, 1.0),
    "perceived_risk_money": Meaning("perceived risk about money, added up", "share × people", 65535),
    "perceived_risk_life": Meaning("perceived risk in work and life, added up", "share × people", 65535),
    "perceived_risk": Meaning("perceived risk in public, added up", "share × people", 65535),
    "grievance": Meaning("grievance, added up", "share × people", 65535),
    "salience": Meaning("salience of the game, added up", "share × people", 255),
    "evasion": Meaning("evasion, added up", "share × people", 255),
    "trust_government": Meaning("trust in government, added up", "share × people", 254),
    "trust_institutions": Meaning("trust in courts, banks and companies, added up", "share × people", 254),
    "trust_people": Meaning("trust in other people, added up", "share × people", 254),
    "low_trust_government": Meaning("people with little trust in government", "people"),
    "low_trust_institutions": Meaning("people with little trust in courts, banks and companies", "people"),
    "low_trust_people": Meaning("people with little trust in other people", "people"),
    "effort_square": Meaning("squares of effort, added up", "share² × people", 65535**2),
    "self_censorship_square": Meaning("squares of the codes of self-censorship, added up", "code² × people"),
    "in_default": Meaning("people who owe what a court has ordered", "people"),
    "active": Meaning("people who gather", "people"),
    "gatherings": Meaning("communities in which ten or more gather, by size", "communities"),
    "begun": Meaning("gatherings of ten or more that begin", "communities"),
    "arrests": Meaning("arrests of people who gather", "people"),
    "ties": Meaning("ties that stand", "ties"),
    "listed": Meaning("people on a list", "people"),
    "appeals": Meaning("appeals", "appeals"),
    "overturned": Meaning("appeals that succeed", "appeals"),
    "upheld": Meaning("appeals that fail", "appeals"),
    "offered": Meaning("deals offered to strangers", "deals"),
    "refused": Meaning("deals refused", "deals"),
    "deals_kept": Meaning("deals kept", "deals"),
    "deals_broken": Meaning("deals broken", "deals"),
    "firms": Meaning("firms", "firms"),
    "liable": Meaning("people under a sanction for what their firm did", "people"),
    "flooded": Meaning("posts of paid commentators", "posts"),
    "evaders": Meaning("people who evade", "people"),
    "speech_acts": Meaning("words and searches of people who do not evade, and who do", "acts"),
    "speech_acts_recorded": Meaning("of those words and searches, recorded", "acts"),
    "true_matches": Meaning("records of rarer kinds that rest on something that happened", "records"),
    "false_matches": Meaning("records of rarer kinds that rest on nothing", "records"),
    "beats": Meaning("communities that a patrol could come to", "communities"),
    "patrolled": Meaning("communities that a patrol comes to", "communities"),
    "patrol_chance": Meaning("chances of a patrol, added up, in whole parts", "parts"),
    "patrol_square": Meaning("squares of the chances of a patrol, added up, in whole parts", "parts²"),
    "patrol_records": Meaning("records by patrols", "records"),
    "patrol_weight": Meaning("what patrols are sent by, added up", "records"),
    "copies": Meaning("copies of cases that count", "copies"),
    "copied_cases": Meaning("cases of which a copy counts", "cases"),
    "revoked_cases": Meaning("cases that live on in copies though put right as errors", "cases"),
    "passed": Meaning("copies passed on", "copies"),
    "leaked": Meaning("copies that leave for holders out of reach", "copies"),
    "reappeared": Meaning("errors that come back to a holder who had put them right", "copies"),
    "corrected_copies": Meaning("copies of errors put right", "copies"),
    "errors_cleared": Meaning("errors that leave their last copy", "cases"),
    "errors_cleared_days": Meaning("days since they were put right at the source, added up", "days"),
    "evicted": Meaning("copies that give way to new cases", "cases"),
    "complaints": Meaning("complaints about copies", "complaints"),
    "complainants": Meaning("people who begin to complain about copies", "people"),
    "gave_up": Meaning("people who give up complaining", "people"),
    "sanctions_past_cause": Meaning("people on a list only because a copy outlived its cause", "people"),
    "attribute_sanctioned": Meaning("people under a sanction who have an attribute", "people"),
    "attribute_wronged": Meaning("people under a sanction not earned who have an attribute", "people"),
    "attribute_denied": Meaning("attempts denied to people who have an attribute", "attempts"),
    "attribute_borne": Meaning("people with an attribute under a measure that others bear as well", "people"),
    "goods_asked": Meaning("people who ask for a good, by group", "people"),
    "goods_given": Meaning("people who get one, by group", "people"),
    "goods_short": Meaning("people who get none for want of places, by group", "people"),
    "goods_given_band": Meaning("people who get one, by band of the system that it goes by", "people"),
    "goods_short_band": Meaning("people who get none for want of places, by band", "people"),
    "goods_asked_attribute": Meaning("people who ask for a good, by attribute", "people"),
    "goods_given_attribute": Meaning("people who get one, by attribute", "people"),
    "debts_opened": Meaning("debts put on people", "debts"),
    "debts_ended": Meaning("debts paid off", "debts"),
    "debts_late": Meaning("instalments missed", "instalments"),
    "debts_defaults": Meaning("defaults on debts", "defaults"),
    "debts_paid": Meaning("what is paid on debts", "monthly incomes", DEBT_STEPS),
    "debts_fees": Meaning("fees added to debts", "monthly incomes", DEBT_STEPS),
    "debts_owed": Meaning("what is owed in the evening", "monthly incomes", DEBT_STEPS),
    "debtors": Meaning("people who owe in the evening", "people"),
    "sanctions_on_errors": Meaning("people on a list only because of copies of corrected errors", "people"),
    "review_cases": Meaning("worse bands that come up for review", "cases"),
    "reviewed": Meaning("cases that a caseworker decides", "cases"),
    "review_seconds": Meaning("seconds that caseworkers spend", "seconds"),
    "review_overturned": Meaning("cases in which a caseworker lets the measure lapse", "cases"),
    "review_missed": Meaning("of these, cases in which a full look would find something", "cases"),
    "review_confirmed_wrongly": Meaning(
        "cases that a caseworker confirms though a full look would find nothing", "cases"
    ),
    "review_automatic": Meaning("cases that take effect though nobody looked", "cases"),
    "review_lapsed": Meaning("cases that lapse since nobody looked in time", "cases"),
    "review_waiting": Meaning("cases that wait for a caseworker in the evening", "cases"),
    "refusers": Meaning("people without an account, for which something follows", "people"),
}

_SYSTEM = {
    "opened": Meaning("cases opened", "cases"),
    "entered": Meaning("cases that take effect; on a list, new listings", "cases"),
    "expired": Meaning("cases that run out", "cases"),
    "repaired": Meaning("cases repaired", "cases"),
    "corrected": Meaning("cases corrected", "cases"),
    "overflow": Meaning("cases that find no room", "cases"),
    "entered_kind": Meaning("new listings by the kind recorded", "cases"),
    "waiting_days": Meaning("days until new cases take effect, added up", "days"),
    "rewards": Meaning("items that raise a score", "items"),
    "deductions": Meaning("items that lower a score", "items"),
    "rose": Meaning("rises from one band to another", "people"),
    "fell": Meaning("falls from one band to another", "people"),
    "moves": Meaning("people by the band before and the band after", "people"),
    "members": Meaning("people with an account", "people"),
    "joined": Meaning("people who open an account", "people"),
    "left": Meaning("people who close an account", "people"),
    "rescored": Meaning("people whose account begins with points for what was on file", "people"),
    "condemned": Meaning("people newly punishable for nothing but files", "people"),
    "played": Meaning("people who play", "people"),
    "prizes": Meaning("prizes won", "prizes"),
    "suspended": Meaning("cases set aside until an appeal is decided", "cases"),
}

MEANINGS: dict[np.dtype[np.void], dict[str, Meaning]] = {DAY_COUNTS: _DAY, SYSTEM_COUNTS: _SYSTEM}
"""What each field means, by the type of its record."""
