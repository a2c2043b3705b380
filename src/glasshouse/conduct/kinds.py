"""What a kind of conduct is: a typed description of one act or attempt."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from glasshouse.documents.quantity import Gravity, Minutes, Rate, Ratio, Share, defined
from glasshouse.documents.strict import Document
from glasshouse.documents.vocabulary import Context
from glasshouse.schema.codes import Effect, Heading, Need, State, Trait

HeadingOrNone = Literal["none", Heading]


class Leans(Document):
    """How a rate leans on a citizen: two factors, each one plus a weighted sum, never below zero.

    Traits lie between -1 and 1 (0 is the middle of society), states between 0 and 1 (0 is everyday life without any
    system). The daily rate is ``rate × max(0, 1 + Σ traits) × max(0, 1 + Σ states)``, capped by the ceiling.

    Attributes:
        traits: weight of each trait.
        states: weight of each state; at most four of each.
        why: why these weights. They are assumptions; each may lie between 0 and twice its value.
    """

    traits: dict[Trait, float] = Field(default_factory=dict, max_length=4)
    states: dict[State, float] = Field(default_factory=dict, max_length=4)
    why: str = ""


class Slot(Document):
    """Where in a day's words a kind of the library finds its luck. A place once given is never changed or used again.

    Attributes:
        word: number of the word.
        first: where rarer kinds share the word, the first of the kind's cells (4,096 to a word); else the word is its own.
        width: how many cells it may fill, twice what its ceiling needs when it came into the library.
    """

    word: int = Field(ge=0, lt=4096)
    first: int = Field(default=0, ge=0, lt=4096)
    width: int | None = Field(default=None, gt=0, le=4096)


class Kind(Document):
    """One kind of act or attempt.

    Attributes:
        title: what to call it in a sentence.
        type: ``act`` happens; ``attempt`` may be denied or eased by the treatment in force.
        context: the area of life it belongs to.
        law: lawful, civil or unlawful, by scenario; what a *system* frowns upon is the system's own list.
        gravity: how grave, 0 to 10 (a value judgment).
        rate: events per adult and day in a society without any system.
        ceiling: the greatest daily rate that any citizen can reach, as room for the draw (share of a day's luck); rates
            are cut off there.
        leans: how the rate leans on traits and states.
        needs: a condition without which it cannot happen; what needs a ``firm`` is done by firms only.
        effect: what it does to the citizen's own situation.
        heading: under which heading a dossier keeps its records.
        mobilises: chance that contacts who see it take it for a sign that people act, as if its author were in a gathering.
        minutes: how long it takes, where attention is counted.
        kept: true if each of its records is kept exactly, as a case, in systems that sanction it.
        always_on: whether ``["*"]`` stands for it too; other kinds of the library come with the systems that name them.
        given_up: of an attempt, the share that people no longer make while they know from a refused journey that it is barred.
        instead: the kind that they do in its place, if any.
        attributes: how many times as often people do it who have an attribute that the scenario declares, by name.
        country: the country whose figures set the rate; empty where it is an assumption about people anywhere.
        slot: the place that a kind of the library has in a day's words; without one, a word keyed by the kind's name is drawn.
    """

    title: str
    type: Literal["act", "attempt"] = "act"
    context: Context
    law: Literal["lawful", "civil", "unlawful"] = "lawful"
    gravity: Gravity
    rate: Rate
    ceiling: float = Field(gt=0, le=0.999)
    leans: Leans = Leans()
    needs: Need = "nothing"
    effect: Effect = "none"
    heading: HeadingOrNone = "none"
    mobilises: Share = defined(0.0, "Nobody takes it for a call unless a kind says so.", Share)
    kept: bool = False
    minutes: Minutes | None = None
    always_on: bool = True
    given_up: Share | None = None
    instead: str | None = None
    attributes: dict[str, Ratio] | None = None
    country: str = ""
    slot: Slot | None = None
