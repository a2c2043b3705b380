"""The page: everything that a report says, put into one template; and the one file that it becomes."""

from __future__ import annotations

import math
import os
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from glasshouse.errors import StorageError
from glasshouse.measurement.published import published_figures
from glasshouse.report import charts
from glasshouse.report.charts.otherwise import WAYS
from glasshouse.report.charts.published import verdict
from glasshouse.report.charts.scores import moves
from glasshouse.report.drawing import Table
from glasshouse.report.findings import headline, scores_sentence, standfirst, title
from glasshouse.report.material import Material, World
from glasshouse.report.sentences import statements
from glasshouse.report.wording import amount, capital, count, listing, number, share

_CONTENTS = (
    ("words", "In plain words"),
    ("run", "What was run"),
    ("twins", "Side by side"),
    ("whose", "Whose run went otherwise"),
    ("time", "Over time"),
    ("scores", "How people are judged"),
    ("silence", "What was kept back"),
    ("treated", "What befell people"),
    ("where", "Where"),
    ("beside", "Against published figures"),
    ("rests", "What it rests on"),
    ("again", "Do it again"),
    ("limits", "Limits"),
)

_EXAMPLES = 2


def compose(material: Material) -> str:
    """The whole page as text."""
    page = _environment().get_template("page.html")
    said = {**_head(material), **_run(material), **_twins(material), **_base(material), **_ground(material)}
    absent = {"words", "twins", "whose"} if not material.twins else {"time"}
    absent |= set() if said["map"] else {"where"}
    absent |= set() if said["course"] else {"time"}
    contents = [entry for entry in _CONTENTS if entry[0] not in absent]
    return page.render(said, contents=contents, style=Markup(_asset("page.css")))


def write(material: Material, path: Path) -> Path:
    """Write the page aside and rename it, so that a file of that name is always whole.

    Raises:
        StorageError: the file cannot be written.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    text = compose(material)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(text, encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise StorageError(f"{path}: the report cannot be written: {error.strerror or error}") from None
    return path


def command(material: Material) -> str:
    """The command that makes the same page again."""
    document = material.base.document
    words = ["glasshouse", "compare" if material.twins else "run", str(document.get("scenario", material.base.name))]
    for twin in material.twins:
        words += ["--with", twin.name]
    words += [
        "--citizens",
        str(material.base.citizens),
        "--days",
        str(material.base.days),
        "--seed",
        str(document.get("seed", 1)),
    ]
    for setting in document.get("settings") or ():
        words += ["-s", str(setting)]
    replicates = material.comparison.get("replicates")
    if isinstance(replicates, int) and replicates > 1:
        words += ["--replicates", str(replicates)]
    return shlex.join(words)


def _head(material: Material) -> dict[str, Any]:
    document = material.base.document
    return {
        "title": title(material),
        "standfirst": standfirst(material),
        "findings": headline(material),
        "version": _version(document),
    }


def _run(material: Material) -> dict[str, Any]:
    base, document = material.base, material.base.document
    facts = [
        ("Scenario", document.get("scenario", base.name)),
        ("Citizens", count(base.citizens)),
        ("Days", count(base.days)),
        ("Seed", str(document.get("seed", ""))),
        ("Digest", str(document.get("digest", ""))[:16]),
        ("Systems", listing([str(system["title"]) for system in base.systems.values()]) or "none"),
        ("Channels that watch", count(len(document.get("channels") or ()))),
    ]
    if document.get("events_per_citizen_day") is not None:
        facts.append(("Acts per person and day", number(document["events_per_citizen_day"])))
    worlds = None
    if material.twins:
        worlds = Table(
            ("world", "systems in force", "channels that watch", "digest"),
            tuple(
                (
                    world.label,
                    listing([str(system["title"]) for system in world.systems.values()]) or "none",
                    count(len(world.document.get("channels") or ())),
                    str(world.document.get("digest", ""))[:16],
                )
                for world in material.worlds.values()
            ),
        )
    return {
        "about": document.get("description", ""),
        "facts": facts,
        "worlds": worlds,
        "stages": document.get("stages") or (),
    }


def _twins(material: Material) -> dict[str, Any]:
    names = [world.label for world in material.worlds.values()]
    plain = [
        {
            "twin": twin.phrase,
            "sides": [
                (heading, statements(material, twin, side))
                for heading, side in (("What scoring is meant to change", "aim"), ("What else it changed", "cost"))
            ],
        }
        for twin in material.twins
    ]
    otherwise = [
        {"twin": twin.phrase, "figure": charts.otherwise(material, twin), "examples": _examples(material, twin)}
        for twin in material.twins
    ]
    return {
        "twins": [twin.label for twin in material.twins],
        "names": names,
        "twin_key": [f"against: {name}" for name in names[1:]] if len(material.twins) > 1 else (),
        "plain": plain,
        "intervals": _intervals(material),
        "differences": charts.differences(material) if material.twins else None,
        "course": charts.course(material),
        "otherwise": [one for one in otherwise if one["figure"]],
    }


def _intervals(material: Material) -> str:
    how = material.comparison.get("interval")
    text = (
        f"Intervals: {how}.".replace("95 %", "95%") if how else "Differences are here less there, over the whole run."
    )
    return text


def _examples(material: Material, twin: World) -> dict[str, Any] | None:
    """A few citizens, two for each way, with what befell them first, and the command that tells why."""
    run = str(material.base.document.get("run") or material.base.name)
    rows: dict[str, list[tuple[str, ...]]] = {way: [] for way in WAYS}
    first: list[str] = []
    for example in material.examples(twin.name):
        way, citizen, day = str(example.get("way", "")), example["citizen"], example.get("day")
        if way in rows and len(rows[way]) < _EXAMPLES:
            what = listing([str(concern) for concern in example.get("concerns") or ()])
            rows[way].append((str(citizen), capital(WAYS[way]), what, "" if day is None else str(day)))
            first = first or [str(citizen), *(() if day is None else ("--day", str(day)))]
    found = tuple(row for way in WAYS for row in rows[way])
    if not found:
        return None
    table = Table(("citizen", "unlike the twin", "what it was at first", "first on day"), found)
    return {"table": table, "command": shlex.join(["glasshouse", "why", run, *first])}


def _base(material: Material) -> dict[str, Any]:
    base = material.base
    systems = [
        {
            "title": system["title"],
            "sentence": f"{system['title']}. {scores_sentence(base, name)}",
            "distribution": charts.distribution(base, name),
            "bands": charts.bands(base, name),
            "moves": moves(base, name),
        }
        for name, system in base.judges.items()
    ]
    return {
        "systems": systems,
        "withheld": charts.withheld(base),
        "withheld_sentence": _withheld_sentence(base),
        "treatment": charts.treatment(base),
        "attempts": charts.attempts(base),
        "map": charts.tile_map(base),
    }


def _withheld_sentence(world: World) -> str:
    parts = []
    for name, what in (
        ("speech_withheld_share", "lawful words and searches"),
        ("help_withheld_share", "requests for help"),
    ):
        value = world.value(name)
        if value is not None:
            parts.append(f"{share(value)} of {what}")
    whole = sum(int(kind.get("withheld", 0)) for kind in world.kinds.values())
    head = f"{count(whole)} acts were kept back in all, by people who would otherwise have done them."
    return f"{head} That is {listing(parts)}." if parts else head


def _ground(material: Material) -> dict[str, Any]:
    document = material.base.document
    figures = published_figures(document, material.comparison or None)
    return {
        "published": charts.published(figures),
        "published_sentence": _published_sentence(figures),
        "published_rows": _published_rows(figures),
        "rests_sentence": _rests_sentence(document),
        "assumptions": _assumptions(document),
        "command": command(material),
        "digest": document.get("digest", ""),
        "state_digest": document.get("state_digest", ""),
        "made_with": _made_with(document),
        "limits": _LIMITS,
    }


def _published_sentence(figures: Sequence[Mapping[str, Any]]) -> str:
    if not figures:
        return "No published figure fits this run."
    out = [figure for figure in figures if figure["role"] == "out" and figure["meets"] is not None]
    put = [figure for figure in figures if figure["role"] == "in" and figure["meets"] is not None]
    missed = [figure for figure in out if not figure["meets"]]
    met = len(out) - len(missed)
    text = f"Of {len(out)} figures that came out of the run, {met} {'meets' if met == 1 else 'meet'} what was published"
    text += f" and {len(missed)} {'misses' if len(missed) == 1 else 'miss'} it." if missed else "."
    if missed:
        text += f" Farthest off: {_list_of(sorted(missed, key=_distance, reverse=True)[:3])}."
    if put:
        text += f" Of {len(put)} that were put in, {sum(1 for figure in put if figure['meets'])} still hold."
    unknown = sum(1 for figure in figures if figure["meets"] is None)
    return text + (f" {unknown} cannot be told from this run." if unknown else "")


def _distance(figure: Mapping[str, Any]) -> float:
    """How far off a figure is, whether too large or too small; none at all and the other sign are farthest."""
    ratio = float(figure["ratio"])
    return abs(math.log(ratio)) if ratio > 0 else math.inf


def _list_of(figures: Sequence[Mapping[str, Any]]) -> str:
    return listing(
        [f"{figure['title'][:1].lower()}{figure['title'][1:]} ({_times(float(figure['ratio']))})" for figure in figures]
    )


def _times(ratio: float) -> str:
    if not ratio:
        return "none at all"
    return f"{number(ratio)} times what was published" if ratio > 0 else "the other way"


def _published_rows(figures: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    found = []
    for role, words in (("out", "Came out of the run"), ("in", "Put into the model")):
        rows = [
            {
                **figure,
                "published": amount(figure["published"], figure["unit"]),
                "ours": amount(figure["ours"], figure["unit"]),
                "ratio": "" if figure["ratio"] is None else number(figure["ratio"]),
                "verdict": verdict(figure),
                "mark": {None: "", True: "met", False: "missed"}[figure["meets"]],
                "low": number(figure["tolerance"][0]),
                "high": number(figure["tolerance"][1]),
                "how": figure.get("how", ""),
            }
            for figure in figures
            if figure["role"] == role
        ]
        if rows:
            found.append((words, rows))
    return found


def _rests_sentence(document: Mapping[str, Any]) -> str:
    assumed = document.get("assumptions") or {}
    if not assumed.get("count"):
        return "This run rests on no assumption that was recorded."
    text = f"{count(assumed['count'])} of the numbers that this run rests on are assumptions, {count(assumed.get('facts') or 0)} are published facts"
    part = assumed.get("share")
    tail = f": {share(part)} are assumed" if part is not None else ""
    return f"{text}{tail}. Each assumption has a range and a reason; effects have ranges that include none at all."


def _assumptions(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Assumptions by the part of the scenario that they belong to."""
    parts: dict[str, list[tuple[str, ...]]] = {}
    for key, value, unit, span, why in (document.get("assumptions") or {}).get("list") or ():
        head, _, rest = str(key).partition(".")
        ends = "" if not span else f"{number(span[0])} to {number(span[1])}"
        parts.setdefault(head, []).append((rest or head, f"{number(value, 3)} {unit}".strip(), ends, str(why)))
    columns = ("number", "value", "range", "why")
    return [{"name": name, "table": Table(columns, tuple(rows))} for name, rows in parts.items()]


def _made_with(document: Mapping[str, Any]) -> str:
    made = document.get("environment") or {}
    parts = [f"Glasshouse {_version(document)}".strip()]
    parts += [
        f"{name.capitalize() if name == 'python' else name} {made[name]}"
        for name in ("python", "numpy", "numba")
        if name in made
    ]
    text = f"Made with {listing(parts)}"
    seconds = document.get("seconds")
    return f"{text} in {number(seconds)} seconds." if isinstance(seconds, int | float) else f"{text}."


def _version(document: Mapping[str, Any]) -> str:
    version = str(document.get("glasshouse") or "")
    return "" if version == "unknown" else version


_LIMITS = (
    "No real person is in it. Citizens are generated by rule from published totals; none stands for anybody.",
    "Effect sizes are assumptions. Most come from other countries and other settings, and each has a range that includes no effect. "
    "A finding that depends on one is a finding about that assumption.",
    "Systems are built from published descriptions, which are incomplete: weights of Sesame Credit were never confirmed, "
    "and Rongcheng's grades are as commonly cited.",
    "Nobody in China has one nationwide score. These are models of separate, local and commercial systems.",
    "Sensors are modelled as coverage and error; none is built here.",
)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_asset), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _asset(name: str) -> str:
    return (files("glasshouse.report") / "templates" / name).read_text(encoding="utf-8")
