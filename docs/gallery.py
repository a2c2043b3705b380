"""The gallery: every scenario of the library beside the same society without it, as a picture.

The pictures are made whenever the documents are built, from comparisons that are kept in `.tools/gallery`; one is made again
only when the program or its scenario has changed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import glasshouse as gh
from glasshouse import library
from glasshouse.scenario import load

HERE = Path(__file__).parent
KEPT = HERE.parent / ".tools" / "gallery"
PICTURES = HERE / "gallery"
CITIZENS, DAYS = 2_560, 60
"""Few people and days: a first look, not a result."""
TWIN = "nothing"
CHART = "individual-differences"
"""Whose days were not those of their twins, which can be asked of every scenario."""


def scenarios() -> list[str]:
    """The scenarios that the gallery shows, by name."""
    return [name for name in library.names("scenarios") if name != TWIN]


def draw(names: list[str], folder: Path = PICTURES) -> None:
    """Draw the pictures of scenarios into a folder; of one that changes nobody's days there is none.

    Args:
        names: which ones.
        folder: where to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        made = gh.compare(name, TWIN, citizens=CITIZENS, days=DAYS, folder=KEPT)
        picture = folder / f"{name}.svg"
        picture.unlink(missing_ok=True)
        (differing,) = made.individual_differences.values()
        if any(said["people"] for said in differing.values()):
            made.chart(CHART).save(picture)


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
