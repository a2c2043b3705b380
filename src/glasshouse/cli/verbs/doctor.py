"""``glasshouse doctor``: what is wrong with this machine, and what to do."""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from glasshouse.cli.console.options import Json
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.errors import CheckFailedError, GlasshouseError

_PACKAGES: Final = (
    "numpy", "numba", "pandas", "duckdb", "pydantic", "typer", "rich", "altair", "vl-convert-python", "jinja2",
)  # fmt: skip
State = Literal["well", "note", "bad"]
_MARKS: Final[dict[State, str]] = {"well": "ok  ", "note": "note", "bad": "FAIL"}
_OLDEST: Final = (3, 11)
_MIB: Final = 1024 * 1024
_ROOM: Final = 500
"""Free room below which the doctor warns, in MiB."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        check: what was looked at.
        state: ``well``; ``note``: works, but worse than it could; ``bad``: does not work.
        found: what was found.
        advice: what to do; empty if nothing.
    """

    check: str
    state: State
    found: str
    advice: str = ""


CleanCache = Annotated[bool, typer.Option("--clean-cache", help="Remove kernels that other versions compiled.")]


def command(json: Json = False, clean_cache: CleanCache = False) -> None:
    """Check this machine: what is wrong, and what to do."""
    checks = (clean_kernels, *CHECKS) if clean_cache else CHECKS
    findings = [finding for check in checks for finding in check()]
    bad = [finding for finding in findings if finding.state == "bad"]
    if json:
        write_json({"well": not bad, "findings": [asdict(finding) for finding in findings]})
    else:
        _write_findings(findings)
        write()
        write(_verdict(findings))
    if bad:
        raise CheckFailedError(f"what failed: {', '.join(finding.check for finding in bad)}")


def _verdict(findings: list[Finding]) -> str:
    """All that was found in a sentence: a note is no failure, and yet not all is well."""
    bad, notes = ([each for each in findings if each.state == state] for state in ("bad", "note"))
    if bad:
        return f"{len(bad)} of {len(findings)} checks failed."
    if notes:
        return f"Everything works; better look at: {', '.join(each.check for each in notes)}."
    return "All is well."


def _write_findings(findings: list[Finding]) -> None:
    names = max(len(finding.check) for finding in findings)
    for finding in findings:
        head = f"{_MARKS[finding.state]}  {finding.check:<{names}}  "
        write(wrapped(finding.found, head, " " * len(head)))
        if finding.advice:
            write(wrapped(f"→ {finding.advice}", " " * len(head), " " * (len(head) + 2)))


def check_python() -> Iterator[Finding]:
    """Python is new enough."""
    found = (
        f"{platform.python_implementation()} {platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    if tuple(map(int, platform.python_version_tuple()[:2])) < _OLDEST:
        yield Finding("python", "bad", found, "install Python 3.11 or newer")
    else:
        yield Finding("python", "well", found)


def check_packages() -> Iterator[Finding]:
    """Every package that Glasshouse needs is there."""
    missing, present = [], []
    for name in _PACKAGES:
        try:
            present.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Finding(
            "packages", "bad", f"missing: {', '.join(missing)}", "install Glasshouse with all its dependencies"
        )
    else:
        yield Finding("packages", "well", ", ".join(present))


def check_compiler() -> Iterator[Finding]:
    """Kernels compile, and are kept compiled."""
    try:
        from glasshouse.kernels.compilation import cache_folder, is_compiled
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        yield Finding("compiler", "bad", f"numba does not load: {reason}", "install numba again")
        return
    if is_compiled():
        yield Finding("compiler", "well", "on")
    else:
        advice = "unset NUMBA_DISABLE_JIT; runs are a hundred times slower without the compiler"
        yield Finding("compiler", "note", "switched off by NUMBA_DISABLE_JIT", advice)
    yield _kernel_cache(cache_folder())


def clean_kernels() -> Iterator[Finding]:
    """Remove what other versions compiled; nobody else does."""
    from glasshouse.kernels.compilation import remove_old_kernels

    try:
        removed = remove_old_kernels()
    except OSError as error:
        yield Finding("old kernels", "bad", f"{error.filename}: {error.strerror}", "remove the folder by hand")
        return
    yield Finding("old kernels", "well", f"{len(removed)} folders removed")


def _kernel_cache(folder: Path) -> Finding:
    from glasshouse.kernels.damage import damaged_kernels

    reason = unwritable(folder)
    if reason:
        advice = "set GLASSHOUSE_CACHE to a folder that can be written; without it each run compiles for a minute"
        return Finding("kernel cache", "note", f"{folder}: {reason}", advice)
    kept = [path for path in folder.glob("**/*.nbc") if path.is_file()]
    if not kept:
        return Finding("kernel cache", "well", f"{folder}: empty, the first run fills it and takes a minute longer")
    damaged = damaged_kernels(folder)
    if damaged:
        found = f"{folder}: {len(damaged)} damaged, such as {damaged[0].name}"
        return Finding("kernel cache", "note", found, "nothing: the next run removes them and compiles them anew")
    size = sum(path.stat().st_size for path in kept) / _MIB
    return Finding("kernel cache", "well", f"{folder}: {len(kept)} kernels, {size:.0f} MiB")


def check_folders() -> Iterator[Finding]:
    """Runs and temporary files can be written, and there is room for them."""
    runs, scratch = Path("runs").absolute(), Path(tempfile.gettempdir())
    for name, folder, advice in (
        ("runs folder", runs, "go to a folder that you may write to, or name one with --out"),
        ("temporary files", scratch, "set TMPDIR to a folder that can be written"),
    ):
        reason = unwritable(folder)
        if reason:
            yield Finding(name, "bad", f"{folder}: {reason}", advice)
        else:
            yield Finding(name, "well", f"{folder}: writable")
    free = shutil.disk_usage(_existing(runs)).free / _MIB
    room = f"{free / 1024:.1f} GiB" if free >= 1024 else f"{free:.0f} MiB"
    found = f"{room} free at {_existing(runs)}"
    if free < _ROOM:
        yield Finding("disk room", "note", found, "make room, or put runs on another disk with --out")
    else:
        yield Finding("disk room", "well", found)


def check_processor() -> Iterator[Finding]:
    """How many threads and how much memory there are."""
    from glasshouse.cli.console.options import threads_or_all

    yield Finding("threads", "well", f"{threads_or_all(None)} of {os.cpu_count()} cores for this process")
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / _MIB
    except (AttributeError, OSError, ValueError):
        return
    yield Finding("memory", "well", f"{memory / 1024:.1f} GiB")


def check_library() -> Iterator[Finding]:
    """The library is complete: every fact and every scenario loads."""
    from glasshouse import facts, library

    try:
        from glasshouse import scenario

        count = len(facts.load())
        names = library.names("scenarios")
        for name in names:
            scenario.load(name)
    except GlasshouseError as error:
        yield Finding("library", "bad", " ".join(str(error).split()), "install Glasshouse again")
        return
    yield Finding("library", "well", f"{count} facts, {len(names)} scenarios, all readable")


def check_words() -> Iterator[Finding]:
    """Which texts of the web app fall back to English in each language."""
    from glasshouse.web import words

    for language in words.languages():
        lacking = words.missing(language)
        if not lacking:
            yield Finding(f"words: {language}", "well", f"all {len(words.words_of(language))} texts of the web app")
            continue
        begun = {key.partition(".")[0] for key in words.words_of(language)}
        whole = sorted({key.partition(".")[0] for key in lacking} - begun)
        single = [key for key in lacking if key.partition(".")[0] in begun]
        english = f"{len(lacking)} of {len(words.words_of(words.ENGLISH))} texts of the web app are shown in English"
        pages = f"; whole pages: {', '.join(whole)}" if whole else ""
        texts = f"; texts of pages that are translated: {', '.join(single)}" if single else ""
        advice = f"translate them in locales/{language}, one file a page" if single else ""
        yield Finding(f"words: {language}", "note" if single else "well", english + pages + texts, advice)


CHECKS: Final[tuple[Callable[[], Iterator[Finding]], ...]] = (
    check_python,
    check_packages,
    check_compiler,
    check_folders,
    check_processor,
    check_library,
    check_words,
)


def unwritable(folder: Path) -> str:
    """Why nothing can be written into a folder that exists or is to be made; empty if it can."""
    place = _existing(folder)
    if not place.is_dir():
        return f"{place} is a file"
    try:
        with tempfile.TemporaryFile(dir=place) as probe:
            probe.write(b"x")
            probe.flush()
    except OSError as error:
        return (error.strerror or type(error).__name__).lower()
    return ""


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
