"""How the player stands: who they are, their accounts, what is in force, their friends, and what can be decided about each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, Literal

import numpy as np

from glasshouse.engine.world import World
from glasshouse.schema.codes import EMPLOYED, IN_DEFAULT, MAN, MIGRANT, MINORITY
from glasshouse.schema.limits import FIRMS, LANES
from glasshouse.society.contacts import Contact
from glasshouse.web.lives.documents import (
    AccountShown,
    BandShown,
    FriendShown,
    Game,
    MeasureShown,
    Next,
    Person,
    Way,
)
from glasshouse.web.lives.names import name_of
from glasshouse.web.lives.rules import Rules
from glasshouse.web.lives.town import Place

_DAYS_IN_A_ROW: Final = 127
"""Bits of a game's code that count days in a row; those above count weeks."""
CutBy = Literal["you", "them", "both"]


def way(why_not: str | None) -> Way:
    """A way that is open, or the reason why it is not."""
    return Way(can=why_not is None, why_not=why_not)


class Seat:
    """One citizen's places in the tables of a world."""

    def __init__(self, world: World, citizen: int) -> None:
        self.world, self.citizen = world, citizen
        self.c, self.lane = divmod(citizen, LANES)
        self.society = world.society[self.c]
        self.status = int(self.society["status"][self.lane])
        self.has = int(world.attributes["has"][self.c, self.lane]) if len(world.attributes) else 0

    def holder(self, s: int) -> int | None:
        """The lane whose account with system `s` is shown: the citizen's own, or that of their firm; None without one."""
        if not int(self.world.systems["of_firms"][s]):
            return self.lane
        place = int(self.society["workplace"][self.lane])
        return place if place < FIRMS else None

    def code(self, s: int) -> int:
        """What system `s` has published of the citizen; 0 is no account."""
        lane = self.holder(s)
        return 0 if lane is None else int(self.world.ledgers["published"][s, self.c, lane])

    def is_member(self, s: int) -> bool:
        """Whether there is an account with system `s`."""
        return self.code(s) != 0

    @property
    def is_employed(self) -> bool:
        """Whether the citizen has work."""
        return bool(self.status & int(EMPLOYED))

    @property
    def owes(self) -> bool:
        """Whether the citizen is in default on a judgment."""
        return bool(int(self.world.conduct["situation"][self.c, self.lane]) & int(IN_DEFAULT))


def person_of(seat: Seat, seed: int, rules: Rules) -> Person:
    """Who the player is."""
    row, lane = seat.society, seat.lane
    return Person(
        citizen=seat.citizen,
        name=name_of(seed, seat.citizen),
        age=int(row["age"][lane]),
        man=bool(seat.status & int(MAN)),
        migrant=bool(seat.status & int(MIGRANT)),
        minority=bool(seat.status & int(MINORITY)),
        town=bool(row["town"]),
        region=rules.labels.regions[int(row["region"])],
        employed=seat.is_employed,
        poorer=round(int(row["income"][lane]) / 255 * 100),
    )


def why_no_account(seat: Seat, s: int, rules: Rules) -> tuple[str | None, str | None]:
    """Why the player cannot open an account with a system in force, and why they cannot close it; None where they can."""
    numbers, system, is_member = seat.world.systems[s], rules.system(s), seat.is_member(s)
    free = bool(numbers["market"]) or system.members.voluntary
    if system.account_holders != "citizens":
        return "for_others", "for_others"
    return _why_not_join(seat, numbers, free, is_member), _why_not_quit(numbers, free, is_member)


def _why_not_join(seat: Seat, numbers: np.void, free: bool, is_member: bool) -> str | None:
    if is_member:
        return "is_member"
    if not free:
        return "not_voluntary"
    wanted = int(numbers["member_attribute"])
    if seat.status & int(numbers["member_mask"]) != int(numbers["member_status"]) or seat.has & wanted != wanted:
        return "for_others"
    market = int(numbers["market"])
    if not market:
        return None
    systems = seat.world.systems
    held = sum(
        seat.is_member(s) for s in range(len(systems)) if systems["active"][s] and systems["market"][s] == market
    )
    return "market_full" if held >= int(seat.world.parameters["most_accounts"]) else None


def _why_not_quit(numbers: np.void, free: bool, is_member: bool) -> str | None:
    if not is_member:
        return "no_member"
    return None if free or numbers["leaves"] else "not_voluntary"


def score_of(rules: Rules, s: int, code: int) -> float | None:
    """The score that a published code stands for; None without an account or a scale."""
    label = rules.labels.systems[s]
    return round(label.score(code), 2) if code and label.capabilities.has_scale else None


def band_of(rules: Rules, s: int, code: int) -> int | None:
    """The place of the band of a published code; None without an account or bands."""
    label = rules.labels.systems[s]
    if not code or not label.bands:
        return None
    if label.capabilities.is_list:
        return min(code - 1, len(label.bands) - 1)
    return max(0, bisect_right(label.codes, code) - 1)


def accounts_of(town: Place, rules: Rules, before: np.ndarray | None) -> Iterator[AccountShown]:
    """The player's accounts with the systems in force.

    Args:
        town: the town.
        rules: the rules in force.
        before: published codes a step before, by system; None while no step was lived.
    """
    seat = Seat(town.town.world, town.citizen)
    for s, label in enumerate(rules.labels.systems):
        if not seat.world.systems["active"][s] or not label.capabilities.judges:
            continue
        code, scale = seat.code(s), label.capabilities.has_scale
        score = score_of(rules, s, code)
        was = score_of(rules, s, int(before[s])) if before is not None else None
        place = band_of(rules, s, code)
        joins, quits = why_no_account(seat, s, rules)
        yield AccountShown(
            system=label.name,
            title=label.title,
            form=label.form,
            member=code != 0,
            firm=bool(seat.world.systems["of_firms"][s]),
            listed=code == 2 if label.capabilities.is_list and code else None,
            score=score,
            change=round(score - was, 2) if score is not None and was is not None else None,
            low=label.low if scale else None,
            high=label.high if scale else None,
            band=None if place is None else label.bands[place],
            bands=[BandShown(name=n, start=b) for n, b in zip(label.bands, label.starts, strict=True)] if scale else [],
            next=_next(label.bands, label.starts, place, score),
            game=_game(seat, rules, s, place),
            join=way(joins),
            quit=way(quits),
        )


def _next(bands: tuple[str, ...], starts: tuple[float, ...], place: int | None, score: float | None) -> Next | None:
    if place is None or score is None or place + 1 >= len(bands):
        return None
    return Next(band=bands[place + 1], missing=round(max(0.0, starts[place + 1] - score), 2))


def _game(seat: Seat, rules: Rules, s: int, place: int | None) -> Game | None:
    game = rules.system(s).game
    if game is None or place is None:
        return None
    numbers = seat.world.systems[s]
    row = int(seat.world.ledgers["dimensions"][s, seat.c, int(numbers["game"]), seat.lane]) & _DAYS_IN_A_ROW
    every = int(numbers["prize_every"])
    return Game(
        row=row,
        level=place + 1,
        levels=len(rules.labels.systems[s].bands),
        prize_in=every - row % every if every else None,
        friends=game.shows_friends,
    )


def measures_of(town: Place, rules: Rules) -> Iterator[MeasureShown]:
    """Measures in force on the last day."""
    treatment = int(town.rows[town.day - 1]["treatment"]) if town.day else 0
    for bit in range(treatment.bit_length()):
        if treatment >> bit & 1:
            system, title = rules.measure(bit)
            days = town.book.in_force[bit]
            yield MeasureShown(system=system, title=title, sanction=rules.is_sanction(bit), days=days)


def friends_of(town: Place, seed: int, rules: Rules) -> Iterator[FriendShown]:
    """The player's contacts, those nearby first."""
    world = town.town.world
    shown = [
        s
        for s, label in enumerate(rules.labels.systems)
        if world.systems["active"][s] and label.has_game and shows_friends(rules, s)
    ]
    for contact in town.town.contacts(town.citizen):
        seat = Seat(world, contact.citizen)
        scores = {rules.labels.systems[s].name: score_of(rules, s, seat.code(s)) for s in shown}
        keep, cut = why_no_tie(contact)
        yield FriendShown(
            citizen=contact.citizen,
            name=name_of(seed, contact.citizen),
            near=contact.place == "near",
            stands=contact.stands,
            cut_by=cut_by(contact, town.citizen),
            scores={name: score for name, score in scores.items() if score is not None},
            keep=way(keep),
            cut=way(cut),
        )


def shows_friends(rules: Rules, s: int) -> bool:
    """Whether members of a system see where their friends stand."""
    game = rules.system(s).game
    return game is not None and game.shows_friends


def why_no_tie(contact: Contact) -> tuple[str | None, str | None]:
    """Why one cannot stand by a contact, and why one cannot cut the tie; None where one can."""
    if contact.place != "near":
        return "far_away", "far_away"
    return (None, None) if contact.stands else ("tie_is_cut", "tie_is_cut")


def cut_by(contact: Contact, citizen: int) -> CutBy | None:
    """Who cut a tie, as the citizen sees it."""
    if not contact.cut_by:
        return None
    if len(contact.cut_by) > 1:
        return "both"
    return "you" if contact.cut_by[0] == citizen else "them"
