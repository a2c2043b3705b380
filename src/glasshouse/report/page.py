"""The page: everything that a report says, put into one template; and the one file that it becomes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from glasshouse.errors import InputError, Problem
from glasshouse.report.charts.added import added_charts
from glasshouse.report.contrast import contrast
from glasshouse.report.data import ReportData
from glasshouse.report.evidence import evidence
from glasshouse.report.findings import headline, spans_note
from glasshouse.report.heading import summary, title
from glasshouse.report.judgement import judgement
from glasshouse.report.learned import learned
from glasshouse.report.patrols import patrols
from glasshouse.report.reforms import reforms
from glasshouse.report.setup import setup
from glasshouse.store.folder import make_folder, write_text

CONTENTS: Final = {
    "words": "In plain words",
    "run": "What was run",
    "twins": "Side by side",
    "whose": "Person by person",
    "time": "Over time",
    "scores": "How people are judged",
    "learned": "What the score learned",
    "patrols": "Where patrols went",
    "silence": "What was withheld",
    "treated": "How people were treated",
    "reforms": "Who changed the rules",
    "where": "Where",
    "beside": "Against published figures",
    "added": "Charts of other packages",
    "rests": "What it rests on",
    "again": "Do it again",
    "limits": "Limits",
}
"""The page's sections by id, in order."""


_HEAD: Final = 65_536
"""Bytes within which a page says what made it."""


def compose(data: ReportData) -> str:
    """The whole page as text."""
    content: dict[str, Any] = {
        "title": title(data),
        "summary": summary(data),
        "findings": headline(data),
        "spans": spans_note(data),
        **setup(data),
        **contrast(data),
        **judgement(data.base),
        **learned(data),
        **patrols(data),
        **reforms(data),
        **evidence(data),
        "added": added_charts(data),
    }
    absent = {"time"} if data.twins or not content["time_series"] else set()
    absent |= set() if data.twins else {"words", "twins", "whose"}
    absent |= set() if content["map"] else {"where"}
    absent |= {part for part in ("learned", "patrols", "reforms", "added") if not content[part]}
    contents = [(id_, name) for id_, name in CONTENTS.items() if id_ not in absent]
    page = environment().get_template("page.html")
    return page.render(content, contents=contents, style=style())


def refuse_strangers(path: Path) -> None:
    """See that a page takes no other file's place than a page's.

    Raises:
        InputError: there is a folder, or a file that is no page of this program.
    """
    expected = "a file that is not there yet, or a report"
    try:
        with path.open("rb") as file:
            begins = file.read(_HEAD)
    except IsADirectoryError:
        raise InputError(Problem(key="html", expected=expected, found=f"a folder, {path}")) from None
    except (FileNotFoundError, NotADirectoryError):
        return  # there is none; where none can be, writing will say why
    except OSError:
        begins = b"?"  # what cannot be read may be anybody's
    if begins and b'name="generator" content="Glasshouse' not in begins:
        advice = "nothing was changed; choose another name"
        raise InputError(Problem(key="html", expected=expected, found=f"another file, {path}", advice=advice))


def write(data: ReportData, path: Path) -> Path:
    """Write the page aside and rename it, so that a file of that name is always whole.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    return write_page(path, lambda: compose(data))


def write_page(path: str | Path, text: Callable[[], str]) -> Path:
    """Write a page aside and rename it, so that a file of that name is always whole.

    Args:
        path: the file.
        text: makes the page's text, once it is sure that nothing else is in its place.

    Returns:
        The file that was written.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    path = Path(path)
    refuse_strangers(path)
    said = text()
    make_folder(path.parent)
    write_text(path, said)
    return path


@cache
def environment() -> Environment:
    """The templates."""
    loader, strict = FunctionLoader(asset), StrictUndefined
    return Environment(loader=loader, autoescape=True, undefined=strict, trim_blocks=True, lstrip_blocks=True)


@cache
def asset(name: str) -> str:
    """The text of a template or a style sheet."""
    return (files("glasshouse.report") / "templates" / name).read_text(encoding="utf-8")


@cache
def style() -> Markup:
    """The style sheets of a report, as one: those that the web app shares first."""
    return Markup(asset("base.css") + asset("page.css"))
