"""An account explained: a score as a sum of items, each with its rule, its record, its channel and its conduct."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contribution:
    """One term of a score.

    Attributes:
        what: what it is.
        points: what it adds to the score, in the system's points.
        day: the day; None for what has none.
        kind: the kind of conduct recorded, if it is a record.
        channels: titles of the channels that made the record.
        happened: whether the conduct happened; None for what is no record. False is a false record.
        rule: where the rule's value comes from.
        dimension: the area of a weighted score.
    """

    what: str
    points: float
    day: int | None = None
    kind: str | None = None
    channels: tuple[str, ...] = ()
    happened: bool | None = None
    rule: str | None = None
    dimension: str | None = None


@dataclass(frozen=True)
class Case:
    """A case against the citizen, as it stood in the evening of the day that is explained.

    Attributes:
        kind: title of the conduct recorded.
        channel: title of the channel of the record.
        opened: the day on which it was recorded; None if it was on file before the first day.
        status: recorded, listed, repaired, corrected, closed, or over at the source and still in copies.
        until: day of the next change of a case that is open: recorded, it takes effect then; else it ends.
        since: the day on which a case that lives on in copies ended at its source.
        is_false: whether nothing happened behind the record.
        told: whether the citizen was told before it took effect.
        appeal: what became of an appeal, in words; None if there was none.
        weighs: whether it weighs on the person in this account.
        of: title of the other system whose case it is, where a list acts on somebody's copy.
        holder: the holder of that copy.
    """

    kind: str
    channel: str
    opened: int | None
    status: str
    until: int | None
    is_false: bool
    told: bool
    appeal: str | None
    since: int | None = None
    weighs: bool = False
    of: str | None = None
    holder: str | None = None


@dataclass(frozen=True)
class Others:
    """What other people bring to a score.

    Attributes:
        who: ``household``, ``village`` or ``contacts``.
        points: what they bring, in points, as of the last publication.
        part: the part of what they have that counts.
        theirs: what they have: of the household the points that records brought all others in it, of the village the mean
            of such points, of contacts their mean place on the scale, from 0 to 1 (what their places make likely, where
            the system believes in ties).
    """

    who: str
    points: float
    part: float
    theirs: float


@dataclass(frozen=True)
class Account:
    """One system's account of a citizen on one day.

    Attributes:
        system: name of the system.
        title: what it is called.
        form: its form.
        score: the published score; None without an account or without a scale.
        band: the published band; None without an account.
        published: day of the last publication; None before the first.
        items: terms that add up to the score.
        pending: terms since the last publication, which are not in it yet.
        cases: cases of this system.
        step: the smallest step of a published score.
        unexplained: what no record, rule or correction accounts for, in points; 0 unless something is wrong.
        behind: the other systems' accounts that a joint one rests on, as they stood when it read them.
        judges: whether the system judges anybody at all.
        explained: where there is a band and no score, whether the band follows from what is told here.
        bands: each band with the score at which it starts, lowest first; empty without a scale.
        firm: whether it is the account of the firm where the citizen works, and not the citizen's own.
        others: what other people bring to it.
    """

    system: str
    title: str
    form: str
    score: float | None
    band: str | None
    published: int | None = None
    items: tuple[Contribution, ...] = ()
    pending: tuple[Contribution, ...] = ()
    cases: tuple[Case, ...] = ()
    step: float = 0.0
    unexplained: float = 0.0
    behind: tuple[Account, ...] = ()
    judges: bool = True
    explained: bool = False
    bands: tuple[tuple[str, float], ...] = ()
    firm: bool = False
    others: tuple[Others, ...] = ()

    @property
    def sum(self) -> float:
        """The sum of the items."""
        return sum(item.points for item in self.items)

    @property
    def adds_up(self) -> bool:
        """Whether what is told here accounts for what was published; false where nothing is told.

        A score is accounted for if the items add up to it, with no rounding above a step and nothing left over. Where
        nothing was published, there is nothing to account for.
        """
        if self.score is None:
            return self.band is None or self.explained
        left_over = sum(abs(item.points) for item in self.items if item.what == ROUNDING)
        is_whole = self.unexplained == 0.0 and not any(item.what == UNEXPLAINED for item in self.items)
        return bool(self.items) and abs(self.sum - self.score) < 1e-6 and left_over <= self.step and is_whole

    @property
    def document(self) -> dict[str, object]:
        """As plain data."""
        plain = {
            name: getattr(self, name) for name in ("system", "title", "form", "score", "band", "published", "firm")
        }
        lists = {name: [vars(each) for each in getattr(self, name)] for name in ("items", "pending", "cases", "others")}
        return {
            **plain,
            **lists,
            "behind": [account.document for account in self.behind],
            "sum": self.sum if self.score is not None else None,
            "adds_up": self.adds_up,
        }


ROUNDING = "rounded to the published step"
UNEXPLAINED = "explained by nothing on record"
TAKEN_OVER = "taken over from another system"
ENTRY = "level of a new account, until the next publication"
CUT = "cut off at the end of the scale"
CUT_OFF = "cut off at the end of the ledger"
NOISE = "noise on the published score"
