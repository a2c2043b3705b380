"""The pages of a trial: one table for all claims, and a page for each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup

from glasshouse import facts
from glasshouse.claims.trial import Finding, Trial
from glasshouse.report.charts.claims import Line, effect_text, effects, over_assumptions
from glasshouse.report.charts.sweeps import Sensitivity, sensitivities
from glasshouse.report.drawing import Figure, Table
from glasshouse.report.page import asset, environment
from glasshouse.report.wording import count, interval
from glasshouse.store.folder import make_folder, write_text

TABLE = "claims.json"
_NAMED = 4


def write_trial(trial: Trial, folder: Path) -> Path:
    """Write the pages of a trial and its table as JSON.

    Args:
        trial: the trial.
        folder: where.

    Returns:
        The page with the table.

    Raises:
        StorageError: a file cannot be written.
    """
    make_folder(folder)
    for finding in trial.findings:
        write_text(folder / page_name(finding), _claim_page(finding, trial))
    write_text(folder / TABLE, json.dumps(trial.rows(), indent=2, ensure_ascii=False, allow_nan=False) + "\n")
    page = folder / "index.html"
    write_text(page, _index(trial))
    return page


def page_name(finding: Finding) -> str:
    """The file of a claim's page."""
    return f"{finding.evidence.claim.id.replace('/', '-')}.html"


def verdict_words(finding: Finding) -> str:
    """The verdict with its condition."""
    verdict = finding.verdict
    if verdict.word == "holds only if":
        return f"holds only if {verdict.condition}"
    return f"{verdict.word}: {verdict.condition}" if verdict.condition else verdict.word


def _index(trial: Trial) -> str:
    rows = [
        {
            "page": page_name(finding),
            "id": finding.evidence.claim.id,
            "title": finding.evidence.claim.title,
            "effect": _effect(finding),
            "interval": _interval(finding),
            "smallest_effect": _smallest(finding),
            "verdict": verdict_words(finding),
            "hangs_on": ", ".join(finding.verdict.hangs_on[:_NAMED]) or "nothing beyond noise",
        }
        for finding in trial.findings
    ]  # fmt: skip
    return environment().get_template("claims.html").render(
        rows=rows, summary=_summary(trial), digest=trial.digest, command=trial.command(),
        style=Markup(asset("page.css")),
    )  # fmt: skip


def _summary(trial: Trial) -> str:
    size = trial.size
    kind = "A quick trial, with wide intervals" if trial.quick else "A full trial"
    return (
        f"{kind}: {count(size.citizens)} people and {size.days} days where a claim does not ask for more, "
        f"{size.replicates} seeds, {size.points} points over the assumptions."
    )


def _claim_page(finding: Finding, trial: Trial) -> str:
    claim, evidence = finding.evidence.claim, finding.evidence
    return environment().get_template("claim.html").render(
        claim=claim, verdict=verdict_words(finding), reason=finding.verdict.reason, facts=_facts(finding),
        figures=_figures(finding), secondary=_secondary(finding), quoted=[_quotation(name) for name in claim.facts],
        command=trial.command(claim), digests=evidence.digests, style=Markup(asset("page.css")),
    )  # fmt: skip


def _facts(finding: Finding) -> list[tuple[str, str]]:
    claim, evidence = finding.evidence.claim, finding.evidence
    against = f"against {claim.against}" if claim.against else "on its own"
    return [
        ("Compared", f"{claim.scenario} {against}"),
        ("Measured", f"{evidence.title} ({evidence.unit}); the claim expects {claim.direction}"),
        ("Effect", f"{_effect(finding)}, 95% interval {_interval(finding)}"),
        ("Smallest that matters", f"{_smallest(finding)}. {claim.smallest_effect.why}"),
        ("Over the assumptions", _share(evidence.share_of_points)),
    ]  # fmt: skip


def _share(share: float | None) -> str:
    return "undefined" if share is None else f"as claimed and large enough at {share:.0%} of the points"


def _effect(finding: Finding) -> str:
    value = finding.evidence.effect.value
    return "undefined" if value is None else effect_text(value, finding.evidence)


def _interval(finding: Finding) -> str:
    effect = finding.evidence.effect
    return interval(effect.low, effect.high, finding.evidence.unit) or "none"


def _smallest(finding: Finding) -> str:
    claim = finding.evidence.claim
    return effect_text(claim.sign * claim.smallest_effect.value, finding.evidence)


def _figures(finding: Finding) -> list[Figure]:
    claim, evidence = finding.evidence.claim, finding.evidence
    slug = claim.id.replace("/", "-").lower()
    first = f"against {claim.against}" if claim.against else "on its own"
    ladder = [
        Line(first, evidence.effect),
        *(Line(f"against {rung}", effect) for rung, effect in evidence.ladder.items()),
    ]
    links = [Line("with all links", evidence.effect)]
    for link in claim.links:
        links.append(Line(f"without {link.title}", evidence.without[link.key]))
        links.append(Line(f"{link.title} alone", evidence.alone[link.key]))
    note = "Whiskers are 95% intervals over seeds. The dashed line is the smallest effect that matters."
    sensitivity = [Sensitivity(evidence.title, evidence.hangs_on)] if evidence.hangs_on else []
    figures = [
        effects(f"{slug}-ladder", "The effect", ladder, evidence, note),
        effects(f"{slug}-links", "Which link carries it", links, evidence, note) if claim.links else None,
        over_assumptions(evidence),
        sensitivities(f"{slug}-sensitivity", sensitivity),
    ]
    return [figure for figure in figures if figure is not None]


def _secondary(finding: Finding) -> Table | None:
    rows: list[tuple[str, ...]] = []
    for name, (effect, unit, title) in finding.evidence.secondary.items():
        value = "undefined" if effect.value is None else effect_text(effect.value, finding.evidence, unit)
        rows.append((title or name, value, interval(effect.low, effect.high, unit) or "none"))
    return Table(("also measured", "effect", "95% interval"), tuple(rows)) if rows else None


def _quotation(name: str) -> dict[str, Any]:
    fact = facts.get(name)
    return {"statement": fact.statement, "source": fact.source, "as_of": fact.as_of, "basis": fact.basis}
