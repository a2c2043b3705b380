"""Writes the tables in README.md and docs that are made from the program anew: keys, parameters and more.

``python scripts/tables.py`` writes every page whose tables are out of date; with ``--check`` it names them instead.
"""

import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
sys.path.insert(0, str(DOCS))

import reference  # noqa: E402 - lies beside the pages


def outdated() -> dict[Path, str]:
    """The text that a page should have, by page, of those whose text is another."""
    files = [
        DOCS.parent / "README.md",
        *sorted(DOCS.glob("*.md")),
        *sorted(DOCS.glob("audit/*.md")),
        *sorted(DOCS.glob("systems/*.md")),
        *sorted(DOCS.glob("societies/*.md")),
        *sorted(DOCS.glob("web/*.md")),
    ]
    pages = {page: page.read_text(encoding="utf-8") for page in files}
    return {page: filled for page, text in pages.items() if (filled := reference.fill(text)) != text}


def main() -> None:
    found = outdated()
    names = ", ".join(page.name for page in found)
    if "--check" in sys.argv[1:]:
        if found:
            sys.exit(f"tables     out of date in {names}; run 'make tables WRITE=1'")
        print("tables     ok")
        return
    for page, text in found.items():
        page.write_text(text, encoding="utf-8")
    print(f"tables     {f'written anew in {names}' if found else 'were up to date'}")


if __name__ == "__main__":
    main()
