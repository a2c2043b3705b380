"""How the documents are built."""

import sys
from importlib.metadata import version as installed
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import gallery

project = "Glasshouse"
author = "The Glasshouse contributors"
project_copyright = author
release = version = installed("glasshouse")

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
]

exclude_patterns = ["_build"]
source_suffix = {".md": "markdown"}

autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "Glasshouse"
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["pages.css"]


def _fill(_app, name, source) -> None:
    """Put the scenarios into the gallery's page as it is read."""
    if name == "gallery":
        source[0] = source[0].replace("<!-- gallery -->", gallery.page())


def _draw(_app) -> None:
    """Draw the gallery's pictures before its page is read."""
    gallery.draw(gallery.scenarios())


def setup(app) -> None:
    """Connect the gallery."""
    app.connect("builder-inited", _draw)
    app.connect("source-read", _fill)
