"""The library itself: complete, unique, sourced, and honest about what was only recalled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasshouse import facts
from glasshouse.errors import InputError
from glasshouse.facts.loading import library_folder, load_folder
from glasshouse.facts.schema import Fact

RECALLED = {
    "alibaba_ant_share",
    "blocked_june_2019_ndrc",
    "bond_smith_effect",
    "danwei_coverage_1978",
    "essay_golden_shield",
    "joint_punishment_mou_44",
    "king_2013_magnitude_by_topic",
    "king_2013_overall_rate",
    "kosinski_2013_table",
    "kostka_2019_disapproval",
    "kostka_antoine_94",
    "narayanan_2008_rates",
    "national_lists_editions",
    "robodebt_court_numbers",
    "rongcheng_cutoffs",
    "sesame_compare_friends",
    "sesame_threshold_car_650",
    "sesame_threshold_loan_600",
    "suining_cutoffs_recovery",
    "suzhou_osmanthus_range",
    "toutiao_reviewers",
    "youyou_likes_needed",
}


def all_facts() -> list[Fact]:
    return list(facts.load().values())


def test_every_fact_file_loads_and_ids_are_unique() -> None:
    library = facts.load()
    files = [entry.name for entry in library_folder().iterdir() if entry.name.endswith(".toml")]
    assert {f"{topic}.toml" for topic in library.topics} == set(files)
    assert len(library) == sum(len(topic.facts) for topic in library.topics.values()) >= 281


def test_an_id_used_in_two_files_is_refused(tmp_path: Path) -> None:
    text = (library_folder() / "lists_studies.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_folder(tmp_path)
    assert [problem.key for problem in caught.value.problems] == [
        "facts.engelmann_2019",
        "facts.engelmann_2021",
    ]


def test_the_library_is_read_once() -> None:
    assert facts.load() is facts.load()


def test_recalled_facts_stay_marked() -> None:
    assert {fact.id for fact in all_facts() if fact.confidence == "recalled"} == RECALLED


def test_a_recalled_figure_says_so_wherever_it_goes() -> None:
    assert facts.number("youyou_likes_needed.spouse").confidence == "recalled"
    assert "check before relying on it" in facts.render(facts.get("youyou_likes_needed"))


@pytest.mark.parametrize("words", ["statement", "note"])
def test_a_fact_is_told_in_short_whole_sentences(words: str) -> None:
    texts = {fact.id: getattr(fact, words) or "None." for fact in all_facts()}
    odd = [id_ for id_, text in texts.items() if len(text) > 330 or not re.fullmatch(r"[A-Z0-9].*\.", text)]
    assert odd == []


def test_links_lead_to_no_proxy() -> None:
    proxy = re.compile(r"workers\.dev|:\d+/|https?://.*https?://")
    assert [fact.id for fact in all_facts() if proxy.search(fact.url or "")] == []


def test_notes_refer_only_to_facts_that_exist() -> None:
    text = " ".join(f"{fact.statement} {fact.note or ''}" for fact in all_facts())
    assert set(re.findall(r"\b[a-z]+(?:_[a-z0-9]+)+\b", text)) <= set(facts.load())


def test_laws_and_rulings_are_law_and_not_statistics() -> None:
    for id_ in (
        "spc_list_conditions",
        "rongcheng_rule_points_public",
        "outline_2014",
        "syri_2020",
        "gdpr_22",
    ):
        assert facts.get(id_).basis == "law"


def test_a_researchers_reading_is_no_statistic() -> None:
    assert facts.get("blacklist_no_score").basis == "report"
    assert facts.get("merics_students_2020").basis == "study"


@pytest.mark.parametrize(
    ("path", "value", "unit"),
    [
        ("blacklist_flows_2024.added_million", 2.457, "million per year"),
        ("blacklist_flows_2024.added_change", -0.234, "relative change"),
        ("blacklist_current_stock.2023-12", 8.54, "million persons"),
        ("blocked_flights_series.2019-07-09", 27.3, "million"),
        ("sesame_hangzhou_penetration.registered_share", 0.76, "share"),
        ("sesame_bands.good 良好.0", 600, "points"),
        ("robinson_tannenberg_2019.1", 0.265, "share difference"),
        ("fico_default_by_band.<520", 0.41, "share"),
        ("fico_distribution_2007.800+", 0.13, "share"),
        ("post_office_horizon.2009", 70, "count per year"),
        ("bass_parameters.q_mean", 0.38, "per year"),
        ("rongcheng_rule_points_public.stealing_utilities", -60, "points"),
        ("pilot_awareness", 0.11, "share"),
    ],
)
def test_figures_that_models_rest_on_have_not_moved(path: str, value: float, unit: str) -> None:
    figure = facts.number(path)
    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize("id_", ["sesame_weights_variant_a", "sesame_weights_variant_b", "fico_distribution_2017"])
def test_shares_of_a_whole_add_up_to_one(id_: str) -> None:
    value = facts.get(id_).value
    parts = value.values() if isinstance(value, dict) else (row[1] for row in value)  # type: ignore[union-attr,index]
    assert sum(parts) == pytest.approx(1)  # type: ignore[arg-type]


def test_the_convictions_by_year_add_up_to_the_published_total() -> None:
    value = facts.get("post_office_horizon").value
    assert sum(row[1] for row in value) == 736  # type: ignore[union-attr,index,misc]


def test_facts_can_be_asked_for_by_topic() -> None:
    assert {fact.id for fact in facts.load().on("lists_studies")} == {"engelmann_2019", "engelmann_2021"}
    with pytest.raises(InputError) as caught:
        facts.load().on("list_studies")
    assert caught.value.problems[0].nearest == "lists_studies"
