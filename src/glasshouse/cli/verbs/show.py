"""``glasshouse show``: a document of the library, a fact, a case or a claim, its values with units and sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final

import typer

from glasshouse import library
from glasshouse.cli.console.options import Json
from glasshouse.cli.console.output import wrapped, write, write_json
from glasshouse.cli.console.vocabulary import SINGULAR, VOCABULARY, entries, find, in_words
from glasshouse.errors import InputError, Problem, nearest_name

_SINGULAR: Final[dict[library.Section, str]] = {
    "systems": "system",
    "scenarios": "scenario",
    "channels": "channel",
    "conduct": "kind of conduct",
    "holders": "holder",
    "societies": "society",
}


def command(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="A name of `glasshouse list`, or LIST/NAME, a TOML file of a scenario, `day` or `limits`.",
        ),
    ],
    json: Json = False,
) -> None:
    """Show anything that `list` lists, with units and sources.

    `day` shows the stages of a day, `limits` how much a scenario may hold and how near the library comes to it.
    """
    if name in _WHOLE:
        _WHOLE[name](json)
        return
    if name in VOCABULARY:
        _show_list(name, json)
        return
    if name.endswith(".toml"):
        places: list[tuple[library.Section, str]] = [("scenarios", name)]
    else:
        places = _places(name)
    if places:
        _show_documents(places, json)
    elif not any(show(name, json) for show in (_show_case, _show_claim, _show_entry)):
        _show_fact(name, json)


def _places(name: str) -> list[tuple[library.Section, str]]:
    """The shelves that hold a document of that name; one if the name says which."""
    section_name, slash, bare = name.rpartition("/")
    return [
        (section, bare)
        for section in library.SECTIONS
        if bare in library.names(section) and (not slash or section_name in (section, _SINGULAR[section]))
    ]


def _show_day(json: bool) -> None:
    from glasshouse.engine.stages import DAY, describe_day

    if json:
        write_json([
            {"name": stage.name, "reads": stage.reads, "writes": stage.writes, "holds": stage.holds} for stage in DAY
        ])  # fmt: skip
        return
    for line in describe_day().splitlines():
        write(wrapped(line.strip(), "   " if line.startswith(" ") else "", "   "))


def _show_limits(json: bool) -> None:
    """How much a scenario may hold, and the most that any scenario of the library holds."""
    from glasshouse.scenario import load
    from glasshouse.scenario.limits import uses

    found = uses((name, load(name)) for name in library.names("scenarios"))
    if json:
        keys = ("what", "at_most", "library", "scenario")
        rows = [(use.limit.what, use.limit.at_most, use.most, use.where or None) for use in found]
        write_json([dict(zip(keys, row, strict=True)) for row in rows])
        return
    width = max(len(use.limit.what) for use in found)
    for use in found:
        nearest = f"the library has {use.most} (`{use.where}`)" if use.where else "the library has none"
        write(f"{use.limit.what:<{width}}  at most {use.limit.at_most:>3}   {nearest}")


_WHOLE: Final[Mapping[str, Callable[[bool], None]]] = {"day": _show_day, "limits": _show_limits}
"""What is shown as a whole, by name."""


def _show_documents(places: Sequence[tuple[library.Section, str]], json: bool) -> None:
    from glasshouse.cli.console.documents import read_document

    documents = [(section, name, read_document(section, name)) for section, name in places]
    if json:
        shown = [
            {"kind": _SINGULAR[section], "name": name, **document.model_dump(mode="json", exclude_none=True)}
            for section, name, document in documents
        ]
        write_json(shown[0] if len(shown) == 1 else shown)
        return
    facts: dict[str, None] = {}
    for place, (section, name, document) in enumerate(documents):
        if place:
            write()
        write(f"{name}, a {_SINGULAR[section]}")
        facts |= dict.fromkeys(_write_document(document))
    if facts:
        write()
        write(f"`glasshouse show {next(iter(facts))}` shows the fact behind a value.")
    if len(documents) > 1:
        names = " or ".join(f"`glasshouse show {section}/{name}`" for section, name, _ in documents)
        write(wrapped(f"Several documents have this name; {names} shows one."))


def _write_document(document: Any) -> list[str]:
    """Write title, description and values of a document; returns the facts behind its values."""
    from glasshouse.cli.console.documents import leaves

    write(wrapped(document.title))
    if getattr(document, "description", ""):
        write(wrapped(document.description))
    write()
    lines = [line for line in leaves(document) if line.name not in ("title", "description")]
    _write_leaves(lines)
    return [line.fact.partition(".")[0] for line in lines if line.fact]


def _write_leaves(lines: Sequence[Any]) -> None:
    names = max((2 * line.depth + len(line.name) for line in lines), default=0)
    values = max((len(line.value) for line in lines if line.origin), default=0)
    for line in lines:
        label = f"{'  ' * line.depth}{line.name}"
        if not line.origin:
            write(wrapped(line.value, f"{label:<{names}}  ", " " * (names + 2)) if line.value else label)
            continue
        head = f"{label:<{names}}  {line.value:<{values}}  "
        write(wrapped(line.origin, head, " " * len(head)))


def _show_list(kind: str, json: bool) -> None:
    """Show a whole list of what documents may name."""
    from glasshouse.cli.verbs.list import command as list_all

    list_all(kind, json=json)


def _show_entry(name: str, json: bool) -> bool:
    """Show what a document may name (a form, an observable, a parameter …); false if there is nothing of that name."""
    found = find(name)
    if found is None:
        return False
    kind, entry = found
    if json:
        write_json({"kind": SINGULAR[kind], **entry})
        return True
    article = "an" if SINGULAR[kind][0] in "aeiou" else "a"
    write(f"{entry['name']}, {article} {SINGULAR[kind]}")
    write(wrapped(entry["title"]))
    apart = ("name", "title", "rows")
    _write_fields({key: value for key, value in entry.items() if key not in apart and value is not None})
    _write_rows(entry.get("rows", ()))
    if kind == "forms":
        write()
        write("`glasshouse schema system --keys` says what each key takes and means.")
    return True


def _write_fields(fields: Mapping[str, Any]) -> None:
    """Each field and its value on a line of its own."""
    room = max(map(len, fields), default=0) + 2
    if fields:
        write()
    for key, value in fields.items():
        write(wrapped(in_words(value), f"{key:<{room}}", " " * room))


def _write_rows(rows: Sequence[str]) -> None:
    """Each row of a table on a line of its own."""
    if rows:
        write()
    for row in rows:
        write(wrapped(row, "", "    "))


def _show_case(name: str, json: bool) -> bool:
    """Show the case of that name; false if there is none."""
    from glasshouse.validation.catalogue import cases

    case = cases().get(name.removeprefix("cases/"))
    if case is None:
        return False
    from glasshouse.cli.console.case_card import write_case

    write_case(case, json)
    return True


def _show_claim(name: str, json: bool) -> bool:
    """Show the claim of that id; false if there is none."""
    from glasshouse.claims.catalogue import claims

    claim = claims().get(name.removeprefix("claims/"))
    if claim is None:
        return False
    from glasshouse.cli.console.claim_card import write_claim

    write_claim(claim, json)
    return True


def _show_fact(name: str, json: bool) -> None:
    from glasshouse import facts
    from glasshouse.cli.console.output import width

    id_ = name.removeprefix("facts/").partition(".")[0]
    if id_ not in facts.load():
        from glasshouse.claims.catalogue import claims
        from glasshouse.validation.catalogue import cases

        documents = (each for section in library.SECTIONS for each in library.names(section))
        named = (entry["name"] for kind in VOCABULARY for entry in entries(kind))
        valid = [*documents, *facts.load(), *cases(), *claims(), *named, *VOCABULARY, "day"]
        raise InputError(
            Problem(
                expected="a name that `glasshouse list` lists",
                found=repr(name),
                nearest=nearest_name(name.rpartition("/")[2], valid),
                advice="`glasshouse list systems`, `glasshouse list facts` and so on list them",
            )
        )
    fact = facts.get(id_)
    if json:
        write_json({"kind": "fact", "name": id_, **fact.model_dump(mode="json", exclude_none=True)})
        return
    write(facts.render(fact, width()))
