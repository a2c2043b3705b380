from dataclasses import asdict

import pytest

from glasshouse.benchmark.micro import Means, contacts_of, means_of, micro, weights_of_channels
from glasshouse.benchmark.numpy_model import NumpyModel
from glasshouse.engine.world import World

CITIZENS, DAYS = 51_200, 45
# Relative for rates, absolute for what lies between 0 and 1: several times what luck and rounding to codes make of it.
TOLERANCES = {"events": 0.01, "records": 0.015}


@pytest.fixture(scope="module")
def ours() -> Means:
    return means_of(World(micro(CITIZENS), watch=()), DAYS)


def assert_agreement(ours: Means, theirs: Means, factor: float = 1) -> None:
    for name, value in asdict(theirs).items():
        relative = TOLERANCES.get(name, 0.0) * factor
        assert value == pytest.approx(getattr(ours, name), rel=relative, abs=0 if relative else 0.001 * factor), name


@pytest.mark.parametrize("same_ties", [False, True])
@pytest.mark.parametrize("block", [None, 10_000])
def test_numpy_says_the_same_as_glasshouse(ours: Means, same_ties: bool, block: int | None) -> None:
    model = NumpyModel(World(micro(CITIZENS), watch=()), same_ties=same_ties, block=block)
    assert_agreement(ours, model.means_of(DAYS))


def test_mesa_says_the_same_as_glasshouse() -> None:
    from glasshouse.benchmark.mesa_model import MesaModel

    few = micro(2_048)
    theirs = MesaModel(World(few, watch=())).means_of(DAYS)
    assert_agreement(means_of(World(few, watch=()), DAYS), theirs, factor=4)


def test_all_eight_kinds_happen_and_are_recorded() -> None:
    model = NumpyModel(World(micro(10_240), watch=()))
    model.step()
    assert (model.happened > 0).all()
    assert (model.recorded > 0).all()
    assert (model.recorded < model.happened).all()


def test_a_tie_has_two_ends() -> None:
    contacts = contacts_of(World(micro(5 * 256), watch=()))
    assert contacts.shape == (10, 5 * 256)
    ends = sorted((i, int(j)) for row in contacts for i, j in enumerate(row))
    assert ends == sorted((j, i) for i, j in ends)


def test_channels_see_part_of_each_domain_of_conduct() -> None:
    """Channels are an app and a street; nothing that the yardstick has is about work and life."""
    public, money, life = weights_of_channels(micro(256))
    assert 0 < public.sum() < 1
    assert 0 < money.sum() < 1
    assert not life.any()
