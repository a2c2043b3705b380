"""A page as PDF/UA: the same text, tables and pictures as the HTML, tagged for screen readers. Needs the extra `pdf`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from glasshouse.errors import InputError, Problem
from glasshouse.store.folder import make_folder, write_aside

_VARIANT: Final = "pdf/ua-1"
_MADE_HERE: Final = b"Glasshouse "
"""How the identifier begins that a PDF of this program has; it stands uncompressed near the end of the file."""
_NAMED: Final = re.compile(r"(<title id=\"[^\"]*\">)([^<]*)</title><desc id=\"[^\"]*\">([^<]*)</desc>")


def refuse_pdf(path: str | Path) -> None:
    """See beforehand that a PDF can be made, and takes no other file's place than that of one made here.

    Args:
        path: the file.

    Raises:
        InputError: the extra `pdf` or a library that it needs is not there, or there is a file that was not made here.
    """
    problems = [*_lacking(), *_stranger(Path(path))]
    if problems:
        raise InputError(problems)


def write_pdf(path: str | Path, text: Callable[[], str]) -> Path:
    """Write a page as a PDF that conforms to PDF/UA-1. Nothing is fetched from anywhere.

    Args:
        path: the file.
        text: makes the page, as HTML, once it is sure that a PDF can be made and that nothing else is in its place.

    Returns:
        The file that was written.

    Raises:
        InputError: see `refuse_pdf`.
        StorageError: the file cannot be written.
    """
    path = Path(path)
    refuse_pdf(path)
    made = as_pdf(text())
    make_folder(path.parent)
    write_aside(path, lambda aside: _write(aside, made))
    return path


def as_pdf(page: str) -> bytes:
    """A page as PDF; see `write_pdf`."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    # The same page makes the same file: the identifier is the page's digest, and no date stands in it.
    digest = hashlib.sha256(page.encode()).hexdigest()[:32].encode()
    document = HTML(string=_described(page), url_fetcher=URLFetcher(allowed_protocols=()))
    return bytes(document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=_MADE_HERE + digest))


def _described(page: str) -> str:
    """The page with each picture's description in its title, which alone becomes the alternative text of a PDF."""
    return _NAMED.sub(lambda found: f"{found[1]}{found[2].rstrip('.')}. {found[3]}</title>", page)


def _lacking() -> list[Problem]:
    """What keeps PDFs from being made on this machine."""
    try:
        import weasyprint
    except ModuleNotFoundError as error:
        expected, advice = "the packages of the extra `pdf`", 'pip install "glasshouse[pdf]"'
        return [Problem(key="--pdf", expected=expected, found=f"no {error.name}", advice=advice)]
    except OSError as error:
        packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        advice = f"on Debian or Ubuntu: apt install {packages}; or print the page from a browser"
        found = str(error).partition(":")[0]
        return [Problem(key="--pdf", expected="the library Pango, which sets the text", found=found, advice=advice)]
    del weasyprint
    return []


def _stranger(path: Path) -> list[Problem]:
    """A file of that name that was not made here."""
    try:
        begins = path.read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return []  # there is none; where none can be, writing will say why
    except OSError:
        begins = b"?"  # what cannot be read may be anybody's
    if not begins or b"/ID [(" + _MADE_HERE in begins:
        return []
    expected, advice = "a file that is not there yet, or a PDF of a report", "nothing was changed; choose another name"
    return [Problem(key="--pdf", expected=expected, found=f"another file, {path}", advice=advice)]


def _write(path: Path, made: bytes) -> None:
    path.write_bytes(made)
