"""The gallery: every scenario of the library beside the same society without it, as a picture.

The pictures are made whenever the documents are built. They show what `glasshouse compare` finds, but nothing else of a
comparison is worked out or kept, so that all of them take half a minute. What a picture is drawn from is kept in
`.tools/gallery`; it is made again only when the program, below its pages, or its scenario has changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from glasshouse import library
from glasshouse.kernels.sources import PACKAGE, hash_of, read_sources
from glasshouse.report.chart import Chart
from glasshouse.report.charts.individual_differences import individual_differences
from glasshouse.report.data import ReportData, World
from glasshouse.results.build import results
from glasshouse.results.identity import results_identity
from glasshouse.scenario import load, words_digest
from glasshouse.scenario.variants import variant
from glasshouse.worlds.twins import Twins

HERE = Path(__file__).parent
KEPT = HERE.parent / ".tools" / "gallery"
PICTURES = HERE / "gallery"
CITIZENS, DAYS = 2_560, 60
"""Few people and days: a first look, not a result."""
_BASE, TWIN = "base", "nothing"


def scenarios() -> list[str]:
    """The scenarios that the gallery shows, by name."""
    return [name for name in library.names("scenarios") if name != TWIN]


def draw(names: list[str], folder: Path = PICTURES) -> None:
    """Draw the pictures of scenarios into a folder; of one that changes nobody's days there is none.

    The picture shows whose days were not those of their twins, which can be asked of every scenario.

    Args:
        names: which ones.
        folder: where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        picture = folder / f"{name}.svg"
        picture.unlink(missing_ok=True)
        data = _kept(name)
        if any(said["people"] for said in data.individual_differences(TWIN).values()):
            twin = individual_differences(data, data.worlds[TWIN])
            assert twin is not None
            Chart("individual-differences", (twin,)).save(picture)


def _kept(name: str) -> ReportData:
    """What a picture is drawn from, as it was kept or as it is lived now."""
    scenario = load(name, citizens=CITIZENS, days=DAYS)
    made_from = f"{_program()} {words_digest(scenario)}"
    kept = KEPT / f"{name}.json"
    said = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    if said.get("made_from") != made_from:
        said = {"made_from": made_from, **_lived(name, scenario)}
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(said), encoding="utf-8")
    return ReportData({each: World(each, said["worlds"][each]) for each in said["worlds"]}, said["comparison"])


def _lived(name: str, scenario: Any) -> dict[str, Any]:
    """Live a scenario beside its twin."""
    twins = Twins({_BASE: scenario, TWIN: variant(scenario, TWIN)})
    try:
        while twins.day < twins.days:
            twins.step()
        document = results(twins.conclude(0.0)[_BASE], name)
        (ledger,) = twins.ledgers.values()
        differing = ledger.document(*twins.recorders.values())
    finally:
        twins.close()
    worlds = {_BASE: {"title": document["title"], "groups": document["groups"]}, TWIN: {}}
    return {"worlds": worlds, "comparison": {"individual_differences": {TWIN: differing}}}


@cache
def _program() -> str:
    """The program below its pages: what makes numbers, and what draws them."""
    return hash_of(read_sources(PACKAGE, ("benchmark", "cli", "testing", "web")), results_identity())


def page() -> str:
    """What the page shows of each scenario: title, description, picture, how to make it, and where to read on."""
    return "\n\n".join("\n\n".join(_entry(name)) for name in scenarios())


def _entry(name: str) -> Iterator[str]:
    scenario = load(name)
    yield f"## {scenario.title}"
    yield scenario.description
    if (PICTURES / f"{name}.svg").exists():
        yield f"![{scenario.title}: whose days were not those of their twins](gallery/{name}.svg)"
    else:
        yield f"*In {DAYS} days nobody's days differed.*"
    command = f"glasshouse compare {name} --with {TWIN} --citizens {CITIZENS} --days {DAYS}"
    yield f"```\n{command}\n```"
    if (HERE / "systems" / f"{name}.md").exists():
        yield f"[What is known, assumed and myth](systems/{name}.md)"


if __name__ == "__main__":
    draw(sys.argv[1:] or scenarios())
