"""Small results documents, whole in shape, written by hand so that every number in a page is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
import vl_convert

from glasshouse.scenario import load
from glasshouse.society.figures import describe_country

GROUPS = ("local majority", "migrant majority", "local minority", "migrant minority")
OBSERVABLES = {
    "offences_per_1000_days": (80.0, "per 1,000 people and day"),
    "defaults_per_1000_years": (2.0, "per 1,000 people and year"),
    "bills_missed_share": (0.05, "share"),
    "civic_acts_per_1000_days": (50.0, "per 1,000 people and day"),
    "criticism_per_1000_days": (9.0, "per 1,000 people and day"),
    "sensitive_searches_per_1000_days": (9.5, "per 1,000 people and day"),
    "speech_withheld_share": (0.08, "share"),
    "help_withheld_share": (0.02, "share"),
    "sanctioned_share_of_days": (0.031, "share"),
    "wrongly_sanctioned_share_of_days": (0.002, "share"),
    "wrongly_sanctioned_share_of_sanctioned": (0.065, "share"),
    "denied_attempts_per_1000_years": (44.0, "per 1,000 people and year"),
    "false_records_per_1000_years": (120.0, "per 1,000 people and year"),
    "mean_self_censorship": (0.04, "share"),
    "overturned_share": (0.5, "share"),
    "listed_share_court-list": (0.007, "share"),
    "listings_per_1000_years_court-list": (2.2, "per 1,000 people and year"),
    "repaired_per_1000_years_court-list": (1.9, "per 1,000 people and year"),
    "expired_per_1000_years_court-list": (0.4, "per 1,000 people and year"),
    "corrected_per_1000_years_court-list": (0.1, "per 1,000 people and year"),
    "band_rises_per_1000_years_rongcheng": (3.0, "per 1,000 people and year"),
    "band_falls_per_1000_years_rongcheng": (30.0, "per 1,000 people and year"),
    "rewards_per_deduction_rongcheng": (0.13, "ratio"),
}
KINDS = {
    "criticise": ("criticise the authorities in public", "speech", 9000, 800, 0, 0),
    "petition": ("hand in a petition", "assembly", 90, 10, 0, 0),
    "book-flight": ("book a flight", "travel", 500, 0, 20, 0),
    "book-train": ("book a fast train", "travel", 2000, 0, 40, 0),
    "borrow": ("apply for a loan", "credit", 800, 0, 30, 5),
    "pay-bill": ("pay a bill", "credit", 30000, 0, 0, 0),
}
OUTCOMES = (
    "conduct_differs",
    "silenced",
    "denied",
    "wrongly_sanctioned",
    "encouraged",
    "deterred",
    "sanctioned",
    "louder",
)


def make_run(name: str = "rongcheng", citizens: int = 10_000, days: int = 60) -> dict[str, Any]:
    """A run under Rongcheng's points and the court list."""
    histogram = [0] * 64
    histogram[48], histogram[53], histogram[56] = citizens // 20, citizens - citizens // 20 - citizens // 100, 0
    histogram[56] = citizens // 100
    shares = [7 * citizens // 10, 2 * citizens // 10, citizens // 20, citizens - 19 * citizens // 20]
    return {
        "schema_version": 1, "digest": "ab" * 32, "state_digest": "cd" * 32, "digests": {}, "cached": False, "complete": True,
        "run": f"runs/{name}", "scenario": name, "title": "Rongcheng", "description": "", "settings": [],
        "citizens": citizens, "days": days, "seed": 7, "threads": 2, "seconds": 1.5, "ns_per_citizen_day": 2500.0,
        "events_per_citizen_day": 0.9, "peak_rss_mib": 300.0, "bytes_per_citizen": 250.0, "fitted": [], "matches": {},
        "society": {"people": float(citizens), "mean_age": 46.0, "town": 0.5, "age_60_plus": 0.2, "migrant": 0.1,
                    "minority": 0.1, "employed": 0.7},
        "decided": {},
        "systems": {
            "court-list": {
                "form": "list", "title": "The court's list", "members": citizens, "rewards": 0, "deductions": 0,
                "bands": {"off": {"count": citizens - 70, "share": 0.993, "start": 0.0},
                          "on": {"count": 70, "share": 0.007, "start": 1.0}},
                "listed": {"count": 70, "share": 0.007}, "listings": {},
            },
            "rongcheng": {
                "form": "points", "title": "Rongcheng's points", "members": citizens, "rewards": 13,
                "deductions": 100, "mean": 994.5, "sd": 20.0,
                "low": 0.0, "high": 1200.0, "histogram": histogram,
                "histogram_by_group": {group: list(histogram) for group in GROUPS},
                "bands": {"B": {"count": 500, "share": 0.05, "start": 850.0},
                          "A": {"count": 9400, "share": 0.94, "start": 960.0},
                          "AA": {"count": 100, "share": 0.01, "start": 1030.0}},
            },
        },
        "observables": {
            key: {"value": value, "unit": unit, "title": key.replace("_", " ")}
            for key, (value, unit) in OBSERVABLES.items()
        },
        "kinds": {
            key: {"title": title, "context": context, "happened": done, "withheld": kept, "recorded": 0,
                  "missed": done, "invented": 3, "denied": denied, "eased": eased}
            for key, (title, context, done, kept, denied, eased) in KINDS.items()
        },
        "channels": ["courts", "police"],
        "country": describe_country(load("nothing").society) | {"whole": False, "figures": []},
        "regions": [{"name": "Shandong", "people": citizens, "score_mean": {"rongcheng": 994.5}, "self_censorship": 0.04,
                       "sanctioned_share": 0.031, "withheld_per_1000": 1.2, "denied_per_1000": 44.0,
                       "critical_words_per_1000": 9.0, "critical_words_withheld_share": 0.08, "removed_per_1000": 0.0,
                       "grievance": 0.1}],
        "groups": {
            group: {"people": people, "person_days": people * days, "sanctioned_days": people * days // 32,
                    "wrongly_sanctioned_days": 1, "false_records": 5, "denied": 4,
                    "critical_words": 9, "critical_words_withheld": 1}
            for group, people in zip(GROUPS, shares, strict=True)
        },
        "stages": [{"name": "conduct", "reads": [], "writes": [], "holds": "what people do"},
                   {"name": "scoring", "reads": [], "writes": [], "holds": "how they are judged"}],
        "notices": [["channels.camera.false_records", "it never records what did not happen"]],
        "assumptions": {"count": 2, "facts": 6, "share": 0.25, "list": [
            ["conduct.criticise.rate", 0.0077, "per day", [0.002, 0.03], "A guess."],
            ["response.reward", 0.2, "ratio", [0, 1], "Another <guess>."],
        ]},
        "facts_used": ["rongcheng_start"], "published": [], "glasshouse": "0.1.0",
        "environment": {"python": "3.11", "numpy": "2.4", "numba": "0.68", "platform": "any"},
    }  # fmt: skip


def make_learned() -> dict[str, Any]:
    """A run with a learned score that was fitted twice, with a year between in which it could not be."""
    document = make_run("learned-credit")
    document["systems"]["lender"] = {
        **document["systems"].pop("rongcheng"), "form": "learned", "title": "A lender's score",
        "learning": {
            "inputs": {"missed": {"title": "bills missed", "proxy": False}, "age": {"title": "age", "proxy": True}},
            "outcome": ["pay-bill"], "window": 90.0, "every": 180, "labels": "records", "heavier": {},
            "points_per_log_odds": 50.0,
        },
    }  # fmt: skip
    document["decided"] = {"learned lender": [
        {"day": day, "sample": 2000 + day, "bad": 150, "auc": area, "fitted": True, "constant": constant,
         "coefficients": {"missed": missed, "age": age}}
        for day, area, constant, missed, age in (
            (179, 0.625, -2.0, 0.5, -0.25), (359, None, -2.0, 0.5, -0.25), (539, 0.75, -1.5, 0.25, 0.125))
    ]}  # fmt: skip
    return document


def make_nothing(citizens: int = 10_000, days: int = 60, name: str = "nothing") -> dict[str, Any]:
    """A run in which nobody is watched."""
    document = make_run(name, citizens, days)
    document |= {"title": "Nothing", "systems": {}, "channels": [], "digest": "ef" * 32}
    none = {"speech_withheld_share", "help_withheld_share", "sanctioned_share_of_days", "wrongly_sanctioned_share_of_days",
            "denied_attempts_per_1000_years", "false_records_per_1000_years", "mean_self_censorship"}  # fmt: skip
    for key, entry in document["observables"].items():
        if key in none:
            entry["value"] = 0.0
        elif key.endswith(("court-list", "rongcheng")) or key in (
            "wrongly_sanctioned_share_of_sanctioned",
            "overturned_share",
        ):
            entry["value"] = None
    document["observables"]["criticism_per_1000_days"]["value"] = 10.0
    document["observables"]["offences_per_1000_days"]["value"] = 100.0
    for kind in document["kinds"].values():
        kind |= {"withheld": 0, "denied": 0, "eased": 0, "invented": 0}
    for group in document["groups"].values():
        group |= {"sanctioned_days": 0, "wrongly_sanctioned_days": 0, "false_records": 0, "denied": 0}
    document["regions"][0] |= {
        "score_mean": {}, "self_censorship": 0.0, "sanctioned_share": 0.0, "withheld_per_1000": 0.0, "denied_per_1000": 0.0,
    }  # fmt: skip
    return document


def make_comparison(*twins: str, citizens: int = 10_000, days: int = 60) -> dict[str, Any]:
    """Rongcheng beside one twin or more."""
    twins = twins or ("nothing",)
    worlds = {"rongcheng": make_run(citizens=citizens, days=days)}
    worlds |= {twin: make_nothing(citizens, days, twin) for twin in twins}
    differences = {twin: _differences(worlds["rongcheng"], worlds[twin]) for twin in twins}
    ways = {
        way: {"people": people, "share": people / citizens, "low": 0.9 * people / citizens, "high": 1.1 * people / citizens,
              "title": way, "person_days": people,
              "by_group": {group: {"people": 1, "of": 2, "share": 0.5} for group in GROUPS}, "by_region": {}}
        for way, people in zip(OUTCOMES, (9_990, 1_234, 321, 5, 40, 2_000, 400, 12), strict=True)
    }  # fmt: skip
    return {
        "schema_version": 1, "digest": "12" * 32, "cached": False, "complete": True, "run": "runs/compare",
        "places": {name: f"worlds/{k}" for k, name in enumerate(worlds)}, "scenario": " | ".join(worlds),
        "title": "Rongcheng, compared", "citizens": citizens, "days": days, "seed": 7,
        "worlds": worlds, "base": "rongcheng", "replicates": 1, "seeds": [7], "interval": "95 %, by hand",
        "differences": differences,
        "individual_differences": {twin: deepcopy(ways) for twin in twins},
        "examples": [{"outcome": "silenced", "twin": twin, "citizen": 4711, "day": 9, "concerns": ["hand in a petition"],
                      "reason": "held back", "seed": 1} for twin in twins],
        "report": None,
    }  # fmt: skip


def _differences(base: dict[str, Any], twin: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for key, entry in base["observables"].items():
        ours, theirs = entry["value"], twin["observables"][key]["value"]
        value = None if theirs is None else ours - theirs
        room = None if value is None else 0.1 * abs(value)
        found[key] = {
            "value": value, "low": None if value is None else value - room,
            "high": None if value is None else value + room, "unit": entry["unit"], "title": entry["title"],
            "base": ours, "twin": theirs,
        }  # fmt: skip
    return found


def make_time_series(days: int = 60) -> dict[str, list[float]]:
    """Daily totals of ten thousand people, a little more criticism every day."""
    time_series = {"happened.criticise": [90.0 + day for day in range(days)], "sanctioned": [310.0] * days}
    time_series |= {f"moves.{a}.{b}.rongcheng": [float(a != b)] * days for a in range(3) for b in range(3)}
    return time_series


@pytest.fixture(scope="session")
def _drawings() -> dict[str, str]:
    """What was drawn of each specification."""
    return {}


@pytest.fixture(autouse=True)
def _drawn_once(request: pytest.FixtureRequest, _drawings: dict[str, str]) -> Iterator[None]:
    """Draws each chart once, however many pages it stands on: half of a page's time; but for tests that ask for `drawn_anew`."""
    draw = vl_convert.vegalite_to_svg

    def once(spec: dict[str, Any], vl_version: str) -> str:
        key = json.dumps([spec, vl_version])
        if key not in _drawings:
            _drawings[key] = draw(spec, vl_version=vl_version)
        return _drawings[key]

    with pytest.MonkeyPatch.context() as patch:
        if "drawn_anew" not in request.fixturenames:
            patch.setattr(vl_convert, "vegalite_to_svg", once)
        yield


@pytest.fixture
def drawn_anew() -> None:
    """Each chart is drawn whenever it is asked for."""


@pytest.fixture(scope="session")
def ran() -> Callable[..., dict[str, Any]]:
    """Makes a run."""
    return make_run


@pytest.fixture(scope="session")
def compared() -> Callable[..., dict[str, Any]]:
    """Makes a comparison with the twins that are named."""
    return make_comparison


@pytest.fixture(scope="session")
def time_series() -> dict[str, list[float]]:
    return make_time_series()


@pytest.fixture
def run_document() -> dict[str, Any]:
    return make_run()


@pytest.fixture
def nothing_document() -> dict[str, Any]:
    return make_nothing()


@pytest.fixture
def comparison() -> dict[str, Any]:
    return make_comparison()


@pytest.fixture
def learned_document() -> dict[str, Any]:
    return make_learned()
