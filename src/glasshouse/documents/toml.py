"""Reading TOML that anybody may have written: text, then plain data, within limits, and slips of the pen explained."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, Final

from glasshouse.errors import InputError, Problem, nearest_name

MOST_BYTES: Final = 16 * 2**20
"""Longest file that is read as a document."""
MOST_VALUES: Final = 200_000
"""Most tables, lists and values in one document."""
DEEPEST: Final = 32
"""Most tables or lists inside each other."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the direction of writing; tab and line feed do no harm."""

_SLIPS: Final = (
    (re.compile(r"=\s*(True|False)\b"), "TOML writes true and false in small letters"),
    (re.compile(r"=\s*(None|null|nil)\b"), "leave the key out where there is no value"),
    (re.compile(r"=\s*[-+]?\d+,\d"), "a decimal point, not a comma: 0.7"),
    (re.compile("[“”„‟‘’«»]"), 'straight quotation marks: "text"'),
    (re.compile(r"=\s*[A-Za-z_][\w-]*\s*(#.*)?$"), 'text stands in quotation marks: "text"'),
    (re.compile(r"=\s*[-+]?\.\d"), "a digit before the decimal point: 0.7"),
    (re.compile(r"=\s*[-+]?\d+(\.\d+)?\s*%"), "a share instead of per cent: 0.7"),
    (re.compile(r"^\s*[\w.-]+\s*:\s"), "an equals sign between key and value: key = value"),
)
"""What people write by habit from elsewhere, and what TOML wants."""


def read_text(path: Path | Traversable) -> str:
    """The text of a UTF-8 file, without the mark that some editors put before it.

    Raises:
        InputError: there is no such file (names the nearest one beside it), it is too long, or it cannot be read as text.
    """
    try:
        if isinstance(path, Path):
            _check_file(path)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"a byte at position {error.start} that is none"
        raise InputError(Problem(file=str(path), expected="UTF-8 text", found=found)) from None
    except OSError as error:
        nearest = _nearest_file(path) if isinstance(error, FileNotFoundError) else None
        said = "a folder" if isinstance(error, IsADirectoryError) else error.strerror or type(error).__name__
        raise InputError(
            Problem(file=str(path), expected="a readable file", found=said.lower(), nearest=nearest)
        ) from None


def _check_file(path: Path) -> None:
    """See that reading ends: no pipe or device that may never, no file that fills the memory.

    Raises:
        InputError: it is no file, or too long.
        OSError: it cannot be looked at.
    """
    said = path.stat()
    if not (S_ISREG(said.st_mode) or S_ISDIR(said.st_mode)):
        raise InputError(Problem(file=str(path), expected="a file", found="a pipe or a device"))
    if said.st_size > MOST_BYTES and S_ISREG(said.st_mode):
        expected = f"a file of at most {MOST_BYTES // 2**20} MiB"
        raise InputError(Problem(file=str(path), expected=expected, found=f"{said.st_size / 2**20:.1f} MiB"))


def parse_toml(text: str, file: str | None = None) -> dict[str, Any]:
    """TOML text as plain data.

    Args:
        text: the text.
        file: what messages call it.

    Raises:
        InputError: not TOML (names line and column, and shows the line), or more or deeper than `MOST_VALUES` and
            `DEEPEST`, or characters that steer a terminal.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_not_toml(error, text, file)) from None
    except RecursionError:
        raise InputError(_too_deep(file)) from None
    except ValueError:  # Python converts no number with more than some thousand digits
        raise InputError(Problem(file=file, expected="numbers of ordinary length", found="a longer one")) from None
    problems = list(_check_data(data, file))
    if problems:
        raise InputError(problems)
    return data


def _not_toml(error: tomllib.TOMLDecodeError, text: str, file: str | None) -> Problem:
    message, _, place = str(error).rpartition(" (at ")
    key = place.removesuffix(")") if message else ""
    said = (message or str(error)).rstrip(".")
    said = f"{said[:1].lower()}{said[1:]}"
    line = _line(text, key)
    found = f"{line.strip()[:60]!r} ({said})" if line.strip() else said
    advice = next((words for slip, words in _SLIPS if slip.search(line)), None)
    return Problem(file=file, key=key, expected="valid TOML", found=found, advice=advice)


def _line(text: str, place: str) -> str:
    """The line that a message of the parser means."""
    number = re.match(r"line (\d+)", place)
    lines = text.splitlines()
    return lines[int(number[1]) - 1] if number and int(number[1]) <= len(lines) else ""


def _too_deep(file: str | None) -> Problem:
    return Problem(file=file, expected=f"at most {DEEPEST} tables or lists inside each other", found="more")


def _check_data(data: Mapping[str, Any], file: str | None) -> Iterator[Problem]:
    """What is too much, too deep, or not meant for people to read; the first of each kind."""
    waiting: list[tuple[int, str, Any]] = [(1, "", data)]
    count, is_too_deep = 0, False
    while waiting:
        depth, key, here = waiting.pop()
        count += 1
        is_too_deep = is_too_deep or depth > DEEPEST
        if count > MOST_VALUES or is_too_deep:
            break
        if isinstance(here, str) and (found := _CONTROL.search(here)):
            yield Problem(file=file, key=key, expected="text without control characters", found=repr(found[0]))
        for name, inner in _inside(here):
            if found := _CONTROL.search(name):
                yield Problem(file=file, expected="keys without control characters", found=repr(found[0]))
            waiting.append((depth + 1, f"{key}.{name}".lstrip("."), inner))
    if is_too_deep:
        yield _too_deep(file)
    if count > MOST_VALUES:
        yield Problem(file=file, expected=f"at most {MOST_VALUES:,} tables, lists and values", found="more")


def _inside(here: object) -> Iterator[tuple[str, object]]:
    if isinstance(here, Mapping):
        yield from here.items()
    elif isinstance(here, list):
        yield from ((str(n), inner) for n, inner in enumerate(here))


def _nearest_file(path: Path | Traversable) -> str | None:
    if not isinstance(path, Path) or not path.parent.is_dir():
        return None
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:  # a folder whose files may be read by name only
        return None
    ending = path.suffix
    if not ending:
        return nearest_name(path.name, [name for name in names if not Path(name).suffix])
    # An ending is no likeness.
    alike = [name.removesuffix(ending) for name in names if name.endswith(ending)]
    near = nearest_name(path.stem, alike)
    if near is not None:
        return f"{near}{ending}"
    others = {Path(name).stem: name for name in names if Path(name).suffix != ending}
    same = path.stem if path.stem in others else nearest_name(path.stem, others)
    return None if same is None else others[same]
