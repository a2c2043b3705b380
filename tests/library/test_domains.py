"""Domains of fear: every context lies in one of them, and a file that says otherwise is refused with every fault in it."""

from __future__ import annotations

import pytest

from glasshouse.documents.vocabulary import CONTEXTS
from glasshouse.errors import InputError
from glasshouse.library.domains import domain_of, domains, read_domains
from glasshouse.schema.codes import DOMAINS, GUARD, GUARDS, LIFE, MONEY, PUBLIC, STATE_ROWS


def test_every_context_lies_in_one_domain() -> None:
    assert list(domains()) == list(DOMAINS)
    assert sorted(context for domain in domains().values() for context in domain.contexts) == sorted(CONTEXTS)
    assert [domain_of(context) for context in ("speech", "credit", "work")] == [PUBLIC, MONEY, LIFE]


def test_each_domain_has_a_row_of_self_censorship() -> None:
    assert GUARDS[PUBLIC] == GUARD
    rows = [STATE_ROWS[row] for row in GUARDS]
    assert rows == ["self_censorship", "self_censorship_money", "self_censorship_life"]


def test_a_file_with_faults_is_refused_with_all_of_them() -> None:
    text = """
    [public]
    contexts = ["speech", "speech", "singing"]
    [elsewhere]
    contexts = []
    """
    with pytest.raises(InputError) as caught:
        read_domains(text, "mine.toml")
    said = str(caught.value)
    for part in ("elsewhere", "singing", "in 2", "in 0", "mine.toml"):
        assert part in said
