"""The PDF of a page: tagged, named, described, made of the page alone, and refused in plain words where it cannot be made."""

from __future__ import annotations

import builtins
import io
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from glasshouse.errors import InputError
from glasshouse.report import pdf
from glasshouse.report.drawing import Table
from glasshouse.report.page import environment, style

pytestmark = pytest.mark.pango
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9" role="img" aria-labelledby="a-title a-desc">'
    '<title id="a-title">Days</title><desc id="a-desc">Four of ten days.</desc><rect width="9" height="9"/></svg>'
)
TABLE = Table(("who", "days", "people"), (("men", "1", "2"), ("women", "3", "4")))


def page(body: str = "") -> str:
    """A page in the frame of every report, with a table, a picture and more."""
    frame = (
        '{% extends "base.html" %}{% from "figure.html" import table %}{% block title %}A town{% endblock %}'
        "{% block main %}<h1>A town</h1><h2>Who</h2>{{ table(it, 'Days') }}" + PICTURE + body + "{% endblock %}"
    )
    made = environment().from_string(frame)
    return made.render(it=TABLE, style=style(), summary="What it does.", version="1.0")


def elements(of: Any) -> Iterator[Any]:
    """Every element of the structure."""
    of = of.get_object()
    if isinstance(of, list):
        for each in of:
            yield from elements(each)
    elif isinstance(of, dict) and "/S" in of:
        yield of
        if "/K" in of:
            yield from elements(of["/K"])


@pytest.fixture(scope="module")
def made() -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.as_pdf(page())))


def test_it_is_tagged_and_says_its_language_and_title(made: pypdf.PdfReader) -> None:
    root = made.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert made.metadata is not None
    assert made.metadata.title == "A town – Glasshouse"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


def test_each_cell_knows_its_row_and_its_column_and_each_picture_says_what_it_shows(made: pypdf.PdfReader) -> None:
    found = list(elements(made.trailer["/Root"]["/StructTreeRoot"]["/K"]))
    count = Counter(each["/S"] for each in found)
    assert (count["/H1"], count["/H2"], count["/Table"], count["/TH"], count["/TD"]) == (1, 1, 1, 5, 4)
    heads = {each["/ID"] for each in found if each["/S"] == "/TH" and "/ID" in each}
    for cell in (each for each in found if each["/S"] == "/TD" and "/A" in each):
        assert len(cell["/A"]["/Headers"]) == 2
        assert set(cell["/A"]["/Headers"]) <= heads
    assert [each["/Alt"] for each in found if each["/S"] == "/Figure"] == ["Days. Four of ten days."]


def test_the_same_page_makes_the_same_file_and_takes_only_the_place_of_one_made_here(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    assert pdf.write_pdf(path, page) == path
    first = path.read_bytes()
    assert pdf.write_pdf(path, page).read_bytes() == first
    (tmp_path / "mine.pdf").write_bytes(b"%PDF-1.7 Glasshouse notes of my own")
    with pytest.raises(InputError, match="nothing was changed"):
        pdf.write_pdf(tmp_path / "mine.pdf", page)


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(urllib.request.OpenerDirector, "open", lambda *given, **_: asked.append(given))
    (tmp_path / "a.css").write_text("p { color: red }", encoding="utf-8")
    places = ("http://127.0.0.1:9/a.png", (tmp_path / "a.png").as_uri(), "data:image/png;base64,AAAA")
    body = "".join(f'<img alt="a" src="{place}">' for place in places)
    body += f'<link rel="stylesheet" href="{(tmp_path / "a.css").as_uri()}">'
    assert pdf.as_pdf(page(body)).startswith(b"%PDF")
    assert asked == []


def test_without_the_extra_or_its_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def importing(error: Exception) -> None:
        def fails(name: str, *given: Any, **named: Any) -> Any:
            if name == "weasyprint":
                raise error
            return usual(name, *given, **named)

        monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
        monkeypatch.setattr(builtins, "__import__", fails)

    importing(ModuleNotFoundError("no weasyprint", name="weasyprint"))
    with pytest.raises(InputError, match=r'found no weasyprint; pip install "glasshouse\[pdf\]"'):
        pdf.refuse_pdf(tmp_path / "a.pdf")
    importing(OSError("cannot load library 'libpango-1.0-0': nothing there"))
    with pytest.raises(
        InputError, match=r"Pango.*found cannot load library 'libpango-1.0-0'; on Debian or Ubuntu: apt install"
    ):
        pdf.refuse_pdf(tmp_path / "a.pdf")
