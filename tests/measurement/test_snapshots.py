"""How people stand: the fast counts and a slow, obvious count of the same people agree."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse.measurement.snapshots import BINS, mean_and_spread, people_groups, take_snapshot
from glasshouse.schema.limits import LANES
from glasshouse.schema.state import CONDUCT, LEDGER, RESPONSE, SOCIETY

LINES = [(1, 20000, 50000), (1, 2)]


def _tables(communities: int = 5):
    draw = np.random.default_rng(7)
    society = np.zeros(communities, SOCIETY.dtype)
    society["people"] = LANES
    society["people"][-1] = 100
    society["status"] = draw.integers(0, 32, (communities, LANES))
    ledgers = np.zeros((2, communities), LEDGER.dtype)
    ledgers["published"][0] = draw.integers(0, 65535, (communities, LANES))
    ledgers["published"][0, :, :40] = 0
    ledgers["published"][1] = draw.integers(1, 3, (communities, LANES))
    response, conduct = np.zeros(communities, RESPONSE.dtype), np.zeros(communities, CONDUCT.dtype)
    response["self_censorship"] = draw.integers(0, 65535, (communities, LANES))
    response["effort"] = draw.integers(0, 65535, (communities, LANES))
    conduct["situation"] = draw.integers(0, 16, (communities, LANES))
    return society, ledgers, response, conduct


def _people(society):
    return [(c, i) for c in range(len(society)) for i in range(int(society["people"][c]))]


def test_counts_agree_with_counting_one_by_one() -> None:
    society, ledgers, response, conduct = _tables()
    found = take_snapshot(society, ledgers, response, conduct, LINES)
    for s, starts in enumerate(LINES):
        bins, bands, codes = np.zeros((4, BINS), int), np.zeros((4, 8), int), [0, 0, 0, 0]
        for c, i in _people(society):
            status, code = int(society["status"][c, i]), int(ledgers["published"][s, c, i])
            group = (status >> 1 & 1) + 2 * (status >> 2 & 1)
            if code:
                bins[group, min((code - 1) * BINS // 65534, BINS - 1)] += 1
                bands[group, sum(code >= start for start in starts[1:])] += 1
                codes[group] += code
        assert np.array_equal(found["bins"][s], bins)
        assert np.array_equal(found["bands"][s], bands)
        assert found["codes"][s].tolist() == codes
    guards = [int(response["self_censorship"][c, i]) for c, i in _people(society)]
    assert int(found["self_censorship"]) == sum(guards)
    for field, bit in (("in_default", 1), ("ever_denied", 4), ("ever_grounded", 8)):
        assert int(found[field]) == sum(int(conduct["situation"][c, i]) & bit > 0 for c, i in _people(society)), field
    assert int(found["self_censorship_square"]) == sum(guard * guard for guard in guards)


def test_parts_add_up_to_the_whole() -> None:
    society, ledgers, response, conduct = _tables()
    whole = take_snapshot(society, ledgers, response, conduct, LINES)
    parts = [
        take_snapshot(society[a:b], ledgers[:, a:b], response[a:b], conduct[a:b], LINES) for a, b in ((0, 2), (2, 5))
    ]
    for name in whole.dtype.names:
        assert np.array_equal(whole[name], parts[0][name] + parts[1][name]), name


def test_those_who_are_nobody_do_not_count() -> None:
    society, *_ = tables = _tables(1)
    society["people"] = 0
    found = take_snapshot(*tables, LINES)
    assert all(not np.any(found[name]) for name in found.dtype.names)


def test_groups_are_registration_and_minority() -> None:
    assert people_groups(np.array([0, 2, 4, 6, 25], "u1")).tolist() == [0, 1, 2, 3, 0]


@pytest.mark.parametrize("value", [0, 32767, 65534])
def test_equal_values_spread_by_exactly_nothing(value: int) -> None:
    assert mean_and_spread(7 * value, 7 * value * value, 7) == (value, 0.0)


def test_mean_and_spread_of_a_known_series() -> None:
    assert mean_and_spread(2 + 4 + 4 + 4 + 5 + 5 + 7 + 9, 4 + 16 * 3 + 25 * 2 + 49 + 81, 8) == (5.0, 2.0)


def test_nobody_has_no_mean() -> None:
    assert mean_and_spread(0, 0, 0) is None
