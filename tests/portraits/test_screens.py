"""The page of a portrait on real screens: nothing wider than a telephone, nothing fetched, the chart fit for the width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.browsing import assert_fits

from glasshouse.portraits.dimensions import dimensions
from glasshouse.portraits.document import (
    Difference,
    DimensionFound,
    Marginal,
    Packaged,
    PackagedDimension,
    PortraitDocument,
    Spread,
)
from glasshouse.report.portrait import compose, write_portrait


def spread(value: float | None, reason: str | None = None) -> dict[str, Any]:
    if value is None:
        return dict.fromkeys(("value", "low", "high", "low_assumptions", "high_assumptions")) | {"reason": reason}
    told = {"value": value, "low": value - 0.01, "high": value + 0.01, "reason": reason}
    return told | {"low_assumptions": value - 0.03, "high_assumptions": value + 0.05}


def dimension(name: str, value: float | None) -> DimensionFound:
    asked = dimensions()[name]
    lower = Spread(**spread(None if value is None else value / 2, None if value is not None else asked.undefined))
    change = None if value is None else value / 2
    return DimensionFound(
        **spread(value, None if value is not None else asked.undefined),
        id=name,
        title=asked.title,
        observable=asked.observables[0],
        measured="what is measured, in a phrase of some length",
        unit="share",
        better=asked.better,
        means=asked.high,
        nothing=lower.value,
        worlds=dict.fromkeys(("scoring", "sensing", "nothing"), lower),
        difference=Difference(**spread(change, asked.undefined), smallest=0.01, says="more" if change else "undefined"),
        order=0 if change else None,
        order_reason="put in",
    )


@pytest.fixture
def document() -> dict[str, Any]:
    """A document with every part of the page, made by hand; one dimension is undefined."""
    found = tuple(dimension(name, None if name == "concentration" else 0.1) for name in dimensions())
    kept = tuple(
        PackagedDimension(**each.model_dump(include=set(PackagedDimension.model_fields)))  # type: ignore[arg-type]
        for each in found
    )
    other = Packaged(
        scenario="o",
        title="Another scheme",
        identity="0",
        made="2026-11-29",
        citizens=2560,
        days=3650,
        seed=1,
        seeds=3,
        is_current=False,
        dimensions=kept,
    )
    return PortraitDocument(
        scenario="s",
        title="A scheme with a long name of several words",
        identity="0",
        citizens=600,
        days=3650,
        years=10.0,
        seed=1,
        seeds=8,
        points=32,
        citizens_at_points=600,
        quick=False,
        command="glasshouse portrait s --citizens 600",
        digest="0" * 64,
        marginals=(Marginal(id="age_18", title="people aged 18 to 27", before=0.2, after=0.21, apart=0.01),),
        dimensions=found,
        library=(other,),
    ).document()


def test_the_page_says_what_is_put_in_and_when_others_were_made(document: dict[str, Any]) -> None:
    text = compose(document)
    assert "Concentration of power: undefined, because there is no market" in text
    assert "2026-11-29: 2,560 people, 3,650 days, 3 seeds; the scenario has changed since" in text
    assert "live 10 years under the scheme" in text
    assert "10%; without the scheme 5.0%: more than without it" in text
    assert text.count("This is put in.") == len(dimensions()) - 1


@pytest.mark.browser
def test_the_page_fits_the_screen(document: dict[str, Any], tmp_path: Path, chromium_path: str) -> None:
    assert_fits(write_portrait(document, tmp_path / "page.html"), chromium_path, (390, 1280))
