"""The page of remedies on real screens: nothing wider than a telephone, nothing fetched, the chart fit for the width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.browsing import assert_fits

from glasshouse.protections.document import Apart, Base, BaseValue, Change, Gain, MoveResult, RemediesDocument
from glasshouse.report.remedies import write_remedies

pytestmark = pytest.mark.browser
NAME = "speech_withheld_share"


def move(name: str, answer: str, averted: float | None, **more: Any) -> MoveResult:
    change = Change(value=-0.01, low=-0.02, high=-0.005, low_assumptions=-0.03, high_assumptions=0.0, says="better")
    told: dict[str, Any] = {"kind": "safeguard", "adopters": None, "acts_on": "systems", "aims": {}, "gains": ()}
    told |= {"harm": {NAME: change} if averted is not None else {}, "averted_by_kind": {}}
    told |= {"why": f"less: words held back, and a long reason that says why {name} does what it does", "title": name}
    told |= {"id": name.replace(" ", "-"), "answer": answer, "averted": averted}
    return MoveResult(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def document() -> dict[str, Any]:
    """A document with every part of the page, made by hand."""
    words = BaseValue(
        kind="speech", title="lawful words withheld", unit="share", value=0.03, better="less", smallest=0.005
    )
    gain = Gain(id="silenced", title="say something lawful that they held back", value=0.2, low=0.1, high=0.3)
    apart = {
        "sanctioned": Apart(
            title="days under a sanction", unit="share of days", base=0.2, value=-0.1, low=None, high=None
        )
    }
    law = move("Records and measures only within the declared purpose", "helps", 0.6, gains=(gain,))
    quit_ = move(
        "Close all accounts that one may close, adopted by 1 in 256",
        "harms",
        -0.2,
        kind="personal",
        adopters=1 / 256,
        adopters_harm=apart,
        others_harm=apart,
    )
    nothing = move("A hearing", "nothing to act on", None)
    both = move("both", "helps", 0.7, kind="pair", id=f"{law.id} + {law.id}")
    return RemediesDocument(
        scenario="s",
        title="A scheme with a long name of several words",
        citizens=600,
        days=30,
        seed=1,
        seeds=8,
        points=32,
        citizens_at_points=600,
        quick=False,
        command="glasshouse remedies s --citizens 600 --days 30",
        digest="0" * 64,
        base=Base(harm={NAME: words}, aims={}),
        moves=(law, quit_, nothing),
        pairs=(both,),
    ).document()


def test_the_page_fits_the_screen(document: dict[str, Any], tmp_path: Path, chromium_path: str) -> None:
    assert_fits(write_remedies(document, tmp_path / "page.html"), chromium_path, (390, 1280))
