"""``glasshouse validate --data``: published figures and studies that no value was set by, beside ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from glasshouse.cli.console.output import wrapped, write, write_json, write_sections
from glasshouse.cli.console.progress import Progress


def validate_data(
    names: Sequence[str], *, quick: bool, workers: int | None, executor: str, html: str | None, fresh: bool, json: bool
) -> None:
    """Live the experiments, write the page, and write every answer.

    Args:
        names: names of experiments or figures; all, if none is named.
        quick: whether small worlds do.
        workers: processes that share the work.
        executor: ``local`` or ``dask``.
        html: where the page goes.
        fresh: whether to run again what is there.
        json: whether to print the document instead of text.
    """
    from glasshouse.heldout.study import chosen
    from glasshouse.heldout.study import validate_data as study
    from glasshouse.report.heldout import write_heldout
    from glasshouse.report.page import refuse_strangers
    from glasshouse.store.options import RUNS

    if html is not None:
        refuse_strangers(Path(html))
    chosen(names)
    with Progress("Held-out data", "run") as progress:
        found = study(names, quick=quick, workers=workers, executor_name=executor, fresh=fresh, progress=progress)
    place = Path(html) if html else Path(RUNS) / f"data-{found.document['digest'][:16]}.html"
    page = write_heldout(found.document, place)
    if json:
        write_json({**found.document, "page": str(page)})
        return
    _write(found.document)
    write()
    write("The page, with charts, sources and what was put in:")
    write(str(page))


def _write(document: Mapping[str, Any]) -> None:
    from glasshouse.report.heldout import interval_text, ours_text, published_text, short

    titles = {each["name"]: each["title"] for each in document["experiments"]}
    sections: dict[str, list[list[str]]] = {}
    for each in document["figures"]:
        row = [each["title"], each["role"], published_text(each), ours_text(each), interval_text(each), each["answer"]]
        sections.setdefault(f"\n{titles[each['experiment']]}", []).append(row)
    write_sections(["", "class", "published", "ours", "95% interval", ""], sections)
    write()
    for sentence in short(document):
        write(wrapped(sentence))
    caution = "Re-enacted studies give back what was put in: they tell of signs and of what such a study could see, not of sizes."
    write(wrapped(f"{caution} Intervals are of luck alone."))
