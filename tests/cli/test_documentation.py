"""`docs/command-line.md` tells of every verb and option."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasshouse.cli import commands as verbs

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", verbs.VERBS)
def test_the_page_tells_of_each_verb(name) -> None:
    assert re.search(rf"^\| `{name}[ `]", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", verbs.VERBS)
def test_the_page_tells_of_each_option(name) -> None:
    options = {option for parameter in verbs.load_verb(name).params for option in parameter.opts if option[:2] == "--"}
    missing = [option for option in options - {"--help", "--set"} if option not in PAGE]
    assert missing == []


def test_the_example_of_wrong_input_is_what_one_gets(glasshouse) -> None:
    call, *expected = PAGE.partition("$ glasshouse ")[2].partition("```")[0].strip().splitlines()
    assert glasshouse(call).err.splitlines() == expected
