import re
from pathlib import Path

import pytest

from glasshouse import scenario

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"
EXAMPLES = dict(re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in EXAMPLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "library-card.toml"])
def test_the_scenarios_on_the_page_load(folder: Path, name: str) -> None:
    assert scenario.load(folder / name).systems


def test_the_system_on_the_page_is_among_them(folder: Path) -> None:
    assert "library-card" in scenario.load(folder / "with-card.toml").systems


def test_the_page_names_every_key_of_a_scenario_file() -> None:
    from glasshouse.scenario.file import ScenarioFile

    page = PAGE.read_text(encoding="utf-8")
    assert [key for key in ScenarioFile.model_fields if f"`{key}`" not in page] == []


def test_the_page_names_every_form() -> None:
    from glasshouse.scenario.document import configurations

    page = PAGE.read_text(encoding="utf-8")
    assert [form for form in configurations() if f"`{form}`" not in page] == []
