"""``glasshouse upgrade``: a diff, or the file written anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasshouse.renamed import Renamings
from glasshouse.scenario import upgrade

TABLE = Renamings.parse('[[release]]\nsince = "0.2"\n[release.keys.channel]\nlook = "sight"\n')
OLD = '# what it sees\npool = "state"\nlook = { litter = 0.1 }  # rarely\n'
NEW = OLD.replace("look =", "sight =")


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(upgrade, "renamings", lambda: TABLE)
    Path("old.toml").write_text(OLD)
    Path("new.toml").write_text(NEW)


def test_without_write_it_shows_what_would_change(glasshouse) -> None:
    result = glasshouse("upgrade", "old.toml", "new.toml")
    assert result.status == 0
    assert "-look = { litter = 0.1 }  # rarely\n+sight = { litter = 0.1 }  # rarely\n" in result.out
    assert "new.toml: nothing to change" in result.err
    assert Path("old.toml").read_text() == OLD


def test_with_write_it_writes_the_file_anew(glasshouse) -> None:
    result = glasshouse("upgrade", "old.toml", "--write")
    assert (result.status, result.out) == (0, "old.toml: 1 name changed\n")
    assert Path("old.toml").read_text() == NEW
    assert sorted(path.name for path in Path().iterdir()) == ["new.toml", "old.toml"]


def test_what_cannot_be_converted_is_told_and_left_alone_while_the_rest_is_done(glasshouse) -> None:
    both = OLD + "sight = {}\n"
    Path("both.toml").write_text(both)
    Path("broken.toml").write_text("a = \n")
    result = glasshouse("upgrade", "both.toml", "missing.toml", "broken.toml", "old.toml", "--write")
    assert result.status == 2
    assert all(name in result.err for name in ("3 problems", "both.toml", "missing.toml", "broken.toml"))
    assert Path("both.toml").read_text() == both
    assert Path("old.toml").read_text() == NEW
