"""The census of a made society agrees with counting people one by one."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.measurement.census import take_census
from glasshouse.schema.limits import LANES
from glasshouse.schema.state import SOCIETY


def test_the_census_agrees_with_counting_one_by_one() -> None:
    draw = np.random.default_rng(11)
    society = np.zeros(9, SOCIETY.dtype)
    society["people"] = [LANES] * 8 + [31]
    society["town"] = draw.integers(0, 2, 9)
    society["age"] = draw.integers(18, 95, (9, LANES))
    society["status"] = draw.integers(0, 32, (9, LANES))
    people = [(row["age"][i], row["status"][i], row["town"]) for row in society for i in range(row["people"])]
    found = take_census(society)
    everyone = len(people)
    assert found["people"] == everyone
    assert found["age_60_plus"] == sum(age >= 60 for age, _, _ in people) / everyone
    assert found["town"] == sum(int(town) for _, _, town in people) / everyone
    assert found["mean_age"] == pytest.approx(sum(int(age) for age, _, _ in people) / everyone)
    men = sum(bool(status & 1) for _, status, _ in people)
    assert found["men_per_100_women"] == pytest.approx(100 * men / (everyone - men))
    for name, bit in (("migrant", 2), ("minority", 4), ("employed", 16)):
        assert found[name] == sum(bool(status & bit) for _, status, _ in people) / everyone
    firsts = sum(bool(status & 8) for _, status, _ in people)
    assert found["adults_per_household"] == pytest.approx(everyone / firsts)


def test_a_society_of_one_man_has_no_sex_ratio() -> None:
    society = np.zeros(1, SOCIETY.dtype)
    society["people"], society["status"][0, 0] = 1, 1
    found = take_census(society)
    assert "men_per_100_women" not in found
    assert "adults_per_household" not in found
