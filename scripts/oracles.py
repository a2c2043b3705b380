"""What other people's packages answer to the questions that the figures of the audit answer: tests/audit/figures/oracles.json.

``make oracles`` runs it in an environment of its own, .venv-oracles, and holds the answers to the kept ones; with
``make oracles WRITE=1`` it writes them anew. The tests hold our figures to the kept answers and need none of the packages.

An answer is a number at a path in our answer. Where they answer something and we say undefined, ``undefined`` holds our reason
and ``theirs`` what they say.
"""

import json
import math
import os
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.simplefilter("ignore")

import numpy as np  # noqa: E402 - the packages below warn of what they miss

KEPT = Path(__file__).resolve().parent.parent / "tests/audit/figures/oracles.json"
PACKAGES = ("aif360", "fairlearn", "lifelines", "optbinning", "scikit-learn", "scipy", "shap")
NEAR = 1e-9

Case = dict[str, Any]


def luck(n: int, key: int) -> np.ndarray:
    """Numbers from 0 to 1 without any package's generator: fractions of multiples of irrational numbers."""
    steps = np.arange(1, n + 1)
    return np.round((steps * math.sqrt(2 + key * key) + np.sin(steps * (key + 1.5))) % 1.0, 6)


def case(figure: str, by: str, given: dict[str, Any], answers: dict[str, Any], **more: Any) -> Case:
    """One question with their answers."""
    return {"figure": figure, "by": by, "input": plain(given), "answers": plain(answers), **plain(more)}


def plain(value: Any) -> Any:
    """As JSON knows it."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (np.ndarray, np.generic)):
        return plain(value.tolist())
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def people() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Three groups of some 130 people: group, outcome, decision."""
    group = (luck(400, 1) * 3).astype(int)
    outcome = (luck(400, 2) < 0.4).astype(int)
    decided = (luck(400, 3) < 0.15 + 0.1 * group + 0.3 * outcome).astype(int)
    return group, outcome, decided


def table(group: np.ndarray, met: np.ndarray) -> dict[str, Any]:
    """Counts of one community, by group."""
    hits, count = np.bincount(group, met, minlength=3), np.bincount(group, minlength=3)
    return {"hits": [hits], "people": [count], "group": 2, "reference": 0}


def rates() -> Iterator[Case]:
    """Rates of groups, their ratios and gaps."""
    from aif360.sklearn.metrics import disparate_impact_ratio, statistical_parity_difference
    from fairlearn.metrics import (
        MetricFrame,
        equalized_odds_difference,
        false_positive_rate,
        selection_rate,
        true_positive_rate,
    )

    group, outcome, decided = people()
    frame = MetricFrame(metrics=selection_rate, y_true=outcome, y_pred=decided, sensitive_features=group)
    by_group = frame.by_group.to_dict()
    answers = {f"rates.{g}.value": float(rate) for g, rate in by_group.items()}
    yield case("impact_ratio", "fairlearn.metrics.MetricFrame", table(group, decided), answers)

    kept = group != 1
    two = {"y_true": outcome[kept], "y_pred": decided[kept], "prot_attr": group[kept], "priv_group": 0}
    answers = {"value": disparate_impact_ratio(**two), "difference.value": statistical_parity_difference(**two)}
    yield case("impact_ratio", "aif360.sklearn.metrics.disparate_impact_ratio", table(group, decided), answers)

    gaps = []
    for of, metric in ((1, true_positive_rate), (0, false_positive_rate)):
        # Everybody three times: of those with the outcome alone some groups have fewer than a hundred.
        at = outcome == of
        given = table(np.tile(group[at], 3), np.tile(decided[at], 3))
        found = MetricFrame(metrics=metric, y_true=outcome, y_pred=decided, sensitive_features=group).by_group
        gaps.append(abs(float(found[2] - found[0])))
        yield case("impact_ratio", metric.__name__, given, {"difference.value": float(found[2] - found[0])})
    odds = equalized_odds_difference(outcome[kept], decided[kept], sensitive_features=group[kept])
    if abs(max(gaps) - odds) > NEAR:
        sys.exit("oracles    equalized odds are not the greater of both gaps")

    none = np.where(group == 0, 0, decided)
    said = disparate_impact_ratio(**{**two, "y_pred": none[kept]})
    more = {"undefined": "none among those compared with", "theirs": said}
    yield case("impact_ratio", "aif360.sklearn.metrics.disparate_impact_ratio", table(group, none), {}, **more)


def spreads() -> Iterator[Case]:
    """Spreads of scores: drift, separation, calibration."""
    from optbinning import OptimalBinning
    from optbinning.binning.metrics import jeffrey
    from optbinning.metrics.classification import gini
    from scipy.stats import ks_2samp
    from sklearn.calibration import calibration_curve
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    before, after = np.array([40, 70, 90, 55, 30]), np.array([25, 60, 80, 75, 45])
    raw = jeffrey(after / after.sum(), before / before.sum(), return_sum=True)
    yield case("psi", "optbinning.binning.metrics.jeffrey", {"before": before, "after": after}, {"raw": raw})

    score = np.round(luck(120, 4) * 20)
    outcome = luck(120, 5) < 0.15 + score / 30
    given = {"score": score, "outcome": outcome}
    found = ks_2samp(score[~outcome], score[outcome])
    answers = {"value": found.statistic, "at": found.statistic_location}
    yield case("ks", "scipy.stats.ks_2samp", given, answers)
    yield case("gini", "optbinning.metrics.classification.gini", given, {"value": gini(outcome, score)})
    yield case("gini", "sklearn.metrics.roc_auc_score", given, {"value": 2 * roc_auc_score(outcome, score) - 1})
    one = {"score": score, "outcome": np.ones(120, bool)}
    said = roc_auc_score(one["outcome"], score)
    yield case("gini", "sklearn.metrics.roc_auc_score", one, {}, undefined="all have the same outcome", theirs=said)

    binning = OptimalBinning(user_splits=[4.5, 9.5, 14.5]).fit(score, outcome.astype(int))
    binning.binning_table.build()
    binning.binning_table.analysis(print_output=False)
    told = binning.binning_table
    bins = np.searchsorted(binning.splits, score, side="right")
    binned = {"score": bins, "outcome": outcome}
    # Their index sorts bins by how often the outcome is met.
    rank = np.argsort(np.argsort([outcome[bins == b].mean() for b in range(4)]))
    yield case("gini", "optbinning.BinningTable.gini", {**binned, "score": rank[bins]}, {"value": told.gini})
    yield case("ks", "optbinning.BinningTable.ks", binned, {"value": told.ks})

    predicted = np.round(0.05 + 0.9 * luck(150, 6), 3)
    outcome = luck(150, 7) < 0.2 + 0.5 * predicted
    share, mean = calibration_curve(outcome, predicted, n_bins=5, strategy="uniform")
    odds = np.log(predicted / (1 - predicted))[:, None]
    line = LogisticRegression(C=np.inf, tol=1e-14, solver="newton-cholesky", max_iter=500).fit(odds, outcome)
    answers = {
        "predicted": mean,
        "happened": share,
        "slope.value": line.coef_[0, 0],
        "intercept.value": line.intercept_[0],
    }
    by = "sklearn.calibration.calibration_curve, sklearn.linear_model.LogisticRegression"
    yield case("calibration", by, {"predicted": predicted, "outcome": outcome, "bins": 5}, answers)


def orders() -> Iterator[Case]:
    """Ranks, information and many tests."""
    from scipy.stats import entropy, false_discovery_control, kendalltau
    from sklearn.metrics import mutual_info_score, normalized_mutual_info_score

    x, y = np.round(luck(40, 8) * 8), np.round(luck(40, 9) * 6)
    y = np.round((x + y) / 2)
    yield case("tau_b", "scipy.stats.kendalltau", {"x": x, "y": y}, {"value": kendalltau(x, y).statistic})
    flat = {"x": x, "y": np.zeros(40)}
    said = kendalltau(x, flat["y"]).statistic
    yield case("tau_b", "scipy.stats.kendalltau", flat, {}, undefined="all are tied", theirs=said)

    counts = np.array([[30, 4, 0], [12, 18, 3], [1, 9, 25]])
    scores, decisions = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape))
    both = mutual_info_score(scores, decisions) / math.log(2)
    before = float(entropy(counts.sum(0), base=2))
    answers = {"of_decisions": before, "value": before - both, "told.value": both / before}
    yield case("entropy", "scipy.stats.entropy, sklearn.metrics.mutual_info_score", {"table": counts}, answers)
    one = np.array([[30], [12]])
    said = normalized_mutual_info_score(np.repeat([0, 1], one[:, 0]), np.zeros(42, int))
    more = {"undefined": "all have the same outcome", "theirs": said, "at": "told"}
    yield case("entropy", "sklearn.metrics.normalized_mutual_info_score", {"table": one}, {}, **more)

    p = np.round(luck(25, 10) ** 4, 6)
    yield case(
        "benjamini_hochberg", "scipy.stats.false_discovery_control", {"p": p}, {"value": false_discovery_control(p)}
    )


def courses() -> Iterator[Case]:
    """Competing ends, and contributions to a linear score."""
    import pandas as pd
    import shap
    from lifelines import AalenJohansenFitter

    # No two cases end on one day: theirs moves such days by luck.
    days = 1 + np.argsort(luck(60, 11)) + np.arange(60) % 3 / 4
    end = (luck(60, 12) * 3).astype(int)
    fitted = AalenJohansenFitter(calculate_variance=True).fit(days, end, event_of_interest=1)
    at = [10.5, 20.5, 30.5, 45.5]
    answers = {}
    for k, day in enumerate(at):
        row = fitted.cumulative_density_.index <= day
        answers[f"value.{k}.value"] = float(fitted.cumulative_density_[row].iloc[-1, 0])
        ends = sorted(fitted.confidence_interval_[row].iloc[-1])
        answers |= {f"value.{k}.low": float(ends[0]), f"value.{k}.high": float(ends[1])}
    yield case("cumulative_incidence", "lifelines.AalenJohansenFitter", {"days": days, "end": end, "at": at}, answers)

    features = np.stack([luck(30, key) for key in (13, 14, 15)], 1)
    features[:, 2] = np.round(features[:, 0] + features[:, 2] / 4, 6)
    weights = np.array([3.0, -2.0, 5.0])
    background = pd.DataFrame(features)
    told = shap.LinearExplainer((weights, 7.0), shap.maskers.Independent(background, max_samples=len(features)))
    answers = {"contributions": told(background).values, "base": float(told.expected_value) - 7.0}
    yield case("linear_attribution", "shap.LinearExplainer", {"features": features, "weights": weights}, answers)


def gathered() -> dict[str, Any]:
    """All questions and answers, and the versions of the packages that gave them."""
    cases = [each for part in (rates, spreads, orders, courses) for each in part()]
    return {"packages": {name: version(name) for name in PACKAGES}, "cases": cases}


def differing(kept: list[Case], found: list[Case]) -> Iterator[str]:
    """Questions to which the packages answer otherwise than what is kept."""
    if [(each["figure"], each["by"]) for each in kept] != [(each["figure"], each["by"]) for each in found]:
        yield "other questions"
        return
    for old, new in zip(kept, found, strict=True):
        if (
            old["input"] != new["input"]
            or not alike(old["answers"], new["answers"])
            or old.get("theirs") != new.get("theirs")
        ):
            yield f"{old['figure']} by {old['by']}"


def alike(old: Any, new: Any) -> bool:
    """Whether two answers are the same to 1e-9."""
    if isinstance(old, dict):
        return old.keys() == new.keys() and all(alike(old[key], new[key]) for key in old)
    return bool(np.allclose(old, new, rtol=0, atol=NEAR))


def main() -> None:
    found = gathered()
    if "--write" in sys.argv[1:]:
        lines = ",\n".join(json.dumps(each) for each in found["cases"])
        KEPT.write_text(f'{{"packages": {json.dumps(found["packages"])},\n"cases": [\n{lines}\n]}}\n', encoding="utf-8")
        print(f"oracles    {len(found['cases'])} answers written")
        return
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    wrong = list(differing(kept["cases"], found["cases"]))
    if wrong:
        sys.exit(f"oracles    other answers: {', '.join(wrong)}; run 'make oracles WRITE=1'")
    print(f"oracles    ok: {len(found['cases'])} answers")


if __name__ == "__main__":
    main()
