"""Codes that are read aloud, tokens that nobody guesses, and limits on how often somebody may ask."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from time import monotonic
from typing import Final, TypeVar

LETTERS: Final = "ABCDEFGHJKMNPQRTUVWXYZ"
"""Letters of a code; those that look like others or like digits (I, L, O, S) are left out."""
LENGTH: Final = 6

Who = TypeVar("Who")


def new_code() -> str:
    """The code of a class, as it is read aloud or typed."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def as_code(typed: str) -> str:
    """A code as it was meant: capitals, without spaces or dashes."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def new_token() -> str:
    """A token of 24 letters."""
    return secrets.token_urlsafe(18)


def same(one: str, other: str) -> bool:
    """Whether two codes or tokens are the same; takes as long whatever they are."""
    return hmac.compare_digest(one.encode(), other.encode())


def holder_of(given: str, tokens: Iterable[tuple[str, Who]]) -> Who | None:
    """Whose token was given. All are compared, so that time tells nothing."""
    found = None
    for token, who in tokens:
        if same(given, token):
            found = who
    return found


class Bucket:
    """How often somebody may ask: a number at once, then so many a second."""

    def __init__(self, at_once: int, a_second: float) -> None:
        """Full at first."""
        self._most, self._a_second = float(at_once), a_second
        self._left, self._at = self._most, monotonic()

    def take(self) -> bool:
        """Take one, if there is one left."""
        now = monotonic()
        self._left = min(self._most, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
