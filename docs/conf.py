"""How the documents are built."""

from importlib.metadata import version as installed

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
