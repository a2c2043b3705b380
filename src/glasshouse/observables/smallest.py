"""The smallest difference that matters, observable by observable, each with its reason: what less than that is too small for.

Twins share their luck, so that nearly every difference between them can be told from chance. Whether it matters is another
question, and these are the answers, fixed beforehand for all scenarios. What lives in a world without any system, such as
offences, is held against the twin's value; what only systems make, such as sanctions, has a size in its own unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final, Literal

Of = Literal["twin", "unit"]
"""What a size is measured in: parts of the twin's value, or the observable's own unit."""


@dataclass(frozen=True)
class Smallest:
    """The smallest difference of an observable that matters.

    Attributes:
        value: the size, above 0.
        of: ``twin`` if it is a part of the twin's value, ``unit`` if it is in the observable's own unit.
        why: why less would not matter.
    """

    value: float
    of: Of
    why: str

    def size(self, reference: float | None) -> float | None:
        """The size in the observable's own unit.

        Args:
            reference: the value in the twin.

        Returns:
            None for a part of a value that is 0 or is not known.
        """
        if self.of == "unit":
            return self.value
        return self.value * abs(reference) if reference else None

    @property
    def document(self) -> dict[str, Any]:
        """As it stands in a results document."""
        return {"value": self.value, "of": self.of, "why": self.why}


_ACTS = "One act in twenty; as much and more comes and goes with the seasons."
_WORDS = "One in two hundred lawful words and searches; less would hardly be noticed by anybody."
_PEOPLE = "One person in a hundred."
_FEW = "One person in a thousand on any day: in a town of ten thousand, ten people."
_STATE = "Half a hundredth of the whole scale; less moves hardly one act in two hundred."
_YEARLY = "One for each thousand people in a year."
_POSTS = "One in ten thousand person-days; people speak out about a hundred times as often."
_RECORDS = "One record for each person."
_SPREAD = "A twentieth of the spread; nobody would see it in a histogram."
_GATHERINGS = (
    "About a tenth of the disturbances that were officially counted in 2014, for each million adults and year."
)
_CASES = "One case for each ten thousand people in a year."
_COPIES = "One copy for each hundred people in a year."

SMALLEST: Final[Mapping[str, Smallest]] = {
    "acts_per_citizen_day": Smallest(0.05, "twin", _ACTS),
    "lawful_speech_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "criticism_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "visible_criticism_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "sensitive_searches_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "work_risk_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "civic_acts_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "deals_offered_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "offences_per_1000_days": Smallest(0.05, "twin", _ACTS),
    "defaults_per_1000_years": Smallest(
        0.05, "twin", "One default in twenty; payment varies as much from year to year."
    ),
    "firm_offences_per_1000_years": Smallest(0.05, "twin", "One offence in twenty, as for people."),
    "lawful_variety": Smallest(
        0.05, "unit", "A twentieth of one kind of act, of the twelve or so over which lawful acts are spread."
    ),
    "withheld_total": Smallest(
        0.1, "twin", "A total grows with people and days, so that only a part of it says anything: a tenth."
    ),
    "speech_withheld_share": Smallest(0.005, "unit", _WORDS),
    "words_withheld_share_*": Smallest(0.005, "unit", _WORDS),
    "help_withheld_share": Smallest(0.005, "unit", "One in two hundred requests for help."),
    "bills_missed_share": Smallest(
        0.002, "unit", "One bill in five hundred; about one in twenty is missed without any system."
    ),
    "self_censorship_spread": Smallest(0.005, "unit", _STATE),
    "effort_spread": Smallest(0.005, "unit", _STATE),
    "mean_effort": Smallest(0.002, "unit", "Two thousandths of full effort; less would move no act in a thousand."),
    "mean_self_censorship": Smallest(0.005, "unit", _STATE),
    "mean_perceived_risk": Smallest(0.005, "unit", _STATE),
    "mean_self_censorship_money": Smallest(0.005, "unit", _STATE),
    "mean_self_censorship_life": Smallest(0.005, "unit", _STATE),
    "mean_perceived_risk_money": Smallest(0.005, "unit", _STATE),
    "mean_perceived_risk_life": Smallest(0.005, "unit", _STATE),
    "mean_grievance": Smallest(0.005, "unit", _STATE),
    "mean_salience": Smallest(0.005, "unit", _STATE),
    "mean_evasion": Smallest(0.005, "unit", _STATE),
    "mean_trust_*": Smallest(0.005, "unit", _STATE),
    "low_trust_share_*": Smallest(0.01, "unit", _PEOPLE),
    "sanctioned_share_of_days": Smallest(0.001, "unit", _FEW),
    "liable_share_of_days": Smallest(0.001, "unit", _FEW),
    "wrongly_sanctioned_share_of_days": Smallest(
        0.00001, "unit", "One person in a hundred thousand on any day, punished for what nobody did."
    ),
    "wrongly_sanctioned_share_of_sanctioned": Smallest(0.01, "unit", "One day under a sanction in a hundred."),
    "denied_attempts_per_1000_years": Smallest(1, "unit", _YEARLY),
    "denied_people_per_1000_years": Smallest(1, "unit", _YEARLY),
    "refused_per_listed_year_*": Smallest(0.1, "unit", "One refusal a year for every ten people on the list."),
    "bids_denied_per_1000_years": Smallest(1, "unit", "One bid for each thousand firms in a year."),
    "people_denied_share": Smallest(0.001, "unit", "One person in a thousand."),
    "people_denied_travel_share": Smallest(0.001, "unit", "One person in a thousand."),
    "eased_attempts_per_1000_years": Smallest(
        10, "unit", "Ten for each thousand people in a year; a favour weighs less than a refusal."
    ),
    "worsened_attempts_per_1000_years": Smallest(
        10, "unit", "Ten for each thousand people in a year; paying more weighs less than a refusal."
    ),
    "mean_surcharge": Smallest(0.01, "unit", "A hundredth of the usual price."),
    "review_cases_per_1000_years_*": Smallest(1, "unit", _YEARLY),
    "review_minutes_per_1000_days_*": Smallest(1, "unit", "One minute a day for each thousand people."),
    "review_waiting_per_1000_*": Smallest(0.1, "unit", "One person in ten thousand on any day."),
    "reviewed_share_*": Smallest(0.05, "unit", "One case in twenty."),
    "review_*_share_*": Smallest(0.05, "unit", "One case in twenty."),
    "suspended_per_1000_years_*": Smallest(0.1, "unit", _CASES),
    "refusers_share_*": Smallest(0.001, "unit", _FEW),
    "false_records_per_1000_years": Smallest(1, "unit", _YEARLY),
    "false_records_gap": Smallest(1, "unit", _YEARLY),
    "firm_false_records_per_1000_years": Smallest(1, "unit", "One for each thousand firms in a year."),
    "recorded_share": Smallest(0.01, "unit", "One act in a hundred."),
    "words_recorded_share": Smallest(0.01, "unit", "One word in a hundred."),
    "words_recorded_share_*": Smallest(0.01, "unit", "One word in a hundred."),
    "appeals_per_1000_cases": Smallest(5, "unit", "Five appeals for each thousand cases."),
    "overturned_share": Smallest(0.05, "unit", "One appeal in twenty."),
    "deals_refused_share": Smallest(0.005, "unit", "One deal in two hundred."),
    "deals_kept_share": Smallest(
        0.005, "unit", "One deal in two hundred; about six in two hundred are broken without any system."
    ),
    "ties_per_citizen": Smallest(0.005, "twin", "One tie in two hundred; ties come and go slowly."),
    "attention_minutes": Smallest(1, "unit", "One minute a day."),
    "concentration_*": Smallest(
        0.05, "unit", "Less than what parts eight equal providers (0.125) from six (0.167), rounded up."
    ),
    "final_concentration_*": Smallest(
        0.05, "unit", "Less than what parts eight equal providers (0.125) from six (0.167), rounded up."
    ),
    "accounts_per_person_*": Smallest(0.02, "unit", "One account for every fifty people."),
    "gatherings_per_million_years": Smallest(8, "unit", _GATHERINGS),
    "gathering_days_of_*_or_more_per_million_years": Smallest(8, "unit", _GATHERINGS),
    "large_gatherings_share": Smallest(0.05, "unit", "One gathering in twenty."),
    "active_share": Smallest(0.0002, "unit", "Two of ten thousand days."),
    "arrested_share": Smallest(0.01, "unit", "One in a hundred of those who gather."),
    "removed_per_1000_days": Smallest(0.1, "unit", _POSTS),
    "hindered_per_1000_days": Smallest(0.1, "unit", _POSTS),
    "flooded_per_1000_days": Smallest(0.1, "unit", _POSTS),
    "public_criticism_share": Smallest(0.02, "unit", "One visible opinion in fifty."),
    "preference_gap": Smallest(0.02, "unit", "One opinion in fifty."),
    "reforms_reached": Smallest(1.0, "unit", "One reform that comes or does not."),
    "reform_day_*": Smallest(7.0, "unit", "A week sooner or later."),
    "reform_support_*": Smallest(0.1, "twin", "A tenth of its support; nobody knows more exactly how much is needed."),
    "evaders_share": Smallest(0.005, "unit", "One person in two hundred on any day."),
    "patrolled_share": Smallest(0.01, "unit", "One day in a hundred."),
    "patrols_spread": Smallest(0.05, "unit", "One community in twenty."),
    "patrol_records_per_1000_days": Smallest(0.1, "unit", "One in ten thousand person-days."),
    "copies_per_case": Smallest(0.1, "unit", "One more holder for every tenth case."),
    "uncorrected_share_of_cases": Smallest(0.01, "unit", "One case in a hundred."),
    "copies_*_per_1000_years": Smallest(10, "unit", _COPIES),
    "copy_lag": Smallest(7, "unit", "A week."),
    "reappeared_per_correction": Smallest(0.05, "unit", "One correction in twenty undone."),
    "complaints_per_complainant": Smallest(0.1, "unit", "One complaint more for every tenth who complains."),
    "gave_up_share": Smallest(0.05, "unit", "One in twenty of those who complain."),
    "bans_outlived_share": Smallest(0.05, "unit", "One day in twenty."),
    "bans_on_errors_share": Smallest(0.05, "unit", "One day in twenty."),
    "records_on_file_*": Smallest(1, "unit", _RECORDS),
    "records_kept_*": Smallest(1, "unit", _RECORDS),
    "dose": Smallest(1, "unit", _RECORDS),
    "keepers_per_citizen": Smallest(0.1, "unit", "One more keeper for every tenth person."),
    "old_share_of_records": Smallest(0.02, "unit", "One record in fifty."),
    "given_share_*": Smallest(0.01, "unit", "One asker in a hundred."),
    "given_gap_*": Smallest(0.01, "unit", "One asker in a hundred."),
    "given_band_gap_*": Smallest(0.02, "unit", "One asker in fifty."),
    "debtors_share_*": Smallest(0.001, "unit", _FEW),
    "debts_per_1000_years_*": Smallest(1, "unit", _YEARLY),
    "owed_*": Smallest(0.1, "unit", "Three days' income."),
    "fees_per_payment_*": Smallest(0.02, "unit", "Two in a hundred of what is paid."),
    "defaults_share_*": Smallest(0.02, "unit", "One missed instalment in fifty."),
    "borne_days_*": Smallest(1, "unit", "One day of a child for each thousand people on any day."),
    "has_*": Smallest(0.01, "unit", _PEOPLE),
    "sanctioned_gap_*": Smallest(0.001, "unit", _FEW),
    "denied_gap_*": Smallest(1, "unit", _YEARLY),
    "score_gap_*": Smallest(
        0.05, "twin", "A twentieth of the gap; scales differ, so that no number of points would fit all."
    ),
    "wrongly_on_file_*": Smallest(0.01, "unit", "One entry on file in a hundred."),
    "holders_per_citizen": Smallest(0.1, "unit", "One more holder for every tenth person."),
    "shared_files_share": Smallest(0.02, "unit", "One file in fifty."),
    "copied_records_share": Smallest(0.02, "unit", "One record in fifty."),
    "copies_outliving_share": Smallest(0.02, "unit", "One copied record in fifty."),
    "holders_concentration": Smallest(
        0.05, "unit", "Less than what parts eight equal holders (0.125) from six (0.167)."
    ),
    "held_by_*": Smallest(1, "unit", _RECORDS),
    "known_to_*": Smallest(0.01, "unit", _PEOPLE),
    "rescored_by_files_share": Smallest(0.01, "unit", _PEOPLE),
    "condemned_by_files_share": Smallest(0.01, "unit", _PEOPLE),
    "mean_score_*": Smallest(
        0.01, "twin", "A hundredth of the mean; scales differ, so that no number of points would fit all."
    ),
    "sd_score_*": Smallest(0.05, "twin", _SPREAD),
    "share_above_*": Smallest(0.01, "unit", _PEOPLE),
    "band_rises_per_1000_years_*": Smallest(2, "unit", "Two rises for each thousand people in a year."),
    "band_falls_per_1000_years_*": Smallest(2, "unit", "Two falls for each thousand people in a year."),
    "*_correlation_*": Smallest(
        0.05, "unit", "Scores that share a twentieth more with it would move few people from one band to another."
    ),
    "rewards_per_deduction_*": Smallest(0.1, "twin", "A tenth of the ratio."),
    "expired_per_1000_years_*": Smallest(0.1, "unit", _CASES),
    "repaired_per_1000_years_*": Smallest(0.1, "unit", _CASES),
    "corrected_per_1000_years_*": Smallest(0.1, "unit", _CASES),
    "played_per_1000_years_*": Smallest(1000, "unit", "One day of play for each person in a year."),
    "prizes_per_1000_years_*": Smallest(100, "unit", "One small prize for every tenth person in a year."),
    "members_share_*": Smallest(0.01, "unit", _PEOPLE),
    "joined_per_1000_years_*": Smallest(10, "unit", "One person in a hundred in a year."),
    "left_per_1000_years_*": Smallest(10, "unit", "One person in a hundred in a year."),
    "listed_share_*": Smallest(0.001, "unit", "One person in a thousand."),
    "listings_per_1000_years_*": Smallest(0.1, "unit", _CASES),
    "lawful_share_of_listings_*": Smallest(0.1, "unit", "One listing in ten."),
    "difference_between_people": Smallest(0.05, "twin", "One part in twenty of how far people differ."),
    "inferred_*": Smallest(0.05, "unit", "Of a hundred pairs, five more in which the right one is picked."),
}
"""The sizes by name; ``*`` stands for a system, a market, a group or a line. A whole name goes before a pattern."""


@cache
def smallest_of(name: str) -> Smallest | None:
    """The smallest difference of an observable that matters; None for an observable that the table does not know.

    Args:
        name: the observable's name.
    """
    if name in SMALLEST:
        return SMALLEST[name]
    return next((each for pattern, each in SMALLEST.items() if "*" in pattern and fnmatchcase(name, pattern)), None)


def read_smallest(name: str, document: Mapping[str, Any]) -> Smallest | None:
    """The same of an observable in a results document, which says it itself unless it is an older one.

    Args:
        name: the observable's name.
        document: its part of the results document.
    """
    said = document.get("smallest")
    return Smallest(said["value"], said["of"], said["why"]) if said else smallest_of(name)
