"""Own products: one number says how much more their use counts."""

from __future__ import annotations

import pytest

from glasshouse.engine.encode import encode_scenario
from glasshouse.errors import InputError
from glasshouse.testing.lockstep import crowded

OWN = 'systems.sesame.own={{kinds=["buy-approved", "borrow"], weight={}}}'


def _steps(*settings: str) -> dict[str, int]:
    encoded = encode_scenario(crowded(*settings))
    system = encoded.systems[encoded.system_names.index("sesame")]
    found = {}
    for kind, k in encoded.names.kinds.items():
        at = [m for m in range(int(system["frequent_points"])) if system["frequent"][m] == k]
        found[kind] = int(system["frequent_value"][at[0]]) if at else int(system["points"][k].sum())
    return found


def test_records_of_own_products_count_so_many_times_and_others_as_before() -> None:
    once, thrice, never = (_steps(OWN.format(weight)) for weight in (1, 3, 0))
    for kind, steps in once.items():
        factor = 3 if kind in ("buy-approved", "borrow") else 1
        assert thrice[kind] == pytest.approx(factor * steps, abs=1), kind
    assert never["buy-approved"] == never["borrow"] == 0


def test_a_kind_without_a_rule_cannot_be_an_own_product() -> None:
    with pytest.raises(InputError, match=r"own\.kinds\.0.*rule for"):
        crowded('systems.sesame.own={kinds=["jaywalk"], weight=2}')
