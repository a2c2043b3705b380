from pathlib import Path

import pytest

from glasshouse import library
from glasshouse.errors import InputError


@pytest.mark.parametrize("section", library.SECTIONS)
def test_every_document_can_be_read_and_has_a_title(section: library.Section) -> None:
    names = library.names(section)
    assert names == sorted(names)
    assert all(library.read(section, name)["title"] for name in names)


def test_a_name_is_the_files_own() -> None:
    assert library.path("systems", "court-list").name == "court-list.toml"


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'court-list'"):
        library.read("systems", "cour-list")


@pytest.mark.parametrize("section", library.SECTIONS)
def test_a_shelf_holds_every_file_of_its_folder(section: library.Section) -> None:
    folder = Path(str(library.path("systems", "rongcheng"))).parent.parent / section
    assert library.names(section) == sorted(path.stem for path in folder.iterdir())


def test_a_document_in_a_folder_of_its_own_is_one_of_its_shelf() -> None:
    assert library.path("societies", "china").name == "society.toml"
    assert library.folder("societies", "china") is not None
    assert library.folder("societies", "west") is None


def test_a_shelf_holds_what_the_model_speaks_of() -> None:
    assert {"rongcheng", "sesame", "sesame-b", "court-list"} <= set(library.names("systems"))
    assert {"nothing", "sensing", "scoring", "rongcheng", "sesame"} <= set(library.names("scenarios"))


def test_a_document_that_changes_is_read_as_it_is_now(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(library, "_root", lambda: tmp_path)
    (tmp_path / "systems").mkdir()
    place = tmp_path / "systems" / "ours.toml"
    place.write_text("title = 'old'\n")
    assert library.read("systems", "ours") == {"title": "old"}
    place.write_text("title = 'new'\n")
    assert library.read("systems", "ours") == {"title": "new"}
    place.rename(place.with_name("theirs.toml"))
    assert library.names("systems") == ["theirs"]


def test_whoever_changes_what_was_read_changes_it_for_nobody_else() -> None:
    before = library.read("systems", "rongcheng")
    library.read("systems", "rongcheng")["reads"].clear()
    assert library.read("systems", "rongcheng") == before
    assert before["reads"]
