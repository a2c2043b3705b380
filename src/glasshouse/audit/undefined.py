"""Why a figure of an audit is undefined: the one list of reasons.

A figure without a value names one of these. It is never 0, never NaN, and never an interval from 0 to 0.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why there is no value, or no interval around one; the text continues ``undefined, because: …``."""

    # Who or what is not there.
    NOBODY = "nobody of the group"
    NO_MEMBER = "no member"
    NO_CASE = "no case kept by this form"
    NO_WRONG_CASE = "no wrong case"
    NO_DECISION = "no appeal was decided"
    NO_RECORD = "no record"
    NO_HARM = "no harm at all"
    REACTIONS_OFF = "reactions off"
    NOTHING_SCARCE = "nothing scarce"
    NO_MARKET = "no market"
    NO_REGISTER = "no register"
    NOTHING_TESTED = "nothing was tested"
    NOT_GIVEN = "what it compares with was not given"

    # Too little is there.
    TOO_FEW_PEOPLE = "fewer than 100 people"
    TOO_FEW_MET = "fewer than 10 people met"
    TOO_FEW_CASES = "fewer than 8 cases"
    TOO_FEW_COMMUNITIES = "fewer than 10 communities"
    TOO_FEW_SEEDS = "fewer than two seeds"
    NEVER_HALF = "fewer than half ever corrected"
    NOT_SO_LONG = "nobody was watched for so long"
    SHORT_TRACES = "no trace is so long"
    HARM_NOT_TOLD = "harm not told from none"
    MOSTLY_UNDEFINED = "undefined in more than 5 % of the draws"

    # What is there cannot be compared.
    MEDIAN_SANCTIONED = "median sanctioned"
    NONE_TO_COMPARE = "none among those compared with"
    LITTLE_OVERLAP = "strata of one group alone hold more than a tenth of people"
    NO_OVERLAP = "no stratum holds people of both groups"
    ALL_TIED = "all are tied"
    ONE_OUTCOME = "all have the same outcome"
    ONE_SCORE = "all have the same score"
    ONE_BAND = "fewer than two bands hold people"
    NOBODY_LEFT = "nobody left the band"
    SURE = "a prediction of 0 or of 1"
    SEPARATED = "the predictions part the outcomes completely"
    NO_SPREAD = "no spread to draw an interval from"
    UNBOUNDED = "no bound on one side"

    # No way out, and no end.
    NO_MOVE = "no move"
    UNLIKELY = "no step that more likely works than not"
    OUT_OF_REACH = "out of reach of any channel"
    TRAIT = "a trait that nobody can change"
    OTHERS = "others' conduct"
    TERM = "a term that has to pass"
    TOO_FAR = "not within the time looked at"
    NOT_WORKED_OUT = "ways out are not worked out for this form"
    COUNTS_FOR_EVER = "it counts for ever"
    NOTHING_COSTS = "nothing costs points"

    @property
    def sentence(self) -> str:
        """As text for a report."""
        return f"undefined, because: {self.value}"
