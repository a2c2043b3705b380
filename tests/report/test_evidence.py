"""What a report says of published figures: how many are met, by what they were to those who built the model."""

from __future__ import annotations

from typing import Any

from glasshouse.report.evidence import published_sentence


def figure(name: str, role: str, ratio: float | None) -> dict[str, Any]:
    meets = None if ratio is None else 0.5 <= ratio <= 2
    return {"topic": "sesame", "name": name, "title": name.capitalize(), "role": role, "ratio": ratio, "meets": meets}


def test_each_group_is_counted_by_itself_and_the_empty_one_is_told() -> None:
    figures = [figure("start", "fit", 1.0), figure("majority", "seen", 3.0), figure("top", "seen", 1.2)]
    assert published_sentence(figures) == (
        "Published figures met: 1 of 1 used to set values, 1 of 2 known while building and 0 of 0 neither used nor known. "
        "Farthest off of those that set no value: majority (3.0 times what was published)."
    )


def test_a_fitted_scenario_says_which_of_its_own_targets_it_misses() -> None:
    figures = [figure("start", "fit", 1.0), figure("majority", "fit", 3.0)]
    said = published_sentence(figures, ("sesame.start", "sesame.majority"))
    assert said.endswith("It was fitted to 2 of them and misses 1: majority (3.0 times what was published).")
    assert published_sentence(figures, ("sesame.start",)).endswith("It was fitted to 1 of them and misses none.")


def test_what_the_run_cannot_tell_is_not_counted() -> None:
    said = published_sentence([figure("start", "seen", None), figure("top", "seen", 1.0)])
    assert "1 of 1 known while building" in said
    assert said.endswith("1 cannot be told from this run.")
    assert published_sentence([]) == "No published figure fits this run."
