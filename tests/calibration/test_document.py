"""Calibration: only assumptions are fitted, within their ranges; a planted value is found; the fit is reproducible."""

from __future__ import annotations

import tomllib

import pytest

from glasshouse import library, scenario
from glasshouse.calibration.document import Calibration, Free, fitted, load_calibration, names, read_fit
from glasshouse.calibration.fit import Fit, _end_of, calibrate
from glasshouse.calibration.fitted import fitted_scenario
from glasshouse.errors import InputError
from glasshouse.scenario import quantities

BASE = "systems.sesame.dimensions.credit-history.base"
INCOME = "systems.sesame.dimensions.capacity.profile.income"


def _calibration(free: dict[str, Free], *targets: str, watched: tuple[str, ...] = ()) -> Calibration:
    return Calibration(title="Test", about="Test.", scenario="sesame", citizens=300, days=6, points=20, rounds=2,
                       free=free, targets=targets or ("sesame.start",), watched=watched)  # fmt: skip


def _sesame():
    return scenario.load("sesame", [f"{BASE}={{value = 0.31, unit = 'share', assumption = 'x', range = [0.3, 0.5]}}"],
                         citizens=300, days=6)  # fmt: skip


@pytest.fixture(scope="module")
def fit(tmp_path_factory: pytest.TempPathFactory) -> Fit:
    folder = tmp_path_factory.mktemp("fit")
    chosen = _calibration(
        {BASE: Free(), INCOME: Free(range=(0.4, 0.6))}, "sesame.start", watched=("sesame.top-band-2022",)
    )
    first, again = (calibrate(_sesame(), chosen, name="sesame", folder=folder, workers=1) for _ in range(2))
    assert first.document == again.document
    return first


@pytest.mark.slow
def test_a_value_that_is_off_is_mended(fit: Fit) -> None:
    start, top = fit.document["targets"]
    assert abs(start["ratio"] - 1) < abs(start["before"] / start["published"] - 1)
    assert start["meets"]
    base, income = fit.document["free"]
    assert base["value"] > 0.38
    assert base["learnt"] > 0.3
    assert base["range"][0] <= base["low"] <= base["middle"] <= base["high"] <= base["range"][1]
    assert 0.4 <= income["value"] <= 0.6
    assert fit.document["distance"]["after"] < fit.document["distance"]["before"]
    assert fit.document["check_seeds"] == [1001, 1002, 1003]
    assert fit.settings == [f"{BASE}={base['value']}", f"{INCOME}={income['value']}"]
    assert top["meets"] is False


@pytest.mark.slow
def test_what_cannot_be_met_is_said(fit: Fit) -> None:
    (unmet,) = fit.document["out_of_reach"]
    assert unmet["figure"] == "sesame.top-band-2022"
    assert unmet["nearest"] > 1
    assert fit.document["conflicts"] == []


@pytest.mark.slow
def test_a_value_at_the_end_of_its_range_says_so_and_no_target_is_both_met_and_met_by_no_run(tmp_path) -> None:
    chosen = _calibration({BASE: Free(range=(0.3, 0.33))}, "sesame.start").model_copy(
        update={"points": 40, "rounds": 4}
    )
    found = calibrate(_sesame(), chosen, name="sesame", folder=tmp_path, workers=1)
    (free,), (target,) = found.document["free"], found.document["targets"]
    assert free["at_end"] == "high"
    assert "at the end of its range" in fitted_scenario(found.document, _sesame(), "glasshouse calibrate sesame")
    unmet = {each["figure"] for each in found.document["out_of_reach"]}
    assert target["meets"] != (target["figure"] in unmet)


@pytest.mark.slow
def test_what_a_check_meets_is_not_out_of_reach(fit: Fit) -> None:
    met = {target["figure"] for target in fit.document["targets"] if target["meets"]}
    assert met
    assert not met & {each["figure"] for each in fit.document["out_of_reach"]}
    assert [each["at_end"] for each in fit.document["free"]] != ["high", "high"]
    assert fit.is_better


@pytest.mark.parametrize(
    ("place", "end"), [(0.0, "low"), (0.02, "low"), (0.05, None), (0.5, None), (0.992, "high"), (1, "high")]
)
def test_an_end_is_a_fiftieth_of_a_range(place: float, end: str | None) -> None:
    assert _end_of(place) == end


@pytest.mark.slow
def test_a_fitted_scenario_is_a_file_that_says_so(fit: Fit, tmp_path) -> None:
    text = fitted_scenario(fit.document, _sesame(), "glasshouse calibrate sesame")
    (tmp_path / "fitted.toml").write_text(text, encoding="utf-8")
    loaded = scenario.load(str(tmp_path / "fitted.toml"))
    assert loaded.fitted == ("sesame.start",)
    quantity = dict(quantities(loaded))[BASE]
    assert quantity.value == fit.document["free"][0]["value"]
    assert quantity.assumption is not None
    assert "Fitted to published figures" in quantity.assumption
    assert quantity.range == (0.3, 0.5)


@pytest.mark.parametrize(
    ("key", "free", "said"),
    [
        ("systems.sesame.dimensions.capacity.weight", Free(), "rests on the fact.*what has a source is never fitted"),
        (BASE, Free(range=(0.2, 0.4)), "a range within the declared one"),
        (BASE, Free(range=(0.4, 0.4)), "a range within the declared one"),
        ("systems.sesame.dimensions.capacity.bace", Free(), "capacity.base"),
        ("response.reward", Free(scale="log"), "above 0"),
    ],
)
def test_what_may_not_be_fitted_is_refused(key, free, said) -> None:
    with pytest.raises(InputError, match=said):
        _calibration({key: free}).ranges(scenario.load("sesame"))


def test_a_value_that_a_user_set_has_no_range_to_fit_in() -> None:
    base = scenario.load("sesame", ["response.reward=0.3"])
    with pytest.raises(InputError, match="an assumption with a range"):
        _calibration({"response.reward": Free()}).ranges(base)


def test_targets_must_be_figures_that_the_scenario_can_be_read_for(tmp_path) -> None:
    with pytest.raises(InputError, match=r"did you mean 'sesame.start'"):
        _calibration({BASE: Free()}, "sesame.strat").figures()
    with pytest.raises(InputError, match=r"'sesame.start' twice"):
        _calibration({BASE: Free()}, "sesame.start", watched=("sesame.start",)).figures()
    with pytest.raises(InputError, match=r"can be read for.*rongcheng.ignored"):
        calibrate(
            _sesame(), _calibration({BASE: Free()}, "sesame.start", "rongcheng.ignored"), folder=tmp_path, workers=1
        )


def test_a_fitted_figure_proves_nothing_any_more(tmp_path) -> None:
    from glasshouse.store.running import run

    def roles(*settings: str) -> dict[str, str]:
        loaded = scenario.load("sesame", settings, citizens=300, days=2)
        return {each["name"]: each["role"] for each in run(loaded, folder=tmp_path).document["published"]}

    plain, fitted = roles(), roles('fitted=["sesame.majority"]')
    assert (plain.pop("majority"), fitted.pop("majority")) == ("seen", "fit")
    assert plain == fitted
    with pytest.raises(InputError, match=r"fitted.*topic.name of a published figure"):
        roles('fitted=["sesame.majorty"]')


def test_an_unknown_calibration_is_met_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"did you mean 'sesame'.*there are: "):
        load_calibration("sesam")


@pytest.mark.parametrize("name", names())
def test_each_calibration_that_ships_is_whole(name) -> None:
    chosen = load_calibration(name)
    base = scenario.load(chosen.scenario)
    assert {each.key for each in chosen.ranges(base)} == set(chosen.free)
    assert list(chosen.figures()) == [*chosen.targets, *chosen.watched]


@pytest.mark.parametrize("name", fitted())
def test_each_calibrated_scenario_keeps_to_its_calibration(name) -> None:
    chosen = load_calibration(name)
    base, theirs = scenario.load(chosen.scenario), scenario.load(f"{name}-calibrated")
    assert theirs.fitted == chosen.targets
    before, after = dict(quantities(base)), dict(quantities(theirs))
    changed = {key for key in before if before[key].value != after[key].value}
    assert changed <= set(chosen.free)
    for each in chosen.ranges(base):
        assert before[each.key].fact is None
        assert after[each.key].assumption is not None
        assert each.low <= after[each.key].value <= each.high
    fit = read_fit(name)
    assert {each["key"]: each["value"] for each in fit["free"]} == {key: after[key].value for key in chosen.free}
    assert [each["figure"] for each in fit["targets"]] == [*chosen.targets, *chosen.watched]
    assert [each["figure"] for each in fit["targets"] if each["fitted"]] == list(chosen.targets)
    assert (fit["citizens"], fit["days"], fit["rounds"]) == (chosen.citizens, chosen.days, chosen.rounds)
    said = tomllib.loads(library.path("scenarios", f"{name}-calibrated").read_text(encoding="utf-8"))
    assert said["extends"] == chosen.scenario
