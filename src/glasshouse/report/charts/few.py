"""How few people are too few: figures of small groups vary by chance more than they say."""

from __future__ import annotations

from typing import Final

FEW: Final = 1000
"""Figures of fewer people are drawn as outlines: they vary much by chance."""
FEWEST: Final = 100
"""Figures of fewer people are not drawn at all."""
