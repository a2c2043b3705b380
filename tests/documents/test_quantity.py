"""What stands behind a number, and what must not stand together."""

from __future__ import annotations

from typing import Any

import pytest

from glasshouse.documents.quantity import Days, Quantity, Share, assumed
from glasshouse.documents.strict import validate_document
from glasshouse.errors import InputError


def share(**given: Any) -> Share:
    return validate_document({"value": 0.2, "unit": "share", **given}, Share)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"fact": "pilot_awareness"}, "fact"),
        ({"fact": "pilot_awareness", "fixed": "A law."}, "fact"),
        ({"fact": "pilot_awareness", "range": [0.1, 0.3]}, "fact"),
        ({"fact": "pilot_awareness", "derived": "Another town.", "range": [0.1, 0.3]}, "derived"),
        ({"derived": "Half of a whole.", "range": [0.1, 0.3]}, "derived"),
        ({"assumption": "A guess.", "range": [0, 1]}, "assumption"),
        ({"fixed": "The end of the scale."}, "definition"),
        ({}, "user"),
    ],
)
def test_a_number_says_how_it_is_known(given: dict[str, Any], status: str) -> None:
    assert share(**given).status == status


@pytest.mark.parametrize(
    "given",
    [
        {"assumption": "A guess."},
        {"derived": "Another town.", "fact": "pilot_awareness"},
        {"assumption": "A guess.", "fact": "pilot_awareness", "range": [0, 1]},
        {"assumption": "A guess.", "derived": "Another town.", "range": [0, 1]},
        {"fixed": "A law.", "range": [0, 1]},
        {"fixed": "A law.", "assumption": "A guess."},
        {"fixed": "A law.", "derived": "Another town."},
        {"derived": "Another town.", "range": [0.3, 0.4]},
    ],
)
def test_what_does_not_go_together_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        share(**given)


def test_only_a_range_wider_than_a_point_makes_a_number_uncertain() -> None:
    assert share(assumption="A guess.", range=[0.1, 0.3]).is_uncertain
    assert not share(assumption="A guess.", range=[0.2, 0.2]).is_uncertain
    assert not share(fixed="A law.").is_uncertain
    assert not share().is_uncertain


def test_the_reason_is_told_whatever_the_status() -> None:
    given: list[Quantity] = [
        share(fact="pilot_awareness", derived="Another town.", range=[0, 1]),
        assumed(3, "A guess.", 1, 5, Days),
        share(fixed="The end of the scale."),
    ]
    assert [each.reason for each in given] == ["Another town.", "A guess.", "The end of the scale."]
    assert share(fact="pilot_awareness").reason is None
