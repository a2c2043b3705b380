"""Gatherings: a local wrong starts them, arrest and rest end them, and each part can be switched off."""

from __future__ import annotations

import numpy as np
import pytest

from glasshouse import scenario
from glasshouse.schema.codes import DETAINED, RESTING
from glasshouse.testing.lives import Life, lived

ASTIR = ("response.wrongs=6", "conduct.call-to-act.rate=0.0001", "conduct.call-to-act.ceiling=0.0004")


def _life(*settings: str, citizens: int = 20_000, days: int = 30) -> Life:
    return lived(scenario.load("sensing", [*ASTIR, *settings], citizens=citizens, days=days))


@pytest.fixture(scope="module")
def astir() -> Life:
    return _life()


def test_without_local_wrongs_next_to_nobody_gathers(astir: Life) -> None:
    calm = _life("response.wrongs=0")
    assert int(astir.tally["begun"]) > 10
    assert int(calm.tally["begun"]) == 0


def test_a_gathering_begins_once_and_may_last_for_days(astir: Life) -> None:
    assert int(astir.tally["begun"]) < int(astir.tally["gatherings"].sum())


def test_posts_that_rouse_nobody_start_nothing(astir: Life) -> None:
    quiet = _life("conduct.call-to-act.rouses=0", "conduct.join-gathering.rouses=0", "conduct.expose-wrong.rouses=0")
    joined = [int(life.tally["active"]) for life in (quiet, astir)]
    assert joined[0] < 0.2 * joined[1]
    assert int(quiet.tally["begun"]) == 0


def test_officers_arrest_and_every_arrest_is_on_record(astir: Life) -> None:
    none, many = _life("response.officers=0"), _life("response.officers=5")
    assert int(none.tally["arrests"]) == 0
    assert int(many.tally["arrests"]) > int(astir.tally["arrests"]) > 0
    kind = many.world.numbers.names.kinds["join-gathering"]
    assert int(many.tally["recorded"][kind]) >= int(many.tally["arrests"])


def test_who_is_arrested_is_held_and_who_gathered_rests() -> None:
    forever = _life("response.officers=5", "response.detention=36000", "response.rest=36000")
    situation = np.asarray(forever.world.conduct["situation"])
    assert int((situation & DETAINED != 0).sum()) > 0.9 * int(forever.tally["arrests"])
    assert int((situation & RESTING != 0).sum()) > 0.9 * int(forever.tally["active"])


def test_the_shorter_the_rest_the_longer_a_gathering_lasts(astir: Life) -> None:
    restless = _life("response.rest=1")
    assert int(restless.tally["active"]) > 1.5 * int(astir.tally["active"])
