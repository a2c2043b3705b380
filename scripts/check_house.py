"""Reads every file that is, or would be, committed, and reports what the house rules forbid."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400

# In each pattern one letter stands in brackets, so that this file does not find itself.
FORBIDDEN = {
    "a package registry's host name": re.compile(
        r"p[y]pi\.org|p[y]thonhosted|n[p]mjs|deb\.d[e]bian\.org|c[r]ates\.io|an[a]conda\.org|proxy\.g[o]lang"
    ),
    "a path of one machine": re.compile(r"(?<![\w.$~{}<>-])/(?:w[o]rk|f[a]rm|h[o]me|r[o]ot|U[s]ers)/\w"),
}
ADDRESS = re.compile(r"\w+://|^\s*-(?:-index|-extra|-find|i |f )", re.MULTILINE)


def committed() -> list[str]:
    """Names of all files that git knows, and of new ones that it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        sys.exit("error: the house rules are checked in a git repository; this folder is none")
    return sorted({name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()})


def problems(name: str, text: str) -> Iterator[str]:
    """Every breach of a rule in one file, with its line."""
    lines = text.splitlines()
    for what, pattern in FORBIDDEN.items():
        for number, line in enumerate(lines, 1):
            if pattern.search(line):
                yield f"{name}:{number}: {what}"
    if name.startswith("requirements/") and ADDRESS.search(text):
        yield f"{name}: an address or an index option"
    if name.startswith("src/") and name.endswith(".py") and len(lines) > LONGEST:
        yield f"{name}: {len(lines)} lines; find the idea that wants out"


def read(name: str) -> str:
    """The text of a file; empty for one that is not text."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def main() -> None:
    names = committed()
    found = [problem for name in names for problem in problems(name, read(name))]
    if found:
        sys.exit("\n".join([*found, "error: house rules"]))
    print(f"house      ok: {len(names)} files")


if __name__ == "__main__":
    main()
