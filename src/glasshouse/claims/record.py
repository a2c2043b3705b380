"""A claim's row: the verdict and all that it rests on, as plain data."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from glasshouse.claims.bench import Effect
from glasshouse.claims.catalogue import claims
from glasshouse.claims.evidence import Evidence, Secondary
from glasshouse.claims.links import Links
from glasshouse.claims.points import Points, dependence_document
from glasshouse.claims.verdict import MOST, Verdict
from glasshouse.documents.strict import Document


def row_of(evidence: Evidence, verdict: Verdict) -> dict[str, Any]:
    """The row of a claim.

    Args:
        evidence: what was found out.
        verdict: what that amounts to.
    """
    claim, points = evidence.claim, evidence.points
    return {
        "id": claim.id,
        "title": claim.title,
        "reading": claim.reading,
        "effect": evidence.effect.value,
        "unit": evidence.unit,
        "low": evidence.effect.low,
        "high": evidence.effect.high,
        "twin": evidence.effect.twin,
        "smallest_effect": evidence.smallest,
        "direction": claim.direction,
        "verdict": verdict.word,
        "leans": verdict.leans,
        "condition": verdict.condition,
        "reason": verdict.reason,
        "hangs_on": list(verdict.hangs_on),
        "share_of_points": None if points is None else points.as_claimed().value,
        "replicates": evidence.power.seeds if evidence.power else None,
        "points": 0 if points is None else len(points.effects),
        **_steps(evidence, verdict),
        "secondaries": [_secondary(each) for each in evidence.secondaries],
        "digest_of_file": digest_of(claim),
        "changed_after_a_look": list(claim.changed_after_a_look),
        "digest": hashlib.sha256("".join(evidence.digests).encode()).hexdigest(),
    }


def _steps(evidence: Evidence, verdict: Verdict) -> dict[str, Any]:
    """What each step found out; nothing of the steps that were not made."""
    points, sham = evidence.points, evidence.sham
    return {
        "power": evidence.power.document if evidence.power else None,
        "reach": evidence.reach.document if evidence.reach else None,
        "links": links_document(evidence.links) if evidence.links else None,
        "prior": prior_document(points, verdict) if points else None,
        "confirmed": dependence_document(points.dependence, evidence.claim.sign) if points else [],
        "controls": {"sham": _effect(sham.effect) | {"ok": sham.ok} if sham else None},
    }


def digest_of(claim: Document) -> str:
    """SHA-256 over all that a claim says, in hexadecimal: what was written down before the runs."""
    return hashlib.sha256(claim.model_dump_json().encode()).hexdigest()


def is_stale(name: str, digest_of_file: str) -> bool:
    """Whether a verdict that was kept is of a claim that is no more, or says something else by now.

    Args:
        name: the claim's id.
        digest_of_file: what `digest_of` gave when it was tried.
    """
    return name not in claims() or digest_of(claims()[name]) != digest_of_file


def links_document(links: Links) -> dict[str, Any]:
    """What an effect rests on, as plain data; sets are joined by a plus, the empty one is ``none``."""
    return {
        "order": links.order,
        "sets": [list(each) for each in links.sets],
        "values": {
            "+".join(sorted(each)) or "none": value if np.isfinite(value) else None
            for each, value in links.values.items()
        },
        "brakes": list(links.brakes),
        "set_aside": list(links.set_aside),
        "enough": links.enough,
    }


def prior_document(points: Points, verdict: Verdict) -> dict[str, Any]:
    """At how many points the effect is as claimed, by both priors."""
    p, q, other = points.as_claimed(), points.reversed(), points.as_claimed(other_prior=True)
    return {
        "name": "centred",
        "p": p.value,
        "p_low": p.low,
        "p_high": p.high,
        "q": q.value,
        "blind": points.blind,
        "enough": MOST,
        "other": {"name": "declared", "p": other.value, "p_low": other.low, "p_high": other.high},
        "depends_on_prior": verdict.depends_on_prior,
    }


def _secondary(each: Secondary) -> dict[str, Any]:
    return {
        "observable": each.expected.observable,
        "direction": each.expected.direction,
        "smallest": each.smallest,
        **_effect(each.effect),
        "answer": each.answer,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {"value": effect.value, "low": effect.low, "high": effect.high}
