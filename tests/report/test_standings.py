"""Sentences about scores: firms are firms, and moves are counted for those who have an account."""

from __future__ import annotations

from typing import Any

from glasshouse.report.data import World
from glasshouse.report.standings import scores_sentence


def test_accounts_of_firms_are_not_peoples(run_document: dict[str, Any]) -> None:
    run_document["systems"]["rongcheng"] |= {"account_holders": "firms", "members": 1_559}
    sentence = scores_sentence(World("companies", run_document), "rongcheng")
    assert sentence.startswith("1,559 firms have an account.")
    assert "people" not in sentence


def test_moves_are_counted_for_members_not_for_everybody(run_document: dict[str, Any]) -> None:
    run_document["systems"]["rongcheng"]["members"] = 1_000
    sentence = scores_sentence(World("rongcheng", run_document), "rongcheng")
    assert "for 1,000 people with an account there are 30 moves up a band in a year, and 300 down" in sentence
