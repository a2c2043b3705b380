"""Writes src/glasshouse/schema/protocols/: what kernels' parameters are, for the type checker, out of the record types.

``python scripts/make_protocols.py`` writes the files; a test holds it equal to the record types.
"""

import re
from pathlib import Path

import numpy as np

from glasshouse.schema import counts, decisions, parameters, records, state, truth
from glasshouse.society import attributes, lives, population

PLACE = Path(__file__).resolve().parent.parent / "src/glasshouse/schema/protocols"
MODULES = {
    "state": "Tables that hold a society from day to day.",
    "scratch": "Truth and records of one community's day.",
    "parameters": "A scenario as numbers.",
    "systems": "A scenario's systems as numbers.",
    "counts": "What a day leaves behind, and what is decided for it.",
    "settlement": "A settlement as numbers, from which people are made.",
}
"""What each module holds."""
KINDS = {
    "state": {
        "Society": (state.SOCIETY.dtype, "Who lives in one community, and where."),
        "Conduct": (state.CONDUCT.dtype, "What lasts of conduct in one community."),
        "Response": (state.RESPONSE.dtype, "How one community's people have responded so far."),
        "Trust": (state.TRUST.dtype, "Whom one community's people trust, and how much."),
        "Signals": (state.SIGNALS.dtype, "What contacts see of one community's people."),
        "Dossiers": (state.DOSSIER.dtype, "What is on file about one community's people."),
        "Holdings": (state.HOLDINGS.dtype, "What one holder has of one community's people."),
        "AttributesHeld": (state.ATTRIBUTES_HELD.dtype, "Who has which attribute that the scenario declares."),
        "Goods": (state.GOODS_HELD.dtype, "Who has one good and who asks for it, in one community."),
        "Debts": (state.DEBTS_OWED.dtype, "Who owes what on one debt, in one community."),
        "Tallies": (state.TALLIES.dtype, "What is counted for one rule, or one measure, of one community's people."),
        "Dockets": (state.DOCKETS.dtype, "What caseworkers of one system have before them in one community."),
        "Seats": (state.SEATS.dtype, "Who sits where in one community, and who went."),
        "Ledger": (state.LEDGER.dtype, "One system's accounts in one community."),
        "Cases": (state.CASES.dtype, "The cases of one community."),
        "Provenance": (state.PROVENANCE.dtype, "What really lies behind each case; no form of scoring is handed it."),
    },
    "scratch": {
        "Truth": (
            truth.TRUTH,
            "What happens in one community today, in natural units; no form of scoring is handed it.",
        ),
        "Records": (records.RECORDS, "What was recorded in one community today, and scratch of the forms of scoring."),
    },
    "parameters": {
        "Parameters": (parameters.PARAMETERS, "A scenario as numbers, for all stages but the forms."),
    },
    "systems": {
        "System": (parameters.SYSTEM, "One system as numbers."),
    },
    "counts": {
        "DayCounts": (counts.DAY_COUNTS, "A day's exact counts."),
        "SystemCounts": (counts.SYSTEM_COUNTS, "A day's exact counts of one system."),
        "RegionCounts": (counts.REGION_COUNTS, "A day's exact counts of one region."),
        "Trace": (counts.TRACE, "What twins are compared by on one day, in one community."),
        "Note": (counts.PANEL, "Everything of one citizen on one day."),
        "Decision": (decisions.DECISION, "One citizen's decisions for one day."),
    },
    "settlement": {
        "Place": (population.PLACE, "A place as numbers."),
        "Life": (lives.LIFE, "What a year brings in a place, by age."),
        "Population": (population.POPULATION, "What a settlement's people are made by."),
        "Declared": (attributes.DECLARED_ATTRIBUTE, "An attribute that a scenario declares, as numbers."),
    },
}
"""Record types by module and name of their protocol, and what a record is."""
WORLD = {
    "truth": "Truth", "records": "Records", "parameters": "Parameters", "systems": "Row[System]", "society": "Row[Society]",
    "conduct": "Row[Conduct]", "response": "Row[Response]", "signals": "Rows[Signals]", "dossier": "Row[Dossiers]",
    "ledgers": "Rows[Ledger]", "cases": "Row[Cases]", "provenance": "Row[Provenance]", "holdings": "Rows[Holdings]",
    "trust": "Row[Trust]",
    "attributes": "Row[AttributesHeld]", "goods": "Rows[Goods]", "debts": "Rows[Debts]", "tallies": "Rows[Tallies]",
    "dockets": "Rows[Dockets]", "seats": "Row[Seats]",
    "day_counts": "DayCounts", "region_counts": "Row[RegionCounts]", "trace": "Row[Trace]",
    "decisions": "Row[Decision]", "extra": "Rows[int]",
}  # fmt: skip
"""What a stage is handed (`glasshouse.engine.signatures.Tables`)."""
UNHANDED = {"Note", "SystemCounts", "Place", "Life", "Population", "Declared"}
"""Records that no stage is handed in its world."""
HOME = "glasshouse.schema.protocols"
ROWS = ["F4", "I2", "I4", "I8", "U1", "U2", "U4", "U8", "Blocks", "Flag", "Index", "Number", "Real", "Row", "Rows"]
"""Names of the module that is not generated."""
HEAD = '''"""{meaning}

Written by ``scripts/make_protocols.py`` from the record types; do not edit.
"""

from __future__ import annotations

from typing import Protocol

from glasshouse.schema.protocols.rows import {rows}
'''
ENTRY = '''"""What kernels' parameters are, for the type checker only: one protocol for each record type.

Written by ``scripts/make_protocols.py`` from the record types; do not edit. Numba reads no annotation, and at run time
nothing imports this.
"""

'''


def kind_of(dtype: np.dtype[np.generic]) -> str:
    """A field's type: a scalar's alias, in as many rows as it has dimensions."""
    item = f"{dtype.base.kind}{dtype.base.itemsize}".upper()
    return (item, f"Row[{item}]", f"Rows[{item}]", f"Blocks[{item}]")[len(dtype.shape)]


def protocol(name: str, meaning: str, fields: dict[str, str]) -> str:
    """One protocol as text."""
    lines = "\n".join(f"    {field}: {kind}" for field, kind in fields.items())
    return f'\n\nclass {name}(Protocol):\n    """{meaning}"""\n\n{lines}\n'


def module(name: str) -> str:
    """One module of protocols as text."""
    body = "".join(
        protocol(kind, meaning, {field: kind_of(dtype[field]) for field in dtype.names or ()})
        for kind, (dtype, meaning) in KINDS[name].items()
    )
    used = sorted(
        {word for word in re.findall(r"\w+", body) if re.fullmatch(r"[UIF]\d|Rows?|Blocks", word)}, key=ROWS.index
    )
    return HEAD.format(meaning=MODULES[name], rows=", ".join(used)) + body


def world() -> str:
    """The module of what stages are handed, as text."""
    imports = [
        _import_of(f"from {HOME}.{name} import ", handed)
        for name, kinds in sorted(KINDS.items())
        if (handed := sorted(set(kinds) - UNHANDED))
    ]
    head = HEAD.format(meaning="What stages are handed.", rows="Row, Rows")
    first, last = head.rsplit("\nfrom ", 1)
    body = protocol(
        "World", "What every stage is handed: a record each of scratch and parameters, and the tables.", WORLD
    )
    sorted_imports = "".join(sorted([*imports, f"from {last}"]))
    return f"{first}\n{sorted_imports}{body}"


def _import_of(begin: str, names: list[str]) -> str:
    """An import as the formatter leaves it: on one line if there is room, else a name a line."""
    line = f"{begin}{', '.join(names)}\n"
    return line if len(line) <= 121 else "\n".join([f"{begin}(", *(f"    {name}," for name in names), ")\n"])


def entry() -> str:
    """The package's own module, which offers all of them, as text."""
    names = {name: sorted(kinds) for name, kinds in KINDS.items()}
    names |= {"rows": ROWS, "world": ["World"]}
    return ENTRY + "".join(
        f"from {HOME}.{name} import {kind} as {kind}\n" for name in sorted(names) for kind in names[name]
    )


def files() -> dict[str, str]:
    """Every generated module's text by its file name, as the formatter leaves it."""
    return {"__init__.py": entry(), "world.py": world(), **{f"{name}.py": module(name) for name in KINDS}}


if __name__ == "__main__":
    for name, text in files().items():
        (PLACE / name).write_text(text, encoding="utf-8")
