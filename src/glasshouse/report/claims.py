"""The pages of a trial: one table for all claims, and a page for each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version
from math import isfinite
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from glasshouse import facts
from glasshouse.claims.bench import Effect
from glasshouse.claims.evidence import Evidence
from glasshouse.claims.record import digest_of
from glasshouse.claims.switching import shown
from glasshouse.claims.trial import Finding, Trial
from glasshouse.report.charts.claims import Line, effect_text, effects, over_assumptions
from glasshouse.report.drawing import Figure, Table
from glasshouse.report.page import environment, refuse_strangers, style
from glasshouse.report.wording import count, interval
from glasshouse.store.folder import make_folder, write_text

TABLE = "claims.json"
_NAMED = 4
_MOST_SETS = 16


def write_trial(trial: Trial, folder: Path) -> Path:
    """Write the pages of a trial and its table as JSON.

    Args:
        trial: the trial.
        folder: where.

    Returns:
        The page with the table.

    Raises:
        InputError: there is a page of that name that is none of this program's.
        StorageError: a file cannot be written.
    """
    for name in ("index.html", *map(page_name, trial.findings)):
        refuse_strangers(folder / name)
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


def _index(trial: Trial) -> str:
    rows = [
        {
            "page": page_name(finding),
            "id": finding.evidence.claim.id,
            "title": finding.evidence.claim.title,
            "effect": _effect(finding),
            "interval": _interval(finding),
            "smallest_effect": _smallest(finding),
            "verdict": finding.verdict.words,
            "hangs_on": ", ".join(finding.verdict.hangs_on[:_NAMED]) or "nothing beyond noise",
        }
        for finding in trial.findings
    ]  # fmt: skip
    return environment().get_template("claims.html").render(
        rows=rows, summary=_summary(trial), words=_WORDS, digest=trial.digest, command=trial.command(),
        style=style(), version=version("glasshouse"),
    )  # fmt: skip


def _summary(trial: Trial) -> str:
    size = trial.size
    kind = "A quick trial: a claim leans to a verdict at most" if trial.quick else "A full trial"
    days = f"at most {size.days} days" if size.days else "the scenarios' own days"
    points = " + ".join(str(each) for each in size.points if each)
    return (
        f"{kind}. {count(size.citizens)} people or as many as it takes, {days}, {size.replicates} seeds, "
        f"{points} points over the assumptions."
    )


_WORDS = (
    (
        "Holds",
        "the whole interval is beyond the smallest effect that matters, and so is the effect at four of five points over the "
        "assumptions.",
    ),
    (
        "Does not hold",
        "the whole interval is short of it or on the other side, and so is the effect at four of five points.",
    ),
    ("Reversed", "as large as matters, the other way round, here and at four of five points."),
    ("Holds only if", "one of the assumptions decides; it was confirmed in a fresh sample of points, and is named."),
    ("Mixed", "another observable, named beforehand, goes the other way by more than matters."),
    (
        "Assumed",
        "at most one mechanism, beside those that are compared or that decide what is counted, brings the effect about: the "
        "run repeats what was put in.",
    ),
    ("Underpowered", "to see the smallest effect would cost more than the trial may; what it would take is said."),
    ("Out of reach", "whatever is at its strongest, the observable does not move by twice the smallest effect."),
    ("Cannot be told", "everything else."),
)


def _claim_page(finding: Finding, trial: Trial) -> str:
    claim, evidence = finding.evidence.claim, finding.evidence
    told = {
        "claim": claim,
        "verdict": finding.verdict.words,
        "reason": finding.verdict.reason,
        "facts": _facts(finding),
        "rests_on": _rests_on(finding),
        "figures": _figures(finding),
        "tables": _tables(finding),
        "quoted": [_quotation(name) for name in claim.facts],
        "command": trial.command(claim),
        "digests": evidence.digests,
        "file": digest_of(claim),
    }
    return environment().get_template("claim.html").render(**told, version=version("glasshouse"), style=style())


def _facts(finding: Finding) -> list[tuple[str, str]]:
    claim, evidence = finding.evidence.claim, finding.evidence
    told = [
        ("Compared", f"{claim.scenario} against {claim.against}"),
        ("Measured", f"{evidence.title} ({evidence.unit}); the claim expects {claim.direction}"),
        ("Effect", f"{_effect(finding)}, 95% interval {_interval(finding)}"),
        ("Smallest that matters", f"{_smallest(finding)}. {claim.smallest.why}"),
    ]  # fmt: skip
    steps = (_reach(finding), _power(finding), _sham(finding), _points(finding))
    return told + [(name, said) for name, said in steps if said]


def _reach(finding: Finding) -> tuple[str, str]:
    reach = finding.evidence.reach
    return "Reach", f"it moves by {effect_text(reach.value, finding.evidence)}, at {reach.at}" if reach else ""


def _power(finding: Finding) -> tuple[str, str]:
    power = finding.evidence.power
    if power is None:
        return "Power", ""
    people = f"{count(power.citizens)} people and {power.seeds} seeds, {count(power.point_citizens)} people at a point"
    return "Power", f"{people}; {power.days} days" + (f". It would take {power.needs}" if power.needs else "")


def _sham(finding: Finding) -> tuple[str, str]:
    sham, claim = finding.evidence.sham, finding.evidence.claim
    if sham is None:
        return "Sham", f"none: {claim.no_sham}" if claim.no_sham else ""
    value = "undefined" if sham.effect.value is None else effect_text(sham.effect.value, finding.evidence)
    return "Sham", f"without its means: {value}, {'as it must be' if sham.ok else 'which is as much as matters'}"


def _rests_on(finding: Finding) -> str:
    """What the effect rests on, in sentences; empty where nobody asked."""
    links = finding.evidence.links
    if links is None:
        return ""
    stay = "stay on, since they are" if len(links.set_aside) > 1 else "stays on, since it is"
    aside = f"{_listed(links.set_aside)} {stay} compared, or alone decide what is counted. " if links.set_aside else ""
    if links.order is None:
        return f"{aside}No set of mechanisms that was tried brings about half of the effect, and as much as matters."
    sets = shown(links.sets)
    brakes = f" Held back by {_listed(links.brakes)}." if links.brakes else ""
    return (
        f"{aside}At least half of the effect, and as much as matters, is brought about by: {sets}. The smallest of these "
        f"sets has {links.order} (the claim's order). There may be further sets.{brakes}"
    )


def _listed(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _points(finding: Finding) -> tuple[str, str]:
    points = finding.evidence.points
    if points is None:
        return "Over the assumptions", ""
    shares = [points.as_claimed(other_prior=each).value for each in (False, True)]
    first, other = ("undefined" if share is None else f"{share:.0%} of the points" for share in shares)
    second = f"; drawn evenly from the declared ranges, at {other}" if shares[1] is not None else ""
    blind = f"; {points.blind:.0%} of the points cannot show it" if points.blind else ""
    return "Over the assumptions", f"as claimed and large enough at {first}{second}{blind}"


def _effect(finding: Finding) -> str:
    value = finding.evidence.effect.value
    return "undefined" if value is None else effect_text(value, finding.evidence)


def _interval(finding: Finding) -> str:
    effect = finding.evidence.effect
    return interval(effect.low, effect.high, finding.evidence.unit) or "none"


def _smallest(finding: Finding) -> str:
    smallest = finding.evidence.smallest
    if smallest is None:
        return "a part of nothing"
    return effect_text(finding.evidence.claim.sign * smallest, finding.evidence)


def _figures(finding: Finding) -> list[Figure]:
    claim, evidence = finding.evidence.claim, finding.evidence
    slug = claim.id.replace("/", "-").lower()
    ladder = [
        Line(f"against {claim.against}", evidence.effect),
        *(Line(f"against {rung}", effect) for rung, effect in evidence.ladder.items()),
    ]
    note = "Whiskers are 95% intervals over seeds. The dashed line is the smallest effect that matters."
    figures = [
        effects(f"{slug}-ladder", "The effect", ladder, evidence, note),
        effects(f"{slug}-links", "Which mechanisms bring it about", *_sets(evidence)),
        over_assumptions(evidence),
    ]
    return [figure for figure in figures if figure is not None]


def _sets(evidence: Evidence) -> tuple[list[Line], Evidence, str]:
    """The effect with all mechanisms, with none, and with subsets of those that matter, the largest effect first; and a key."""
    links = evidence.links
    if links is None:
        return [], evidence, ""
    named = sorted({name for each in links.sets for name in each})
    letters = dict(zip(named, ascii_uppercase, strict=False))
    chosen = {each: value for each, value in links.values.items() if each <= letters.keys() and isfinite(value)}
    ordered = sorted(chosen, key=lambda each: (-chosen[each], len(each)))[:_MOST_SETS]
    sign = evidence.claim.sign
    lines = [Line("all of them", Effect(sign * links.effect))]
    lines += [
        Line(" ".join(sorted(letters[name] for name in each)) or "none", Effect(sign * chosen[each]))
        for each in ordered
    ]
    key = "; ".join(f"{letter} {name}" for name, letter in letters.items())
    return lines, evidence, f"Each line: with these on, and all others that can be switched off. {key}. Two seeds each."


def _tables(finding: Finding) -> list[tuple[Table, str]]:
    tables = [
        (_expected(finding), "Named beforehand"),
        (_hangs_on(finding), "What it hangs on"),
        (_beside(finding), "Measured beside it"),
    ]
    return [(table, title) for table, title in tables if table is not None]


def _expected(finding: Finding) -> Table | None:
    rows = tuple(
        (
            each.title,
            each.expected.direction,
            *_cells(finding, each.effect, each.unit),
            each.answer,
        )
        for each in finding.evidence.secondaries
    )
    return Table(("also measured", "expected", "effect", "95% interval", "answer"), rows) if rows else None


def _hangs_on(finding: Finding) -> Table | None:
    points = finding.evidence.points
    if points is None or not points.dependence.confirmed:
        return None
    rows = tuple((each.key, _WAYS[each.direction], f"{each.share:.0%}") for each in points.dependence.confirmed)
    left = ("the rest is spread, or acts together", "", f"{points.dependence.unexplained:.0%}")
    return Table(("quantity", "more as claimed", "share of the variance of ranks"), (*rows, left))


_WAYS = {1: "the higher it is", -1: "the lower it is", 0: "in the middle or at the ends"}


def _beside(finding: Finding) -> Table | None:
    rows = tuple(
        (title or name, *_cells(finding, effect, unit))
        for name, (effect, unit, title) in finding.evidence.beside.items()
    )
    return Table(("also measured", "effect", "95% interval"), rows) if rows else None


def _cells(finding: Finding, effect: Effect, unit: str) -> tuple[str, str]:
    value = "undefined" if effect.value is None else effect_text(effect.value, finding.evidence, unit)
    return value, interval(effect.low, effect.high, unit) or "none"


def _quotation(name: str) -> dict[str, Any]:
    fact = facts.get(name)
    return {"statement": fact.statement, "source": fact.source, "as_of": fact.as_of, "basis": fact.basis}
