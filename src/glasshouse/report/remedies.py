"""The page of remedies: what protects people from a scheme, and what does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from glasshouse.documents.wording import in_days
from glasshouse.protections.harms import KINDS
from glasshouse.report.charts.remedies import averted
from glasshouse.report.drawing import Table
from glasshouse.report.page import environment, style, write_page
from glasshouse.report.wording import amount, capital, count, interval, pair, share, signed_change

_NAMED = 3
_GAINS = 5
_MARKS: Final = {
    "none": "same",
    "too small": "too small to matter",
    "chance": "may be chance",
    "cannot be told": "cannot be told",
}


def write_remedies(document: Mapping[str, Any], path: str | Path) -> Path:
    """Write the page.

    Args:
        document: the remedies document; see `glasshouse.protections.document.RemediesDocument`.
        path: the file.

    Returns:
        The file that was written.

    Raises:
        InputError: there is a file of that name that is no report.
        StorageError: the file cannot be written.
    """
    return write_page(path, lambda: compose(document))


def compose(document: Mapping[str, Any]) -> str:
    """The whole page as text."""
    moves, base = document["moves"], document["base"]
    return (
        environment()
        .get_template("remedies.html")
        .render(
            version=version("glasshouse"),
            title=document["title"],
            summary=_summary(document),
            short=list(short(document)),
            figure_averted=averted(once(moves)),
            moves=_moves(moves, base),
            harms=_harms(moves, base),
            aims=_aims(moves, base),
            gains=_gains(moves),
            apart=_apart(moves),
            pairs=_pairs(document),
            setup=_setup(document),
            command=document["command"],
            digest=document["digest"],
            style=style(),
        )
    )


def short(document: Mapping[str, Any]) -> Iterator[str]:
    """What the page comes to, in sentences."""
    moves, base = once(document["moves"]), document["base"]
    for each in [each for each in moves if each["answer"] == "helps"][:_NAMED]:
        yield f"Helps: {each['title']}. {_largest(each, base)}"
    if not any(each["answer"] == "helps" for each in moves):
        yield "No move is seen to help."
    for answer, said in (
        ("harms", "Makes it worse"),
        ("does nothing", "Does nothing here"),
        ("cannot be told", "Cannot be told"),
        ("nothing to act on", "Has nothing to act on"),
    ):
        found = [each["title"] for each in moves if each["answer"] == answer]
        if found:
            yield f"{said}: {'; '.join(found)}."


def _largest(move: Mapping[str, Any], base: Mapping[str, Any]) -> str:
    """The harms that a move lessens, from what to what, the first of each kind."""
    said, seen = [], set()
    for name, change in move["harm"].items():
        told = base["harm"][name]
        if change["says"] == "better" and told["kind"] not in seen:
            seen.add(told["kind"])
            said.append(f"{capital(told['title'])}: {from_to(told, change)}")
    worse = [base["harm"][name]["title"] for name, change in move["harm"].items() if change["says"] == "worse"]
    return f"{'. '.join(said[:_NAMED])}." + (f" But more: {'; '.join(worse)}." if worse else "")


def from_to(told: Mapping[str, Any], change: Mapping[str, Any]) -> str:
    """A value without and with a move: ``3.0% to 1.1%``."""
    first, second, tail = pair(told["value"], told["value"] + change["value"], told["unit"])
    return f"{first} to {second}{tail}"


def once(moves: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Each move once: of a personal one the share of adopters that helps most, or the largest where none helps.

    Args:
        moves: the moves of a remedies document, in its order.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for each in moves:
        name = each["id"].split(" ")[0]
        if name not in found or (found[name]["answer"] != "helps" and each["adopters"] > found[name]["adopters"]):
            found[name] = each
    return list(found.values())


def _summary(document: Mapping[str, Any]) -> str:
    moves = once(document["moves"])
    helping = sum(each["answer"] == "helps" for each in moves)
    kind = "A quick look, with wide intervals" if document["quick"] else "Every move"
    return (
        f"{document['title']}. {kind}: {len(moves)} laws, personal moves and collective moves, each tried on the same "
        f"{count(document['citizens'])} generated people with the same luck for {in_days(document['days'])}. "
        f"Seen to help: {helping}."
    )


def _moves(moves: Sequence[Mapping[str, Any]], base: Mapping[str, Any]) -> Table:
    rows = tuple(
        (
            each["title"],
            each["kind"],
            each["answer"],
            "" if each["averted"] is None else share(each["averted"]),
            each["why"],
        )
        for each in moves
    )
    return Table(("move", "kind", "answer", "harm averted", "why"), rows)


def _lead(base: Mapping[str, Any]) -> list[str]:
    """The first harm of each kind that the scheme does."""
    found: dict[str, str] = {}
    for name, told in base["harm"].items():
        if told["value"]:
            found.setdefault(told["kind"], name)
    return list(found.values())


def _harms(moves: Sequence[Mapping[str, Any]], base: Mapping[str, Any]) -> Table | None:
    heads = {name: f"{KINDS[base['harm'][name]['kind']]}: {base['harm'][name]['title']}" for name in _lead(base)}
    return _changes(moves, base["harm"], "harm", heads)


def _aims(moves: Sequence[Mapping[str, Any]], base: Mapping[str, Any]) -> Table | None:
    heads = {name: told["title"] for name, told in base["aims"].items() if told["value"]}
    return _changes(moves, base["aims"], "aims", heads)


def _changes(
    moves: Sequence[Mapping[str, Any]], base: Mapping[str, Any], part: str, heads: Mapping[str, str]
) -> Table | None:
    """What each move changes in some observables; None where there are none, or nothing was lived."""
    lived = [each for each in moves if each["harm"]]
    if not heads or not lived:
        return None
    rows = [("the scheme as it is", *(amount(base[name]["value"], base[name]["unit"]) for name in heads))]
    rows += [(each["title"], *(_cell(each[part][name], base[name]) for name in heads)) for each in lived]
    return Table(("move", *heads.values()), tuple(rows))


def _cell(change: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    """A change with what may be said of it."""
    if change["says"] not in ("better", "worse"):
        return _MARKS[change["says"]]
    luck = interval(change["low"], change["high"], told["unit"])
    said = f"{change['says']}: {signed_change(change['value'], told['unit'])} (luck {luck}"
    points = interval(change["low_assumptions"], change["high_assumptions"], told["unit"])
    return f"{said}; assumptions {points})" if points else f"{said})"


def _gains(moves: Sequence[Mapping[str, Any]]) -> Table | None:
    helping = [each for each in moves if each["answer"] == "helps" and each["gains"]][:_GAINS]
    if not helping:
        return None
    titles = [gain["title"] for gain in helping[0]["gains"]]
    rows = tuple((each["title"], *(amount(gain["value"], "share") for gain in each["gains"])) for each in helping)
    return Table(("move", *(f"people who {title}" for title in titles)), rows)


def _apart(moves: Sequence[Mapping[str, Any]]) -> Table | None:
    rows = []
    for each in moves:
        for what, adopters in each.get("adopters_harm", {}).items():
            others = each["others_harm"][what]
            rows.append((each["title"], adopters["title"], _told(adopters), _told(others)))
    return Table(("move", "counted", "adopters", "all others"), tuple(rows)) if rows else None


def _told(said: Mapping[str, Any]) -> str:
    """What a move changes for some people, with its interval if there is one."""
    if said["value"] is None:
        return "undefined"
    if said["value"] == 0:
        return f"{amount(said['base'], said['unit'])}, the same"
    found = interval(said["low"], said["high"], said["unit"])
    return f"{amount(said['base'], said['unit'])}; {signed_change(said['value'], said['unit'])} ({found or 'too few to tell'})"


def _pairs(document: Mapping[str, Any]) -> Table | None:
    alone = {each["id"]: each for each in document["moves"]}
    rows = []
    for each in document["pairs"]:
        best = max((alone[name]["averted"] or 0.0 for name in each["id"].split(" + ")), default=0.0)
        averted_by_both = "" if each["averted"] is None else share(each["averted"])
        rows.append((each["title"], each["answer"], averted_by_both, share(best)))
    return Table(("both", "answer", "harm averted", "by the better one alone"), tuple(rows)) if rows else None


def _setup(document: Mapping[str, Any]) -> str:
    points = document["points"]
    said = f"{document['seeds']} seeds" + (
        f", and {points} points over all assumptions with {count(document['citizens_at_points'])} people"
        if points
        else ""
    )
    return f"{count(document['citizens'])} people, {in_days(document['days'])}, {said}."
