"""What is said of figures of one country that are used of another."""

from __future__ import annotations

from glasshouse import scenario


def _said(*settings: str) -> dict[str, str]:
    return {each.key: each.text for each in scenario.notices(scenario.load("cameras", list(settings)))}


def test_rates_of_another_country_are_told_and_those_of_ones_own_are_not() -> None:
    german = _said('society="germany"')["society.conduct"]
    assert "book-flight" in german
    assert "figures of China, not of Germany" in german
    assert "default-judgment" not in german, "Germany brings its own"
    assert "society.conduct" not in _said()


def test_regions_of_another_country_are_told_to_have_no_effect() -> None:
    assert "Xinjiang" in _said('society="germany"')["channels.checkpoint.coverage.regions"]
    assert "channels.checkpoint.coverage.regions" not in _said()


def test_rates_of_kinds_that_nobody_does_are_told() -> None:
    micro = scenario.notices(scenario.load("micro", ['society="germany"']))
    assert any("volunteer" in each.text and "no effect" in each.text for each in micro)


def test_dying_by_a_law_for_want_of_a_life_table_is_said() -> None:
    def told(name: str, *changes: str) -> list[str]:
        base = scenario.load(name, ["turnover.enabled=true", "days=400", *changes])
        return [each.text for each in scenario.notices(base) if each.key == "society.life_table"]

    assert "of people aged 60, 0.009 die each year" in told("allowance-fraud")[0]
    assert "of people aged 60, 0.0108 die each year" in told("allowance-fraud", "turnover.times=1.2")[0]
    assert told("allowance-fraud", "turnover.mortality=0.01") == told("rongcheng") == []
