"""What must hold for trade in records: partners that exist, copies that start somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from glasshouse.errors import Problem, nearest_name
from glasshouse.observation.trade import Trade
from glasshouse.scenario.parts import Parts


def problems_of_trade(parts: Parts) -> Iterator[Problem]:
    """Everything about trade in records that does not fit the rest of the scenario, or itself."""
    trade = parts.trade
    if trade is None:
        return
    for name, holder in trade.holders.items():
        for place, partner in enumerate(holder.partners):
            if partner != "*" and partner not in trade.holders:
                yield _unknown(f"trade.holders.{name}.partners.{place}", partner, trade)
    if trade.enabled and parts.channels and not parts.unread.get("channels"):
        yield from _check_sources(trade, parts)


def _check_sources(trade: Trade, parts: Parts) -> Iterator[Problem]:
    """Copies have to start somewhere."""
    if not any(trade.given(channel.holders) for channel in parts.channels.values()):
        known = sorted({holder for channel in parts.channels.values() for holder in channel.holders[1:]})
        yield Problem(
            key="trade.holders",
            expected="at least one to whom a channel gives copies, or nothing is ever copied",
            found=", ".join(map(repr, sorted(trade.holders))) or "none",
            advice=f"channels give copies to {', '.join(map(repr, known))}" if known else None,
        )


def _unknown(key: str, name: str, trade: Trade) -> Problem:
    nearest = nearest_name(name, trade.holders)
    return Problem(key=key, expected="the name of a holder under trade.holders", found=repr(name), nearest=nearest)
