"""Executes the notebooks of examples/ and writes them anew with what they show.

Each is executed in an empty folder and without anybody's settings of IPython, so that no result is left over from another
time. What is written holds no times, no paths and no names of a machine: the same code writes the same text, which
tests/examples checks.

    python scripts/notebooks.py                  all of them
    python scripts/notebooks.py a-sweep ...      those
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TEXTS = ("text/plain", "text/html")
LONGEST_CELL = 300
"""Seconds that a cell may take, with cold kernels on a slow machine."""
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
_IDS = re.compile(r"\b(clip|gradient)\d+\b")


def read(path: Path) -> Any:
    """A notebook."""
    return nbformat.read(path, as_version=4)


def execute(path: Path, folder: Path) -> Any:
    """A notebook as it comes out when it is executed in a folder.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    book = read(path)
    client = NotebookClient(
        book,
        timeout=LONGEST_CELL,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        extra_arguments=["--log-level=ERROR"],
    )
    client.execute(env={**os.environ, "IPYTHONDIR": str(folder / ".ipython")})
    return tidy(book)


def tidy(book: Any) -> Any:
    """Drop what only tells of the machine: versions and timings; number the ids in drawings from 0."""
    book.metadata = nbformat.from_dict({"kernelspec": _KERNEL, "language_info": {"name": "python"}})
    for cell in book.cells:
        cell.metadata = nbformat.from_dict({})
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "image/svg+xml" in data:
                data["image/svg+xml"] = _numbered(data["image/svg+xml"])
    return book


def _numbered(svg: str) -> str:
    """A drawing whose ids are counted from 0: the renderer counts on from one drawing to the next."""
    seen: dict[str, str] = {}
    return _IDS.sub(lambda found: seen.setdefault(found[0], f"{found[1]}{len(seen)}"), svg)


def texts(book: Any) -> list[str]:
    """What the code cells show as text, cell by cell: printed lines, results and tables. Drawings count by their description."""
    return ["\n".join(map(_text, cell.outputs)) for cell in book.cells if cell.cell_type == "code"]


def _text(output: Any) -> str:
    if output.output_type == "stream":
        return f"{output.name}: {output.text}"
    return "\n".join(output.data[sort] for sort in TEXTS if sort in output.get("data", {}))


def main() -> None:
    """Execute the notebooks named, or all, and write them."""
    for path in [EXAMPLES / f"{name}.ipynb" for name in sys.argv[1:]] or sorted(EXAMPLES.glob("*.ipynb")):
        with tempfile.TemporaryDirectory() as folder:
            book = execute(path, Path(folder))
        nbformat.write(book, path)
        print(f"{path.stem}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
