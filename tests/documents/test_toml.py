"""What anybody may have written: read within limits, and slips of the pen explained."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from glasshouse import scenario
from glasshouse.documents.toml import MOST_BYTES, MOST_VALUES, parse_toml, read_text
from glasshouse.errors import InputError


def _said(text: str) -> str:
    with pytest.raises(InputError) as raised:
        parse_toml(text, "mine.toml")
    return str(raised.value)


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("enabled = False", "true and false in small letters"),
        ("panel = None", "leave the key out"),
        ("share = 0,7", "a decimal point, not a comma"),
        ("title = “Mine”", "straight quotation marks"),
        ("extends = rongcheng", "text stands in quotation marks"),
        ("share = .7", "a digit before the decimal point"),
        ("share = 70 %", "a share instead of per cent"),
        ("title: Mine", "an equals sign between key and value"),
    ],
)
def test_what_people_write_by_habit_is_shown_with_what_toml_wants(line: str, advice: str) -> None:
    said = _said(f'description = "one"\n{line}\n')
    assert "line 2" in said
    assert repr(line) in said
    assert advice in said


def test_other_slips_show_the_line_without_advice() -> None:
    said = _said("a = 1\nb = [1, 2\nc = 3\n")
    assert "expected valid TOML" in said
    assert ";" not in said


def test_a_mark_before_the_text_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"\xef\xbb\xbf" + b'extends = "rongcheng"\r\ncitizens = 512\r\n')
    assert scenario.load(path).citizens == 512


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n = " + "9" * 5_000, "numbers of ordinary length"),
        ("n = " + "[" * 3_000 + "]" * 3_000, "at most 32 tables or lists inside each other"),
        (".".join("a" * 2_000) + " = 1", "at most 32 tables or lists inside each other"),
        (f"n = [{'1,' * MOST_VALUES}1]", "at most 200,000 tables, lists and values"),
        ('title = "\\u001b[31mred"', "title: expected text without control characters"),
        ('a.b = ["\\u202egnp.exe"]', "a.b.0: expected text without control characters"),
        ('"\\u0007bell" = 1', "keys without control characters"),
    ],
)
def test_what_is_too_much_too_deep_or_not_for_eyes_is_refused(text: str, expected: str) -> None:
    assert expected in _said(text)


def test_text_of_several_lines_and_all_languages_is_welcome() -> None:
    text = 'title = """One,\n\ttwo: 积分, Bürgerbonus, éàü, 🙂"""'
    assert "积分" in parse_toml(text)["title"]


def test_no_file_fills_the_memory_and_no_pipe_is_waited_for(tmp_path: Path) -> None:
    long = tmp_path / "long.toml"
    with long.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="at most 16 MiB"):
        read_text(long)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.toml")
        with pytest.raises(InputError, match="a pipe or a device"):
            read_text(tmp_path / "pipe.toml")


def test_a_long_row_of_documents_that_extend_each_other_ends(tmp_path: Path) -> None:
    for n in range(100):
        (tmp_path / f"e{n}.toml").write_text(f'extends = "e{n + 1}.toml"\n', encoding="utf-8")
    (tmp_path / "e100.toml").write_text('extends = "rongcheng"\n', encoding="utf-8")
    with pytest.raises(InputError, match="at most 32 documents that extend each other"):
        scenario.load(tmp_path / "e0.toml")
    assert scenario.load(tmp_path / "e80.toml").title


def test_a_folder_that_does_not_say_what_is_in_it_does_not_hide_what_is_wrong(tmp_path, monkeypatch) -> None:
    def closed(self: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(InputError, match="expected a readable file, found no such file or directory"):
        read_text(tmp_path / "town.toml")
