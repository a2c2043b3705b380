import pytest

from glasshouse import library
from glasshouse.errors import InputError


@pytest.mark.parametrize("shelf", library.SHELVES)
def test_every_document_can_be_read_and_has_a_title(shelf: library.Shelf) -> None:
    names = library.names(shelf)
    assert names == sorted(names)
    assert all(library.read(shelf, name)["title"] for name in names)


def test_a_name_is_the_files_own() -> None:
    assert library.path("systems", "court-list").name == "court-list.toml"


def test_an_unknown_name_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'court-list'"):
        library.read("systems", "cour-list")


def test_a_shelf_holds_what_the_model_speaks_of() -> None:
    assert len(library.names("conduct")) == 51
    assert len(library.names("channels")) >= 12
    assert {"rongcheng", "sesame", "sesame-b", "court-list"} <= set(library.names("systems"))
    assert {"nothing", "sensing", "scoring", "rongcheng", "sesame"} <= set(library.names("scenarios"))
