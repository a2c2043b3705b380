"""Builds the wheel and compares it with src/glasshouse: every file is inside, and nothing else is."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "glasshouse"

# Kinds of file that belong in the package. Anything else was left there by mistake.
KINDS = {
    "": "licences of vendored code",
    ".py": "the program",
    ".typed": "the mark of a typed package",
    ".toml": "facts and library",
    ".csv": "facts in tables",
    ".json": "locales and chart specifications",
    ".html": "templates",
    ".css": "styles",
    ".js": "scripts",
    ".svg": "drawings",
    ".txt": "licences and checksums",
    ".md": "texts",
}
BESIDE = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}


def files_on_disk() -> set[str]:
    """Every file of the package, caches left out, as it should be named in the wheel."""
    return {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def files_in_wheel() -> set[str]:
    """Every file of a freshly built wheel."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
        built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if built.returncode:
            sys.exit(f"{built.stdout}{built.stderr}\nerror: the wheel does not build")
        (wheel,) = Path(folder).glob("*.whl")
        return set(zipfile.ZipFile(wheel).namelist())


def problems(on_disk: set[str], in_wheel: set[str]) -> list[str]:
    """What is missing from the wheel, and what should not be in it."""
    beside = {name for name in in_wheel if name.split("/")[0].endswith(".dist-info")}
    found = [f"not in the wheel: src/{name} (is it ignored?)" for name in sorted(on_disk - in_wheel)]
    found += [f"only in the wheel: {name}" for name in sorted(in_wheel - beside - on_disk)]
    strange = [name for name in sorted(on_disk) if Path(name).suffix not in KINDS]
    found += [f"not a kind of file that we ship: src/{name}" for name in strange]
    strange = [name for name in sorted(beside) if name.split("/", 1)[1] not in BESIDE]
    found += [f"unexpected beside the package: {name}" for name in strange]
    return found


def main() -> None:
    on_disk = files_on_disk()
    found = problems(on_disk, files_in_wheel())
    if found:
        sys.exit("\n".join([*found, "error: the wheel does not hold what it should"]))
    data = sum(not name.endswith(".py") for name in on_disk)
    print(f"wheel      ok: {len(on_disk)} files, {data} of them data")


if __name__ == "__main__":
    main()
