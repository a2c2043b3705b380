"""From the parameters of response to numbers."""

from __future__ import annotations

import numpy as np

from glasshouse.response.adoption import EVERY
from glasshouse.response.gamification import FULL_ROW, appeal_by_week
from glasshouse.response.mechanisms import Response
from glasshouse.response.trusting import encode_trust

_PLAIN = (
    "awareness",
    "risk_sanction",
    "risk_contacts",
    "risk_spill",
    "risk_exposure",
    "self_censorship_speed",
    "self_censorship_reach",
    "conformity",
    "weighing",
    "tolerance",
    "punishment",
    "reactance",
    "effort_speed",
    "reward",
    "reward_lasting",
    "loss",
    "cost",
    "salience_start",
    "salience_prize",
    "licensing",
    "grievance_injustice",
    "grievance_sanction",
    "grievance_relief",
    "ties_cut",
    "evasion_speed",
    "appeal_means",
    "appeal_right",
    "chances",
    "doubt_named",
    "doubt_standing",
    "keeps",
    "keeps_reliability",
    "keeps_effort",
    "threshold_low",
    "threshold_high",
    "threshold_grievance",
    "threshold_risk",
    "evasion_contacts",
    "officers",
    "crackdown",
    "crackdown_size",
    "escape",
    "risk_arrest",
    "incident_weight",
)


def encode_response(parameters: np.void, response: Response) -> None:
    """Fill in how people change."""
    parameters["responds"] = response.enabled
    parameters["proportional"] = response.proportional
    for name in _PLAIN:
        parameters[name] = getattr(response, name).value
    parameters["risk_keep"] = 1.0 - response.risk_fade.value
    parameters["evasion_keep"] = 1.0 - response.evasion_fade.value
    parameters["incident_days"] = max(1, round(response.incident_days.value))
    parameters["incidents"] = min(1.0, response.incidents.value * int(parameters["incident_days"]) / 365)
    parameters["rest_ends"] = 1.0 / max(1.0, response.rest.value)
    parameters["detention_ends"] = 1.0 / max(1.0, response.detention.value)
    parameters["salience_keep"] = 1.0 - response.salience_fade.value
    parameters["appeal"] = response.appeal.value * (1.0 - response.neutrality.value)
    parameters["visible"] = 1.0
    joining = response.joining
    parameters["joining_every"], parameters["most_accounts"] = EVERY, joining.most
    for name in ("taste", "network", "several", "switching", "referral"):
        parameters[name] = getattr(joining, name).value
    playing = response.playing
    parameters["game_row"], parameters["game_comparison"] = playing.row.value, playing.comparison.value
    parameters["game_full"], parameters["game_appeal"] = FULL_ROW, appeal_by_week(playing)
    encode_trust(parameters, response.trust, response.enabled)
    for name in ("looks", "quits"):
        parameters[name] = getattr(joining, name).value * EVERY / 365


def count_markets(parameters: np.void, systems: np.ndarray) -> None:
    """Number the markets in which providers court members; systems of no market have number 0."""
    keys = sorted({int(key) for key in systems["market_key"] if key})
    for system in systems:
        system["market"] = 1 + keys.index(int(system["market_key"])) if system["market_key"] else 0
    parameters["markets"] = len(keys)
