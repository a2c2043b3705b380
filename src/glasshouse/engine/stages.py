"""The visible list of a day's stages, in order: what each reads and writes, and the kernel that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from glasshouse.authorities.arrests import arrest
from glasshouse.authorities.censorship import remove_posts
from glasshouse.authorities.human_review import review
from glasshouse.authorities.redress import decide_appeals
from glasshouse.conduct.debts import owe_by_measure
from glasshouse.conduct.kernel import act
from glasshouse.consequences.kernel import treat
from glasshouse.consequences.places import share_out
from glasshouse.firms.kernel import do_business
from glasshouse.measurement.kernel import measure
from glasshouse.measurement.wrongful import note_injustice
from glasshouse.observation.copies import pass_copies_on
from glasshouse.observation.holdings import hold
from glasshouse.observation.kernel import observe, trace_provenance
from glasshouse.observation.tallies import tally
from glasshouse.response.complaints import complain
from glasshouse.response.kernel import respond
from glasshouse.society.kernel import meet


@dataclass(frozen=True)
class Stage:
    """One stage of the day.

    Attributes:
        name: the stage's name.
        reads: tables that it reads.
        writes: tables that it writes.
        holds: what it does, in one line.
        kernel: the function that does it for one community; None for the systems' forms, which a scenario names.
        needs: what a scenario must name or declare, a field of `Named`; where there is none of it, the stage does nothing and
            is left out. Empty for what every scenario has.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    holds: str
    kernel: Callable[..., None] | None
    needs: str = ""


DAY: tuple[Stage, ...] = (
    Stage("society", ("society", "conduct", "response", "trust", "signals"), ("truth", "records"),
          "who is here, and what contacts showed yesterday", meet),
    Stage("conduct", ("truth", "debts"), ("truth", "conduct", "debts"), "what people do: acts and attempts; debts that fall due",
          act),
    Stage("arrests", ("truth",), ("truth", "conduct"), "who of those who gather is arrested, who is released", arrest),
    Stage("observation", ("truth", "society", "cases"), ("records", "dossier", "cases"),
          "who sees it: records true and false, files", observe),
    Stage("holdings", ("truth", "records", "holdings"), ("holdings",),
          "which holder has whose everyday records, and what is passed on", hold, "holders"),
    Stage("redress", ("cases", "provenance", "systems"), ("cases",), "appeals are decided, wrong cases corrected",
          decide_appeals),
    Stage("complaints", ("cases",), ("cases",), "people complain about copies of what is over", complain),
    Stage("copies", ("cases",), ("cases",), "copies are passed on among holders", pass_copies_on),
    Stage("firms", ("society", "ledger"), ("truth", "records"),
          "what firms do, who sees it, what their standing brings to those who work there", do_business),
    Stage("tallies", ("truth", "records", "systems", "ledger", "tallies"), ("tallies", "records"),
          "what is counted for caps, steps, absences and sanctions in steps", tally, "tallies"),
    Stage("scoring", ("records", "ledger", "cases"), ("ledger", "cases"), "how they are judged, system by system", None),
    Stage("removal", ("records", "systems"), ("records",), "posts that are removed before contacts look", remove_posts),
    Stage("provenance", ("truth", "cases"), ("provenance",), "whether anything happened behind each new case",
          trace_provenance),
    Stage("review", ("truth", "ledger", "dockets", "systems"), ("dockets",),
          "which worse bands come before a caseworker, which are decided", review, "reviews"),
    Stage("consequences", ("ledger", "dockets", "truth", "response", "tallies"), ("truth", "conduct"),
          "what follows from what was published, how attempts end", treat),
    Stage("scarcity", ("truth", "ledger", "goods"), ("goods",), "who asks for what there is too little of, and who gets it",
          share_out, "goods"),
    Stage("debts", ("truth", "debts"), ("debts",), "debts that measures put on people", owe_by_measure, "debts"),
    Stage("injustice", ("truth", "ledger", "dockets", "cases", "provenance", "tallies"), ("truth",),
          "who is under a sanction that was not earned", note_injustice),
    Stage("response", ("truth", "cases", "provenance", "response", "trust", "ledger"),
          ("response", "trust", "society", "signals", "cases", "ledger"),
          "how people change", respond),
    Stage("measurement", ("everything",), ("day_counts",), "exact counts and digests", measure),
)  # fmt: skip
"""The stages of one day, in order, for each community."""

EVENING: tuple[Stage, ...] = (
    Stage("admission", ("ledger",), ("ledger",), "accounts that were asked for are opened, others closed", None),
    Stage("publishing", ("ledger", "society"), ("ledger",), "each system whose day it is publishes", None),
    Stage("institutions", ("totals of the day",), ("parameters", "systems"),
          "what is decided for all: shares of providers, the rules of tomorrow", None),
)  # fmt: skip
"""What is done when all communities have lived the day, in order."""


def describe_day() -> str:
    """The day's stages as text, in order: name, what it reads, what it writes, what it holds."""
    lines = [f"{k}. {s.name:13s} {s.holds}\n   reads {', '.join(s.reads)}; writes {', '.join(s.writes)}"
             for k, s in enumerate((*DAY, *EVENING), 1)]  # fmt: skip
    return "\n".join(lines)
