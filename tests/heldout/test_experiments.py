"""The files of experiments: one truth with the library, and nothing that was fitted."""

from __future__ import annotations

import pytest

import glasshouse as gh
from glasshouse.documents.strict import parse_document
from glasshouse.errors import InputError
from glasshouse.heldout.experiment import Experiment, Held, library_figures, load_experiments
from glasshouse.heldout.fitted import fitted_figures
from glasshouse.heldout.study import Worlds, chosen
from glasshouse.scenario.origins import quantities
from glasshouse.sweeps.probes import installed_probe

FILE = """
title = "A test"
about = "About."
put_in = "Nothing."
scenario = "court-list"
full = { citizens = 512, days = [10], seeds = 2 }
quick = { citizens = 512, days = [10], seeds = 2 }
"""
FIGURE = """
[figures.one]
title = "One"
role = "seen"
reads = "listed_share_court-list"
fact = "blacklist_current_stock.2020-02"
per = 1120
tolerance = [0.5, 2]
"""


@pytest.fixture(scope="module")
def worlds() -> dict[str, Worlds]:
    """Every experiment that ships, as scenarios."""
    return {name: Worlds.of(name, experiment, quick=True) for name, experiment in load_experiments().items()}


def test_every_experiment_loads_in_both_sizes_and_no_value_of_it_was_set_by_what_it_tests(worlds) -> None:
    assert {"rollout", "surveillance", "list-path", "trust-game"} <= set(worlds)
    for name, experiment in load_experiments().items():
        assert Worlds.of(name, experiment, quick=False).bases
        assert not list(fitted_figures(name, experiment, (worlds[name].bases[0], *worlds[name].variants[0])))


def test_every_probe_is_installed(worlds) -> None:
    for each in worlds.values():
        if each.experiment.probe:
            assert callable(installed_probe(each.experiment.probe))


def test_every_seen_or_unseen_figure_that_is_named_has_the_class_of_the_library() -> None:
    for experiment in load_experiments().values():
        assert {library_figures()[name].role for name in experiment.published} <= {"seen", "unseen"}


def test_a_figure_of_the_class_fit_is_no_test() -> None:
    with pytest.raises(InputError, match="nothing that was fitted is tested"):
        parse_document(FILE + FIGURE.replace('"seen"', '"fit"'), Experiment)
    with pytest.raises(InputError, match="nothing that was fitted is tested"):
        parse_document(FILE.replace("full =", 'published = ["court-list.stock"]\nfull ='), Experiment)


def test_a_figure_that_a_value_was_set_by_is_no_test_whatever_its_file_says() -> None:
    set_by = next(q.fact for _, q in quantities(gh.load("court-list")) if q.fact and "blacklist_flows" in q.fact)
    experiment = parse_document(FILE + FIGURE.replace("blacklist_current_stock.2020-02", set_by), Experiment)
    with pytest.raises(InputError, match=r"test\.one.*which a value of the scenario was set by"):
        Worlds.of("test", experiment, quick=True)


@pytest.mark.parametrize(
    "change",
    [
        ('fact = "blacklist_current_stock.2020-02"', 'source_fact = "blacklist_flows_2024"\nsign = "+"'),
        ("per = 1120", 'per = 1120\nminus = "blacklist_flows_2024.SET"'),
    ],
)
def test_a_fact_that_gives_a_sign_or_is_taken_off_is_no_test_either_where_values_were_set_by_it(change) -> None:
    set_by = next(q.fact for _, q in quantities(gh.load("court-list")) if q.fact and "blacklist_flows" in q.fact)
    text = FIGURE.replace(change[0], change[1].replace("blacklist_flows_2024.SET", set_by))
    with pytest.raises(InputError, match=r"test\.one.*blacklist_flows_2024.*which a value of the scenario was set by"):
        Worlds.of("test", parse_document(FILE + text, Experiment), quick=True)


def test_what_a_value_of_a_world_beside_it_was_set_by_is_no_test() -> None:
    experiment = parse_document(FILE + FIGURE, Experiment)
    value = 'systems.court-list.at_start={value=0.005,unit="share",fact="blacklist_current_stock.2020-02"}'
    beside = experiment.model_copy(update={"variants": {"other": (value,)}})
    assert Worlds.of("test", experiment, quick=True).bases
    with pytest.raises(InputError, match=r"test\.one.*which a value of the scenario was set by"):
        Worlds.of("test", beside, quick=True)


def test_another_part_of_a_fact_is_another_figure() -> None:
    figures = load_experiments()["list-path"].figures
    assert "grows" not in figures
    assert figures["shrinks"].facts == ("blacklist_flows_2025",)
    # The stock of December 2023 set values, that of early 2020 did not.
    assert "stock-2020" in figures


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (('reads = "listed_share_court-list"', 'reads = "x"\nagainst = "nobody"'), "a variant"),
        (("per = 1120", "per = 1120\nrelative = true"), "the variant that the world is held against"),
        (('fact = "blacklist_current_stock.2020-02"', 'study = "hung"\nsign = "-"'), "the name of a study"),
        (('fact = "blacklist_current_stock.2020-02"', ""), "one of fact, study and source_fact"),
        (("tolerance = [0.5, 2]", ""), r"\[low, high\] above 0"),
        (("per = 1120", 'sign = "+"'), "a sign of a study, or the size of a fact"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(change, expected) -> None:
    with pytest.raises(InputError, match=expected):
        parse_document(FILE + FIGURE.replace(*change), Experiment)


def test_names_of_figures_lead_to_their_experiments_and_what_is_fitted_is_refused_by_name() -> None:
    assert list(chosen(["rollout.violations", "games.ant-forest-32-months"])) == ["adoption", "rollout"]
    with pytest.raises(InputError, match="did you mean 'rollout'"):
        chosen(["rolout"])
    with pytest.raises(InputError, match="nothing that was fitted is tested"):
        chosen(["court-list.stock"])


def test_a_published_size_is_converted_as_the_librarys_are() -> None:
    figure = load_experiments()["list-path"].figures["stock-2020"]
    assert isinstance(figure, Held)
    assert figure.published() == pytest.approx(5.7 / 1120)
    assert figure.origin()["source"].startswith("Financial Times")
