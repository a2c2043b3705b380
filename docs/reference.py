"""The parts of these pages that are made from the program itself.

A page says ``<!-- generated: NAME -->`` and ``<!-- end: NAME -->``, each on a line of its own; `fill` puts the part of that name
between them. ``scripts/tables.py`` writes the pages, and a check finds those that are out of date.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from glasshouse import library
from glasshouse.audit.figures.catalogue import CATALOGUE
from glasshouse.audit.figures.estimate import counted as wilson
from glasshouse.audit.figures.figure import Figure
from glasshouse.audit.norms.telling import PARTS as NORM_PARTS
from glasshouse.audit.undefined import Reason
from glasshouse.calibration.document import fitted, read_fit
from glasshouse.claims.catalogue import claims
from glasshouse.claims.claim import Claim
from glasshouse.claims.record import is_stale
from glasshouse.cli.console.documents import read_document
from glasshouse.documents.meanings import first_line, meanings
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.vocabulary import CONTEXTS, Context
from glasshouse.engine.expected import observables_by_stand_in
from glasshouse.engine.stages import DAY
from glasshouse.essay.coverage import Row, counted, rows, sections
from glasshouse.facts.studies import Estimate, Study, literature
from glasshouse.library.commission import Example, examples
from glasshouse.observables.smallest import Smallest, smallest_of
from glasshouse.portraits.dimensions import dimensions
from glasshouse.protections.acting import NEEDED
from glasshouse.protections.moves import moves
from glasshouse.registry.catalogue import mechanisms, plain_quantities
from glasshouse.registry.mechanism import Mechanism
from glasshouse.renamed import renamings
from glasshouse.report.heldout import interval_text, ours_text, published_text, short
from glasshouse.response.mechanisms import Response
from glasshouse.scenario import load
from glasshouse.scenario.limits import uses
from glasshouse.schema.limits import CASE_ROOM, LANES
from glasshouse.schema.state import AT_REST
from glasshouse.scoring.forms.registry import forms
from glasshouse.society.configuration import Society
from glasshouse.society.encoding import places_of
from glasshouse.society.figures import mean_household
from glasshouse.society.region_checks import COLUMNS
from glasshouse.targets.published import ROLES
from glasshouse.validation.catalogue import cases

MARK = re.compile(r"^<!-- generated: ([a-z0-9-]+) -->$", re.MULTILINE)
_PART = re.compile(r"^<!-- generated: ([a-z0-9-]+) -->\n.*?^<!-- end: \1 -->$", re.MULTILINE | re.DOTALL)


def fill(page: str) -> str:
    """A page with every generated part in its place.

    Raises:
        KeyError: the page asks for a part that does not exist, or does not say where it ends.
    """
    parted = _PART.findall(page)
    for name in MARK.findall(page):
        if name not in PARTS or name not in parted:
            raise KeyError(name)
    return _PART.sub(lambda found: _between(found[1]), page)


def _between(name: str) -> str:
    """A part between its marks, with an empty line before and after it, as Markdown wants around tables."""
    return f"<!-- generated: {name} -->\n\n{PARTS[name]().strip()}\n\n<!-- end: {name} -->"


def table(heads: Sequence[str], rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def basis(quantity: Quantity) -> str:
    """What a value rests on, in words."""
    fact = f"fact `{quantity.fact}`" if quantity.fact else ""
    if quantity.derived:
        head = f"derived from {fact}:" if fact else "derived:"
        return " ".join(filter(None, (head, quantity.derived, quantity.note)))
    if fact:
        said = ". ".join(filter(None, (fact, quantity.note)))
        return f"{said.rstrip('.')}. Fixed: {quantity.fixed}" if quantity.fixed else said
    head = "by definition:" if quantity.fixed else "assumed:"
    return " ".join(filter(None, (head, quantity.reason, quantity.note)))


def span(quantity: Quantity) -> str:
    """The range within which a value might lie."""
    return "" if quantity.range is None else f"{quantity.range[0]:g} to {quantity.range[1]:g}"


def quantities(document: BaseModel, path: str = "") -> Iterator[tuple[str, Quantity]]:
    """Every quantity of a document with the key that changes it."""
    for name in type(document).model_fields:
        yield from _below(f"{path}{name}", getattr(document, name))


def _below(key: str, value: Any) -> Iterator[tuple[str, Quantity]]:
    if isinstance(value, Quantity):
        yield key, value
    elif isinstance(value, BaseModel):
        yield from quantities(value, f"{key}.")
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _below(f"{key}.{name}", part)
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _below(f"{key}.{place}", part)


def values(document: BaseModel) -> str:
    """A table of all quantities of one document."""
    rows = ((f"`{key}`", f"{q.value:,.12g}", q.unit, span(q), basis(q)) for key, q in quantities(document))
    return table(("key", "value", "unit", "range", "what it rests on"), rows)


def response() -> str:
    """How people change: value, range, meaning and what it rests on."""
    told = meanings(Response)
    for name, part in Response():
        if isinstance(part, BaseModel) and not isinstance(part, Quantity):
            told |= {f"{name}.{below}": words for below, words in meanings(type(part)).items()}
    rows = ((f"`{name}`", f"{q.value:g}", q.unit, span(q), told[name], basis(q)) for name, q in quantities(Response()))
    return table(("parameter", "value", "unit", "range", "meaning", "what it rests on"), rows)


def _section(section: library.Section) -> str:
    """Every document of a shelf: a heading, its title and its values."""
    parts = []
    for name in library.names(section):
        document = read_document(section, name)
        parts.append(f"### `{name}`\n\n{document.title[:1].upper()}{document.title[1:]}.\n\n{values(document)}")
    return "\n".join(parts)


def systems_and_channels() -> str:
    """All values of systems and channels."""
    return _section("systems") + _section("channels")


def conduct() -> str:
    """Kinds of conduct: rates, and what they lean on."""
    rows = []
    kinds = {name: read_document("conduct", name) for name in library.names("conduct")}
    for name, kind in kinds.items():
        leans = [f"{word} {weight:+g}" for word, weight in (kind.leans.traits | kind.leans.states).items()]
        marks = [words for words in (kind.needs, kind.effect) if words not in ("nothing", "none")]
        marks += ["kept as a case"] if kind.kept else []
        rows.append((
            f"`{name}`", kind.type, kind.context, kind.law, f"{kind.gravity.value:g}", f"{kind.rate.value:g}",
            span(kind.rate), f"{kind.ceiling:g}", "shared" if kind.slot and kind.slot.width else "own",
            ", ".join(leans) or "nothing", ", ".join(marks), basis(kind.rate),
        ))  # fmt: skip
    heads = (
        "kind", "type", "context", "law", "gravity", "rate, per day", "range", "ceiling", "draw", "leans on",
        "needs and marks", "what the rate rests on",
    )  # fmt: skip
    return table(heads, rows)


def keys(model: type[BaseModel]) -> str:
    """The keys of a kind of document: type, unit and bounds, meaning."""
    told = meanings(model)
    rows = ((f"`{name}`", _kind_of(field), told.get(name, "")) for name, field in model.model_fields.items())
    return table(("key", "what it takes", "meaning"), rows)


_CONTEXT = f"{', '.join(f'`{name}`' for name in CONTEXTS)}, or a context that the scenario declares"


def _kind_of(field: FieldInfo) -> str:
    """A field's type in plain words. Of a context Pydantic makes text with what the context adds to it."""
    return _CONTEXT if get_args(Context)[-1] in field.metadata else _kind(field.annotation)


def _kind(annotation: Any) -> str:
    """A field's type in plain words."""
    if get_origin(annotation) is Annotated:
        return _CONTEXT if annotation is Context else _kind(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, Quantity):
        bounds = [f"{end:g}" for end in (annotation.at_least, annotation.at_most) if end is not None]
        return f"a number in {annotation.expected_unit}" + (f", {' to '.join(bounds)}" if len(bounds) == 2 else "")
    if get_origin(annotation) is Literal:
        return ", ".join(f"`{name}`" for name in get_args(annotation))
    if get_origin(annotation) in (dict, tuple):
        inner = [_kind(each) for each in get_args(annotation) if each is not Ellipsis]
        return "a table by name" if get_origin(annotation) is dict else f"a list: {inner[0]}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "a table"
    return {str: "text", bool: "`true` or `false`", int: "a whole number", float: "a number"}.get(annotation, "a table")


def form_keys() -> str:
    """The keys of each installed form's systems, those that all have first."""
    from glasshouse.scoring.systems import System

    parts = [f"### Every system\n\n{keys(System)}"]
    for name, form in forms().items():
        own = [field for field in form.configuration.model_fields if field not in System.model_fields]
        told = meanings(form.configuration)
        rows = ((f"`{k}`", _kind_of(form.configuration.model_fields[k]), told[k]) for k in own)
        first = first_line(form.configuration)
        body = table(("key", "what it takes", "meaning"), rows) if own else ""
        parts.append(f"### Form `{name}`\n\n{first}\n\n{body}")
    return "\n".join(parts)


def stages() -> str:
    """The stages of a day, in order."""
    rows = ((k, s.name, ", ".join(s.reads), ", ".join(s.writes), s.holds) for k, s in enumerate(DAY, 1))
    return table(("", "stage", "reads", "writes", "what it holds"), rows)


def tables() -> str:
    """The tables at rest: every field, and who writes it."""
    parts = []
    for each in AT_REST:
        rows = (
            (f"`{f.name}`", "×".join(map(str, f.shape)) or "1", f.code, f.unit, _step(f.step), f.meaning, f.writer)
            for f in each.fields
        )
        heads = ("field", "items", "type", "unit", "step", "meaning", "written by")
        size = f"{each.bytes_per_citizen:.4g} bytes per citizen."
        parts.append(f"### `{each.name}`\n\n{size}\n\n{table(heads, rows)}")
    return "\n".join(parts)


def _step(step: float) -> str:
    return "1" if step == 1 else f"1/{round(1 / step)}"


def limits() -> str:
    """How much a scenario has room for, and how near the library comes to it."""
    found = uses((name, load(name)) for name in library.names("scenarios"))
    rows = [(use.limit.what, use.limit.at_most, use.most, f"`{use.where}`" if use.where else "") for use in found]
    rows += [("people in a community", LANES, "", ""), ("cases at a time in a community", CASE_ROOM, "", "")]
    return table(("what", "at most", "most in the library", "where"), rows)


def observables() -> str:
    """Every observable: name, unit, title, and when it is undefined."""
    rows = [
        (f"`{each.name}`", each.unit, each.title, (each.reason or "").replace("'", "`"))
        for each in observables_by_stand_in()
    ]
    return table(("name", "unit", "what it is", "undefined, if"), rows)


def smallest() -> str:
    """The smallest difference that matters, of every observable, and why."""
    found = [(each, smallest_of(each.name)) for each in observables_by_stand_in()]
    rows = [(f"`{each.name}`", _size(size, each.unit), size.why) for each, size in found if size is not None]
    return table(("name", "smallest difference that matters", "why less does not"), rows)


def _size(smallest: Smallest, unit: str) -> str:
    if smallest.of == "twin":
        return f"{100 * smallest.value:g}% of the twin's value"
    return f"{100 * smallest.value:g} percentage points" if unit == "share" else f"{smallest.value:g} {unit}"


def registered() -> str:
    """Every mechanism: what it does, what it owns, what turns it off."""
    rows = (
        (
            f"`{name}`",
            f"{each.title[:1].upper()}{each.title[1:]}. {each.description} {_where_it_acts(each)}",
            ", ".join(f"`{key}`" for key in each.owns),
            ", ".join(f"`{key}={_setting(value)}`" for key, value in each.off.items()),
        )
        for name, each in mechanisms().items()
    )
    return table(("name", "what it does", "owns", "off"), rows)


def _where_it_acts(mechanism: Mechanism) -> str:
    needs = " and ".join(f"`{need}`" for need in mechanism.needs)
    decides = ", ".join(f"`{name}`" for name in mechanism.decides)
    alone = f" It alone decides {decides}." if decides else ""
    return f"Acts in `{mechanism.scenario}`{f', with {needs}' if needs else ''}.{alone}"


def _setting(value: float | bool | str) -> str:
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else value


def plain() -> str:
    """Quantities that belong to no mechanism, and why."""
    rows = (
        (name, ", ".join(f"`{key}`" for key in each.owns), each.why) for name, each in plain_quantities().plain.items()
    )
    return table(("group", "quantities", "why"), rows)


def essay() -> str:
    """Every sentence of the essay that names something, and where it stands."""
    total = counted(rows())
    parts = [
        f"{sum(total.values())} rows: " + ", ".join(f"{number} {status}" for status, number in total.items()) + ".",
        "",
    ]
    heads = ("sentence", "what it names", "status", "shown by", "what is missing")
    for section in sections().values():
        lines = ((row.sentence, row.says, row.status, _shown_by(row), row.why) for row in section.rows)
        nothing = ", ".join(map(str, section.names_nothing))
        parts += [f"## {section.title}", "", table(heads, lines)]
        parts += [f"Sentences that name nothing: {nothing}.", ""] if nothing else []
    return "\n".join(parts)


def _shown_by(row: Row) -> str:
    """All that a row names, in one cell: nine columns would leave each too narrow to read."""
    named = {
        "scenarios": row.scenarios,
        "mechanisms": row.mechanisms,
        "observables": row.observables,
        "claims": row.claims,
        "tests": [test.rpartition("::")[2] for test in row.tests],
    }
    listed = {what: ", ".join(f"`{name}`" for name in names) for what, names in named.items()}
    return "; ".join(f"{what}: {names}" for what, names in listed.items() if names)


def magnitudes() -> str:
    """What the model gives for what the literature has, before and now."""
    told = json.loads(Path(__file__).parents[1].joinpath("benchmarks/magnitudes.json").read_text(encoding="utf-8"))
    rows = [
        (row["title"], f"`{row['scenario']}`", f"`{row['reads']}`", _magnitude(row["before"]), _magnitude(row["now"]),
         row["published"], ", ".join(f"`{fact}`" for fact in row["facts"]))
        for row in told["rows"]
    ]  # fmt: skip
    size = f"{told['citizens']:,} people, {told['days']} days, seed {told['seed']}."
    heads = ("what", "scenario", "read as", "before", "now", "published", "facts")
    return f"{size}\n\n{table(heads, rows)}"


def _magnitude(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}"


def commission() -> str:
    """Every example of the Commission's guidelines: what it says, the answer, the scenario or why there is none."""
    heads = ("point", "example", "the Commission says", "ground", "scenario")
    return table(heads, [_example(example) for example in examples().values()])


def _example(example: Example) -> tuple[object, ...]:
    grounds = example.expected
    named = [name.replace("_", " ") for name, holds in grounds or () if holds]
    place = f"[`{example.scenario}`](systems/{example.scenario}.md)" if example.scenario else f"none: {example.why}"
    return example.point, example.says, example.answer, "; ".join(named), place


def of_norms(name: str) -> str:
    """A table of the page on norms."""
    from norms_reference import NORMS

    said = NORMS[name]()
    return table(said.heads, said.rows)


def of_routes() -> str:
    """Every route of the web app's interface."""
    from web_reference import routes

    return table(("method", "path under `/api/v1`", "what it does"), list(routes()))


def published_cases() -> str:
    """Every case of `glasshouse validate`: model, parameters, figures, source."""
    rows = [
        (f"`{case.name}`", case.title, ", ".join(f"`{name}`" for name in case.parameters), case.source)
        for case in cases().values()
    ]
    return table(("case", "what comes out", "parameters", "source"), rows)


def essay_claims() -> str:
    """Every claim: what is compared, what is measured, what would count."""
    rows = [
        (
            claim.id,
            claim.title,
            f"`{claim.scenario}` against `{claim.against}`",
            f"`{claim.observable}`, {claim.direction}",
            f"{claim.smallest.value:g}" + (" of the twin's" if claim.smallest.of == "twin" else ""),
            claim.reading,
        )
        for claim in claims().values()
    ]
    return table(("id", "claim", "compared", "measured", "smallest that matters", "whose words"), rows)


def studies() -> str:
    """The studies, question by question; those that find the opposite name each other."""
    found = literature()
    heads = ("study", "design and sample", "sign", "found", "does not say", "source, date, status")
    parts = []
    for question, words in found.questions.items():
        rows = [_study(name, study) for name, study in found.on(question).items()]
        parts.append(f"## {words}\n\n{table(heads, rows)}")
    return "\n".join(parts)


def _study(name: str, study: Study) -> tuple[str, ...]:
    against = f"; against `{'`, `'.join(study.against)}`" if study.against else ""
    sizes = "".join(f" {_estimate(each)}" for each in study.estimates)
    cite = f"[{study.cite}]({study.url})" if study.url else study.cite
    return (
        f"`{name}`", f"{study.design}: {study.sample}", f"{study.sign} {study.outcome} (of {study.who}){against}",
        f"{study.cause[:1].upper()}{study.cause[1:]}. {study.finding}{sizes}", study.not_said,
        f"{cite}; {study.as_of}; {study.confidence}, {study.quality}",
    )  # fmt: skip


def _estimate(estimate: Estimate) -> str:
    span = "" if estimate.interval is None else f", {estimate.interval[0]:g} to {estimate.interval[1]:g}"
    return f"Size: {estimate.of}, {estimate.value:+g} {estimate.unit}{span}."


def fits() -> str:
    """The fit of each calibration that ships: what was free, what is met, what cannot be."""
    return "\n".join(_fit(name, read_fit(name)) for name in fitted())


def _fit(name: str, fit: Mapping[str, Any]) -> str:
    free = (
        (f"`{each['key']}`", f"{each['before']:.3g}", f"{each['value']:.3g}", f"{each['low']:.3g} to {each['high']:.3g}",
         f"{each['range'][0]:.3g} to {each['range'][1]:.3g}", f"{100 * each['learnt']:.0f}%")
        for each in fit["free"]
    )  # fmt: skip
    targets = (
        (f"`{each['figure']}`" + ("" if each["fitted"] else " (watched)"), f"{each['published']:.3g}",
         _number(each["before"]), _number(each["ours"]),
         _number(each["ratio"]), "yes" if each["meets"] else "no")
        for each in fit["targets"]
    )  # fmt: skip
    unmet = ", ".join(f"`{each['figure']}`" for each in fit["out_of_reach"]) or "none"
    pairs = "; ".join(" and ".join(f"`{name}`" for name in each["figures"]) for each in fit["conflicts"]) or "none"
    before, after = (f"{fit['distance'][when]:.2f}" for when in ("before", "after"))
    return "\n".join([
        f"### {name}-calibrated", "",
        f"{fit['runs']} runs of {fit['citizens']:,} people and {fit['days']} days, seed {fit['seed']}; "
        f"{fit['kept']} particles kept, worth {fit['effective']:.0f} even ones. Distance {before} before, {after} now.", "",
        table(("value", "before", "now", "95% of the weight", "range", "learnt"), free), "",
        table(("figure", "published", "before", "now", "ratio", "met"), targets), "",
        f"Met by no run: {unmet}.", "", f"Met one by one, never together: {pairs}.", "",
    ])  # fmt: skip


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.3g}"


def met() -> str:
    """Of every scenario, how many published figures its run meets."""
    return _size_of_runs() + "\n\n" + _met_table(_met()["scenarios"])


def heldout() -> str:
    """Published figures and studies that no value was set by, beside ours; every miss as well."""
    told = json.loads(Path(__file__).parents[1].joinpath("benchmarks/heldout.json").read_text(encoding="utf-8"))
    heads = ("figure", "class", "published", "ours", "95 % interval", "answer", "source")
    size = "a quick look, in small worlds" if told["quick"] else "full worlds"
    parts = [f"Of {told['date']}, {size}. " + " ".join(short(told))]
    for lived in told["experiments"]:
        days = ", ".join(f"{each:,}" for each in lived["days"])
        size = f"{lived['citizens']:,} people, {days} days, {lived['seeds']} seeds of `{lived['scenario']}`."
        rows = [_heldout(each) for each in told["figures"] if each["experiment"] == lived["name"]]
        about = f"{lived['about']} *Put in:* {lived['put_in']} {size}"
        parts += [f"### {lived['title']} (`{lived['name']}`)", about, table(heads, rows)]
    return "\n\n".join(parts)


def _heldout(each: Mapping[str, Any]) -> tuple[str, ...]:
    role = ROLES[each["role"]]
    return (
        f"{each['title']} (`{each['name']}`)",
        role,
        published_text(each),
        ours_text(each),
        interval_text(each),
        each["answer"],
        f"`{each['fact']}`",
    )


def verdicts() -> str:
    """Verdicts of full trials, as far as they were run."""
    told = json.loads((files("glasshouse.library") / "verdicts.json").read_text(encoding="utf-8"))
    rows = [
        (name, each["title"], _verdict(each), _effect(each, claims().get(name)), _share(each), _rests(each))
        for name, each in told.items()
    ]
    tried = f"All {len(told)}" if len(told) == len(claims()) else f"{len(told)} of {len(claims())}"
    head = f"{tried} claims, controls among them, have had a full trial."
    stale = [name for name, each in told.items() if is_stale(name, each["digest_of_file"])]
    if stale:
        head += f" Of claims that say something else by now, these verdicts are no longer true: {', '.join(stale)}."
    heads = ("id", "claim", "verdict", "difference from the twin (95% interval)", "p", "what it rests on")
    return f"{head}\n\n{table(heads, rows)}"


def _verdict(found: Mapping[str, Any]) -> str:
    return (
        f"{found['verdict']} {found['condition']}".strip() if found["verdict"] == "holds only if" else found["verdict"]
    )


def _effect(found: Mapping[str, Any], claim: Claim | None) -> str:
    if found["effect"] is None:
        return "undefined"
    ends = "" if found["low"] is None else f" ({found['low']:.2g} to {found['high']:.2g})"
    asked = f"; claimed: at least {found['smallest_effect']:.2g} {claim.direction}" if claim else ""
    return f"{found['effect']:.2g}{ends} {found['unit']}{asked}"


def _share(found: Mapping[str, Any]) -> str:
    share = found["share"]
    return f"{share['p']:.2f} ({share['p_low']:.2f} to {share['p_high']:.2f})" if share else ""


def _rests(found: Mapping[str, Any]) -> str:
    if found["verdict"] == "out of reach":
        return f"at its strongest {found['reach']['value']:.2g}"
    if found["power"] and found["power"]["needs"]:
        return str(found["power"]["needs"])
    if found["verdict"] == "assumed" and found["sets"]:
        return "; ".join(" + ".join(each) for each in found["sets"])
    return ", ".join(f"`{key}`" for key in found["hangs_on"][:4])


def controls() -> str:
    """How often a verdict's interval finds something where nothing is, and how often what is planted."""
    told = json.loads(Path(__file__).parents[1].joinpath("benchmarks/controls.json").read_text(encoding="utf-8"))
    size = (
        f"Of {told['date']}: {told['trials']} trials of {told['seeds']} seeds, `{told['scenario']}`, {told['citizens']:,} "
        f"people, {told['days']} days; other luck in {', '.join(told['regions'])}."
    )
    nulls = [
        (
            each["kind"],
            f"`{each['observable']}`",
            each["given"],
            _found(each["found"], each["given"]),
        )
        for each in told["null"]
    ]
    plants = [
        (each["kind"], f"`{each['observable']}`", f"{each['times']:g} s", f"{each['moved']:.2g} s",
         _found(each["found"], each["trials"]), f"{each['power']:.0%}")
        for each in told["planted"]
    ]  # fmt: skip
    null = table(("null", "observable", "intervals given", "of these, leave out 0 (95% interval)"), nulls)
    heads = ("planted", "observable", "asked", "moved", "found (95% interval)", "expected of what moved")
    return f"{size}\n\n{null}\n\n{table(heads, plants)}"


def _found(part: int, whole: int) -> str:
    """A share of trials with Wilson's interval; nothing where there was no trial."""
    found = wilson(part, whole)
    if found.value is None or found.low is None or found.high is None:
        return "–"
    return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%})"


def met_in_short() -> str:
    """The same of scenarios with more than six figures that set no value, and of those that were fitted."""
    found = {
        name: told
        for name, told in _met()["scenarios"].items()
        if told["fitted"] or sum(told["met"][role][1] for role in ("seen", "unseen")) > 6
    }
    return _met_table(found)


def _met() -> dict[str, Any]:
    """What ``make met`` wrote."""
    found: dict[str, Any] = json.loads(Path(library.__file__).with_name("met.json").read_text(encoding="utf-8"))
    return found


def _size_of_runs() -> str:
    told = _met()
    return f"Runs of {told['citizens']:,} people, over the scenario's own days but at most {told['days']}, seed {told['seed']}."


def _met_table(scenarios: Mapping[str, Any]) -> str:
    heads = ("scenario", *ROLES.values(), "its own targets missed")
    rows = (
        (f"`{name}`", *(_of(told["met"][role]) for role in ROLES), _missed(told)) for name, told in scenarios.items()
    )
    return table(heads, rows)


def _of(counts: Sequence[int]) -> str:
    """``met k of n``; nothing where there is no figure."""
    return f"met {counts[0]} of {counts[1]}" if counts[1] else "none"


def _missed(told: Mapping[str, Any]) -> str:
    if not told["fitted"]:
        return ""
    names = ", ".join(f"`{name}`" for name in told["missed"])
    return f"{len(told['missed'])} of {told['fitted']}" + (f": {names}" if names else "")


def met_on_page(scenario: str) -> str:
    """What a scenario's own page says, of it and of what was fitted from it."""
    known = _met()["scenarios"]
    return _met_table(
        {
            name: known[name]
            for name in (scenario, *(f"{scenario}-{made}" for made in ("calibrated", "fitted")))
            if name in known
        }
    )


def series() -> str:
    """The fields of the daily counts."""
    from results_reference import series_rows

    return table(("field", "axes", "unit", "what it is"), series_rows())


def document_keys(name: str) -> str:
    """The keys of a results document, part by part."""
    from results_reference import document_rows

    return table(("part", "key", "unit", "what it is"), document_rows(name))


def renamed() -> str:
    """Names that changed: since when, where they stand, what they were, what they are."""
    words = {"key": "key", "value": "value", "observable": "observable", "result": "key of a results document"}
    rows = []
    for row in renamings().rows:
        before = row.old if row.what == "value" else ".".join((*row.path, row.old))
        now = f"gone: {row.new}" if row.what == "gone" else f"`{row.new}`"
        now += f" (of `{'.'.join(row.path)}`)" if row.what == "value" else ""
        rows.append((row.since, f"{row.kind} {words.get(row.what, 'key')}".strip(), f"`{before}`", now))
    return table(("since", "what", "before", "now"), rows)


_COUNTRIES = sorted(Path(__file__).with_name("societies").glob("*.md"))


def _society(name: str) -> Society:
    """A society of the library, as a scenario reads it."""
    return load("nothing", [f'society="{name}"']).society


def country_columns(name: str) -> str:
    """The columns of a society's table of regions: what each says, whose it is, of when, and how far to trust it."""
    regions = _society(name).regions
    if regions is None:
        return ""
    rows = []
    for column, note in regions.columns.items():
        if column not in COLUMNS or column.startswith("tile_"):
            continue
        empty = sum(column in region.assumed for region in regions.regions)
        status = "derived" if note.derived else note.confidence or regions.confidence
        between = f"True values may be {note.range[0]:g} to {note.range[1]:g} times the table's." if note.range else ""
        gap = f"Missing in {empty}: the mean of the others." if empty else ""
        remark = " ".join(filter(None, [note.derived, between, gap]))
        rows.append(
            (f"`{column}`", note.meaning, note.source or regions.source, note.as_of or regions.as_of, status, remark)
        )
    return table(("column", "what it says", "source", "of", "status", "remark"), rows)


def country_regions(name: str) -> str:
    """What people are drawn by, region by region."""
    society = _society(name)
    regions = society.regions
    if regions is None:
        return ""
    places = places_of(society)
    whole = sum(place["weight"] for place in places)
    rows = [
        (
            place["region"],
            f"{place['weight'] / whole:.1%}",
            *(f"{place[key]:.1%}" for key in ("town", "men", "sixty", "minority", "migrant", "employed")),
            f"{mean_household(place['household']):.2f}",
        )
        for place in places
    ]
    heads = (
        regions.noun[0],
        "of all adults",
        "in town",
        "men",
        "60 and over",
        "minority",
        "migrant",
        "in a unit, under 65",
        "adults in a household",
    )
    return table(heads, rows)


def country_deaths(name: str) -> str:
    """Deaths by age and sex, as published."""
    life_table = _society(name).life_table
    if life_table is None:
        return ""
    ages = [f"{first} to {end - 1}" for first, end in pairwise(life_table.ages)] + [f"{life_table.ages[-1]} and over"]
    rows = [
        (age, *(f"{1000 * rate:.2f}" for rate in rates))
        for age, *rates in zip(ages, life_table.women, life_table.men, strict=True)
    ]
    head = f"{life_table.title}. {life_table.source}; {life_table.licence}. {life_table.note}"
    return f"{head}\n\n{table(('age', 'women', 'men'), rows)}"


def protecting_moves() -> str:
    """The moves that `glasshouse remedies` tries."""
    return table(
        ("id", "kind", "move", "acts on"),
        [(f"`{name}`", move.kind, move.title, NEEDED[move.acts_on].title) for name, move in moves().items()],
    )


def portrait_dimensions() -> str:
    """The dimensions of a portrait."""
    return table(
        ("id", "dimension", "read from", "better off", "a high value means"),
        [
            (f"`{name}`", each.title, " or ".join(f"`{one}`" for one in each.observables), each.better, each.high)
            for name, each in dimensions().items()
        ],
    )


def audit_figures() -> str:
    """The figures of an audit: what they say, what they take, who defined them."""
    return table(
        ("figure", "says", "takes", "unit", "source"),
        [
            (f"`{name}`", each.title.rstrip("."), _taken(each), each.unit, each.source)
            for name, each in CATALOGUE.items()
        ],
    )


def _taken(figure: Figure) -> str:
    """What a figure takes, with shapes; a star marks what may be left out."""
    told = []
    for key, each in figure.inputs.items():
        shape = f" ({each.shape})" if each.shape else ""
        told.append(f"`{key}`{'*' if key in figure.defaults else ''}{shape}")
    return ", ".join(told)


def undefined_reasons() -> str:
    """Why a figure may be undefined, and which figures may be for that reason."""
    named = {reason: [f"`{name}`" for name, each in CATALOGUE.items() if reason in each.undefined] for reason in Reason}
    return table(("reason", "figures"), [(reason.value, ", ".join(names)) for reason, names in named.items()])


PARTS: Mapping[str, Callable[[], str]] = {
    "figures": audit_figures,
    "undefined-reasons": undefined_reasons,
    "protecting-moves": protecting_moves,
    "portrait-dimensions": portrait_dimensions,
    "response": response,
    "conduct": conduct,
    "channels": lambda: _section("channels"),
    "systems": lambda: _section("systems"),
    "holders": lambda: _section("holders"),
    "societies": lambda: _section("societies"),
    "kind-keys": lambda: _keys_of("conduct"),
    "channel-keys": lambda: _keys_of("channels"),
    "form-keys": form_keys,
    **{f"columns-{page.stem}": partial(country_columns, page.stem) for page in _COUNTRIES},
    **{f"regions-{page.stem}": partial(country_regions, page.stem) for page in _COUNTRIES},
    **{f"deaths-{page.stem}": partial(country_deaths, page.stem) for page in _COUNTRIES},
    "stages": stages,
    "tables": tables,
    "limits": limits,
    "observables": observables,
    "smallest": smallest,
    "series": series,
    "results-keys": lambda: document_keys("results"),
    "comparison-keys": lambda: document_keys("comparison"),
    "sweep-keys": lambda: document_keys("sweep"),
    "met": met,
    "met-in-short": met_in_short,
    "heldout": heldout,
    "controls": controls,
    "verdicts": verdicts,
    **{
        f"met-{page.stem}": partial(met_on_page, page.stem)
        for page in sorted(Path(__file__).with_name("systems").glob("*.md"))
        if page.stem in library.names("scenarios")
    },
    "mechanisms": registered,
    "plain": plain,
    "essay": essay,
    "magnitudes": magnitudes,
    "commission": commission,
    "routes": of_routes,
    **{name: partial(of_norms, name) for name in ("norms", "norms-sources")},
    **{f"norms-{part.replace(' ', '-')}": partial(of_norms, f"norms-{part.replace(' ', '-')}") for part in NORM_PARTS},
    "cases": published_cases,
    "claims": essay_claims,
    "fits": fits,
    "studies": studies,
    "renamed": renamed,
}
"""The parts by name."""


def _keys_of(section: library.Section) -> str:
    return keys(type(read_document(section, library.names(section)[0])))
