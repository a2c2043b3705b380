"""The model card and the data sheet of a scheme: from the scenario and the run, with empty frames for what neither can say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Protocol, cast

from glasshouse.audit.rights.case import Case, Found
from glasshouse.audit.rights.crossings import AXES
from glasshouse.audit.rights.document import Cell, TableFound
from glasshouse.audit.rights.sections import found
from glasshouse.audit.rights.tables import table
from glasshouse.documents.quantity import Quantity
from glasshouse.documents.wording import times
from glasshouse.institutions.fitting import times_fitted
from glasshouse.observation.channels import Channel
from glasshouse.scenario import quantities
from glasshouse.scoring.forms.learned.configuration import Feature, Learning
from glasshouse.scoring.forms.registry import form_of
from glasshouse.scoring.systems import System

_FRAMES: Final = (
    ("Who is responsible", "those who run the scheme"),
    ("On which law it rests, and who approved it", "those who run the scheme"),
    ("What it is meant to do, in the words of those who want it", "those who run the scheme"),
    ("How data were collected, and whether people agreed", "those who run the scheme"),
    ("Who labelled what, and how labels were checked", "those who made it"),
    ("How it was tested before, and on whom", "those who made it"),
    ("Uses that it must not be put to", "those who made it"),
    ("Who keeps it up, and when it ends", "those who run the scheme"),
    ("What those who are criticised here reply", "those who run the scheme"),
    ("What people under it tell", "those who live under it"),
)
"""What belongs in a card or a data sheet and comes from no run: the heading, and who can fill it in."""
_TELLING: Final = ("systems", "channels", "conduct")


class _Fitted(Protocol):
    """What every system has whose weights are learned."""

    learning: Learning
    features: Mapping[str, Feature]


def card(case: Case) -> Found:
    """The model card, the data sheet, every figure of the scheme with its source, and the empty frames."""
    figures = list(_figures(case))
    tables = (_card(case), _sheet(case), _sourced(figures), _frames())
    return found(case, "card", _sentences(figures), (), tables)


def _sentences(figures: list[tuple[Cell, ...]]) -> Iterator[str]:
    assumed = sum(row[3] == "assumption" for row in figures)
    published = sum(row[3] in ("fact", "derived") for row in figures)
    yield (
        f"The scheme rests on {len(figures)} figures: {published} published or derived from what is published, {assumed} "
        "assumed, the others by definition or set by whoever asked for this report."
    )
    yield f"{len(_FRAMES)} frames are left empty: no run can fill them in."


def _card(case: Case) -> TableFound:
    rows = [
        (item, said, case.scheme.systems[name].title)
        for name in case.judges
        for item, said in _items(case, name, case.scheme.systems[name])
    ]
    return table(
        "model_card",
        "Model card",
        {"item": ("what is asked", ""), "said": ("what the scheme says", ""), "system": ("system", "")},
        rows,
    )


def _items(case: Case, name: str, system: System) -> Iterator[tuple[str, str]]:
    """What a model card asks of one system."""
    form, members = form_of(system), system.members
    is_learned = form.sample(system) is not None
    yield "what it is", f"{'weights learned from data' if is_learned else 'rules set by people'}; form: {system.form}"
    whom = "firms" if system.account_holders == "firms" else f"people ({members.eligible})"
    joining = "who can leave or refuse" if members.voluntary else "who cannot leave"
    yield "whom it judges", f"{whom}, {members.share.value:.0%} of them, {joining}"
    yield "intended aim", ", ".join(system.purpose) or "none is stated"
    read = [case.scheme.channels[each].title for each in system.reads]
    scores = [f"scores of {case.scheme.systems[each].title}" for each in form.sources(system)]
    yield "what it reads", "; ".join([*read, *scores]) or "no records"
    moves = [kind.title for key, kind in case.scheme.conduct.items() if form.rules_for(system, key)]
    yield "conduct that moves it", "; ".join(moves) or "none"
    yield "how often it is published", _every(system.publish_every)
    yield "what follows", "; ".join(each.title for each in system.measures.values()) or "nothing"
    yield "who decides", _decides(system)
    yield "whether one can appeal", _appeals(system)
    if is_learned:
        yield from _training(case, name, cast(_Fitted, system))
    yield "groups compared in this report", ", ".join([axis for axis, _ in AXES] + [*case.scheme.attributes])
    yield "not to be read as", "a finding about a real scheme or person: every person here is generated"


def _every(days: int) -> str:
    return "every day" if days == 1 else f"every {days} days"


def _decides(system: System) -> str:
    review = system.human_review
    if review is None:
        return "nobody: measures follow from the score by themselves"
    return f"a caseworker in {review.share.value:.0%} of cases, shown: {review.shows}; else nobody"


def _appeals(system: System) -> str:
    redress = system.redress
    if not redress.appeals:
        return "no"
    return (
        f"yes, where there is a case; {redress.told.value:.0%} of people are told, and {redress.overturned_wrong.value:.0%} of "
        "appeals against what is wrong succeed"
    )


def _training(case: Case, name: str, system: _Fitted) -> Iterator[tuple[str, str]]:
    """How a score was learned."""
    learning, conduct = system.learning, case.scheme.conduct
    features = [each.title for each in system.features.values()]
    yield "trained to foretell", "; ".join(conduct[kind].title for kind in learning.outcome) + "; on record"
    yield (
        "trained on",
        f"{learning.sample.value:.0%} of people, {learning.holdout.value:.0%} of these kept back for tests",
    )
    yield "learns from", ", ".join([*features, *learning.proxies, *(learning.attributes or ())])
    biased = "" if learning.labels == "records" else "; records of some groups count more often"
    yield (
        "labels",
        f"records of the {learning.window.value:g} days after{biased}: what nobody recorded counts as not done",
    )
    fits = case.bench.live(case.scheme).fits.get(name)
    fitted = 0 if fits is None else times_fitted(fits)
    yield "trained", f"{_every(learning.every)}; fitted {times(fitted)} in this run"


def _sheet(case: Case) -> TableFound:
    readers: dict[str, list[str]] = {}
    for name in case.judges:
        for channel in case.scheme.systems[name].reads:
            readers.setdefault(channel, []).append(case.scheme.systems[name].title)
    rows = [
        (case.scheme.channels[channel].title, item, said)
        for channel, titles in sorted(readers.items())
        for item, said in _asked(case, case.scheme.channels[channel], titles)
    ]
    return table(
        "data_sheet",
        "Data sheet",
        {"channel": ("records of", ""), "item": ("what is asked", ""), "said": ("what the scheme says", "")},
        [*rows, *(("all channels", *each) for each in _in_the_run(case))],
    )


def _asked(case: Case, channel: Channel, readers: list[str]) -> Iterator[tuple[str, str]]:
    """What a data sheet asks of one channel."""
    conduct = case.scheme.conduct
    yield "what it records", "; ".join(conduct[kind].title for kind in channel.sensitivity) or "no conduct"
    known = [*channel.profile, *(case.scheme.attributes[name].title for name in channel.discloses or {})]
    yield "what it says people are", ", ".join(known) or "nothing"
    yield "where it is collected", channel.context
    wrong = [conduct[kind].title for kind, rate in channel.false_records.items() if rate.value > 0]
    yield "what it may record although it did not happen", "; ".join(wrong) or "nothing"
    days = channel.retention.value
    yield "how long everyday records are kept", f"{days:g} days" if days else "for ever"
    yield "who keeps copies", ", ".join(channel.holders)
    yield "who uses it here", ", ".join(dict.fromkeys(readers))


def _in_the_run(case: Case) -> Iterator[tuple[str, str]]:
    """What came of recording in the world with reactions, of conduct that costs anything."""
    live = case.bench.live(case.scheme)
    kept = [at for at, kind in enumerate(live.kinds) if kind in case.kinds]
    recorded, missed, invented = (int(each[kept].sum()) for each in (live.recorded, live.missed, live.invented))
    yield "records of conduct that costs, in this run", f"{recorded:,}, of which {invented:,} of what did not happen"
    yield "such conduct that could be recorded and was not, in this run", times(missed)


def _figures(case: Case) -> Iterator[tuple[Cell, ...]]:
    """Every figure of the judging systems, of the channels that they read, and of the conduct that costs."""
    channels = {channel for name in case.judges for channel in case.scheme.systems[name].reads}
    told = {"systems": set(case.judges), "channels": channels, "conduct": set(case.kinds)}
    for key, quantity in quantities(case.scheme):
        section, _, rest = key.partition(".")
        if section in _TELLING and rest.partition(".")[0].strip('"') in told[section]:
            low, high = quantity.range or (None, None)
            yield key, quantity.value, quantity.unit, quantity.status, low, high, _why(quantity)


def _why(quantity: Quantity) -> str:
    parts = (f"fact {quantity.fact}" if quantity.fact else "", quantity.reason or "", quantity.note or "")
    return "; ".join(part for part in parts if part) or "set by whoever asked"


def _sourced(figures: list[tuple[Cell, ...]]) -> TableFound:
    return table(
        "figures",
        "Figures of the scheme, and what stands behind each",
        {
            "key": ("figure", ""),
            "value": ("value", ""),
            "unit": ("its unit", ""),
            "status": ("how it is known", ""),
            "low": ("lowest that is reasonable", ""),
            "high": ("highest", ""),
            "why": ("why this value", ""),
        },
        figures,
    )


def _frames() -> TableFound:
    return table(
        "frames",
        "Left empty: what no run can say",
        {"heading": ("heading", ""), "by": ("to be filled in by", ""), "said": ("what they say", "")},
        [(heading, who, "") for heading, who in _FRAMES],
    )
