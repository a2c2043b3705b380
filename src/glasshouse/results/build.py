"""The results document of a run: one JSON document with everything that reports and other programs read."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias, get_args

import numba
import numpy as np

from glasshouse.documents.quantity import Quantity, Status
from glasshouse.engine.run import Conclusion
from glasshouse.engine.stages import DAY, EVENING
from glasshouse.measurement.snapshots import GROUPS, mean_and_spread
from glasshouse.measurement.totals import SystemLabel
from glasshouse.results.attributes import attribute_totals
from glasshouse.results.goods import debts_totals, goods_totals
from glasshouse.results.schema import SCHEMA_VERSION, RunResults
from glasshouse.scenario import digest, notices, overrides, quantities
from glasshouse.schema.codes import GUARD_NONE, SCORE_SPAN, SHARE_TOP
from glasshouse.scoring.forms.registry import form_of
from glasshouse.society.figures import describe_country
from glasshouse.targets.published import published_figures

Numbers: TypeAlias = list[tuple[str, Quantity]]
"""A scenario's numbers by their keys."""

_COUNTED = ("happened", "withheld", "recorded", "missed", "invented", "denied", "eased", "worsened", "surcharges")


def results(run: Conclusion, name: str) -> dict[str, Any]:
    """The results document, as plain JSON; `glasshouse.results.schema.RunResults` says what stands in it.

    Args:
        run: what came of a run.
        name: what the scenario was called by.
    """
    scenario = run.scenario
    numbers = quantities(scenario)
    document = {
        "schema_version": SCHEMA_VERSION,
        "digest": digest(scenario),
        "state_digest": run.state_digest,
        "digests": run.digests,
        "cached": False,
        "complete": True,
        "run": None,
        "scenario": name,
        "title": scenario.title,
        "description": scenario.description,
        "settings": overrides(name, scenario),
        "seed": scenario.seed,
        "threads": run.threads,
        "seconds": run.seconds,
        "ns_per_citizen_day": run.seconds * 1e9 / (scenario.citizens * scenario.days),
        "events_per_citizen_day": run.observables["acts_per_citizen_day"].value,
        "peak_rss_mib": run.peak_rss_mib,
        "bytes_per_citizen": run.bytes_per_citizen,
        **findings(run),
        "channels": list(run.labels.channel_titles),
        "matches": _matches(run),
        "groups": _groups(run),
        "attributes": attribute_totals(run),
        "goods": goods_totals(run),
        "debts": debts_totals(run),
        "stages": [{"name": s.name, "reads": s.reads, "writes": s.writes, "holds": s.holds} for s in (*DAY, *EVENING)],
        "notices": [[each.key, each.text] for each in notices(scenario)],
        "assumptions": _assumptions(numbers),
        "facts_used": _facts_used(numbers),
        "decided": run.decided,
        "reforms": [each.document for each in run.totals.reforms],
        "turnover": run.turnover,
        "glasshouse": package_version(),
        "environment": environment(),
    }
    return RunResults.model_validate({**document, "published": published_figures(document)}).document()


def findings(run: Conclusion) -> dict[str, Any]:
    """The part of the results document that is read beside published figures; cheap, for many runs.

    Args:
        run: a run that came to its end.
    """
    return {
        "fitted": list(run.scenario.fitted),
        "citizens": run.scenario.citizens,
        "days": run.scenario.days,
        "systems": {system.name: _system(run, s) for s, system in enumerate(run.labels.systems)},
        "observables": {each.name: each.document for each in run.observables.values()},
        "kinds": _kinds(run),
        "regions": _regions(run),
        "country": describe_country(run.scenario.society) or None,
        "society": run.census,
    }


def package_version() -> str:
    """The version of this package."""
    try:
        return version("glasshouse")
    except PackageNotFoundError:
        return "unknown"


def environment() -> dict[str, str]:
    """What a run was made with."""
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "numba": numba.__version__,
        "platform": platform.platform(),
    }


def _system(run: Conclusion, s: int) -> dict[str, Any]:
    system, snapshot = run.labels.systems[s], run.totals.snapshot
    members = int(snapshot["members"][s].sum())
    said: dict[str, Any] = {"form": system.form, "title": system.title, "members": members}
    said |= {field: int(run.totals.system_counts[field][s]) for field in ("rewards", "deductions")}
    document = run.scenario.systems[system.name]
    if document.rollout is not None:
        said["rollout"] = document.rollout.model_dump(mode="json")
    if not system.capabilities.judges:
        return said
    said["account_holders"] = document.account_holders
    said |= form_of(document).summary(document)
    if document.human_review is not None:
        said["human_review"] = _human_review(run, s)
    counts = [int(n) for n in snapshot["bands"][s].sum(0)]
    said["bands"] = {
        name: {"count": counts[b], "share": _share(counts[b], members), "start": system.starts[b]}
        for b, name in enumerate(system.bands)
    }
    if system.capabilities.is_list:
        return {
            **said,
            "listed": {"count": counts[1], "share": _share(counts[1], members)},
            "listings": _listings(run, s),
        }
    return {**said, **_scale(run, s, system)} if system.capabilities.has_scale else said


def _human_review(run: Conclusion, s: int) -> dict[str, int]:
    """What caseworkers of a system did, over all days."""
    count = run.totals.day_counts
    found = {name.removeprefix("review_"): int(count[name][s]) for name in _REVIEWS}
    return {**found, "reviewed": int(count["reviewed"][s]), "minutes": round(int(count["review_seconds"][s]) / 60)}


_REVIEWS = tuple(
    f"review_{name}" for name in ("cases", "overturned", "missed", "confirmed_wrongly", "automatic", "lapsed")
)


def _listings(run: Conclusion, s: int) -> dict[str, int]:
    """New listings by the kind of conduct recorded."""
    found = run.totals.system_counts["entered_kind"][s]
    return {kind.name: int(found[k]) for k, kind in enumerate(run.labels.kinds) if found[k]}


def _scale(run: Conclusion, s: int, system: SystemLabel) -> dict[str, Any]:
    snapshot = run.totals.snapshot
    known = mean_and_spread(*(int(snapshot[field][s].sum()) for field in ("codes", "squares", "members")))
    bins = snapshot["bins"][s]
    return {
        "mean": system.score(known[0]) if known else None,
        "sd": known[1] / SCORE_SPAN * (system.high - system.low) if known else None,
        "low": system.low,
        "high": system.high,
        "histogram": bins.sum(0).tolist(),
        "histogram_by_group": {group: bins[g].tolist() for g, group in enumerate(GROUPS)},
        "mean_by_group": {group: _mean_score(snapshot, s, g, system) for g, group in enumerate(GROUPS)},
    }


def _mean_score(snapshot: Any, s: int, group: int, system: SystemLabel) -> float | None:
    """The exact mean score of a group's members; None where it has none."""
    members, codes = (int(snapshot[field][s, group]) for field in ("members", "codes"))
    return system.score(codes / members) if members else None


def _kinds(run: Conclusion) -> dict[str, Any]:
    day_counts = run.totals.day_counts
    return {
        kind.name: {
            "title": kind.title,
            "context": kind.context,
            **{field: int(day_counts[field][k]) for field in _COUNTED},
        }
        for k, kind in enumerate(run.labels.kinds)
    }


def _matches(run: Conclusion) -> dict[str, Any]:
    """By channel, records of the rarer kinds: how many rest on something that happened, how many on nothing."""
    day_counts = run.totals.day_counts
    found = {}
    for ch, name in enumerate(run.labels.channels):
        true, false = int(day_counts["true_matches"][ch]), int(day_counts["false_matches"][ch])
        found[name] = {"true": true, "false": false, "false_share": _share(false, true + false)}
    return found


def _regions(run: Conclusion) -> list[dict[str, Any]]:
    """By region: people, mean scores at the end, mean self-censorship, and rates over all days."""
    found = []
    for p, name in enumerate(run.labels.regions):
        place = run.totals.region_counts[p]
        days = int(place["people"])
        if not days:
            continue
        scores, accounts, listed = {}, {}, {}
        for s, system in enumerate(run.labels.systems):
            members, codes = (int(n) for n in run.place_means[s, p])
            if system.capabilities.has_scale:
                scores[system.name] = system.score(codes / members) if members else None
            if system.capabilities.judges:
                accounts[system.name] = members
            if system.capabilities.is_list:
                # A list's codes are 1 off it and 2 on it.
                listed[system.name] = codes - members
        found.append(
            {
                "name": name,
                "people": days // run.scenario.days,
                "score_mean": scores,
                "accounts": accounts,
                "listed": listed,
                "self_censorship": int(place["self_censorship"]) / days / GUARD_NONE - 1,
                "sanctioned_share": int(place["sanctioned"]) / days,
                "withheld_per_1000": int(place["withheld"]) * 1000 / days,
                "denied_per_1000": int(place["denied"]) * 365_000 / days,
                "critical_words_per_1000": int(place["critical_speech"]) * 1000 / days,
                "critical_words_withheld_share": _share(
                    int(place["critical_withheld"]), int(place["critical_withheld"] + place["critical_speech"])
                ),
                "removed_per_1000": int(place["removed"]) * 1000 / days,
                "grievance": int(place["grievance"]) / days / SHARE_TOP,
            }
        )
    return found


def _groups(run: Conclusion) -> dict[str, Any]:
    day_counts = run.totals.day_counts
    return {
        group: {
            "people": int(run.totals.snapshot["people"][g]),
            "person_days": int(day_counts["people"][g]),
            "sanctioned_days": int(day_counts["sanctioned"][g]),
            "wrongly_sanctioned_days": int(day_counts["wrongly_sanctioned"][g]),
            "false_records": int(day_counts["invented_group"][g]),
            "denied": int(day_counts["denied_group"][g]),
            "critical_words": int(day_counts["critical_speech_group"][g]),
            "critical_words_withheld": int(day_counts["critical_withheld_group"][g]),
        }
        for g, group in enumerate(GROUPS)
    }


def _assumptions(numbers: Numbers) -> dict[str, Any]:
    by_status = {status: [(key, q) for key, q in numbers if q.status == status] for status in get_args(Status)}
    assumed, derived = by_status["assumption"], by_status["derived"]
    return {
        "count": len(assumed),
        "derived": len(derived),
        "facts": len(by_status["fact"]),
        "definitions": len(by_status["definition"]),
        "share": _share(len(assumed) + len(derived), len(numbers)),
        "list": [[key, q.value, q.unit, q.range, q.reason] for key, q in assumed],
        "derivations": [[key, q.value, q.unit, q.range, q.reason, q.fact] for key, q in derived],
        "without_source": [[key, q.value, q.unit] for key, q in by_status["user"]],
    }


def _facts_used(numbers: Numbers) -> list[str]:
    return sorted({q.fact.partition(".")[0] for _, q in numbers if q.fact})


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
